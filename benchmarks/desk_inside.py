"""What the desk's list takes: `python -m benchmarks.desk_inside COUNT`, in a process and a database of its own."""

import json
import statistics
import sys
import time
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be ready first
from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test import Client  # noqa: E402

from community.accounts import actions as people  # noqa: E402
from community.accounts.models import DeskRole  # noqa: E402
from community.core.clock import now  # noqa: E402
from community.core.ids import token  # noqa: E402
from community.dashboard.models import SavedView  # noqa: E402
from community.demo import bulk, seeding  # noqa: E402
from community.issues.models import Issue  # noqa: E402
from community.issues.workflow import ENDS, Status  # noqa: E402

TIMES, WARM = 20, 2
DESK = "/cms/desk/"
KITA = "27127"


def fill(count: int) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", database="cache", verbosity=0)
    call_command("init_site", verbosity=0)
    seeding.PICTURES_AT_ONCE = 0
    seeding.seed(lambda words: None)
    bulk.make(count=count, days=365, seed=1, say=lambda words: None)
    # Every post is work: what the demo has finished is opened again, a part of it never answered.
    closed = Issue.objects.filter(status__in=ENDS)
    closed.update(status=Status.IN_PROGRESS, closed_at=None)
    Issue.objects.annotate(third=F("pk") % 3).filter(third=0).update(first_answer_at=None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def officer(*wards: str, name: str) -> Any:
    user = people.make_account(email=f"{name}@example.jp", password=token(), display_name=name)
    people.give_desk(user=user, by=None, role=DeskRole.Role.DESK, wards=wards, office="北区役所")
    for nth, query in enumerate(("?view=new&category=light", "?view=all&ward=27127&status=open", "?view=mine")):
        SavedView.objects.create(owner=user, name=f"見かた{nth}", query=query)
    Issue.objects.filter(pk__in=Issue.objects.filter(pk__gt=0).values("pk")[:400]).update(officer=user)
    return user


def browser_of(user: Any) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def p95(client: Client, query: str) -> dict[str, float]:
    spent = []
    for nth in range(WARM + TIMES):
        begun = time.process_time()
        answer = client.get(DESK + query)
        assert answer.status_code == 200, (query, answer.status_code)
        if nth >= WARM:
            spent.append((time.process_time() - begun) * 1000)
    return {"p95": round(statistics.quantiles(spent, n=20)[-1], 1), "median": round(statistics.median(spent), 1)}


def asked(user: Any) -> dict[str, str]:
    """Names of openings, and their addresses."""
    month = now().date().replace(day=1).isoformat()
    middle = Issue.objects.exclude(promised_on=None).order_by("promised_on", "number")[5000:5001].get()
    return {
        "first view": "",
        "waiting": "?view=waiting",
        "overdue": "?view=overdue",
        "without an office": "?view=new",
        "replies": "?view=replies",
        "flagged": "?view=flagged",
        "mine": "?view=mine",
        "everything": "?view=all",
        "a later page": f"?view=all&after={middle.promised_on}~{middle.number}",
        "ward": f"?view=all&ward={KITA}",
        "ward, unanswered": f"?view=answer&ward={KITA}",
        "category": "?view=all&category=light",
        "ward and category": f"?view=answer&ward={KITA}&category=road",
        "status": "?view=all&status=in_review",
        "open": "?view=all&status=open",
        "kind that nearly nobody has": "?view=all&kind=idea",
        "office": "?view=all&department=kensetsu",
        "no office": "?view=answer&department=none",
        "officer": f"?view=all&officer={user.public_id}",
        "dates": f"?view=answer&since={month}",
        "frequent word": "?view=all&q=%E6%AD%A9%E9%81%93",
        "rare word": "?view=all&q=%E9%80%B2%E8%A1%8C%E6%96%B9%E5%90%91",
        "word that is nowhere": "?view=all&q=%E5%AE%87%E5%AE%99%E8%88%B9",
        "number": f"?view=all&q={middle.number}",
        "map": "?view=answer&as=map",
        "map of a ward": f"?view=all&ward={KITA}&as=map",
    }


def main() -> None:
    fill(int(sys.argv[1]))
    city, ward = officer(name="city"), officer(KITA, name="kita")
    rows = {f"city: {name}": p95(browser_of(city), query) for name, query in asked(city).items()}
    few = ("first view", "everything", "category", "frequent word", "rare word")
    asked_of_ward = {name: query for name, query in asked(ward).items() if name in few}
    rows |= {f"one ward: {name}": p95(browser_of(ward), query) for name, query in asked_of_ward.items()}
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
