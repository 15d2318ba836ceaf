from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "community.organisations"
    verbose_name = "団体"

    def ready(self) -> None:
        import search
        from community.core import panels, takedowns
        from community.moderation import registry as flags
        from community.notifications import registry as notices
        from community.photos.albums import register_album

        from . import moderated, mydata, receivers, tasks  # noqa: F401 - importing registers them
        from .actions.desk import hide_again
        from .album import ALBUM
        from .news import NEWS, ORGANISATIONS
        from .panels import PANELS
        from .search import OrganisationSource

        register_album(ALBUM)
        search.register(OrganisationSource())
        flags.register(
            moderated.KIND,
            moderated.sees,
            known=moderated.known,
            address=moderated.address,
            take=moderated.take,
            restore=moderated.restore,
            hidden=_("隠された団体のページ"),
            told=_("団体のページが隠されました"),
            way=_("その団体を見る"),
        )
        for news in NEWS:
            notices.register(news)
        notices.register_followable(ORGANISATIONS)
        for panel in PANELS:
            panels.register(panel)
        takedowns.register("organisation.hide", hide_again, undone_by="organisation.restore")
