"""Every page there is, in a real browser: nothing for axe to say, nothing blocked, nothing wider than the screen.

The pages are enumerated from the URL conf and Wagtail's page types, filled in for a city with posts of every state.
"""

import json
import re
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.architecture.surfaces import Filling, own_surfaces

from .conftest import DESK, NARROW, Visit

# Not pages for people: pictures, data, redirects, files of machines.
NO_PAGES = {
    "healthz", "readyz", "robots", "sitemap", "security", "photo", "language", "desk:act", "wagtaildocs_serve",
    "areas:outlines", "areas:places", "areas:point", "mfa_login_webauthn", "mfa_download_recovery_codes",
    "issues:points", "issues:counts", "issues:personal", "issues:new_photo", "issues:sending", "issues:service_worker",
    "issues:photo_areas",
    "desk:export", "opendata:issues_csv", "opendata:issues_geojson", "opendata:issues_jsonl", "opendata:feed_atom",
    "opendata:feed_rss", "opendata:share", "openid_connect_login",
    "openid_connect_callback", "issues:comments", "wagtailcore_login", "",
    "sitemap_index", "projects:calendar", "projects:event_calendar", "callanswer:index", "callanswer:index_results",
    "metrics", "opendata:figures_csv", "desk:bulk", "desk:save_view", "desk:delete_view",
    "notifications:read_all", "notifications:newest", "notifications:open", "notifications:change_follow",
    "notifications:stop", "efforts:confirm", "efforts:decline", "efforts:flag", "projects:answer", "desk:appeal",
    "finding:suggest", "finding:similar", "desk:answers", "desk:organisation_act",
    "resources:points", "resources:comments", "resources:rest", "resources:resume", "resources:end",
    "desk:resource_act", "matches:need-withdraw", "matches:comments", "matches:contacts", "matches:answers",
    "matches:tell", "matches:return", "matches:photo", "matches:gaps-csv", "matches:gaps-json",
    "desk:gaps_csv", "desk:talk_act",
    "talk:photos", "talk:names", "talk:seen", "desk:match_close", "projects:comments", "projects:leave",
    "desk:project_act",
    "desk:challenges_make", "desk:challenge_act", "people:rest", "matches:answer",
    "opendata:datasets_csv", "opendata:datasets_json", "opendata:datasets_jsonld", "mydata_export",
    "talk:api_messages", "opendata:openapi", "api_unknown",
}  # fmt: skip
# Axe takes a second a page. Each role sees the pages in one look after the other, and begins with another: a page that
# two roles open is seen in two looks, and every part that pages share is seen in all.
LOOKS = ((DESK, "light"), (NARROW, "dark"), (NARROW, "light"), (DESK, "dark"))
ROLES = [
    pytest.param("visitor", 0),
    pytest.param("resident", 1, marks=pytest.mark.full),
    pytest.param("staff", 2, marks=pytest.mark.full),
    pytest.param("chief", 3, marks=pytest.mark.full),
]
SEEN: set[str] = set()  # by visitors: others see of it only pages that show more to them
OF_ONE = re.compile(r"/|/search/.*|/issues/|/\w+/\d+/")
OF_CHIEFS = "/cms/desk/challenges/"  # the rest of their desk is what staff see
EMPTY = True  # the demo is made first, as on a real start
ONLY_FAULTS = {"resultTypes": ["violations"]}


def addresses(site: Any, role: str) -> list[str]:
    """Every page of the site for this role: residents have all that is public, staff and chiefs what only they have."""
    shown = json.loads(site.manage("shell", "-v0", "-c", PAGES_OF_THE_CITY))
    number, pages = shown["number"], shown["pages"]
    fill = Filling(
        values={"number": number, "public_id": shown["author"], "pk": 1, "code": "27127"}
        | {"kind": "issue", "message": shown["message"]},
        addresses={r"((?:[\w\-]+/)*)": pages}
        | {"cms/desk/photos/<slug:token>/hide/": [f"/cms/desk/photos/{shown['photo']}/hide/"]}
        | {"photos/<slug:token>/hide/": [f"/photos/{shown['own_photo']}/hide/"]}
        | of_one("organisations", shown["organisation"])
        | of_one("projects", shown["project"]),
    )
    surfaces = [s for s in own_surfaces() if s.name not in NO_PAGES and s.route != "accounts/logout/"]
    found = [address for surface in surfaces for address in surface.addresses(fill)]
    extra = "/issues/?q=zzz /issues/?ward=27127&status=solved /issues/?sort=supports /nothing/ /issues/999999/".split()
    extra += "/search/?q=街灯 /search/?q=公園&of=issue&ward=27127 /search/?q=zzz".split()
    if role == "visitor":
        extra += [f"/issues/{n}/" for n in shown["endings"]]
    if role == "chief":
        return [address for address in found if address.startswith(OF_CHIEFS)]
    if role == "staff":
        found = [address for address in found if address.startswith("/cms/") and not address.startswith(OF_CHIEFS)]
        extra = [f"/issues/{number}/"]
        extra += [f"/cms/desk/?view={view}" for view in ("waiting", "overdue", "replies", "flagged", "mine", "all")]
        extra += [f"/cms/desk/issues/{n}/" for n in shown["desk"]]
    everything = list(dict.fromkeys([*found, *extra]))
    return [address for address in everything if address not in SEEN or OF_ONE.fullmatch(address)]


def of_one(place: str, number: int) -> dict[str, list[str]]:
    """The routes of an organisation or a project with its own number, which is no post's."""
    routes = [surface.route for surface in own_surfaces() if f"{place}/<int:number>/" in surface.route]
    return {route: ["/" + route.replace("<int:number>", str(number))] for route in routes}


FILL_THE_INDEX = """
from search.outbox import drain
while drain():
    pass
"""
# A page of each type, one post of each ending, and one of each state that the desk sees differently.
PAGES_OF_THE_CITY = """
import json
from wagtail.models import Page
from community.accounts.models import User
from community.discussion import actions as talk
from community.discussion.models import MessagePhoto
from community.issues.models import Issue, IssuePhoto
from community.organisations.models import Organisation
from community.photos import actions as photos
from community.projects.models import Project
from tests import makers
public = Issue.objects.filter(visibility="public").order_by("-thread__message_count")
first = {}
for issue in public:
    first.setdefault((issue.kind, issue.status), issue.number)
states = [Issue.objects.filter(visibility=v).first() for v in ("pending", "hidden", "private")]
pages = {page.content_type_id: page for page in Page.objects.live().exclude(depth=1)}
about = {"author": User.objects.get(email="resident@example.jp"), "thread": public.first().thread}
picture = photos.take_in(upload=makers.upload(), author=about["author"], draft_key="own words")
said = talk.post_message(**about, body="…", key="own words", photos=[picture.token]).message
talk.edit_message(**about, message_id=said.pk, body="……")
print(json.dumps({
    "message": said.pk,
    "own_photo": MessagePhoto.objects.get(message=said).photo.token,
    "number": public.first().number,
    "organisation": Organisation.objects.public().order_by("pk").values_list("pk", flat=True).first(),
    "project": Project.objects.public().order_by("pk").values_list("pk", flat=True).first(),
    "author": public.exclude(author=None).first().author.public_id,
    "pages": [page.url for page in pages.values()],
    "endings": sorted(first.values()),
    "photo": IssuePhoto.objects.filter(issue__in=public).values_list("photo__token", flat=True).first(),
    "desk": [issue.number for issue in states],
}))
"""


@pytest.fixture(scope="module")
def lively_site(shared_site: Any) -> Any:
    """The demo city, which can be searched. Its worker rests, which would draw and match for half an hour."""
    shared_site.kill("worker")
    shared_site.manage("seed_demo")
    shared_site.accounts()  # whose words stand on pages of their own, whoever looks
    shared_site.manage("shell", "-v0", "-c", FILL_THE_INDEX)
    return shared_site


@pytest.fixture
def site(lively_site: Any) -> Any:
    """These tests only look."""
    return lively_site


@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("role", "first"), ROLES)
def test_every_page_is_clean(site, visit, role, first):
    browser = visit(DESK, reduced_motion="reduce")
    if role != "visitor":
        browser.log_in(site.accounts()[role])

    widest = DESK if role in ("staff", "chief") else NARROW  # of letters twice the size
    found, seen = [], set()
    for nth, address in enumerate(addresses(site, role), start=first):
        seen_so = LOOKS[nth % len(LOOKS)]
        look(browser.page, *seen_so)
        page = browser.open(address)
        if page.url not in seen:  # many lead to the log-in
            seen.add(page.url)
            if role == "visitor" and page.url == site.url + address:
                SEEN.add(address)
            found += faults(browser, *seen_so)
            look(page, widest, "light")
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            found += [f"letters of twice the size: {fault}" for fault in browser.faults()]
    assert not found, "\n".join(found)


def look(page: Page, size: tuple[int, int], scheme: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    page.evaluate("Promise.allSettled(document.getAnimations().map(moving => moving.finished))")


def faults(browser: Visit, size: tuple[int, int], scheme: str) -> list[str]:
    """What axe says of the open page in this look; and whether the page fits the other size."""
    page = browser.page
    page.evaluate(AXE_SCRIPT)
    violations = page.evaluate("rules => axe.run(rules).then(results => results.violations)", ONLY_FAULTS)
    found = [f"{page.url} {size} {scheme}: {v['id']} {v['nodes'][0]['target']} {v['help']}" for v in violations]
    found += [f"{size} {scheme}: {fault}" for fault in browser.faults()]
    other = NARROW if size == DESK else DESK
    look(page, other, scheme)
    return found + [f"{other} {scheme}: {fault}" for fault in browser.faults()]
