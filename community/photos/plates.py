"""Whether words that were read in a picture are a Japanese number plate, and where the whole plate then is.

Only the large line of a plate is read well – 「さ 12-34」 – so a plate is told by its four places: figures, with dots
for those that are missing. House numbers, telephone numbers and days look alike: what comes of it is only suggested.
Runs in the decoding process; knows nothing of Django.
"""

import re
import unicodedata

DASHES, DOTS = "‐‑–—−ーｰ", "･·."
PLAIN = str.maketrans(DASHES + DOTS, "-" * len(DASHES) + "・" * len(DOTS))
FULL = r"[0-9]{2}-[0-9]{2}"
SHORT = r"・[0-9]-?[0-9]{2}|・・-?[0-9]{2}|・・-?・[0-9]"
LARGE_LINE = re.compile(f"[^0-9・-]{{0,3}}(?:{FULL}|{SHORT})")
LEFT, UP, RIGHT, DOWN = 0.5, 0.95, 0.15, 0.2  # of the height of the words: 地名 above, the kana before

Box = tuple[float, float, float, float]  # left, top, right, bottom


def is_plate(words: str) -> bool:
    """`12-34`, or fewer figures after their dots, at most three other letters before them, and nothing behind."""
    plain = unicodedata.normalize("NFKC", re.sub(r"\s", "", words)).translate(PLAIN)
    return len(plain) < 12 and LARGE_LINE.fullmatch(plain) is not None


def plate_around(words: Box) -> Box:
    """The plate whose large line has this box."""
    left, top, right, bottom = words
    height = bottom - top
    return left - LEFT * height, top - UP * height, right + RIGHT * height, bottom + DOWN * height
