"""Projects at the desk: which of them wait, one of them with all that is known, and the verbs as forms."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from community.discussion.models import Message
from community.projects import actions
from community.projects.cards import dress
from community.projects.describing import describe
from community.projects.models import Project

from .decision_forms import ShowMessageForm
from .forms import HideMessageForm, ReasonForm, VerbForm
from .guards import for_desk
from .project_acts import acts_of
from .things import Things, Verb


def _hide_message(*, message: Message, **given: Any) -> Project:
    return actions.hide_message(message_id=message.pk, **given)


def _show_message(*, message: Message, **given: Any) -> Project:
    return actions.show_message(message_id=message.pk, **given)


VERBS = {
    "approve": Verb(VerbForm, actions.approve_project, _("公開しました。")),
    "hide": Verb(ReasonForm, actions.hide_project, _("隠しました。始めた人に理由が見えます。")),
    "restore": Verb(ReasonForm, actions.restore_project, _("もう一度公開しました。")),
    "flags-close": Verb(VerbForm, actions.close_project_flags, _("問題なしとして、知らせを閉じました。")),
    "message-hide": Verb(HideMessageForm, _hide_message, _("ひとことを隠しました。書いた人に理由が見えます。")),
    "message-show": Verb(ShowMessageForm, _show_message, _("ひとことを、もう一度見せました。")),
}
DESK = Things(
    kind="project",
    rows=Project.objects.all,
    dress=dress,
    describe=describe,
    photos=lambda found: [found.cover] if found.cover else [],
    acts=acts_of,
    verbs=VERBS,
)


@for_desk
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    return DESK.index(request)


@for_desk
@require_safe
def project(request: HttpRequest, number: int) -> HttpResponse:
    return DESK.one(request, number)


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    return DESK.act(request, number, verb)
