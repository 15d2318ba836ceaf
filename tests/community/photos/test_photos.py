"""What becomes of a picture: new pixels, nothing else, and no address for what may not be seen."""

import io
import os
import signal
import time

import pytest
from PIL import Image, PngImagePlugin

from community.core import outbox
from community.core.visibility import Visibility
from community.photos import actions, tasks
from community.photos.decoding import PhotoRefused, decoder
from community.photos.models import Photo, State
from community.photos.sizes import CARD, LARGE, SHARE, SIZES, folder_of, path_of, spool_path
from tests import makers

pytestmark = pytest.mark.django_db
SECRET = b"SECRET-PLACE"


def exif(orientation: int = 1) -> Image.Exif:
    """GPS, camera, time, a comment: what a phone writes."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = "Maker " + SECRET.decode()
    gps = data.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (34.0, 42.0, 15.8), "E", (135.0, 30.0, 42.8)
    return data


def png_with_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>")
    return makers.picture(form="PNG", pnginfo=info, exif=exif())


def animated_webp() -> bytes:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], exif=exif().tobytes())
    return out.getvalue()


# What Pillow reports of a bare file: how its own format is written, nothing about the picture.
OF_THE_FORMAT = set("jfif jfif_version jfif_unit jfif_density progressive progression loop background".split())
CARRIERS = {
    "jpeg": lambda: makers.picture(exif=exif(), comment=SECRET) + SECRET,
    "jpeg with xmp": lambda: makers.picture(exif=exif(), xmp=b"<x>" + SECRET + b"</x>"),
    "png": png_with_text,
    "webp": lambda: makers.picture(form="WEBP", exif=exif().tobytes(), xmp=b"<x>" + SECRET + b"</x>"),
    "animated webp": animated_webp,
    "mpo": lambda: makers.picture(form="MPO", exif=exif()),
}


def taken(content: bytes, **extra) -> Photo:
    photo = actions.take_in(upload=makers.upload(content=content), author=makers.person(), draft_key="k")
    while outbox.drain():
        pass
    photo.refresh_from_db()
    return photo


@pytest.mark.parametrize("name", CARRIERS)
def test_no_size_carries_anything_but_pixels(name):
    photo = taken(CARRIERS[name]())

    assert photo.state == State.READY
    for size in SIZES.values():
        content = path_of(photo.token, size).read_bytes()
        with Image.open(io.BytesIO(content)) as image:
            assert SECRET not in content
            assert not image.getexif() and not image.getexif().get_ifd(0x8825)
            assert getattr(image, "n_frames", 1) == 1
            assert set(image.info) <= OF_THE_FORMAT


def test_picture_taken_sideways_stands_upright():
    photo = taken(makers.picture((800, 600), exif=exif(6)))

    with Image.open(path_of(photo.token, LARGE)) as image:
        assert image.size == (600, 800)
    assert (photo.width, photo.height) == (600, 800)


def test_upload_is_gone_when_all_sizes_exist():
    photo = taken(makers.picture())

    assert not spool_path(photo.token).exists()
    assert {path.name for path in folder_of(photo.token).iterdir()} == set(SIZES)


def test_name_of_the_file_says_nothing(client):
    photo = actions.take_in(upload=makers.upload("自宅前_20261101.jpg"), author=makers.person(), draft_key="k")

    assert len(photo.token) == 26 and "自宅" not in photo.card_url


def test_large_picture_is_shrunk_to_each_size():
    photo = taken(makers.picture((4032, 3024)))

    for size in (CARD, LARGE, SHARE):
        with Image.open(path_of(photo.token, size)) as image:
            assert max(image.size) == size.box


def test_see_through_picture_gets_a_white_ground():
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(out, "PNG")

    photo = taken(out.getvalue())

    with Image.open(path_of(photo.token, SHARE)) as image:
        assert min(image.getpixel((25, 25))) > 250


def test_more_than_fifty_megapixels_are_refused_before_they_are_opened():
    out = io.BytesIO()
    Image.MAX_IMAGE_PIXELS, most = None, Image.MAX_IMAGE_PIXELS
    Image.new("1", (10000, 5001)).save(out, "PNG")
    Image.MAX_IMAGE_PIXELS = most

    with pytest.raises(PhotoRefused) as refused:
        taken(out.getvalue())

    assert refused.value.reason == "pixels"
    assert not Photo.objects.exists() and not list(folder_of("xx").parent.parent.glob("*/*"))


def test_decoder_that_is_killed_is_started_again():
    taken(makers.picture())
    os.kill(decoder._child.pid, signal.SIGKILL)
    decoder._child.wait()

    assert taken(makers.picture()).state == State.READY


def test_decoder_that_takes_too_long_is_killed_and_the_file_refused(monkeypatch):
    taken(makers.picture())
    monkeypatch.setattr("community.photos.decoding.PATIENCE", 0.2)
    os.kill(decoder._child.pid, signal.SIGSTOP)

    with pytest.raises(PhotoRefused) as refused:
        taken(makers.picture())

    assert refused.value.reason == "slow"
    monkeypatch.undo()
    assert taken(makers.picture()).state == State.READY


def test_until_the_larger_sizes_exist_the_card_stands_in(client):
    issue = makers.issue(photos=[actions.take_in(upload=makers.upload(), author=makers.person(), draft_key="k")])

    answer = client.get(Photo.objects.get(pk=issue.cover_id).large_url)

    assert answer["Content-Type"] == "image/webp"
    assert makers.read(answer).startswith(b"RIFF")


def test_served_picture_cannot_do_anything_but_be_seen(client):
    issue = makers.issue(photos=[taken(makers.picture())])

    answer = client.get(Photo.objects.get(pk=issue.cover_id).share_url)
    makers.read(answer)

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_takedown_kills_the_address_for_good(client):
    from community.issues import actions as issues

    issue = makers.issue(photos=[taken(makers.picture())])
    before = Photo.objects.get(pk=issue.cover_id).share_url
    officer = makers.officer()

    issues.hide_issue(number=issue.number, by=officer, reason="確かめます。")
    issues.restore_issue(number=issue.number, by=officer, reason="問題なし。")

    after = Photo.objects.get(pk=issue.cover_id).share_url
    assert client.get(before).status_code == 404
    assert makers.read(client.get(after)).startswith(b"\xff\xd8")


def test_unchanged_picture_is_not_sent_twice_but_asked_for_every_time(client):
    issue = makers.issue(photos=[taken(makers.picture())])
    address = Photo.objects.get(pk=issue.cover_id).card_url
    first = client.get(address)
    makers.read(first)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    makers.set_visibility(issue, Visibility.HIDDEN)
    hidden = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert "no-cache" in first["Cache-Control"]
    assert (again.status_code, hidden.status_code) == (304, 404)


def test_forgotten_drafts_and_lost_files_are_swept(settings):
    photo = actions.take_in(upload=makers.upload(), author=makers.person(), draft_key="k")
    Photo.objects.update(created_at="2026-01-01T00:00Z")
    lost = folder_of("zz" + "a" * 24)
    lost.mkdir(parents=True)
    old = time.time() - 2 * tasks.AN_HOUR
    os.utime(lost, (old, old))

    tasks.sweep_files()
    tasks.sweep_drafts()

    assert not lost.exists() and not Photo.objects.filter(pk=photo.pk).exists()


def test_full_disk_is_said_in_words(login, monkeypatch):
    monkeypatch.setattr("community.photos.actions.keeping.disk_has_room", lambda: False)

    answer = login(makers.person()).post(
        "/issues/new/",
        {"title": "街灯", "category": "light", "ward": makers.KITA, "key": "k", "photos": [makers.upload()]},
    )

    assert answer.status_code == 400 and "書いた内容はそのままです" in answer.content.decode()
