"""The picture of a thank-you: who sent it hides parts of it, while two read the thanks and when all do."""

import shutil
from dataclasses import replace

import pytest
from django.urls import reverse

from community.core import outbox, takedowns
from community.core.clock import now
from community.core.models import JournalEntry
from community.core.visibility import Visibility
from community.matching import actions
from community.matching.models import Thanks
from community.photos import actions as photos
from community.photos.models import Photo
from community.photos.sizes import LARGE, folder_of, path_of
from tests import helpers, makers
from tests.ownphotos import AREA, DRAWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def thanked():
    issue = makers.issue()
    match = helpers.match(issue=issue.number)
    content = makers.picture((800, 600))
    photo = photos.take_in(upload=makers.upload(content=content), author=match.asker, draft_key="k")
    actions.accept_match(number=match.pk, by=match.resource.author)
    actions.deliver_match(number=match.pk, by=match.asker)
    actions.thank_for_match(number=match.pk, by=match.asker, words="ありがとう。", photo=photo, tell=True)
    while outbox.drain():
        pass
    match.refresh_from_db()
    return match


def hide_address() -> str:
    return f"/photos/{Photo.objects.get().token}/hide/"


def test_who_thanked_hides_a_part_and_the_other_side_sees_what_is_left(
    login, thanked, django_capture_on_commit_callbacks
):
    before, own = Photo.objects.get().token, login(thanked.asker)
    picture = reverse("matches:photo", args=[thanked.pk, "card.webp"])
    assert f'href="{hide_address()}"' in own.get(thanked.get_absolute_url()).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        assert own.post(hide_address(), DRAWN).url == thanked.get_absolute_url()

    after = Photo.objects.get()
    assert after.token != before and after.visibility == Visibility.PRIVATE and not folder_of(before).exists()
    assert makers.read(login(thanked.resource.author).get(picture))
    entry = JournalEntry.objects.get(act="photo.hide")
    assert (entry.kind, entry.number, entry.after["areas"]) == ("match", str(thanked.pk), [list(AREA)])
    version = thanked.version
    thanked.refresh_from_db()
    assert thanked.version == version + 1


def test_for_the_other_side_and_everybody_else_there_is_no_such_page(login, thanked):
    for other in (thanked.resource.author, makers.person(), makers.officer(makers.KITA)):
        browser = login(other)
        assert browser.get(hide_address()).status_code == browser.post(hide_address(), DRAWN).status_code == 404
    page = login(thanked.resource.author).get(thanked.get_absolute_url()).content.decode()
    assert hide_address() not in page


def test_when_others_read_the_thanks_both_who_sent_and_who_reports_may(
    login, client, thanked, django_capture_on_commit_callbacks
):
    actions.agree_to_tell(number=thanked.pk, by=thanked.resource.author, tell=True)
    effort = Thanks.objects.get().effort
    page = thanked.issue.get_absolute_url()
    for person in (thanked.asker, thanked.resource.author):
        before, version = Photo.objects.get().token, type(effort).objects.get().version
        assert before in client.get(page).content.decode()

        with django_capture_on_commit_callbacks(execute=True):
            assert login(person).post(hide_address(), DRAWN).status_code == 302

        shown = client.get(page).content.decode()
        assert before not in shown and Photo.objects.get().token in shown
        assert type(effort).objects.get().version == version + 1
    assert set(JournalEntry.objects.filter(act="photo.hide").values_list("kind", flat=True)) == {"issue"}


def test_copy_from_before_shows_it_to_neither_side_when_it_cannot_be_covered_again(
    login, settings, thanked, django_capture_on_commit_callbacks
):
    settings.TAKEDOWN_LOG = settings.SPOOL_DIR.parent / "takedowns-thanks.jsonl"
    before, copy = Photo.objects.get(), settings.SPOOL_DIR.parent / "copy-thanks"
    shutil.copytree(folder_of(before.token), copy)
    with django_capture_on_commit_callbacks(execute=True):
        login(thanked.asker).post(hide_address(), DRAWN)
    lines = {replace(line, at=now().isoformat()) for line in takedowns.read(settings.TAKEDOWN_LOG)}
    Photo.objects.update(token=before.token)
    shutil.copytree(copy, folder_of(before.token))
    path_of(before.token, LARGE).write_bytes(b"half")

    with django_capture_on_commit_callbacks(execute=True):
        assert takedowns.apply_again(lines) == 1
        assert takedowns.apply_again({replace(line, at=now().isoformat()) for line in lines}) == 0

    for person in (thanked.asker, thanked.resource.author):
        page = login(person).get(thanked.get_absolute_url())
        assert page.status_code == 200 and "お礼の写真" not in page.content.decode()
        assert login(person).get(reverse("matches:photo", args=[thanked.pk, "card.webp"])).status_code == 404
