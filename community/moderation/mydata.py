"""One's flags, what was hidden of one, bans and appeals; never who decided, nor what colleagues told each other."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core.mydata import Files, Row, forgets, gives

from .actions.leaving import let_go
from .models import Appeal, Ban, Flag, Takedown

forgets(let_go, "moderation.Flag.reporter", "moderation.Takedown.author", "moderation.Appeal.author")


@gives("flags", _("気になると知らせたもの"), "moderation.Flag.reporter")
def flags(person: Any, files: Files) -> Iterator[Row]:
    columns = ("kind", "number", "part", "reason", "note", "at", "outcome")
    yield from Flag.objects.filter(reporter=person).order_by("pk").values(*columns)


@gives("hidden", _("隠されたもの"), "moderation.Takedown.author")
def hidden(person: Any, files: Files) -> Iterator[Row]:
    columns = ("kind", "number", "part", "reason", "at", "undone_at")
    yield from Takedown.objects.filter(author=person).order_by("pk").values(*columns)


@gives("bans", _("利用のお休み"), "moderation.Ban.user")
def bans(person: Any, files: Files) -> Iterator[Row]:
    yield from Ban.objects.filter(user=person).order_by("pk").values("reason", "at", "until", "lifted_at")


@gives("appeals", _("申し立て"), "moderation.Appeal.author")
def appeals(person: Any, files: Files) -> Iterator[Row]:
    yield from Appeal.objects.filter(author=person).values("words", "at", "decided_at", "outcome", "answer")
