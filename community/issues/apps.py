from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IssuesConfig(AppConfig):
    name = "community.issues"
    verbose_name = "投稿"

    def ready(self) -> None:
        import search
        from community.core import panels, takedowns
        from community.discussion import registry as talk
        from community.moderation import registry as flags
        from community.notifications import registry as notices
        from community.photos.albums import register_album

        from . import events, moderated, mydata, news, news_merge, receivers, tasks  # noqa: F401 - importing registers them
        from .actions.takedown import hide_again, hide_message_again, set_aside_again, undo_again
        from .album import ALBUM
        from .panels import PANELS
        from .search import CaseSource, IssueSource, NoteSource

        post_migrate.connect(receivers.keep_tally, sender=self)
        search.register(IssueSource())
        search.register(CaseSource())
        search.register(NoteSource())
        talk.register(talk.Discussable("issue", takes_messages=events.takes_messages, news="message"))
        talk.register_people(events.people)
        for event in (events.STATUS, events.MERGE, events.PROMISE):
            talk.register_event(event)
        flags.register(
            moderated.KIND,
            moderated.sees,
            known=moderated.known,
            address=moderated.address,
            set_aside=moderated.set_aside,
            take=moderated.take,
            restore=moderated.restore,
        )
        for sort in (*news.NEWS, *news_merge.NEWS):
            notices.register(sort)
        notices.register_followable(news.ISSUES)
        for panel in PANELS:
            panels.register(panel)
        takedowns.register("issue.hide", hide_again, undone_by="issue.restore")
        takedowns.register("message.hide", hide_message_again, undone_by="message.show")
        takedowns.register("issue.set_aside", set_aside_again, undone_by="issue.approve")
        takedowns.register("issue.undo", undo_again)
        register_album(ALBUM)
