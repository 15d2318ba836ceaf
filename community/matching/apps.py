from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "community.matching"
    verbose_name = "手の貸し借り"

    def ready(self) -> None:
        from community.core import panels
        from community.discussion import registry as talk
        from community.moderation import registry as flags
        from community.notifications import registry as notices
        from community.photos.albums import register_album
        from community.resources.days import register_promised

        from . import events, moderated, mydata, receivers, tasks  # noqa: F401 - importing registers them
        from .album import ALBUM
        from .models import Match
        from .news import NEWS
        from .panels import PANELS

        register_album(ALBUM)
        talk.register(
            talk.Discussable(
                "match",
                takes_messages=events.takes_messages,
                news="match.message",
                pages="matches",
                voice=events.voice,
            )
        )
        talk.register_event(events.STEP)
        flags.register(moderated.KIND, moderated.sees, address=moderated.address)
        register_promised(Match.objects.promised_days)
        for news in NEWS:
            notices.register(news)
        for panel in PANELS:
            panels.register(panel)
