"""What the pages cost the database, on one where commits are real; a cookie keeps ready pages out of the way."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.discussion import actions as talk
from community.projects.actions.what import RoleSaid
from community.projects.models import Project
from tests import makers


def test_list_and_page_cost_the_same_however_many(committed, warm, client):
    author, issues = makers.person(), [makers.issue() for _nth in range(3)]
    group = makers.organisation(author=author)
    for nth in range(8):
        makers.project(
            author=author,
            organisation=group if nth % 2 else None,
            ward=makers.KITA,
            codes=["app"],
            roles=[RoleSaid("試す人"), RoleSaid("聞く人")],
            issues=[issue.number for issue in issues],
        )
    made = Project.objects.order_by("pk").first()
    for nth in range(5):
        talk.post_message(author=author, thread=made.thread, body=f"ひとこと{nth}", key=f"k{nth}")

    client.cookies["csrftoken"] = "x" * 32
    for address, most in {
        "/projects/": 6,
        f"/projects/?ward={makers.KITA}&wanted=1": 6,
        made.get_absolute_url(): 14,
    }.items():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        assert len(captured) <= most, (address, len(captured), [query["sql"] for query in captured])
