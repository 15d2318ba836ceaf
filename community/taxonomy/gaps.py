"""Gaps in ready words: {{番号}} is filled for each post; one that nobody could fill stays in the text as 【番号】.

The names are the city's words, whatever language the officer reads, because the text that they stand in is Japanese.
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NAMES = ("番号", "場所", "部署", "日", "種類")
GAP = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
OPEN_GAP = re.compile("【(" + "|".join(NAMES) + ")】")
GAPS_HELP = gettext_lazy("すきま：{{番号}} {{場所}} {{部署}} {{日}} {{種類}}。課題ごとに、その言葉が入ります。")


def unknown_gaps(text: str) -> str:
    """A sentence about gaps that nobody can fill; empty when there are none."""
    strange = [name for name in GAP.findall(text) if name not in NAMES]
    stray = GAP.sub("", text)
    if strange:
        words = {"gap": _as_gap(strange[0]), "known": " ".join(map(_as_gap, NAMES))}
        return _("「%(gap)s」というすきまはありません。使えるのは %(known)s です。") % words
    if "{{" in stray or "}}" in stray:
        return _("「{{」と「}}」の数が合いません。すきまは {{番号}} のように書いてください。")
    return ""


def _as_gap(name: str) -> str:
    return "{{" + name + "}}"


def fill(text: str, values: dict[str, str]) -> str:
    """The text with every gap that has a value filled; the others stand out as 【name】."""
    return GAP.sub(lambda gap: values.get(gap.group(1)) or f"【{gap.group(1)}】", text)


def open_gaps(*texts: str) -> list[str]:
    """The names of gaps that still wait to be filled by hand, each once."""
    return list(dict.fromkeys(name for text in texts for name in OPEN_GAP.findall(text)))


def refusal(*texts: str) -> str:
    """Why these texts cannot be published yet; empty when nothing is missing."""
    missing = open_gaps(*texts)
    names = "".join(f"【{name}】" for name in missing)
    return _("%(gaps)s がまだ空いています。言葉を入れてから、公開してください。") % {"gaps": names} if missing else ""
