"""The ward's circular and a post's sheet of paper: what stands on them, and what never does."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from community.core import clock
from community.core.models import SiteSettings
from community.core.visibility import Visibility
from community.issues import actions as issues
from community.issues.models import Issue, IssuePhoto
from community.issues.workflow import Status
from community.photos import actions as photos
from community.replies import actions as replies
from tests import makers

NOVEMBER = timezone.make_aware(datetime(2026, 11, 20, 12))
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november():
    with clock.held(NOVEMBER):
        yield


def sheet(client, query: str = "", ward: str = makers.KITA) -> str:
    """The sheets alone, without the settings beside them."""
    answer = client.get(f"/wards/{ward}/circular/{query}")
    assert answer.status_code == 200
    return answer.content.decode().partition("paper-page__sheets")[2].partition("</main>")[0]


def solved(when: datetime = NOVEMBER, **fields) -> Issue:
    post = makers.issue(**fields)
    with clock.held(when):
        issues.change_status(number=post.number, by=makers.officer(), to=Status.RESOLVED, sentence="直しました。")
    post.refresh_from_db()
    return post


def part(text: str, heading: str) -> str:
    return text.partition(heading)[2].partition("</section>")[0]


class TestFront:
    def test_what_was_solved_in_the_month_comes_first(self, client):
        now, before = solved(title="直った街灯"), solved(NOVEMBER - timedelta(days=40), title="先月の街灯")
        Issue.objects.filter(pk=now.pk).update(posted_at=NOVEMBER - timedelta(days=60))

        november, october = sheet(client), sheet(client, "?month=2026-10")

        assert now.title in part(november, "近くで、直りました（1件から）") and before.title not in november
        assert before.title in part(october, "近くで、直りました（1件から）") and now.title not in october
        assert "11月20日" in part(november, "直りました") and "2026年 11月号" in november

    def test_month_without_an_end_tells_what_was_answered(self, client):
        post = makers.issue(title="答えのあった投稿")
        replies.draft_reply(number=post.number, by=makers.chief(), subject="件名", view="考え方", kind="will_do")

        assert post.title in part(sheet(client), "市が答えました")

    def test_before_and_after_stand_side_by_side(self, client):
        author = makers.person()
        kept = [photos.take_in(upload=makers.upload(), author=author, draft_key=f"k{n}") for n in range(2)]
        post = solved(author=author, photos=kept)
        IssuePhoto.objects.filter(issue=post, photo=kept[1]).update(role=IssuePhoto.Role.AFTER)

        text = part(sheet(client), "直りました")

        assert text.index(kept[0].card_url) < text.index("まえ") < text.index(kept[1].card_url) < text.index("あと")

    def test_hands_are_wanted_where_most_people_say_so(self, client):
        few, many = makers.issue(title="少ない声"), makers.issue(title="多い声", **makers.IN_KITA)
        Issue.objects.filter(pk=many.pk).update(support_count=12)

        text = part(sheet(client), "手を貸してください")

        assert text.index("多い声") < text.index("少ない声") and "わたしも 12人" in text
        assert f"#{many.number}" in text and f"#{few.number}" in text and text.count("<svg") == 2

    def test_desk_of_the_site_stands_below_with_the_way_to_the_ward(self, client):
        site = SiteSettings.load()
        site.contact_phone = "06-0000-0000"
        site.save()

        text = part(sheet(client), "ここで聞けます")

        assert "06-0000-0000" in text and "testserver/wards/27127/" in text and "読む・出す" in text

    def test_only_the_towns_that_were_asked_for(self, client):
        here, elsewhere = makers.issue(title="ここの話", **makers.IN_KITA), makers.issue(title="よその話")

        text = sheet(client, "?towns=天神橋、長柄")

        assert here.title in text and elsewhere.title not in text and "天神橋・長柄のまわり" in text

    def test_nothing_on_it_is_still_a_sheet(self, client):
        text = sheet(client)

        assert "次の号で知らせます" in text and "いま、手がいることはありません" in text


class TestWhatNeverStandsOnIt:
    @pytest.mark.parametrize("state", [state for state in Visibility if state != Visibility.PUBLIC])
    def test_what_is_not_public(self, login, state):
        for post in (solved(title="かくれた終わり"), makers.issue(title="かくれた困りごと")):
            makers.set_visibility(post, state)

        assert "かくれた" not in sheet(login(makers.officer()))

    def test_names_and_landmarks(self, client):
        author = makers.person(display_name="なまえの人")
        for post in (solved, makers.issue):
            post(author=author, address="ひみつの角", precision="exact", **makers.IN_KITA)

        text = sheet(client, "?sides=2")

        assert not any(word in text for word in ("なまえの人", "ひみつの角", "職員が担当", author.public_id))

    def test_other_wards(self, client):
        makers.issue(title="平野の話", ward=makers.HIRANO)

        assert "平野の話" not in sheet(client)


class TestSettings:
    def test_back_is_there_when_asked_for(self, client):
        front, both = sheet(client), sheet(client, "?sides=2")

        assert "紙で出す" not in front and "紙で出す" in both
        assert len(re.findall(r"<li>\d+</li>", both)) == 20 and "書いた紙は、次の家へ回しません" in both

    def test_large_letters(self, client):
        assert "paper--large" in sheet(client, "?letters=large") and "paper--large" not in sheet(client)

    @pytest.mark.parametrize("month", ["", "2026-13", "x", "2099-01", "１２３４-01", "2026-11-01", "0001-01"])
    def test_month_that_cannot_be_meant_is_this_one(self, client, month):
        assert "2026年 11月号" in sheet(client, f"?month={month}")

    def test_unknown_ward_does_not_exist(self, client):
        assert client.get("/wards/99999/circular/").status_code == 404

    def test_english_reader_gets_an_english_frame(self, client, settings):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

        assert "November 2026" in sheet(client)

    def test_budget(self, client, django_assert_max_num_queries):
        for _nth in range(3):
            solved()
            makers.issue()
        with django_assert_max_num_queries(18):
            sheet(client, "?sides=2&towns=天神橋")


class TestSheetOfOnePost:
    def paper(self, client, post: Issue) -> str:
        answer = client.get(f"/issues/{post.number}/print/")
        assert answer.status_code == 200
        return answer.content.decode().partition("paper-page__sheets")[2].partition("</main>")[0]

    def test_words_bridge_answer_and_the_way_back(self, client):
        post = makers.issue(title="紙にする題", body="くわしい話")
        issues.change_status(number=post.number, by=makers.officer(), to=Status.IN_REVIEW, sentence="見ます。")
        replies.draft_reply(number=post.number, by=makers.chief(), subject="件名です", view="考え方です", kind="done")

        text = self.paper(client, post)

        assert all(words in text for words in ("紙にする題", "くわしい話", "件名です", "考え方です"))
        assert "【確認中】" in text and "→ 担当決定" in text and f"testserver/issues/{post.number}/" in text
        assert 'class="paper-qr"' in text

    def test_who_posted_stays_on_the_screen(self, client):
        author = makers.person(display_name="なまえの人")
        post = makers.issue(author=author)

        assert "なまえの人" not in self.paper(client, post) and author.public_id not in self.paper(client, post)

    def test_it_exists_for_those_who_may_see_the_post(self, client, login):
        post = makers.issue(visibility="pending")

        assert client.get(f"/issues/{post.number}/print/").status_code == 404
        assert "まだ、みんなには見えません" in self.paper(login(post.author), post)

    def test_issue_page_leads_to_it(self, client):
        post = makers.issue()

        assert f'href="/issues/{post.number}/print/"' in client.get(post.get_absolute_url()).content.decode()
