"""`manage.py seed_demo`: the demo city; `--issues N` adds as many made-up posts as asked."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.core.models import SiteSettings
from community.demo import bulk, seeding
from community.issues.models import Issue


class Command(BaseCommand):
    help = "Makes the hand-written demo city, and with --issues as many made-up posts as asked. Demo sites only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--issues", type=int, default=0, help="how many made-up posts to add")
        parser.add_argument("--days", type=int, default=365, help="over how many past days they are spread")
        parser.add_argument("--seed", type=int, default=2026, help="the same seed makes the same posts")
        parser.add_argument("--once", action="store_true", help="do nothing on a site that has its demo city")

    def handle(self, *args: Any, issues: int, days: int, seed: int, once: bool, **options: Any) -> None:
        site = SiteSettings.load()
        if Issue.objects.exists() and not site.is_demo:
            raise CommandError("This site has posts of its own; the demo city is only made on an empty site.")
        if not site.is_demo:
            SiteSettings.objects.update_or_create(pk=site.pk, defaults={"is_demo": True})
            count = seeding.seed(self._say)
            self._say(f"投稿 {count} 件のまちができました。\n")
        elif not issues and not once:
            self._say("見本のまちは、もうあります。\n")
        if issues:
            begun = time.monotonic()
            bulk.make(count=issues, days=days, seed=seed, say=self._say)
            took = time.monotonic() - begun
            self._say(f"投稿 {issues} 件を足しました（{took:.1f} 秒、毎秒 {issues / took:.0f} 件）。\n")

    def _say(self, words: str) -> None:
        self.stdout.write(f"\r  {words}", ending="")
        self.stdout.flush()
