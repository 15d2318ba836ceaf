"""Events and stories: what comes, what was, calendars, and nothing of pages that are not open to all."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.conf import settings

from community.core.clock import now
from community.issues import actions as issues
from tests import makers, pagemakers

pytestmark = pytest.mark.django_db
OSAKA = ZoneInfo("Asia/Tokyo")


def entries(client, path: str = "/events.ics") -> dict[str, icalendar.Event]:
    answer = client.get(path)
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(entry["summary"]): entry for entry in calendar.walk("VEVENT")}


def test_index_shows_what_comes_first_and_what_was_elsewhere(client):
    later = pagemakers.event(title="あとの催し", starts_at=now() + timedelta(days=9))
    sooner = pagemakers.event(title="さきの催し", starts_at=now() + timedelta(days=2))
    past = pagemakers.event(title="むかしの催し", starts_at=now() - timedelta(days=2))

    page, was = client.get("/events/").content.decode(), client.get("/events/?when=past").content.decode()

    assert page.index(sooner.title) < page.index(later.title) and past.title not in page
    assert past.title in was and sooner.title not in was


def test_index_of_a_ward_also_has_what_is_for_the_whole_city(client):
    for title, ward in (("北の催し", makers.KITA), ("平野の催し", makers.HIRANO), ("全市の催し", None)):
        pagemakers.event(title=title, ward_id=ward)

    page = client.get(f"/events/?ward={makers.KITA}").content.decode()

    assert "北の催し" in page and "全市の催し" in page and "平野の催し" not in page


def test_event_says_when_where_who_and_in_english_where_written(client):
    event = pagemakers.event(
        title_en="River clean-up",
        place_en="North square",
        ward_id=makers.KITA,
        lat=34.7044,
        lng=135.5119,
        capacity="30人",
        signup_url="https://example.jp/join",
        starts_at=datetime(2027, 1, 9, 9, 30, tzinfo=OSAKA),
        ends_at=datetime(2027, 1, 9, 11, 0, tzinfo=OSAKA),
    )

    page = client.get(event.url).content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(event.url).content.decode()

    assert "9:30–11:00" in page and "北の広場" in page and "30人" in page and "https://example.jp/join" in page
    assert 'class="minimap"' in page and f"/events/{event.pk}.ics" in page
    assert "River clean-up</h1>" in english and "North square" in english


def test_calendar_says_everything_in_osakas_time(client):
    event = pagemakers.event(
        ward_id=makers.KITA,
        starts_at=datetime(2027, 1, 9, 9, 30, tzinfo=OSAKA),
        ends_at=datetime(2027, 1, 9, 11, 0, tzinfo=OSAKA),
        lead="手ぶくろは用意します。",
    )

    entry = entries(client)[event.title]

    assert entry["dtstart"].params["TZID"] == "Asia/Tokyo"
    assert entry.decoded("dtstart") == event.starts_at and entry.decoded("dtend") == event.ends_at
    assert entry["dtstamp"] and str(entry["url"]).endswith(event.url.removeprefix("http://localhost"))
    assert str(entry["location"]) == "北区　北の広場" and str(entry["status"]) == "CONFIRMED"
    assert entries(client, f"/events/{event.pk}.ics").keys() == {event.title}


def test_event_keeps_its_name_in_calendars_when_it_moves_and_when_it_is_cancelled(client):
    event = pagemakers.event()
    before = entries(client)[event.title]

    event.starts_at, event.slug, event.cancelled = event.starts_at + timedelta(days=1), "moved", True
    event.save_revision().publish()

    after = entries(client)[event.title]
    assert after["uid"] == before["uid"] and str(after["status"]) == "CANCELLED"


def test_page_of_a_cancelled_event_says_so(client):
    event = pagemakers.event(cancelled=True, signup_url="https://example.jp/join")

    page = client.get(event.url).content.decode()

    assert "中止になりました" in page and "https://example.jp/join" not in page


@pytest.mark.parametrize("hide", ["draft", "password", "password above"])
def test_what_is_not_open_to_all_leaves_by_no_door(client, hide):
    event = pagemakers.event(title="ひみつの集まり", live=hide != "draft")
    if hide == "password":
        pagemakers.lock(event)
    if hide == "password above":
        pagemakers.lock(event.get_parent())

    assert "ひみつの集まり" not in entries(client)
    assert client.get(f"/events/{event.pk}.ics").status_code == 404
    for path in ("/", "/events/", "/events/?when=past", f"/wards/{makers.KITA}/"):
        assert "ひみつの集まり" not in client.get(path).content.decode()


def test_calendar_holds_nothing_about_people(client):
    event, helper = pagemakers.event(), makers.person(display_name="てつだい花子")
    pagemakers.call(event=event).answers.create(person=helper, message="ひみつ")

    text = client.get("/events.ics").content.decode()

    assert "てつだい花子" not in text and helper.email not in text and "ひみつ" not in text
    assert "ATTENDEE" not in text and "ORGANIZER" not in text


def test_lists_cost_the_same_with_many_events(client, django_assert_max_num_queries):
    for _n in range(12):
        pagemakers.event(ward_id=makers.KITA)
    client.get("/events/")

    with django_assert_max_num_queries(16):
        client.get("/events/")
    with django_assert_max_num_queries(8):
        client.get("/events.ics")


class TestStories:
    def test_links_lead_to_public_posts_only(self, client):
        public, hidden = makers.issue(title="明るい道"), makers.issue(title="かくれた道", visibility="hidden")
        private, merged = makers.issue(title="内緒の道", private=True), makers.issue(title="まとめた道")
        type(merged).objects.filter(pk=merged.pk).update(merged_into=public)
        numbers = "、".join(str(post.number) for post in (public, hidden, private, merged))
        story = pagemakers.story(issue_numbers=f"{numbers}、99999", thanks="みなさん、ありがとう。")

        page = client.get(story.url).content.decode()

        assert "明るい道" in page and public.get_absolute_url() in page and "みなさん、ありがとう。" in page
        for words in ("かくれた道", "内緒の道", "まとめた道", hidden.get_absolute_url(), private.get_absolute_url()):
            assert words not in page

    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail forgets a temporary file
    def test_shows_before_and_after(self, client, settings, tmp_path):
        settings.MEDIA_ROOT = str(tmp_path)
        story = pagemakers.story(before=pagemakers.image("まえの橋"), after=pagemakers.image("あとの橋"))

        for path in (story.url, "/stories/", "/"):
            page = client.get(path).content.decode()
            assert 'alt="まえの橋"' in page and 'alt="あとの橋"' in page and "style=" not in page

    def test_index_is_newest_first_and_costs_the_same_with_many(self, client, django_assert_max_num_queries):
        for day in range(1, 9):
            pagemakers.story(title=f"話{day}", day=f"2026-11-0{day}")
        client.get("/stories/")

        with django_assert_max_num_queries(16):
            page = client.get("/stories/").content.decode()

        assert page.index("話8") < page.index("話7") < page.index("話1")

    def test_locked_story_is_on_no_list(self, client):
        story = pagemakers.story(title="ひみつの話")
        pagemakers.lock(story)

        assert "ひみつの話" not in client.get("/stories/").content.decode()
        assert "ひみつの話" not in client.get("/").content.decode()


def test_story_of_a_post_that_is_hidden_later_loses_its_link(client):
    post, officer = makers.issue(title="明るい道"), makers.officer()
    story = pagemakers.story(issue_numbers=str(post.number))
    before = client.get(story.url).content.decode()

    issues.hide_issue(number=post.number, by=officer, reason="ためし", version=post.version)

    assert "明るい道" in before and "明るい道" not in client.get(story.url).content.decode()
