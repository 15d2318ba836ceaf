"""`manage.py search_rebuild`: the index anew from the data."""

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand

from search import outbox, registry


class Command(BaseCommand):
    help = "Notes every thing of every kind for indexing and carries all of it over."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind in registry.kinds():
            count = 0
            waiting = iter(registry.source_of(kind).all_keys())
            while keys := list(islice(waiting, 500)):
                outbox.carry_over(kind, keys)
                count += len(keys)
                self.stdout.write(f"{kind}: {count}", ending="\r")
            self.stdout.write(f"{kind}: {count} indexed")
