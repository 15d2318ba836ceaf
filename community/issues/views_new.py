"""The post form. Everybody may fill it in; whose post it will be is asked at the end."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.errors import InvalidInput, NotAllowed, NotFound, TooFast, Unavailable
from community.core.negotiation import wants_json
from community.core.ratelimit import Rate, network_of, spend
from community.core.shown_again import shown_again
from community.core.text import asked
from community.core.views import error_page
from community.moderation.views import for_participants
from community.taxonomy.guessing import guessed
from community.taxonomy.models import Board

from . import actions
from .answering import (
    answer_kept,
    answer_login,
    answer_posted,
    answer_refused,
    is_anothers,
    is_nobodys,
    to_login,
)
from .forms import PostForm
from .hiding import hide_chosen
from .maps.regions import circle_in
from .models import LONGEST_BODY, Draft, Issue
from .noticing import FIELDS, masked, notices, preview_of
from .own import own_ways
from .posting import Sender, keep_photos, post_context

ASKED = Rate(120, 60)  # looks a minute at what somebody is typing
SAVED = Rate(30, 600)  # forms of a network kept in ten minutes
POSTED = (
    "title", "body", "kind", "category", "ward", "lat", "lng", "address", "precision", "anonymous", "private", "key",
)  # fmt: skip
LOOKING = ("preview", "mask")


@require_http_methods(["GET", "POST"])
@for_participants
def new(request: HttpRequest) -> HttpResponse:
    """One page, photo first. A valid POST stores at once; an invalid one keeps everything, photos too.

    Without an account a valid form is kept for its browser and waits behind the log-in. The button `step` does other
    things: `preview` shows what others will read, `mask` takes what is personal out first, `hide` covers what was
    ticked in its photos (other buttons do so first and ask for one more press), `draft` keeps the form as it is,
    `discard` throws it away. Programs get JSON: see answering.
    """
    sender, step = Sender.of(request), request.POST.get("step")
    if is_anothers(request):
        return answer_login()
    posted = _posted_before(request, sender)
    if posted is not None:
        return answer_posted(request, posted)
    if step == "discard":
        return _discarded(request, sender)
    if request.method != "POST":
        return _opened(request, sender)
    form = PostForm(masked(request.POST) if step == "mask" else request.POST, request.FILES)
    photos, refused = keep_photos(form, sender=sender)
    for sentence in refused:
        form.add_error("photos", sentence)
    return _for_this_browser(request, _answer(request, form, photos, sender), sender)


def _answer(request: HttpRequest, form: PostForm, photos: list[Any], sender: Sender) -> HttpResponse:
    step, refusal = request.POST.get("step"), InvalidInput()
    try:
        if step == "draft":
            return _kept(request, form, photos, sender)
        if step == "hide":
            return _hidden(request, photos, sender)
        if request.POST.getlist("hide"):  # ticked, and another button pressed: nothing goes out uncovered
            hide_chosen(photos, request.POST, sender=sender)
            raise InvalidInput(
                _("えらんだところをかくしました。まだ送っていません。写真を見て、もう一度押してください。")
            )
        if form.is_valid() and step in LOOKING:
            seen = {"preview": preview_of(form, sender.author)}
            return render(request, "issues/new.html", post_context(form, photos) | seen)
        if form.is_valid():
            return _posted(request, form, photos, sender)
    except (InvalidInput, NotAllowed, NotFound, TooFast, Unavailable) as error:
        form.add_error(None, str(error))
        refusal = error
        photos = sender.kept_photos(",".join(photo.token for photo in photos))  # some may have got another address
    if wants_json(request):
        return answer_refused(form, refusal)
    return shown_again(request, "issues/new.html", post_context(form, photos), refusal)


def _hidden(request: HttpRequest, photos: list[Any], sender: Sender) -> HttpResponse:
    """The form as it was typed, with its photos' new addresses."""
    photos = hide_chosen(photos, request.POST, sender=sender)
    messages.success(request, _("かくしました。見つからない顔やナンバーもあります。送る前に見てください。"))
    return render(request, "issues/new.html", post_context(PostForm(initial=request.POST.dict()), photos))


def _posted(request: HttpRequest, form: PostForm, photos: list[Any], sender: Sender) -> HttpResponse:
    if wants_json(request) and _lost(form, photos):  # nobody looks at what is left of it
        if posted := _posted_before(request, sender):  # a press at the same time has given them to it
            return answer_posted(request, posted)
        sentence = _("あずかった写真が、もうありません（あずかるのは48時間まで）。えらびなおして、送ってください。")
        form.add_error("photos", sentence)
        raise InvalidInput(sentence)
    if sender.author is None or is_nobodys(request):
        return _kept(request, form, photos, sender, complete=True)
    fields = {name: form.cleaned_data[name] for name in POSTED}
    issue = actions.post_issue(author=sender.author, photos=photos, board=_board(request), **fields)
    actions.forget_posted(browser=sender.browser, key=issue.key)
    return answer_posted(request, issue)


def _kept(
    request: HttpRequest, form: PostForm, photos: list[Any], sender: Sender, *, complete: bool = False
) -> HttpResponse:
    """Keep the form, and lead back to it – through the log-in, when it is ready to be sent."""
    spend("draft", sender.network, SAVED)
    typed = form.data.dict() | {
        "kept": ",".join([*(photo.token for photo in photos), *_lost(form, photos)]),
        "board": asked(request.GET.get("board"), limit=40),
    }
    key = asked(form.data.get("key"), limit=64) or form.initial["key"]
    draft = actions.save_draft(
        browser=sender.browser, author=sender.author, network=sender.network, key=key, fields=typed
    )
    back = draft.get_absolute_url()
    response = answer_kept(request, to_login(back) if complete and sender.author is None else back)
    sender.browser.remember(response, secure=request.is_secure())
    return response


def _lost(form: PostForm, photos: list[Any]) -> list[str]:
    """Photos that the form names and that are not here: gone, or of an account whose session has ended, and there again
    after the log-in."""
    known = {name for photo in photos for name in photo.names}
    named = dict.fromkeys(asked(form.data.get("kept"), limit=200).split(","))
    return [name for name in named if name and name not in known]


def _for_this_browser(request: HttpRequest, response: HttpResponse, sender: Sender) -> HttpResponse:
    """A form that may hold what only this browser holds. It has its secret before the first photo: two at once would
    bring two."""
    if sender.author is None or not sender.browser.is_new:
        sender.browser.remember(response, secure=request.is_secure())
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _opened(request: HttpRequest, sender: Sender) -> HttpResponse:
    """An empty form, or what was kept: complete, it is shown as others will read it, one press from being sent."""
    held = Draft.objects.held_by(sender.browser, sender.author)
    number = asked(request.GET.get("draft"), limit=12)
    draft = held.filter(pk=int(number)).first() if number.isdecimal() else None
    if draft is None:
        if number:
            messages.info(request, _("その書きかけは、もうありません。あずかるのは48時間までです。"))
        form = PostForm(initial=_initial(request))
        context = post_context(form, []) | {"drafts": held}
        return _for_this_browser(request, render(request, "issues/new.html", context), sender)
    if sender.author is not None and (posted := Issue.objects.filter(author=sender.author, key=draft.key).first()):
        return redirect("issues:thanks", posted.number)
    typed = QueryDict(urlencode({name: value for name, value in draft.fields.items() if value} | {"key": draft.key}))
    form, photos = PostForm(typed), sender.kept_photos(draft.fields["kept"])
    preview = preview_of(form, sender.author) if form.is_valid() else None
    if preview is None:
        form = PostForm(initial=typed.dict())
    context = post_context(form, photos) | {"preview": preview, "draft": draft}
    return _for_this_browser(request, render(request, "issues/new.html", context), sender)


def _discarded(request: HttpRequest, sender: Sender) -> HttpResponse:
    key = asked(request.POST.get("key"), limit=64)
    for draft in Draft.objects.held_by(sender.browser, sender.author).filter(key=key):
        actions.drop_draft(draft=draft, author=sender.author)
    messages.success(request, _("書きかけを、写真ごと捨てました。"))
    return redirect("issues:new")


def shown_after_csrf(request: HttpRequest) -> HttpResponse:
    """The form as it was typed, with a fresh token. Nothing is kept: who pressed is not sure."""
    form = PostForm(request.POST)
    form.full_clean()
    photos = Sender.of(request).kept_photos(request.POST.get("kept"))
    sentence = _("時間がたったので、まだ送っていません。書いた内容はそのままです。もう一度、送ってください。")
    if request.FILES:
        sentence += _("写真は、もう一度えらんでください。")
    form.add_error(None, sentence)
    if wants_json(request):
        return error_page(request, 403, "csrf", sentence)
    return shown_again(request, "issues/new.html", post_context(form, photos), NotAllowed())


new.after_csrf = shown_after_csrf


@require_POST
def personal(request: HttpRequest) -> JsonResponse:
    """What the words of a form tell of people, and what they may be about. They are sent in a body, so that they stand
    in no address and no log.
    """
    spend("personal", request.user.pk or network_of(request.META["REMOTE_ADDR"]), ASKED)
    said = {name: request.POST.get(name, "")[:LONGEST_BODY] for name in FIELDS}
    offered = [{"slug": one.slug, "name": one.label} for one in guessed(said["title"], said["body"])]
    found = notices(said, private=bool(request.POST.get("private")))
    return JsonResponse({"notices": found, "categories": offered}, headers={"Cache-Control": "no-store"})


@login_required
@require_safe
def thanks(request: HttpRequest, number: int) -> HttpResponse:
    """Its number, and what happens next by when."""
    issue = Issue.objects.of(request.user, number)
    if issue.author_id != request.user.pk:
        return redirect(issue)
    return render(request, "issues/thanks.html", {"issue": issue, "own": own_ways(issue, request.user)})


def _posted_before(request: HttpRequest, sender: Sender) -> Issue | None:
    """What an earlier press of the same form has stored: its photos need not be opened again."""
    key = asked(request.POST.get("key"), limit=64)
    return Issue.objects.filter(author=sender.author, key=key).first() if key and sender.author else None


def _initial(request: HttpRequest) -> dict[str, Any]:
    """A post may be begun from a list: its ward and category come along, and the place that was looked at."""
    begun = {name: asked(request.GET[name], limit=20) for name in ("ward", "category", "kind") if name in request.GET}
    place = circle_in(f"{request.GET.get('lat', '')},{request.GET.get('lng', '')}"[:60])
    return begun | ({"lat": place.lat, "lng": place.lng} if place else {})


def _board(request: HttpRequest) -> Board | None:
    slug = asked(request.GET.get("board"), limit=40)
    return Board.objects.filter(slug=slug).first() if slug else None
