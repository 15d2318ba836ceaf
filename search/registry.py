"""Sources: how packages bring what they have into search."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from .documents import Document
from .errors import UnknownKind


class SearchSource(ABC):
    """Subclass, set `kind`, and register an instance in `AppConfig.ready()`."""

    kind: str
    follows: str = ""  # a kind whose every change is one of this kind too, under the same key
    waits: bool = False  # its changes are too many and too quick: they come into the index with the worker alone

    @abstractmethod
    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        """The present documents of these keys; a key without one leaves the index."""

    @abstractmethod
    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        """Those of the keys that this person may see now."""

    @abstractmethod
    def all_keys(self) -> Iterable[str]:
        """Every key that belongs into the index, for a rebuild."""


_sources: dict[str, SearchSource] = {}


def register(source: SearchSource) -> None:
    _sources[source.kind] = source


def source_of(kind: str) -> SearchSource:
    try:
        return _sources[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def with_followers(kind: str) -> tuple[str, ...]:
    """The kind itself and those that change with it."""
    return (kind, *(source.kind for source in _sources.values() if source.follows == kind))


def kinds() -> tuple[str, ...]:
    return tuple(_sources)
