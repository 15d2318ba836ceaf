"""Log lines without personal data: whatever a message or a traceback carries, people's marks are taken out of it.

`line` for a person at a terminal, `json` (the default in production) for a collector: one object a line.
"""

import logging
import re
from typing import Any

from pythonjsonlogger.json import JsonFormatter

# What names a person or opens a door: mail addresses, network addresses, telephone numbers, secrets in addresses.
MARKS = (
    (re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"), "(mail)"),
    (re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])"), "(address)"),
    (re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}(?![\w:])"), "(address)"),
    (re.compile(r"(?<!\d)0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}(?!\d)"), "(phone)"),
    (re.compile(r"(?<!\d)0[5789]0\d{8}(?!\d)"), "(phone)"),
    (re.compile(r"\?[\w%.\-\[\]]+=[^\s\"')]*"), "?…"),
    (re.compile(r"(/(?:stop|key|reset|verify)/)[\w:\-]{8,}"), r"\1…"),
    (re.compile(r"DETAIL: .*"), "DETAIL: …"),  # PostgreSQL repeats the values of the row that it refuses
    (re.compile(r"((?i:password|secret|token|sessionid|csrf\w*)['\"]?\s*[:=]\s*)['\"]?[^\s,'\"})]+"), r"\1…"),
)


def without_marks(text: str) -> str:
    """`text` with everything that names a person replaced by what it was."""
    for mark, word in MARKS:
        text = mark.sub(word, text)
    return text


class LineFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_marks(super().format(record))


class ObjectFormatter(JsonFormatter):
    """Time in UTC, level, logger, message, and the extras a call names; a traceback as one text.

    Django names the request of every 4xx and 5xx, which carries its whole address; the message has the path.
    """

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        return {name: _plain(value) for name, value in log_data.items() if name != "request"}


def _plain(value: Any) -> Any:
    """Numbers stay numbers; anything else is told in words, which may name a person."""
    return value if value is None or isinstance(value, (bool, int, float)) else without_marks(str(value))
