"""How an offer answers what is wanted, fact by fact. Each signal is 0–1; 0 where a fact is not known.

A signal never falls when a fact speaks for the offer, so taking a fact away never makes its score rise.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from search.likeness import metres

from .sides import Hours, Offer, Wanted

FLOOR, SPREAD = 0.33, 0.09  # of the product with an aim: what any offer has, and what the best have more
HALF = 4.0  # idf of shared words worth one half
NARROWER, WIDER, SIBLING = 0.5, 0.3, 0.1  # what is offered is a sort of what is wanted, or the other way, or beside it
NEAR = 3_000.0  # metres at which nearness is about a third
CITY = 0.8  # of one's own ward: the whole city is served, or no place is needed
USUAL_DAYS = 45.0  # since the owner's last word, after which it counts for a third


def meaning(wanted: Wanted, offer: Offer) -> float:
    if wanted.vector is None or offer.vector is None or len(wanted.vector) != len(offer.vector):
        return 0.0
    return min(1.0, max(0.0, (float(wanted.vector @ offer.vector) - FLOOR) / SPREAD))


def words(wanted: Wanted, offer: Offer) -> float:
    """Words that both use, the rare ones more; never divided by the best offer's, or noise would win."""
    shared = sum(wanted.plain[word] for word in wanted.plain.keys() & offer.words)
    return shared / (shared + HALF)


def concepts(wanted: Wanted, offer: Offer) -> float:
    """Things that both speak of, whatever they call them; things of the same sort count less."""
    shared = sum(
        idf * (1.0 if concept in offer.concepts else NARROWER if concept in offer.wider else 0.0)
        for concept, idf in wanted.concepts.items()
    )
    shared += sum(
        idf * (WIDER if concept in offer.concepts else SIBLING if concept in offer.wider else 0.0)
        for concept, idf in wanted.wider.items()
    )
    return shared / (shared + HALF)


def codes(wanted: Wanted, offer: Offer) -> float:
    """How much of the sorts of help that are wanted is offered (the cosine of the two)."""
    whole = math.sqrt(sum(weight**2 for weight in wanted.codes.values()))
    other = math.sqrt(sum(weight**2 for weight in offer.codes.values()))
    if not whole or not other:
        return 0.0
    return min(1.0, sum(weight * offer.codes.get(code, 0.0) for code, weight in wanted.codes.items()) / (whole * other))


def kind(wanted: Wanted, offer: Offer) -> float:
    return 1.0 if offer.kind and offer.kind in wanted.kinds else 0.0


def place(wanted: Wanted, offer: Offer) -> float:
    """Its ward is served, or it is near; the whole city a little less."""
    best = 0.0
    if wanted.ward and wanted.ward in offer.wards:
        best = 1.0
    elif offer.whole_city or offer.anywhere:
        best = CITY
    if None not in (wanted.lat, wanted.lng, offer.lat, offer.lng):
        away = metres(wanted.lat, wanted.lng, offer.lat, offer.lng)
        near = 1.0 if offer.radius and away <= offer.radius else math.exp(-away / NEAR)
        best = max(best, near)
    return best


def dates(wanted: Wanted, offer: Offer) -> float:
    """The share of the wanted days on which it can be had, by its dates and its weekly hours."""
    if wanted.from_on is None or wanted.until_on is None or not (offer.from_on or offer.until_on or offer.hours):
        return 0.0
    days = list(_days(wanted.from_on, wanted.until_on))
    return sum(_is_open(offer, day, wanted.hours) for day in days) / len(days) if days else 0.0


def _days(first: date, last: date) -> Iterator[date]:
    for number in range(min((last - first).days, 92) + 1):
        yield first + timedelta(days=number)


def _is_open(offer: Offer, day: date, wanted: tuple[Hours, ...]) -> bool:
    if offer.from_on and day < offer.from_on or offer.until_on and day > offer.until_on:
        return False
    asked = [it for it in wanted if it.weekday == day.weekday()]
    if wanted and not asked:
        return False
    had = [it for it in offer.hours if it.weekday == day.weekday()]
    if not offer.hours or not asked:
        return not offer.hours or bool(had)
    return any(it.opens < other.closes and other.opens < it.closes for it in asked for other in had)


def quantity(wanted: Wanted, offer: Offer) -> float:
    """How much of what is wanted is left."""
    if offer.left is None:
        return 0.0
    return min(1.0, offer.left / max(wanted.quantity or 1, 1))


def language(wanted: Wanted, offer: Offer) -> float:
    return 1.0 if wanted.languages & offer.languages else 0.0


def record(_wanted: Wanted, offer: Offer) -> float:
    """What the owner handed over before; one success does not yet make a habit."""
    return offer.delivered / (offer.delivered + offer.failed + 2)


def verified(_wanted: Wanted, offer: Offer) -> float:
    return 1.0 if offer.verified else 0.0


def fresh(wanted: Wanted, offer: Offer) -> float:
    """How lately the owner said that it is still there."""
    if wanted.on is None or offer.confirmed_on is None:
        return 0.0
    return math.exp(-max(0, (wanted.on - offer.confirmed_on).days) / USUAL_DAYS)


SIGNALS: Mapping[str, Callable[[Wanted, Offer], float]] = {
    "meaning": meaning,
    "words": words,
    "concepts": concepts,
    "codes": codes,
    "kind": kind,
    "place": place,
    "dates": dates,
    "quantity": quantity,
    "language": language,
    "record": record,
    "verified": verified,
    "fresh": fresh,
}


def without(offer: Offer, signal: str) -> Offer:
    """The same offer, had nobody ever said the fact that this signal is made of."""
    if signal in ("words", "concepts"):
        kept = {word for word in offer.words if (word[0] in "@~^") is (signal == "words")}
        return replace(offer, words=frozenset(kept))
    return replace(offer, **_UNSAID[signal])


_UNSAID: Mapping[str, dict[str, Any]] = {
    "meaning": {"vector": None},
    "codes": {"codes": {}},
    "kind": {"kind": ""},
    "place": {"wards": frozenset(), "whole_city": False, "anywhere": False, "lat": None, "lng": None},
    "dates": {"from_on": None, "until_on": None, "hours": ()},
    "quantity": {"left": None},
    "language": {"languages": frozenset()},
    "record": {"delivered": 0},
    "verified": {"verified": False},
    "fresh": {"confirmed_on": None},
}
