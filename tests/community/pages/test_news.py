"""News: lists by ward, home and ward pages, only what everybody may open; scheduling, redirects, sitemap, previews."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision

from community.core import journal
from community.core.clock import now
from community.pages.actions import plant_first_pages
from community.pages.models import HomePage, NewsPage, WardPage
from tests import makers, pagemakers

pytestmark = pytest.mark.django_db
KITA = f"/wards/{makers.KITA}/"


def read(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


class TestNews:
    def test_index_is_newest_first_and_a_ward_also_gets_what_is_for_all(self, client):
        pagemakers.news(title="全市のこと", day=date(2026, 11, 3))
        pagemakers.news(makers.KITA, title="北のこと", day=date(2026, 11, 5))
        pagemakers.news(makers.HIRANO, title="平野のこと", day=date(2026, 11, 4))

        everything, kita = read(client, "/news/"), read(client, f"/news/?ward={makers.KITA}")

        assert everything.index("北のこと") < everything.index("平野のこと") < everything.index("全市のこと")
        assert "北のこと" in kita and "全市のこと" in kita and "平野のこと" not in kita
        assert "北のこと" in read(client, "/news/?ward=unknown&page=x")

    def test_pages_of_the_index(self, client):
        for nth in range(25):
            pagemakers.news(title=f"知らせ{nth:02d}", day=date(2026, 11, 1) + timedelta(days=nth))

        first, second = read(client, "/news/"), read(client, "/news/?page=2")

        assert "知らせ24" in first and "知らせ04" not in first and "?page=2" in first
        assert "知らせ04" in second and "知らせ24" not in second

    def test_page_says_day_and_wards_in_both_languages(self, client):
        page = pagemakers.news(makers.KITA, title_en="New lamps", lead_en="On Sunday", day=date(2026, 11, 8))

        japanese = read(client, page.url)
        client.cookies["django_language"] = "en"
        english = read(client, page.url)

        assert "11月8日（日）" in japanese and "北区" in japanese
        assert "New lamps</h1>" in english and "On Sunday" in english and "Kita-ku" in english

    def test_home_and_ward_page_show_the_newest(self, client):
        pagemakers.news(makers.KITA, title="北のこと")
        pagemakers.news(makers.HIRANO, title="平野のこと")

        assert "北のこと" in read(client, "/") and "平野のこと" in read(client, "/")
        assert "北のこと" in read(client, KITA) and "平野のこと" not in read(client, KITA)

    @pytest.mark.parametrize("hide", ["draft", "password"])
    def test_what_is_not_open_to_all_stands_nowhere(self, client, hide):
        page = pagemakers.news(makers.KITA, title="ひみつの知らせ", live=hide != "draft")
        if hide == "password":
            pagemakers.lock(page)

        for path in ("/", "/news/", KITA, "/sitemap-pages.xml"):
            text = read(client, path)
            assert "ひみつの知らせ" not in text and f"/news/{page.slug}/" not in text

    def test_list_costs_the_same_with_many(self, client, django_assert_max_num_queries):
        for _n in range(15):
            pagemakers.news(makers.KITA)
        read(client, "/news/")

        with django_assert_max_num_queries(14):
            read(client, "/news/")


class TestScheduling:
    def later(self, **fields) -> NewsPage:
        page = pagemakers.news(title="あすの知らせ", live=False)
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision().publish()
        return page

    def test_page_appears_at_its_minute(self, client):
        page = self.later(go_live_at=now() + timedelta(hours=3))
        assert client.get(page.url).status_code == 404

        call_command("run_due", at=(now() + timedelta(hours=1)).isoformat())
        early = client.get(page.url).status_code
        call_command("run_due", at=(now() + timedelta(hours=4)).isoformat())

        assert early == 404 and client.get(page.url).status_code == 200
        assert "あすの知らせ" in read(client, "/news/")
        assert not Revision.objects.exclude(approved_go_live_at=None).exists()

    def test_page_goes_at_its_minute(self, client):
        page = pagemakers.news(title="きょうの知らせ")
        Page.objects.filter(pk=page.pk).update(expire_at=now() + timedelta(hours=2))

        call_command("run_due", at=(now() + timedelta(hours=3)).isoformat())

        assert client.get(page.url).status_code == 404 and "きょうの知らせ" not in read(client, "/news/")


def test_moved_page_leads_to_its_new_address(client, login, django_capture_on_commit_callbacks):
    page, browser = pagemakers.news(slug="before"), login(makers.editor())

    page.slug = "after"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    answer = client.get("/news/before/")
    assert answer.status_code in (301, 302) and answer["Location"].endswith("/news/after/")
    assert "/news/before" in browser.get("/cms/redirects/").content.decode()
    assert Redirect.objects.get().redirect_page_id == page.pk


class TestSitemap:
    def addresses(self, client, path: str) -> dict[str, str]:
        names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
        tree = ElementTree.fromstring(client.get(path).content)  # noqa: S314 - our own answer
        return {
            entry.find("s:loc", names).text: entry.findtext("s:lastmod", "", names)
            for entry in [*tree.iterfind("s:url", names), *tree.iterfind("s:sitemap", names)]
        }

    def test_index_leads_to_its_parts_and_robots_name_it(self, client):
        parts = self.addresses(client, "/sitemap.xml")

        names = ("organisations", "pages", "resources", "projects", "datasets", "issues")
        assert {address.rsplit("/")[-1] for address in parts} == {f"sitemap-{name}.xml" for name in names}
        assert "Sitemap: http://testserver/sitemap.xml" in read(client, "/robots.txt")

    def test_holds_public_posts_with_their_last_change_and_no_others(self, client):
        public = makers.issue()
        for visibility in ("pending", "hidden", "private", "draft", "erased"):
            makers.issue(visibility=visibility)
        merged = makers.issue()
        type(merged).objects.filter(pk=merged.pk).update(merged_into=public)

        found = self.addresses(client, "/sitemap-issues.xml")

        assert {address.removeprefix("http://testserver") for address in found} == {public.get_absolute_url()}
        assert all(found.values())

    def test_holds_the_pages(self, client):
        page = pagemakers.news()
        page.save_revision().publish()

        found = self.addresses(client, "/sitemap-pages.xml")

        assert {"/", "/help/", "/wards/", KITA, page.url} <= {
            "/" + address.split("/", 3)[3] if address.count("/") > 2 else "/" for address in found
        }
        assert any(address.endswith(page.url) and changed for address, changed in found.items())


class TestPlanting:
    def test_new_site_has_every_ward_and_the_indexes(self, client):
        assert WardPage.objects.count() == 24
        for path in ("/wards/", "/news/", "/events/", "/stories/", "/boards/"):
            read(client, path)

    def test_what_is_missing_comes_back_and_what_editors_wrote_stays(self):
        page = pagemakers.ward_page()
        page.desk = "まちの係"
        page.save()
        pagemakers.ward_page(makers.HIRANO).delete()
        Page.objects.get(slug="stories").delete()

        plant_first_pages()

        assert WardPage.objects.count() == 24 and Page.objects.filter(slug="stories").exists()
        assert pagemakers.ward_page().desk == "まちの係"

    def test_planted_site_is_looked_at_with_a_few_queries(self, django_assert_max_num_queries):
        with django_assert_max_num_queries(5):
            plant_first_pages()

    def test_planting_is_written_down_once(self):
        plant_first_pages()

        assert len(journal.entries_of("page", HomePage.objects.get().pk)) == 1
