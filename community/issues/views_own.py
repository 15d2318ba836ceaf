"""What the author does with a post afterwards: 直す, 取り下げる, 取り消す. For others there are no such pages."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.core.errors import CommunityError, InvalidInput, NotAllowed, NotFound, StaleVersion, TooFast
from community.core.shown_again import shown_again
from community.moderation.views import for_participants
from community.photos.models import Photo

from . import actions
from .forms import MOST_PHOTOS
from .forms_edit import EditForm
from .models import Issue, Precision
from .own import edit_refusal, edit_waits, own_ways, undo_refusal, withdraw_refusal
from .posting import keep_uploads

CHANGED = ("title", "body", "category", "address", "precision", "anonymous")


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The words of a post, filled in. When somebody was faster both texts are shown, and the next press decides."""
    issue = _own(request, number)
    if request.method == "GET":
        if refusal := edit_refusal(issue):
            raise NotAllowed(refusal)
        return render(request, "issues/edit.html", _edit_context(request, issue, EditForm(issue=issue), []))
    form = EditForm(request.POST, request.FILES, issue=issue)
    photos = _photos_of(form, request.user)
    error = _change(request, issue, form, photos)
    if error is None:
        return redirect(issue)
    theirs = error.theirs if isinstance(error, StaleVersion) else {}
    context = _edit_context(request, issue, form, photos) | {"theirs": theirs}
    return shown_again(request, "issues/edit.html", context, error)


def _photos_of(form: EditForm, author: Any) -> list[Photo]:
    """All that the post would have; what could not be used is said beside its field."""
    form.full_clean()
    uploads, kept = form.cleaned_data.get("photos") or [], form.kept_photos(author)
    key = form.cleaned_data.get("key") or form.initial["key"]
    photos, refused = keep_uploads(uploads, kept=kept, most=MOST_PHOTOS, author=author, key=key)
    for sentence in refused:
        form.add_error("photos", sentence)
    return photos


def _change(request: HttpRequest, issue: Issue, form: EditForm, photos: list[Photo]) -> CommunityError | None:
    """Write it down, or say on the form why not."""
    if not form.is_valid():
        return InvalidInput()
    given = {name: form.cleaned_data[name] for name in CHANGED}
    version = form.cleaned_data["version"] or 0
    try:
        changed = actions.edit_issue(number=issue.number, by=request.user, version=version, photos=photos, **given)
    except StaleVersion as error:
        form.add_error(None, str(error))
        form.stands_on(error.version)
        return error
    except (InvalidInput, NotAllowed, TooFast) as error:
        form.add_error(None, str(error))
        return error
    waits = issue.is_public and not changed.is_public
    messages.success(request, _("直しました。市の人が読んでから、みんなに見えます。") if waits else _("直しました。"))
    return None


def _edit_context(request: HttpRequest, issue: Issue, form: EditForm, photos: list[Photo]) -> dict[str, Any]:
    """`photos` are all that the post would have; those that it has already are the form's own."""
    fresh = [photo for photo in photos if photo not in form.old_photos]
    return {
        "form": form,
        "issue": issue,
        "photos": fresh,
        "kept": ",".join(photo.token for photo in fresh),
        "old_photos": form.old_photos,
        "dropped": set(form["drop"].value() or ()),
        "categories": form.fields["category"].queryset,
        "chosen": form["category"].value() or "",
        "precisions": Precision,
        "most": MOST_PHOTOS,
        "waits": edit_waits(issue, request.user),
    }


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """取り下げる: what it means; the press itself."""
    issue = _own(request, number)
    if request.method == "GET":
        return _asked(request, issue, "issues/withdraw.html", withdraw_refusal(issue))
    return _end(request, issue, "issues/withdraw.html", actions.withdraw_issue, _("取り下げました。"))


@login_required
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """取り消す, in the first ten minutes: what it means; the press itself. Also for who may only read."""
    issue = _own(request, number)
    if request.method == "GET":
        return _asked(request, issue, "issues/undo.html", undo_refusal(issue))
    done = _("取り消しました。写真も本文も残っていません。")
    return _end(request, issue, "issues/undo.html", actions.undo_issue, done, to="issues:board")


def _asked(
    request: HttpRequest, issue: Issue, template: str, refusal: str, error: CommunityError | None = None
) -> HttpResponse:
    """The page with its one button, or why there is none."""
    context = {"issue": issue, "refusal": refusal, "own": own_ways(issue, request.user)}
    return shown_again(request, template, context, error)


def _end(
    request: HttpRequest, issue: Issue, template: str, act: Callable[..., Any], done: str, *, to: Any = None
) -> HttpResponse:
    try:
        act(number=issue.number, by=request.user)
    except NotAllowed as error:
        return _asked(request, issue, template, str(error), error)
    messages.success(request, done)
    return redirect(to or issue)


def _own(request: HttpRequest, number: int) -> Issue:
    """Raises NotFound for everybody but its author, Gone once it was taken back."""
    issue = Issue.objects.of(request.user, number)
    if issue.author_id != request.user.pk:
        raise NotFound
    return issue
