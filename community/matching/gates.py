"""Where no help is possible. Everything else only moves an offer up or down.

Each gate names itself, so that an owner can be told why an offer is not shown: `reasons.gate_sentence`.
"""

from collections.abc import Callable

from .sides import AVAILABLE, Offer, Wanted


def _is_over(wanted: Wanted, offer: Offer) -> bool:
    return bool(wanted.on and offer.until_on and offer.until_on < wanted.on)


def _are_apart(wanted: Wanted, offer: Offer) -> bool:
    begins_late = bool(wanted.until_on and offer.from_on and offer.from_on > wanted.until_on)
    return begins_late or bool(wanted.from_on and offer.until_on and offer.until_on < wanted.from_on)


def _is_for_verified(wanted: Wanted, offer: Offer) -> bool:
    """Help that comes close to people is only brought by those whom the city has looked at."""
    return not offer.verified and bool(wanted.sensitive & wanted.codes.keys() & offer.codes.keys())


def _is_stopped(wanted: Wanted, offer: Offer) -> bool:
    """All that both sides carry is of sorts that the owner does not want to hear of."""
    shared = wanted.codes.keys() & offer.codes.keys()
    return bool(shared) and shared <= offer.stopped


GATES: tuple[tuple[str, Callable[[Wanted, Offer], bool]], ...] = (
    ("consent", lambda _wanted, offer: not offer.consent),
    ("status", lambda _wanted, offer: offer.status != AVAILABLE),
    ("nothing_left", lambda _wanted, offer: offer.left is not None and offer.left <= 0),
    ("over", _is_over),
    ("apart", _are_apart),
    ("unverified", _is_for_verified),
    ("blocked", lambda wanted, offer: bool(offer.owner) and offer.owner in wanted.blocked),
    ("own", lambda wanted, offer: bool(offer.owner) and offer.owner == wanted.owner),
    ("refused", lambda wanted, offer: offer.id in wanted.refused),
    ("stopped", _is_stopped),
    ("excluded", lambda wanted, offer: bool(offer.excludes & wanted.essence)),
)


def closed(wanted: Wanted, offer: Offer) -> str:
    """The name of the first gate that is closed, or nothing."""
    return next((name for name, is_closed in GATES if is_closed(wanted, offer)), "")
