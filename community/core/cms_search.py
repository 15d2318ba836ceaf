"""Search of editors' screens: every word may stand anywhere in the text, as written or by another name.

Wagtail's own database search splits text at spaces, and Japanese has none: it never finds 公園 in 天王寺公園の花だん.
Other names are those of the site's search: 街灯 finds 防犯灯, and so does street light. Editors' pages, pictures and
documents are some thousands, so comparing them one by one is fast enough.
"""

import unicodedata
from collections.abc import Iterator
from functools import reduce
from operator import and_, or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from wagtail.search import index
from wagtail.search.backends.database.fallback import (
    DatabaseSearchBackend,
    DatabaseSearchQueryCompiler,
    DatabaseSearchResults,
)
from wagtail.search.query import PlainText

from search.analysis.analyzer import Group
from search.analysis.site import analyzer
from search.candidates import named

MOST_NAMES = 24  # of one thing; a database bounds how much one question may ask
SHORTEST_NAME = 2  # letters: 木 stands in 六本木 as well


class WordQueryCompiler(DatabaseSearchQueryCompiler):
    """All words must occur, each in any of the fields that the model lets search or complete, tags too.

    Or all that the words ask for, each by any of its names.
    """

    def build_database_filter(self, query: Any, boost: float = 1.0) -> Any:
        found = super().build_database_filter(query, boost)
        if not isinstance(query, PlainText):
            return found
        asked = [self._by_any_name(group) for group in analyzer().query(query.query_string).groups]
        return found | reduce(and_, asked) if asked else found

    def _by_any_name(self, group: Group) -> models.Q:
        return reduce(or_, map(self.build_single_term_filter, _names(group)))

    def get_fields_names(self) -> Iterator[str]:
        if self.fields:
            yield from super().get_fields_names()
            return
        yield from _paths(self.queryset.model, self.queryset.model.get_search_fields())

    def build_single_term_filter(self, term: str) -> models.Q:
        spellings = {term, unicodedata.normalize("NFKC", term)}
        parts = [models.Q(**{f"{name}__icontains": word}) for name in self.fields_names for word in spellings]
        return reduce(or_, parts, models.Q())


def _names(group: Group) -> list[str]:
    """What stands for a part of a question: as it was written, by the dictionary's form, by names of the same thing."""
    names = {group.asked: None}
    for token in named(group.weights):
        if token[0] == "@":
            names |= dict.fromkeys(analyzer().thesaurus.names(token[1:]))
        elif token[0] not in "#!" and not token.isascii():  # of a Latin word the form is its mere beginning
            names[token] = None
    return [name for name in names if name == group.asked or len(name) >= SHORTEST_NAME][:MOST_NAMES]


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
