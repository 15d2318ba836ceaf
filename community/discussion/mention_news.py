"""News of one's name in a talk: a companion to each sort of news that messages are, for whom that one is not."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

from community.moderation.models import Ban
from community.notifications.models import Follow, Notice
from community.notifications.registry import NewsType, Recipient, Words, news_type
from community.notifications.sorts import Reason

from .models import Mention, Thread


def mention_news_of(news: str) -> str:
    return f"{news}.named"


def companion_of(news: str) -> NewsType:
    """Told with a message, to those whom it names; said in the words of the message's own news."""

    def words(data: dict[str, Any], user: Any) -> Words | None:
        return news_type(news).words(data, user)

    def all_words(datas: list[dict[str, Any]], user: Any) -> list[Words | None]:
        own = news_type(news)
        return own.all_words(datas, user) if own.all_words else [own.words(data, user) for data in datas]

    label = gettext_lazy("話に出た自分の名前")
    return NewsType(mention_news_of(news), label, _named, words, all_words, "chat", bundle="thread", after=news)


def _named(data: dict[str, Any]) -> Iterable[Recipient]:
    """Who is named and has not heard of this message, has not silenced the thing, and may take part."""
    thread = Thread.objects.filter(pk=data["thread"]).first()
    if thread is None:
        return []
    named = Mention.objects.filter(message=data["message"], message__state="shown")
    if "people" in data:
        named = named.filter(person__in=data["people"])
    heard = Notice.objects.filter(data__message=data["message"], user__in=named.values("person")).values("user")
    silent = Follow.objects.on(thread.kind, thread.number).silenced().values("user")
    banned = Ban.objects.in_force().values("user")
    told = named.exclude(person__in=heard).exclude(person__in=silent).exclude(person__in=banned)
    return [Recipient(pk, Reason.TALK) for pk in told.order_by("pk").values_list("person", flat=True)]
