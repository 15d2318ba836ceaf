"""Posting through the form: what is stored, what is said, what is kept."""

import pytest
from django.urls import reverse

from community.core.models import JournalEntry
from community.issues.models import Issue, StatusChange
from community.photos.models import Photo
from search import outbox as search_outbox
from tests import makers

pytestmark = pytest.mark.django_db


def post(client, **fields):
    given = {"title": "街灯が消えています", "category": "light", "ward": makers.KITA, "key": "k1"} | fields
    return client.post(reverse("issues:new"), given)


def test_trusted_resident_posts_with_a_photo_and_everybody_sees_it(login, client):
    browser = login(makers.person())

    answer = post(browser, photos=[makers.upload()])

    issue = Issue.objects.get()
    assert answer.status_code == 302 and answer.url == reverse("issues:thanks", args=[issue.number])
    assert issue.title in client.get(reverse("issues:board")).content.decode()
    assert makers.read(client.get(issue.cover.card_url)).startswith(b"RIFF")


def test_newcomers_post_waits_and_nobody_else_sees_it(login, client):
    browser = login(makers.newcomer())

    post(browser)

    issue = Issue.objects.get()
    assert issue.visibility == "pending"
    assert browser.get(issue.get_absolute_url()).status_code == 200
    assert client.get(issue.get_absolute_url()).status_code == 404


def test_ward_is_where_the_pin_is_whatever_was_chosen(login):
    post(login(makers.person()), ward=makers.HIRANO, **makers.IN_KITA)

    issue = Issue.objects.get()
    assert issue.ward_id == makers.KITA
    assert issue.town == "天神橋4丁目"


def test_pin_outside_osaka_is_answered_with_a_sentence_and_everything_stays(login):
    answer = post(login(makers.person()), lat=35.68, lng=139.76, body="くわしい話", photos=[makers.upload()])

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "大阪市の外" in page and "くわしい話" in page
    assert Photo.objects.get().token in page


def test_photo_of_a_failed_try_is_part_of_the_next_one(login):
    browser = login(makers.person())
    post(browser, title="", photos=[makers.upload()])

    post(browser, kept=Photo.objects.get().token)

    assert [join.photo.draft_key for join in Issue.objects.get().photos.all()] == [""]


def test_somebody_elses_photo_cannot_be_taken_along(login):
    post(login(makers.person()), title="", photos=[makers.upload()])

    post(login(makers.person()), kept=Photo.objects.get().token)

    assert Issue.objects.get().photos.count() == 0


def test_bad_photo_gets_a_sentence_and_the_good_one_stays(login):
    bad = makers.upload("notes.txt", b"not a picture at all", "text/plain")

    answer = post(login(makers.person()), photos=[makers.upload(), bad])

    assert answer.status_code == 400
    assert "notes.txt：この形式の写真は読めません" in answer.content.decode()
    assert Photo.objects.count() == 1 and not Issue.objects.exists()


def test_same_key_is_stored_once(login):
    browser = login(makers.person())

    first, second = post(browser, photos=[makers.upload()]), post(browser, photos=[makers.upload()])

    assert first.url == second.url
    assert Issue.objects.count() == 1 and Photo.objects.count() == 1


def test_good_news_has_no_status_and_no_promise(login):
    post(login(makers.person()), kind="good")

    issue = Issue.objects.get()
    assert (issue.status, issue.promised_on) == ("", None)
    assert not StatusChange.objects.exists()


def test_private_wish_is_for_author_and_desk_only(login, client):
    browser = login(makers.person())
    post(browser, private="on")

    address = Issue.objects.get().get_absolute_url()
    assert browser.get(address).status_code == 200
    assert client.get(address).status_code == 404
    assert login(makers.officer(makers.KITA)).get(address).status_code == 200
    assert login(makers.officer(makers.HIRANO)).get(address).status_code == 404


def test_blurred_place_hides_the_exact_point_from_everybody(login, client):
    post(login(makers.person()), precision="100m", **makers.IN_KITA)

    issue = Issue.objects.get()
    page = client.get(issue.get_absolute_url()).content.decode()
    assert (issue.shown_lat, issue.shown_lng) != (issue.lat, issue.lng)
    assert str(issue.lat) not in page and str(issue.lng) not in page


@pytest.mark.parametrize("kept", ["{0},{0}", "{0},,x", "{0},\x00"])
def test_strange_list_of_photos_breaks_nothing(login, kept):
    author = makers.person()
    post(login(author), title="", photos=makers.upload())
    photo = Photo.objects.get()

    answer = post(login(author), kept=kept.format(photo.token))

    assert answer.status_code == 302
    assert Issue.objects.get().cover_id == photo.pk


def test_place_that_is_not_shown_is_not_found_either(login, client):
    post(login(makers.person()), precision="town", address="秘密マンション505号", **makers.IN_KITA)
    search_outbox.drain()

    assert Issue.objects.get().title not in client.get("/issues/?q=505号").content.decode()
    assert Issue.objects.get().title in client.get("/issues/?q=街灯").content.decode()


def test_one_connection_cannot_press_without_end(client):
    issue = makers.issue()

    answers = [client.post(f"/issues/{issue.number}/support/", HTTP_COOKIE="") for _press in range(61)]

    assert answers[-1].status_code == 429


def test_sending_needs_a_log_in_and_keeps_what_was_written(client):
    answer = post(client)

    assert answer.url.startswith(f"{reverse('account_login')}?next=%2Fissues%2Fnew%2F%3Fdraft%3D")
    assert not Issue.objects.exists()


def test_too_many_posts_are_answered_with_the_time_to_wait(login):
    browser = login(makers.newcomer())

    answers = [post(browser, key=f"k{n}") for n in range(7)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429] * 2
    assert "もう一度送ってください" in answers[-1].content.decode() and answers[-1]["Retry-After"]
    assert 'value="街灯' in answers[-1].content.decode(), "what was typed is gone"


def test_post_is_a_line_in_the_journal(login):
    author = makers.person()
    post(login(author))

    entry = JournalEntry.objects.get(act="issue.post")
    assert (entry.actor, entry.number) == (author.public_id, str(Issue.objects.get().number))
