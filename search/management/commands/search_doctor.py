"""`manage.py search_doctor`: how search is, in lines; ends with 1 when somebody should look at it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import health


class Command(BaseCommand):
    help = "Says what search is made of, what waits and what is wrong; exit 1 when something is."

    def handle(self, *args: Any, **options: Any) -> None:
        is_well = True
        for line in health.lines():
            self.stdout.write(f"{'  ' if line.is_well else '! '}{line.about}: {line.words}")
            is_well = is_well and line.is_well
        if not is_well:
            raise CommandError("something is to be looked at")
