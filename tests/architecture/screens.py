"""Wagtail's screens for tests: every address under /cms/ filled with things that exist, and the words on a page."""

import re
from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.documents.models import Document
from wagtail.models import Collection, Locale, Site, Task, Workflow

from community.pages.models import HomePage, SiteImage, StandardPage
from community.taxonomy.models import Board

from .surfaces import Filling, Surface, all_surfaces

SAID = {"aria-label", "title", "placeholder", "alt", "data-placeholder"}
VOID = {"input", "img", "br", "hr", "link", "meta", "source", "wbr"}
UNSAID = {"script", "style", "svg", "code", "kbd", "textarea", "head"}


def screens() -> list[Surface]:
    """All addresses under /cms/, the desk's too."""
    return [surface for surface in all_surfaces() if surface.route.startswith("cms/")]


def filling(*, number: int, person: Any) -> Filling:
    """Values for the parts of their routes, all of things that exist where there are any."""
    page = StandardPage.objects.filter(slug="help").first()
    image, document = SiteImage.objects.first(), Document.objects.first()
    values = {
        "number": number,
        "public_id": person.public_id,
        "page_id": page.pk,
        "page_to_move_id": page.pk,
        "destination_id": HomePage.objects.get().pk,
        "parent_page_id": HomePage.objects.get().pk,
        "page_to_copy_id": page.pk,
        "revision_id": page.latest_revision_id or 1,
        "image_id": image.pk if image else 1,
        "document_id": document.pk if document else 1,
        "content_type_app_name": "pages",
        "content_type_model_name": "standardpage",
        "app_label": "pages",
        "app_name": "core",
        "model_name": "sitesettings",
        "content_type_id": ContentType.objects.get_for_model(StandardPage).pk,
        "user_id": person.pk,
    }
    return Filling(values=values, addresses=_own_numbers())


def _own_numbers() -> dict[str, list[str]]:
    """Routes whose `pk` means a thing of their own sort."""
    things = {
        "cms/sites/": Site.objects.first(),
        "cms/groups/": Group.objects.first(),
        "cms/collections/": Collection.objects.exclude(depth=1).first(),
        "cms/locales/": Locale.objects.first(),
        "cms/workflows/tasks/": Task.objects.first(),
        "cms/workflows/": Workflow.objects.first(),
        "cms/board/": Board.objects.first(),
    }
    page = StandardPage.objects.filter(slug="help").first().pk
    found = {
        surface.route: [f"/cms/pages/{page}/revisions/compare/earliest...latest/"]
        for surface in screens()
        if "revisions/compare" in surface.route and surface.route.startswith("cms/pages/")
    }
    for surface in screens():
        thing = next((thing for start, thing in things.items() if surface.route.startswith(start)), None)
        if thing is not None and re.search(r"<(int:|str:)?pk>", surface.route):
            found[surface.route] = ["/" + re.sub(r"<(int:|str:)?pk>", str(thing.pk), surface.route)]
    return found


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in UNSAID or ("hidden" in given and tag not in VOID) or "notranslate" in (given.get("class") or ""):
            self._inside.append(tag)
        elif self._inside and tag == self._inside[-1]:
            self._inside.append(tag)
        if self._inside:
            return
        self.found += [value for name, value in attrs if name in SAID and value]
        if tag == "input" and given.get("type") in ("submit", "button") and given.get("value"):
            self.found.append(given["value"])

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside and data.strip():
            self.found.append(" ".join(data.split()))


def words_of(html: str) -> list[str]:
    """Every piece of text that a person reads or hears on a page."""
    reader = _Words()
    reader.feed(html)
    return reader.found
