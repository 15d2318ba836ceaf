"""Merging and un-merging through the desk: where people are led, how they are counted, what is refused."""

import pytest
from django.urls import reverse

from community.core.models import JournalEntry, OutboxItem
from community.issues import actions, news_merge
from community.issues.models import Issue
from tests import makers

from .test_verbs import act

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(login):
    return login(makers.officer())


def support(issue, *people) -> None:
    for person in people:
        actions.support_issue(number=issue.number, user=person, person="", address="a")


def merge(desk, source, whole, **fields):
    return act(desk, source, "merge", **({"into": whole.number} | fields))


def fresh(issue) -> Issue:
    return Issue.objects.get(pk=issue.pk)


def test_merged_post_leads_everybody_to_the_one_that_goes_on(desk, client):
    source, whole = makers.issue(), makers.issue()

    assert merge(desk, source, whole).status_code == 302

    page = client.get(source.get_absolute_url()).content.decode()
    assert f"この課題は #{whole.number} にまとまりました。" in page and 'data-status="duplicate"' in page
    assert f"つづきは #{whole.number} で話しています。" in page
    board = client.get("/issues/").content.decode()
    assert f'href="{source.get_absolute_url()}"' not in board and f'href="{whole.get_absolute_url()}"' in board
    assert f"#{source.number} が、この課題にまとまりました。" in client.get(whole.get_absolute_url()).content.decode()


@pytest.mark.parametrize("written", ["{}", "#{}", "＃{}", "/issues/{}/", "http://localhost:8000/issues/{}/#talk"])
def test_target_is_named_by_number_or_address(desk, written):
    source, whole = makers.issue(), makers.issue()

    merge(desk, source, whole, into=written.format(whole.number))

    assert fresh(source).merged_into == whole


def test_talk_of_a_merged_post_takes_no_words(desk, login):
    source, whole = makers.issue(), makers.issue()
    merge(desk, source, whole)

    answer = login(makers.person()).post(reverse("issues:comments", args=[source.number]), {"body": "まだですか"})

    assert answer.status_code == 403 and fresh(source).thread.message_count == 0


def test_person_who_supports_both_counts_once(desk):
    source, whole, both = makers.issue(), makers.issue(), makers.person()
    support(source, both, makers.person(), makers.person())
    support(whole, both, makers.person())

    merge(desk, source, whole)
    assert fresh(whole).support_count == 4
    act(desk, source, "unmerge")

    assert (fresh(source).support_count, fresh(whole).support_count) == (3, 2)


def test_support_after_the_merge_is_counted_once_and_taken_back_from_both(desk, login):
    source, whole, person = makers.issue(), makers.issue(), makers.person()
    support(source, person)
    merge(desk, source, whole)

    support(whole, person, makers.person())
    assert fresh(whole).support_count == 2
    support(source, makers.person())
    assert fresh(whole).support_count == 3
    assert 'name="undo"' in login(person).get(whole.get_absolute_url()).content.decode()
    actions.withdraw_support(number=whole.number, user=person, person="")

    assert fresh(whole).support_count == 2
    act(desk, source, "unmerge")
    assert (fresh(source).support_count, fresh(whole).support_count) == (1, 1)


def test_there_are_no_chains_and_what_came_along_goes_back(desk):
    part, source, whole = makers.issue(), makers.issue(), makers.issue()
    people = [makers.person() for _n in range(3)]
    support(part, people[0])
    support(source, people[1])
    support(whole, people[2])
    merge(desk, part, source)
    assert fresh(source).support_count == 2

    merge(desk, source, whole)
    assert fresh(part).merged_into == fresh(source).merged_into == whole
    assert fresh(whole).support_count == 3

    act(desk, source, "unmerge")
    assert fresh(part).merged_into == source
    assert (fresh(source).support_count, fresh(whole).support_count) == (2, 1)


def test_target_that_was_merged_stands_for_the_one_that_goes_on(desk):
    first, second, whole = makers.issue(), makers.issue(), makers.issue()
    merge(desk, first, whole)

    merge(desk, second, first)

    assert fresh(second).merged_into == whole


def test_circle_is_refused(desk):
    first, second = makers.issue(), makers.issue()
    merge(desk, first, second)

    answer = merge(desk, second, first)

    assert answer.status_code == 400 and "自身にまとめることはできません" in answer.content.decode()
    assert fresh(second).merged_into is None


def test_unmerged_post_is_as_it_was(desk, client):
    source, whole = makers.issue(), makers.issue()
    act(desk, source, "status", to="scheduled", sentence="29日に替えます。", date="2026-12-29")
    merge(desk, source, whole)

    act(desk, source, "unmerge")

    source.refresh_from_db()
    assert (source.status, source.merged_into, source.closed_at) == ("scheduled", None, None)
    assert str(source.scheduled_on) == "2026-12-29" and source.thread.closed_at is None
    assert "まとめを解きました。" in client.get(source.get_absolute_url()).content.decode()
    acts = JournalEntry.objects.filter(kind="issue", number=str(source.number)).values_list("act", flat=True)
    assert {"issue.merge", "issue.unmerge"} <= set(acts)


def test_unmerged_post_waits_for_its_first_answer_again(desk):
    source, whole = makers.issue(), makers.issue()
    merge(desk, source, whole)

    act(desk, source, "unmerge")

    assert Issue.objects.unanswered().filter(pk=source.pk).exists()


@pytest.mark.parametrize("state", ["pending", "private", "hidden"])
def test_only_public_posts_are_merged(desk, state):
    source, whole = makers.issue(), makers.issue(visibility=state)

    for one, other in ((source, whole), (whole, source)):
        answer = merge(desk, one, other)
        assert answer.status_code == 403 and "みんなに見えている投稿どうしだけ" in answer.content.decode()


def test_good_news_and_closed_posts_are_not_merged(desk):
    good, closed, whole = makers.issue(kind="good"), makers.issue(), makers.issue()
    act(desk, closed, "status", to="resolved", sentence="直しました。")

    assert merge(desk, good, whole).status_code == 403
    assert merge(desk, closed, whole).status_code == 403
    assert "もう終わっています" in merge(desk, whole, closed).content.decode()


def test_officer_merges_only_inside_their_wards(login):
    kita, hirano = makers.issue(), makers.issue(ward=makers.HIRANO)
    desk = login(makers.officer(makers.KITA))

    answer = merge(desk, kita, hirano)

    assert answer.status_code == 400 and "あなたの担当の区にありません" in answer.content.decode()
    assert hirano.title not in answer.content.decode()
    assert merge(desk, hirano, kita).status_code == 404
    assert fresh(kita).merged_into is None


def test_words_that_name_no_issue_are_told_so(desk):
    answer = merge(desk, makers.issue(), makers.issue(), into="あそこ")

    assert answer.status_code == 400 and "番号（例：1204）か" in answer.content.decode()


def test_stale_merge_changes_nothing(desk):
    source, whole = makers.issue(), makers.issue()
    act(desk, source, "status", to="in_review")

    answer = merge(desk, source, whole, version=1, key="late")

    assert answer.status_code == 409 and fresh(source).merged_into is None


def test_second_press_merges_once(desk):
    source, whole = makers.issue(), makers.issue()

    answers = [merge(desk, source, whole, key="same", version=1) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert JournalEntry.objects.filter(act="issue.merge").count() == 1


def test_merged_post_takes_no_other_step(desk):
    source, whole = makers.issue(), makers.issue()
    merge(desk, source, whole)

    answer = act(desk, source, "status", to="in_review")

    assert answer.status_code == 403 and "先に、まとめを解いてください。" in answer.content.decode()


def test_those_who_follow_the_source_are_told(desk):
    author, supporter = makers.person(), makers.person()
    source, whole = makers.issue(author=author), makers.issue()
    support(source, supporter)

    merge(desk, source, whole)

    sent = OutboxItem.objects.get(channel="news", payload__news="issue.merged").payload
    merged = news_merge.NEWS[0]
    people = {one.user_id: one.reason for one in merged.audience(sent["data"])}
    words = merged.words(sent["data"], supporter)
    assert people == {author.pk: "mine", supporter.pk: "support"}
    assert words.url == whole.get_absolute_url() and f"#{whole.number}" in words.title


def test_news_of_a_post_that_one_may_not_see_is_none():
    source, whole = makers.issue(), makers.issue(visibility="hidden")

    assert news_merge.NEWS[0].words({"issue": source.pk, "into": whole.pk}, makers.person()) is None


def test_near_open_posts_of_the_same_category_are_suggested_with_their_distance(desk):
    here = makers.issue(**makers.IN_KITA)
    near = makers.issue(lat=34.7050, lng=135.5119)
    far = makers.issue(lat=34.7100, lng=135.5119)
    other = makers.issue(category="road", lat=34.7044, lng=135.5120)

    page = desk.get(reverse("desk:issue", args=[here.number])).content.decode()

    assert f"#{near.number} をこれにまとめる" in page and "67m" in page
    assert far.title not in page and other.title not in page
    assert f"これを #{here.number} にまとめる" in desk.get(f"/cms/desk/issues/{near.number}/").content.decode()


def test_journal_tells_where_it_went(desk):
    part, source, whole = makers.issue(), makers.issue(), makers.issue()
    merge(desk, part, source)
    merge(desk, source, whole)
    act(desk, source, "unmerge")

    def told(issue) -> str:
        return desk.get(reverse("desk:issue", args=[issue.number])).content.decode().split('id="acts-title"')[1]

    assert "<b>ほかの投稿にまとめた</b>" in told(source) and "<b>まとめを解いた</b>" in told(source)
    assert f"#{whole.number}" in told(source) and "<b>いっしょにまとめ先を変えた</b>" in told(part)


def test_page_names_no_post_of_another_ward_that_is_hidden(login):
    source, whole = makers.issue(), makers.issue(ward=makers.HIRANO)
    merge(login(makers.officer()), source, whole)

    def shown(ward, issue) -> str:
        return login(makers.officer(ward)).get(reverse("desk:issue", args=[issue.number])).content.decode()

    assert whole.title in shown(makers.KITA, source) and source.title in shown(makers.HIRANO, whole)
    makers.set_visibility(source, "hidden")
    makers.set_visibility(whole, "hidden")

    page = shown(makers.KITA, source)
    assert whole.title not in page and f"この投稿は #{whole.number} にまとまっています。" in page
    assert source.title not in shown(makers.HIRANO, whole)
    assert whole.title in shown(makers.HIRANO, whole)


def test_posts_of_two_wards_are_told_apart_by_whoever_serves_both(login):
    source, whole = makers.issue(), makers.issue(ward=makers.HIRANO)
    merge(login(makers.officer()), source, whole)

    answer = act(login(makers.officer(makers.KITA)), source, "unmerge")
    assert answer.status_code == 403 and "まとめた先は、あなたの担当の区にありません。" in answer.content.decode()
    assert fresh(source).merged_into == whole

    assert act(login(makers.officer(makers.KITA, makers.HIRANO)), source, "unmerge").status_code == 302
    assert fresh(source).merged_into is None
