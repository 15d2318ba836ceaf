"""The demo city as it stands after seeding."""

from collections import Counter
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from community.accounts.models import User
from community.core.bilingual import BilingualPage
from community.demo import bulk
from community.demo.city import City
from community.demo.helping import asked_at, rows_of
from community.demo.posts import all_posts
from community.discussion.models import Message
from community.efforts.models import Effort
from community.issues.models import Issue, StatusChange
from community.issues.workflow import Status
from community.pages.models import NewsPage, WardPage
from community.projects.models import CallAnswer, EventPage, StoryPage
from community.replies.models import OfficialReply
from tests.community.demo.test_words import MOST, sentences


def everything_said() -> Iterator[str]:
    """Every word that the city's pages can show, from the database."""
    for rows in (
        Issue.objects.values_list("title", "body", "hidden_reason"),
        Message.objects.values_list("body"),
        StatusChange.objects.values_list("sentence"),
        OfficialReply.objects.values_list("subject", "voice", "view", "returned_note"),
        Effort.objects.values_list("body", "word"),
        CallAnswer.objects.values_list("message"),
        NewsPage.objects.values_list("title", "lead"),
        EventPage.objects.values_list("title", "lead"),
        StoryPage.objects.values_list("title", "lead", "thanks"),
        WardPage.objects.values_list("note"),
    ):
        yield from (text for row in rows for text in row)
    for page in Page.objects.live().specific():
        if isinstance(page, BilingualPage) and page.slug.isascii():
            yield from (str(block.value) for block in page.body)


@pytest.mark.full
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves its spools open
@pytest.mark.django_db
def test_a_seeded_city_is_whole_and_seeded_once(client):
    call_command("init_site", stdout=StringIO())
    call_command("seed_demo", stdout=StringIO())

    assert Issue.objects.count() == len(all_posts())
    assert set(Issue.objects.values_list("status", flat=True)) == {*Status.values, ""}
    assert Effort.objects.count() >= 12
    assert OfficialReply.objects.filter(live=True).count() >= 30
    assert not [person for person in User.objects.all() if person.has_usable_password() or person.email]
    said = Counter(sentences(everything_said()))
    assert {sentence: times for sentence, times in said.items() if times > MOST} == {}
    for address in ("/", "/wards/27127/", "/boards/yomichi/", "/boards/mizube/", "/news/", "/events/", "/stories/"):
        assert client.get(address, follow=True).status_code == 200, address

    call_command("seed_demo", "--once", stdout=StringIO())
    assert Issue.objects.count() == len(all_posts())


@pytest.mark.django_db
def test_made_up_posts_have_a_talk_a_time_line_and_a_place():
    bulk.make(count=40, days=30, seed=7, say=lambda words: None)

    issues = Issue.objects.select_related("thread")
    assert issues.count() == 40
    assert all(issue.shown_lat and issue.town and issue.changes.exists() for issue in issues)
    assert Message.objects.count() == sum(issue.thread.message_count for issue in issues)


@pytest.mark.parametrize("hour", range(24))
def test_nobody_asks_for_a_post_before_it_is_there_at_whatever_hour_the_city_is_made(hour):
    end = timezone.localtime().replace(hour=hour, minute=10)
    city = City(cast=None, end=end, boards={})

    for row in rows_of("handovers"):
        if row["post"]:
            assert city.posted[row["post"]] < asked_at(city, row) < end, row["offer"]
