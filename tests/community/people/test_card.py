"""One's card through the pages that people use: made, changed, resting, erased; and what of it others learn."""

from datetime import time

import pytest
from django.test import Client

from community.accounts.models import User
from community.core.errors import InvalidInput, NotAllowed
from community.core.models import JournalEntry
from community.moderation import actions as moderation
from community.people import actions
from community.people.models import CardHours, VolunteerCard
from search import outbox
from search import search as find
from search.documents import Query
from search.models import Entry
from tests import helpers, makers

pytestmark = pytest.mark.django_db


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def form(**changes):
    return {
        "can": ["carry", "visit"],
        "learn": ["digital"],
        "words": "土曜の朝なら、だいたい動けます。",
        "wards": [makers.KITA],
        "hours_a_month": "6",
        "languages": ["ja", "en"],
        "hours-0-days": ["5"],
        "hours-0-opens": "09:00",
        "hours-0-closes": "12:00",
    } | changes


def test_a_card_is_written_on_one_page_and_comes_back_as_it_was():
    person = makers.person()
    client = browser(person)

    assert client.post("/people/card/", form()).status_code == 302

    card = VolunteerCard.objects.get(person=person)
    assert {code.pk for code in card.can.all()} == {"carry", "visit"}
    assert [code.pk for code in card.learn.all()] == ["digital"]
    assert [ward.pk for ward in card.wards.all()] == [makers.KITA]
    assert (card.hours_a_month, card.languages, card.public) == (6, ["ja", "en"], False)
    line = CardHours.objects.get()
    assert (line.weekday, line.opens, line.closes) == (5, time(9), time(12))
    page = client.get("/people/card/").content.decode()
    assert "土曜の朝なら、だいたい動けます。" in page
    assert 'id="id_can_carry" checked' in page

    assert client.post("/people/card/", form(can=["clean"], words="", public="on")).status_code == 302
    card.refresh_from_db()
    assert VolunteerCard.objects.count() == 1
    assert (card.words, card.public) == ("", True)
    assert CardHours.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"can": []}, "できることを、1つえらんでください。"),
        ({"can": ["cleaning-tools"]}, "できることは、一覧からえらんでください。"),
        ({"hours_a_month": "1000"}, "時間を、1から200までの数字で入れてください。"),
        ({"hours-0-closes": "08:00"}, "おわりの時間は、はじめの時間よりあとにしてください。"),
        ({"wards": ["x"]}, "区を24区からえらんでください。"),
        ({"words": "あ" * 301}, "300字までにしてください"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(changes, sentence):
    answer = browser(makers.person()).post("/people/card/", form(words="のこることば") | changes)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    assert "のこることば" in page or "words" in changes
    assert not VolunteerCard.objects.exists()


def test_the_action_holds_the_same_bounds():
    person, card = makers.person(), helpers.card
    for fields in ({"codes": []}, {"codes": ["food"]}, {"hours_a_month": 0}, {"hours": [(5, time(9), time(9))]}):
        with pytest.raises(InvalidInput):
            card(person=person, **fields)
    moderation.ban_person(public_id=person.public_id, by=makers.chief(), reason="迷惑な書きこみ")
    with pytest.raises(NotAllowed):
        card(person=person)


def test_a_private_card_is_on_no_page_and_in_no_search():
    card = helpers.card(words="ひみつのことば")
    outbox.drain(most=100)

    for reader in (Client(), browser(makers.person()), browser(makers.officer(makers.KITA))):
        for address in ("/people/", f"/users/{card.person.public_id}/", "/search/?q=ひみつのことば&of=person"):
            page = reader.get(address).content.decode()
            assert "volunteer-card" not in page, address
    assert not Entry.objects.filter(kind="person").exists()
    assert "ひみつ" not in str(list(JournalEntry.objects.values_list("after", "note", "before")))


def test_a_public_card_is_found_listed_and_on_its_persons_page_until_it_rests():
    card = helpers.card(public=True, words="のこぎりが得意です。", codes=["repair", "visit"])
    other = helpers.card(public=True, codes=["clean"], wards=[makers.HIRANO]).person.shown_name
    outbox.drain(most=100)
    name, where = card.person.shown_name, f"/users/{card.person.public_id}/"

    def listed(query=""):
        return f">{name}</a>" in Client().get(f"/people/{query}").content.decode()

    assert listed()
    assert listed("?code=repair")
    assert listed(f"?ward={makers.KITA}")
    assert not listed("?code=clean")
    assert other in Client().get("/people/?code=visit").content.decode(), "a sensitive code narrows nothing"
    assert listed("?code=nonsense&ward=1&page=x")
    page = Client().get(where).content.decode()
    assert "のこぎりが得意です。" in page
    assert "訪ねる・話し相手" not in page
    assert "が得意です。" in browser(makers.person()).get("/search/?q=のこぎり&of=person").content.decode()

    browser(card.person).post("/people/card/rest/")
    outbox.drain(most=100)
    assert not listed()
    assert "のこぎり" not in Client().get(where).content.decode()
    assert not find(Query(words="のこぎり", user=None, kinds=("person",)))
    browser(card.person).post("/people/card/rest/", {"undo": "1"})
    assert listed()


def test_words_of_a_newcomer_wait_until_they_are_trusted():
    card = helpers.card(person=makers.newcomer(), public=True, words="はじめてのことば")
    assert "はじめてのことば" not in Client().get("/people/").content.decode()
    User.objects.filter(pk=card.person_id).update(standing="trusted")
    assert "はじめてのことば" in Client().get("/people/").content.decode()


def test_one_or_two_are_some_and_three_are_three(client):
    def said(group="手をかす"):
        page = client.get("/people/").content.decode()
        return page.split(f">{group}</dt><dd>")[1].split("</dd>")[0]

    assert said() == "まだいません"
    helpers.card(codes=["carry", "clean"])
    assert said() == "数人"
    helpers.card(codes=["carry"])
    assert said() == "数人"
    helpers.card(codes=["clean"])
    assert said() == "3人"
    helpers.card(codes=["clean"], resting=True)
    assert said() == "3人"


def test_sensitive_help_is_counted_for_nobody(client):
    for _nth in range(3):
        helpers.card(codes=["visit"])
    page = client.get("/people/").content.decode()
    assert page.split(">見守る・付き添う</dt><dd>")[1].startswith("まだいません")


def test_erasing_leaves_nothing():
    card = helpers.card(public=True, words="消えることば")
    outbox.drain(most=100)
    assert Entry.objects.filter(kind="person").exists()
    client = browser(card.person)
    assert "カードを消しますか" in client.get("/people/card/erase/").content.decode()
    assert VolunteerCard.objects.exists()

    client.post("/people/card/erase/")

    assert not VolunteerCard.objects.exists()
    assert not CardHours.objects.exists()
    assert not Entry.objects.filter(kind="person").exists()
    outbox.drain(most=100)
    assert not Entry.objects.filter(kind="person").exists()
    client.post("/people/card/erase/")  # once more does no harm


def test_a_deleted_account_takes_its_card_along():
    card = helpers.card(public=True)
    outbox.drain(most=100)
    card.person.delete()
    assert not VolunteerCard.objects.exists()
    assert not Entry.objects.filter(kind="person").exists()


def test_nobody_rests_or_erases_anothers_card():
    helpers.card()
    other = browser(makers.person())
    assert other.post("/people/card/rest/").status_code == 404
    other.post("/people/card/erase/")
    assert VolunteerCard.objects.filter(resting=False).count() == 1


def test_unlearning_the_last_thing_rests_the_card():
    card = helpers.card(codes=["carry"])
    actions.unlearn(person=card.person, code="carry")
    card.refresh_from_db()
    assert card.resting


def test_the_list_of_offers_shows_the_way_to_volunteers(client):
    assert 'href="/people/"' in client.get("/resources/").content.decode()
