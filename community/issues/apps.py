from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "community.issues"
    verbose_name = "投稿"

    def ready(self) -> None:
        import search
        from community.core import panels, takedowns
        from community.discussion import registry as talk
        from community.moderation import registry as flags

        from . import events, receivers  # noqa: F401 - importing connects the receivers
        from .actions.takedown import hide_again, hide_message_again
        from .models import Issue
        from .panels import PANELS
        from .search import IssueSource

        search.register(IssueSource())
        talk.register(talk.Discussable("issue", takes_messages=events.takes_messages))
        talk.register_event(events.STATUS)
        flags.register("issue", lambda number, user: Issue.objects.visible_to(user).filter(number=number).exists())
        for panel in PANELS:
            panels.register(panel)
        takedowns.register("issue.hide", hide_again, undone_by="issue.restore")
        takedowns.register("message.hide", hide_message_again, undone_by="message.show")
