"""What every page of resources shows and nearly nobody changes."""

from community.core.reference import kept
from community.taxonomy.languages import LANGUAGES as LANGUAGES
from community.taxonomy.models import HelpKind, NeedCode

# The word of the kind chip's look for each kind.
LOOKS = {
    HelpKind.PEOPLE: "person", HelpKind.THINGS: "thing", HelpKind.PLACES: "space", HelpKind.MONEY: "money",
    HelpKind.INFORMATION: "facts",
}  # fmt: skip


@kept
def need_codes() -> dict[str, NeedCode]:
    """The codes that resources may carry, by slug, in the order of pickers, each with its group."""
    return {code.pk: code for code in NeedCode.objects.leaves()}
