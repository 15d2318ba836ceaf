"""Search over whatever registers here. Knows nothing of the community it serves.

Words: 索引 index · 項目 entry (one thing as it is searched) · 源 source (a package that brings things of one kind).

    an action ──▶ outbox.record(kind, key) in its transaction ──▶ worker ──▶ source.documents(keys) ──▶ engine
    a reader  ──▶ search(Query) ──▶ engine proposes ──▶ source.visible(keys, user) ──▶ hits

Verbs: `register` a source, `search`, `suggest`, `similar`, `explain`. Engines answer alike: bigrams today, in SQLite
or PostgreSQL; words, meaning and Elasticsearch come behind the same door.
"""

from .documents import Document, Hit, Query
from .errors import SearchError
from .registry import SearchSource, register
from .verbs import explain, search, similar, suggest

__all__ = [
    "Document",
    "Hit",
    "Query",
    "SearchError",
    "SearchSource",
    "explain",
    "register",
    "search",
    "similar",
    "suggest",
]
