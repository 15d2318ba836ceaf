"""Planting the first pages of a new site, and on an older site those that it does not have yet."""

from datetime import time
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Collection, Page, Revision, Site, Task, Workflow

from community.areas.models import Ward
from community.areas.reference import wards
from community.core import journal
from community.core.clock import now
from community.projects.models import EventIndexPage, StoryIndexPage
from community.taxonomy.models import Board

from .models import BoardPage, HomePage, NewsIndexPage, StandardPage, WardIndexPage, WardPage
from .words import FIRST_PAGES

INDEXES: dict[str, Any] = {
    "wards": (WardIndexPage, "24区", "The 24 wards"),
    "news": (NewsIndexPage, "お知らせ", "News"),
    "events": (EventIndexPage, "催し", "Events"),
    "stories": (StoryIndexPage, "ものがたり", "Stories"),
}
# The hours that Osaka's ward offices share.
HOURS = [
    ("月–木", "Mon–Thu", ["0", "1", "2", "3"], time(9), time(17, 30)),
    ("金", "Fri", ["4"], time(9), time(19)),
    ("第4日曜", "4th Sunday", [], time(9), time(17, 30)),
]


@transaction.atomic
def plant_first_pages(*, hostname: str = "localhost", port: int = 80) -> HomePage:
    """All that editors go on from. On a planted site it adds what is missing: nothing, for the price of two queries."""
    home = HomePage.objects.first() or _plant_home(hostname, port)
    _add_missing(home)
    return home


def _plant_home(hostname: str, port: int) -> HomePage:
    """Home, the main board's page and the help pages."""
    root = Page.get_first_root_node()
    for welcome in root.get_children():
        welcome.delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title="マイコミおおさか", title_en="My Community Osaka", slug="home"))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": hostname, "port": port, "root_page": home, "site_name": "マイコミおおさか"},
    )
    boards = home.add_child(instance=StandardPage(title="ボード", title_en="Boards", slug="boards"))
    main = Board.objects.main()
    boards.add_child(instance=BoardPage(title=main.name, title_en=main.name_en, slug="main", board=main))
    for words in FIRST_PAGES:
        home.add_child(instance=StandardPage(**words, show_in_menus=True))
    journal.record(act="site.plant", by=None, kind="page", number=home.pk)
    return home


def _add_missing(home: HomePage) -> None:
    """The indexes and the wards' pages that are not there; an editor's own pages stay as they are."""
    ours = Q(depth=home.depth + 1, slug__in=INDEXES) | Q(wardpage__isnull=False)
    there = set(Page.objects.filter(ours).values_list("slug", flat=True))
    if there >= {*INDEXES, *wards()}:
        return
    for slug in INDEXES.keys() - there:
        page_type, title, english = INDEXES[slug]
        home.add_child(instance=page_type(title=title, title_en=english, slug=slug))
    index = WardIndexPage.objects.first()
    for ward in wards().values():
        if index is not None and ward.pk not in there:
            index.add_child(instance=_ward_page(ward))
    _let_editors_edit()
    _speak_japanese()


def _ward_page(ward: Ward) -> WardPage:
    fields = ("days", "days_en", "weekdays", "opens", "closes")
    hours = [("row", dict(zip(fields, row, strict=True))) for row in HOURS]
    return WardPage(title=ward.name, title_en=ward.romaji, slug=ward.pk, ward=ward, hours=hours)


def _let_editors_edit() -> None:
    """Wagtail's groups for editors also look after what stands beside the pages."""
    rights = Permission.objects.filter(
        Q(content_type__app_label__in=("taxonomy", "wagtailredirects"))
        | Q(content_type__app_label="projects", content_type__model__in=("call", "callanswer", "dataset"))
        | Q(content_type__app_label="core", codename="change_sitesettings")
    )
    for group in Group.objects.filter(page_permissions__isnull=False).distinct():
        group.permissions.add(*rights)


def _speak_japanese() -> None:
    """What Wagtail's own migrations have named in English and editors read."""
    Page.objects.filter(depth=1, title="Root").update(title="サイト", draft_title="サイト")
    Collection.objects.filter(depth=1, name="Root").update(name="すべて")
    for model in (Workflow, Task):
        model.objects.filter(name="Moderators approval").update(name="公開する人の承認")


def publish_scheduled() -> None:
    """Publish what was due to appear by now, and take away what was due to go. Asks `core.clock` for the time."""
    moment = now()
    for page in list(Page.objects.filter(live=True, expire_at__lte=moment).order_by("expire_at")):
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    for revision in list(Revision.objects.filter(approved_go_live_at__lte=moment).order_by("approved_go_live_at")):
        if revision.approved_go_live_at > timezone.now():  # the clock is held ahead of the one that Wagtail reads
            revision.content = revision.content | {"go_live_at": None}
        revision.publish(log_action="wagtail.publish.scheduled")
