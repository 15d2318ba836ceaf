"""Writes of the desk itself: an officer's own views."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.core.errors import NotAllowed, NotFound
from community.core.text import said

from .models import LONGEST_NAME, LONGEST_QUERY, MOST_VIEWS, SavedView


@transaction.atomic
def save_view(*, owner: Any, name: str, query: str) -> SavedView:
    """Keep the filters of `query` under a name; a name that is there takes the new filters. At most 20 a person."""
    name = said(name, LONGEST_NAME, _("見かたの名前を書いてください。"), lines=False)
    User.objects.select_for_update().get(pk=owner.pk)  # two presses at once count one after the other
    view = SavedView.objects.filter(owner=owner, name=name).first()
    if view is None and SavedView.objects.filter(owner=owner).count() >= MOST_VIEWS:
        raise NotAllowed(_("見かたは20まで保存できます。使わないものを消してから、保存してください。"))
    view = view or SavedView(owner=owner, name=name)
    view.query = query[:LONGEST_QUERY]
    view.save()
    return view


def delete_view(*, owner: Any, view_id: int) -> None:
    """Forget one of one's own views. Raises NotFound for another's."""
    gone, _kinds = SavedView.objects.filter(owner=owner, pk=view_id).delete()
    if not gone:
        raise NotFound
