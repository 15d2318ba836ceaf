"""What staff changed in the thesaurus, over what came with the product."""

from functools import lru_cache

from django.db.models import Count, Max

from ..models import ConceptChange
from .concepts import LISTS, Concept, Thesaurus, joined, shipped


def version() -> str:
    """Another one after every change."""
    known = ConceptChange.objects.aggregate(last=Max("changed_at"), count=Count("pk"))
    return f"{known['last']}-{known['count']}"


def thesaurus() -> Thesaurus:
    changes = list(ConceptChange.objects.all())
    gone = {change.slug for change in changes if change.is_removed}
    new = joined(_shipped(), [_concept(change) for change in changes if not change.is_removed])
    return Thesaurus({slug: concept for slug, concept in new.concepts.items() if slug not in gone}) if gone else new


@lru_cache(maxsize=1)
def _shipped() -> Thesaurus:
    return shipped()


def _concept(change: ConceptChange) -> Concept:
    lists = {name: tuple(filter(None, map(str.strip, getattr(change, name).splitlines()))) for name in LISTS}
    return Concept(id=change.slug, broader=change.broader, **lists)
