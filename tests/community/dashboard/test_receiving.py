"""What somebody says at the telephone becomes a post, written by the desk."""

import pytest

from community.accounts.models import User
from community.discussion.models import Thread
from community.issues.models import Issue, Note
from tests import makers

pytestmark = pytest.mark.django_db
URL = "/cms/desk/receive/"


def said(**more):
    return {
        "title": "街灯が切れています", "category": "light", "ward": makers.KITA, "source": "phone", "key": "k1",
        "contact": "田中さん 06-1234-5678",
    } | more  # fmt: skip


def test_a_call_becomes_a_post_without_a_name_and_its_number_is_told(login, client):
    desk = login(makers.officer(makers.KITA))
    page = desk.post(URL, said(), follow=True).content.decode()
    issue = Issue.objects.get()
    assert f"受付番号は {issue.number} です。" in page and 'value="街灯が切れています"' not in page
    assert issue.source == "phone" and issue.is_public and issue.anonymous and issue.promised_on

    public = client.get(issue.get_absolute_url()).content.decode()
    assert "市が電話で受けました" in public and "田中さん" not in public and issue.author.display_name not in public
    assert Note.objects.get().body == "田中さん 06-1234-5678"
    assert "田中さん" in desk.get(f"/cms/desk/issues/{issue.number}/").content.decode()


def test_two_presses_make_one_post_and_one_note(login):
    desk = login(makers.officer(makers.KITA))
    desk.post(URL, said())
    desk.post(URL, said())
    assert Issue.objects.count() == Note.objects.count() == 1


def test_a_private_wish_is_kept_private(login, client):
    login(makers.officer(makers.KITA)).post(URL, said(private="on", source="counter"))
    issue = Issue.objects.get()
    assert issue.visibility == "private" and issue.source == "counter"
    assert client.get(issue.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("wrong", [{"ward": makers.HIRANO}, {"source": "web"}, {"source": "fax"}, {"title": ""}])
def test_what_cannot_be_taken_is_said_and_stays(login, wrong):
    answer = login(makers.officer(makers.KITA)).post(URL, said(**wrong))
    assert answer.status_code == 400 and "06-1234-5678" in answer.content.decode()
    assert not Issue.objects.exists()


def test_the_own_ward_is_chosen_where_there_is_one(login):
    page = login(makers.officer(makers.KITA)).get(URL).content.decode()
    assert '<option value="light">' in page and "えらんでください" in page
    assert f'<option value="{makers.KITA}" selected>' in page and makers.HIRANO not in page


def test_nobody_else_finds_it(login, client):
    assert client.get(URL).status_code in (302, 404)
    assert login(makers.person()).get(URL).status_code == 404
    assert login(makers.person()).post(URL, said()).status_code == 404


def test_whoever_left_the_desk_no_longer_reads_what_they_wrote_down(login):
    officer = makers.officer(makers.KITA)
    login(officer).post(URL, said(private="on"))
    issue = Issue.objects.get()
    assert login(officer).get(issue.get_absolute_url()).status_code == 200
    officer.is_staff = False
    officer.save()
    assert login(User.objects.get(pk=officer.pk)).get(issue.get_absolute_url()).status_code == 404
    assert not Thread.objects.visible_to(User.objects.get(pk=officer.pk)).filter(pk=issue.thread_id).exists()
