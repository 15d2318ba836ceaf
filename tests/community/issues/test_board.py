"""The board and one post's page: what is listed, how it is narrowed, how one goes on, what it costs."""

import re

import pytest
from django.urls import reverse

from community.discussion import actions as talk
from community.issues import actions
from community.issues.cards import cards
from community.issues.listing import PAGE
from community.issues.models import Support
from community.moderation.models import Flag
from community.taxonomy.models import Department
from search import outbox
from tests import makers

BOARD = "/issues/"


def board(client, query: str = "") -> str:
    answer = client.get(BOARD + query)
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(page: str) -> list[int]:
    """The posts of a page, in their order."""
    return [int(number) for number in re.findall(r'class="row-card__link" href="/issues/(\d+)/"', page)]


def plant(count: int, **fields) -> None:
    """So many posts, by as many people as the rate of posting asks for."""
    author = None
    for nth in range(count):
        author = makers.person() if nth % 20 == 0 else author
        makers.issue(author=author, **fields)


def way(page: str, word: str) -> str:
    """Where まえ or つぎ leads, or nothing."""
    found = re.search(rf'<a class="button [^"]*" href="([^"]*)">(?:(?!</a>).)*<span>{word}</span>', page, re.DOTALL)
    return found[1].replace("&amp;", "&") if found else ""


@pytest.mark.django_db
class TestList:
    def test_newest_comes_first_with_what_people_need_to_know(self, client):
        old, new = makers.issue(title="古い街灯"), makers.issue(title="新しい街灯")

        page = board(client)

        assert numbers(page) == [new.number, old.number]
        assert "北区" in page and 'data-status="received"' in page and 'data-support-count="0"' in page

    @pytest.mark.parametrize("visibility", ["pending", "hidden", "private", "draft", "erased"])
    def test_what_is_not_public_is_never_listed_not_even_for_its_author(self, client, login, visibility):
        issue = makers.issue(visibility=visibility)

        assert issue.title not in board(client) and issue.title not in board(login(issue.author))

    def test_merged_title_of_a_stranger_is_text_and_no_markup(self, client):
        makers.issue(title="<script>alert(1)</script>")

        assert "<script>alert(1)" not in board(client)

    def test_card_follows_support_talk_and_status_at_once(self, client):
        issue = makers.issue()
        board(client)

        actions.support_issue(number=issue.number, user=makers.person(), person="", address="127.0.0.1")
        talk.post_message(author=makers.person(), thread=issue.thread, body="うちもです")
        actions.change_status(number=issue.number, to="in_review", by=makers.officer())

        page = board(client)
        assert 'data-support-count="1"' in page and 'data-status="in_review"' in page

    def test_missed_promise_is_said_in_words(self, client):
        issue = makers.issue()
        type(issue).objects.filter(pk=issue.pk).update(promised_on="2020-01-06")

        assert "約束の日" in board(client)


@pytest.mark.django_db
class TestFilters:
    def test_each_narrows_and_unknown_words_are_ignored(self, client):
        lamp = makers.issue()
        road = makers.issue(category="road", ward=makers.HIRANO)
        idea = makers.issue(kind="idea", category="park")
        actions.change_status(number=road.number, to="resolved", by=makers.officer())

        assert numbers(board(client, f"?ward={makers.HIRANO}")) == [road.number]
        assert numbers(board(client, "?category=park")) == [idea.number]
        assert numbers(board(client, "?kind=idea")) == [idea.number]
        assert numbers(board(client, "?status=solved")) == [road.number]
        assert numbers(board(client, "?status=open")) == [idea.number, lamp.number]
        assert len(numbers(board(client, "?ward=1&category=x&kind=x&status=x&sort=x&after=x&before=x"))) == 3

    def test_words_and_numbers_find_posts(self, client):
        lamp, road = makers.issue(title="三丁目の街灯"), makers.issue(title="五丁目の段差")
        outbox.drain(most=100)

        assert numbers(board(client, "?q=段差")) == [road.number]
        assert numbers(board(client, f"?q=%23{lamp.number}")) == [lamp.number]

    def test_what_is_on_stands_as_a_chip_that_takes_it_off(self, client):
        makers.issue()

        page = board(client, f"?ward={makers.KITA}&category=light&q=街灯")

        chips = re.findall(r'<a class="chip chip--on" href="([^"]*)"[^>]*>\s*<span>([^<]*)</span>', page)
        assert [label for _address, label in chips] == ["「街灯」", "北区", "街灯"]
        assert chips[1][0].endswith("&amp;category=light") and makers.KITA not in chips[1][0]
        assert "北区の課題</h1>" in page

    def test_form_keeps_what_was_chosen_without_script(self, client):
        page = board(client, f"?ward={makers.KITA}&kind=idea&sort=supports")

        assert page.count(f'<option value="{makers.KITA}" selected>') == 2  # the bar and the phone's sheet
        assert '<option value="idea" selected>' in page and '<option value="supports" selected>' in page

    def test_most_supported_comes_first_when_asked(self, client):
        quiet, loud = makers.issue(), makers.issue()
        makers.issue()
        for issue, times in ((quiet, 1), (loud, 2)):
            for _n in range(times):
                actions.support_issue(number=issue.number, user=makers.person(), person="", address="127.0.0.1")

        assert numbers(board(client, "?sort=supports"))[:2] == [loud.number, quiet.number]

    def test_nothing_found_says_so_and_offers_ways_out(self, client):
        makers.issue()

        page = board(client, f"?ward={makers.KITA}&category=road&status=solved")

        assert "ここは、まだ橋がありません" in page
        assert f'href="?ward={makers.KITA}"' in page
        assert f'href="/issues/new/?ward={makers.KITA}&amp;category=road"' in page

    def test_empty_board_invites_the_first_post(self, client):
        assert 'href="/issues/new/"' in board(client) and "最初に出す" in board(client)


@pytest.mark.django_db
class TestPaging:
    @pytest.mark.parametrize("sort", ["", "sort=supports&"])
    def test_forward_to_the_end_and_back_to_the_first_page(self, client, sort):
        plant(2 * PAGE + 3)
        first = board(client, "?" + sort)
        second = board(client, way(first, "つぎ"))
        third = board(client, way(second, "つぎ"))

        assert [len(numbers(page)) for page in (first, second, third)] == [PAGE, PAGE, 3]
        assert len({*numbers(first), *numbers(second), *numbers(third)}) == 2 * PAGE + 3
        assert way(first, "まえ") == "" and way(third, "つぎ") == ""
        assert numbers(board(client, way(third, "まえ"))) == numbers(second)
        back = board(client, way(board(client, way(third, "まえ")), "まえ"))
        assert numbers(back) == numbers(first) and way(back, "まえ") == "" and way(back, "つぎ")

    def test_mark_near_the_top_shows_the_whole_first_page(self, client):
        made = [makers.issue().number for _n in range(5)]

        assert numbers(board(client, f"?before={made[2]}")) == made[::-1]

    def test_filters_stay_on_the_next_page(self, client):
        plant(PAGE + 1)
        makers.issue(category="road")

        page = board(client, "?category=light")

        assert "category=light" in way(page, "つぎ")
        assert len(numbers(board(client, way(page, "つぎ")))) == 1


@pytest.mark.usefixtures("committed", "warm")  # reference data is kept only outside transactions
class TestCosts:
    @pytest.fixture
    def town(self):
        plant(PAGE)

    def test_list_costs_the_same_for_one_post_and_for_twenty(self, client, town, django_assert_max_num_queries):
        with django_assert_max_num_queries(8):
            board(client)

    def test_narrow_list_and_later_page_cost_no_more(self, client, town, django_assert_max_num_queries):
        number = numbers(board(client))[0]
        with django_assert_max_num_queries(8):
            board(client, f"?ward={makers.KITA}&category=light&status=open&after={number}")
        with django_assert_max_num_queries(8):
            board(client, f"?before={number}")

    def test_kept_cards_ask_the_database_for_nothing(self, django_assert_num_queries):
        issue = makers.issue()
        stamp = (issue.pk, issue.number, 1, 0, 0, None, None)
        made = cards([stamp])

        with django_assert_num_queries(0):
            assert cards([stamp]) == made

    def test_page_with_a_long_talk_costs_no_query_a_message(self, client, django_assert_max_num_queries):
        issue = makers.issue()
        for n in range(20):
            talk.post_message(author=makers.person(), thread=issue.thread, body=f"{n}")
        client.get(makers.issue().get_absolute_url())  # what every page keeps is kept now

        with django_assert_max_num_queries(12):
            client.get(issue.get_absolute_url())

    def test_page_for_a_person_costs_at_most_eighteen(self, login, django_assert_max_num_queries):
        issue, browser = makers.issue(), login(makers.person())
        browser.get(issue.get_absolute_url())  # what every page keeps is kept now

        with django_assert_max_num_queries(18):
            browser.get(issue.get_absolute_url())

    def test_page_for_its_author_costs_no_more(self, login, django_assert_max_num_queries):
        issue = makers.issue()
        browser = login(issue.author)
        browser.get(issue.get_absolute_url())

        with django_assert_max_num_queries(18):
            browser.get(issue.get_absolute_url())


@pytest.mark.django_db
class TestPage:
    def test_says_where_it_stands_who_posted_and_by_when_the_city_answers(self, client):
        issue = makers.issue(body="足もとが見えません。", **makers.IN_KITA)

        page = client.get(issue.get_absolute_url()).content.decode()

        assert 'data-status="received"' in page and f"#{issue.number}" in page and "足もとが見えません。" in page
        assert issue.author.shown_name in page and "天神橋4丁目" in page and "までに返事します" in page
        assert f'data-seq="{issue.thread.last_seq}"' in page and 'data-me=""' in page

    def test_every_step_is_there_with_date_department_and_sentence(self, client):
        issue, officer = makers.issue(), makers.officer()
        actions.assign_issue(
            number=issue.number, department=Department.objects.get(pk="kensetsu"), officer=None, by=officer
        )
        for to in ("in_progress", "scheduled", "resolved"):
            actions.change_status(
                number=issue.number, to=to, by=officer, sentence=f"{to}です。", expected_on="2026-12-01"
            )

        page = client.get(issue.get_absolute_url()).content.decode()

        assert all(f"{to}です。" in page for to in ("in_progress", "scheduled", "resolved"))
        assert page.count('<li class="history__step">') == issue.changes.count()
        assert "建設局" in page and "それより前" in page and officer.shown_name not in page

    def test_merged_post_leads_to_the_one_that_goes_on_only_while_that_is_public(self, client):
        whole, part = makers.issue(), makers.issue()
        type(part).objects.filter(pk=part.pk).update(status="duplicate", merged_into=whole)

        assert f"#{whole.number} を見る" in client.get(part.get_absolute_url()).content.decode()
        makers.set_visibility(whole, "hidden")
        assert f"#{whole.number} を見る" not in client.get(part.get_absolute_url()).content.decode()

    def test_nameless_post_names_nobody(self, client):
        issue = makers.issue(anonymous=True)

        page = client.get(issue.get_absolute_url()).content.decode()

        assert "名前を出さない人" in page
        assert issue.author.shown_name not in page and issue.author.public_id not in page

    def test_author_reads_why_it_was_hidden(self, login):
        issue = makers.issue()
        actions.hide_issue(number=issue.number, by=makers.officer(), reason="電話番号が写っています。")

        assert "電話番号が写っています。" in login(issue.author).get(issue.get_absolute_url()).content.decode()

    def test_visitor_gets_no_cookie_and_no_form_but_ways_to_both(self, client):
        issue = makers.issue()

        answer = client.get(issue.get_absolute_url())

        page = answer.content.decode()
        assert not answer.cookies and "csrfmiddlewaretoken" not in page
        assert reverse("issues:support", args=[issue.number]) in page and "ログインして書く" in page

    def test_share_picture_is_the_cover_of_a_public_post_only(self, client, login):
        from community.photos import actions as photos

        author = makers.person()
        photo = photos.take_in(upload=makers.upload(), author=author, draft_key="k")
        photos.make_sizes(photo_id=photo.pk)
        issue = makers.issue(author=author, photos=[photo])

        assert photo.share_url in client.get(issue.get_absolute_url()).content.decode()
        makers.set_visibility(issue, "private")
        assert photo.share_url not in login(author).get(issue.get_absolute_url()).content.decode()


@pytest.mark.django_db
class TestSupport:
    def address(self, issue) -> str:
        return reverse("issues:support", args=[issue.number])

    def test_resident_presses_and_takes_it_back_on_the_page(self, login):
        issue, browser = makers.issue(), login(makers.person())

        browser.post(self.address(issue))
        page = browser.get(issue.get_absolute_url()).content.decode()
        assert 'data-support-count="1"' in page and 'name="undo"' in page

        browser.post(self.address(issue), {"undo": "1"})
        assert 'data-support-count="0"' in browser.get(issue.get_absolute_url()).content.decode()

    def test_visitor_is_asked_first_counted_once_and_may_take_it_back(self, client):
        issue = makers.issue()

        assert "登録はいりません" in client.get(self.address(issue)).content.decode()
        for _time in range(2):
            client.post(self.address(issue))

        assert Support.objects.count() == 1
        assert "取り消す" in client.get(issue.get_absolute_url()).content.decode()
        client.post(self.address(issue), {"undo": "1"})
        assert not Support.objects.exists()


@pytest.mark.django_db
class TestFlag:
    def test_resident_tells_the_desk_about_a_post_and_about_a_message(self, login, client):
        issue, browser = makers.issue(), login(makers.person())
        event = talk.post_message(author=makers.person(), thread=issue.thread, body="ひどいことば")
        address = reverse("issues:flag", args=[issue.number])

        assert f"{address}?message={event.message_id}" in client.get(issue.get_absolute_url()).content.decode()
        answers = [
            browser.post(address, {"reason": "spam"}),
            browser.post(address, {"reason": "harmful", "message": event.message_id}),
        ]

        assert all("知らせました" in answer.content.decode() for answer in answers)
        assert sorted(Flag.objects.values_list("part", flat=True)) == [0, event.message_id]

    def test_flag_without_a_reason_says_what_to_do(self, login):
        answer = login(makers.person()).post(reverse("issues:flag", args=[makers.issue().number]), {})

        assert answer.status_code == 400 and "理由を1つえらんでください。" in answer.content.decode()

    def test_visitor_logs_in_first(self, client):
        assert "/accounts/login/" in client.get(reverse("issues:flag", args=[makers.issue().number])).url
