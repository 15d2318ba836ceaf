"""Addresses as squares for a phone's camera: plain SVG, drawn in the page itself."""

from functools import lru_cache

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 2  # modules of white inside the picture; the paper around it is white too


@lru_cache(maxsize=256)
def qr(address: str, label: str) -> SafeString:
    """The code of an address; `label` says in words where it leads."""
    code = qrcode.QRCode(border=QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(address)
    matrix = code.get_matrix()
    runs = (f"M{x} {y}h{length}v1h-{length}z" for y, line in enumerate(matrix) for x, length in _runs(line))
    return format_html(
        '<svg class="paper-qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{0}v{0}h-{0}z"/><path fill="#000" d="{2}"/></svg>',
        len(matrix),
        label,
        "".join(runs),
    )


def _runs(line: list[bool]) -> list[tuple[int, int]]:
    """Where dark modules begin in a line, and how many there are in a row."""
    runs: list[tuple[int, int]] = []
    for x, is_dark in enumerate(line):
        if is_dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif is_dark:
            runs.append((x, 1))
    return runs
