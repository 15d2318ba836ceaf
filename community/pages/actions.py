"""Planting the first pages of a new site."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Page, Site

from community.core import journal
from community.taxonomy.models import Board

from .models import BoardPage, HomePage, StandardPage
from .words import FIRST_PAGES


@transaction.atomic
def plant_first_pages(*, hostname: str = "localhost", port: int = 80) -> HomePage:
    """Home, the main board's page and the help pages, for editors to go on from. Does nothing on a planted site."""
    home = HomePage.objects.first()
    if home is not None:
        return home
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
    _let_editors_edit()
    journal.record(act="site.plant", by=None, kind="page", number=home.pk)
    return home


def _let_editors_edit() -> None:
    """Wagtail's groups for editors also look after categories, departments, boards and the site's settings."""
    rights = Permission.objects.filter(content_type__app_label="taxonomy") | Permission.objects.filter(
        content_type__app_label="core", codename="change_sitesettings"
    )
    for group in Group.objects.filter(page_permissions__isnull=False).distinct():
        group.permissions.add(*rights)
