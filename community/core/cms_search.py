"""Search of editors' screens: every word may stand anywhere in the text.

Wagtail's own database search splits text at spaces, and Japanese has none: it never finds 公園 in 天王寺公園の花だん.
Editors' pages, pictures and documents are some thousands, so comparing them one by one is fast enough.
"""

import unicodedata
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from wagtail.search import index
from wagtail.search.backends.database.fallback import (
    DatabaseSearchBackend,
    DatabaseSearchQueryCompiler,
    DatabaseSearchResults,
)


class WordQueryCompiler(DatabaseSearchQueryCompiler):
    """All words must occur, each in any of the fields that the model lets search or complete, tags too."""

    def get_fields_names(self) -> Iterator[str]:
        if self.fields:
            yield from super().get_fields_names()
            return
        yield from _paths(self.queryset.model, self.queryset.model.get_search_fields())

    def build_single_term_filter(self, term: str) -> models.Q:
        spellings = {term, unicodedata.normalize("NFKC", term)}
        parts = [models.Q(**{f"{name}__icontains": word}) for name in self.fields_names for word in spellings]
        return reduce(or_, parts, models.Q())


def _paths(model: Any, fields: list[Any], prefix: str = "") -> Iterator[str]:
    names: dict[str, None] = {}
    for field in fields:
        if isinstance(field, index.RelatedFields):
            names |= dict.fromkeys(_paths(_related(model, field), field.fields, f"{prefix}{field.field_name}__"))
        elif isinstance(field, index.SearchField | index.AutocompleteField) and _is_column(model, field.field_name):
            names[prefix + field.field_name] = None
    yield from names


def _related(model: Any, field: Any) -> Any:
    return model._meta.get_field(field.field_name).related_model


def _is_column(model: Any, name: str) -> bool:
    """Callables and StreamFields have no text that the database could compare."""
    try:
        return isinstance(model._meta.get_field(name), models.CharField | models.TextField)
    except FieldDoesNotExist:
        return False


class WordResults(DatabaseSearchResults):
    def get_queryset(self) -> models.QuerySet:
        """The newest first where no other order was asked for; a tag that fits twice shows its thing once."""
        found = super().get_queryset()
        return found if found.ordered or found.query.is_sliced else found.order_by("-pk")


class SearchBackend(DatabaseSearchBackend):
    query_compiler_class = WordQueryCompiler
    autocomplete_query_compiler_class = WordQueryCompiler
    results_class = WordResults
