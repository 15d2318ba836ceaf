"""Search by pairs of letters: the same answers on every engine, nothing raw in a query language."""

from dataclasses import replace

import pytest
from django.db import connection
from django.utils import timezone

import search
from community.core.visibility import Visibility
from community.issues import actions
from search import outbox
from search.analysis.letters import query_words, tokens
from tests import makers

pytestmark = pytest.mark.django_db


def found(words, user=None, **extra):
    outbox.drain(most=1000)
    hits = search.search(search.Query(words=words, user=user, every=True, **extra))
    return [int(hit.key) for hit in hits]


@pytest.mark.parametrize(
    "words",
    [
        "ブランコ",
        "ぶらんこ",
        "ﾌﾞﾗﾝｺ",
        "公園の ブランコ",
        "公園",
        "園",
        "コ",
        "ブラ",
        "　公園　",
        "公園　ブランコ",
        "Osaka",
        "osa",
        "ＯＳＡＫＡ",
        "天神橋",
    ],
)
def test_post_is_found_in_every_spelling(words):
    issue = makers.issue(title="公園のブランコがこわれています", body="Osaka Park", address="天神橋の近く")
    makers.issue(title="街灯が切れています")

    assert found(words) == [issue.number]


@pytest.mark.parametrize("words", ["コンブラ", "園公", "滑り台", "saka", "ブランコ 街灯"])
def test_what_is_not_there_is_not_found(words):
    makers.issue(title="公園のブランコがこわれています", body="Osaka Park", category="park")

    assert found(words) == []


@pytest.mark.parametrize("words", ["", "   ", "!!!", "？", "\x00", "()", "AND OR NOT"])
def test_query_without_words_finds_nothing_and_breaks_nothing(words):
    makers.issue()

    assert found(words) == []


HOSTILE = """" ' "* 街灯* 街灯) NEAR(街灯) 街灯_OR_1=1 % _ 街灯% {街灯} text:街灯 ^街灯 -街灯 🐈 \\ ; -- /*""".split()


@pytest.mark.parametrize("words", [*HOSTILE, "a" * 5000, "街灯 " * 500, "\ud800", "街灯 OR 1=1"])
def test_no_words_reach_a_query_language(words):
    makers.issue()

    assert isinstance(found(words), list)


def test_newest_comes_first_and_the_limit_holds():
    numbers = [makers.issue(title="側溝のふた").number for _n in range(4)]

    assert found("側溝", limit=2) == numbers[:-3:-1]


def test_ward_and_category_narrow():
    makers.issue(title="側溝のふた", ward=makers.HIRANO)
    here = makers.issue(title="側溝のふた", category="road")

    assert found("側溝", ward=makers.KITA, category="road") == [here.number]


def test_waiting_post_is_found_by_the_desk_and_by_nobody_else():
    issue = makers.issue(author=makers.newcomer(), title="側溝のふた")

    assert found("側溝") == []
    assert found("側溝", user=makers.officer(makers.KITA)) == [issue.number]
    assert found("側溝", user=makers.officer(makers.HIRANO)) == []


def test_hidden_post_is_not_found_even_before_the_index_knows():
    issue = makers.issue(title="側溝のふた")
    outbox.drain()

    actions.hide_issue(number=issue.number, by=makers.officer(), reason="確かめます。")

    assert [hit.key for hit in search.search(search.Query(words="側溝"))] == []


def test_erased_post_leaves_the_index():
    issue = makers.issue(title="側溝のふた")
    outbox.drain()
    makers.set_visibility(issue, Visibility.ERASED)
    outbox.record("issue", issue.number)
    outbox.drain()

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_entry")
        assert cursor.fetchone() == (0,)


def test_change_noted_while_the_worker_reads_is_not_lost(monkeypatch):
    """The worker forgets only what it has read."""
    issue = makers.issue(title="側溝のふた")
    carry = outbox.carry_over

    def slow(kind, keys):
        failed = carry(kind, keys)
        outbox.record("issue", issue.number)
        return failed

    monkeypatch.setattr(outbox, "carry_over", slow)
    outbox.drain()

    assert outbox.OutboxItem.objects.filter(kind="issue").exists()


def test_suggestions_are_titles_that_hold_the_words():
    makers.issue(title="公園のブランコがこわれています")
    makers.issue(title="公園の水飲み場")
    outbox.drain()

    assert search.suggest("公園", user=None) == ["公園の水飲み場", "公園のブランコがこわれています"]


def test_similar_posts_are_about_the_same_and_never_the_post_itself():
    near = makers.issue(title="街灯が消えていて夜道が暗い")
    makers.issue(title="公園のブランコ", category="park")
    outbox.drain()
    asked = search.Document("issue", "", "外灯がつかない", "夜の道が真っ暗です", at=timezone.now(), ward=makers.KITA)

    hits = search.similar(asked, user=None)

    assert [int(hit.key) for hit in hits] == [near.number] and 0.3 <= hits[0].score <= 1
    assert search.similar(replace(asked, key=str(near.number)), user=None) == []


def test_hit_is_explained_by_what_stands_for_the_words():
    makers.issue(title="防犯灯が消えています")
    outbox.drain()
    query = search.Query(words="街灯 消える")

    hit = search.search(query)[0]

    assert search.explain(query, hit, hit.title) == [
        search.Reason("concept", "街灯", "防犯灯"),
        search.Reason("word", "消える", "消え"),
    ]
    assert [hit.title[begin:end] for begin, end in search.mark(query, hit.title)] == ["防犯灯", "消え"]


def test_unknown_kind_is_an_error_of_search():
    with pytest.raises(search.SearchError):
        search.registry.source_of("nothing")


def test_rebuild_indexes_everything_anew(capsys):
    from django.core.management import call_command

    issue = makers.issue(title="側溝のふた")
    call_command("search_rebuild")

    assert [int(hit.key) for hit in search.search(search.Query(words="側溝"))] == [issue.number]


def test_tokens_end_with_the_last_letter_so_that_one_letter_is_enough():
    assert tokens("道の穴") == ["道の", "の穴", "穴"]
    assert query_words("a b " * 50) == ["a", "b"] * 6
