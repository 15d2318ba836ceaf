"""Tokens for programs: made after proving who one is, seen once, taken back; what is kept tells no secret."""

import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest

from community.accounts import actions, tokens
from community.accounts.models import ApiToken
from community.core import clock, takedowns
from community.core.errors import InvalidInput, TooFast
from community.core.models import JournalEntry
from community.core.takedowns import Takedown
from tests import makers

from .doors import PASSWORD, letters
from .test_mydata import copy_of, proved

PAGE = "/accounts/tokens/"
GOOD = {"name": "家のロボット", "scopes": "read write", "days": "90", "key": "k"}


@pytest.fixture(autouse=True)
def _our_outbox(settings):
    """Letters go where they go in the city; pytest-django would keep them for itself."""
    settings.EMAIL_BACKEND = "community.core.mail.OutboxBackend"


def made(person: Any, **fields: Any) -> tuple[ApiToken, str]:
    return actions.make_token(**{"person": person, "name": "ロボット", "scopes": ["read"]} | fields)


def secret_on(answer: Any) -> str:
    return re.search(r"data-token>(mycomi_\w+)<", answer.content.decode()).group(1)


@pytest.mark.django_db
class TestMaking:
    def test_secret_is_seen_once_and_kept_nowhere(self, login):
        person = makers.person()
        browser = proved(login, person)

        answer = browser.post(PAGE, GOOD)

        secret, token = secret_on(answer), ApiToken.objects.get()
        assert len(secret) == 39 and "no-store" in answer["Cache-Control"]
        assert token.digest == hashlib.sha256(secret.encode()).hexdigest() and token.prefix == secret[:11]
        assert (token.person, token.scopes, token.name) == (person, ["read", "write"], "家のロボット")
        assert timedelta(days=89) < token.expires_at - clock.now() <= timedelta(days=90)
        page = browser.get(PAGE).content.decode()
        assert "家のロボット" in page and token.prefix in page and secret not in page
        assert secret not in str(ApiToken.objects.values()) + str(JournalEntry.objects.values()) + str(
            letters(person.email)
        )

    def test_it_is_made_only_after_proving_again_who_one_is(self, login, client):
        person = makers.person()
        browser = login(person)

        asked = browser.post(PAGE, GOOD)
        assert asked["Location"].startswith("/accounts/reauthenticate/") and not ApiToken.objects.exists()
        answer = browser.post(asked["Location"], {"password": PASSWORD})

        assert tokens.find(secret_on(answer)).person == person
        assert browser.get(PAGE).status_code == 200
        assert client.post(PAGE, GOOD)["Location"].startswith("/accounts/login/")

    def test_pressed_twice_it_is_made_once(self, login):
        browser = proved(login, makers.person())

        browser.post(PAGE, GOOD)
        again = browser.post(PAGE, GOOD, follow=True)

        assert ApiToken.objects.count() == 1 and "もう作りました" in again.content.decode()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"name": ""}, {"name": "あ" * 41}, {"name": "\u200b"}, {"scopes": "all"}, {"scopes": ""}, {"days": "9999"},
            {"days": ""}, {"key": "k" * 65},
        ],
    )  # fmt: skip
    def test_form_with_something_wrong_says_what(self, login, wrong):
        answer = proved(login, makers.person()).post(PAGE, GOOD | wrong)

        assert answer.status_code == 400 and "error-summary" in answer.content.decode()
        assert not ApiToken.objects.exists()

    def test_owner_is_told_by_a_letter_and_it_is_on_record(self):
        person = makers.person()

        token, _secret = made(person, name="家のロボット")

        (letter,) = letters(person.email)
        assert "家のロボット" in letter["body"] and token.prefix in letter["body"]
        line = JournalEntry.objects.get(act="token.make")
        assert (line.actor, line.number) == (person.public_id, str(token.pk)) and "ロボット" not in str(line.after)

    def test_somebody_without_a_mail_address_makes_one_too(self):
        person = makers.person()
        type(person).objects.update(email=None)
        person.refresh_from_db()

        assert made(person)

    def test_ten_are_enough_and_the_page_says_so(self, login):
        person = makers.person()
        for _ in range(actions.MOST_TOKENS):
            made(person)

        with pytest.raises(InvalidInput):
            made(person)
        page = login(person).get(PAGE).content.decode()
        assert "10こまで" in page and 'name="scopes"' not in page

    def test_nobody_makes_one_after_the_other_all_day(self):
        person = makers.person()

        with pytest.raises(TooFast):
            for _ in range(21):
                token, _secret = made(person)
                actions.end_token(person=person, number=token.pk)


@pytest.mark.django_db
class TestEnding:
    def test_owner_takes_one_back(self, login):
        person = makers.person()
        (token, secret), (_kept, other) = made(person), made(person)
        browser = login(person)

        asked = browser.get(f"{PAGE}{token.pk}/end/")
        answer = browser.post(f"{PAGE}{token.pk}/end/", follow=True)

        assert "取り消しますか" in asked.content.decode() and "取り消しました" in answer.content.decode()
        assert tokens.find(secret) is None and tokens.find(other) is not None
        assert JournalEntry.objects.get(act="token.end").number == str(token.pk)

    def test_nobody_takes_anothers(self, login):
        token, secret = made(makers.person())
        browser = login(makers.person())

        assert browser.get(f"{PAGE}{token.pk}/end/").status_code == 404
        assert browser.post(f"{PAGE}{token.pk}/end/").status_code == 404
        assert tokens.find(secret) is not None

    def test_it_ends_with_the_account(self):
        person = makers.person()
        made(person)

        actions.close_account(person=person)

        assert not ApiToken.objects.exists()

    def test_one_that_was_taken_back_does_not_come_back_with_an_older_copy(self):
        token, secret = made(makers.person())
        down = Takedown(at=clock.now().isoformat(), act="token.end", number=str(token.pk))

        assert (takedowns.apply_again([down]), takedowns.apply_again([down])) == (1, 0)
        assert tokens.find(secret) is None


@pytest.mark.django_db
def test_use_is_noted_once_an_hour():
    token, _secret = made(makers.person())
    actions.note_use(token=token)
    first = ApiToken.objects.get().last_used_at

    with clock.held(first + timedelta(minutes=59)):
        actions.note_use(token=token)
        assert ApiToken.objects.get().last_used_at == first
    with clock.held(first + timedelta(minutes=61)):
        actions.note_use(token=token)
    assert ApiToken.objects.get().last_used_at == first + timedelta(minutes=61)


@pytest.mark.django_db
def test_own_copy_tells_of_tokens_and_no_secret(login):
    person = makers.person()
    token, secret = made(person, name="家のロボット")

    text = copy_of(proved(login, person)).read("mydata.json").decode()

    assert "家のロボット" in text and token.prefix in text
    assert secret not in text and token.digest not in text


@pytest.mark.django_db
def test_page_is_found_from_ones_own_page(login):
    assert PAGE in login(makers.person()).get("/accounts/profile/").content.decode()
