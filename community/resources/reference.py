"""What every page of resources shows and nearly nobody changes."""

from community.taxonomy.languages import LANGUAGES as LANGUAGES
from community.taxonomy.models import HelpKind

# The word of the kind chip's look for each kind.
LOOKS = {
    HelpKind.PEOPLE: "person", HelpKind.THINGS: "thing", HelpKind.PLACES: "space", HelpKind.MONEY: "money",
    HelpKind.INFORMATION: "facts",
}  # fmt: skip
