from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "community.issues"
    verbose_name = "投稿"

    def ready(self) -> None:
        import search
        from community.core import panels
        from community.discussion import registry as talk
        from community.moderation import registry as flags

        from . import events, moderated, receivers  # noqa: F401 - importing connects the receivers
        from .panels import PANELS
        from .search import IssueSource

        search.register(IssueSource())
        talk.register(talk.Discussable("issue", takes_messages=events.takes_messages))
        talk.register_event(events.STATUS)
        flags.register(
            moderated.KIND,
            moderated.sees,
            known=moderated.known,
            address=moderated.address,
            set_aside=moderated.set_aside,
            take=moderated.take,
            restore=moderated.restore,
        )
        for panel in PANELS:
            panels.register(panel)
