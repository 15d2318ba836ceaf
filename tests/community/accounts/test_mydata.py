"""One's own copy: everything of this person, nothing of anybody else, no secret."""

import io
import json
import zipfile
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth import get_user_model

from community.core import mydata
from tests import makers

from . import life as lives
from .doors import PASSWORD, SECRET, just_proved, with_app

DATA, EXPORT = "/accounts/data/", "/accounts/data/export/"
STAFF = "of staff alone: an account with a role cannot be closed, and what colleagues write is the city's"
# Keys to an account that no package gives into a copy, and why.
NOT_GIVEN = {
    "accounts.User_groups.user": STAFF,
    "accounts.User_user_permissions.user": STAFF,
    "accounts.DeskRole.user": STAFF,
    "moderation.Takedown.by": STAFF,
    "moderation.Ban.by": STAFF,
    "moderation.Ban.lifted_by": STAFF,
    "moderation.Appeal.decided_by": STAFF,
    "organisations.Verification.decided_by": STAFF,
    "issues.Issue.officer": STAFF,
    "issues.PromiseMove.by": STAFF,
    "issues.Note.author": STAFF,
    "projects.Challenge.made_by": STAFF,
    "replies.OfficialReply.locked_by": STAFF,
    "replies.OfficialReply.author": STAFF,
    "replies.OfficialReply.approver": STAFF,
    "dashboard.SavedView.owner": STAFF,
    "discussion.Thread.author": "a copy of the author of what is talked about",
    "discussion.ThreadReader.user": "follows from a hand-over, which is given",
}
# Keys that are emptied with the account's row and leave no words of the person behind.
EMPTIED = NOT_GIVEN | {
    "organisations.Organisation.author": "the organisation goes on, or is erased when nobody is left (pre_delete)",
    "organisations.Verification.asked_by": "what it says of itself is the organisation's",
}


WAGTAILS = ("wagtail", "pages.SiteImage.")  # of those who edit pages: staff


def keys_to_accounts() -> dict[str, str]:
    """Every key of every model to an account: its name → what happens when the account is deleted."""
    return {
        f"{model._meta.label}.{field.name}": field.remote_field.on_delete.__name__
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.model is model
        and field.related_model is get_user_model() and not f"{model._meta.label}.{field.name}".startswith(WAGTAILS)
    }  # fmt: skip


def test_no_key_to_an_account_is_forgotten_in_the_copy():
    known = keys_to_accounts()

    assert set(known) - mydata.given_fields() - set(NOT_GIVEN) == set()
    assert mydata.given_fields() - set(known) == set()


def test_no_key_to_an_account_is_forgotten_when_it_is_closed():
    """Rows that go with the account need no more; where the key is emptied, somebody has to think of the words."""
    emptied = {key for key, what in keys_to_accounts().items() if what != "CASCADE"}

    assert emptied - mydata.forgotten_fields() - set(EMPTIED) == set()
    assert mydata.forgotten_fields() - set(keys_to_accounts()) == set()


def proved(login: Any, person: Any) -> Any:
    browser = login(person)
    just_proved(browser, person)
    return browser


def copy_of(browser: Any) -> zipfile.ZipFile:
    answer = browser.post(EXPORT)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"] and "attachment" in answer["Content-Disposition"]
    return zipfile.ZipFile(io.BytesIO(makers.read(answer)))


@pytest.mark.django_db
def test_copy_holds_everything_of_this_person(login):
    life = lives.lived()

    packed = copy_of(proved(login, life.person))

    text = packed.read("mydata.json").decode()
    given = json.loads(text)
    for word in (lives.NAME, lives.BIO, lives.CARD, lives.POST, lives.BODY, lives.SAID, lives.DONE, life.person.email):
        assert word in text, word
    for name, word in lives.PRIVATE.items():
        assert word in text, name
    assert given["format"] == 1 and given["made_at"].endswith("+09:00")
    assert given["issues"][0]["number"] == life.issue.number
    assert given["reactions"][0]["kind"] == "thanks" and given["seen"][0]["seq"] == 1
    assert given["issues"][0]["photos"] == [f"photos/{life.issue.number}-1.webp"]
    assert packed.read(given["issues"][0]["photos"][0])[:4] == b"RIFF"
    assert len([name for name in packed.namelist() if name.startswith("photos/")]) == 2
    readme = packed.read("README.txt").decode()
    assert "volunteer_card: ボランティアカード" in readme and "volunteer_card: Volunteer card" in readme


@pytest.mark.django_db
def test_copy_holds_nothing_of_others_and_no_secret(login):
    life = lives.lived()
    stranger = makers.person(display_name="よそのひと")
    makers.issue(author=stranger, title="よそのひとの投稿")
    with_app(life.person)

    text = copy_of(proved(login, life.person)).read("mydata.json").decode()

    for word in (life.other.email, life.other.display_name, "ほかの人の返事", stranger.email, "よそのひと"):
        assert word not in text, word
    for word in (SECRET, PASSWORD, life.person.password, "session_key", "token"):
        assert word not in text, word
    assert Authenticator.Type.TOTP in text


@pytest.mark.django_db
def test_page_says_what_there_is_without_asking_again_who_one_is(login):
    life = lives.lived()

    page = login(life.person).get(DATA)

    assert page.status_code == 200 and "わたしも" in page.content.decode()
    assert "/accounts/data/" in login(life.person).get("/accounts/profile/").content.decode()


@pytest.mark.django_db
def test_copy_is_made_only_after_proving_again_who_one_is(login, client):
    person = makers.person()
    browser = login(person)

    asked = browser.post(EXPORT)
    given = browser.post(asked["Location"], {"password": PASSWORD})

    assert asked.status_code == 302 and asked["Location"].startswith("/accounts/reauthenticate/")
    assert given.status_code == 200 and makers.read(given)[:2] == b"PK"
    assert client.post(EXPORT)["Location"].startswith("/accounts/login/")
    assert client.get(DATA)["Location"].startswith("/accounts/login/")
    assert browser.get(EXPORT).status_code == 405


@pytest.mark.django_db
def test_fourth_copy_of_a_day_is_refused(login):
    browser = proved(login, makers.person())

    answers = [browser.post(EXPORT) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "3回" in answers[-1].content.decode() and "Retry-After" in answers[-1]
    for answer in answers[:3]:
        makers.read(answer)
        answer.close()
