"""Files made to keep the decoder busy, people who send many: what they cannot hold up, what still gets through."""

import io
import os
import signal
import threading
import time

import pytest
from django.conf import settings
from PIL import Image

from community.core.errors import Unavailable
from community.photos import actions
from community.photos.decoder import MOST_SCANS
from community.photos.decoding import PhotoRefused, PhotoTooSlow, decoder
from community.photos.models import Photo
from community.photos.sizes import CARD, folder_of, order, spool_path
from tests import makers

pytestmark = pytest.mark.django_db
QUICK = 2.0  # seconds
SCAN = b"\xff\xda"
TWO_FRAMES = {"form": "MPO", "save_all": True, "append_images": [Image.new("RGB", (320, 240))]}
COMMENT_WITH_AN_END = b"\xff\xfe\x00\x04\xff\xd9"


def with_scans(many: int, *, between: bytes = b"", **save) -> bytes:
    """A progressive picture whose last scan comes so often that it has `many`."""
    whole = makers.picture((320, 240), progressive=True, **save)
    end = whole.index(b"\xff\xd9")
    last = whole[whole.rindex(SCAN, 0, end) : end]
    return whole[:end] + (between + last) * (many - whole.count(SCAN, 0, end)) + whole[end:]


def with_a_film_after_it() -> bytes:
    """As some phones write them: the bytes of the film may look like anything."""
    return makers.picture() + (SCAN + b"film") * 10 * MOST_SCANS


def phones_photo(width: int, height: int) -> bytes:
    out = io.BytesIO()
    image = Image.effect_noise((width // 8, height // 8), 90).resize((width, height), Image.Resampling.BICUBIC)
    image.convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()


def take(content: bytes, author=None, key: str = "k") -> Photo:
    return actions.take_in(upload=makers.upload(content=content), author=author or makers.person(), draft_key=key)


@pytest.mark.parametrize("save", [{}, TWO_FRAMES], ids=["jpeg", "mpo"])
@pytest.mark.parametrize("between", [b"", COMMENT_WITH_AN_END], ids=["plain", "with ends in comments"])
def test_picture_of_very_many_scans_is_refused_as_slow(save, between):
    with pytest.raises(PhotoTooSlow) as refused:
        take(with_scans(MOST_SCANS + 1, between=between, **save))

    assert refused.value.reason == "slow" and not Photo.objects.exists()


@pytest.mark.parametrize("content", [lambda: with_scans(MOST_SCANS), with_a_film_after_it], ids=["scans", "film"])
def test_picture_of_many_scans_or_with_a_film_after_it_is_taken(content):
    assert take(content()).width


def test_file_that_needs_too_much_of_the_processor_is_refused_as_slow(monkeypatch):
    take(makers.picture())
    photo = phones_photo(4000, 3000)
    monkeypatch.setattr("community.photos.decoding.PROCESSOR", 0.01)

    with pytest.raises(PhotoTooSlow):
        take(photo)

    monkeypatch.undo()
    assert take(photo).width == 4000  # by a decoder that was started again


def test_largest_photo_of_a_phone_is_taken():
    photo = take(phones_photo(8064, 6048))

    assert (photo.width, photo.height) == (8064, 6048)


@pytest.fixture
def waiting():
    """As many threads as may wait for the decoder do, and it does not move until the test lets it."""
    take(makers.picture())
    child = decoder._child.pid
    os.kill(child, signal.SIGSTOP)
    answers = []

    def ask(name: str) -> None:
        spool_path(name).write_bytes(makers.picture((60, 40)))
        answers.append(decoder.make(spool_path(name), order(name, CARD)))

    threads = [threading.Thread(target=ask, args=(f"waits{n}",)) for n in range(settings.WEB_THREADS // 2)]
    for thread in threads:
        thread.start()
    while decoder._seats._value:
        time.sleep(0.01)
    yield answers
    os.kill(child, signal.SIGCONT)
    for thread in threads:
        thread.join()
    assert [answer[:2] for answer in answers] == [(60, 40)] * len(threads)  # they waited, and got theirs


def test_half_of_the_threads_wait_for_the_decoder_and_no_more(waiting):
    before, begun = set(settings.SPOOL_DIR.iterdir()), time.monotonic()

    with pytest.raises(Unavailable) as told:
        take(makers.picture())

    assert time.monotonic() - begun < QUICK and "書いた内容はそのままです" in str(told.value)
    assert set(settings.SPOOL_DIR.iterdir()) == before


def test_refused_photo_leaves_its_place_to_the_next():
    for _n in range(settings.WEB_THREADS):
        with pytest.raises(PhotoRefused):
            take(b"no picture")

    assert take(makers.picture()).pk


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr("community.photos.actions.keeping.MOST_DRAFTS", 3)


def test_oldest_draft_goes_when_there_are_too_many(few, django_capture_on_commit_callbacks):
    author = makers.person()
    with django_capture_on_commit_callbacks(execute=True):
        photos = [take(makers.picture(), author, key=f"form{n}") for n in range(4)]

    assert list(Photo.objects.order_by("pk")) == photos[1:]
    assert not folder_of(photos[0].token).exists() and not spool_path(photos[0].token).exists()


def test_only_photos_without_a_post_of_the_same_person_count_as_drafts(few):
    author = makers.person()
    posted = take(makers.picture(), author)
    makers.issue(author=author, photos=[posted])
    others = [take(makers.picture()) for _n in range(2)]

    drafts = [take(makers.picture(), author) for _n in range(3)]

    assert set(Photo.objects.all()) == {posted, *others, *drafts}
