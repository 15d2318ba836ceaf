"""Editors' screens for categories, departments and boards."""

import pytest

from community.taxonomy.models import Board, Category, Department
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def screen(login):
    return login(makers.admin())


def sent(screen, address: str, **changed):
    """Open the form of that address, change some of it, and send it."""
    form = screen.get(address).context["form"]
    fields = {name: form[name].value() for name in form.fields} | changed
    given = {name: value for name, value in fields.items() if value not in (None, False)}
    return screen.post(address, given)


def test_slug_is_chosen_once_and_then_stays(screen):
    main, light = Board.objects.main(), Category.objects.get(pk="light")
    kensetsu = Department.objects.get(pk="kensetsu")

    for thing in (main, light, kensetsu):
        kind = thing._meta.model_name
        answer = sent(screen, f"/cms/{kind}/edit/{thing.pk}/", name="べつの名前", slug="elsewhere")

        assert answer.status_code == 302, kind
        assert 'name="slug"' not in screen.get(f"/cms/{kind}/edit/{thing.pk}/").content.decode()
        assert not type(thing).objects.filter(slug="elsewhere").exists()
        thing.refresh_from_db()
        assert thing.name == "べつの名前"


def test_new_category_needs_its_slug(screen):
    count = Category.objects.count()
    fields = {"name": "橋", "icon": "road", "promised_days": 5, "order": 5}

    without = screen.post("/cms/category/new/", fields)
    screen.post("/cms/category/new/", fields | {"slug": "bridge"})

    assert without.status_code == 200 and Category.objects.count() == count + 1
    assert Category.objects.get(pk="bridge").name == "橋"


def test_slug_that_is_taken_overwrites_nothing(screen):
    fields = {"slug": "light", "name": "橋", "icon": "road", "promised_days": 5, "order": 5}

    assert screen.post("/cms/category/new/", fields).status_code == 200
    assert Category.objects.get(pk="light").name != "橋"


def test_wards_of_a_board_are_ticked_by_name(screen):
    board = Board.objects.create(slug="summer", name="夏のテーマ")

    page = screen.get(f"/cms/board/edit/{board.pk}/").content.decode()
    sent(screen, f"/cms/board/edit/{board.pk}/", wards=[makers.KITA], categories=["light"])

    board.refresh_from_db()
    assert f'type="checkbox" name="wards" value="{makers.KITA}"' in page and "北区" in page
    assert board.wards == [makers.KITA] and [known.pk for known in board.categories.all()] == ["light"]


def test_unknown_ward_is_refused_in_words(screen):
    board = Board.objects.create(slug="summer", name="夏のテーマ")

    answer = sent(screen, f"/cms/board/edit/{board.pk}/", wards=["99999"])

    assert "区を一覧からえらんでください。" in answer.content.decode()
