"""The list of datasets, which editors keep on Wagtail's screens."""

from typing import Any

from django.db import transaction

from community.core import journal
from search import outbox

from ..models import Dataset
from ..signals import dataset_changed

SAID = ("title", "publisher", "licence", "format", "url", "listed")


def note_dataset(*, act: str, dataset: Dataset, by: Any) -> None:
    """An editor made (`dataset.make`) or changed (`dataset.change`) one: the log and the search follow.

    Call in that transaction.
    """
    after = {name: getattr(dataset, name) for name in SAID}
    journal.record(act=act, by=by, kind="dataset", number=dataset.pk, after=after)
    outbox.record("dataset", dataset.pk)
    transaction.on_commit(lambda: dataset_changed.send_robust(Dataset, dataset_id=dataset.pk))
