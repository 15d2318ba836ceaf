"""One verb on many issues: each for itself, in plain words, and once."""

import pytest

from community.core.models import JournalEntry
from community.issues.models import Issue, Note
from tests import makers

from .test_verbs import act

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(login):
    return login(makers.officer())


def bulk(desk, verb, issues, **fields):
    marks = [f"{issue.number}:{Issue.objects.get(pk=issue.pk).version}" for issue in issues]
    given = {"verb": verb, "issue": marks, "key": "k", "back": "?view=all"} | fields
    return desk.post("/cms/desk/bulk/", given)


def test_row_can_be_ticked_for_the_bulk_form_without_script(desk):
    issue = makers.issue()

    page = desk.get("/cms/desk/").content.decode()

    assert f'name="issue" value="{issue.number}:1" form="bulk"' in page
    assert 'id="bulk" method="post" action="/cms/desk/bulk/"' in page


def test_many_are_approved_with_one_press(desk):
    waiting = [makers.issue(author=makers.newcomer()) for _n in range(3)]

    answer = bulk(desk, "approve", waiting)

    assert answer.url == "/cms/desk/?view=all"
    assert "3件に行いました。" in desk.get(answer.url).content.decode()
    assert Issue.objects.filter(visibility="public").count() == 3


@pytest.mark.parametrize(
    ("verb", "fields", "facts"),
    [
        ("assign", {"department": "kensetsu"}, {"department_id": "kensetsu", "status": "assigned"}),
        ("status", {"to": "in_review", "sentence": "見ます。"}, {"status": "in_review"}),
        ("hide", {"reason": "名前が書かれています。"}, {"visibility": "hidden"}),
        ("note", {"body": "同じ工事です。"}, {}),
    ],
)
def test_every_bulk_verb_does_what_the_single_one_does(desk, verb, fields, facts):
    issues = [makers.issue(), makers.issue()]

    assert bulk(desk, verb, issues, **fields).status_code == 302

    assert Issue.objects.filter(**facts).count() == 2
    assert Note.objects.count() == (2 if verb == "note" else 0)


def test_what_cannot_be_done_stops_nothing_and_stays_ticked(desk):
    waiting, public, stale = makers.issue(author=makers.newcomer()), makers.issue(), makers.issue()
    marks = [f"{waiting.number}:1", f"{public.number}:1", f"{stale.number}:1"]
    act(desk, stale, "status", to="in_review")

    answer = desk.post("/cms/desk/bulk/", {"verb": "approve", "issue": marks, "key": "k", "back": "?view=all"})

    page = answer.content.decode()
    assert answer.status_code == 200 and "1件に行いました" in page and "2件は、できませんでした" in page
    assert "この投稿は、公開まちではありません。" in page and "ほかの人が先に変えました。いまは：" in page
    assert f'value="{stale.number}:2" form="bulk"' in page and f'value="{waiting.number}:' not in page
    assert Issue.objects.get(pk=waiting.pk).visibility == "public"


def test_nothing_done_answers_conflict(desk):
    stale = makers.issue()
    act(desk, stale, "status", to="in_review")

    answer = desk.post("/cms/desk/bulk/", {"verb": "hide", "issue": [f"{stale.number}:1"], "key": "k", "reason": "x"})

    assert answer.status_code == 409 and Issue.objects.get(pk=stale.pk).visibility == "public"


def test_other_wards_issue_is_not_touched_and_not_named(login):
    kita, hirano = makers.issue(), makers.issue(ward=makers.HIRANO)

    answer = bulk(login(makers.officer(makers.KITA)), "hide", [kita, hirano], reason="確かめます。")

    page = answer.content.decode()
    assert hirano.title not in page and f"#{hirano.number}" in page
    assert list(Issue.objects.filter(visibility="hidden")) == [kita]


def test_missing_reason_is_asked_for_and_the_ticks_stay(desk):
    issue = makers.issue()

    answer = bulk(desk, "hide", [issue], reason="")

    page = answer.content.decode()
    assert answer.status_code == 400 and "理由を書いてください。" in page
    assert f'value="{issue.number}:1" form="bulk"' in page and "checked" in page


def test_second_press_of_the_same_key_acts_once(desk):
    issues = [makers.issue(), makers.issue()]

    for _time in range(2):
        assert bulk(desk, "note", issues, body="一度だけ").status_code == 302

    assert Note.objects.count() == 2 == JournalEntry.objects.filter(act="issue.note").count()


def test_second_press_with_the_versions_of_the_first_is_no_conflict(desk):
    issue = makers.issue()
    given = {"verb": "hide", "issue": [f"{issue.number}:1"], "key": "same", "reason": "x"}

    assert [desk.post("/cms/desk/bulk/", given).status_code for _time in range(2)] == [302, 302]
    assert JournalEntry.objects.filter(act="issue.hide").count() == 1


def test_none_ticked_and_too_many_are_told_so(desk):
    for marks, words in (([], "えらんでください"), ([f"{n}:1" for n in range(101)], "100件まで")):
        answer = desk.post("/cms/desk/bulk/", {"verb": "note", "issue": marks, "body": "x"}, follow=True)
        assert words in answer.content.decode()


@pytest.mark.parametrize("verb", ["", "merge", "reply-approve", "x"])
def test_only_bulk_verbs_are_known(desk, verb):
    assert bulk(desk, verb, [makers.issue()]).status_code == 404


def test_bulk_does_not_exist_for_residents(login):
    assert login(makers.person()).post("/cms/desk/bulk/", {"verb": "hide"}).status_code == 404
