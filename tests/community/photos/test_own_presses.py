"""The page on which one hides parts of a photo of one's own: a press, suggestions, the ways there."""

import json

import pytest

from community.core import outbox
from community.core.models import JournalEntry
from community.core.visibility import Visibility
from community.discussion.models import Event
from community.discussion.rendering import with_html
from community.photos import actions
from community.photos.models import Looked, Photo, PrivateArea, State
from community.photos.rates import PHOTO_RATES
from community.photos.sizes import LARGE, folder_of, path_of
from tests import makers
from tests.faces import street
from tests.ownphotos import AREA, DRAWN, KINDS, Made, made

pytestmark = pytest.mark.django_db
# One press


def test_same_press_again_leads_back_and_covers_nothing_more(login, django_capture_on_commit_callbacks):
    found = made("issue")
    browser, address = login(found.author), found.address
    for _press in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert browser.post(address, DRAWN | {"key": "p"}).url == found.page
    token = found.photo.token

    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(found.address, DRAWN | {"key": "p"}).url == found.page
    assert found.photo.token == token and JournalEntry.objects.filter(act="photo.hide").count() == 1
    assert login(makers.person()).post(address, DRAWN | {"key": "p"}).status_code == 404


def test_two_presses_tell_the_journal_of_all_that_is_covered(login, django_capture_on_commit_callbacks):
    found, more = made("effort"), [0.6, 0.6, 0.3, 0.3]
    browser = login(found.author)
    for boxes in (DRAWN, {"areas": json.dumps([more])}):
        with django_capture_on_commit_callbacks(execute=True):
            browser.post(found.address, boxes)

    assert JournalEntry.objects.filter(act="photo.hide").last().after["areas"] == [list(AREA), more]


def test_picture_that_changed_meanwhile_is_said_and_no_file_is_left(login, monkeypatch):
    found = made("resource")
    real = actions.owning.covered

    def covered(photo, areas):
        fresh = real(photo, areas)
        Photo.objects.update(visibility=Visibility.HIDDEN)  # the desk was faster
        return fresh

    monkeypatch.setattr(actions.owning, "covered", covered)
    before = found.photo.token

    answer = login(found.author).post(found.address, DRAWN)

    assert answer.status_code == 403 and "たったいま変わりました" in answer.content.decode()
    assert found.photo.token == before
    assert [path.name for path in folder_of(before).parent.parent.glob("*/*")] == [before]


@pytest.mark.parametrize(
    "boxes", [{}, {"hide": "1"}, {"areas": "[[NaN,0,1,1]]"}, {"areas": "x"}, {"left-0": "10"}, {"hide": "x" * 99}]
)
def test_boxes_that_are_none_are_said_and_change_nothing(login, boxes):
    found = made("issue")

    answer = login(found.author).post(found.address, boxes)

    assert answer.status_code == 400 and "。" in answer.content.decode()
    assert not JournalEntry.objects.filter(act="photo.hide").exists()


def test_covering_and_looking_are_counted_like_other_work_on_photos(login):
    found = made("issue")
    browser, most = login(found.author), PHOTO_RATES[0].amount
    for _nth in range(most):
        actions.owning.spend("photo", found.author.pk, *PHOTO_RATES)
        actions.owning.spend("photo-look", found.author.pk, *PHOTO_RATES)

    answer = browser.post(found.address, DRAWN)
    assert answer.status_code == 429 and "Retry-After" in answer
    assert browser.post(found.address, {"step": "look"}).status_code == 429
    asked = browser.post(found.address, {"step": "look"}, headers={"Accept": "application/json"})
    assert asked.status_code == 429 and asked.json()["error"]


# Suggestions


def with_faces(kind: str) -> Made:
    found = made(kind)
    street((100, 100, 200), (1300, 900, 120)).save(path_of(found.photo.token, LARGE), "WEBP")
    Photo.objects.update(width=1600, height=1200)
    return found


@pytest.mark.parametrize("kind", ["message", "project"])
def test_page_without_script_offers_numbered_faces_and_covers_those_ticked(
    login, kind, django_capture_on_commit_callbacks
):
    found = with_faces(kind)
    browser = login(found.author)
    assert "顔をさがす" in browser.get(found.address).content.decode()
    assert Photo.objects.get().looked == Looked.DONE, "opening a page writes nothing"

    asked = browser.post(found.address, {"step": "look"})
    assert asked.url == f"{found.address}?looked=1"
    assert "開きなおす" in browser.get(asked.url).content.decode()
    while outbox.drain():
        pass
    page = browser.get(asked.url).content.decode()
    areas = list(PrivateArea.objects.all())
    assert page.count('name="hide"') == page.count(" checked>") == page.count("</text>") == len(areas) == 2
    assert "左上のほう" in page and "右下のほう" in page
    first = min(areas, key=lambda one: one.left)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(found.address, {"hide": str(first.pk), "areas": ""})

    assert JournalEntry.objects.get(act="photo.hide").after["areas"] == [[round(one, 4) for one in first.area]]
    assert not PrivateArea.objects.exists() and Photo.objects.get().looked == Looked.DONE


def test_script_asks_once_and_hears_how_it_stands(login):
    found, as_json = with_faces("resource"), {"Accept": "application/json"}
    browser = login(found.author)
    for _press in range(2):
        answer = browser.post(found.address, {"step": "look"}, headers=as_json)
        assert answer.json() == {"state": "waiting", "areas": []}
    while outbox.drain():
        pass

    answer = browser.get(found.address, headers=as_json)

    assert answer.json()["state"] == "done" and len(answer.json()["areas"]) == 2
    assert "no-store" in answer["Cache-Control"]
    browser.post(found.address, {"step": "look"})
    while outbox.drain():
        pass
    assert PrivateArea.objects.count() == 2, "looked at again, nothing is there twice"
    assert login(makers.person()).get(found.address, headers=as_json).status_code == 404


def test_wall_without_faces_and_a_picture_that_nobody_can_look_at_are_said(login):
    found = made("issue")
    browser = login(found.author)
    browser.post(found.address, {"step": "look"})
    while outbox.drain():
        pass
    assert "自動では、見つかりませんでした" in browser.get(f"{found.address}?looked=1").content.decode()
    Photo.objects.update(state=State.FAILED)

    browser.post(found.address, {"step": "look"})

    assert Photo.objects.get().looked == Looked.FAILED
    assert "自動では さがせませんでした" in browser.get(found.address).content.decode()


def test_picture_whose_sizes_are_not_made_yet_is_looked_at_after_them(login):
    author = makers.person()
    photo = actions.take_in(upload=makers.upload(), author=author, draft_key="k")
    makers.issue(author=author, photos=[photo])

    login(author).post(f"/photos/{photo.token}/hide/", {"step": "look"})
    assert Photo.objects.get().looked == Looked.WAITING
    while outbox.drain():
        pass

    assert (Photo.objects.get().looked, Photo.objects.get().state) == (Looked.DONE, State.READY)


# The ways there


@pytest.mark.parametrize("kind", KINDS)
def test_owner_finds_the_page_and_nobody_else_is_shown_it(login, client, kind):
    found = made(kind)
    page, link = found.page.partition("#")[0], f'href="{found.address}"'
    places = {
        "issue": [f"{page}edit/", page],
        "effort": [page],
        "resource": [f"{page}edit/"],
        "project": [f"{page}edit/"],
        "organisation": [f"{page}edit/"],
        "message": [page, f"/talk/issue/{getattr(found.thing, 'thread', None) and found.thing.thread.number}/mine/"],
    }[kind]

    for place in places:
        assert link in login(found.author).get(place).content.decode(), place
    if kind != "message":  # the same for all; the page marks whose it is
        assert link not in client.get(page).content.decode()
        assert link not in login(makers.person()).get(page).content.decode()


def test_open_page_of_a_talk_hears_of_the_new_address(login, django_capture_on_commit_callbacks):
    found = made("message")
    before = found.version()

    with django_capture_on_commit_callbacks(execute=True):
        login(found.author).post(found.address, DRAWN)

    event = Event.objects.get(thread=found.thing.thread_id, seq=before + 1)
    assert (event.type, event.author, event.data["message"]) == (Event.EDIT, found.author, found.thing.pk)
    assert found.photo.token in with_html([event], live=True)[0].html
