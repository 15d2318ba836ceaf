"""A person's own copy of everything that is theirs: one zip, made when it is asked for, kept nowhere."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from community.core import mydata
from community.core.clock import now

FORMAT = 1  # rises when a name of a field changes its meaning
IN_MEMORY = 8 << 20  # bytes


def contents(person: Any) -> list[tuple[Any, int]]:
    """The sorts of which there is anything, and how many of each."""
    found, _files = mydata.collect(person)
    return [(sort.label, len(rows)) for sort, rows in found if rows]


def make_copy(person: Any) -> IO[bytes]:
    """The zip, open at its beginning; it is gone when it is closed."""
    found, files = mydata.collect(person)
    whole = {"format": FORMAT, "made_at": now()} | {sort.name: rows for sort, rows in found}
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mydata.json", json.dumps(whole, ensure_ascii=False, indent=1, default=_plain) + "\n")
        packed.writestr("README.txt", "\n".join(_read_me(found)))
        for name, path in files.paths.items():
            if path.exists():  # taken down a moment ago, maybe
                packed.write(path, name, zipfile.ZIP_STORED)
    out.seek(0)
    return out


def _plain(value: Any) -> Any:
    """Moments in the time of Osaka, days, hours, and words that wait for a language."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def _read_me(found: list[tuple[mydata.Sort, list[mydata.Row]]]) -> Iterator[str]:
    for language in ("ja", "en"):
        with translation.override(language):
            sorts = [(sort.name, str(sort.label)) for sort, _rows in found]
            yield render_to_string("accounts/data/readme.txt", {"sorts": sorts, "made_at": now()})
