"""manage.py suggest_again [--all]: look anew for offers, for lists that are old or of other weights, or for all."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from community.matching.actions import suggesting
from community.matching.models import SuggestionList

LONG = 10 * 3600.0  # seconds


class Command(BaseCommand):
    help = "Looks anew for offers that fit open issues: after the weights or many offers changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also lists that are new enough")

    def handle(self, *args: Any, **options: Any) -> None:
        fresh = 0
        while some := suggesting.catch_up(LONG):
            fresh += some
            self.stdout.write(f"{fresh} new")
        whole = SuggestionList.objects.count()
        done = suggesting.renew(
            seconds=LONG, every=options["all"], say=lambda done: self.stdout.write(f"{done} of {whole}")
        )
        self.stdout.write(f"{fresh + done} issues")
