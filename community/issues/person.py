"""The signed cookie that makes a visitor one person for わたしも: a random secret, nothing about anybody."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from community.core.ids import token

SALT = "mycomi.person"
LIVES = 60 * 60 * 24 * 365 * 2  # seconds


def person_of(request: HttpRequest) -> str:
    """The secret in the cookie, or empty when there is none of ours."""
    try:
        return signing.loads(request.COOKIES.get(settings.PERSON_COOKIE_NAME, ""), salt=SALT, max_age=LIVES)
    except signing.BadSignature:
        return ""


def new_person() -> str:
    return token()


def remember(response: HttpResponse, person: str, *, secure: bool) -> None:
    response.set_cookie(
        settings.PERSON_COOKIE_NAME,
        signing.dumps(person, salt=SALT),
        max_age=LIVES,
        httponly=True,
        samesite="Lax",
        secure=secure,
    )
