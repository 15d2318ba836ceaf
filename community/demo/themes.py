"""The two themes of the demo city: one that asks for posts now, one that has come to its end."""

from datetime import datetime, timedelta

from django.utils import timezone

from community.taxonomy.models import Board

# slug: name, English name, days before now of the beginning, days after now of the end
THEMES = {
    "yomichi": ("夜道をあかるく", "Light on the night roads", 75, 26),
    "mizube": ("水辺であいましょう", "Meet me at the waterside", 100, -5),
}


def make_boards(now: datetime) -> dict[str, Board]:
    """The boards of the themes and the main one, by slug."""
    made = {
        slug: Board.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "name_en": name_en,
                "opens_at": evening(now - timedelta(days=begun)),
                "closes_at": evening(now + timedelta(days=over)),
            },
        )[0]
        for slug, (name, name_en, begun, over) in THEMES.items()
    }
    return made | {"main": Board.objects.main()}


def evening(moment: datetime) -> datetime:
    """The end of office hours of that day."""
    return timezone.localtime(moment).replace(hour=17, minute=30, second=0, microsecond=0)
