"""The door of the API: in whose name a program asks, how often it may, and what it may.

A token in `Authorization` is all that counts when there is one; else it is the session of a page, which has to show
its form token before it writes.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from community.core.errors import NotAllowed, NotKnown, WrongMethod
from community.core.ratelimit import Rate, network_of, spend

from . import actions, tokens
from .models import ApiToken
from .testaccounts import is_exempt

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD")
PERSONS, ADDRESSES = Rate(300, 60), Rate(600, 60)


def endpoint(*methods: str) -> Callable[[View], View]:
    """A view for programs, with these methods; `request.user` is the person of the token or of the session.

    Reading is open to everybody: what they see is the view's to ask. Raises NotKnown, NotAllowed, WrongMethod or
    TooFast, which the outermost ring turns into answers (community.core.api).
    """
    methods = tuple(found for method in methods for found in (READING if method == "GET" else (method,)))

    def opened(view: View) -> View:
        of_page = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method not in methods:
                raise WrongMethod(methods)
            token = _token_of(request)
            if token is not None:
                request.user = token.person
            _spend(request)
            if token is not None:
                _use(token, writes=request.method not in READING)
                return view(request, *args, **kwargs)
            if request.method not in READING and not request.user.is_authenticated:
                raise NotKnown
            return of_page(request, *args, **kwargs)

        return answered

    return opened


def _token_of(request: HttpRequest) -> ApiToken | None:
    """None where no token was sent. One that is wrong or over never counts as none. Raises NotKnown or TooFast."""
    given = request.headers.get("Authorization")
    if given is None:
        return None
    scheme, _space, secret = given.partition(" ")
    token = tokens.find(secret.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        spend("api", _network(request), ADDRESSES)
        raise NotKnown(_("このトークンは使えません。取り消されたか、期限が過ぎたか、書きまちがいです。"))
    return token


def _use(token: ApiToken, *, writes: bool) -> None:
    scope = ApiToken.Scope.WRITE if writes else ApiToken.Scope.READ
    if scope not in token.scopes:
        raise NotAllowed(_("このトークンは「%(scope)s」ことができません。") % {"scope": scope.label})
    if writes:
        actions.note_use(token=token)


def _spend(request: HttpRequest) -> None:
    person = request.user
    if person.is_authenticated:
        if is_exempt(person.email):
            return
        spend("api-person", person.pk, PERSONS)
    spend("api", _network(request), ADDRESSES)


def _network(request: HttpRequest) -> str:
    return network_of(request.META["REMOTE_ADDR"])
