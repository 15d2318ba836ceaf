"""Whoever put a photo up hides parts of it, whatever it belongs to; nobody else learns that there is one."""

import shutil
from dataclasses import replace

import pytest
from PIL import Image

from community.core import takedowns
from community.core.clock import now
from community.core.models import JournalEntry
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.issues import actions as issues
from community.moderation import actions as moderation
from community.organisations.models import Membership, Role
from community.photos import actions
from community.photos.covering import grown
from community.photos.models import Photo
from community.photos.sizes import LARGE, SIZES, folder_of, path_of
from tests import makers
from tests.ownphotos import AREA, DRAWN, KINDS, closed_to, made

pytestmark = pytest.mark.django_db


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


def test_picture_of_an_organisation_is_for_those_who_edit_its_page(login):
    found, manager, member = made("organisation"), makers.person(), makers.person()
    makers.membership(found.thing, manager, role=Role.MANAGER)
    makers.membership(found.thing, member)

    edit = login(manager).get(f"{found.page}edit/").content.decode()

    assert f'href="{found.address}"' in edit and login(manager).get(found.address).status_code == 200
    closed_to(login(member), found)
    Membership.objects.filter(user=found.author).delete()
    closed_to(login(found.author), found)


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
