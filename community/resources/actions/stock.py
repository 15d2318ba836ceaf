"""What is promised and what is with those who asked: the only writer of `held` and `handed_out`.

Every verb locks the resource's row and belongs to a transaction of the caller, who has locked the match before.
A resource that is not counted keeps no holds: each verb is fine and changes nothing.

    left ──hold──▶ held ──hand_out(of_held)──▶ handed out ──take_back──▶ left
      ▲               │
      └───release─────┘            a gift stays handed out
"""

from django.utils.translation import gettext as _

from community.core.errors import CommunityError, InvalidInput, NotFound
from search import outbox as search_outbox

from ..models import Resource


class NothingLeft(CommunityError):
    """Less is left than was asked for; `left` says how many."""

    code = "nothing_left"
    status = 409

    def __init__(self, left: int, unit: str = "") -> None:
        self.left = left
        super().__init__(_left_in_words(left, unit))


def hold(*, resource_id: int, quantity: int) -> Resource:
    """Promise so many. Raises NothingLeft, NotFound or InvalidInput."""
    resource = _lock(resource_id, quantity)
    if resource.quantity is None:
        return resource
    _refuse_more_than_left(resource, quantity)
    resource.held += quantity
    return _save(resource)


def release(*, resource_id: int, quantity: int) -> Resource:
    """So many are promised no longer. Raises NotFound, or InvalidInput when fewer were."""
    resource = _lock(resource_id, quantity)
    if resource.quantity is None:
        return resource
    _refuse_more_than(resource.held, quantity, _("とっておいた数より多くは、もどせません。"))
    resource.held -= quantity
    return _save(resource)


def hand_out(*, resource_id: int, quantity: int, of_held: int) -> Resource:
    """So many are with the one who asked; `of_held` were promised and are promised no longer.

    Fewer or more than promised may be handed out, as long as it fits. Raises NothingLeft, NotFound or InvalidInput.
    """
    resource = _lock(resource_id, quantity)
    if resource.quantity is None:
        return resource
    if of_held < 0:
        raise InvalidInput
    _refuse_more_than(resource.held, of_held, _("とっておいた数より多くは、もどせません。"))
    resource.held -= of_held
    _refuse_more_than_left(resource, quantity)
    resource.handed_out += quantity
    return _save(resource)


def take_back(*, resource_id: int, quantity: int) -> Resource:
    """So many came back; a gift stays where it is. Raises NotFound, or InvalidInput when fewer were handed out."""
    resource = _lock(resource_id, quantity)
    if resource.quantity is None or not resource.returns:
        return resource
    _refuse_more_than(resource.handed_out, quantity, _("わたした数より多くは、もどせません。"))
    resource.handed_out -= quantity
    return _save(resource)


def _lock(resource_id: int, quantity: int) -> Resource:
    if quantity < 1:
        raise InvalidInput(_("数は1からです。"))
    resource = Resource.objects.select_for_update(of=("self",)).filter(pk=resource_id).first()
    if resource is None:
        raise NotFound
    return resource


def _refuse_more_than_left(resource: Resource, quantity: int) -> None:
    left = resource.left or 0
    if quantity > left:
        raise NothingLeft(left, resource.unit)


def _refuse_more_than(there: int, quantity: int, sentence: str) -> None:
    if quantity > there:
        raise InvalidInput(sentence)


def _save(resource: Resource) -> Resource:
    """The numbers are not what people edit: the version stays, so that nobody's open form is refused for them."""
    resource.save(update_fields=["held", "handed_out"])
    search_outbox.record("resource", str(resource.pk))
    return resource


def _left_in_words(left: int, unit: str) -> str:
    if left == 0:
        return _("いまは、のこりがありません。")
    if unit:
        sentence = _("いま、のこりは%(left)d%(unit)sです。数を変えて、もう一度お願いします。")
        return sentence % {"left": left, "unit": unit}
    return _("いま、のこりは%(left)dです。数を変えて、もう一度お願いします。") % {"left": left}
