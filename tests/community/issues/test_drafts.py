"""A post begun without an account: kept for the browser that wrote it, and there again after the log-in."""

import pytest
from django.test import Client
from django.urls import reverse

from community.core.clock import now
from community.core.holding import LIVES
from community.issues import actions
from community.issues.actions import drafting
from community.issues.models import Draft, Issue
from community.moderation.actions import ban_person
from community.photos.actions import MOST_DRAFTS
from community.photos.models import Photo
from community.photos.sizes import CARD, path_of
from community.photos.tasks import sweep_drafts
from tests import makers

pytestmark = pytest.mark.django_db
NEW = "/issues/new/"


def fields(**more):
    return {"title": "街灯が消えています", "category": "light", "ward": makers.KITA, "key": "k1"} | more


def begun(client, **more):
    """A draft that `client` wrote; returns the address that leads back to it."""
    assert client.post(NEW, fields(**more)).status_code == 302
    return Draft.objects.first().get_absolute_url()


def sent(page):
    """The hidden fields and the words of a form as a browser would send them."""
    return {name: page.context["form"][name].value() or "" for name in ("title", "category", "ward", "key")} | {
        "kept": page.context["kept"]
    }


def test_whoever_begins_without_an_account_logs_in_and_sends_the_very_same_form(client):
    back = begun(client, body="駅の前です。", photos=[makers.upload(), makers.upload()])
    client.force_login(makers.person())

    page = client.get(back)
    text = page.content.decode()
    assert "街灯が消えています" in text and "駅の前です。" in text and text.count("data-kept-photo") == 2
    assert "みんなに、こう見えます" in text and "まだ送っていません" in text
    client.post(back, sent(page) | {"body": "駅の前です。"})

    issue = Issue.objects.get()
    assert issue.key == "k1" and issue.photos.count() == 2 and issue.cover.author == issue.author
    assert not Draft.objects.exists() and not Photo.objects.exclude(holder="").exists()


def test_nothing_is_sent_by_logging_in(client):
    back = begun(client)
    client.force_login(makers.person())
    client.get(back)
    assert not Issue.objects.exists()


def test_a_draft_and_its_photos_are_seen_by_nobody_else(client, login):
    back = begun(client, photos=[makers.upload()])
    address = Photo.objects.get().card_url
    assert makers.read(client.get(address)).startswith(b"RIFF")

    for other in (Client(), login(makers.person()), login(makers.officer())):
        assert "街灯が消えています" not in other.get(back).content.decode()
        assert "街灯が消えています" not in other.get(NEW).content.decode()
        assert other.get(address).status_code == 404
        other.post(back, fields(step="discard"))
        other.post(NEW, fields(kept=Photo.objects.get().token, title="ほかの投稿", key="other"))
    assert Draft.objects.filter(key="k1").exists() and Photo.objects.get().draft_key == "k1"


def test_a_database_without_the_cookie_opens_nothing(client):
    back, thief = begun(client), Client()
    thief.cookies["held"] = Draft.objects.get().holder
    assert "街灯が消えています" not in thief.get(back).content.decode()
    thief.cookies["held"] = "a" * 26
    assert "街灯が消えています" not in thief.get(back).content.decode()


def test_on_the_way_to_the_log_in_it_is_told_that_the_draft_is_kept(client):
    begun(client)
    for door in ("account_login", "account_signup"):
        assert "「街灯が消えています」の書きかけは残っています" in client.get(reverse(door)).content.decode()
        assert "書きかけは残っています" not in Client().get(reverse(door)).content.decode()


def test_a_half_written_form_is_kept_and_found_again(client):
    client.post(NEW, {"title": "ベンチが", "key": "half", "step": "draft"})
    page = client.get(Draft.objects.get().get_absolute_url()).content.decode()
    assert 'value="ベンチが"' in page and "error-summary" not in page
    assert "「ベンチが」の続きを書く" in client.get(NEW).content.decode()


def test_a_draft_is_thrown_away_with_its_photos(client):
    back = begun(client, photos=[makers.upload()])
    photo = Photo.objects.get()
    client.post(back, fields(step="discard", kept=photo.token))
    assert not Draft.objects.exists() and not Photo.objects.exists()


def test_after_48_hours_it_is_gone(client, django_capture_on_commit_callbacks):
    back = begun(client, photos=[makers.upload()])
    card = path_of(Photo.objects.get().token, CARD)
    Draft.objects.update(saved_at=now() - LIVES)
    assert "もうありません" in client.get(back).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.drop_old_drafts() == 1
    assert not Draft.objects.exists() and not Photo.objects.exists() and not card.exists()


def test_the_same_form_is_one_draft_and_the_sixth_takes_the_place_of_the_oldest(client):
    for nth in (0, 0, 1, 2, 3, 4, 5):
        client.post(NEW, fields(key=f"k{nth}", title=f"{nth}番め"))
    assert list(Draft.objects.values_list("key", flat=True)) == ["k5", "k4", "k3", "k2", "k1"]


def test_a_network_cannot_fill_the_store_and_the_words_stay(monkeypatch):
    monkeypatch.setattr(drafting, "MOST_OF_A_NETWORK", 3)
    for nth in range(3):
        begun(Client(), key=f"k{nth}")
    answer = Client().post(NEW, fields(key="one too many"))
    assert answer.status_code == 403 and "街灯が消えています" in answer.content.decode()
    assert Draft.objects.count() == 3


def test_a_personal_number_is_kept_nowhere(client):
    client.post(NEW, fields(body="番号は 1234 5678 9018 です", step="draft"))
    client.post(NEW, fields(title="１２３４５６７８９０１８", step="draft"))
    client.post(NEW, fields(address="123456789018", category=""))
    assert not Draft.objects.exists()


@pytest.mark.parametrize("field", ["title", "body", "address", "category", "ward", "lat", "precision", "kept", "key"])
@pytest.mark.parametrize("value", ["\x00", "\ud800".encode("utf-8", "surrogatepass"), "長い" * 3000, "<script>"])
def test_what_cannot_be_kept_is_said_and_nothing_breaks(client, field, value):
    answer = client.post(NEW, fields(**{field: value}, step="draft"))
    assert answer.status_code in (302, 400, 422)
    for draft in Draft.objects.all():
        assert client.get(draft.get_absolute_url()).status_code == 200


def test_a_draft_whose_post_is_there_leads_to_it(client):
    back, author = begun(client), makers.person()
    issue = makers.issue(author=author, key="k1")
    client.force_login(author)
    assert client.get(back).url == reverse("issues:thanks", args=[issue.number])


def test_a_board_of_a_theme_is_not_lost_on_the_way(client):
    client.post(f"{NEW}?board=main", fields())
    assert Draft.objects.get().get_absolute_url().endswith("&board=main")


def test_a_banned_person_finds_the_draft_and_cannot_send_it(client):
    back, person = begun(client), makers.person()
    ban_person(public_id=person.public_id, reason="人の名前を何度も書いたため。", by=makers.chief())
    client.force_login(person)
    assert client.get(back).status_code == 403
    client.post(back, fields())
    assert not Issue.objects.exists() and Draft.objects.exists()


def test_a_form_with_an_old_token_comes_back_as_it_was_typed():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(NEW, fields(body="駅の前です。"))
    text = answer.content.decode()
    assert answer.status_code == 403 and "街灯が消えています" in text and "駅の前です。" in text
    assert "もう一度、送ってください" in text and not Draft.objects.exists()

    token = answer.context["csrf_token"]
    answer = strict.post(NEW, fields(csrfmiddlewaretoken=str(token)))
    assert answer.status_code == 302 and Draft.objects.exists()


def test_opening_many_pictures_without_an_account_is_counted_for_the_network(client):
    for nth in range(9):
        client.post(NEW, fields(key=f"k{nth}", photos=[makers.upload() for _photo in range(5)], step="preview"))
    answer = client.post(NEW, fields(key="more", photos=[makers.upload()], step="preview"))
    assert "少し早すぎる" in answer.content.decode()
    assert Photo.objects.count() == MOST_DRAFTS  # the oldest gave way


def test_pictures_come_one_by_one_without_an_account_and_are_the_posts_after_the_log_in(client):
    sent = {"key": "k1", "photo": makers.upload()}
    token = client.post("/issues/new/photos/", sent).json()["token"]
    assert client.cookies["held"]["httponly"] and Photo.objects.get().author is None
    assert Client().post("/issues/new/photos/", {"key": "k1", "drop": token}).json() == {}
    back = begun(client, kept=token)
    client.force_login(makers.person())
    client.post(back, fields(kept=token))
    assert Issue.objects.get().cover.token == token


def test_a_session_that_ended_while_somebody_wrote_loses_no_photo(client):
    person = makers.person()
    client.force_login(person)
    token = client.post("/issues/new/photos/", {"key": "k1", "photo": makers.upload()}).json()["token"]
    client.logout()
    back = begun(client, kept=token)
    client.force_login(person)
    assert f'data-kept-photo="{token}"' in client.get(back).content.decode()


def test_two_pictures_at_once_belong_to_the_same_browser(client):
    client.get(NEW)
    for _photo in range(2):
        alone = Client()
        alone.cookies["held"] = client.cookies["held"].value
        assert alone.post("/issues/new/photos/", {"key": "k1", "photo": makers.upload()}).status_code == 200
    assert len(set(Photo.objects.values_list("holder", flat=True))) == 1


def test_what_was_kept_with_an_account_is_opened_by_that_account_alone(client):
    client.force_login(makers.person())
    client.post(NEW, fields(step="draft"))
    back = Draft.objects.get().get_absolute_url()
    assert "街灯が消えています" in client.get(back).content.decode()
    client.logout()
    held = Draft.objects.get()
    assert client.get("/accounts/login/").content.decode().count("街灯が消えています") == 0
    assert "街灯が消えています" not in client.get(back).content.decode()
    client.force_login(makers.person())
    client.post(NEW, fields(step="discard"))
    assert "街灯が消えています" not in client.get(NEW).content.decode() and Draft.objects.get() == held


def test_a_draft_that_is_kept_anew_keeps_its_photos(client):
    begun(client, photos=[makers.upload()])
    photo = Photo.objects.get()
    Photo.objects.update(created_at=now() - LIVES / 2)
    begun(client, kept=photo.token)
    Draft.objects.update(saved_at=now() - LIVES / 2)
    Photo.objects.filter(created_at__gt=now() - LIVES / 4).update(created_at=now() - LIVES / 2)
    sweep_drafts()
    assert Photo.objects.filter(pk=photo.pk).exists()


@pytest.mark.parametrize("key", ["\x01", "", " "])
def test_a_photo_without_a_key_is_not_taken(client, key):
    answer = client.post("/issues/new/photos/", {"key": key, "photo": makers.upload()})
    assert answer.status_code == 400 and not Photo.objects.exists()


def test_a_photo_that_has_a_post_meanwhile_is_not_swept(client):
    begun(client, photos=[makers.upload()])
    photo, draft = Photo.objects.get(), Draft.objects.get()
    makers.issue(photos=[photo])
    actions.drop_draft(draft=draft)
    sweep_drafts()
    assert Photo.objects.filter(pk=photo.pk).exists()
