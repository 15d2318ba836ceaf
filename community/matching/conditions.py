"""What the words of an offer rule out, and for whom alone it is."""

import re
from functools import lru_cache

from search.analysis.analyzer import Analyzer

MEMBERS, AGE, GROUPS, WOMEN, RESIDENTS = "members", "age", "groups", "women", "residents"
_NO = r"(不可|お断り|対象外|できません)"
_ONLY = r"(に限|限定|のみ)"
LIMITS = {
    MEMBERS: rf"会員{_ONLY}|members only",
    AGE: rf"[0-9０-９十]+(歳|才)(未満|以下|以上)[^。]{{0,6}}({_NO}|{_ONLY})|未成年[^。]{{0,6}}{_NO}",
    GROUPS: rf"(団体|法人|自治会|町会|町内会|学校|NPO|商店会|企業)[^。]{{0,8}}{_ONLY}|個人[^。]{{0,8}}{_NO}",
    WOMEN: rf"女性{_ONLY}|男性[^。]{{0,4}}{_NO}|women only",
    RESIDENTS: rf"(区民|区内|在住|住民)[^。]{{0,8}}{_ONLY}",
}
_LIMITS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in LIMITS.items()}
_RULED_OUT = re.compile(
    r"([^。、，,．.；;！!\n（）()「」]{2,24}?)(?:は|には|への|での|の)?(?:対応|利用|使用|参加|貸出|貸与|受け入れ|受付)?"
    r"(?:できません|できかねます|いたしかねます|出来ません|不可|お断り|おことわり|対象外|除く|のぞく|除きます|ご遠慮)"
)
_ASKING = re.compile(
    r"(を|が)?(探して(い|お)ります|探して(い)?ます|さがして(い)?ます|求めて(い)?ます|求む|譲ってください|貸してください|"
    r"いただけませんか|くださいませんか|譲って下さい|ほしいです|looking for|in search of|wanted)",
    re.IGNORECASE,
)


def limits(text: str) -> frozenset[str]:
    """The marks of those whom it is for alone."""
    return frozenset(name for name, pattern in _LIMITS.items() if pattern.search(text))


@lru_cache(maxsize=4096)  # the same offers are weighed for one issue after the other
def excludes(text: str, by: Analyzer) -> frozenset[str]:
    """Concepts that are ruled out: @wheelchair of 車いすは対応できません."""
    clauses = [match.group(1) for match in _RULED_OUT.finditer(text)]
    return frozenset(word for clause in clauses for word in by.document(clause).words if word[0] == "@")


def is_asking(title: str, body: str) -> bool:
    """Whether an offer is really a wish of its own: 「…を探しています」."""
    return bool(_ASKING.search(title)) or bool(_ASKING.search(body))
