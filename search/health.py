"""How search is: what it is made of, what waits, and what somebody should look at."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Min

from .analysis.site import analyzer
from .analysis.words import has_dictionary
from .clock import now
from .engines import database
from .errors import EngineAway
from .meaning import upkeep
from .meaning.embedders import embedder
from .models import MOST_ATTEMPTS, Due, Entry, IndexState, OutboxItem, ServerItem, Vector

LATE = 300  # seconds that a change may wait


@dataclass(frozen=True)
class Line:
    """One thing that was looked at. `is_well` is False when somebody should do something, which `words` say."""

    about: str
    words: str
    is_well: bool = True


def lines() -> Iterator[Line]:
    yield from _index()
    yield from _meaning()
    if settings.ELASTICSEARCH_URL:
        yield from _server()


def _index() -> Iterator[Line]:
    of = dict(Entry.objects.values_list("kind").annotate(Count("pk")).order_by("kind"))
    yield Line(
        "index", f"{type(database()).__name__}, " + (", ".join(f"{kind} {n}" for kind, n in of.items()) or "empty")
    )
    state = IndexState.objects.order_by("-built_at").first()
    is_same = state is not None and state.fingerprint == analyzer().fingerprint
    yield Line("analysis", analyzer().fingerprint + ("" if is_same else ", not yet that of the index"), is_same)
    words = "SudachiPy" if has_dictionary() else "none: only pairs of letters; install sudachipy and sudachidict-small"
    yield Line("dictionary", words, has_dictionary())
    yield from _waiting("waiting", OutboxItem)


def _waiting(about: str, model: type[Due]) -> Iterator[Line]:
    waiting = model.objects.waiting().aggregate(count=Count("pk"), first=Min("due_at"))
    late = (now() - waiting["first"]).total_seconds() if waiting["first"] else 0.0
    is_well = late < LATE
    yield Line(about, f"{waiting['count']}" + ("" if is_well else f", for {late:.0f} s: does a worker run?"), is_well)
    aside = model.objects.filter(attempts__gte=MOST_ATTEMPTS).count()
    if aside:
        yield Line(
            about, f"{aside} set aside after {MOST_ATTEMPTS} attempts, see the log; search_rebuild", is_well=False
        )


def _meaning() -> Iterator[Line]:
    if not embedder().is_there:
        yield Line("meaning", "none: search goes by words", settings.EMBEDDINGS_URL == "none")
        return
    vectors = Vector.objects.filter(model=embedder().name).count()
    yield Line("meaning", f"{embedder().name}, {vectors} vectors, {upkeep.without_vector().count()} texts wait")


def _server() -> Iterator[Line]:
    from .engines.elastic import client, generations

    try:
        state = client.writing.run(lambda: client.client().cluster.health())
        yield Line("server", f"Elasticsearch, cluster {state['status']}", state["status"] != "red")
        live = generations.live()
        if live is None:
            yield Line("generation", "none is filled yet; the worker does it", is_well=False)
        else:
            documents, entries = generations.count(live), Entry.objects.count()
            is_fit = generations.is_as_it_should_be(live)
            words = f"{live.name}, {documents} documents of {entries} entries"
            yield Line("generation", words + ("" if is_fit else ", to be replaced: the worker does it"), is_fit)
    except EngineAway as error:
        yield Line("server", f"away: {error}; searches go to the database", is_well=False)
    yield from _waiting("waiting for the server", ServerItem)
