"""Whoever put a photo up hides parts of it, whatever it belongs to; nobody else learns that there is one."""

import json
import shutil
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PIL import Image

from community.core import outbox, takedowns
from community.core.clock import now
from community.core.models import JournalEntry
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.discussion.models import Event, Message
from community.discussion.rendering import with_html
from community.efforts import actions as efforts
from community.issues import actions as issues
from community.moderation import actions as moderation
from community.organisations.models import Membership, Role
from community.photos import actions
from community.photos.covering import grown
from community.photos.models import Looked, Photo, PrivateArea, State
from community.photos.rates import PHOTO_RATES
from community.photos.sizes import LARGE, SIZES, folder_of, path_of
from tests import makers
from tests.faces import street

pytestmark = pytest.mark.django_db
AREA = (0.1, 0.1, 0.3, 0.3)
DRAWN = {"areas": json.dumps([AREA])}
KINDS = ("issue", "effort", "resource", "project", "message")


@dataclass(frozen=True)
class Made:
    """A thing with one photo: what it is, who put it up, where it is seen, and what names it in the journal."""

    thing: Any
    author: Any
    page: str
    entry: tuple[str, str]

    @property
    def photo(self) -> Photo:
        return Photo.objects.get()

    @property
    def address(self) -> str:
        return f"/photos/{self.photo.token}/hide/"

    def version(self) -> int:
        """What moves on when it changes: of a message, the number of the last line of its talk."""
        thing = type(self.thing).objects.get(pk=self.thing.pk)
        return thing.thread.last_seq if isinstance(thing, Message) else thing.version


def made(kind: str, author: Any = None, **fields: Any) -> Made:
    author = author or makers.person()
    content = makers.picture((800, 600))
    photo = actions.take_in(upload=makers.upload(content=content), author=author, draft_key="k")
    found = MAKERS[kind](author, photo, **fields)
    while outbox.drain():
        pass
    return found


def of_post(author: Any, photo: Photo, **fields: Any) -> Made:
    post = makers.issue(author=author, photos=[photo], **fields)
    return Made(post, author, post.get_absolute_url(), ("issue", str(post.number)))


def of_report(author: Any, photo: Photo, **fields: Any) -> Made:
    post = makers.issue()
    effort = efforts.report_effort(
        issue_number=post.number, author=author, kind="progress", photos_after=[photo], **fields
    )
    return Made(effort, author, f"{post.get_absolute_url()}#effort-{effort.pk}", ("issue", str(post.number)))


def of_offer(author: Any, photo: Photo, **fields: Any) -> Made:
    offer = makers.resource(author=author, photos=[photo], **fields)
    return Made(offer, author, offer.get_absolute_url(), ("resource", str(offer.pk)))


def of_project(author: Any, photo: Photo, **fields: Any) -> Made:
    project = makers.project(author=author, cover=photo, **fields)
    return Made(project, author, project.get_absolute_url(), ("project", str(project.pk)))


def of_message(author: Any, photo: Photo, **fields: Any) -> Made:
    post = makers.issue()
    event = talk.post_message(author=author, thread=post.thread, body="見て", photos=[photo.token], **fields)
    return Made(event.message, author, f"{post.get_absolute_url()}#m{event.seq}", ("issue", str(post.number)))


MAKERS = dict(zip(KINDS, (of_post, of_report, of_offer, of_project, of_message), strict=True))


def flat(image: Image.Image, area: tuple[float, ...]) -> bool:
    """Whether nothing is left in this part of the noise that was there."""
    left, top, right, bottom = grown(area, image.size)
    low, high = image.convert("L").crop((left + 9, top + 9, right - 9, bottom - 9)).getextrema()
    return high - low < 60


def noisy(photo: Photo) -> None:
    """Every size of it is noise."""
    for size in SIZES.values():
        path = path_of(photo.token, size)
        with Image.open(path) as image:
            form, extent = image.format, image.size
        Image.effect_noise(extent, 90).convert("RGB").save(path, form)


def closed_to(browser: Any, found: Made) -> None:
    before = found.photo.token
    assert browser.get(found.address).status_code == 404
    for sent in (DRAWN, {"step": "look"}, {}):
        assert browser.post(found.address, sent).status_code == 404, sent
    assert browser.get("/photos/" + "x" * 26 + "/hide/").status_code == 404
    photo = found.photo
    assert (photo.token, photo.looked) == (before, Looked.DONE) and folder_of(before).exists()


# Every kind


@pytest.mark.parametrize("kind", KINDS)
def test_owner_hides_a_part_in_every_size_and_the_old_address_is_dead(
    login, client, kind, django_capture_on_commit_callbacks
):
    found = made(kind)
    before, version, browser = found.photo, found.version(), login(found.author)
    noisy(before)
    page = browser.get(found.address)
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]
    assert "もとにはもどせません" in page.content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(found.address, DRAWN | {"key": "p"})

    after = found.photo
    assert (answer.status_code, answer.url) == (302, found.page)
    assert after.token != before.token and after.was == "" and not folder_of(before.token).exists()
    assert {path.name for path in folder_of(after.token).iterdir()} == set(SIZES)
    for size in SIZES.values():
        with Image.open(path_of(after.token, size)) as image:
            assert flat(image, AREA) and not flat(image, (0.55, 0.55, 0.3, 0.3)), size
    for name in SIZES:
        assert client.get(f"/photos/{before.token}/{name}").status_code == 404
        assert makers.read(client.get(f"/photos/{after.token}/{name}"))
    shown = client.get(found.page.partition("#")[0]).content.decode()
    assert after.token in shown and before.token not in shown
    assert found.version() == version + 1
    entry = JournalEntry.objects.get(act="photo.hide")
    assert ((entry.kind, entry.number), entry.actor) == (found.entry, found.author.public_id)
    assert entry.after == {"photo": after.pk, "areas": [list(AREA)]}


@pytest.mark.parametrize("kind", KINDS)
def test_for_others_there_is_no_such_page(login, client, kind):
    found = made(kind)

    closed_to(login(makers.person()), found)
    closed_to(login(makers.officer(makers.KITA)), found)
    for method in (client.get, client.post):
        assert method(found.address).url.startswith("/accounts/login/")
        assert method("/photos/x/hide/").url.startswith("/accounts/login/")


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_taken_out_of_sight_stays_as_it_is(login, kind):
    found = made(kind)
    Photo.objects.update(visibility=Visibility.HIDDEN)

    closed_to(login(found.author), found)


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_only_read_still_covers_a_face(login, kind, django_capture_on_commit_callbacks):
    found = made(kind)
    moderation.ban_person(public_id=found.author.public_id, by=makers.chief(makers.KITA), reason="x")
    before = found.photo.token

    with django_capture_on_commit_callbacks(execute=True):
        assert login(found.author).post(found.address, DRAWN).status_code == 302

    assert found.photo.token != before


@pytest.mark.parametrize("kind", KINDS)
def test_copy_from_before_shows_no_part_that_its_owner_covered_since(
    login, settings, kind, django_capture_on_commit_callbacks
):
    settings.TAKEDOWN_LOG = settings.SPOOL_DIR.parent / f"takedowns-{kind}.jsonl"
    found = made(kind)
    before, copy = found.photo, settings.SPOOL_DIR.parent / f"copy-{kind}"
    noisy(before)
    shutil.copytree(folder_of(before.token), copy)
    with django_capture_on_commit_callbacks(execute=True):
        login(found.author).post(found.address, DRAWN)
    # The copy's journal has none of it.
    lines = {replace(line, at=now().isoformat()) for line in takedowns.read(settings.TAKEDOWN_LOG)}
    Photo.objects.update(token=before.token)
    shutil.copytree(copy, folder_of(before.token))

    with django_capture_on_commit_callbacks(execute=True):
        changed = takedowns.apply_again(lines)

    token = found.photo.token
    assert changed == 1 and token != before.token and not folder_of(before.token).exists()
    with Image.open(path_of(token, LARGE)) as image:
        assert flat(image, AREA)
    path_of(token, LARGE).write_bytes(b"half")
    lines = {replace(line, at=now().isoformat()) for line in lines}
    with django_capture_on_commit_callbacks(execute=True):
        assert takedowns.apply_again(lines) == 1, "what cannot be covered is shown to nobody"
    assert found.photo.visibility == Visibility.HIDDEN


# Whose it is


@pytest.mark.parametrize("kind", ["effort", "resource", "project", "message"])
def test_what_stands_in_an_organisations_name_is_for_those_who_act_for_it(login, kind):
    author = makers.person()
    group = makers.organisation(author=author)
    found, browser = made(kind, author, organisation=group), login(author)
    assert browser.get(found.address).status_code == 200
    colleague, member = makers.person(), makers.person()
    makers.membership(group, colleague, role=Role.MANAGER)
    makers.membership(group, member)

    assert login(colleague).get(found.address).status_code == (404 if kind == "message" else 200)
    closed_to(login(member), found)
    Membership.objects.filter(user=author).delete()
    closed_to(browser, found)


def test_words_of_the_city_are_its_officers_while_they_are_on_duty(login):
    officer = makers.officer(makers.KITA)
    for kind in ("message", "effort"):
        Photo.objects.all().delete()
        found = made(kind, officer)
        assert type(found.thing).objects.get(pk=found.thing.pk).official, kind
        assert login(officer).get(found.address).status_code == 200
        closed_to(login(officer, on_duty=False), found)
        closed_to(login(makers.officer(makers.KITA)), found)


def test_words_that_are_out_of_sight_or_taken_back_have_no_picture_to_hide_in(login):
    found = made("message")
    browser, thread = login(found.author), found.thing.thread_id
    address = found.address
    talk.hide_message(thread_id=thread, message_id=found.thing.pk)
    closed_to(browser, found)
    talk.show_message(thread_id=thread, message_id=found.thing.pk)
    thread = found.thing.thread
    talk.delete_message(author=found.author, thread=thread, message_id=found.thing.pk)

    assert browser.get(address).status_code == browser.post(address, DRAWN).status_code == 404


@pytest.mark.parametrize("state", [Visibility.PENDING, Visibility.PRIVATE, "withdrawn", "anonymous"])
def test_post_that_few_see_or_that_has_ended_is_still_its_authors(login, state, django_capture_on_commit_callbacks):
    found = made("issue", anonymous=state == "anonymous")
    if state == "withdrawn":
        issues.withdraw_issue(number=found.thing.number, by=found.author)
    elif state != "anonymous":
        makers.set_visibility(found.thing, state)
    before, browser = found.photo.token, login(found.author)
    assert f'href="{found.address}"' in browser.get(found.page).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(found.address, DRAWN).url == found.page

    assert found.photo.token != before


def test_draft_and_picture_of_an_account_that_left_are_nobodys(login):
    author = makers.person()
    draft = actions.take_in(upload=makers.upload(), author=author, draft_key="k")
    assert login(author).get(f"/photos/{draft.token}/hide/").status_code == 404
    draft.delete()
    found = made("issue")
    Photo.objects.update(author=None)
    type(found.thing).objects.update(author=None)

    closed_to(login(found.author), found)


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
