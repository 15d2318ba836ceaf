"""Naming people in words: who is named is kept, and told once a message."""

from community.notifications import actions as notices

from ..mention_news import mention_news_of
from ..mentioning import named_in
from ..models import Mention, Message
from ..registry import discussable

MOST_NAMED = 10  # in one message; who comes after is not told


def name_people(message: Message) -> list[int]:
    """Keep whom these words name; returns those who are new. Call in the transaction that stores the words."""
    people = [person.pk for person in named_in(message.thread, message.body) if person.pk != message.author_id]
    people = people[:MOST_NAMED]
    before = Mention.objects.filter(message=message)
    known = set(before.values_list("person", flat=True)) if message.edited_at is not None else set()
    if known - set(people):
        before.exclude(person__in=people).delete()
    new = [pk for pk in people if pk not in known]
    Mention.objects.bulk_create([Mention(message=message, person_id=pk) for pk in new])
    return new


def tell_named(message: Message, people: list[int], *, seq: int) -> None:
    """Tell those whom words name that were said anew. Words that are new tell it themselves (`mention_news`)."""
    kind = discussable(message.thread.kind)
    if people and kind is not None and kind.news:
        data = {"thread": message.thread_id, "message": message.pk, "by": message.author_id, "people": people}
        news = mention_news_of(kind.news)
        notices.announce(news=news, data=data, key=f"{news}:{message.pk}:{seq}")
