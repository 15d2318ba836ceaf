"""`manage.py prepare`: everything between an empty machine and a site that can be served. Idempotent.

Called by `script/server`; says in one line what each slow step does.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from search import outbox as search_outbox


class Command(BaseCommand):
    help = "Migrates, makes the cache table, gathers static files, plants the first pages and, if asked, the demo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="also seed the demo city and make its accounts")

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        is_new = _is_empty()
        if is_new and connection.vendor == "sqlite":
            # Nothing can be lost yet, and waiting for the disk at each of 300 migrations takes minutes.
            _execute("PRAGMA synchronous=OFF")
        self._step("データベースを用意しています" + ("（はじめてのときは1分ほど）" if is_new else ""), _migrate)
        if connection.vendor == "sqlite":
            _execute("PRAGMA synchronous=FULL")
        self._step("見た目のファイルを集めています", lambda: call_command("gather_static"))
        self._step("最初のページを用意しています", lambda: call_command("init_site", verbosity=0))
        if demo:
            self._step("見本のまちを用意しています", lambda: call_command("seed_demo", once=True, stdout=self.stdout))
        search_outbox.renew()
        if demo:
            self._step("検索の索引を用意しています", _fill_index)

    def _step(self, words: str, work: Callable[[], Any]) -> None:
        self.stdout.write(f"{words} … ", ending="")
        self.stdout.flush()
        begun = time.monotonic()
        work()
        self.stdout.write(f"{time.monotonic() - begun:.1f} 秒")


def _is_empty() -> bool:
    return "django_migrations" not in connection.introspection.table_names()


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    if "cache" in settings.DATABASES:
        call_command("createcachetable", database="cache", verbosity=0)


def _fill_index() -> None:
    while search_outbox.drain() + search_outbox.drain_to_server():
        pass
