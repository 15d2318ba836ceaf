"""Staff come in with two factors; the accounts for tests and demonstrations."""

import json
import re
import time
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse

from community.accounts.models import User
from tests import makers

from .doors import LOGIN, RESET, SECOND, app_code, is_in, just_proved, log_in, with_app

pytestmark = pytest.mark.django_db


def test_password_alone_does_not_let_staff_in(client):
    officer = with_app(makers.officer(makers.KITA))

    answer = log_in(client, officer)

    assert answer.url.startswith(SECOND) and not is_in(client)
    assert "職員の入り口" in client.get(SECOND).content.decode()
    assert client.get("/cms/desk/").url.startswith(LOGIN)


def test_second_factor_opens_the_desk(client):
    officer = with_app(makers.officer(makers.KITA))
    log_in(client, officer)

    client.post(SECOND, {"code": app_code()})

    assert client.get("/cms/desk/").status_code == 200


def test_staff_without_a_second_factor_are_led_to_make_one(client):
    log_in(client, makers.officer(makers.KITA))

    assert client.get("/cms/desk/").url.startswith("/accounts/2fa/totp/activate/")


@pytest.mark.parametrize("later", [0, 31])  # seconds; the code would still be taken
def test_code_of_the_app_opens_once(client, monkeypatch, later):
    officer, real = with_app(makers.officer(makers.KITA)), time.time
    monkeypatch.setattr("time.time", lambda: real() // 30 * 30 + 5)
    code = app_code()
    log_in(client, officer)
    client.post(SECOND, {"code": code})
    client.post(reverse("account_logout"))

    monkeypatch.setattr("time.time", lambda: real() // 30 * 30 + 5 + later)
    log_in(client, officer)
    client.post(SECOND, {"code": code})

    assert not is_in(client)


def test_spare_code_opens_and_a_wrong_one_is_told_at_its_own_field(client, login):
    officer = with_app(makers.officer(makers.KITA))
    browser = login(officer)
    just_proved(browser, officer)
    browser.post("/accounts/2fa/recovery-codes/generate/")
    codes = browser.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    log_in(client, officer)

    refused = client.post(SECOND, {"recovery": "00000000"}).content.decode()
    client.post(SECOND, {"recovery": codes[0]})

    assert "予備の番号がちがいました。" in refused and is_in(client)


def test_staff_cannot_take_away_their_last_second_factor(login):
    officer = with_app(makers.officer(makers.KITA))
    browser = login(officer)
    just_proved(browser, officer)

    answer = browser.post("/accounts/2fa/totp/deactivate/")

    assert "職員は、最後の1つを消せません。" in answer.content.decode()
    assert Authenticator.objects.filter(user=officer).exists()


def test_staff_cannot_take_away_a_key_that_is_the_last_one(login):
    officer = makers.officer(makers.KITA)
    key = Authenticator.objects.create(
        user=officer, type=Authenticator.Type.WEBAUTHN, data={"name": "庁内キー 07", "credential": {}}
    )
    browser = login(officer)
    just_proved(browser, officer)

    browser.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert Authenticator.objects.filter(pk=key.pk).exists()

    with_app(officer)
    browser.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.parametrize(
    ("closed", "door"),
    [
        ("/cms/login/?next=/cms/pages/", LOGIN + "?next=/cms/pages/"),
        ("/_util/login/", LOGIN),
        ("/cms/password_reset/", RESET),
        ("/cms/password_reset/done/", RESET),
    ],
)
def test_wagtails_own_doors_lead_to_ours(client, closed, door):
    for answer in (client.get(closed), client.post(closed, {"username": "x", "password": "y"})):
        assert answer.status_code == 302 and answer.url == door


# ── The accounts for tests and demonstrations ───────────────────────────────────────────────────────────────────


def run(command: str, *given: str) -> str:
    out = StringIO()
    call_command(command, *given, stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def accounts() -> dict[str, dict]:
    return {account["role"]: account for account in json.loads(run("create_test_accounts"))["accounts"]}


@pytest.mark.parametrize("command", [("create_test_accounts",), ("totp", "staff@example.jp")])
def test_accounts_with_known_passwords_need_permission(settings, command):
    settings.ALLOW_TEST_ACCOUNTS = False

    with pytest.raises(CommandError, match="MYCOMI_ALLOW_TEST_ACCOUNTS"):
        run(*command)

    assert not User.objects.exists()


def test_test_accounts_are_told_as_one_json_object_and_made_once(accounts):
    again = json.loads(run("create_test_accounts"))

    assert {account["role"]: account for account in again["accounts"]} == accounts
    assert set(again) == {"accounts", "skipped"} and again["skipped"] == []
    assert User.objects.count() == len(accounts)
    assert {"role", "email", "password", "public_id", "totp_secret", "wards"} == set(accounts["resident"])
    assert accounts["kita"]["wards"] == ["27127"] and accounts["kita"]["totp_secret"]
    assert accounts["resident"]["totp_secret"] is None


def test_totp_command_gives_codes_that_the_log_in_takes(client, accounts):
    staff = User.objects.get(email=accounts["staff"]["email"])
    log_in(client, staff, accounts["staff"]["password"])

    codes = [run("totp", staff.email) for _ in range(2)]
    client.post(SECOND, {"code": codes[1]})

    assert all(re.fullmatch(r"\d{6}", code) for code in codes) and codes[0] != codes[1]
    assert is_in(client)


@pytest.mark.parametrize("email", ["resident@example.jp", "nobody@example.jp"])
def test_totp_command_refuses_accounts_without_a_factor(accounts, email):
    with pytest.raises(CommandError):
        run("totp", email)


@pytest.mark.parametrize(("role", "gets_in"), [("resident", True), ("target", False), ("locktarget", False)])
def test_exempt_accounts_are_not_held_up_by_their_address(client, settings, accounts, role, gets_in):
    settings.EXEMPT_TEST_ACCOUNTS = True
    for n in range(10):
        client.post(LOGIN, {"login": f"nobody{n}@example.jp", "password": "wrong"})

    client.post(LOGIN, {"login": accounts[role]["email"], "password": accounts[role]["password"]})

    assert is_in(client) is gets_in


def test_wrong_passwords_lock_exempt_accounts_like_all_others(client, settings, accounts):
    settings.EXEMPT_TEST_ACCOUNTS = True
    for _ in range(5):
        client.post(LOGIN, {"login": "resident@example.jp", "password": "wrong"})

    client.post(LOGIN, {"login": "resident@example.jp", "password": accounts["resident"]["password"]})

    assert not is_in(client)
