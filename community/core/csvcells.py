"""Lines of CSV for spreadsheets and programs (RFC 4180): texts in quotes, CRLF, and no cell that anything computes.

Excel, LibreOffice and Numbers take a cell for a formula by its first letter. What people wrote must never run on the
computer of whoever opens the file, so such a cell gets an apostrophe before it; readers may take one off again.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

BOM = "\ufeff"  # by which Excel knows that it is UTF-8
MARK = "'"
COMPUTED = frozenset("=+-@\u2212")  # of any width: ＝ and ﹦ are read as =
UNSEEN = frozenset("CZ")  # controls and spaces of every kind: a program may skip them before a formula
BEGINS_A_CELL = "\t\r\n"  # where a program may begin another cell


def harmless(text: str) -> str:
    """The text, with a mark before it when a spreadsheet could compute it."""
    if not text or text[0].isalnum() or not _is_computed(text):
        return text
    return MARK + text


def _is_computed(text: str) -> bool:
    if text[0] in BEGINS_A_CELL:
        return True
    first = next((letter for letter in text if unicodedata.category(letter)[0] not in UNSEEN), "")
    return unicodedata.normalize("NFKC", first)[:1] in COMPUTED


def lines(rows: Iterable[Sequence[Any]]) -> str:
    """Rows as lines. Numbers stand bare, None is an empty cell, everything else is a harmless text in quotes."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()
