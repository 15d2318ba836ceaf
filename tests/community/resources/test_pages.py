"""List, map, one page and its talk, as people use them."""

import json

import pytest

from community.discussion.models import Message
from community.notifications.models import Follow
from community.organisations import actions as organisations
from community.organisations.models import Organisation
from community.resources import actions
from community.resources.actions import stock
from community.resources.listing import PAGE
from community.resources.models import Resource
from search import outbox
from search import search as find
from search.documents import Query
from tests import makers

pytestmark = pytest.mark.django_db


def titles(client, address):
    page = client.get(address).content.decode()
    return {resource.title for resource in Resource.objects.all() if resource.title in page}


def test_the_address_narrows_the_list(client):
    broom = makers.resource(title="竹ぼうき", ward=makers.KITA, serves=[makers.KITA], **makers.IN_KITA)
    walk = makers.resource(title="夜の見守り", kind="people", codes=["patrol"], ward=makers.HIRANO, quantity=None)
    hall = makers.resource(
        title="集会所の部屋", kind="places", codes=["meeting"], cost="paid", ward=makers.HIRANO, serves=[makers.HIRANO]
    )
    everything = {broom.title, walk.title, hall.title}

    for query, wanted in {
        "": everything,
        "?kind=people": {walk.title},
        "?code=meeting": {hall.title},
        "?cost=paid": {hall.title},
        f"?ward={makers.KITA}": {broom.title, walk.title},  # who names no wards serves the whole city
        f"?ward={makers.HIRANO}&kind=places": {hall.title},
        "?kind=money": set(),
        "?kind=nonsense&ward=1&cost=x&on=y&near=z&bbox=1&after=-1&sort=w": everything,
    }.items():
        assert titles(client, f"/resources/{query}") == wanted, query
    outbox.drain(most=100)
    assert titles(client, "/resources/?q=見守り") == {walk.title}
    assert titles(client, "/resources/map/") == {broom.title}


def test_the_five_kinds_are_counted_whatever_is_chosen(client):
    makers.resource()
    makers.resource(kind="people", codes=["patrol"])
    makers.resource(kind="people", codes=["clean"])

    page = client.get("/resources/?kind=things").content.decode()

    assert [int(piece.split('"')[0]) for piece in page.split('data-kind-count="')[1:]] == [2, 1, 0, 0, 0]


def test_pages_follow_each_other_without_a_gap(client):
    authors = [makers.person(), makers.person()]
    everything = {makers.resource(author=authors[nth % 2], title=f"〔{nth}〕").title for nth in range(PAGE + 3)}

    first = client.get("/resources/")
    onward = first.content.decode().split('rel="next"')[0]
    after = Resource.objects.order_by("-pk")[PAGE - 1].pk
    second = titles(client, f"/resources/?after={after}")

    assert f"after={after}" in onward
    assert titles(client, "/resources/") | second == everything and len(second) == 3


def test_the_nearest_come_first_and_the_way_on_keeps_the_order(client):
    author = makers.person()
    group = makers.organisation(author=author)
    given = {"author": author, "organisation": group}
    far = makers.resource(**given, lat=34.6200, lng=135.5600, ward=makers.HIRANO)
    near = makers.resource(**given, **makers.IN_KITA)
    middle = makers.resource(**given, ward=makers.KITA)  # without a pin: the middle of its ward

    page = client.get("/resources/?sort=near&near=34.7044,135.5119").content.decode()

    places = [page.index(resource.title) for resource in (near, middle, far)]
    assert places == sorted(places)
    later = client.get(f"/resources/?sort=near&near=34.7044,135.5119&after={near.pk}").content.decode()
    assert near.title not in later and middle.title in later


def test_the_map_puts_together_what_would_lie_on_each_other(client):
    group = makers.organisation()
    for _n in range(3):
        makers.resource(author=group.author, organisation=group, **makers.IN_KITA)
    alone = makers.resource(author=group.author, organisation=group, lat=34.6200, lng=135.5600, ward=makers.HIRANO)

    points = json.loads(client.get("/resources/map/points/?zoom=12").content)["points"]

    assert sorted(point["count"] for point in points) == [1, 3]
    single = next(point for point in points if point["count"] == 1)
    assert (single["number"], single["title"], single["url"]) == (alone.pk, alone.title, alone.get_absolute_url())
    page = client.get("/resources/map/").content.decode()
    assert f'data-number="{alone.pk}"' in page and "ward-map" in page  # the list says the same, and needs no script


def test_the_page_tells_what_is_left_promised_and_out(client):
    resource = makers.resource(quantity=10, returns=True)
    stock.hold(resource_id=resource.pk, quantity=3)
    stock.hand_out(resource_id=resource.pk, quantity=1, of_held=1)

    page = client.get(resource.get_absolute_url()).content.decode()

    assert 'data-remaining="7"' in page
    tiles = [page.count(f"stock__tile--{state}") for state in ("free", "promised", "out")]
    assert tiles == [7, 2, 1]
    assert "黄色 2組は約束ずみ" in page and "白 1組は貸し出し中" in page


def test_many_are_told_by_the_number_alone_and_uncounted_ones_by_none(client):
    many, uncounted = makers.resource(quantity=500), makers.resource(quantity=None)

    assert "stock__tile" not in client.get(many.get_absolute_url()).content.decode()
    assert "data-remaining" not in client.get(uncounted.get_absolute_url()).content.decode()


def test_money_tells_its_amount_and_deadline(client):
    grant = makers.resource(kind="money", codes=["grant"], quantity=None, amount=100_000, conditions="区内の活動")

    page = client.get(grant.get_absolute_url()).content.decode()

    assert "100000" in page and "円まで" in page and "区内の活動" in page


def test_people_talk_on_the_page_and_a_visitor_is_led_to_the_log_in(login, client):
    resource = makers.resource()
    address = f"{resource.get_absolute_url()}comments/"

    assert "/accounts/login/" in client.post(address, {"body": "こんにちは"}).url
    login(makers.person()).post(address, {"body": "軽トラに積めますか？", "key": "k"})

    assert "軽トラに積めますか？" in client.get(resource.get_absolute_url()).content.decode()
    wrong = login(makers.person()).post(address, {"body": ""})
    assert wrong.status_code == 400 and "ひとこと書いてから" in wrong.content.decode()


def test_nothing_is_said_where_not_everybody_reads(login):
    person = makers.person()
    resource = makers.resource(author=person, visibility="hidden")

    answer = login(person).post(f"{resource.get_absolute_url()}comments/", {"body": "なぜですか"})

    assert answer.status_code == 403 and not Message.objects.exists()


def test_follow_and_unfollow(login):
    person, resource = makers.person(), makers.resource()
    browser, address = login(person), f"{resource.get_absolute_url()}follow/"

    assert "見まもります" in browser.get(address).content.decode()
    browser.post(address)
    assert Follow.objects.of(person).on("resource", resource.pk).exists()
    assert resource.title in browser.get("/accounts/notices/follows/").content.decode()
    browser.post(address, {"undo": "1"})
    assert not Follow.objects.of(person).exists()


def test_of_a_hidden_organisation_nothing_is_seen_but_by_its_own_people(login, client):
    owner = makers.person()
    group = makers.organisation(author=owner)
    resource = makers.resource(author=owner, organisation=group, **makers.IN_KITA)
    thread = resource.thread
    organisations.hide_organisation(number=group.pk, by=makers.officer(makers.KITA), reason="確認中")

    assert client.get(resource.get_absolute_url()).status_code == 404
    for address in ("/resources/", "/resources/map/", "/resources/calendar/", "/resources/map/points/"):
        assert resource.title not in client.get(address).content.decode()
    assert login(owner).get(resource.get_absolute_url()).status_code == 200
    thread.refresh_from_db()
    assert thread.visibility == "hidden"
    organisations.restore_organisation(number=group.pk, by=makers.officer(makers.KITA), reason="だいじょうぶ")
    assert client.get(resource.get_absolute_url()).status_code == 200
    thread.refresh_from_db()
    assert thread.visibility == "public"
    assert Organisation.objects.get().is_public


def test_it_is_found_by_the_name_of_what_it_is_for_while_it_is_on_offer():
    person = makers.person()
    resource = makers.resource(author=person, title="ほうきとちりとり", body="", codes=["cleaning-tools"])

    def found(user=None):
        outbox.drain(most=100)
        return {hit.key for hit in find(Query("清掃の道具", user=user, kinds=("resource",)))}

    assert found() == {str(resource.pk)}
    actions.rest_resource(number=resource.pk, by=person)
    assert found() == set() and found(person) == {str(resource.pk)}
    actions.resume_resource(number=resource.pk, by=person)
    assert found() == {str(resource.pk)}
    actions.end_resource(number=resource.pk, by=person)
    assert found(person) == set()


def test_the_search_page_shows_its_kind_and_what_is_left(client):
    resource = makers.resource(title="高枝ばさみ")
    outbox.drain(most=100)

    page = client.get("/search/?q=高枝ばさみ").content.decode()

    assert resource.get_absolute_url() in page and f'data-remaining="{resource.left}"' in page


def test_the_pages_of_a_person_and_of_oneself_show_what_they_offer(login, client):
    person = makers.person()
    shown, waiting = makers.resource(author=person), makers.resource(author=person, visibility="pending")

    public = client.get(person.get_absolute_url()).content.decode()
    mine = login(person).get("/resources/mine/").content.decode()
    profile = login(person).get("/accounts/profile/").content.decode()

    assert shown.title in public and waiting.title not in public
    for page in (mine, profile):
        assert shown.title in page and waiting.title in page and "公開まち" in page


def test_the_sitemap_names_what_is_on_offer_alone(client):
    shown, hidden = makers.resource(), makers.resource(visibility="hidden")

    text = client.get("/sitemap-resources.xml").content.decode()

    assert shown.get_absolute_url() in text and hidden.get_absolute_url() not in text


@pytest.mark.parametrize(
    "value", ["a\x00b", "9" * 400, "9223372036854775808", "²٣", "-1", "nan", "1e999,1", "9999-12-31"]
)
def test_strange_values_in_the_address_break_nothing(client, value):
    makers.resource(**makers.IN_KITA)
    for address in ("", "map/", "map/points/", "calendar/"):
        for name in ("q", "kind", "code", "ward", "cost", "on", "near", "bbox", "sort", "after", "month", "zoom"):
            given = {"sort": "near", "ward": makers.KITA} | {name: value}
            assert client.get(f"/resources/{address}", given).status_code == 200, (address, name)
