"""@表示名 in what people write: whom it names, and as HTML with a way to their page."""

import re
from collections.abc import Mapping

from django.utils.html import escape

SIGNS = ("@", "＠")
WORD = re.compile(r"[A-Za-z0-9_]$")  # a name that ends so must not go on: @Tom is not in @Tomato


def may_name(text: str) -> bool:
    """Whether there is anything to look for."""
    return any(sign in text for sign in SIGNS)


class Names:
    """Name → address of a page. Where one name begins with another, the longest that stands there is meant."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self._pages = {name: page for name, page in pages.items() if name}
        longest_first = sorted(self._pages, key=lambda name: (-len(name), name))
        either = "|".join(re.escape(name) + ("(?![A-Za-z0-9_])" if WORD.search(name) else "") for name in longest_first)
        signs = "".join(SIGNS)
        self._pattern = re.compile(f"(?<![A-Za-z0-9._-])[{signs}]({either})") if either else None

    def found_in(self, text: str) -> list[str]:
        """The names that are there, each once, in order."""
        found = self._pattern.findall(text) if self._pattern else []
        return list(dict.fromkeys(found))

    def linked(self, text: str) -> str:
        """Escaped, with a link for each."""
        if self._pattern is None:
            return escape(text)
        pieces, end = [], 0
        for found in self._pattern.finditer(text):
            pieces.append(escape(text[end : found.start()]))
            pieces.append(f'<a class="mention" href="{escape(self._pages[found[1]])}">{escape(found[0])}</a>')
            end = found.end()
        return "".join([*pieces, escape(text[end:])])
