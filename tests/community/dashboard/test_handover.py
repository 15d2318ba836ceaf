"""異動: all that one looks after goes to a colleague, resumably; and the sheet for the files."""

import pytest

from community.core.models import JournalEntry, OutboxItem
from community.dashboard import news_handover
from community.issues.models import Issue, Note
from community.replies import actions as replies
from tests import makers

from .test_queue import give

pytestmark = pytest.mark.django_db
URL = "/cms/desk/handover/"


def look_after(officer, *wards) -> list[Issue]:
    made = [makers.issue(ward=ward) for ward in wards]
    for issue in made:
        give(issue, officer)
    return made


def hand(desk, giver, taker, **fields):
    return desk.post(URL, asked(giver, taker) | fields)


def asked(giver, taker) -> dict[str, str]:
    return {"giver": giver.public_id, "taker": taker.public_id, "note": "来週から工事です。", "key": "k"}


def test_plan_says_how_many_go_and_what_the_other_cannot_take(login):
    giver, taker = makers.officer(), makers.officer(makers.KITA)
    look_after(giver, makers.KITA, makers.KITA, makers.HIRANO)

    page = login(giver).get(URL, {"taker": taker.public_id}).content.decode()

    assert "の担当 2件を渡します" in page and "担当していない区の 1件は、渡りません。" in page
    assert not JournalEntry.objects.filter(act="issue.handover").exists()


def test_one_press_moves_all_with_a_note_a_line_and_a_notice(login):
    giver, taker = makers.officer(), makers.officer(makers.KITA)
    here, elsewhere = look_after(giver, makers.KITA, makers.HIRANO)

    assert hand(login(giver), giver, taker).status_code == 302

    here.refresh_from_db()
    assert (here.officer, here.version) == (taker, 3)
    assert Issue.objects.get(pk=elsewhere.pk).officer == giver
    assert [note.body for note in Note.objects.all()] == ["来週から工事です。"]
    assert JournalEntry.objects.filter(act="issue.handover").count() == 1
    sent = OutboxItem.objects.get(channel="news", payload__news="desk.handover").payload["data"]
    words = news_handover.HANDOVER.words(sent, taker)
    assert [one.user_id for one in news_handover.HANDOVER.audience(sent)] == [taker.pk]
    assert "1件" in words.title and words.url.endswith("?view=mine")


def test_half_way_goes_on_with_another_press(login):
    giver, taker = makers.officer(), makers.officer()
    first, second = look_after(giver, makers.KITA, makers.KITA)
    desk = login(giver)
    hand(desk, giver, taker)
    give(second, giver)

    hand(desk, giver, taker, key="k2")

    assert Issue.objects.filter(officer=taker).count() == 2
    assert Note.objects.filter(issue=first).count() == 1


def test_chief_hands_over_for_a_colleague_and_an_officer_does_not(login):
    giver, taker, other = makers.officer(), makers.officer(), makers.officer()
    look_after(giver, makers.KITA)

    refused = hand(login(other), giver, taker)
    assert refused.status_code == 400 and "この人の担当は、渡せません。" in refused.content.decode()
    assert not Issue.objects.filter(officer=taker).exists()

    hand(login(makers.chief()), giver, taker)
    assert Issue.objects.filter(officer=taker).count() == 1


def test_chief_of_one_ward_moves_only_what_lies_there(login):
    giver, taker = makers.officer(), makers.officer()
    here, elsewhere = look_after(giver, makers.KITA, makers.HIRANO)

    hand(login(makers.chief(makers.KITA)), giver, taker)

    assert list(Issue.objects.filter(officer=taker)) == [here]
    assert Issue.objects.get(pk=elsewhere.pk).officer == giver


@pytest.mark.parametrize("wrong", [{"note": ""}, {"taker": ""}, {"taker": "nobody"}])
def test_what_is_missing_is_asked_for(login, wrong):
    giver, taker = makers.officer(), makers.officer()
    look_after(giver, makers.KITA)

    assert login(giver).post(URL, asked(giver, taker) | wrong).status_code == 400
    assert Issue.objects.filter(officer=giver).count() == 1


def test_one_cannot_hand_over_to_oneself(login):
    giver = makers.officer()

    assert "同じ人には渡せません" in hand(login(giver), giver, giver).content.decode()


def test_draft_is_printed_as_the_sheet_for_the_files(login):
    issue, officer = makers.issue(), makers.officer(makers.KITA)
    desk = login(officer)
    assert desk.get(f"/cms/desk/issues/{issue.number}/kian/").status_code == 404
    replies.draft_reply(
        number=issue.number, by=officer, subject="街灯について", voice="暗いです。", view="替えます。", kind="done"
    )

    page = desk.get(f"/cms/desk/issues/{issue.number}/kian/").content.decode()

    heads = ("起案用紙", "件名", "起案日", "起案者", "担当部署", "市民の声", "市の考え方（案）", "決裁")
    for words in (*heads, officer.staff_name):
        assert words in page, words
    other = login(makers.officer(makers.HIRANO))
    assert other.get(f"/cms/desk/issues/{issue.number}/kian/").status_code == 404
