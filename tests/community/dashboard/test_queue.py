"""The desk's list: what each view holds, in which order, how it is narrowed, paged and counted."""

import re
from datetime import timedelta

import pytest

from community.core.clock import today
from community.core.workdays import add_workdays
from community.dashboard.queue import PAGE
from community.issues import actions
from community.issues.models import Issue
from community.moderation.models import Flag
from community.replies import actions as replies
from community.taxonomy.models import Department
from search import outbox
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return makers.officer()


@pytest.fixture
def desk(login, officer):
    return login(officer)


def page(desk, **asked) -> str:
    if "q" in asked:
        outbox.drain(most=1000)
    return desk.get("/cms/desk/", asked).content.decode()


def numbers(text: str) -> list[int]:
    """The issues of a list, in its order."""
    return [int(number) for number in re.findall(r'href="/cms/desk/issues/(\d+)/[^"]*" data-row', text)]


def promise(issue: Issue, day) -> Issue:
    Issue.objects.filter(pk=issue.pk).update(promised_on=day)
    return issue


def give(issue: Issue, officer, department: str | None = "kensetsu") -> None:
    department = Department.objects.get(pk=department) if department else None
    actions.assign_issue(number=issue.number, by=officer, department=department, officer=officer)


def test_waiting_view_holds_posts_that_nobody_sees_yet(desk):
    waiting = makers.issue(author=makers.newcomer())
    makers.issue()

    text = page(desk, view="waiting")

    assert numbers(text) == [waiting.number] and "公開まち" in text


def test_answer_view_holds_what_nobody_has_answered(desk, officer):
    unanswered, answered = makers.issue(), makers.issue()
    actions.change_status(number=answered.number, to="in_review", by=officer)

    assert numbers(page(desk, view="answer")) == [unanswered.number]
    assert numbers(page(desk)) == [unanswered.number]


def test_overdue_view_says_how_many_working_days_have_passed(desk):
    late = promise(makers.issue(), today() - timedelta(days=14))
    makers.issue()

    text = page(desk, view="overdue")

    assert numbers(text) == [late.number]
    assert re.search(r"\d+日こえています", text) and "desk-counter--danger" in text


def test_overdue_counter_is_calm_when_nothing_is_overdue(desk):
    makers.issue()

    assert "desk-counter--danger" not in page(desk)


def test_waiting_for_the_author_stops_the_clock(desk, officer):
    asked = promise(makers.issue(), today() - timedelta(days=14))
    actions.change_status(number=asked.number, to="info_requested", by=officer)

    assert numbers(page(desk, view="overdue")) == []
    assert "時計は止まっています" in page(desk, view="all")


def test_new_view_holds_what_no_department_has_taken(desk, officer):
    new, taken = makers.issue(), makers.issue()
    give(taken, officer)

    text = page(desk, view="new")

    assert numbers(text) == [new.number] and "未定" in text


def test_replies_view_holds_what_waits_for_a_chief_and_a_draft_handed_back_waits_for_its_writer(login, desk, officer):
    makers.issue()
    issue = makers.issue()
    replies.draft_reply(number=issue.number, by=officer, subject="件", view="文", kind="done")
    assert numbers(page(desk, view="replies")) == [issue.number]
    assert "回答の承認まち" in page(desk, view="replies")

    replies.return_reply(number=issue.number, by=makers.chief(), note="日付を。")

    assert numbers(page(desk, view="replies")) == []
    assert numbers(page(desk, view="mine")) == [issue.number] and "下書きがもどりました" in page(desk, view="mine")
    assert numbers(page(login(makers.officer()), view="mine")) == []


def test_flagged_view_counts_the_words_of_residents(desk):
    makers.issue()
    issue = makers.issue()
    for _time in range(2):
        Flag.objects.create(kind="issue", number=issue.number, reporter=makers.person(), reason="spam")

    text = page(desk, view="flagged")

    assert numbers(text) == [issue.number] and "知らせ 2件" in text


def test_mine_holds_what_carries_my_name(desk, officer):
    mine, theirs = makers.issue(), makers.issue()
    give(mine, officer)
    give(theirs, makers.officer())

    text = page(desk, view="mine")

    assert numbers(text) == [mine.number] and officer.staff_name in text and "建設局" in text


def test_all_view_holds_hidden_and_private_posts_but_no_drafts(desk):
    seen = [makers.issue(visibility=state).number for state in ("public", "pending", "hidden", "private")]
    makers.issue(visibility="draft")
    makers.issue(visibility="erased")

    text = page(desk, view="all")

    assert sorted(numbers(text)) == seen
    assert {"公開まち", "非表示", "書いた人と市だけ"} <= set(re.findall(r"公開まち|非表示|書いた人と市だけ", text))


def test_most_urgent_comes_first_and_what_has_no_promise_last(desk):
    later, sooner, good = makers.issue(), makers.issue(), makers.issue(kind="good")
    promise(later, add_workdays(today(), 9))
    promise(sooner, add_workdays(today(), 2))

    text = page(desk, view="all")

    assert numbers(text) == [sooner.number, later.number, good.number]
    assert "あと 2日" in text and "期限なし" in text


def test_unknown_view_is_the_first_one(desk):
    issue = makers.issue()

    assert numbers(page(desk, view="nonsense")) == [issue.number]


def test_counters_lead_to_their_views_and_say_how_many(desk):
    makers.issue(author=makers.newcomer())
    makers.issue()

    text = page(desk)

    for view, figure in {
        "waiting": 1,
        "answer": 1,
        "overdue": 0,
        "new": 1,
        "replies": 0,
        "flagged": 0,
        "mine": 0,
    }.items():
        tile = re.search(rf'href="\?view={view}".*?</a>', text, re.S).group()
        assert f'desk-counter__figure">{figure}<' in tile, view


def test_list_is_paged_by_what_is_due_and_loses_nothing(desk):
    days = [add_workdays(today(), 1 + nth % 3) for nth in range(PAGE + 5)]
    made = [promise(makers.issue(kind="good" if nth > PAGE else "problem"), None if nth > PAGE else day)
            for nth, day in enumerate(days)]  # fmt: skip
    first = page(desk, view="all", q="街灯")
    more = re.search(r'href="(\?[^"]*after=[^"]*)" rel="next"', first).group(1).replace("&amp;", "&")

    second = desk.get(f"/cms/desk/{more}").content.decode()

    assert len(numbers(first)) == PAGE and 'rel="next"' not in second
    assert sorted(numbers(first) + numbers(second)) == [issue.number for issue in made]
    assert "さいしょにもどる" in second and "q=%E8%A1%97%E7%81%AF" in more


@pytest.mark.parametrize("after", ["x", "~", "2026-99-99~3", "~99999999999999999999", "2026-11-29~x"])
def test_broken_page_mark_shows_the_first_page(desk, after):
    issue = makers.issue()

    assert numbers(page(desk, after=after)) == [issue.number]


@pytest.mark.parametrize("asked", ["{}", "#{}", "＃{}"])
def test_number_finds_its_issue(desk, asked):
    makers.issue()
    issue = makers.issue()

    assert numbers(page(desk, view="all", q=asked.format(issue.number))) == [issue.number]


def test_words_are_looked_for_in_the_texts_and_the_place(desk):
    issue = makers.issue(title="歩道の穴", body="雨の日にはまる", address="郵便局のまえ", **makers.IN_KITA)
    makers.issue()

    for words in ("穴", "はまる", "郵便局", "天神橋", "穴　郵便局"):
        assert numbers(page(desk, view="all", q=words)) == [issue.number], words
    assert numbers(page(desk, view="all", q="穴 警察署")) == []


def test_search_without_a_find_says_what_was_looked_for_and_where_to_go_on(desk):
    makers.issue()

    text = page(desk, view="mine", q="<b>ない")

    assert "「&lt;b&gt;ない」は、ここにはありません" in text and "ぜんぶの中でさがす" in text


def test_ward_narrows_the_list(desk):
    kita, hirano = makers.issue(), makers.issue(ward=makers.HIRANO)

    assert numbers(page(desk, ward=makers.HIRANO)) == [hirano.number]
    assert sorted(numbers(page(desk))) == [kita.number, hirano.number]


def test_officer_of_one_ward_sees_only_it_and_has_nothing_to_choose(login):
    kita = makers.issue()
    makers.issue(ward=makers.HIRANO)
    desk = login(makers.officer(makers.KITA))

    assert numbers(page(desk, view="all")) == [kita.number]
    assert numbers(page(desk, view="all", ward=makers.HIRANO)) == []
    assert 'name="ward"' not in page(desk)


def test_officer_of_two_wards_may_choose_between_them(login):
    text = page(login(makers.officer(makers.KITA, makers.HIRANO)))

    assert re.findall(r'<option value="(\d+)"', text) == [makers.HIRANO, makers.KITA]


def test_empty_desk_is_good_news(desk):
    assert "今日の返事は、ぜんぶ渡りました" in page(desk)


def test_list_costs_the_same_for_one_row_and_for_a_page(desk, officer, django_assert_max_num_queries):
    def fill(count: int) -> None:
        for _nth in range(count):
            issue = makers.issue()
            replies.draft_reply(number=issue.number, by=officer, subject="件", view="文", kind="done")
            Flag.objects.create(kind="issue", number=issue.number, reporter=officer, reason="spam")
        promise(makers.issue(), today() - timedelta(days=14))
        makers.issue(author=makers.newcomer())

    fill(1)
    page(desk, view="all")  # wards and categories are kept from now on
    with django_assert_max_num_queries(40) as few:
        page(desk, view="all")
    fill(PAGE)

    with django_assert_max_num_queries(40) as many:
        text = page(desk, view="all")

    assert len(numbers(text)) == PAGE and len(many) <= len(few)
