"""Projects at the desk: who finds them, every verb, and what who leads them hears and may say to it."""

import re

import pytest
from django.urls import reverse

from community.core.models import JournalEntry, OutboxItem
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.discussion.models import Message
from community.moderation import actions as moderation
from community.moderation.models import Appeal, Flag
from community.projects.models import Project
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/cms/desk/projects/"


@pytest.fixture
def desk(login):
    return login(makers.officer(makers.KITA))


def press(browser, made, verb, **given):
    return browser.post(reverse("desk:project_act", args=[made.pk, verb]), given)


def visibility(made):
    return Project.objects.values_list("visibility", flat=True).get(pk=made.pk)


def test_a_newcomers_project_is_read_and_let_out_by_the_desk(desk, client):
    made = makers.project(author=makers.newcomer(), ward=makers.KITA)
    assert made.title in desk.get(LIST).content.decode()  # the first view in which something waits
    page = desk.get(reverse("desk:project", args=[made.pk])).content.decode()
    version, key = (re.search(rf'name="{name}" value="(\w+)"', page)[1] for name in ("version", "key"))

    for _twice in range(2):
        assert press(desk, made, "approve", version=version, key=key).status_code == 302

    assert visibility(made) == Visibility.PUBLIC
    assert made.title in client.get("/projects/").content.decode()
    assert JournalEntry.objects.filter(act="project.approve").count() == 1
    assert OutboxItem.objects.filter(channel="news", payload__news="project.approved").count() == 1


def test_what_is_hidden_is_gone_for_others_and_its_lead_reads_why_and_appeals(desk, login, client):
    lead = makers.person()
    made, browser = makers.project(author=lead, ward=makers.KITA), login(lead)

    assert press(desk, made, "hide").status_code == 400  # without a reason
    press(desk, made, "hide", reason="宣伝だけのページ")

    assert client.get(made.get_absolute_url()).status_code == 404
    assert "宣伝だけのページ" in browser.get(made.get_absolute_url()).content.decode()
    assert "宣伝だけのページ" in browser.get(f"/appeals/new/?project={made.pk}").content.decode()
    browser.post(f"/appeals/new/?project={made.pk}", {"words": "ちがいます"})
    other, appeal = login(makers.officer(makers.KITA)), Appeal.objects.get()
    assert reverse("desk:project", args=[made.pk]) in other.get("/cms/desk/appeals/").content.decode()
    other.post(f"/cms/desk/appeals/{appeal.pk}/", {"outcome": "reversed", "answer": "見なおしました", "key": "k"})
    assert visibility(made) == Visibility.PUBLIC
    press(desk, made, "hide", reason="もう一度")
    press(desk, made, "restore", reason="直りました")
    assert visibility(made) == Visibility.PUBLIC


def test_of_two_officers_one_is_told_that_the_other_was_faster(desk, login):
    made = makers.project(author=makers.newcomer(), ward=makers.KITA)
    press(login(makers.officer(makers.KITA)), made, "approve", version=made.version, key="a")

    late = press(desk, made, "hide", version=made.version, key="b", reason="宣伝")

    assert late.status_code == 409 and "宣伝" in late.content.decode()
    assert visibility(made) == Visibility.PUBLIC


def test_another_ward_finds_nothing_and_the_whole_citys_projects_are_for_its_desk(login, desk):
    made = makers.project(author=makers.newcomer(), ward=makers.KITA)
    of_city = makers.project(author=makers.newcomer())
    elsewhere, everywhere = login(makers.officer(makers.HIRANO)), login(makers.officer())

    assert made.title not in elsewhere.get(f"{LIST}?view=all").content.decode()
    assert press(elsewhere, made, "approve").status_code == 404
    assert of_city.title not in desk.get(f"{LIST}?view=all").content.decode()
    assert press(desk, of_city, "approve").status_code == 404
    assert of_city.title in everywhere.get(LIST).content.decode()
    press(everywhere, of_city, "approve")
    assert (visibility(made), visibility(of_city)) == (Visibility.PENDING, Visibility.PUBLIC)


def test_words_are_hidden_and_shown_and_flags_are_closed(desk):
    made = makers.project(ward=makers.KITA)
    talk.post_message(author=makers.person(), thread=made.thread, body="ひどいことば")
    message = Message.objects.get()
    moderation.raise_flag(by=makers.person(), kind="project", number=made.pk, reason="spam")
    assert made.title in desk.get(f"{LIST}?view=flagged").content.decode()

    press(desk, made, "flags-close")
    assert not Flag.objects.open().exists()
    press(desk, made, "message-hide", message=message.pk, reason="人を傷つけます")
    message.refresh_from_db()
    assert message.is_hidden
    assert "ひとことを見せる" in desk.get(reverse("desk:project", args=[made.pk])).content.decode()
    press(desk, made, "message-show", message=message.pk, reason="まちがい")
    message.refresh_from_db()
    assert not message.is_hidden
