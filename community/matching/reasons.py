"""Reasons, misfits and gates as sentences for people, in the language of whoever reads."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from community.areas.reference import wards
from community.resources.reference import LANGUAGES
from community.taxonomy.codes import code_names
from community.taxonomy.models import HelpKind
from search.analysis.site import analyzer

from .ranking import Reason, Suggestion

LABELS = {"well": gettext_lazy("よく合う"), "fits": gettext_lazy("合う"), "nearly": gettext_lazy("あと一歩")}
GATES = {
    "consent": gettext_lazy("出した人が、すすめられることを望んでいません。"),
    "status": gettext_lazy("いまは受け付けていません。"),
    "nothing_left": gettext_lazy("残りがありません。"),
    "over": gettext_lazy("期限がすぎました。"),
    "apart": gettext_lazy("希望の日と、使える日が重なりません。"),
    "unverified": gettext_lazy("人にかかわる助けは、市が確認した団体だけにたのめます。"),
    "blocked": gettext_lazy("この相手とは、やりとりできません。"),
    "own": gettext_lazy("自分で出したものです。"),
    "refused": gettext_lazy("「今回は無理」と答えた投稿です。"),
    "stopped": gettext_lazy("「この種類は不要」と答えたしゅるいです。"),
    "excluded": gettext_lazy("条件にあてはまりません。"),
}
_KATAKANA = {ord("ぁ") + n: ord("ァ") + n for n in range(86)}
_MORE = {
    "meaning": gettext_lazy("ほかの提供は、書いてあることが、もっと近いです。"),
    "words": gettext_lazy("ほかの提供は、同じことばが、もっと多いです。"),
    "concepts": gettext_lazy("ほかの提供は、書いてあることが、もっと近いです。"),
    "codes": gettext_lazy("ほかの提供は、使い道が、もっと合います。"),
    "kind": gettext_lazy("ほかの提供は、しゅるいが合います。"),
    "place": gettext_lazy("ほかの提供は、もっと近くにあるか、その区にとどきます。"),
    "dates": gettext_lazy("ほかの提供は、希望の日に、もっと使えます。"),
    "quantity": gettext_lazy("ほかの提供は、数がたります。"),
    "language": gettext_lazy("ほかの提供は、ことばが通じます。"),
    "record": gettext_lazy("ほかの提供は、とどけたことが、もっとあります。"),
    "verified": gettext_lazy("ほかの提供は、市が確認した団体のものです。"),
    "fresh": gettext_lazy("ほかの提供は、さいきん本人が確かめました。"),
}


def reason_sentences(suggestion: Suggestion) -> list[str]:
    """Why it fits, a sentence a signal."""
    return [_REASONS[reason.code](reason.about) for reason in suggestion.reasons]


def misfit_sentences(suggestion: Suggestion) -> list[str]:
    """Where it does not fit."""
    return [_MISFITS[misfit.code](misfit.about) for misfit in suggestion.misfits]


def gate_sentence(suggestion: Suggestion) -> str:
    """Why it cannot be had at all; empty when it can."""
    return str(GATES[suggestion.gate]) if suggestion.gate else ""


def sentence(reason: Reason, *, is_misfit: bool = False) -> str:
    """One reason, as it was stored."""
    return (_MISFITS if is_misfit else _REASONS)[reason.code](reason.about)


def more_sentence(signal: str) -> str:
    """What another offer has more."""
    return str(_MORE[signal])


def named(words: Iterable[str]) -> str:
    """Concepts by their names: @wheelchair is 車いす."""
    return _joined(_concept(word[1:]) for word in sorted(words))


def _codes(about: Mapping[str, Any]) -> str:
    names = code_names()
    return _("ほしい助けに合います：%(codes)s。") % {"codes": _joined(names.get(code, code) for code in about["codes"])}


def _concepts(about: Mapping[str, Any]) -> str:
    return _("同じことの話です：%(words)s。") % {"words": _joined(_concept(name) for name in about["words"])}


def _words(about: Mapping[str, Any]) -> str:
    return _("同じことばがあります：%(words)s。") % {"words": _joined(map(_spelled, about["words"]))}


def _spelled(word: str) -> str:
    """As people write it: kept words are folded into hiragana, where 「データ」 is 「でーた」."""
    return word.translate(_KATAKANA) if "ー" in word else word


def _place(about: Mapping[str, Any]) -> str:
    if about["where"] == "ward":
        return _("%(ward)sにとどきます。") % {"ward": _ward(about["ward"])}
    if about["where"] == "city":
        return _("市のどこへもとどきます。")
    return _("場所はいりません。") if about["where"] == "anywhere" else _("近くにあります。")


def _far(about: Mapping[str, Any]) -> str:
    if not about["wards"]:
        return _("少し遠くにあります。")
    return _("とどくのは%(wards)sです。") % {"wards": _joined(map(_ward, about["wards"]))}


def _left(about: Mapping[str, Any]) -> str:
    return _("残りは%(left)sです。") % {"left": about["left"]}


def _languages(about: Mapping[str, Any]) -> str:
    return _joined(str(LANGUAGES.get(code, code)) for code in about["languages"])


def _day(said: str) -> str:
    return date_format(date.fromisoformat(said), "DATE_FORMAT")


def _kind(about: Mapping[str, Any]) -> str:
    return str(HelpKind(about["kind"]).label)


Sentence = Callable[[Mapping[str, Any]], str]
_REASONS: dict[str, Sentence] = {
    "meaning": lambda _about: _("書いてあることが近いです。"),
    "words": _words,
    "concepts": _concepts,
    "codes": _codes,
    "kind": lambda about: _("ほしいしゅるいです：%(kind)s。") % {"kind": _kind(about)},
    "place": _place,
    "dates": lambda about: _("希望の日に使えます。") if about["whole"] else _("希望の日の一部に使えます。"),
    "quantity": _left,
    "language": lambda about: _("ことばが通じます：%(languages)s。") % {"languages": _languages(about)},
    "record": lambda about: _("これまでにとどけた数：%(count)s。") % {"count": about["delivered"]},
    "verified": lambda _about: _("市が確認しました。"),
    "fresh": lambda about: _("%(day)sに本人が確かめました。") % {"day": _day(about["on"])},
}  # fmt: skip
_MISFITS: dict[str, Sentence] = {
    "kind": lambda about: _("しゅるいがちがいます：%(kind)s。") % {"kind": _kind(about)},
    "place": _far,
    "quantity": lambda about: _("%(wanted)sいるところ、残りは%(left)sです。") % about,
    "dates": lambda about: _("希望の日の一部だけです。") if about["some"] else _("希望の日には使えません。"),
    "language": lambda about: _("ことばは%(languages)sです。") % {"languages": _languages(about)},
    "asking": lambda _about: _("出した人も、何かをさがしています。"),
    "stale": lambda about: _("本人が確かめたのは%(day)sです。") % {"day": _day(about["on"])},
    "limit_members": lambda _about: _("会員だけのものです。"),
    "limit_age": lambda _about: _("年れいの条件があります。"),
    "limit_groups": lambda _about: _("団体だけのものです。"),
    "limit_women": lambda _about: _("女性だけのものです。"),
    "limit_residents": lambda _about: _("住んでいる所の条件があります。"),
}


def _joined(names: Iterable[str]) -> str:
    return (", " if get_language() == "en" else "、").join(names)


def _ward(code: str) -> str:
    known = wards().get(code)
    return known.label if known else code


def _concept(name: str) -> str:
    known = analyzer().thesaurus.concepts.get(name)
    if known is None:
        return name
    return known.en[0] if get_language() == "en" and known.en else known.name
