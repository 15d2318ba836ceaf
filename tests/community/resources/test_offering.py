"""Offering something, and changing it: what is kept, what waits, who may, and what the form says."""

import re
from datetime import time, timedelta

import pytest
from django.test import Client

from community.core.clock import held, now, today
from community.core.errors import InvalidInput, NotAllowed, StaleVersion, TooFast
from community.core.models import JournalEntry
from community.core.visibility import Visibility
from community.discussion.models import Thread
from community.moderation import actions as moderation
from community.photos.models import Photo
from community.resources import actions
from community.resources.actions import stock
from community.resources.models import Resource, State
from community.resources.reach import wards_within
from tests import makers

pytestmark = pytest.mark.django_db
NEW = "/resources/new/"


def sent(**fields):
    return {
        "kind": "things",
        "codes": ["cleaning-tools"],
        "title": "ほうき10組",
        "ward": makers.KITA,
        "quantity": "10",
        "unit": "組",
        "cost": "free",
        "key": "k1",
    } | fields


def test_a_resident_offers_with_hours_days_apart_and_photos_and_everybody_sees_it(login, client):
    person = makers.person(display_name="てつだう人")
    browser = login(person)
    page = browser.get(NEW).content.decode()
    assert 'value="cleaning-tools"' in page and 'value="patrol"' in page  # all codes, also without script

    answer = browser.post(
        NEW,
        sent(
            **{
                "body": "朝いちばんなら運べます。",
                "returns": "on",
                "hours-0-days": ["5", "6"],
                "hours-0-opens": "09:00",
                "hours-0-closes": "12:00",
                "apart-0-first": "2099-01-01",
                "apart-0-note": "正月",
                "photos": [makers.upload(), makers.upload()],
                "serves": [makers.KITA, makers.HIRANO],
                "languages": ["ja", "en"],
            }
        ),
    )

    resource = Resource.objects.get()
    assert answer.url == resource.get_absolute_url()
    assert (resource.left, resource.returns, resource.photos.count()) == (10, True, 2)
    assert [(row.weekday, row.opens) for row in resource.hours.all()] == [(5, time(9)), (6, time(9))]
    apart = resource.exceptions.get()
    assert (apart.last, apart.open, apart.note) == (apart.first, False, "正月")
    shown = client.get(resource.get_absolute_url()).content.decode()
    for words in (
        "ほうき10組",
        "朝いちばんなら運べます。",
        "土・日 9:00–12:00",
        "てつだう人",
        "平野区・北区",
        'data-remaining="10"',
    ):
        assert words in shown, words
    assert shown.count("data-photo") == 2
    assert Thread.objects.get(pk=resource.thread_id).number == resource.pk


def test_the_same_form_pressed_twice_makes_one_offer(login):
    browser = login(makers.person())

    first, second = browser.post(NEW, sent()), browser.post(NEW, sent())

    assert first.url == second.url and Resource.objects.count() == 1


def test_a_form_that_lacks_something_keeps_words_and_photos(login):
    browser = login(makers.person())

    answer = browser.post(NEW, sent(title="", codes=[], body="ここまで書きました。", photos=makers.upload()))

    page, photo = answer.content.decode(), Photo.objects.get()
    assert answer.status_code == 400 and not Resource.objects.exists()
    for words in (
        "ここまで書きました。",
        photo.card_url,
        "ひとことで、何を出せるか書いてください。",
        "使い道を1つえらんでください。",
    ):
        assert words in page, words

    browser.post(NEW, sent(kept=photo.token))
    assert Resource.objects.get().cover == photo


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "x"}, "人・モノ・場所・資金・情報から1つえらんでください。"),
        ({"codes": ["patrol"]}, "使い道は、えらんだしゅるいの中からえらんでください。"),
        ({"codes": ["gear"]}, "使い道は、一覧の中からえらんでください。"),
        ({"quantity": "0"}, "1からの数字で入れてください。"),
        ({"ward": ""}, "区をえらぶか、地図に1つピンを置いてください。"),
        ({"lat": "35.0", "lng": "139.0"}, "ピンが大阪市の外にあります。"),
        ({"radius": "1000"}, "とどく範囲を決めるには、地図にピンを置いてください。"),
        ({"until_on": "2020-01-01"}, "おわりの日は、今日からあとの日を入れてください。"),
        ({"from_on": "2099-02-01", "until_on": "2099-01-01"}, "おわりの日は、はじめの日よりあとにしてください。"),
        ({"hours-0-days": ["1"]}, "曜日と時間は、曜日・はじめ・おわりをそろえて入れてください。"),
        (
            {"hours-0-days": ["1"], "hours-0-opens": "12:00", "hours-0-closes": "09:00"},
            "おわりの時間は、はじめの時間よりあとにしてください。",
        ),
        (
            {"apart-0-first": "2099-01-05", "apart-0-last": "2099-01-01"},
            "おわりの日は、はじめの日よりあとにしてください。",
        ),
        ({"photos": [makers.upload() for _n in range(5)]}, "写真は4枚までです。"),
        ({"photos": makers.upload(content=b"no")}, "IMG_0001.jpg："),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_stored(login, wrong, sentence):
    answer = login(makers.person()).post(NEW, sent(**wrong))

    assert answer.status_code == 400 and sentence in answer.content.decode()
    assert not Resource.objects.exists()


def test_a_newcomers_offer_waits_for_the_desk_and_a_verified_organisations_does_not(client):
    newcomer = makers.newcomer()
    alone = makers.resource(author=newcomer)
    group = makers.organisation(author=newcomer, verified=True, visibility="public")

    together = makers.resource(author=newcomer, organisation=group)

    assert (alone.visibility, together.visibility) == (Visibility.PENDING, Visibility.PUBLIC)
    assert client.get(alone.get_absolute_url()).status_code == 404
    assert alone.title not in client.get("/resources/").content.decode()


def test_people_offer_in_the_name_of_an_organisation_they_act_for(login, client):
    owner = makers.person(display_name="うらかたさん")
    group = makers.organisation(author=owner)
    browser = login(owner)
    assert "だれとして出しますか" in browser.get(NEW).content.decode()

    browser.post(NEW, sent(organisation=str(group.pk)))

    resource = Resource.objects.get()
    page = client.get(resource.get_absolute_url()).content.decode()
    assert resource.organisation == group
    assert group.name in page and "うらかたさん" not in page


def test_nobody_offers_in_the_name_of_a_stranger(login):
    group = makers.organisation()
    member = makers.membership(group).user

    for person in (makers.person(), member):
        with pytest.raises(NotAllowed):
            makers.resource(author=person, organisation=group)
        answer = login(person).post(NEW, sent(organisation=str(group.pk)))
        assert answer.status_code == 302 and Resource.objects.get().organisation is None  # no such field for them
        Resource.objects.all().delete()


def test_who_may_only_read_offers_nothing(login):
    person = makers.person()
    moderation.ban_person(public_id=person.public_id, by=makers.chief(), reason="宣伝", until=None)

    with pytest.raises(NotAllowed):
        makers.resource(author=person)
    assert login(person).get(NEW).status_code == 403


def test_too_many_offers_of_a_newcomer_are_refused():
    newcomer = makers.newcomer()
    for _n in range(5):
        makers.resource(author=newcomer)

    with pytest.raises(TooFast):
        makers.resource(author=newcomer)


def test_a_persons_own_place_is_kept_to_100_metres_and_an_organisations_is_exact():
    person = makers.person()
    own = makers.resource(author=person, **makers.IN_KITA)
    shared = makers.resource(author=person, organisation=makers.organisation(author=person), **makers.IN_KITA)

    assert (own.lat, own.lng) != (34.7044, 135.5119) and abs(own.lat - 34.7044) < 0.001
    assert (shared.lat, shared.lng) == (34.7044, 135.5119)


def test_a_radius_reaches_the_wards_it_touches():
    near = makers.resource(author=makers.person(), radius=500, **makers.IN_KITA)
    far = makers.resource(radius=20_000, **makers.IN_KITA)

    assert "27127" in {ward.pk for ward in near.serves.all()} and near.serves.count() < 5
    assert far.serves.count() == 24
    assert wards_within(34.7044, 135.5119, 500) == sorted(ward.pk for ward in near.serves.all())


def test_what_needs_no_place_has_none():
    resource = makers.resource(kind="information", codes=["data"], remote=True, serves=[makers.KITA], **makers.IN_KITA)

    assert (resource.lat, resource.serves.count()) == (None, 0)


# ── Changing it ─────────────────────────────────────────────────────────────────────────────────────────────────
def form_of(browser: Client, resource: Resource) -> dict[str, str]:
    page = browser.get(f"/resources/{resource.pk}/edit/").content.decode()
    return {"version": re.search(r'name="version" value="(\d+)"', page)[1]}


def test_its_owner_changes_it_and_keeps_or_drops_its_photos(login):
    person = makers.person()
    browser = login(person)
    browser.post(NEW, sent(photos=[makers.upload(), makers.upload()]))
    resource = Resource.objects.get()
    first, second = (join.photo for join in resource.photos.all())

    answer = browser.post(
        f"/resources/{resource.pk}/edit/",
        sent(
            **form_of(browser, resource), title="竹ぼうき8組", quantity="8", drop=[first.token], photos=makers.upload()
        ),
    )

    resource.refresh_from_db()
    assert answer.url == resource.get_absolute_url()
    assert (resource.title, resource.quantity, resource.cover) == ("竹ぼうき8組", 8, second)
    assert [join.photo for join in resource.photos.all()][0] == second and resource.photos.count() == 2
    assert not Photo.objects.filter(pk=first.pk).exists()


def test_who_was_slower_sees_both_texts_and_decides(login):
    person = makers.person()
    browser, resource = login(person), makers.resource(author=person)
    opened = form_of(browser, resource)
    browser.post(f"/resources/{resource.pk}/edit/", sent(**opened, title="先の人の文"))

    late = browser.post(f"/resources/{resource.pk}/edit/", sent(**opened, title="後の人の文"))

    page = late.content.decode()
    assert late.status_code == 409 and "先の人の文" in page and 'value="後の人の文"' in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    browser.post(f"/resources/{resource.pk}/edit/", sent(version=version, title="後の人の文"))
    resource.refresh_from_db()
    assert resource.title == "後の人の文"


def test_strangers_and_former_managers_cannot_change_it(login):
    owner = makers.person()
    group = makers.organisation(author=owner)
    resource = makers.resource(author=owner, organisation=group)
    manager = makers.membership(group, role="manager")
    assert login(manager.user).get(f"/resources/{resource.pk}/edit/").status_code == 200
    manager.delete()

    for person in (manager.user, makers.person()):
        browser = login(person)
        assert browser.get(f"/resources/{resource.pk}/edit/").status_code == 403
        for act in ("confirm", "rest", "resume", "end"):
            assert browser.post(f"/resources/{resource.pk}/{act}/").status_code == 403
    resource.refresh_from_db()
    assert resource.state == State.OFFERED


def test_what_a_newcomer_says_anew_is_read_anew():
    newcomer = makers.newcomer()
    resource = makers.resource(author=newcomer)
    actions.approve_resource(number=resource.pk, by=makers.officer(makers.KITA))
    given = {"kind": "things", "codes": list(resource.codes.all()), "ward": resource.ward, "quantity": 10, "unit": "組"}
    resource.refresh_from_db()

    change = {"number": resource.pk, "by": newcomer} | given
    same = actions.change_resource(version=resource.version, title=resource.title, **change)
    assert same.visibility == Visibility.PUBLIC
    other = actions.change_resource(version=same.version, title="宣伝です", **change)
    assert other.visibility == Visibility.PENDING
    assert Thread.objects.get(pk=resource.thread_id).visibility == Visibility.PENDING


def test_the_whole_is_never_less_than_what_was_promised():
    person = makers.person()
    resource = makers.resource(author=person, quantity=10)
    stock.hold(resource_id=resource.pk, quantity=4)
    given = {"kind": "things", "codes": list(resource.codes.all()), "ward": resource.ward, "title": "x"}

    for quantity in (3, None):
        with pytest.raises(InvalidInput):
            actions.change_resource(number=resource.pk, by=person, version=resource.version, quantity=quantity, **given)
    actions.change_resource(number=resource.pk, by=person, version=resource.version, quantity=4, **given)
    resource.refresh_from_db()
    assert resource.left == 0
    with pytest.raises(StaleVersion):
        actions.change_resource(number=resource.pk, by=person, version=1, quantity=5, **given)


def test_owner_lets_it_rest_goes_on_and_ends_it(login, client):
    person = makers.person()
    resource = makers.resource(author=person)
    browser, address = login(person), resource.get_absolute_url()

    browser.post(f"{address}rest/")
    assert "お休み中です" in client.get(address).content.decode()
    assert resource.title not in client.get("/resources/").content.decode()
    browser.post(f"{address}resume/")
    assert resource.title in client.get("/resources/").content.decode()
    browser.post(f"{address}end/")
    assert "おわりました" in client.get(address).content.decode()
    assert browser.post(f"{address}resume/").status_code == 403
    acts = list(JournalEntry.objects.filter(kind="resource").order_by("pk").values_list("act", flat=True))
    assert acts == ["resource.offer", "resource.rest", "resource.resume", "resource.end"]


def test_what_is_past_its_last_day_leaves_the_lists_by_itself(client):
    resource = makers.resource(until_on=today() + timedelta(days=1))
    assert resource.title in client.get("/resources/").content.decode()

    with held(now() + timedelta(days=2)):
        assert resource.title not in client.get("/resources/").content.decode()
        assert "期限がすぎました" in client.get(resource.get_absolute_url()).content.decode()


def test_hints_on_insurance_are_shown_to_the_owner_alone(login, client):
    person = makers.person()
    resource = makers.resource(author=person)
    code = resource.codes.get()
    code.hint = "道路で使うときは、道路使用許可がいります。"
    code.save()

    assert code.hint in login(person).get(resource.get_absolute_url()).content.decode()
    assert code.hint in login(person).get(NEW).content.decode()
    assert code.hint not in client.get(resource.get_absolute_url()).content.decode()


def test_offers_of_an_account_that_goes_can_no_longer_be_had(login):
    offer = makers.resource(organisation=None)
    organisation = makers.organisation()
    in_its_name = makers.resource(author=organisation.author, organisation=organisation)
    offer.author.delete()
    offer.refresh_from_db()
    assert offer.state == State.ENDED
    assert not Resource.objects.listed().filter(pk=offer.pk).exists()
    assert in_its_name.state == State.OFFERED
