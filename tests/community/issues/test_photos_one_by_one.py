"""Pictures that come one by one while the post is written: under one key, one person's, and never more than five."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from community.core.errors import Unavailable
from community.core.ratelimit import Rate
from community.issues.models import Issue
from community.moderation import actions as moderation
from community.photos.models import Photo
from community.photos.sizes import folder_of, spool_path
from tests import makers

pytestmark = pytest.mark.django_db
ADDRESS = "/issues/new/photos/"


@pytest.fixture
def author():
    return makers.person()


@pytest.fixture
def browser(author):
    client = Client()
    client.force_login(author)
    return client


def send(browser, key: str = "k", **body):
    return browser.post(ADDRESS, {"key": key, "photo": makers.upload()} | body)


def taken_at(*gps) -> bytes:
    data = Image.Exif()
    data.get_ifd(0x8825).update(dict(enumerate(gps, start=1)))
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(out, "JPEG", exif=data)
    return out.getvalue()


TENJIMBASHI = ("N", (34.0, 42.0, 15.84), "E", (135.0, 30.0, 42.84))
KOBE = ("N", (34.0, 41.0, 24.0), "E", (135.0, 11.0, 42.0))


def fields(**changes):
    return {"title": "街灯が切れています", "category": "light", "ward": makers.KITA, "key": "k"} | changes


def test_three_pictures_come_one_by_one_and_are_the_posts_in_their_order(browser):
    answers = [send(browser) for _n in range(3)]
    tokens = [answer.json()["token"] for answer in answers]

    browser.post("/issues/new/", fields(kept=",".join(tokens)))

    first = answers[0].json()
    assert (first["width"], first["height"], first["place"]) == (640, 480, None)
    assert makers.read(browser.get(first["url"])).startswith(b"RIFF")
    assert answers[0]["Cache-Control"] == "no-store"
    issue = Issue.objects.get()
    assert [photo.photo.token for photo in issue.photos.order_by("pk")] == tokens


def test_sixth_picture_of_a_form_is_refused_and_one_that_goes_makes_room(browser, django_capture_on_commit_callbacks):
    tokens = [send(browser).json()["token"] for _n in range(5)]

    sixth = send(browser, kept=",".join(tokens))
    with django_capture_on_commit_callbacks(execute=True):
        gone = browser.post(ADDRESS, {"key": "k", "drop": tokens[0]})

    assert (sixth.status_code, sixth.json()) == (400, {"error": "写真は5枚までです。"})
    assert gone.json() == {} and not Photo.objects.filter(token=tokens[0]).exists()
    assert not folder_of(tokens[0]).exists() and not spool_path(tokens[0]).exists()
    assert send(browser).status_code == send(browser, key="another form").status_code == 200


def test_photo_of_another_person_or_of_a_post_does_not_go(browser, author):
    neighbour = Client()
    neighbour.force_login(makers.person())
    theirs = send(neighbour).json()["token"]
    posted = send(browser).json()["token"]
    browser.post("/issues/new/", fields(kept=posted))

    for token, key in ((theirs, "k"), (posted, "k"), (posted, "")):
        browser.post(ADDRESS, {"key": key, "drop": token})

    assert set(Photo.objects.values_list("token", flat=True)) == {theirs, posted}


def test_photo_of_another_person_is_seen_by_nobody_and_belongs_to_no_other_post(browser):
    neighbour = Client()
    neighbour.force_login(makers.person())
    answer = send(neighbour).json()

    browser.post("/issues/new/", fields(kept=answer["token"]))

    assert browser.get(answer["url"]).status_code == 404
    assert Issue.objects.get().photos.count() == 0


def test_what_cannot_be_used_is_said_in_a_sentence(browser, monkeypatch):
    broken = send(browser, photo=makers.upload(content=makers.picture()[:900]))
    no_photo = send(browser, photo=makers.upload(content=b"no picture"))
    none, no_key = browser.post(ADDRESS, {"key": "k"}), send(browser, key="")
    two = browser.post(ADDRESS, {"key": "k", "photo": [makers.upload(), makers.upload()]})
    monkeypatch.setattr("community.photos.uploads.LARGEST_PHOTO", 100)
    large = send(browser)

    answers = (broken, no_photo, none, no_key, two, large)
    assert [answer.status_code for answer in answers] == [400] * 6
    assert all(answer.json()["error"].endswith("。") for answer in answers)
    assert "こわれている" in broken.json()["error"] and "この形式" in no_photo.json()["error"]
    assert "12MBまで" in large.json()["error"] and not Photo.objects.exists()


def test_rate_is_that_of_the_form_and_says_how_long_to_wait(browser, monkeypatch):
    monkeypatch.setattr("community.issues.posting.PHOTO_RATES", (Rate(2, 600),))

    answers = [send(browser, key=f"k{n}") for n in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) > 0 and "秒あけて" in answers[2].json()["error"]
    assert "秒あけて" in browser.post("/issues/new/", fields(title="", photos=makers.upload())).content.decode()


def test_full_disk_is_said_in_words(browser, monkeypatch):
    monkeypatch.setattr("community.photos.actions.keeping.disk_has_room", lambda: False)

    answer = send(browser)

    assert (answer.status_code, answer.json()) == (503, {"error": str(Unavailable.sentence)})


def test_those_who_may_only_read_are_told(browser, author):
    moderation.ban_person(public_id=author.public_id, by=makers.chief(), reason="確かめます。")
    banned = send(browser)
    assert banned.status_code == 403 and "できません" in banned.json()["error"]
    assert not Photo.objects.exists()
    assert browser.get(ADDRESS).status_code == 405


def test_place_in_osaka_is_offered_once_with_its_words_and_stored_nowhere(browser, caplog):
    with CaptureQueriesContext(connection) as asked:
        place = send(browser, photo=makers.upload(content=taken_at(*TENJIMBASHI))).json()["place"]

    assert (place["ward"], place["lat"], place["lng"]) == (makers.KITA, 34.7044, 135.5119)
    assert place["words"].startswith("北区　天神橋")
    writes = [query["sql"] for query in asked if not query["sql"].startswith("SELECT")]
    assert writes and not any("135.5" in sql for sql in writes) and "135.5" not in caplog.text


def test_place_elsewhere_is_not_offered(browser):
    assert send(browser, photo=makers.upload(content=taken_at(*KOBE))).json()["place"] is None
