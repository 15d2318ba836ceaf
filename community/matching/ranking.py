"""Which offers fit what is wanted, best first, each with its signals and its reasons. Pure: no database, no clock.

    gates (help is impossible) ──▶ score = shares of what fits × light factors (place, dates …) ──▶ fair order

A score is how well an offer fits and nothing else; being shown too often, or two others of the same owner, only moves
it in the order.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from search.analysis.letters import HAN

from .gates import closed
from .sides import Offer, Wanted
from .signals import SIGNALS
from .weights import Weights

FIRST, MOST_OF_ONE = 5, 2  # in the first five, at most two of one owner
TIRED, MOST_TIRED = 0.02, 0.12  # of a score for every doubling of what its owner was shown lately
NEWCOMER = 0.75  # of the fifth's score: what an owner without a history must reach to have the fifth place
LEAST_TOLD = {"meaning": 0.5, "words": 0.5, "concepts": 0.5, "codes": 0.35, "place": 0.3, "dates": 0.3}
MOST_WORDS = 3  # named in a reason
COUNTED_IN = frozenset("年月日時分秒区市町村丁目番号人本台個枚件回度円階")
STALE = 60  # days


@dataclass(frozen=True)
class Reason:
    """Why an offer fits, or where it does not: a code and what to fill in, all of it plain data (`reasons.py`)."""

    code: str
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Suggestion:
    """An offer as it is suggested. `score` 0–1; `gate`: why it cannot be had at all, and then the score is 0."""

    offer: str
    score: float
    signals: Mapping[str, float]
    reasons: tuple[Reason, ...] = ()
    misfits: tuple[Reason, ...] = ()
    gate: str = ""
    version: str = ""


def rank(wanted: Wanted, offers: Sequence[Offer], *, weights: Weights, seed: str = "") -> list[Suggestion]:
    """All offers, best first; those behind a closed gate last. `seed`: another every day, it orders what is equal."""
    judged = [(offer, judge(wanted, offer, weights)) for offer in offers]
    judged.sort(key=lambda it: (bool(it[1].gate), -_standing(*it), _lot(seed, wanted.id, it[0].id)))
    return [suggestion for _offer, suggestion in _with_newcomer(_shared_out(judged))]


def judge(wanted: Wanted, offer: Offer, weights: Weights) -> Suggestion:
    """One offer by itself."""
    signals = {name: round(of(wanted, offer), 4) for name, of in SIGNALS.items()}
    gate = closed(wanted, offer)
    worth = 0.0 if gate else score(signals, wanted, offer, weights)
    counting = [name for name in signals if worth and counts(name, wanted, weights)]
    return Suggestion(
        offer=offer.id,
        score=worth,
        signals=signals,
        reasons=_reasons(counting, wanted, offer, signals),
        misfits=_misfits(wanted, offer, signals),
        gate=gate,
        version=weights.version,
    )


def score(signals: Mapping[str, float], wanted: Wanted, offer: Offer, weights: Weights) -> float:
    shares = _shares(wanted, weights)
    fit = sum(share * signals[name] for name, share in shares.items()) / sum(shares.values())
    for name, part in weights.factors.items():
        fit *= 1 - part + part * signals[name]
    fit *= weights.asking if offer.is_asking else 1.0
    return round(fit * weights.limited ** len(offer.limits), 6)


def counts(signal: str, wanted: Wanted, weights: Weights) -> bool:
    """Whether a signal moves scores at all: what does not is no reason either."""
    return _shares(wanted, weights).get(signal, 0.0) > 0 or weights.factors.get(signal, 0.0) > 0


def _shares(wanted: Wanted, weights: Weights) -> Mapping[str, float]:
    return weights.shares_without_meaning if wanted.vector is None else weights.shares


def label(suggestion: Suggestion, weights: Weights) -> str:
    """`well`, `fits` or `nearly`, for people; a number would promise more than is known."""
    if suggestion.score >= weights.bands["well"] and not suggestion.misfits:
        return "well"
    is_far = any(misfit.code != "stale" for misfit in suggestion.misfits)
    return "fits" if suggestion.score >= weights.bands["fits"] and not is_far else "nearly"


def _standing(offer: Offer, suggestion: Suggestion) -> float:
    return suggestion.score * (1 - min(MOST_TIRED, TIRED * math.log2(1 + offer.exposure)))


def _lot(seed: str, wanted: str, offer: str) -> str:
    return hashlib.blake2b(f"{seed}/{wanted}/{offer}".encode(), digest_size=8).hexdigest()


def _shared_out(judged: list[tuple[Offer, Suggestion]]) -> list[tuple[Offer, Suggestion]]:
    """The first five with two of one owner at most; what is held back follows them at once."""
    first: list[tuple[Offer, Suggestion]] = []
    held: list[tuple[Offer, Suggestion]] = []
    for place, (offer, suggestion) in enumerate(judged):
        if len(first) == FIRST or suggestion.gate:
            return [*first, *held, *judged[place:]]
        same = sum(bool(offer.owner) and other.owner == offer.owner for other, _suggestion in first)
        (held if same >= MOST_OF_ONE else first).append((offer, suggestion))
    return [*first, *held]


def _with_newcomer(judged: list[tuple[Offer, Suggestion]]) -> list[tuple[Offer, Suggestion]]:
    """The fifth place goes to an owner who never had a chance, when one fits nearly as well."""
    if len(judged) <= FIRST or any(_is_new(offer) for offer, _suggestion in judged[:FIRST]):
        return judged
    least = NEWCOMER * judged[FIRST - 1][1].score
    for place in range(FIRST, len(judged)):
        offer, suggestion = judged[place]
        if suggestion.gate or suggestion.score < least or not suggestion.score:
            return judged
        if _is_new(offer):
            return [*judged[: FIRST - 1], judged[place], *judged[FIRST - 1 : place], *judged[place + 1 :]]
    return judged


def _is_new(offer: Offer) -> bool:
    return not offer.delivered and not offer.failed and not offer.exposure


def _reasons(counting: Sequence[str], wanted: Wanted, offer: Offer, signals: Mapping[str, float]) -> tuple[Reason, ...]:
    """One for each signal that is strong enough to be said, and that has something to say."""
    told = [name for name in counting if signals[name] > 0 and signals[name] >= LEAST_TOLD.get(name, 0.0)]
    reasons = [Reason(name, _about(name, wanted, offer, signals[name])) for name in told]
    return tuple(reason for reason in reasons if reason.about.get("words") != [])


def _about(name: str, wanted: Wanted, offer: Offer, worth: float) -> dict[str, Any]:
    if name == "codes":
        return {"codes": shared_codes(wanted, offer)}
    if name in ("words", "concepts"):
        return {"words": _shared_words(wanted, offer, name)}
    if name == "place":
        is_served = bool(wanted.ward) and wanted.ward in offer.wards
        where = "ward" if is_served else "city" if offer.whole_city else "anywhere" if offer.anywhere else "near"
        return {"where": where, "ward": wanted.ward}
    facts = {
        "kind": {"kind": offer.kind},
        "dates": {"whole": worth >= 1},
        "quantity": {"left": offer.left},
        "language": {"languages": sorted(wanted.languages & offer.languages)},
        "record": {"delivered": offer.delivered},
        "fresh": {"on": offer.confirmed_on.isoformat() if offer.confirmed_on else ""},
    }
    return facts.get(name, {})


def shared_codes(wanted: Wanted, offer: Offer) -> list[str]:
    """The codes that both sides carry, the surest first."""
    both = {code: weight * offer.codes.get(code, 0.0) for code, weight in wanted.codes.items()}
    return sorted((code for code, weight in both.items() if weight), key=lambda code: -both[code])[:MOST_WORDS]


def _shared_words(wanted: Wanted, offer: Offer, name: str) -> list[str]:
    if name == "words":
        said, held = wanted.plain, offer.words
    elif wanted.concepts.keys() & (offer.concepts | offer.wider):
        said, held = wanted.concepts, offer.concepts | offer.wider
    else:
        said, held = wanted.wider, offer.concepts | offer.wider
    shared = [word for word in said if word in held and word[0] != "#" and (name != "words" or _tells(word))]
    return sorted(shared, key=lambda word: -said[word])[:MOST_WORDS]


def _tells(word: str) -> bool:
    """Single letters, figures and what one counts in are shared by much that has nothing in common."""
    return not word.isdecimal() and (len(word) > 1 or bool(HAN.match(word))) and word not in COUNTED_IN


def _misfits(wanted: Wanted, offer: Offer, signals: Mapping[str, float]) -> tuple[Reason, ...]:
    found = [Reason(f"limit_{limit}") for limit in sorted(offer.limits)]
    if wanted.kinds and offer.kind and not signals["kind"]:
        found.append(Reason("kind", {"kind": offer.kind}))
    if (wanted.ward and offer.wards or wanted.lat is not None) and signals["place"] < LEAST_TOLD["place"]:
        found.append(Reason("place", {"wards": sorted(offer.wards)}))
    if wanted.quantity and offer.left is not None and offer.left < wanted.quantity:
        found.append(Reason("quantity", {"left": offer.left, "wanted": wanted.quantity}))
    if wanted.from_on and (offer.from_on or offer.until_on or offer.hours) and signals["dates"] < 1:
        found.append(Reason("dates", {"some": signals["dates"] > 0}))
    if wanted.languages and offer.languages and not signals["language"]:
        found.append(Reason("language", {"languages": sorted(offer.languages)}))
    if offer.is_asking:
        found.append(Reason("asking"))
    if _days_since(offer.confirmed_on, wanted.on) > STALE:
        found.append(Reason("stale", {"on": offer.confirmed_on.isoformat() if offer.confirmed_on else ""}))
    return tuple(found)


def _days_since(day: date | None, now: date | None) -> int:
    return (now - day).days if day and now else 0
