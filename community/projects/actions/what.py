"""What a project is, cleaned: the same rules for a first word of it and for every change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from community.areas.models import Ward
from community.core.errors import InvalidInput
from community.core.text import said
from community.taxonomy.models import NeedCode

from ..models import Challenge, Dataset, EventPage, Stage
from ..models.projects import LONGEST_BODY, LONGEST_DOES, LONGEST_TITLE

MOST_CODES, MOST_ROLES, MOST_DATASETS, MOST_HOURS = 5, 6, 20, 60
TEXTS = {  # field → its longest, whether it has lines
    "body": (LONGEST_BODY, True), "title_en": (60, False), "licence": (40, False), "data_wanted": (120, False),
}  # fmt: skip
ADDRESSES = ("repository", "demo")
is_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class RoleSaid:
    """Whom a project looks for. `known` is the number of a role that it has already; `hours` are those of a week."""

    title: str
    codes: Sequence[NeedCode] = ()
    hours: int | None = None
    remote: bool = False
    open: bool = True
    known: int | None = None


@dataclass(frozen=True)
class What:
    """Everything that people say of it. `uses` and `needs` are data; roles stand in their order."""

    title: str
    does: str
    title_en: str = ""
    body: str = ""
    stage: str = Stage.IDEA
    repository: str = ""
    demo: str = ""
    licence: str = ""
    data_wanted: str = ""
    ward: Ward | None = None
    event: EventPage | None = None
    challenge: Challenge | None = None
    codes: Sequence[NeedCode] = ()
    uses: Sequence[Dataset] = ()
    needs: Sequence[Dataset] = ()
    roles: Sequence[RoleSaid] = ()

    @property
    def columns(self) -> dict[str, Any]:
        """As the row holds them; the rest are rows of their own."""
        return {name: getattr(self, name) for name in COLUMNS}


APART = {"codes", "uses", "needs", "roles"}
COLUMNS = tuple(name for name in What.__dataclass_fields__ if name not in APART)


def cleaned(what: What) -> What:
    """The same without controls and in bounds. A challenge brings its event. Raises InvalidInput."""
    if what.stage not in Stage.values:
        raise InvalidInput(_("段階を1つえらんでください。"))
    texts = {name: said(getattr(what, name), longest, lines=lines) for name, (longest, lines) in TEXTS.items()}
    addresses = {name: _address(getattr(what, name)) for name in ADDRESSES}
    uses = _each(what.uses, MOST_DATASETS, _("データは%(most)dつまでです。"))
    needs = _each(what.needs, MOST_DATASETS, _("データは%(most)dつまでです。"))
    return replace(
        what,
        **texts,
        **addresses,
        title=said(what.title, LONGEST_TITLE, _("プロジェクトの名前を書いてください。"), lines=False),
        does=said(what.does, LONGEST_DOES, _("何をするものか、ひとことで書いてください。"), lines=False),
        event=what.challenge.event if what.challenge else what.event,
        codes=_codes(what.codes),
        uses=uses,
        needs=[one for one in needs if one not in uses],
        roles=_roles(what.roles),
    )


def _address(words: str) -> str:
    words = said(words, 200, lines=False)
    try:
        if words:
            is_address(words)
    except ValidationError as error:
        raise InvalidInput(_("リンクは https:// からはじまるアドレスを入れてください。")) from error
    return words


def _each(things: Sequence[Any], most: int, sentence: str) -> list[Any]:
    """Each once, in order."""
    once = list({thing.pk: thing for thing in things}.values())
    if len(once) > most:
        raise InvalidInput(sentence % {"most": most})
    return once


def _codes(codes: Sequence[NeedCode]) -> list[NeedCode]:
    once = _each(codes, MOST_CODES, _("できることは%(most)dつまでです。"))
    if any(code.group_id is None or not code.active for code in once):
        raise InvalidInput(_("できることは、一覧の中からえらんでください。"))
    return once


def _roles(roles: Sequence[RoleSaid]) -> list[RoleSaid]:
    if len(roles) > MOST_ROLES:
        raise InvalidInput(_("役は%(most)dつまでです。") % {"most": MOST_ROLES})
    if any(role.hours is not None and not 1 <= role.hours <= MOST_HOURS for role in roles):
        raise InvalidInput(_("時間は、週に1から%(most)dまでで入れてください。") % {"most": MOST_HOURS})
    missing = _("だれをさがしているか書いてください。")
    return [replace(role, title=said(role.title, 40, missing, lines=False), codes=_codes(role.codes)) for role in roles]
