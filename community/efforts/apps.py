from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EffortsConfig(AppConfig):
    name = "community.efforts"
    verbose_name = "取り組み"

    def ready(self) -> None:
        import search
        from community.core import panels, takedowns
        from community.discussion import registry as talk
        from community.moderation import registry as flags
        from community.notifications import registry as notices
        from community.photos.albums import register_album

        from . import events, moderated, mydata, receivers, tasks  # noqa: F401 - importing registers them
        from .actions.reading import hide_again
        from .album import ALBUM
        from .news import NEWS
        from .panels import PANELS
        from .search import EffortSource

        register_album(ALBUM)
        search.register(EffortSource())
        talk.register_event(events.EFFORT)
        talk.register_people(events.people)
        flags.register(
            moderated.KIND,
            moderated.sees,
            known=moderated.known,
            address=moderated.address,
            take=moderated.take,
            restore=moderated.restore,
            issue=moderated.issue_of,
            hidden=_("隠された報告"),
            told=_("報告が隠されました"),
            way=_("その報告を見る"),
        )
        for news in NEWS:
            notices.register(news)
        for panel in PANELS:
            panels.register(panel)
        takedowns.register("effort.hide", hide_again, undone_by="effort.show")
