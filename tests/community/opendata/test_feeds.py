"""The feeds: what a reader gets, that nobody is named, and that nothing is sent twice."""

from datetime import timedelta

import feedparser
import pytest

from community.core import clock
from community.core.visibility import Visibility
from community.issues import actions as issues
from community.issues.models import Issue
from community.issues.workflow import Status
from community.photos import actions as photos
from community.photos.models import Photo, State
from community.photos.sizes import SHARE, path_of
from community.replies import actions as replies
from tests import makers

FORMS = ("atom", "rss")
pytestmark = pytest.mark.django_db


def fetch(client, form: str, query: str = ""):
    answer = client.get(f"/feeds/issues.{form}{query}")
    assert answer.status_code == 200
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


@pytest.mark.parametrize("form", FORMS)
class TestEntries:
    def test_entry_says_what_the_page_says(self, client, form):
        post = makers.issue(title="A & B <街灯>", body="一行め\n" + "あ" * 300)

        feed = fetch(client, form)
        entry = feed.entries[0]

        assert feed.version == {"atom": "atom10", "rss": "rss20"}[form]
        assert entry.link == f"http://testserver/issues/{post.number}/"
        assert entry.id == f"tag:localhost,2026:issues/{post.number}"
        assert {tag.term for tag in entry.tags} == {"街灯", "北区"}
        assert entry.summary.startswith("一行め あああ") and len(entry.summary) == 200

    def test_text_that_looks_like_markup_stays_text(self, client, form):
        makers.issue(title="<script>alert(1)</script>", body="<b>太い</b> & 「]]>」")

        content = client.get(f"/feeds/issues.{form}").content.decode()

        assert "<script>" not in content and "<b>" not in content and "]]>" not in content

    @pytest.mark.parametrize("text", ["a\x00b\x0bc\x1f", "￾\uffff\u200b\u202e", "𠮷野家 👩‍👩‍👧 ①㌔", "\u2028\x85\x7f"])
    def test_every_character_is_carried_or_left_out(self, client, form, text):
        post = makers.issue()
        Issue.objects.filter(pk=post.pk).update(title="題" + text.replace("\x00", ""), body=text.replace("\x00", ""))

        assert fetch(client, form).entries[0].title.startswith("題")

    def test_updated_is_the_last_change_or_answer(self, client, form):
        post, chief = makers.issue(), makers.chief()
        later = clock.now() + timedelta(days=2)
        with clock.held(later - timedelta(days=1)):
            issues.change_status(number=post.number, by=chief, to=Status.IN_REVIEW, sentence="見ます。")
        changed = fetch(client, form).entries[0].updated_parsed
        with clock.held(later):
            replies.draft_reply(number=post.number, by=chief, subject="件名", view="考え方", kind="done")

        assert changed > post.posted_at.utctimetuple()
        assert "T" in fetch(client, form).entries[0].updated

    def test_cover_photo_is_enclosed_once_its_size_for_sharing_exists(self, client, form):
        author = makers.person()
        photo = photos.take_in(upload=makers.upload(), author=author, draft_key="k")
        makers.issue(author=author, photos=[photo])
        waiting = fetch(client, form).entries[0].get("enclosures", [])
        path = path_of(photo.token, SHARE)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 77)
        Photo.objects.filter(pk=photo.pk).update(state=State.READY)

        enclosure = fetch(client, form).entries[0].enclosures[0]

        assert waiting == []
        assert (enclosure.href, enclosure.length) == (f"http://testserver{photo.share_url}", "77")
        assert enclosure.type == "image/jpeg"

    def test_newest_fifty_come_first(self, client, form):
        author = None
        for nth in range(52):
            author = makers.person() if nth % 20 == 0 else author
            last = makers.issue(author=author)

        entries = fetch(client, form).entries

        assert len(entries) == 50 and entries[0].link.endswith(f"/{last.number}/")

    def test_filters_are_those_of_the_board_and_stand_in_the_links(self, client, form):
        makers.issue()
        road = makers.issue(category="road")

        feed = fetch(client, form, "?category=road&after=7&ward=zz&sort=supports")

        assert [entry.link for entry in feed.entries] == [f"http://testserver/issues/{road.number}/"]
        assert feed.feed.link == "http://testserver/issues/?category=road"
        ours = [link.href for link in feed.feed.links if link.rel == "self"]
        assert ours == [f"http://testserver/feeds/issues.{form}?category=road"] and "道路" in feed.feed.title

    def test_empty_feed_is_the_same_twice(self, client, form):
        assert client.get(f"/feeds/issues.{form}")["ETag"] == client.get(f"/feeds/issues.{form}")["ETag"]

    def test_nobody_is_named_but_the_site(self, client, form):
        author = makers.person(display_name="なまえの人")
        makers.issue(author=author)

        content = client.get(f"/feeds/issues.{form}").content.decode()

        assert "なまえの人" not in content and author.public_id not in content
        assert "マイコミおおさか" in fetch(client, form).entries[0].author

    @pytest.mark.parametrize("state", [state for state in Visibility if state != Visibility.PUBLIC])
    def test_only_what_everybody_may_see(self, login, form, state):
        post = makers.issue(visibility=state)

        assert fetch(login(post.author), form).entries == [] and fetch(login(makers.officer()), form).entries == []

    def test_merged_post_is_left_to_the_one_that_goes_on(self, client, form):
        whole, part = makers.issue(), makers.issue()
        Issue.objects.filter(pk=part.pk).update(merged_into=whole)

        assert len(fetch(client, form).entries) == 1

    def test_budget(self, client, form, django_assert_max_num_queries):
        author = makers.person()
        for _nth in range(12):
            makers.issue(author=author)

        with django_assert_max_num_queries(6):
            client.get(f"/feeds/issues.{form}?ward=27127")


@pytest.mark.parametrize("form", FORMS)
class TestAgain:
    def test_reader_that_has_it_gets_304(self, client, form):
        makers.issue()
        first = client.get(f"/feeds/issues.{form}")

        by_tag = client.get(f"/feeds/issues.{form}", headers={"if-none-match": first["ETag"]})

        assert (by_tag.status_code, by_tag.content) == (304, b"")

    def test_what_was_hidden_is_news_too(self, client, form):
        makers.issue()
        post = makers.issue(title="かくれた題")
        first = client.get(f"/feeds/issues.{form}")
        with clock.held(clock.now() + timedelta(minutes=2)):
            issues.hide_issue(number=post.number, by=makers.officer(), reason="名前が入っています。")

        by_tag = client.get(f"/feeds/issues.{form}", headers={"if-none-match": first["ETag"]})

        assert by_tag.status_code == 200 and "かくれた題" not in by_tag.content.decode()

    def test_says_nothing_of_when_the_desk_worked(self, client, form):
        makers.issue()

        assert "Last-Modified" not in client.get(f"/feeds/issues.{form}")


class TestWaysIn:
    def test_board_tells_readers_and_people_where_its_feed_is(self, client):
        page = client.get("/issues/?ward=27127&sort=supports").content.decode()

        assert 'type="application/atom+xml"' in page.split("</head>")[0]
        assert page.count('href="/feeds/issues.atom?ward=27127"') == 2
        assert 'href="/data/issues.csv?ward=27127&amp;header=ja"' in page

    def test_board_of_everything_has_a_bare_address(self, client):
        page = client.get("/issues/").content.decode()

        assert 'href="/feeds/issues.atom"' in page and 'href="/data/issues.csv?header=ja"' in page

    def test_page_about_the_data_explains_every_column_and_keeps_filters(self, client):
        page = client.get("/data/?ward=27127").content.decode()

        assert all(f"<code>{name}</code>" in page for name in ("number", "first_answer", "messages"))
        assert "CC BY 4.0" in page and 'href="/data/issues.geojson?ward=27127"' in page
