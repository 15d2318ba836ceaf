"""Offers at the desk: who finds them, every verb, and what their owners hear and may say to it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from community.core import takedowns
from community.core.clock import now
from community.core.models import JournalEntry, OutboxItem
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.discussion.models import Message
from community.moderation import actions as moderation
from community.moderation.models import Appeal, Flag, Takedown
from community.photos.models import Photo
from community.resources import actions
from community.resources.models import Resource
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/cms/desk/resources/"


@pytest.fixture
def desk(login):
    return login(makers.officer(makers.KITA))


def press(browser, made, verb, **given):
    return browser.post(reverse("desk:resource_act", args=[made.pk, verb]), given)


def answered(browser, address):
    answer = browser.get(address)
    makers.read(answer)
    return answer.status_code


def visibility(made):
    return Resource.objects.values_list("visibility", flat=True).get(pk=made.pk)


def test_a_newcomers_offer_is_read_and_let_out_by_the_desk(desk, client):
    newcomer = makers.newcomer()
    made = makers.resource(author=newcomer)
    assert made.title in desk.get(LIST).content.decode()  # the first view in which something waits
    page = desk.get(reverse("desk:resource", args=[made.pk])).content.decode()
    version, key = (re.search(rf'name="{name}" value="(\w+)"', page)[1] for name in ("version", "key"))

    for _twice in range(2):
        assert press(desk, made, "approve", version=version, key=key).status_code == 302

    assert visibility(made) == Visibility.PUBLIC
    assert made.title in client.get("/resources/").content.decode()
    assert JournalEntry.objects.filter(act="resource.approve").count() == 1
    assert OutboxItem.objects.filter(channel="news", payload__news="resource.approved").count() == 1


def test_what_is_hidden_is_gone_for_others_with_its_photos_and_its_owner_reads_why(desk, login, client):
    person = makers.person()
    browser = login(person)
    sent = {"kind": "things", "codes": ["lights"], "title": "投光器", "ward": makers.KITA, "photos": makers.upload()}
    browser.post("/resources/new/", sent)
    made, photo = Resource.objects.get(), Photo.objects.get()
    assert answered(client, photo.card_url) == 200

    assert press(desk, made, "hide").status_code == 400  # without a reason
    press(desk, made, "hide", reason="別の人の電話番号")

    assert client.get(made.get_absolute_url()).status_code == 404
    assert answered(client, photo.card_url) == 404
    photo.refresh_from_db()
    assert (answered(client, photo.card_url), answered(browser, photo.card_url)) == (404, 200)
    assert "別の人の電話番号" in browser.get(made.get_absolute_url()).content.decode()
    press(desk, made, "restore", reason="消してもらいました")
    assert client.get(made.get_absolute_url()).status_code == 200


def test_the_owner_appeals_and_another_officer_shows_it_again(desk, login):
    person = makers.person()
    made = makers.resource(author=person)
    press(desk, made, "hide", reason="場所がちがう")
    browser = login(person)

    page = browser.get(f"/appeals/new/?resource={made.pk}").content.decode()
    assert "場所がちがう" in page
    browser.post(f"/appeals/new/?resource={made.pk}", {"words": "合っています"})

    appeal = Appeal.objects.get()
    other = login(makers.officer(makers.KITA))
    assert "合っています" in other.get("/cms/desk/appeals/").content.decode()
    other.post(f"/cms/desk/appeals/{appeal.pk}/", {"outcome": "reversed", "answer": "見なおしました", "key": "k"})
    assert visibility(made) == Visibility.PUBLIC


def test_of_two_officers_one_is_told_that_the_other_was_faster(desk, login):
    made = makers.resource(author=makers.newcomer())
    colleague = login(makers.officer(makers.KITA))
    press(colleague, made, "approve", version=made.version, key="a")

    late = press(desk, made, "hide", version=made.version, key="b", reason="宣伝")

    assert late.status_code == 409 and "宣伝" in late.content.decode()
    assert visibility(made) == Visibility.PUBLIC


def test_the_desk_of_another_ward_and_staff_off_duty_find_nothing(login):
    made = makers.resource(author=makers.newcomer())
    officer = makers.officer(makers.KITA)

    elsewhere, off_duty = login(makers.officer(makers.HIRANO)), login(officer, on_duty=False)

    assert made.title not in elsewhere.get(f"{LIST}?view=all").content.decode()
    assert press(elsewhere, made, "approve").status_code == 404
    assert off_duty.get(LIST).status_code in (302, 404) and press(off_duty, made, "approve").status_code in (302, 404)
    assert visibility(made) == Visibility.PENDING


def test_what_residents_flag_comes_to_the_desk_and_is_closed(desk, login):
    made = makers.resource()
    flagger = login(makers.person())
    flagger.post(f"{made.get_absolute_url()}flag/", {"reason": "spam", "note": "宣伝では"})

    assert made.title in desk.get(f"{LIST}?view=flagged").content.decode()
    assert "宣伝では" in desk.get(reverse("desk:resource", args=[made.pk])).content.decode()
    press(desk, made, "flags-close")
    assert not Flag.objects.open().exists()
    assert press(desk, made, "flags-close").status_code == 403


def test_words_of_its_talk_are_hidden_and_shown_again(desk, client):
    made, speaker = makers.resource(), makers.person()
    said = talk.post_message(author=speaker, thread=made.thread, body="ばかやろう").message

    press(desk, made, "message-hide", message=said.pk, reason="人を傷つける")
    assert "ばかやろう" not in client.get(made.get_absolute_url()).content.decode()
    assert Takedown.objects.get().author == speaker
    press(desk, made, "message-show", message=said.pk, reason="見なおした")
    assert "ばかやろう" in client.get(made.get_absolute_url()).content.decode()


def test_after_an_older_copy_is_restored_it_is_hidden_again(settings, tmp_path):
    made = makers.resource()
    said = talk.post_message(author=makers.person(), thread=made.thread, body="ひみつ").message
    moment = now() + timedelta(minutes=1)
    lines = [
        takedowns.Takedown(moment.isoformat(), "resource.hide", str(made.pk)),
        takedowns.Takedown(moment.isoformat(), "resource.message_hide", str(made.pk), said.pk),
    ]

    assert takedowns.apply_again(lines) == 2
    assert visibility(made) == Visibility.HIDDEN and Message.objects.get().is_hidden
    assert takedowns.apply_again(lines) == 0


def test_a_number_that_was_given_anew_is_not_hidden_again():
    before = now() - timedelta(days=1)
    made = makers.resource()

    assert takedowns.apply_again([takedowns.Takedown(before.isoformat(), "resource.hide", str(made.pk))]) == 0
    assert visibility(made) == Visibility.PUBLIC


def test_hiding_writes_the_takedown_log(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.TAKEDOWN_LOG = tmp_path / "takedowns.jsonl"
    made = makers.resource()

    with django_capture_on_commit_callbacks(execute=True):
        actions.hide_resource(number=made.pk, by=makers.officer(makers.KITA), reason="x")

    assert [line.act for line in takedowns.read(settings.TAKEDOWN_LOG)] == ["resource.hide"]


def test_someone_who_is_banned_keeps_what_is_theirs_and_changes_nothing(login):
    person = makers.person()
    made = makers.resource(author=person)
    moderation.ban_person(public_id=person.public_id, by=makers.chief(), reason="宣伝")

    assert login(person).post(f"{made.get_absolute_url()}rest/").status_code == 403
    assert visibility(made) == Visibility.PUBLIC
