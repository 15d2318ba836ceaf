"""The newest things that fit a search, as Atom: what a stranger would find."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import search
from community.core.errors import InvalidInput
from community.core.feeds import BEGINNING, NEWEST, Atom, summary_of, tag_of, xml_text
from community.core.reference import site_settings
from search.documents import BEST, NEW

from .asked import Asked
from .followed import name_of
from .results import is_wanted
from .rows import KINDS, Row


def feed_of(request: HttpRequest, asked: Asked) -> Atom:
    """Raises InvalidInput for a search without words: the board has a feed of its own."""
    if not asked.q:
        raise InvalidInput(_("さがすことばを書いてください。"))
    asked = replace(asked, sort=NEW, page=1)
    address, site = replace(asked, sort=BEST).address(), f"{request.scheme}://{request.get_host()}"
    settings, found = site_settings(), _newest(asked)
    name = settings.name_en if get_language() == "en" else settings.name
    feed = Atom(
        title=xml_text(f"{name} – {name_of(asked)}"),
        link=f"{site}{reverse('finding:search')}{address}",
        description=_("この検索に合う、新しいものです。"),
        language=get_language(),
        author_name=name,
        feed_url=f"{site}{reverse('finding:feed')}{address}",
        feed_guid=tag_of(f"search/feed{address}"),
        feed_copyright="CC BY 4.0",
        updated=max((row.at for _hit, row in found if row.at), default=BEGINNING),
    )
    for hit, row in found:
        feed.add_item(**_item(hit, row, site, name))
    return feed


def _newest(asked: Asked) -> list[tuple[search.Hit, Row]]:
    nobody, rows = AnonymousUser(), defaultdict(list)
    hits = search.search(asked.query(nobody, kinds=(asked.of,) if asked.of else tuple(KINDS)))
    hits = [hit for hit in hits if is_wanted(hit, asked)][:NEWEST]
    for hit in hits:
        rows[hit.kind].append(hit.key)
    made: dict[tuple[str, str], Row] = {
        (kind, key): row for kind, keys in rows.items() for key, row in KINDS[kind].rows(keys, nobody).items()
    }
    return [(hit, made[hit.kind, hit.key]) for hit in hits if (hit.kind, hit.key) in made]


def _item(hit: search.Hit, row: Row, site: str, name: str) -> dict[str, Any]:
    place = "issues" if hit.kind == "issue" else hit.kind  # a post has the same id in the board's feed
    at = row.at or BEGINNING
    return {
        "title": xml_text(row.title),
        "link": f"{site}{row.url}",
        "description": None,
        "summary": summary_of(row.body),
        "author_name": name,
        "categories": [str(KINDS[hit.kind].label)],
        "unique_id": tag_of(f"{place}/{hit.key}"),
        "unique_id_is_permalink": False,
        "pubdate": at,
        "updateddate": at,
    }
