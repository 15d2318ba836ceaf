"""The search page as people use it: words, other names, narrowing, ways out; nothing shown that is not theirs."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils.timezone import make_aware

from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.issues import actions
from community.issues.models import Issue
from search import outbox
from tests import makers

pytestmark = pytest.mark.django_db


def page(words: str = "", *, client: Client | None = None, **query: str) -> str:
    outbox.drain(most=1000)
    answer = (client or Client()).get("/search/", {"q": words, **query})
    assert answer.status_code == 200
    return answer.content.decode()


def test_page_without_a_question_says_what_one_may_ask():
    assert "何をさがしますか" in page()


@pytest.mark.parametrize(
    "words", ["街灯", "外灯", "がいとう", "夜道が暗い", "street light", "路灯", "가로등", "đèn đường"]
)
def test_post_is_found_by_every_name_of_its_matter(words):
    makers.issue(title="角の防犯灯が切れています", body="まっくらです。")

    html = page(words)

    assert "防犯灯" in html and "件見つかりました" in html


def test_other_name_is_given_as_the_reason_and_marked():
    makers.issue(title="角の防犯灯が切れています")

    html = page("街灯")

    assert "「街灯」→「防犯灯」で一致" in html and "<mark>防犯灯</mark>" in html and "でも探しました" in html


def test_only_what_is_written_when_asked_so():
    makers.issue(title="角の防犯灯が切れています", category="other")  # the category's own name is found too
    makers.issue(title="駅前の街灯")

    html = page("街灯", written="1")

    assert "駅前の" in html and "防犯灯" not in html


def test_words_of_a_post_are_never_markup():
    makers.issue(title="<b>街灯</b><script>alert(1)</script>")

    html = page("街灯")

    assert "<script>alert" not in html and "&lt;b&gt;" in html


def test_ward_and_state_narrow_with_true_counts():
    makers.issue(title="側溝のふた", ward=makers.KITA)
    makers.issue(title="側溝の泥", ward=makers.HIRANO)

    assert "側溝の</mark>泥" not in page("側溝", ward=makers.KITA)
    html = page("側溝", ward=makers.HIRANO)
    assert "1件見つかりました" in html and "泥" in html


def test_talk_is_found_with_the_way_to_it():
    issue = makers.issue(title="公園のこと")
    event = talk.post_message(author=makers.person(), thread=issue.thread, body="側溝もあふれています")

    html = page("側溝", of="message")

    assert f"/issues/{issue.number}/#m{event.seq}" in html


@pytest.mark.parametrize("visibility", [Visibility.PENDING, Visibility.HIDDEN, Visibility.PRIVATE])
def test_hidden_post_and_its_talk_are_found_by_nobody_else(login, visibility):
    issue = makers.issue(title="側溝のふた")
    talk.post_message(author=makers.person(), thread=issue.thread, body="側溝もあふれています")
    outbox.drain(most=1000)
    makers.set_visibility(issue, visibility)

    for client in (Client(), login(makers.person())):
        html = page("側溝", client=client)
        assert f"/issues/{issue.number}/" not in html and "あふれて" not in html


def test_note_of_the_desk_is_found_by_the_desk_of_the_ward_alone(login):
    issue = makers.issue(title="公園のこと", ward=makers.KITA)
    actions.add_note(number=issue.number, by=makers.officer(makers.KITA), body="側溝の工事とあわせる")

    assert "工事とあわせる" in page("側溝", client=login(makers.officer(makers.KITA)))
    for client in (Client(), login(makers.person()), login(makers.officer(makers.HIRANO))):
        assert "工事とあわせる" not in page("側溝", client=client)


@pytest.mark.parametrize("asked", ["{}", "#{}", "＃{}"])
def test_number_finds_its_post_and_no_hidden_one(asked):
    issue = makers.issue(title="側溝のふた")

    assert f'href="/issues/{issue.number}/"' in page(asked.format(issue.number))
    makers.set_visibility(issue, Visibility.HIDDEN)
    assert f'href="/issues/{issue.number}/"' not in page(asked.format(issue.number))


def test_language_of_posts_narrows():
    makers.issue(title="The drain overflows", body="", category="other")
    makers.issue(title="側溝があふれる drain", body="", category="other")

    assert "1件見つかりました" in page("drain", lang="en") and "overflows" in page("drain", lang="en")


@pytest.mark.parametrize(
    ("days", "titles"),
    [
        ({"from": "2026-11-03"}, {"側溝のふた", "側溝の泥"}),
        ({"to": "2026-11-03"}, {"側溝の草", "側溝のふた"}),
        ({"from": "2026-11-03", "to": "2026-11-03"}, {"側溝のふた"}),
        ({"from": "2026-11-04", "to": "2026-11-09", "sort": "new"}, set()),
    ],
)
def test_days_narrow_from_midnight_to_midnight_in_osaka(days, titles):
    for title, moment in (
        ("側溝の草", "2026-11-02 23:59:59"),
        ("側溝のふた", "2026-11-03 00:00:00"),
        ("側溝の泥", "2026-11-10 12:00:00"),
    ):
        issue = makers.issue(title=title, body="", category="other")
        Issue.objects.filter(pk=issue.pk).update(posted_at=make_aware(datetime.fromisoformat(moment)))

    html = page("側溝", **days).replace("<mark>", "").replace("</mark>", "")

    assert {title for title in ("側溝の草", "側溝のふた", "側溝の泥") if title in html} == titles
    assert all(f'name="{name}" value="{day}"' in html for name, day in days.items())


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"from": "2026-13-40"}, "「2026-13-40」は日付として読めません。2026-11-03 のように書いてください。"),
        ({"to": "きのう"}, "「きのう」は日付として読めません。"),
        ({"to": "0001-01-01"}, "「0001-01-01」は日付として読めません。"),
        ({"from": "2026-11-09", "to": "2026-11-03"}, "はじめの日が、終わりの日よりあとです。日を入れかえてください。"),
    ],
)
def test_day_that_cannot_be_meant_is_told_and_loses_nothing(days, words):
    makers.issue(title="側溝のふた", ward=makers.KITA)

    html = page("側溝", ward=makers.KITA, sort="new", **days)

    assert words in html and "1件見つかりました" in html
    assert all(f'name="{name}" value="{day}"' in html for name, day in days.items())
    form = html.partition('class="finding__days"')[2].partition("</form>")[0]
    assert all(f'name="{name}" value="{value}"' in form for name, value in (("q", "側溝"), ("ward", makers.KITA)))


def test_days_can_be_taken_off_one_by_one_and_give_way_to_a_month():
    makers.issue(title="側溝のふた")

    html = page("側溝", **{"from": "2020-01-01", "to": "2099-12-31"})

    assert "?q=%E5%81%B4%E6%BA%9D&amp;to=2099-12-31" in html and "?q=%E5%81%B4%E6%BA%9D&amp;from=2020-01-01" in html
    assert "?q=%E5%81%B4%E6%BA%9D&amp;age=month" in html


def test_nothing_found_gives_a_wider_area_nearer_words_and_a_post():
    makers.issue(title="街灯が切れた", ward=makers.KITA)

    html = page("街灯", ward=makers.HIRANO)
    assert "ここは、まだ橋がありません" in html and "大阪市ぜんぶ" in html and "最初の1件を出す" in html


@pytest.mark.parametrize("query", [{"page": "x"}, {"near": "1,2,3,4"}, {"ward": "'"}, {"sort": "near"}, {"of": "user"}])
def test_address_nobody_made_is_no_error(query):
    makers.issue(title="側溝のふた")

    assert "側溝" in page("側溝", **query)


def test_queries_do_not_grow_with_what_is_found(django_assert_max_num_queries):
    for _n in range(12):
        makers.issue(title="側溝のふた")
    page("側溝")

    with django_assert_max_num_queries(37):
        page("側溝")


def test_suggestions_are_words_places_and_titles_that_one_may_see():
    makers.issue(title="がいとうが切れた")
    hidden = makers.issue(title="がいとうのひみつ")
    makers.set_visibility(hidden, Visibility.HIDDEN)
    outbox.drain(most=1000)

    offered = [one["word"] for one in Client().get("/search/suggest/", {"q": "がいと"}).json()["offered"]]

    assert "街灯" in offered and "がいとうが切れた" in offered and "がいとうのひみつ" not in offered


class TestSimilar:
    @pytest.fixture
    def lamp(self):
        issue = makers.issue(title="街灯が切れて夜道が暗い", ward=makers.KITA, category="light")
        makers.issue(title="公園のブランコ", ward=makers.KITA, category="park")
        outbox.drain(most=1000)
        return issue

    def ask(self, client: Client, **form: str) -> list[int]:
        answer = client.get("/issues/similar/", form, headers={"Accept": "application/json"})
        return [one["number"] for one in answer.json()["similar"]]

    def test_post_about_the_same_is_shown_while_writing(self, lamp):
        form = {"title": "外灯がつかない", "body": "夜が真っ暗です", "ward": makers.KITA}

        assert self.ask(Client(), **form) == [lamp.number]
        html = Client().get("/issues/similar/", form).content.decode()
        assert "もう投稿されているかもしれません" in html and lamp.title in html

    def test_one_says_me_too_instead_of_posting_and_takes_it_back(self, lamp, login):
        browser, form = login(makers.person()), {"title": "外灯がつかない", "ward": makers.KITA}
        say = f"/issues/{lamp.number}/support/"
        json = {"headers": {"Accept": "application/json"}}
        assert f'data-say="{say}" aria-pressed="false"' in browser.get("/issues/similar/", form).content.decode()

        assert browser.post(say, **json).json() == {"supported": True, "count": 1}
        assert f'data-say="{say}" aria-pressed="true"' in browser.get("/issues/similar/", form).content.decode()
        assert browser.post(say, {"undo": "1"}, **json).json() == {"supported": False, "count": 0}

        visitor = Client()
        assert visitor.post(say, **json).json() == {"supported": True, "count": 1}
        assert 'aria-pressed="true"' in visitor.get("/issues/similar/", form).content.decode()
        assert 'aria-pressed="false"' in Client().get("/issues/similar/", form).content.decode()
        makers.set_visibility(lamp, Visibility.HIDDEN)
        assert visitor.post(say, **json).status_code == 404

    def test_preview_shows_them_without_script(self, lamp, login):
        form = {
            "title": "街灯が切れて暗い",
            "ward": makers.KITA,
            "key": "k" * 20,
            "step": "preview",
            "category": "light",
        }
        page = login(makers.person()).post("/issues/new/", form).content.decode()

        assert "もう投稿されているかもしれません" in page and lamp.get_absolute_url() in page

    def test_another_matter_is_not(self, lamp):
        assert self.ask(Client(), title="猫のえさやり", body="毎朝置かれています", ward=makers.KITA) == []

    def test_hidden_post_is_not(self, lamp):
        makers.set_visibility(lamp, Visibility.HIDDEN)

        assert self.ask(Client(), title="外灯がつかない", ward=makers.KITA) == []

    def test_post_has_others_like_it_below_but_not_itself(self, lamp):
        other = makers.issue(title="外灯がつかない", body="夜道が真っ暗", ward=makers.KITA)
        outbox.drain(most=1000)

        assert self.ask(Client(), issue=str(lamp.number)) == [other.number]
        assert 'data-similar="/issues/similar/"' in Client().get(lamp.get_absolute_url()).content.decode()

    def test_post_that_one_may_not_see_has_none(self, lamp):
        makers.set_visibility(lamp, Visibility.HIDDEN)

        assert Client().get("/issues/similar/", {"issue": lamp.number}).status_code == 404

    @pytest.mark.parametrize(
        "form", [{}, {"title": " "}, {"title": "街灯", "lat": "nan", "lng": "x"}, {"body": "あ" * 9000}]
    )
    def test_half_a_form_is_no_error(self, lamp, form):
        assert Client().get("/issues/similar/", form).status_code == 200


def test_board_filter_takes_other_names_too():
    lamp = makers.issue(title="角の防犯灯が切れています")
    makers.issue(title="公園のブランコ", category="park")
    outbox.drain(most=1000)

    html = Client().get("/issues/", {"q": "街灯"}).content.decode()

    assert f"/issues/{lamp.number}/" in html and "ブランコ" not in html
    assert Issue.objects.count() == 2
