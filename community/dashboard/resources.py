"""Offers at the desk: which of them wait, one of them with all that is known, and the verbs as forms."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from community.discussion.models import Message
from community.resources import actions
from community.resources.cards import dress
from community.resources.describing import describe
from community.resources.models import Resource

from .decision_forms import ShowMessageForm
from .forms import HideMessageForm, ReasonForm, VerbForm
from .guards import for_desk
from .resource_acts import acts_of
from .things import Things, Verb


def _hide_message(*, message: Message, **given: Any) -> Resource:
    return actions.hide_message(message_id=message.pk, **given)


def _show_message(*, message: Message, **given: Any) -> Resource:
    return actions.show_message(message_id=message.pk, **given)


VERBS = {
    "approve": Verb(VerbForm, actions.approve_resource, _("公開しました。")),
    "hide": Verb(ReasonForm, actions.hide_resource, _("隠しました。出した人に理由が見えます。")),
    "restore": Verb(ReasonForm, actions.restore_resource, _("もう一度公開しました。")),
    "flags-close": Verb(VerbForm, actions.close_resource_flags, _("問題なしとして、知らせを閉じました。")),
    "message-hide": Verb(HideMessageForm, _hide_message, _("ひとことを隠しました。書いた人に理由が見えます。")),
    "message-show": Verb(ShowMessageForm, _show_message, _("ひとことを、もう一度見せました。")),
}
DESK = Things(
    kind="resource",
    rows=Resource.objects.all,
    dress=dress,
    describe=describe,
    photos=lambda found: [join.photo for join in found.photos.select_related("photo")],
    acts=acts_of,
    verbs=VERBS,
)


@for_desk
@require_safe
def resources(request: HttpRequest) -> HttpResponse:
    return DESK.index(request)


@for_desk
@require_safe
def resource(request: HttpRequest, number: int) -> HttpResponse:
    return DESK.one(request, number)


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    return DESK.act(request, number, verb)
