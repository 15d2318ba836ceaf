"""Who can be named in a talk, and the names in a page of lines."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Max

from community.core.naming import Names, may_name

from .models import Mention, Message, Thread
from .registry import people_of

MOST_PEOPLE = 200  # of a talk: who spoke last comes first


def participants(thread: Thread) -> list[Any]:
    """People who have said something here in their own name, the latest first, then those whom the page names.

    Nobody who posts without a name, or who spoke for the city or an organisation.
    """
    said = Message.objects.shown().filter(thread=thread, official=False, organisation=None, author__isnull=False)
    spoke = said.order_by().values("author").annotate(last=Max("pk")).order_by("-last")
    keys = [row["author"] for row in spoke[:MOST_PEOPLE]]
    keys = list(dict.fromkeys([*keys, *people_of(thread)]))[:MOST_PEOPLE]
    known = get_user_model().objects.filter(is_active=True).exclude(display_name="").in_bulk(keys)
    return [known[key] for key in keys if key in known]


def named_in(thread: Thread, text: str) -> list[Any]:
    """Whom a text names. Of two people with one name, who spoke last is meant. Asks for nothing where nobody is."""
    if not may_name(text):
        return []
    people: dict[str, Any] = {}
    for person in participants(thread):
        people.setdefault(person.display_name, person)
    names = Names(dict.fromkeys(people, "-"))
    return [people[name] for name in names.found_in(text)]


def dress_names(messages: Iterable[Any]) -> None:
    """Each message among these knows whom it names, with one query for all; none where no text has an @."""
    shown = [one for one in messages if isinstance(one, Message) and not one.is_hidden and may_name(one.body)]
    if not shown:
        return
    pages: dict[int, dict[str, str]] = defaultdict(dict)
    named = Mention.objects.filter(message__in={message.pk for message in shown}, person__is_active=True)
    for mention in named.select_related("person"):
        pages[mention.message_id][mention.person.display_name] = mention.person.get_absolute_url()
    for message in shown:
        message.names = Names(pages[message.pk])
