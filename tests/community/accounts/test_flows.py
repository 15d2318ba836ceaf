"""Through the doors: registering, logging in by password and by code, and what is told to whom."""

import re
import time
from unittest import mock

import pytest

from community.accounts.models import User
from tests import makers

from .doors import BY_CODE, LOGIN, PASSWORD, RESET, SIGNUP, code_for, is_in, letters, log_in, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _our_outbox(settings):
    """Letters go where they go in the city; pytest-django would keep them for itself."""
    settings.EMAIL_BACKEND = "community.core.mail.OutboxBackend"


# ── Registering ─────────────────────────────────────────────────────────────────────────────────────────────────


def sign_up(client, **fields):
    given = {"display_name": "ゆうこ@天六", "email": "yuko@example.jp", "password1": "tenroku-no-machi-7"}
    return client.post(SIGNUP, given | fields)


def test_newcomer_registers_with_a_code_and_lands_where_they_wanted_to_go(client):
    answer = sign_up(client, next="/issues/new/")
    assert answer.url.startswith("/accounts/confirm-email/") and not is_in(client)

    answer = client.post(answer.url, {"code": code_for("yuko@example.jp")})

    person = User.objects.get(email="yuko@example.jp")
    assert answer.url == "/issues/new/" and is_in(client)
    assert person.display_name == "ゆうこ@天六" and person.email_verified_at


@pytest.mark.parametrize("name", ["大阪市職員", "北区役所", "Osaka City"])
def test_name_that_passes_for_the_city_cannot_be_registered(client, name):
    answer = sign_up(client, display_name=name)

    assert "市や運営とまちがえられる名前は使えません。" in answer.content.decode()
    assert not User.objects.exists() and letters("yuko@example.jp") == []


def test_every_empty_field_of_the_sign_up_says_what_to_write(client):
    page = client.post(SIGNUP, {}).content.decode()

    for sentence in (
        "みんなに見える名前を書いてください。", "メールアドレスを書いてください。", "パスワードを決めてください。",
    ):  # fmt: skip
        assert sentence in page


def test_program_that_fills_in_the_trap_registers_nobody_and_is_not_told(client):
    answer = sign_up(client, contact_time="いつでも")

    assert answer.url.startswith("/accounts/confirm-email/")
    assert not User.objects.exists() and letters("yuko@example.jp") == []


def test_address_of_a_registration_cannot_be_changed_from_the_code_page(client):
    sign_up(client)

    client.post("/accounts/confirm-email/", {"action": "change", "email": "other@example.jp"})

    assert User.objects.get().email == "yuko@example.jp" and letters("other@example.jp") == []


# ── Log-in ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_resident_logs_in_with_a_password_and_goes_on_where_they_were(client):
    answer = client.post(LOGIN, {"login": makers.person().email, "password": PASSWORD, "next": "/issues/"})

    assert answer.url == "/issues/" and is_in(client)


def test_log_in_does_not_lead_to_another_site(client):
    answer = client.post(LOGIN, {"login": makers.person().email, "password": PASSWORD, "next": "https://evil.example/"})

    assert answer.url == "/"


@pytest.mark.parametrize("written", ["{}", " {} ", "{}-"])
def test_resident_logs_in_with_a_code_from_a_mail(client, written):
    person = makers.person()
    client.post(BY_CODE, {"email": person.email})

    client.post(BY_CODE + "confirm/", {"code": written.format(code_for(person.email))})

    assert is_in(client)


def test_code_may_be_written_in_full_width_figures(client):
    person = makers.person()
    client.post(BY_CODE, {"email": person.email})

    client.post(
        BY_CODE + "confirm/",
        {"code": code_for(person.email).translate(str.maketrans("0123456789", "０１２３４５６７８９"))},
    )

    assert is_in(client)


def test_wrong_codes_are_counted_and_the_last_one_ends_it(client):
    person = makers.person()
    client.post(BY_CODE, {"email": person.email})
    code = code_for(person.email)

    answers = [client.post(BY_CODE + "confirm/", {"code": wrong(code)}) for _ in range(5)]

    assert "番号がちがいました。" in answers[0].content.decode() and "あと 4回ためせます" in answers[0].content.decode()
    assert answers[4].status_code == 302
    client.post(BY_CODE + "confirm/", {"code": code})
    assert not is_in(client)


def test_codes_of_a_day_are_too_few_to_be_guessed(client):
    """Twelve letters a day, five tries each: one in 16,000 for somebody who tries every day's worth."""
    person, start = makers.person(), time.time()
    for hour in range(14):
        with mock.patch("allauth.core.internal.ratelimit.time.time", return_value=start + hour * 3600):
            client.post(BY_CODE, {"email": person.email})

    assert len(letters(person.email)) == 12


def test_forgotten_password_is_replaced_with_a_code_and_its_owner_is_told(client):
    person = makers.person()
    client.post(RESET, {"email": person.email})

    answer = client.post(RESET + "confirm/", {"code": code_for(person.email)})
    new = {"password1": "shinsaibashi-no-hashi", "password2": "shinsaibashi-no-hashi"}
    answer = client.post(answer.url, new)

    assert answer.url == RESET + "done/"
    assert log_in(client, person).status_code == 200 and not is_in(client)
    assert log_in(client, person, new["password1"]).status_code == 302 and is_in(client)
    assert letters(person.email)[-1]["body"].startswith("パスワードを決めなおしました。")


def test_letter_with_a_code_begins_with_the_code_and_says_who_and_what(client):
    person = makers.person()
    client.post(BY_CODE, {"email": person.email})

    letter = letters(person.email)[0]
    code = code_for(person.email)
    assert letter["subject"] == f"マイコミおおさか：ログインの番号 {code}"
    assert letter["body"].startswith(code) and "10分のあいだ使えます" in letter["body"]
    assert code in letter["html"][0] and "<img" not in letter["html"][0]


# ── Nobody learns which addresses are registered ────────────────────────────────────────────────────────────────


def walk(client, door, address):
    """Ask at a door for an address, look at the next page, try a wrong code there: what an outsider can see."""
    fields = {"email": address, "display_name": "だれか", "password1": "tenroku-no-machi-7"}
    asked = client.post(door, fields)
    seen = client.get(asked.url)
    tried = client.post(asked.url, {"code": "000000"})
    bodies = [re.sub(r'value="\w{64}"', "", page.content.decode()).replace(address, "…") for page in (seen, tried)]
    return [asked.status_code, asked.url, seen.status_code, tried.status_code, *map(without_seconds, bodies)]


def without_seconds(page: str) -> str:
    return re.sub(r'data-until="[^"]*"', "", page)


@pytest.mark.parametrize("door", [BY_CODE, RESET, SIGNUP])
def test_registered_and_unknown_addresses_get_the_same_answers(client, door):
    known = makers.person().email

    answers = walk(client, door, known)
    client.cookies.clear()

    assert answers == walk(client, door, "nobody@example.jp")


@pytest.mark.parametrize("door", [BY_CODE, RESET])
def test_only_registered_addresses_get_a_letter(client, door):
    known = makers.person().email

    client.post(door, {"email": known})
    client.cookies.clear()
    client.post(door, {"email": "nobody@example.jp"})

    assert len(letters(known)) == 1 and letters("nobody@example.jp") == []


def test_owner_of_an_address_is_told_that_somebody_registers_with_it(client):
    known = makers.person().email

    sign_up(client, email=known)

    assert letters(known)[0]["subject"] == "マイコミおおさか：もう登録してあります"
    assert re.search(r"\b\d{6}\b", letters(known)[0]["body"]) is None
    assert User.objects.count() == 1


# ── Limits ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_five_wrong_passwords_lock_the_account_whatever_address_is_claimed(client):
    person, neighbour = makers.person(), makers.person()
    for n in range(5):
        log_in(client, person, "wrong", headers={"X-Forwarded-For": f"203.0.113.{n}"})

    answer = log_in(client, person, headers={"X-Forwarded-For": "203.0.113.99"})

    assert "何度もためされたので、止めました。" in answer.content.decode() and not is_in(client)
    log_in(client, neighbour)
    assert is_in(client)


def test_claimed_addresses_do_not_lift_the_limit_per_address(client):
    people = [makers.person() for _ in range(11)]
    for n, person in enumerate(people[:10]):
        log_in(client, person, "wrong", headers={"X-Forwarded-For": f"203.0.113.{n}"})

    log_in(client, people[10], headers={"X-Forwarded-For": "203.0.113.99"})

    assert not is_in(client)


def test_too_many_requests_get_our_own_page(client):
    person = makers.person()

    answers = [client.post(RESET, {"email": person.email}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "少し早すぎるようです" in answers[5].content.decode()


# ── Language and cookies ────────────────────────────────────────────────────────────────────────────────────────


def test_language_is_remembered_and_leads_back(client):
    answer = client.get("/accounts/language/?to=en&next=/issues/?ward=27127")

    assert answer.url == "/issues/?ward=27127"
    assert answer.cookies["django_language"].value == "en"
    assert client.get("/issues/").headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_language_switch_does_not_lead_to_another_site(client, back):
    assert client.get("/accounts/language/", {"to": "en", "next": back}).url == "/"


def test_unknown_language_is_not_remembered(client):
    assert not client.get("/accounts/language/?to=xx").cookies


@pytest.mark.parametrize("address", ["/", "/issues/"])
def test_reading_sets_no_cookie(client, address):
    assert not client.get(address).cookies
