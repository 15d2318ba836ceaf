"""What every page of cards shows and nearly nobody changes."""

from community.core.reference import kept
from community.taxonomy.models import HelpKind, NeedCode


@kept
def skills() -> dict[str, NeedCode]:
    """The codes that cards may carry, by slug, in the order of pickers, each with its group."""
    return {code.pk: code for code in NeedCode.objects.leaves().filter(kind=HelpKind.PEOPLE)}


def open_skills() -> dict[str, NeedCode]:
    """Those that pages for everybody name."""
    return {slug: code for slug, code in skills().items() if not code.sensitive}


def groups_of(codes: dict[str, NeedCode]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The codes under the names of their groups, as a select takes them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for slug, code in codes.items():
        groups.setdefault(code.group.label, []).append((slug, code.label))
    return list(groups.items())
