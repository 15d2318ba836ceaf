"""The short posts of the demo city: a title and a sentence or two, and a life made from what became of them.

The post says how far it came and, where it matters, in which words. The steps before that are told with sentences
that name the town, taken in turn, so that no two posts read alike.
"""

import json
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

from community.areas.names import shown

HERE = Path(__file__).resolve().parent
FOLDER, WORDS = HERE / "posts", HERE / "words"
# What a post went through before the state that it has reached.
BEFORE = {
    "": (),
    "received": (),
    "in_review": (),
    "assigned": ("in_review",),
    "scheduled": ("in_review", "assigned"),
    "in_progress": ("in_review", "assigned"),
    "resolved": ("in_review", "in_progress"),
}
USUALLY = ("in_review",)
NIGHT, MORNING, DAY, DUSK = "night", "morning", "day", "dusk"
HOURS = (NIGHT,) * 5 + (MORNING,) * 4 + (DAY,) * 7 + (DUSK,) * 3 + (NIGHT,) * 5
SHARE_OF_WAIT = 0.7  # of the time since posting, the last step falls within this share
OPENS, CLOSES = 9, 18
SHY = ("quiet", "oda")
DEPARTMENTS = {
    "road": "kensetsu", "light": "kensetsu", "park": "koen", "litter": "kankyo", "bicycle": "kensetsu",
    "traffic": "kuyakusho", "water": "gesui", "building": "kuyakusho", "animal": "kuyakusho", "noise": "kankyo",
    "welfare": "fukushi", "child": "kyoiku", "disaster": "kikikanri", "shopping": "keizai", "tourism": "keizai",
    "digital": "digital", "other": "kuyakusho",
}  # fmt: skip
OFFICES = {
    "kensetsu": "建設局", "koen": "公園事務所", "kankyo": "環境局", "gesui": "下水道の係", "kuyakusho": "区役所",
    "fukushi": "保健福祉の係", "kyoiku": "教育委員会", "kikikanri": "危機管理室", "keizai": "経済戦略局",
    "digital": "デジタル統括室",
}  # fmt: skip


class Phrases:
    """Sentences and comments, each handed out in turn."""

    def __init__(self) -> None:
        words = json.loads((WORDS / "lives.json").read_text(encoding="utf-8"))
        self._sentences, self._comments = words["sentences"], words["comments"]
        self._turns: dict[str, Iterator[int]] = {}

    def sentence(self, status: str, *, town: str, office: str) -> str:
        choices = self._sentences[status]
        return choices[self._turn(status) % len(choices)].format(town=town, department=office)

    def comment(self, category: str, *, but: str) -> dict[str, str] | None:
        """What a neighbour says; each is said once, never by the author; None when all were said."""
        for nth, words in enumerate(self._comments[category]):
            if words["author"] != but:
                return self._comments[category].pop(nth)
        return None

    def _turn(self, name: str) -> int:
        return next(self._turns.setdefault(name, count()))


@lru_cache(maxsize=1)
def short_rows() -> tuple[dict[str, Any], ...]:
    """The short posts, in the form of the long ones."""
    rows = json.loads((FOLDER / "short.json").read_text(encoding="utf-8"))
    phrases = Phrases()
    return tuple(_row(f"s{nth:03}", row, phrases) for nth, row in enumerate(rows, 1))


def _row(key: str, row: dict[str, Any], phrases: Phrases) -> dict[str, Any]:
    chance = zlib.crc32(row["title"].encode())
    same = ("kind", "category", "ward", "town", "author", "title", "body", "days_ago", "hour", "supports")
    return {name: row[name] for name in same} | {
        "key": key,
        "address": "",
        "precision": "town" if row["author"] in SHY else ("exact", "100m")[chance % 2],
        "anonymous": row["author"] == "sato",
        "palette": HOURS[row["hour"]],
        "scenes": [{"subject": row["scene"], "sign": ""}] if row.get("scene") else [],
        "visibility": "public",
        "life": _life(row, phrases, chance),
        "merged_into": None,
        "reply": None,
        "notes": [],
        "comments": _comments(row, phrases, chance),
        "board": row.get("board", "main"),
    }


def _life(row: dict[str, Any], phrases: Phrases, chance: int) -> list[dict[str, Any]]:
    """The steps to the state that the post has reached, spread over a few days or as long as there was."""
    status = row["status"]
    if status in ("", "received"):
        return []
    steps = [*BEFORE.get(status, USUALLY), status]
    span = min(_room(row) * SHARE_OF_WAIT, 40 + chance % 400)
    lines, last = [], 0.0
    for nth, to in enumerate(steps, 1):
        last = max(last + 0.5, _at_the_office(row, 1 + span * (nth / len(steps)) ** 1.5))
        lines.append(_line(row, phrases, to, after_hours=round(last, 1)))
    return lines


def _at_the_office(row: dict[str, Any], after: float) -> float:
    """That many hours after the post, or the next morning when nobody is at the desk then."""
    hour = (row["hour"] + after) % 24
    if row["days_ago"] < 2 or OPENS <= hour < CLOSES:
        return after
    return after + (OPENS - hour) % 24


def _line(row: dict[str, Any], phrases: Phrases, to: str, *, after_hours: float) -> dict[str, Any]:
    department = DEPARTMENTS[row["category"]]
    is_last = to == row["status"]
    return {
        "to": to,
        "after_hours": after_hours,
        "department": "" if to == "in_review" else department,
        "sentence": (is_last and row.get("said"))
        or phrases.sentence(to, town=shown(row["town"]), office=OFFICES[department]),
        "date_in_days": int(row["days_ago"]) + 9 if to == "scheduled" else None,
    }


def _comments(row: dict[str, Any], phrases: Phrases, chance: int) -> list[dict[str, Any]]:
    said = phrases.comment(row["category"], but=row["author"]) if chance % 3 == 0 else None
    return [said | {"after_hours": round(_room(row) * (0.1 + chance % 5 / 10), 1)}] if said else []


def _room(row: dict[str, Any]) -> float:
    """How many hours there are from the post to today, whatever its hour."""
    return max(row["days_ago"] * 24 - 14, row["days_ago"] * 8)
