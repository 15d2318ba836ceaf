"""`manage.py search_reconcile`: finds what the index says wrongly, and mends it; `--check` only looks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import outbox, reconciling
from search.errors import EngineAway

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Compares data, index and search server, and mends what differs; --check only looks, and ends with 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="mend nothing; exit 1 when something differs")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        entries = self._entries(check=check)
        documents = self._documents(check=check)
        if check and entries + documents:
            raise CommandError(f"{entries + documents} differ")

    def _entries(self, *, check: bool) -> int:
        wrong = reconciling.without_waiting(reconciling.wrong_entries()) if check else [*reconciling.wrong_entries()]
        self._say("index", wrong)
        if not check:
            outbox.note_entries(wrong)
            while outbox.drain():
                pass
        return len(wrong)

    def _documents(self, *, check: bool) -> int:
        try:
            wrong = list(reconciling.wrong_documents())
        except EngineAway as error:
            raise CommandError(f"the search server does not answer: {error}") from error
        wrong = reconciling.without_waiting(wrong) if check else wrong
        self._say("search server", wrong)
        if not check:
            outbox.note_documents(wrong)
            while outbox.drain_to_server():
                pass
        return len(wrong)

    def _say(self, where: str, wrong: list[tuple[str, str]]) -> None:
        for kind, key in wrong[:MOST_SHOWN]:
            self.stdout.write(f"{where}: {kind} {key}")
        self.stdout.write(f"{where}: {len(wrong)} differ")
