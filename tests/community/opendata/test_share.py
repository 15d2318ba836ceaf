"""Pictures beside links: what they show, for whom they exist, what they cost."""

import io
import time

import pytest
from PIL import Image

from community.core.visibility import Visibility
from community.issues import actions as issues
from community.issues.models import Issue
from community.issues.workflow import RULES, Kind, Status
from community.opendata import fonts, share
from community.opendata.share import Content
from community.opendata.strokes import icon, path_lines
from community.photos import actions as photos
from community.photos.models import Photo, State
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    return tmp_path / "share"


def address(issue: Issue) -> str:
    return f"/issues/{issue.number}/share.png"


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


class TestPicture:
    def test_it_has_the_size_that_messengers_ask_for(self, client):
        answer = client.get(address(makers.issue(**makers.IN_KITA)))

        assert answer["Content-Type"] == "image/png" and opened(answer.content).size == (1200, 630)

    def test_titles_names_and_landmarks_are_no_part_of_it(self):
        plain = makers.issue(**makers.IN_KITA)
        named = makers.issue(title="田中さんの家の前", address="田中ビル", body="車 なにわ500", **makers.IN_KITA)

        assert Content.of(plain) == Content.of(named)

    def test_town_is_in_it_and_nothing_finer(self):
        content = Content.of(makers.issue(precision="town", **makers.IN_KITA))

        assert content.place == "北区　天神橋4丁目" and content.about == "街灯・課題"

    def test_each_state_looks_its_own(self, client):
        post, officer = makers.issue(), makers.officer()
        before = client.get(address(post))
        issues.change_status(number=post.number, by=officer, to=Status.RESOLVED, sentence="直しました。")
        after = client.get(address(post))

        assert before.content != after.content and before["ETag"] != after["ETag"]

    @pytest.mark.parametrize(
        ("kind", "status"), [("good", ""), *((kind, status) for kind in Kind for status in RULES[kind])]
    )
    def test_every_kind_and_state_can_be_drawn(self, kind, status, monkeypatch):
        monkeypatch.setattr(share, "TWICE", 1)
        post = makers.issue(kind=kind)
        Issue.objects.filter(pk=post.pk).update(status=status)
        post.refresh_from_db()

        assert opened(share.draw(Content.of(post))).format == "PNG"

    def test_without_a_font_it_is_drawn_without_words(self, client, monkeypatch):
        monkeypatch.setattr(fonts, "PLACES", ("/nowhere.ttf",))

        assert opened(client.get(address(makers.issue())).content).size == (1200, 630)

    def test_long_place_stays_inside(self):
        content = Content("市", "東住吉区　" + "長" * 30, "街灯", "lamp", "problem", "received", "受付", ("",) * 5, "")
        font = fonts.find_font()
        if font is None:
            pytest.skip("no Japanese font here")
        drawn = opened(share.draw(Content(**(vars(content) | {"font": font})))).convert("RGB")

        assert {drawn.getpixel((x, 204)) for x in range(1150, 1200)} == {drawn.getpixel((1199, 204))}

    def test_it_costs_less_than_80_ms(self):
        content = Content.of(makers.issue(**makers.IN_KITA))
        share.draw(content)
        begun = time.process_time()
        share.draw(content)

        assert time.process_time() - begun < 0.08


class TestWhoSeesIt:
    @pytest.mark.parametrize("state", [state for state in Visibility if state != Visibility.PUBLIC])
    def test_what_is_not_public_has_none_not_even_for_its_author(self, login, state):
        post = makers.issue(visibility=state)

        assert login(post.author).get(address(post)).status_code == 404
        assert login(makers.officer()).get(address(post)).status_code == 404

    def test_known_tag_does_not_tell_of_a_hidden_post(self, client):
        post = makers.issue()
        tag = client.get(address(post))["ETag"]
        shown = client.get(address(post), headers={"if-none-match": tag})
        makers.set_visibility(post, Visibility.HIDDEN)

        assert shown.status_code == 304
        assert client.get(address(post), headers={"if-none-match": tag}).status_code == 404

    def test_page_names_it_where_there_is_no_photo(self, client, login):
        author = makers.person()
        bare = makers.issue(author=author)
        photo = photos.take_in(upload=makers.upload(), author=author, draft_key="k")
        pictured = makers.issue(author=author, photos=[photo])
        Photo.objects.update(state=State.READY)
        waiting = makers.issue(author=author, visibility="pending")

        assert f'content="http://testserver{address(bare)}"' in client.get(bare.get_absolute_url()).content.decode()
        assert address(pictured) not in client.get(pictured.get_absolute_url()).content.decode()
        assert address(waiting) not in login(author).get(waiting.get_absolute_url()).content.decode()


class TestShelf:
    def test_same_content_is_drawn_once(self, client, shelf, monkeypatch):
        one, two = makers.issue(), makers.issue()
        first = client.get(address(one)).content
        monkeypatch.setattr(share, "draw", None)

        assert client.get(address(two)).content == first and len(list(shelf.iterdir())) == 1

    def test_shelf_is_bounded(self, client, shelf, monkeypatch):
        monkeypatch.setattr(share, "MOST_KEPT", 4)
        for category in ("light", "road", "park", "litter", "bicycle", "water", "animal"):
            client.get(address(makers.issue(category=category)))

        assert len(list(shelf.iterdir())) <= 4

    def test_full_disk_only_costs_time(self, client, settings, tmp_path):
        (tmp_path / "file").write_text("not a folder")
        settings.VAR_DIR = tmp_path / "file"

        assert client.get(address(makers.issue())).status_code == 200


class TestStrokes:
    def test_every_icon_of_the_sprite_has_lines_inside_its_grid(self):
        for name in ("lamp", "road", "bike", "tree", "drop", "house", "paw", "globe", "heart", "wrench", "signpost"):
            lines = icon(name)
            assert lines, name
            assert all(0 <= x <= 24 and 0 <= y <= 24 for line in lines for x, y in line), name

    def test_path_goes_where_svg_says(self):
        corner = list(path_lines("M1 2h3v4l-1 1H0V0z"))[0]
        half = list(path_lines("M0 5a5 5 0 0 1 10 0"))[0]

        assert corner == [(1, 2), (4, 2), (4, 6), (3, 7), (0, 7), (0, 0), (1, 2)]
        assert half[-1] == pytest.approx((10, 5)) and min(y for _x, y in half) == pytest.approx(0, abs=0.01)
