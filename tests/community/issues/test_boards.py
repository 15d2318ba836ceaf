"""A board's switches: when it takes posts, from which wards, and of what sort."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from community.core.clock import now
from community.issues.models import Issue, Support
from community.taxonomy.models import Board, Category
from tests import makers

pytestmark = pytest.mark.django_db
CLOSED = "いま投稿を受け付けていません"


@pytest.fixture
def theme():
    return Board.objects.create(slug="summer", name="夏のテーマ")


@pytest.fixture
def resident(login):
    return login(makers.person())


def post(browser, board="summer", **fields):
    given = {
        "title": "日かげがありません",
        "body": "ひざしが強いです。",
        "category": "park",
        "ward": makers.KITA,
        "key": "k",
    }
    return browser.post(f"/issues/new/?board={board}", given | fields)


def test_post_lands_on_the_board_it_was_begun_on(resident, theme):
    assert post(resident).status_code == 302

    assert Issue.objects.get().board == theme


@pytest.mark.parametrize(
    "switches",
    [
        {"accepts_posts": False},
        {"closes_at": -timedelta(days=1)},
        {"opens_at": timedelta(days=1)},
        {"opens_at": -timedelta(days=2), "closes_at": -timedelta(seconds=1)},
    ],
)
def test_closed_board_says_so_and_nothing_is_lost_or_lands_elsewhere(resident, theme, switches):
    moment = now()
    for name, value in switches.items():
        setattr(theme, name, moment + value if isinstance(value, timedelta) else value)
    theme.save()

    answer = post(resident, photos=makers.upload())

    page = answer.content.decode()
    assert answer.status_code == 403 and "夏のテーマ" in page and CLOSED in page
    assert "ひざしが強いです。" in page and 'name="kept" value=""' not in page
    assert not Issue.objects.exists()


def test_board_is_open_between_its_dates(resident, theme):
    theme.opens_at, theme.closes_at = now() - timedelta(days=1), now() + timedelta(days=1)
    theme.save()

    assert post(resident).status_code == 302


def test_board_of_some_wards_takes_no_others(resident, theme):
    theme.wards = [makers.HIRANO]
    theme.save()

    refused, taken = post(resident), post(resident, ward=makers.HIRANO)

    assert refused.status_code == 400 and "この区の投稿を受け付けていません" in refused.content.decode()
    assert taken.status_code == 302 and Issue.objects.get().ward_id == makers.HIRANO


def test_board_of_some_sorts_takes_no_others(resident, theme):
    theme.categories.set(Category.objects.filter(pk="light"))

    refused, taken = post(resident), post(resident, category="light")

    assert refused.status_code == 400 and "この種類の投稿を受け付けていません" in refused.content.decode()
    assert taken.status_code == 302 and Issue.objects.get().category_id == "light"


def test_post_that_is_stored_is_found_again_after_the_board_has_closed(resident, theme):
    first = post(resident)
    Board.objects.filter(pk=theme.pk).update(accepts_posts=False)

    assert post(resident).url == first.url


def test_unknown_board_is_the_main_one(resident):
    assert post(resident, board="nothing").status_code == 302

    assert Issue.objects.get().board == Board.objects.main()


@pytest.mark.parametrize("both", [True, False])
def test_support_is_of_one_account_or_of_one_cookie(both):
    issue, person = makers.issue(), makers.person()

    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(issue=issue, user=person if both else None, person="x" if both else "")
