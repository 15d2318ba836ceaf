from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "community.resources"
    verbose_name = "力になるもの"

    def ready(self) -> None:
        import search
        from community.accounts import testaccounts
        from community.core import panels, takedowns
        from community.discussion import registry as talk
        from community.moderation import registry as flags
        from community.notifications import registry as notices
        from community.photos.albums import register_album

        from . import moderated, mydata, news, receivers, tasks  # noqa: F401 - importing registers them
        from .actions.desk import hide_again, hide_message_again
        from .actions.testthings import make_offer, make_organisations
        from .album import ALBUM
        from .panels import PANELS
        from .search import ResourceSource
        from .talk import people, takes_messages

        register_album(ALBUM)
        search.register(ResourceSource())
        talk.register(talk.Discussable("resource", takes_messages=takes_messages, news="resource.message"))
        talk.register_people(people)
        flags.register(
            moderated.KIND,
            moderated.sees,
            known=moderated.known,
            address=moderated.address,
            take=moderated.take,
            restore=moderated.restore,
            hidden=_("隠された力"),
            told=_("出したものが隠されました"),
            way=_("それを見る"),
        )
        for sort in news.NEWS:
            notices.register(sort)
        notices.register_followable(news.RESOURCES)
        for panel in PANELS:
            panels.register(panel)
        takedowns.register("resource.hide", hide_again, undone_by="resource.restore")
        takedowns.register("resource.message_hide", hide_message_again, undone_by="resource.message_show")
        testaccounts.register_maker(make_organisations)
        testaccounts.register_maker(make_offer)
