"""Editors' pages: home with real posts and counts, a board's page, plain pages with every block, in both languages."""

import json
import re

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from community.issues import actions
from community.pages.actions import plant_first_pages
from community.pages.home import figures
from community.pages.models import BoardPage, HomePage, StandardPage
from tests import makers, pagemakers

EVERY_BLOCK = [
    ("heading", "見出しです"),
    ("text", "<p>文章です。<b>だいじ</b></p>"),
    ("steps", [{"title": "ひとつめ", "text": "手順です"}]),
    ("questions", [{"question": "だれが読みますか", "answer": "<p>みんなです</p>"}]),
    ("contact", {"office": "北区役所", "phone": "06-0000-0000", "hours": "9時から17時半"}),
]


@pytest.fixture
def planted(db):
    plant_first_pages()


def read(client, path: str, *, language: str = "") -> str:
    if language:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.usefixtures("planted")
class TestHome:
    def test_shows_the_promise_the_newest_posts_and_what_the_city_answered(self, client):
        made = [makers.issue(title=f"困りごと{n}") for n in range(5)]
        actions.change_status(number=made[0].number, to="in_review", by=makers.officer())

        page = read(client, "/")

        assert "困りごとに、橋をかけよう。" in page and "市が答えました" in page
        assert [int(n) for n in re.findall(r'card__link" href="/issues/(\d+)/"', page)] == [
            issue.number for issue in reversed(made[1:])
        ]
        assert f'class="home__answer" href="{made[0].get_absolute_url()}"' in page

    def test_counts_are_of_public_posts_of_the_last_thirty_days(self, client):
        solved, _open = makers.issue(), makers.issue(ward=makers.HIRANO)
        old, _hidden = makers.issue(), makers.issue(visibility="hidden")
        type(old).objects.filter(pk=old.pk).update(posted_at="2020-01-06T00:00Z")
        actions.change_status(number=solved.number, to="resolved_by_community", by=makers.officer())

        counts = figures()

        assert (counts["posted"], counts["answered"], counts["solved"], counts["by_people"]) == (2, 1, 1, 1)
        assert counts["open_by_ward"] == {makers.HIRANO: 1, makers.KITA: 1}

    def test_every_ward_is_a_link_to_its_list_with_its_count(self, client):
        makers.issue()

        page = read(client, "/")

        row = re.search(rf'class="ward-map__row" href="/issues/\?ward={makers.KITA}".*?</a>', page, re.DOTALL)
        assert "1件" in row[0]
        assert page.count('class="ward-map__row"') == 24

    def test_city_without_posts_invites_the_first_one(self, client):
        page = read(client, "/")

        assert "最初に出す" in page and "市が答えました" not in page

    def test_speaks_english_where_an_editor_wrote_it(self, client):
        page = read(client, "/", language="en")

        assert (
            'lang="en"' in page
            and "Let’s bridge what troubles us." in page
            and "困りごとに、橋をかけよう。" not in page
        )


def test_home_sets_no_cookie_and_costs_ten_queries_once_a_process_is_warm(
    committed, warm, client, django_assert_max_num_queries
):
    plant_first_pages()
    for _n in range(4):
        makers.issue()

    with django_assert_max_num_queries(19):
        answer = client.get("/")
    with django_assert_max_num_queries(10):
        client.get("/")
    for _n in range(5):
        pagemakers.news()
        pagemakers.event()
        pagemakers.theme()
        pagemakers.story()
    with django_assert_max_num_queries(14):
        client.get("/")

    assert answer.status_code == 200 and not answer.cookies


@pytest.mark.usefixtures("planted")
class TestBoardPage:
    def test_has_its_words_and_the_posts_of_its_board(self, client):
        page = BoardPage.objects.get(slug="main")
        page.body = [("text", "<p>このボードのこと</p>")]
        page.save_revision().publish()
        issue = makers.issue()

        html = read(client, page.url)

        assert "大阪の課題ボード" in html and "このボードのこと" in html and issue.title in html

    def test_its_filters_stay_on_the_page(self, client):
        page, road = BoardPage.objects.get(slug="main"), makers.issue(category="road", title="段差があります")
        lamp = makers.issue()

        html = read(client, f"{page.url}?category=road")

        assert road.title in html and lamp.title not in html
        filters = html.split('class="filters')[1].split("</form>")[0]
        assert f'action="{page.url}"' in html and "board=main" not in filters

    def test_says_its_title_in_english(self, client):
        page = BoardPage.objects.get(slug="main")
        BoardPage.objects.update(title_en="The board of Osaka")

        assert "The board of Osaka</h1>" in read(client, page.url, language="en")


@pytest.mark.usefixtures("planted")
class TestStandardPage:
    def plant(self, **fields) -> StandardPage:
        return HomePage.objects.get().add_child(instance=StandardPage(title="ためし", slug="try", **fields))

    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail forgets a temporary file
    def test_shows_every_block(self, client):
        image = get_image_model().objects.create(
            title="橋", file=ContentFile(makers.picture(), "bridge.jpg"), width=640, height=480, credit="大阪市"
        )
        picture = ("image", {"image": image.pk, "decorative": False, "alt_text": "川にかかる橋"})

        body = [{"type": name, "value": _raw(value)} for name, value in [*EVERY_BLOCK, picture]]
        page = self.plant(body=json.dumps(body))

        html = read(client, page.url)
        for words in (
            "見出しです",
            "文章です。",
            "ひとつめ",
            "だれが読みますか",
            "北区役所",
            "9時から17時半",
            "大阪市",
        ):
            assert words in html
        assert 'href="tel:06-0000-0000"' in html and 'alt="川にかかる橋"' in html
        assert "style=" not in html

    def test_english_reader_gets_the_english_words_and_the_japanese_where_there_are_none(self, client):
        self.plant(title_en="A try", body=[("heading", "見出しです")], body_en=[("heading", "A heading")])

        page = read(client, "/try/", language="en")

        assert "A try</h1>" in page and "A heading" in page and "見出しです" not in page
        assert "見出しです" in read(client, "/try/", language="ja")

    def test_page_below_another_shows_the_way_up_and_is_listed_there(self, client):
        parent = self.plant()
        child = parent.add_child(instance=StandardPage(title="その下", slug="below"))

        assert f'href="{child.url}"' in read(client, parent.url)
        assert f'href="{parent.url}"' in read(client, child.url)

    def test_help_pages_of_a_new_site_are_complete_in_both_languages(self, client):
        for path in ("/help/", "/terms/", "/privacy/", "/about/"):
            assert "</h1>" in read(client, path, language="ja") and "</h1>" in read(client, path, language="en")


def _raw(value):
    """Block values as the database has them: a list block is a list of items with type and id."""
    if isinstance(value, list):
        return [{"type": "item", "id": str(nth), "value": item} for nth, item in enumerate(value)]
    return value
