"""What Elasticsearch finds as it comes: its `standard` analyzer and a `match` query, in an index that is removed."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

from search import evaluation

MOST = 100


def found(url: str, posts: Sequence[dict[str, Any]], asked: Sequence[evaluation.Asking]) -> dict[str, list[str]]:
    """Query → posts, best first."""
    from elasticsearch import Elasticsearch, helpers

    name = f"bench-{uuid4().hex[:12]}"
    client = Elasticsearch(url.split(","), request_timeout=30)
    text = {"type": "text", "analyzer": "standard"}
    client.indices.create(index=name, mappings={"properties": {"title": text, "body": text}})
    try:
        helpers.bulk(client, _documents(name, posts), refresh=True)
        return {one.id: _hits(client, name, one.words) for one in asked}
    finally:
        client.indices.delete(index=name)


def _documents(name: str, posts: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for document in evaluation.PostSource(posts).documents(str(post["id"]) for post in posts):
        source = {"title": document.title, "body": document.body}
        yield {"_index": name, "_id": document.key, "_source": source}


def _hits(client: Any, name: str, words: str) -> list[str]:
    either = [{"match": {"title": words}}, {"match": {"body": words}}]
    answer = client.search(index=name, query={"bool": {"should": either}}, size=MOST, source=False)
    return [hit["_id"] for hit in answer["hits"]["hits"]]
