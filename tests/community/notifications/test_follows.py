"""Following: the button on a post, the page of all one follows, and that nobody else sees it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from community.core.errors import InvalidInput
from community.notifications import actions
from community.notifications.followed import is_told_of
from community.notifications.models import Follow
from tests import makers

pytestmark = pytest.mark.django_db
PAGE = "/accounts/notices/follows/"


class TestIssue:
    def test_press_follows_and_the_next_press_stops(self, login):
        issue, person = makers.issue(), makers.person()
        browser = login(person)
        at = reverse("issues:follow", args=[issue.number])

        assert browser.post(at).url == issue.get_absolute_url()
        assert "見まもり中" in browser.get(issue.get_absolute_url()).content.decode()
        browser.post(at)
        assert Follow.objects.count() == 1

        browser.post(at, {"undo": "1"})
        browser.post(at, {"undo": "1"})
        assert not Follow.objects.exists()

    def test_stranger_is_led_through_the_log_in_and_lands_on_the_question(self, client, login):
        issue = makers.issue()
        at = reverse("issues:follow", args=[issue.number])

        assert at in client.get(issue.get_absolute_url()).content.decode()
        assert client.get(at).url == f"{reverse('account_login')}?next={at}"
        page = login(makers.person()).get(at)
        assert "この投稿を、見まもります" in page.content.decode()
        assert not Follow.objects.exists()

    def test_private_post_of_another_cannot_be_followed(self, login):
        issue = makers.issue(private=True)

        assert login(makers.person()).post(reverse("issues:follow", args=[issue.number])).status_code == 404
        assert not Follow.objects.exists()

    def test_following_is_one_query_for_a_person_and_none_for_a_stranger(self, django_assert_num_queries):
        person, issue = makers.person(), makers.issue()
        with django_assert_num_queries(1):
            is_told_of(person, "issue", issue.number)
        with django_assert_num_queries(0):
            is_told_of(AnonymousUser(), "issue", issue.number)

    def test_followed_again_after_it_was_silenced_it_speaks(self):
        person = makers.person()
        Follow.objects.create(user=person, kind="issue", key="7", how="off")

        actions.follow(user=person, kind="issue", key=7)

        assert is_told_of(person, "issue", 7)


class TestGroups:
    @pytest.mark.parametrize("thing", ["ward:27127", "category:light", "board:main"])
    def test_ward_category_and_board_are_followed_through_a_plain_form(self, login, thing):
        browser = login(makers.person())

        browser.post(PAGE, {"what": "group", "group-thing": thing})
        browser.post(PAGE, {"what": "group", "group-thing": thing})

        follow = Follow.objects.get()
        assert f"{follow.kind}:{follow.key}" == thing

    def test_thing_that_does_not_exist_is_refused_with_a_sentence(self, login):
        answer = login(makers.person()).post(PAGE, {"what": "group", "group-thing": "ward:99999"})

        assert answer.status_code == 400 and "見まもるものを1つえらんでください" in answer.content.decode()

    def test_how_often_is_chosen_for_each_and_it_can_be_dropped(self, login):
        person = makers.person()
        follow = actions.follow(user=person, kind="ward", key=makers.KITA)
        browser = login(person)

        browser.post(f"{PAGE}{follow.pk}/", {"how": "weekly"})
        follow.refresh_from_db()
        assert follow.how == "weekly"

        browser.post(f"{PAGE}{follow.pk}/", {"drop": "1"})
        assert not Follow.objects.exists()

    def test_nobody_changes_or_sees_what_another_follows(self, login):
        follow = actions.follow(user=makers.person(), kind="ward", key=makers.KITA)
        other = login(makers.person())

        other.post(f"{PAGE}{follow.pk}/", {"drop": "1"})
        other.post(f"{PAGE}{follow.pk}/", {"how": "off"})

        follow.refresh_from_db()
        assert follow.how == ""
        assert "まだ、何も見まもっていません" in other.get(PAGE).content.decode()

    def test_post_that_was_hidden_shows_no_title_any_more(self, login):
        person, issue = makers.person(), makers.issue(title="ひみつの題")
        actions.follow(user=person, kind="issue", key=issue.number)
        makers.set_visibility(issue, "hidden")

        page = login(person).get(PAGE).content.decode()

        assert "ひみつの題" not in page and "いまは見られません" in page

    def test_page_costs_the_same_for_one_and_for_fifty(self, login, django_assert_max_num_queries):
        person = makers.person()
        for _nth in range(3):
            actions.follow(user=person, kind="issue", key=makers.issue().number)
        for n in range(50):
            Follow.objects.create(user=person, kind="issue", key=f"gone-{n}")
        browser = login(person)
        browser.get(PAGE)

        with django_assert_max_num_queries(14):
            browser.get(PAGE)

    def test_too_much_is_refused_with_a_sentence(self, login, monkeypatch):
        monkeypatch.setattr(actions, "MOST_FOLLOWS", 1)
        browser = login(makers.person())
        browser.post(PAGE, {"what": "group", "group-thing": "ward:27127"})

        answer = browser.post(PAGE, {"what": "group", "group-thing": "ward:27126"})

        assert answer.status_code == 400 and "見まもれるのは、ここまでです" in answer.content.decode()


class TestPlaces:
    def add(self, browser, **fields):
        given = {"what": "place", "place-place": "", "place-name": "", "place-radius": "500"}
        return browser.post(PAGE, given | {f"place-{name}": value for name, value in fields.items()})

    def test_place_is_found_by_the_name_of_a_town_and_kept_coarsely(self, login):
        assert self.add(login(makers.person()), place="天神橋４丁目", name="家").status_code == 302

        follow = Follow.objects.get()
        assert (follow.name, follow.radius) == ("家", 500)
        assert follow.lat == round(follow.lat, 3) and follow.lng == round(follow.lng, 3)

    def test_place_may_be_a_point(self, login):
        self.add(login(makers.person()), lat="34.70441", lng="135.51191", radius="100")

        follow = Follow.objects.get()
        assert (follow.lat, follow.lng, follow.name) == (34.704, 135.512, "えらんだ場所")

    def test_town_that_exists_twice_is_asked_for_by_its_ward(self, login):
        from community.areas.models import Town

        twice = ["27127", "27126"]
        for ward in twice:
            Town.objects.create(ward_id=ward, name="ふたご町", key="ふたご町", lat=34.7, lng=135.5)
        browser = login(makers.person())

        answer = self.add(browser, place="ふたご町")
        assert answer.status_code == 400 and "北区ふたご町" in answer.content.decode()

        assert self.add(browser, place="平野区ふたご町").status_code == 302

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"place": "存在しない町"}, "その町が見つかりません"),
            ({}, "町の名前を書いてください"),
            ({"place": "天神橋4丁目", "radius": "50"}, "100mから5000m"),
            ({"place": "天神橋4丁目", "radius": "x"}, "広さを数で"),
            ({"lat": "35.0", "lng": "139.0"}, "大阪市の外です"),
            ({"lat": "nan", "lng": "inf"}, "数で書いてください"),
        ],
    )
    def test_what_is_wrong_is_said(self, login, fields, sentence):
        answer = self.add(login(makers.person()), **fields)

        assert answer.status_code == 400 and sentence in answer.content.decode()
        assert not Follow.objects.exists()

    def test_action_itself_refuses_a_circle_that_is_too_wide(self):
        with pytest.raises(InvalidInput):
            actions.follow_place(user=makers.person(), name="家", lat=34.7, lng=135.5, radius=9000)

    def test_place_stands_in_no_address(self, login):
        person = makers.person()
        actions.follow_place(user=person, name="家", lat=34.70441, lng=135.51191, radius=500)

        assert "34.704" not in login(person).get(PAGE).content.decode()

    def test_place_is_not_taken_from_an_address(self, login):
        form = login(makers.person()).get(f"{PAGE}?lat=34.70441&lng=135.51191&radius=700").context["place"]

        assert form["lat"].value() is form["lng"].value() is None and form["radius"].value() == 500


def test_ward_pages_button_follows_the_ward(rf, login):
    from community.areas.models import Ward
    from community.core import panels

    person, ward = makers.person(), Ward.objects.listed().get(pk=makers.KITA)
    request = rf.get("/")
    request.user = person

    assert "北区を見まもる" in panels.render("ward.follow", ward, request=request)
    actions.follow(user=person, kind="ward", key=ward.pk)
    assert "見まもり中" in panels.render("ward.follow", ward, request=request)
    request.user = AnonymousUser()
    assert PAGE in panels.render("ward.follow", ward, request=request)
