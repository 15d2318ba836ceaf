"""A city for talk: `python -m benchmarks.live_site COUNT`, in a process of its own, on the database of the environment.

Makes what is missing of the tables, five people whose posting rates are lifted, and COUNT posts; prints their numbers
and the people's cookies as JSON.
"""

import json
import sys

from .ours import browser_of  # sets Django up

# isort: split
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from community.accounts import actions as people
from community.accounts.models import User
from community.accounts.testaccounts import TEST_ACCOUNTS
from community.areas.models import Ward
from community.issues import actions
from community.taxonomy.models import Category
from mycomi import routing  # noqa: F401 - the lists that hear of posts are known, as in a web process

ROLES = ("resident", "resident2", "victim", "coder", "npo")


def main() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    call_command("migrate", verbosity=0)
    if "cache" in settings.DATABASES:
        call_command("createcachetable", database="cache", verbosity=0)
    call_command("init_site", verbosity=0)
    talkers = [_person(account) for account in TEST_ACCOUNTS if account.role in ROLES]
    ward, category = Ward.objects.listed().get(pk="27127"), Category.objects.get(pk="light")
    posts = [
        actions.post_issue(author=talkers[nth % len(talkers)], title=f"街灯 {nth}", category=category, ward=ward)
        for nth in range(int(sys.argv[1]))
    ]
    print(json.dumps({"numbers": [post.number for post in posts], "cookies": [browser_of(one) for one in talkers]}))
    connection.close()  # the file is whole without its log


def _person(account) -> User:
    known = User.objects.filter(email=account.email).first()
    return known or people.make_account(
        email=account.email, password=account.password, display_name=account.display_name, standing=account.standing
    )


if __name__ == "__main__":
    main()
