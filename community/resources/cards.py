"""What a card of a resource shows, beside the row itself."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from community.taxonomy.models import HelpKind

from .models import Resource
from .reference import LOOKS

MOST_WARDS = 4


def dressed(resources: Iterable[Resource]) -> list[Resource]:
    """Each with `look` and `word` of its kind chip, `reach` (wards in words), `more_wards` and `precision`.

    Nothing is asked of the database that `with_card` has not fetched.
    """
    return [dress(resource) for resource in resources]


def dress(resource: Any) -> Resource:
    wards = [ward.label for ward in resource.serves.all()]
    resource.look = LOOKS[resource.kind]
    resource.word = _word(resource)
    resource.reach = wards[:MOST_WARDS]
    resource.more_wards = len(wards) - len(resource.reach)
    resource.precision = precision_of(resource)
    return resource


def _word(resource: Resource) -> str:
    """Its kind; of things also whether they come back."""
    kind = str(resource.get_kind_display())
    if resource.kind != HelpKind.THINGS:
        return kind
    return _("%(kind)s　貸します") % {"kind": kind} if resource.returns else _("%(kind)s　あげます") % {"kind": kind}


def precision_of(resource: Resource) -> str:
    """How exact its place is, as the map's marks know it: a person's own is kept to about 100 metres."""
    return "exact" if resource.organisation_id or resource.kind == HelpKind.PLACES else "100m"
