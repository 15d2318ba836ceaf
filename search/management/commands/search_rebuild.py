"""`manage.py search_rebuild`: the index anew from the data."""

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
            for keys in outbox.batched(gone, AT_ONCE):
                outbox.carry_over(kind, keys)  # the source is asked again: some may have come meanwhile
            self.stdout.write(f"{kind}: {len(seen)} indexed, {len(gone)} looked at again")
        for kind in engine().kinds() - set(registry.kinds()):
            for keys in outbox.batched(engine().keys(kind), AT_ONCE):
                outbox.forget(kind, keys)
            self.stdout.write(f"{kind}: forgotten")

    def _carry_over(self, kind: str) -> set[str]:
        """All that the source has; returns the keys."""
        seen: set[str] = set()
        for keys in outbox.batched(registry.source_of(kind).all_keys(), AT_ONCE):
            failed = outbox.carry_over(kind, keys)
            seen.update(keys)
            for key in sorted(failed):
                self.stderr.write(f"{kind} {key}: cannot be indexed, see the log")
            self.stdout.write(f"{kind}: {len(seen)}", ending="\r")
        return seen
