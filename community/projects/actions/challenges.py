"""Setting what an event asks its teams to solve. The event's row is the lock: its set is arranged by one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import journal
from community.core.bilingual import open_to_all
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.text import said
from community.issues.models import Issue
from community.notifications.actions import announce
from search import outbox

from ..models import Challenge, EventPage
from ..permissions import sets_challenges

MOST_OF_AN_EVENT, MOST_ISSUES = 40, 60
LONGEST = {"title": 60, "title_en": 80, "about": 400, "about_en": 600}


@dataclass(frozen=True)
class Draft:
    """A challenge as somebody writes it; `issues` are numbers."""

    title: str
    about: str
    issues: tuple[int, ...]
    title_en: str = ""
    about_en: str = ""


def make_challenges(*, event: int, by: Any, drafts: Sequence[Draft], key: str = "") -> list[Challenge]:
    """Add them to the event's set, in this order, and tell whom their issues concern. The same `key` makes them once.

    Raises NotFound, NotAllowed, InvalidInput.
    """
    if not drafts:
        raise InvalidInput(_("もとになる投稿を、1つはえらんでください。"))
    with transaction.atomic():
        page = _lock(event, by)
        if journal.already_done(act="challenge.make", by=by, kind="event", number=page.pk, key=key):
            return []
        there = list(page.challenges.values_list("position", flat=True))
        if len(there) + len(drafts) > MOST_OF_AN_EVENT:
            raise InvalidInput(_("1つの催しのお題は、%(n)dまでです。") % {"n": MOST_OF_AN_EVENT})
        begin = max(there, default=-1) + 1
        made = [_make(page, draft, begin + nth, by) for nth, draft in enumerate(drafts)]
        after = {"challenges": [challenge.pk for challenge in made]}
        journal.record(act="challenge.make", by=by, kind="event", number=page.pk, after=after, key=key)
        outbox.record("page", page.pk)
    return made


def change_challenge(*, number: int, by: Any, draft: Draft) -> Challenge:
    """Other words or issues. Issues that are not public stay as they are: nobody unticks what they cannot see.

    Raises NotFound, NotAllowed, InvalidInput.
    """
    with transaction.atomic():
        challenge = _locked(number, by)
        before = _facts(challenge)
        issues = _issues(draft)
        old = set(challenge.issues.values_list("pk", flat=True))
        unseen = challenge.issues.exclude(pk__in=Issue.objects.visible_to(None).listed().values("pk"))
        for name, words in _words(draft).items():
            setattr(challenge, name, words)
        challenge.save(update_fields=list(LONGEST))
        challenge.issues.set([*issues, *unseen])
        _tell(challenge, [issue for issue in issues if issue.pk not in old], by)
        journal.record(
            act="challenge.change", by=by, kind="challenge", number=number, before=before, after=_facts(challenge)
        )
        outbox.record("page", challenge.event_id)
    return challenge


def remove_challenge(*, number: int, by: Any) -> None:
    """Projects that answer it stay, without it. Raises NotFound, NotAllowed."""
    with transaction.atomic():
        challenge = _locked(number, by)
        journal.record(act="challenge.remove", by=by, kind="challenge", number=number, before=_facts(challenge))
        challenge.delete()
        outbox.record("page", challenge.event_id)


def move_challenge(*, number: int, by: Any, up: bool) -> None:
    """One place up or down in its event's set. Raises NotFound, NotAllowed."""
    with transaction.atomic():
        challenge = _locked(number, by)
        row = list(challenge.event.challenges.all())
        here = row.index(challenge)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(row):
            return
        row[here], row[there] = row[there], row[here]
        for nth, one in enumerate(row):
            one.position = nth
        Challenge.objects.bulk_update(row, ["position"])
        after = {"position": there}
        journal.record(
            act="challenge.move", by=by, kind="challenge", number=number, before={"position": here}, after=after
        )


def follow_issue(*, issue: Issue) -> None:
    """It is seen by others than before: the events of its challenges are found by other words.

    Call inside the transaction.
    """
    outbox.record_all("page", set(issue.challenges.order_by().values_list("event", flat=True)))


def _lock(event: int, by: Any) -> EventPage:
    """Raises NotFound for a page that is not open to all: what is told of it could not be read."""
    if not sets_challenges(by):
        raise NotAllowed
    page = EventPage.objects.select_for_update(of=("self",)).filter(pk=event).first()
    if page is None or not open_to_all(EventPage.objects).filter(pk=event).exists():
        raise NotFound
    return page


def _locked(number: int, by: Any) -> Challenge:
    """The challenge, with its event's row locked."""
    if not sets_challenges(by):
        raise NotAllowed
    event = Challenge.objects.filter(pk=number).values_list("event", flat=True).first()
    if event is None:
        raise NotFound
    page = _lock(event, by)
    challenge = page.challenges.filter(pk=number).first()
    if challenge is None:
        raise NotFound
    return challenge


def _make(page: EventPage, draft: Draft, position: int, by: Any) -> Challenge:
    issues = _issues(draft)
    challenge = Challenge.objects.create(event=page, position=position, made_by=by, **_words(draft))
    challenge.issues.set(issues)
    _tell(challenge, issues, by)
    return challenge


def _words(draft: Draft) -> dict[str, str]:
    title = said(draft.title, LONGEST["title"], _("お題を、ひとつの文で書いてください。"), lines=False)
    return {
        "title": title,
        "title_en": said(draft.title_en, LONGEST["title_en"], lines=False),
        "about": said(draft.about, LONGEST["about"]),
        "about_en": said(draft.about_en, LONGEST["about_en"]),
    }


def _issues(draft: Draft) -> list[Issue]:
    """Only what everybody may see becomes a challenge."""
    numbers = set(draft.issues)
    if not numbers:
        raise InvalidInput(_("もとになる投稿を、1つはえらんでください。"))
    if len(numbers) > MOST_ISSUES:
        raise InvalidInput(_("1つのお題のもとになる投稿は、%(n)d件までです。") % {"n": MOST_ISSUES})
    found = list(Issue.objects.visible_to(None).listed().filter(number__in=numbers))
    if len(found) < len(numbers):
        raise InvalidInput(_("公開されていない投稿は、お題にできません。えらびなおしてください。"))
    return found


def _tell(challenge: Challenge, issues: Sequence[Issue], by: Any) -> None:
    for issue in issues:
        data = {"issue": issue.pk, "challenge": challenge.pk, "by": by.pk}
        announce(news="challenge.made", data=data, key=f"challenge:{challenge.pk}:{issue.pk}")


def _facts(challenge: Challenge) -> dict[str, Any]:
    numbers = sorted(challenge.issues.values_list("number", flat=True))
    return {"event": challenge.event_id, "title": challenge.title, "issues": numbers}
