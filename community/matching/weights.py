"""How much each signal counts: `weights.json`, with its version. Fitted as docs/decisions/0014-matching.md says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent / "weights.json"


@dataclass(frozen=True)
class Weights:
    """`shares` add up to how well it fits; each factor takes at most its part away; `bands` are of scores."""

    version: str
    shares: Mapping[str, float]
    shares_without_meaning: Mapping[str, float]
    factors: Mapping[str, float]
    asking: float
    limited: float
    bands: Mapping[str, float]


@lru_cache(maxsize=1)
def shipped() -> Weights:
    return Weights(**json.loads(SHIPPED.read_text(encoding="utf-8")))
