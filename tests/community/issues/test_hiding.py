"""Faces in the pictures of a form: what is suggested, what is hidden before it is sent, with script and without."""

import json

import pytest
from django.test import Client

from community.core import outbox
from community.core.ratelimit import Rate
from community.issues.models import Draft, Issue
from community.photos.decoding import PhotoRefused
from community.photos.models import Looked, Photo, PrivateArea
from community.photos.sizes import folder_of
from tests import makers
from tests.community.photos.test_hiding import FACES, bytes_of
from tests.faces import street

pytestmark = pytest.mark.django_db
PHOTOS, AREAS = "/issues/new/photos/", "/issues/new/photos/areas/"
BOX = json.dumps([[0.1, 0.1, 0.3, 0.3]])


@pytest.fixture
def browser():
    client = Client()
    client.force_login(makers.person())
    return client


def send(browser, key: str = "k") -> str:
    content = bytes_of(street(*FACES), "JPEG")
    return browser.post(PHOTOS, {"key": key, "photo": makers.upload(content=content)}).json()["token"]


def work() -> None:
    while outbox.drain():
        pass


def ask(browser, token: str, **more):
    return browser.post(AREAS, {"token": token} | more)


def form(**changes):
    return {"title": "街灯が切れています", "category": "light", "ward": makers.KITA, "key": "k"} | changes


def test_suggestions_come_when_somebody_has_looked(browser):
    token = send(browser)
    before = ask(browser, token)
    work()
    after = ask(browser, token)

    assert before.json()["state"] == "waiting" and before.json()["areas"] == []
    assert after.json()["state"] == "done" and len(after.json()["areas"]) == 2
    assert after["Cache-Control"] == "no-store" and browser.get(AREAS).status_code == 405


def test_what_is_taken_is_hidden_and_the_post_has_the_new_picture(browser, django_capture_on_commit_callbacks):
    token = send(browser)
    work()
    areas = ask(browser, token).json()["areas"]

    with django_capture_on_commit_callbacks(execute=True):
        answer = ask(browser, token, hide=json.dumps(areas)).json()
    browser.post("/issues/new/", form(kept=answer["token"]))

    assert answer["token"] != token and answer["token"] in answer["url"] and not folder_of(token).exists()
    assert makers.read(browser.get(answer["large"])).startswith(b"RIFF")
    assert [join.photo.token for join in Issue.objects.get().photos.all()] == [answer["token"]]
    assert not PrivateArea.objects.exists()


def test_form_that_has_not_heard_of_the_new_address_posts_the_hidden_picture(browser):
    token = send(browser)
    answer = ask(browser, token, hide=BOX).json()

    browser.post("/issues/new/", form(kept=token))

    assert [join.photo.token for join in Issue.objects.get().photos.all()] == [answer["token"]]


def test_browser_without_an_account_hides_and_keeps_its_draft(client, django_capture_on_commit_callbacks):
    token = send(client)
    with django_capture_on_commit_callbacks(execute=True):
        answer = ask(client, token, hide=BOX)
    client.post("/issues/new/", form(kept=token))

    assert answer.status_code == 200 and Photo.objects.get().token == answer.json()["token"]
    assert Draft.objects.get().fields["kept"] == answer.json()["token"]


def test_photo_stays_in_a_form_that_goes_on_under_another_key(browser):
    """A draft of this browser is opened in it: its key is the draft's, photos of before stay."""
    token = send(browser, key="before")
    fresh = ask(browser, token, hide=BOX).json()["token"]
    browser.post("/issues/new/", form(kept=token, key="after"))

    assert ask(browser, token).status_code == 404, "it is a post's by now"
    assert [join.photo.token for join in Issue.objects.get().photos.all()] == [fresh] != [token]


@pytest.mark.parametrize("who", ["neighbour", "visitor"])
def test_photo_of_another_is_not_there(browser, who):
    token, other = send(browser), Client()
    if who == "neighbour":
        other.force_login(makers.person())
    for more in ({}, {"hide": BOX}):
        answer = ask(other, token, **more)
        assert answer.status_code == 404 and answer.json()["error"].endswith("。")

    assert Photo.objects.get().token == token


@pytest.mark.parametrize("boxes", ["[[NaN,0,1,1]]", "[[-1,0,1,1]]", "x", "[" * 2000, json.dumps([[0, 0, 1, 1]] * 1000)])
def test_boxes_that_nobody_draws_change_nothing(browser, boxes):
    token = send(browser)
    answer = ask(browser, token, hide=boxes)

    assert answer.status_code == 400 and answer.json()["error"].endswith("。")
    assert Photo.objects.get().token == token


def test_hiding_is_counted_like_a_picture(browser, monkeypatch):
    monkeypatch.setattr("community.issues.posting.PHOTO_RATES", (Rate(2, 600),))
    token = send(browser)
    first, second = ask(browser, token, hide=BOX), ask(browser, token, hide=BOX)

    assert (first.status_code, second.status_code) == (200, 429)


def test_faces_are_offered_although_plates_could_not_be_looked_for(browser, monkeypatch):
    def fail(_large):
        raise PhotoRefused("finder")

    monkeypatch.setattr("community.photos.actions.hiding.find_plates", fail)
    token = send(browser)
    work()

    answer = ask(browser, token).json()
    page = browser.post("/issues/new/", form(kept=token, step="preview")).content.decode()
    assert answer["state"] == "failed" and len(answer["areas"]) == 2
    assert "さがしきれませんでした" in page and "顔やナンバーのようなところが2か所" in page


def test_finder_that_failed_is_said_and_boxes_can_be_drawn(browser, monkeypatch):
    monkeypatch.setattr("community.photos.decoding.FINDING", 0.01)
    token = send(browser)
    work()

    assert ask(browser, token).json()["state"] == "failed"
    page = browser.post("/issues/new/", form(kept=token, step="preview")).content.decode()
    assert "さがしきれませんでした" in page and ask(browser, token, hide=BOX).status_code == 200


# Without script


def test_form_lists_suggestions_unticked_and_hides_those_that_are_ticked(browser, django_capture_on_commit_callbacks):
    token = send(browser)
    waiting = browser.post("/issues/new/", form(kept=token, step="preview")).content.decode()
    work()
    page = browser.post("/issues/new/", form(kept=token, step="preview")).content.decode()
    one = PrivateArea.objects.order_by("pk").first()
    with django_capture_on_commit_callbacks(execute=True):
        again = browser.post("/issues/new/", form(kept=token, step="hide", hide=one.pk, body="暗いです"))

    assert "さがしています" in waiting and 'name="hide"' not in waiting
    assert page.count('name="hide"') == 2 and "左上のほう" in page and "えらんだところをかくす" in page
    assert f'name="hide" value="{one.pk}">' in page
    photo, text = Photo.objects.get(), again.content.decode()
    assert photo.token != token and f'name="kept" value="{photo.token}"' in text and not folder_of(token).exists()
    assert "暗いです" in text and "街灯が切れています" in text and "かくしました" in text and 'name="hide"' not in text
    assert again.status_code == 200 and not Issue.objects.exists()


@pytest.mark.parametrize("step", [{}, {"step": "preview"}, {"step": "mask"}])
def test_other_button_with_ticks_hides_first_and_asks_for_another_press(browser, step):
    token = send(browser)
    work()
    ticked = form(kept=token, hide=PrivateArea.objects.first().pk, body="暗いです")
    first = browser.post("/issues/new/", ticked | step)
    photo, text = Photo.objects.get(), first.content.decode()

    assert first.status_code == 400 and not Issue.objects.exists() and photo.token != token
    assert "まだ送っていません" in text and "暗いです" in text and f'name="kept" value="{photo.token}"' in text
    browser.post("/issues/new/", form(kept=photo.token))
    assert [join.photo.token for join in Issue.objects.get().photos.all()] == [photo.token]


def test_visitor_who_ticks_and_sends_is_led_to_the_log_in_only_when_it_is_hidden(client):
    token = send(client)
    work()
    answer = client.post("/issues/new/", form(kept=token, hide=PrivateArea.objects.first().pk))

    assert answer.status_code == 400 and not Draft.objects.exists() and Photo.objects.get().token != token


def test_draft_is_kept_with_ticks_and_hides_nothing(browser):
    token = send(browser)
    work()
    answer = browser.post("/issues/new/", form(kept=token, step="draft", hide=PrivateArea.objects.first().pk))

    assert answer.status_code == 302 and Draft.objects.get().fields["kept"] == token == Photo.objects.get().token


def test_pressed_again_from_the_page_before_it_loses_no_photo(browser):
    token = send(browser)
    work()
    ticked = form(kept=token, step="hide", hide=PrivateArea.objects.first().pk)
    browser.post("/issues/new/", ticked)
    again = browser.post("/issues/new/", ticked)

    assert again.status_code == 400 and "1つはえらんでください" in again.content.decode()
    assert f'name="kept" value="{Photo.objects.get().token}"' in again.content.decode()


def test_nothing_ticked_and_suggestions_of_others_hide_nothing(browser):
    token, other = send(browser), Client()
    other.force_login(makers.person())
    send(other)
    work()
    theirs = PrivateArea.objects.exclude(photo__token=token).first().pk
    for hide in ([], [theirs], ["x"], ["9" * 30], ["-1"]):
        answer = browser.post("/issues/new/", form(kept=token, step="hide", hide=hide))
        assert answer.status_code == 400 and "1つはえらんでください" in answer.content.decode()

    assert Photo.objects.filter(token=token, looked=Looked.DONE).exists() and PrivateArea.objects.count() == 4
