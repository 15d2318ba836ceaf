"""Ward pages and themes: figures that agree with a count by hand, the desk's hours, posts, themes; a query budget."""

from datetime import datetime, timedelta
from statistics import median, median_low
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from community.areas.models import Ward
from community.core.clock import held, now, today
from community.issues import actions
from community.issues.models import Issue
from community.issues.workflow import SOLVED
from community.pages.themes import BoardState
from community.pages.ward import is_open_now, ward_figures
from tests import makers, pagemakers

pytestmark = pytest.mark.django_db
KITA = f"/wards/{makers.KITA}/"
OSAKA = ZoneInfo("Asia/Tokyo")


def read(client, path: str = KITA) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def a_busy_month() -> None:
    officer = makers.officer()
    for nth, ward in enumerate([makers.KITA] * 4 + [makers.HIRANO] * 2 + ["27128"]):
        post = makers.issue(ward=ward)
        if nth % 2 == 0:
            actions.change_status(number=post.number, to="in_review", by=officer)
            waited = post.posted_at + timedelta(hours=12 * (nth + 1))
            Issue.objects.filter(pk=post.pk).update(first_answer_at=waited)
        if nth in (0, 2):
            actions.change_status(number=post.number, to="resolved_by_community", by=officer)
    old = makers.issue()
    Issue.objects.filter(pk=old.pk).update(posted_at=now() - timedelta(days=40))
    makers.issue(visibility="hidden")
    makers.issue(private=True)


class TestFigures:
    def test_equal_a_count_by_hand(self):
        a_busy_month()

        figures = ward_figures()

        since = today() - timedelta(days=29)
        posts = [
            post
            for post in Issue.objects.filter(visibility="public", merged_into=None)
            if timezone.localdate(post.posted_at) >= since
        ]
        for code in Ward.objects.values_list("code", flat=True):
            mine = [post for post in posts if post.ward_id == code]
            own = figures[code]["own"]
            waits = [
                (post.first_answer_at - post.posted_at) / timedelta(days=1) for post in mine if post.first_answer_at
            ]
            assert own.posted == len(mine)
            assert own.solved == sum(post.status in SOLVED for post in mine)
            assert own.solved_by_people == sum(post.status == "resolved_by_community" for post in mine)
            assert own.answer_days == (round(median_low(waits), 1) if waits else None)

    def test_are_compared_with_the_middle_of_all_wards_and_never_ranked(self, client):
        a_busy_month()
        posted = sorted(figures["own"].posted for figures in ward_figures().values())

        page = read(client)

        assert ward_figures()[makers.KITA]["middle"]["posted"] == median(posted) == 0
        assert "24区のまんなか 0件" in page and "順位ではありません" in page and "位）" not in page

    def test_ward_without_answers_says_so(self, client):
        makers.issue()

        assert "まだ返事がありません" in read(client)


class TestWardPage:
    def test_says_two_figures_and_offers_to_post_here(self, client):
        solved, _open = makers.issue(), makers.issue()
        actions.change_status(number=solved.number, to="resolved", by=makers.officer())

        page = read(client)

        assert "いま <b>1件</b> が動いています" in page and "この1週間に <b>1件</b> が直りました" in page
        assert f"/issues/new/?ward={makers.KITA}" in page and f"/wards/{makers.KITA}/circular/" in page

    def test_has_its_own_posts_and_towns_and_no_others(self, client):
        here = makers.issue(title="北の街灯", **makers.IN_KITA)
        makers.issue(title="平野の街灯", ward=makers.HIRANO)
        makers.issue(title="かくれた街灯", visibility="hidden", **makers.IN_KITA)

        page = read(client)

        assert here.title in page and "平野の街灯" not in page and "かくれた街灯" not in page
        assert "town-map__spot--most" in page and here.town in page

    def test_shows_what_the_city_answered(self, client):
        post = makers.issue(title="答えのある街灯")
        actions.change_status(number=post.number, to="in_review", by=makers.officer())

        assert "市が答えました" in read(client)

    def test_desk_hours_are_the_editors(self, client):
        page = pagemakers.ward_page()
        page.desk, page.desk_en, page.phone = "まちの係", "Town desk", "06-1234-5678"
        page.save_revision().publish()

        japanese = read(client)
        client.cookies["django_language"] = "en"
        english = read(client)

        assert "まちの係" in japanese and 'href="tel:06-1234-5678"' in japanese and "9:00–17:30" in japanese
        assert "Town desk" in english and "Mon–Thu" in english and "Kita-ku" in english

    @pytest.mark.parametrize(
        ("moment", "is_open"),
        [
            (datetime(2026, 11, 26, 9, 0), True),  # Thursday
            (datetime(2026, 11, 26, 17, 30), False),
            (datetime(2026, 11, 27, 18, 59), True),  # Friday
            (datetime(2026, 11, 28, 10, 0), False),  # Saturday
            (datetime(2026, 11, 23, 10, 0), False),  # a holiday
            (datetime(2026, 12, 30, 10, 0), False),
        ],
    )
    def test_knows_when_the_desk_is_open(self, moment, is_open):
        with held(moment.replace(tzinfo=OSAKA)):
            assert is_open_now(pagemakers.ward_page().hours) is is_open

    def test_costs_no_more_with_many_posts(self, client, django_assert_max_num_queries):
        for _n in range(12):
            makers.issue(**makers.IN_KITA)
            pagemakers.news(makers.KITA)
        read(client)

        with django_assert_max_num_queries(32):
            read(client)

    def test_list_of_wards_leads_to_each(self, client):
        page = read(client, "/wards/")

        assert all(f'href="/wards/{code}/"' in page for code in Ward.objects.values_list("code", flat=True))


class TestThemes:
    def test_state_is_said_in_words_and_the_button_stays_while_it_is_open(self, client):
        soon = pagemakers.theme(opens_at=now() + timedelta(days=2), call="春の花の写真")
        running = pagemakers.theme(closes_at=now() + timedelta(days=2), call="暗い道の写真")
        over = pagemakers.theme(closes_at=now() - timedelta(days=2))
        pages = {board.slug: read(client, f"/boards/{board.slug}/") for board in (soon, running, over)}
        button = "/issues/new/?board={}"

        assert "もうすぐ" in pages[soon.slug] and "春の花の写真" in pages[soon.slug]
        assert "受付中" in pages[running.slug] and button.format(running.slug) in pages[running.slug]
        assert "おわりました" in pages[over.slug]
        assert 'class="button button--large"' not in pages[soon.slug] + pages[over.slug]

    def test_post_lands_in_the_theme_and_is_counted(self, client):
        board = pagemakers.theme()
        makers.issue(title="暗い角", board=board)
        makers.issue(title="ほかのこと")
        makers.issue(title="かくれた角", board=board, visibility="hidden")

        page = read(client, f"/boards/{board.slug}/")

        assert "1件 出ています" in page and "暗い角" in page
        assert "ほかのこと" not in page and "かくれた角" not in page

    def test_boards_are_listed_main_first_then_open_ones(self, client):
        over = pagemakers.theme(name="おわったテーマ", closes_at=now() - timedelta(days=2))
        soon = pagemakers.theme(name="つぎのテーマ", opens_at=now() + timedelta(days=2))
        running = pagemakers.theme(name="いまのテーマです")

        page = read(client, "/boards/").split("<main")[1]

        places = [page.index(f"/boards/{slug}/") for slug in ("main", running.slug, soon.slug, over.slug)]
        assert places == sorted(places)

    def test_ward_and_home_show_open_themes_of_theirs(self, client):
        pagemakers.theme(name="北のテーマ", wards=[makers.KITA])
        pagemakers.theme(name="平野のテーマ", wards=[makers.HIRANO])
        pagemakers.theme(name="おわったテーマ", wards=[makers.KITA], closes_at=now() - timedelta(days=1))
        pagemakers.theme(name="下書きのテーマ", wards=[makers.KITA], live=False)

        page = read(client)

        assert "北のテーマ" in page
        assert not any(name in page for name in ("平野のテーマ", "おわったテーマ", "下書きのテーマ"))
        assert "北のテーマ" in read(client, "/") and "下書きのテーマ" not in read(client, "/")

    def test_state_follows_the_clock(self):
        board = pagemakers.theme(opens_at=now() + timedelta(days=1), closes_at=now() + timedelta(days=3))

        states = [board.state(now() + timedelta(days=days)) for days in (0, 2, 4)]

        assert states == [BoardState.SOON, BoardState.OPEN, BoardState.OVER]
        board.accepts_posts = False
        assert board.state(now()) == BoardState.OVER
