"""How the large bridge is drawn: from an issue's spans to shapes, people and the spans that will not come."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template

register = template.Library()

LENGTHS = {"idea": 3}  # spans of a bridge; five for all others
WHOLE = {"warm": "warm", "grey": "grey"}  # looks that every span shares
ENDS = {"sign": "sign", "fence": "fence", "grey": "grey"}  # the shape of a span on which a matter ended
HERE = ("now", "asked", "again", "end")
# When people did it, seven of them stand along the bridge.
FIGURES = ("child", "wave", "stand", "child", "point")
COATS = ("#e0633f", "#1f7f94", "#5e9a6b", "#6a5a98", "#e0633f")
SECOND = {1: "#3f5c8f", 3: "#1f7f94"}


@dataclass
class Drawn:
    """`shape` of the span; `folk` who stands on it; `rest`: it will not come, so it has no words."""

    shape: str
    word: str = ""
    day: date | None = None
    who: str = ""
    here: bool = False
    folk: str = ""
    figure: str = ""
    coat: str = ""
    second: str = ""
    rest: bool = False
    before_next: bool = False
    last: bool = False


@register.simple_tag
def drawn_spans(bridge: Any, kind: str = "problem") -> list[Drawn]:
    """The spans of a `Bridge` (or none) as they are drawn."""
    if not bridge:
        return []
    drawn = [_drawn(span, bridge.look) for span in bridge.spans]
    _place_people(drawn, bridge)
    for span, after in zip(drawn, drawn[1:], strict=False):
        span.before_next = after.shape in ("next", "again")
    drawn[-1].last = True
    return drawn + _rest(bridge.look, LENGTHS.get(kind, 5) - len(drawn))


def _drawn(span: Any, look: str) -> Drawn:
    shape = ENDS.get(look, "done") if span.state == "end" else WHOLE.get(look, span.state)
    return Drawn(shape, span.word, span.day, span.who, here=span.state in HERE)


def _place_people(drawn: list[Drawn], bridge: Any) -> None:
    """They stand where the matter is: on the present span, before one that reopened, at the far end when it is done."""
    if bridge.look == "warm":
        for nth, span in enumerate(drawn):
            span.folk, span.figure, span.coat = "crowd", FIGURES[nth % 5], COATS[nth % 5]
            span.second = SECOND.get(nth, "")
    elif bridge.look == "plain" and all(span.state == "done" for span in bridge.spans):
        drawn[-1].folk, drawn[-1].here = "arrived", True
    else:
        for nth, span in enumerate(drawn):
            _place_at(drawn, nth, span.shape)


def _place_at(drawn: list[Drawn], nth: int, shape: str) -> None:
    if shape in ("now", "asked"):
        drawn[nth].folk = "pair"
    elif shape == "fence":
        drawn[nth].folk = "one"
    elif nth and shape in ("again", "sign"):
        drawn[nth - 1].folk = "back" if shape == "again" else "looking"


def _rest(look: str, missing: int) -> list[Drawn]:
    shape = {"fence": "next", "grey": "grey"}.get(look)
    return [Drawn(shape, rest=True) for _nth in range(missing)] if shape else []
