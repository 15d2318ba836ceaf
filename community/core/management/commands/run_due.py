"""`manage.py run_due --at ISO`: runs what is due at that moment and ends."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from community.core import clock, jobs, outbox
from search import outbox as search_outbox


class Command(BaseCommand):
    help = "Runs the periodic jobs and the queue that are due at a moment (default: now), then ends."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", default="", help="a moment like 2026-11-25T08:00 (Osaka time unless it says else)")

    def handle(self, *args: Any, at: str, **options: Any) -> None:
        moment = self._moment(at)
        with clock.held(moment):
            for name in jobs.run_due(moment):
                self.stdout.write(name)
            while search_outbox.drain() + search_outbox.drain_to_server() + outbox.drain():
                pass

    def _moment(self, at: str) -> datetime:
        if not at:
            return clock.now()
        try:
            moment = datetime.fromisoformat(at)
        except ValueError as reason:
            raise CommandError(f"--at wants a moment like 2026-11-25T08:00, not {at!r}.") from reason
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
