"""Search over whatever registers here. Knows nothing of the community it serves.

Words: 索引 index · 項目 entry (one thing as it is searched) · 源 source (a package that brings things of one kind) ·
概念 concept (what words of five languages have in common) · 意味 meaning (what is near though no word is the same).

    an action ──▶ outbox.record(kind, key) in its transaction ──▶ source.documents(keys) ──▶ engine
                                      └─▶ worker: once more, ──▶ meaning.upkeep ──▶ vectors
    a reader  ──▶ answer(Query) ──▶ analysis ──▶ engine and vectors propose ──▶ ranking ──▶ source.visible(keys, user)

Verbs: `register` a source, `answer` and `search`, `suggest`, `similar`, `explain` and `mark`. Engines answer alike:
each stores the same words and proposes, one ranking puts in order.
"""

from typing import Any

from .documents import Answer, Document, Hit, Query, Reason
from .errors import SearchError
from .registry import SearchSource, register

VERBS = ("answer", "explain", "mark", "search", "similar", "suggest")


def __getattr__(name: str) -> Any:
    """The verbs need tables, which Django loads after this package."""
    if name in VERBS:
        from . import verbs

        return getattr(verbs, name)
    raise AttributeError(name)


__all__ = ["Answer", "Document", "Hit", "Query", "Reason", "SearchError", "SearchSource", "register", *VERBS]
