"""The index on an Elasticsearch 8 server, a copy of the one in the database.

    Entry rows ──▶ ServerItem in their transaction ──▶ carrying (worker: bulk, external versions) ──▶ generations
    a search  ──▶ reading (proposes ids, for 0.8 s at most) ──▶ Entry rows ──▶ the ranking of all engines

Words: 世代 generation (one index; the alias points to the one in use) · 簡易検索 the database answers instead.
"""
