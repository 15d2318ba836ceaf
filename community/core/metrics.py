"""What operators' collectors read at /metrics: how requests go, what waits, what is left. Nothing about people.

Requests are counted in every web process; with `PROMETHEUS_MULTIPROC_DIR` (which
`script/server` sets) each of them answers for all. What waits is asked of the database at the moment of the answer.
"""

import shutil
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Min
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from .clock import now
from .health import readiness
from .models import JobRun, OutboxItem

REQUESTS = Counter("mycomi_requests", "Requests answered, by address pattern and status.", ["route", "status"])
SECONDS = Histogram(
    "mycomi_request_seconds",
    "Time from the whole request to its answer.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def count(route: str, status: int, seconds: float) -> None:
    """One request was answered."""
    REQUESTS.labels(route, status).inc()
    SECONDS.labels(route).observe(seconds)


def page() -> bytes:
    """Everything in the text form of Prometheus."""
    registry = CollectorRegistry()
    if settings.METRICS_SHARED:
        MultiProcessCollector(registry)
    else:
        registry.register(REGISTRY)
    registry.register(_Waiting())
    return generate_latest(registry)


class _Waiting(Collector):
    def collect(self) -> Iterator[Metric]:
        yield _gauge("mycomi_part_ok", "1 while a part works (see /readyz).", "part", _parts())
        yield _gauge("mycomi_disk_free_bytes", "Room that is left.", "place", _room())
        try:
            yield from _queues()
        except DatabaseError:  # the parts above already say so
            return


def _queues() -> Iterator[Metric]:
    waiting = OutboxItem.objects.filter(done_at=None, failed_at=None)
    rows = list(waiting.order_by().values_list("channel").annotate(Count("pk"), Min("due_at")))
    yield _gauge(
        "mycomi_outbox_waiting", "Work written and not done.", "channel", [(name, n) for name, n, _oldest in rows]
    )
    ages = [(name, max(0.0, (now() - oldest).total_seconds())) for name, _n, oldest in rows]
    yield _gauge("mycomi_outbox_oldest_seconds", "How long the oldest of it is due.", "channel", ages)
    failed = OutboxItem.objects.filter(failed_at__isnull=False).order_by().values_list("channel").annotate(Count("pk"))
    yield _gauge("mycomi_outbox_given_up", "Work that was given up in the last week.", "channel", failed)
    runs = [(run.name, run.due_at.timestamp()) for run in JobRun.objects.all()]
    yield _gauge("mycomi_job_due_timestamp", "When each periodic job was last due and begun.", "job", runs)


def _parts() -> list[tuple[str, float]]:
    return [(part, float(state == "ok")) for part, state in readiness().items()]


def _room() -> list[tuple[str, float]]:
    places = (("var", settings.VAR_DIR), ("media", settings.FILES))
    return [(name, shutil.disk_usage(folder).free) for name, folder in places if folder.exists()]


def _gauge(name: str, help_text: str, label: str, values: Iterable[tuple[str, float]]) -> Metric:
    family = GaugeMetricFamily(name, help_text, labels=[label])
    for value_of, value in values:
        family.add_metric([value_of], value)
    return family
