"""`manage.py search_rebuild`: the index anew from the data."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search import outbox, registry
from search.engines import database
from search.errors import EngineAway

AT_ONCE = 500
PAUSE = 0.5  # seconds


class Command(BaseCommand):
    help = "Carries every thing of every kind into the index anew; what is no longer there leaves it."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind in registry.kinds():
            seen = self._carry_over(kind)
            gone = database().keys(kind) - seen
            for keys in outbox.batched(gone, AT_ONCE):
                outbox.carry_over(kind, keys)  # the source is asked again: some may have come meanwhile
            self.stdout.write(f"{kind}: {len(seen)} indexed, {len(gone)} looked at again")
        for kind in database().kinds() - set(registry.kinds()):
            for keys in outbox.batched(database().keys(kind), AT_ONCE):
                outbox.forget(kind, keys)
            self.stdout.write(f"{kind}: forgotten")
        if settings.ELASTICSEARCH_URL:
            self._another_generation()

    def _another_generation(self) -> None:
        """The server gets an index of its own, filled beside the one in use and put in its place when it is whole."""
        from search.engines.elastic import generations
        from search.engines.elastic.client import writing

        try:
            begun = generations.begin()
        except EngineAway as error:
            raise CommandError(f"the search server does not answer: {error}") from error
        while begun.state == begun.State.FILLING:
            if not outbox.drain_to_server():
                if writing.is_open:
                    break
                time.sleep(PAUSE)  # a worker is at it
            begun.refresh_from_db()
            self.stdout.write(f"{begun}: {begun.filled_to}", ending="\r")
        self.stdout.write(str(begun))
        if begun.state != begun.State.LIVE:
            raise CommandError("the search server does not take it now: the worker goes on when it does")

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
