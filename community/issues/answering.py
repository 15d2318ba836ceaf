"""What the post form answers to programs: the queue of a phone sends what waited and needs no page.

One of {"number", "url"}; {"kept": where it goes on}; {"login": where to log in}; {"error", "errors"}.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from community.core.errors import CommunityError, Gone
from community.core.negotiation import wants_json
from community.core.text import asked
from community.core.visibility import Visibility

from .forms import PostForm
from .models import Issue


def who_is(request: HttpRequest) -> str:
    """The public id of whose session this is, or empty."""
    return request.user.public_id if request.user.is_authenticated else ""


def is_anothers(request: HttpRequest) -> bool:
    """Written with an account that is no longer, or not now, the one of this browser."""
    return wants_json(request) and asked(request.POST.get("who"), limit=64) not in ("", who_is(request))


def is_nobodys(request: HttpRequest) -> bool:
    """Written before the log-in: logging in must send nothing by itself."""
    return wants_json(request) and not request.POST.get("who")


def to_login(back: str) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': back})}"


def answer_login() -> JsonResponse:
    return _json({"login": to_login(reverse("issues:offline"))}, status=401)


def answer_posted(request: HttpRequest, issue: Issue) -> HttpResponse:
    """Its receipt. Raises Gone for a post that was taken back: its key is spent."""
    receipt = reverse("issues:thanks", args=[issue.number])
    if not wants_json(request):
        return redirect(receipt)
    if issue.visibility == Visibility.ERASED:
        raise Gone
    return _json({"number": issue.number, "url": receipt})


def answer_kept(request: HttpRequest, address: str) -> HttpResponse:
    return _json({"kept": address}, status=202) if wants_json(request) else redirect(address)


def answer_refused(form: PostForm, refusal: CommunityError) -> JsonResponse:
    """The first sentence, and those of every field."""
    errors = {name: [str(sentence) for sentence in sentences] for name, sentences in form.errors.items()}
    first = next((sentence for sentences in errors.values() for sentence in sentences), str(refusal))
    return _json({"code": refusal.code, "error": first, "errors": errors}, refusal.status, refusal.headers)


def _json(said: dict, status: int = 200, headers: dict[str, str] | None = None) -> JsonResponse:
    return JsonResponse(
        said,
        status=status,
        headers=(headers or {}) | {"Cache-Control": "private, no-store"},
        json_dumps_params={"ensure_ascii": False},
    )
