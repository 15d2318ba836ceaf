"""What the city's desk does to an offer."""

from django.utils.translation import gettext_lazy

from ..models import Resource
from . import locking
from .deskacts import DeskActs
from .offering import announce_offer

_DESK = DeskActs(
    kind="resource",
    model=Resource,
    rows=locking,
    announce=announce_offer,
    why=gettext_lazy("隠す理由を書いてください。出した人に見えます。"),
)
approve_resource, hide_resource, restore_resource = _DESK.approve, _DESK.hide, _DESK.restore
close_resource_flags = _DESK.close_flags
hide_message, show_message = _DESK.hide_message, _DESK.show_message
hide_again, hide_message_again = _DESK.hide_again, _DESK.hide_message_again
follow_organisation = _DESK.follow_organisation
