"""What cameras write beside JPEG: HEIC and AVIF. Where the camera was: read, handed back once, in no byte of ours."""

import io

import pillow_heif
import pytest
from PIL import Image, ImageOps
from PIL.TiffImagePlugin import IFDRational

from community.core import outbox
from community.core.models import OutboxItem
from community.photos import actions
from community.photos.decoding import PhotoRefused
from community.photos.models import Photo, State
from community.photos.sizes import LARGE, SIZES, path_of, spool_path
from tests import makers

pytestmark = pytest.mark.django_db
SECRET = "SECRET-MAKER"
IN_KITA = ("N", (34.0, 42.0, 15.84), "E", (135.0, 30.0, 42.84))
TENJIMBASHI = (34.7044, 135.5119)  # the same in degrees


def notes(gps: tuple | None = IN_KITA, orientation: int = 1) -> bytes:
    """What a phone writes about a picture."""
    data = Image.Exif()
    data[0x0112], data[0x010F] = orientation, SECRET
    if gps is not None:
        data.get_ifd(0x8825).update(dict(enumerate(gps, start=1)))
    return data.tobytes()


def heic(image: Image.Image | None = None, **save) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(image or halves()).save(out, quality=80, **save)
    return out.getvalue()


def halves(size: tuple[int, int] = (320, 240), mode: str = "RGB") -> Image.Image:
    """Red, and blue on its right."""
    image = Image.new(mode, size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    return image


def saved(form: str, **save) -> bytes:
    out = io.BytesIO()
    halves().save(out, form, **save)
    return out.getvalue()


MAKE = {
    "jpeg": lambda **notes: saved("JPEG", **notes),
    "png": lambda **notes: saved("PNG", **notes),
    "webp": lambda **notes: saved("WEBP", **notes),
    "avif": lambda **notes: saved("AVIF", **notes),
    "heic": lambda **notes: heic(**notes),
}


def take(content: bytes) -> Photo:
    return actions.take_in(upload=makers.upload(content=content), author=makers.person(), draft_key="k")


def with_all_sizes(photo: Photo) -> Photo:
    while outbox.drain():
        pass
    photo.refresh_from_db()
    assert photo.state == State.READY
    return photo


@pytest.mark.parametrize("form", MAKE)
def test_place_of_the_camera_is_handed_back_and_in_no_byte_of_ours(form):
    photo = take(MAKE[form](exif=notes()))

    assert photo.place == pytest.approx(TENJIMBASHI, abs=1e-5)
    with_all_sizes(photo)
    assert "135.5" not in str(Photo.objects.values().get(pk=photo.pk))
    assert "135.5" not in str(list(OutboxItem.objects.values()))
    for size in SIZES.values():
        content = path_of(photo.token, size).read_bytes()
        assert SECRET.encode() not in content
        with Image.open(io.BytesIO(content)) as image:
            assert not image.getexif() and "exif" not in image.info and "icc_profile" not in image.info


@pytest.mark.parametrize("form", MAKE)
def test_picture_of_each_format_stands_upright(form):
    photo = with_all_sizes(take(MAKE[form](exif=notes(orientation=6))))

    assert (photo.width, photo.height) == (240, 320)
    with Image.open(path_of(photo.token, LARGE)) as image:
        top, bottom = image.getpixel((120, 20)), image.getpixel((120, 300))
    assert image.size == (240, 320) and top[0] > 200 > 60 > top[2] and bottom[2] > 200 > 60 > bottom[0]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_as_pillow_would(orientation):
    content = saved("JPEG", exif=notes(orientation=orientation))
    photo = with_all_sizes(take(content))

    with Image.open(io.BytesIO(content)) as original, Image.open(path_of(photo.token, LARGE)) as image:
        wanted = ImageOps.exif_transpose(original)
        assert image.size == wanted.size == (photo.width, photo.height)
        for at in ((20, 20), (20, image.height - 20), (image.width - 20, 20)):
            assert image.getpixel(at) == pytest.approx(wanted.getpixel(at), abs=40)


@pytest.mark.parametrize(
    "gps",
    [
        None,
        ("N", (0.0, 0.0, 0.0), "E", (0.0, 0.0, 0.0)),
        ("N", (91.0, 0.0, 0.0), "E", (135.0, 0.0, 0.0)),
        ("N", (34.0, 42.0), "E", (135.0, 30.0, 42.8)),
        ("X", (34.0, 42.0, 15.8), "E", (135.0, 30.0, 42.8)),
        ("", (34.0, 42.0, 15.8), "E", (135.0, 30.0, 42.8)),
        ("N", (34.0, IFDRational(42, 0), 0.0), "E", (135.0, 30.0, 42.8)),
    ],
    ids=["none", "nowhere", "too far", "two parts", "no side", "empty side", "no number"],
)
@pytest.mark.parametrize("form", ["jpeg", "heic"])
def test_place_that_cannot_be_is_none_and_never_breaks_the_photo(form, gps):
    photo = take(MAKE[form](exif=notes(gps, orientation=6)))

    assert photo.place is None and (photo.width, photo.height) == (240, 320)


@pytest.mark.parametrize("form", ["jpeg", "webp", "avif"])
def test_notes_of_noise_do_not_break_the_photo(form):
    whole = MAKE[form](exif=notes(orientation=1))
    at = whole.index(b"Exif\0\0MM" if form == "jpeg" else b"MM\0*") + (6 if form == "jpeg" else 0)
    broken = whole[: at + 4] + b"\xff" * 40 + whole[at + 44 :]

    assert take(broken).place is None


def test_south_and_west_are_below_zero():
    photo = take(MAKE["jpeg"](exif=notes(("S", (33.0, 30.0, 0.0), "W", (70.0, 36.0, 0.0)))))

    assert photo.place == (-33.5, -70.6)


@pytest.mark.parametrize("form", ["heic", "avif", "jpeg", "webp", "png"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_half_a_file_is_said_to_be_broken(form, share):
    whole = MAKE[form](exif=notes())

    with pytest.raises(PhotoRefused) as refused:
        take(whole[: int(len(whole) * share)])

    assert refused.value.reason == "broken"


@pytest.mark.parametrize("form", ["heic", "avif"])
def test_more_than_fifty_megapixels_are_refused_before_they_are_opened(form):
    """Its header says so; that its picture is small does not matter."""
    whole = MAKE[form]()
    at = whole.index(b"ispe") + 8

    with pytest.raises(PhotoRefused) as refused:
        take(whole[:at] + (10_000).to_bytes(4) + (5_001).to_bytes(4) + whole[at + 8 :])

    assert refused.value.reason == "pixels"


def test_film_is_another_format():
    with pytest.raises(PhotoRefused) as refused:
        take(b"\0\0\0\x18ftypisom" + b"\0" * 400)

    assert refused.value.reason == "format" and "HEIC" in str(refused.value)


def test_see_through_heic_gets_a_white_ground_and_leaves_nothing_waiting():
    photo = with_all_sizes(take(heic(Image.new("RGBA", (64, 64), (255, 0, 0, 0)))))

    with Image.open(path_of(photo.token, LARGE)) as image:
        assert min(image.getpixel((32, 32))) > 240
    assert not spool_path(photo.token).exists()


def test_heic_of_many_pictures_shows_its_first():
    file = pillow_heif.from_pillow(halves())
    file.add_from_pillow(Image.new("RGB", (800, 600), "green"))
    out = io.BytesIO()
    file.save(out, quality=80)

    photo = take(out.getvalue())

    assert (photo.width, photo.height) == (320, 240)
