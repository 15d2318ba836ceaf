from django.apps import AppConfig


class RepliesConfig(AppConfig):
    name = "community.replies"
    verbose_name = "公式の回答"

    def ready(self) -> None:
        import search
        from community.core import panels
        from community.discussion import registry as talk
        from community.notifications import registry as notices

        from . import events, news, receivers  # noqa: F401 - importing connects them
        from .letters import keep_quiet
        from .panels import PANELS
        from .search import ReplySource

        keep_quiet()
        search.register(ReplySource())
        talk.register_event(events.REPLY)
        notices.register(news.PUBLISHED)
        for panel in PANELS:
            panels.register(panel)
