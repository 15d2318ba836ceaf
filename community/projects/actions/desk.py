"""What the city's desk does to a project."""

from django.utils.translation import gettext_lazy

from community.resources.actions.deskacts import DeskActs

from ..models import Project
from . import locking
from .starting import announce_start

_DESK = DeskActs(
    kind="project",
    model=Project,
    rows=locking,
    announce=announce_start,
    why=gettext_lazy("隠す理由を書いてください。チームを始めた人に見えます。"),
)
approve_project, hide_project, restore_project = _DESK.approve, _DESK.hide, _DESK.restore
close_project_flags = _DESK.close_flags
hide_message, show_message = _DESK.hide_message, _DESK.show_message
hide_again, hide_message_again = _DESK.hide_again, _DESK.hide_message_again
follow_organisation = _DESK.follow_organisation
