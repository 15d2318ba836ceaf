"""One act on many issues: each is a transaction of its own, and what cannot be done stops none of the others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.errors import CommunityError, InvalidInput, StaleVersion
from community.core.ids import token
from community.core.text import asked_number
from community.issues.models import Issue
from community.issues.workflow import DESK, RULES, Status
from community.taxonomy.reference import departments

from .verbs import VERBS

MOST = 100
ANY = "-"  # no category: the windows in their own order


@dataclass(frozen=True)
class BulkVerb:
    """`key` opens it on the keyboard; `fields` of the form are asked for in this order."""

    name: str
    label: str | Promise
    icon: str
    key: str
    fields: tuple[str, ...]

    @property
    def states(self) -> list[tuple[str, str | Promise]]:
        """What `to` can be: every state that the desk may set on some post; merging has its own verb."""
        rows = (row for rules in RULES.values() for row in rules.values())
        known = {to for row in rows for to, roles in row.items() if DESK in roles}
        return [(state.value, state.label) for state in Status if state in known and state != Status.DUPLICATE]


BULK = (
    BulkVerb("approve", gettext_lazy("公開する"), "check", "a", ("note",)),
    BulkVerb("assign", gettext_lazy("担当を決める"), "person-check", "t", ("department", "officer")),
    BulkVerb("status", gettext_lazy("様子を変える"), "swap", "s", ("to", "sentence", "date", "authority")),
    BulkVerb("hide", gettext_lazy("隠す"), "hide", "h", ("reason",)),
    BulkVerb("note", gettext_lazy("メモを残す"), "lock", "n", ("body",)),
)
BY_NAME = {verb.name: verb for verb in BULK}


@dataclass
class Outcome:
    """What became of one of them; `version` is the one to try again with."""

    number: int
    version: int
    done: bool = False
    why: str = ""
    title: str = ""


def marks_of(given: QueryDict) -> list[Outcome]:
    """The issues that were ticked, as `number:version`, each once. Raises InvalidInput for none or too many."""
    found: dict[int, Outcome] = {}
    for mark in given.getlist("issue"):
        number, version = (asked_number(part) for part in mark.partition(":")[::2])
        if number is not None and version is not None:
            found[number] = Outcome(number, version)
    if not found:
        raise InvalidInput(_("どの課題にするか、えらんでください。"))
    if len(found) > MOST:
        raise InvalidInput(_("一度にできるのは100件までです。えらぶ数をへらしてください。"))
    return list(found.values())


def form_of(verb: str, given: QueryDict | None = None) -> Any:
    """The fields of one verb, as sent or empty; ids of their own, because several stand on one page."""
    known: dict[str, Any] = {"assign": {"departments": list(departments().values())}, "status": {"category": ANY}}
    return VERBS[verb].form(given, auto_id=f"id_{token(4)}_%s", **known.get(verb, {}))


def blank_forms() -> list[dict[str, Any]]:
    return [shown(verb, form_of(verb.name)) for verb in BULK]


def shown(verb: BulkVerb, form: Any, *, is_open: bool = False) -> dict[str, Any]:
    """A verb with its form's fields, for the template."""
    return {"verb": verb, "form": form, "fields": [form[name] for name in verb.fields], "is_open": is_open}


def do_all(verb: str, marks: list[Outcome], *, by: Any, key: str, given: dict[str, Any]) -> list[Outcome]:
    """Try each; the key of one press and the number make each happen once."""
    given = {name: value for name, value in given.items() if name not in ("version", "key")}
    for mark in marks:
        _try(VERBS[verb].act, mark, by=by, key=f"{key[:44]}-{mark.number}" if key else "", given=given)
    _say_which(marks, by)
    return marks


def _try(act: Callable[..., Any], mark: Outcome, *, by: Any, key: str, given: dict[str, Any]) -> None:
    try:
        act(number=mark.number, by=by, version=mark.version, key=key, **given)
        mark.done = True
    except StaleVersion as error:
        mark.version = error.version
        said = "、".join(str(words) for words in error.theirs.values() if words)
        mark.why = _("ほかの人が先に変えました。いまは：%(theirs)s") % {"theirs": said}
    except CommunityError as error:
        mark.why = str(error)


def _say_which(marks: list[Outcome], by: Any) -> None:
    """Titles, for those that this officer may know of."""
    seen = Issue.objects.at_desk_of(by).filter(number__in=[mark.number for mark in marks])
    titles = dict(seen.values_list("number", "title"))
    for mark in marks:
        mark.title = titles.get(mark.number, "")
