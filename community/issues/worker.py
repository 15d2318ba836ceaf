"""The service worker as it goes out: the modules that pages use too, folded into one file, and what it keeps.

Browsers look for a new one at every page, so it is made once a process and has a version.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import override

OFFLINE = "issues/offline.html"
PARTS = ("js/issues/queue-store.js", "js/issues/queue-sending.js", "js/issues/queue-worker.js")
# All that the page without a network is made of; a test compares it with what the page asks for.
KEPT = (
    "css/site.css", "img/logo.svg", "img/icons.svg", "img/people.svg", "js/issues/queue-list.js",
    "js/issues/queue-row.js", "js/issues/queue-known.js", "js/issues/queue-store.js", "js/issues/queue-sending.js",
    "js/issues/drafts.js",
)  # fmt: skip
IMPORT = re.compile(r"^import [^;]+;\n", re.M)
EXPORT = re.compile(r"^export ", re.M)


@dataclass(frozen=True)
class Worker:
    script: str
    version: str


@cache
def worker() -> Worker:
    parts = [EXPORT.sub("", IMPORT.sub("", _text(name))) for name in PARTS]
    kept = "".join(f'  "{address}",\n' for address in map(static, KEPT))
    with override("ja"):
        page = render_to_string(OFFLINE, {"language": "ja"})
    version = hashlib.sha256("".join([*parts, kept, page]).encode()).hexdigest()[:12]
    head = f'const SHELF = "mycomi-{version}";\nconst KEPT = [\n{kept}];\n'
    return Worker("\n".join([head, *parts]), f'"{version}"')


def _text(name: str) -> str:
    return Path(finders.find(name)).read_text(encoding="utf-8")
