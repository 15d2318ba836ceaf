"""What a post tells of people, said to whoever writes it before others read it; and how it will look."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from community.core import personal
from community.core.text import to_html

from .forms import PostForm

FIELDS = ("title", "address", "body")
SHOWN = 6  # letters of what was found


def notices(said: dict[str, str], *, private: bool) -> list[dict[str, str]]:
    """Everything personal in the words of a post, field by field: what to say, and what takes its place."""
    sentence = (
        _("%(label)sらしいものがあります。「%(words)s」は市の担当者が読みます。")
        if private
        else _("%(label)sらしいものがあります。「%(words)s」はだれでも読めます。")
    )
    return [
        {
            "field": field,
            "words": it.words,
            "sentence": sentence % {"label": it.label, "words": _shortened(it.words)},
            "mask": f"（{it.label}）",
        }
        for field in FIELDS
        for it in personal.find(said.get(field) or "")
    ]


def _shortened(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def masked(sent: QueryDict) -> QueryDict:
    """What was sent, without what tells of people."""
    fresh = sent.copy()
    for field in FIELDS:
        if field in fresh:
            fresh[field] = personal.masked(fresh[field])
    return fresh


def preview_of(form: PostForm, author: Any) -> dict[str, Any]:
    """この内容で公開されます: a valid form as others will read it. `author` is None before the log-in."""
    said = form.cleaned_data
    return {
        "title": said["title"],
        "html": to_html(said["body"], links=author is not None and author.is_trusted),
        "category": said["category"],
        "place": "　".join(part for part in (said["ward"].label, said["address"]) if part),
        "name": _name(author, anonymous=said["anonymous"]),
        "private": said["private"],
        "notices": notices(said, private=said["private"]),
    }


def _name(author: Any, *, anonymous: bool) -> str:
    if anonymous:
        return _("名前を出さない人")
    return author.shown_name if author is not None else _("（このあと決める表示名）")
