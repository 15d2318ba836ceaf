"""The search page, suggestions while typing, and posts like one's own."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import search
from community.core.negotiation import wants_json
from community.core.text import asked as plain
from community.core.text import asked_number
from community.issues.models import Issue
from community.issues.person import person_of

from .asked import LONGEST_WORDS
from .followed import offer_of, read
from .likeness import like_issue, like_this
from .nearest import begun_with
from .results import find

MOST_SUGGESTED = 8


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    asked = read(request.GET)
    context = {"found": find(asked, request.user), "offer": offer_of(asked, request.user)}
    return render(request, "finding/search.html", context)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Up to eight ways to go on typing, as JSON: words and places first, then posts."""
    words = plain(request.GET.get("q"), limit=LONGEST_WORDS)
    names = begun_with(words)
    titles = search.suggest(words, user=request.user, kinds=("issue",)) if words else []
    offered: list[dict[str, Any]] = [{"word": name, "is": "word"} for name in names]
    offered += [{"word": title, "is": "post"} for title in titles if title not in names]
    return JsonResponse({"offered": offered[:MOST_SUGGESTED]})


@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Posts like the one that is being written, or like `issue`: a part of a page for people, JSON for programs."""
    number = asked_number(request.GET.get("issue"))
    if number is None:
        rows, title = like_this(request.GET, request.user, person_of(request)), _("もう投稿されているかもしれません")
    else:
        rows, title = like_issue(Issue.objects.of(request.user, number), request.user), _("似た投稿")
    if wants_json(request):
        answer: HttpResponse = JsonResponse({"similar": [row.as_json for row in rows]})
    else:
        answer = render(request, "finding/_similar.html", {"rows": rows, "title": title, "is_written": number is None})
    patch_vary_headers(answer, ["Accept"])
    return answer
