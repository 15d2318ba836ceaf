"""What editors do in Wagtail: find Japanese in every chooser and list, make a theme, preview each type of page."""

import json

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page, get_page_models

from community.pages.models import BoardPage, StandardPage
from community.taxonomy.models import Board
from tests import makers, pagemakers

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # Wagtail forgets temporary files
]
TITLE = "天王寺公園の花だん"
WORD = "公園"


@pytest.fixture
def editor(login, settings, tmp_path) -> Client:
    settings.MEDIA_ROOT = str(tmp_path)
    return login(makers.editor())


@pytest.fixture
def admin(login) -> Client:
    return login(makers.admin())


def found(browser: Client, path: str, words: str = WORD, **more: str) -> str:
    answer = browser.get(path, {"q": words} | more)
    assert answer.status_code == 200, path
    text = answer.content.decode()
    return json.loads(text)["html"] if text.startswith("{") else text


class TestFinding:
    """公園 stands in the middle of the title, with no space around it."""

    @pytest.mark.parametrize(
        "path",
        ["/cms/choose-page/search/", "/cms/pages/search/", "/cms/pages/search/results/", "/cms/pages/{news}/"],
    )
    def test_pages(self, editor, path):
        page, other = pagemakers.news(title=TITLE), pagemakers.news(title="街灯のこと")

        text = found(editor, path.format(news=page.get_parent().pk))

        assert TITLE in text and other.title not in text

    @pytest.mark.parametrize("path", ["/cms/images/chooser/results/", "/cms/images/results/", "/cms/images/"])
    def test_pictures_by_title_and_by_tag(self, editor, path):
        picture, tagged = pagemakers.image(TITLE), pagemakers.image("ベンチ")
        tagged.tags.add("長居公園")
        pagemakers.image("川の橋")

        text = found(editor, path)

        assert picture.title in text and "ベンチ" in text and "川の橋" not in text

    @pytest.mark.parametrize("path", ["/cms/documents/chooser/results/", "/cms/documents/results/", "/cms/documents/"])
    def test_documents(self, editor, path):
        for title in (TITLE, "ごみの日"):
            get_document_model().objects.create(title=title, file=ContentFile(b"%PDF-1.4", "a.pdf"))

        text = found(editor, path)

        assert TITLE in text and "ごみの日" not in text

    def test_boards_in_their_chooser(self, editor):
        pagemakers.theme(name=TITLE, page=False)

        text = found(editor, "/cms/boards/choose/results/")

        assert TITLE in text and "大阪の課題ボード" not in text

    @pytest.mark.parametrize("path", ["/cms/board/", "/cms/board/results/"])
    def test_boards_in_their_list(self, editor, path):
        pagemakers.theme(name=TITLE, page=False)

        text = found(editor, path)

        assert TITLE in text and "大阪の課題ボード" not in text

    @pytest.mark.parametrize(("path", "words"), [("/cms/category/", "公園"), ("/cms/department/", "局")])
    def test_categories_and_departments(self, editor, path, words):
        assert words in found(editor, path, words)

    def test_calls(self, editor):
        pagemakers.call(title=TITLE)
        pagemakers.call(title="ほかの手伝い")

        text = found(editor, "/cms/call/")

        assert TITLE in text and "ほかの手伝い" not in text

    def test_people_who_joined(self, editor):
        call = pagemakers.call()
        for name in ("北公園太郎", "川口花子"):
            call.answers.create(person=makers.person(display_name=name))

        text = found(editor, "/cms/desk/calls/")

        assert "北公園太郎" in text and "川口花子" not in text

    def test_staff(self, admin):
        makers.editor(display_name="北公園太郎", last_name="北公園")
        makers.editor(display_name="川口花子", last_name="川口")

        text = found(admin, "/cms/users/")

        assert "北公園" in text and "川口" not in text

    def test_all_words_must_occur_however_wide_they_are_written(self, editor):
        pagemakers.image("天王寺公園 2号の花だん")
        pagemakers.image("長居公園")

        text = found(editor, "/cms/images/results/", "公園　２号")

        assert "天王寺公園 2号の花だん" in text and "長居公園" not in text

    @pytest.mark.parametrize("words", ["街灯", "がいとう", "street light", "外灯 角", "角の外灯"])
    @pytest.mark.parametrize("path", ["/cms/images/chooser/results/", "/cms/images/results/"])
    def test_pictures_by_another_name_of_the_thing(self, editor, path, words):
        for title in ("角の防犯灯", "六本木の川"):
            pagemakers.image(title)

        text = found(editor, path, words)

        assert "角の防犯灯" in text and "六本木の川" not in text

    @pytest.mark.parametrize("path", ["/cms/choose-page/search/", "/cms/pages/search/results/"])
    def test_pages_by_another_name_of_the_thing(self, editor, path):
        pagemakers.news(title="防犯灯を替えます"), pagemakers.news(title="ごみの日")

        text = found(editor, path, "街灯")

        assert "防犯灯を替えます" in text and "ごみの日" not in text

    def test_documents_by_another_name_of_the_thing(self, editor):
        get_document_model().objects.create(title="防犯灯の一覧", file=ContentFile(b"%PDF-1.4", "a.pdf"))

        assert "防犯灯の一覧" in found(editor, "/cms/documents/chooser/results/", "街灯")

    @pytest.mark.parametrize("words", ["街灯 橋", "橋の街灯", "樹木", "string"])
    def test_what_a_picture_does_not_name_does_not_find_it(self, editor, words):
        for title in ("角の防犯灯", "六本木の坂", "Street"):
            pagemakers.image(title)

        text = found(editor, "/cms/images/results/", words)

        assert not [title for title in ("角の防犯灯", "六本木の坂", "Street") if title in text]

    @pytest.mark.parametrize("words", ["公園 " * 200, "%_'\"", "\x00公園", "（）", "AND OR", "街灯" * 200])
    def test_no_words_break_a_chooser(self, editor, words):
        assert editor.get("/cms/images/chooser/results/", {"q": words}).status_code == 200


class TestThemes:
    FIELDS = {
        "name": "夜も歩けるまちに",
        "name_en": "",
        "slug": "night",
        "opens_at": "",
        "closes_at": "2027-01-31 17:00",
    }

    def test_editor_makes_a_board_without_leaving_its_page(self, editor):
        form = found(editor, "/cms/boards/choose/")
        answer = editor.post("/cms/boards/choose/create/", self.FIELDS | {"wards": [makers.KITA], "moderation": ""})

        board = Board.objects.get(slug="night")
        assert "北区" in form and "新しいテーマを作る" in form
        assert json.loads(answer.content)["step"] == "chosen"
        assert board.is_theme and board.wards == [makers.KITA]
        assert timezone.localtime(board.closes_at).strftime("%Y-%m-%d %H:%M") == "2027-01-31 17:00"

    def test_and_then_its_page(self, editor):
        board = pagemakers.theme(page=False)
        boards = StandardPage.objects.get(slug="boards")
        path = f"/cms/pages/add/pages/boardpage/{boards.pk}/"
        form = editor.get(path).content.decode()

        fields = {"title": "夜も歩けるまちに", "slug": "night", "board": board.pk, "call": "暗い道の写真"}
        editor.post(path, fields | EMPTY | {"action-publish": "1"})

        assert "期間・区・種類は、ボードのほうで決めます" in form
        page = BoardPage.objects.get(slug="night")
        assert page.live and "暗い道の写真" in Client().get(page.url).content.decode()


EMPTY = {
    f"{name}-{part}": "0"
    for name in ("body", "body_en", "comments")
    for part in ("count", "TOTAL_FORMS", "INITIAL_FORMS")
} | {"title_en": "", "call_en": ""}


def every_page() -> dict[type, Page]:
    """One page of each type, drafted."""
    pagemakers.news(makers.KITA)
    pagemakers.event(ward_id=makers.KITA, lat=34.7, lng=135.5)
    pagemakers.story(issue_numbers="1")
    pagemakers.theme()
    return {type(page.specific): page.specific for page in Page.objects.exclude(depth=1).order_by("-pk")}


def test_every_type_of_page_has_a_working_preview_and_form(editor):
    pages = every_page()
    assert set(pages) == set(get_page_models()) - {Page}

    for page_type, page in pages.items():
        page.title = "まだ見せない題名"
        page.save_revision()
        draft = editor.get(f"/cms/pages/{page.pk}/view_draft/")
        form = editor.get(f"/cms/pages/{page.pk}/edit/")
        assert draft.status_code == 200 and form.status_code == 200, page_type
        if page_type.__name__ != "HomePage":
            assert "まだ見せない題名" in draft.content.decode(), page_type
        assert "まだ見せない題名" not in Client().get(page.url).content.decode(), page_type


@pytest.mark.parametrize(
    ("kind", "parent", "fields", "words"),
    [
        ("pages/newspage", "news", {"day": "2026-11-29", "wards": [makers.KITA], "lead": "きょうから"}, "北区"),
        (
            "projects/eventpage",
            "events",
            {"starts_at": "2027-01-09 09:30", "place": "北の広場", "organiser": "北区役所"},
            "9:30",
        ),
        (
            "projects/storypage",
            "stories",
            {"day": "2026-11-29", "issue_numbers": "1、2", "thanks": "ありがとう"},
            "ありがとう",
        ),
    ],
)
def test_preview_of_a_page_that_was_never_saved(editor, kind, parent, fields, words):
    index = Page.objects.get(slug=parent)
    path = f"/cms/pages/add/{kind}/{index.pk}/preview/"

    valid = editor.post(path, {"title": "新しいページ", "slug": "fresh"} | fields | EMPTY)
    shown = editor.get(path, {"mode": ""})

    assert json.loads(valid.content)["is_valid"], valid.content
    assert "新しいページ" in shown.content.decode() and words in shown.content.decode()


def test_numbers_of_a_story_are_numbers(editor):
    index = Page.objects.get(slug="stories")
    path = f"/cms/pages/add/projects/storypage/{index.pk}/"

    answer = editor.post(path, {"title": "話", "slug": "s", "day": "2026-11-29", "issue_numbers": "ほか"} | EMPTY)

    assert "番号を、読点かコンマで区切って書いてください。" in answer.content.decode()
