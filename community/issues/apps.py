from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "community.issues"
    verbose_name = "投稿"

    def ready(self) -> None:
        import search
        from community.core import panels
        from community.discussion import registry as talk
        from community.moderation import registry as flags
        from community.notifications import registry as notices

        from . import events, news_merge, receivers  # noqa: F401 - importing connects the receivers
        from .models import Issue
        from .panels import PANELS
        from .search import IssueSource

        search.register(IssueSource())
        talk.register(talk.Discussable("issue", takes_messages=events.takes_messages))
        for event in (events.STATUS, events.MERGE, events.PROMISE):
            talk.register_event(event)
        flags.register("issue", lambda number, user: Issue.objects.visible_to(user).filter(number=number).exists())
        for news in news_merge.NEWS:
            notices.register(news)
        for panel in PANELS:
            panels.register(panel)
