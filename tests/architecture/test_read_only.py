"""No GET writes: every address is opened by everybody on a database that refuses writes."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from community.core.visibility import Visibility
from tests import makers

from .planted import City
from .roles import also_in_full
from .surfaces import own_surfaces

pytestmark = pytest.mark.timeout(900)  # every address of the site, one after the other

# allauth keeps what is being set up – a secret, a challenge – in the session, which is a row of the database.
SET_UP_IN_THE_SESSION = {
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
    "openid_connect_login",
}
# Who takes data out is in the journal before the first byte leaves; without a journal nobody gets it.
ON_RECORD = {"desk:export"}
ROLES = ["author", "officer", *also_in_full("visitor", "editor")]


@contextmanager
def read_only() -> Iterator[None]:
    on, off = (
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
        if connection.vendor == "sqlite"
        else ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
    )
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


@pytest.fixture
def city(lasting_city: City) -> City:
    return lasting_city


@pytest.mark.parametrize("role", ROLES)
def test_every_page_can_be_read_when_nothing_can_be_written(city, role):
    browser, fill = city.browser(role), city.filling(Visibility.PUBLIC)
    surfaces = [surface for surface in own_surfaces() if surface.name not in SET_UP_IN_THE_SESSION | ON_RECORD]

    with read_only():
        for surface in surfaces:
            for address in surface.addresses(fill):
                answer = browser.get(address)
                makers.read(answer)
                assert answer.status_code < 500, address


def test_database_really_refuses(city):
    with read_only():
        answer = city.browser  # making a browser logs in, which writes
        with pytest.raises(Exception, match=r"readonly|read-only"):
            answer("author")
