"""`manage.py search_rebuild`: the index anew from the data."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand

from search import outbox, registry
from search.engines import engine

AT_ONCE = 500


class Command(BaseCommand):
    help = "Carries every thing of every kind into the index anew; what is no longer there leaves it."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind in registry.kinds():
            seen = self._carry_over(kind)
            gone = engine().keys(kind) - seen
            for keys in _some_at_once(gone):
                outbox.carry_over(kind, keys)  # the source is asked again: some may have come meanwhile
            self.stdout.write(f"{kind}: {len(seen)} indexed, {len(gone)} looked at again")
        for kind in engine().kinds() - set(registry.kinds()):
            for keys in _some_at_once(engine().keys(kind)):
                outbox.forget(kind, keys)
            self.stdout.write(f"{kind}: forgotten")

    def _carry_over(self, kind: str) -> set[str]:
        """All that the source has; returns the keys."""
        seen: set[str] = set()
        for keys in _some_at_once(registry.source_of(kind).all_keys()):
            failed = outbox.carry_over(kind, keys)
            seen.update(keys)
            for key in sorted(failed):
                self.stderr.write(f"{kind} {key}: cannot be indexed, see the log")
            self.stdout.write(f"{kind}: {len(seen)}", ending="\r")
        return seen


def _some_at_once(keys: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(keys)
    while some := list(islice(waiting, AT_ONCE)):
        yield some
