"""A person who was banned reads and sees why; whatever would take part is refused, by every door."""

import json
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.urls import reverse

from community.accounts.actions import update_profile
from community.core import clock
from community.core.errors import NotAllowed
from community.core.models import JournalEntry, OutboxItem
from community.discussion import actions as talk
from community.discussion import live
from community.issues import actions as issues
from community.issues.models import Issue
from community.moderation import actions
from community.moderation.models import Ban, Flag
from community.moderation.permissions import refuse_banned
from tests import makers
from tests.sockets import Socket, visit


def ban(person, **fields) -> Ban:
    given = {"reason": "人の名前を何度も書いたため。", "by": makers.chief()} | fields
    return actions.ban_person(public_id=person.public_id, **given)


def address(person) -> str:
    return reverse("desk:ban", args=[person.public_id])


@pytest.mark.django_db
class TestWhatIsRefused:
    @pytest.fixture
    def person(self):
        person = makers.person()
        ban(person)
        return person

    @pytest.mark.parametrize(
        "act",
        [
            lambda who, issue: makers.issue(author=who),
            lambda who, issue: talk.post_message(author=who, thread=issue.thread, body="こんにちは"),
            lambda who, issue: actions.raise_flag(by=who, kind="issue", number=issue.number, reason="spam"),
            lambda who, issue: issues.support_issue(number=issue.number, user=who, person="", address="a"),
            lambda who, issue: update_profile(user=who, display_name="べつの名前", bio=""),
        ],
        ids=["post", "speak", "flag", "support", "rename"],
    )
    def test_every_act_is_refused_with_a_sentence(self, person, act):
        with pytest.raises(NotAllowed, match="できません。理由と申し立てのしかたは、マイページにあります。"):
            act(person, makers.issue())

    def test_pages_say_why_instead_of_their_forms(self, login, person):
        browser, issue = login(person), makers.issue()
        efforts = reverse("efforts:new", args=[issue.number])

        for page in ("/issues/new/", f"/issues/{issue.number}/flag/", f"/issues/{issue.number}/support/", efforts):
            answer = browser.get(page)
            text = answer.content.decode()
            assert answer.status_code == 403 and "人の名前を何度も書いたため。" in text, page
            assert 'name="title"' not in text and 'name="reason"' not in text
        page = browser.get(issue.get_absolute_url()).content.decode()
        assert "マイページにあります。" in page and "data-composer" not in page

    def test_sent_forms_are_refused_in_words(self, login, person):
        browser, issue = login(person), makers.issue()
        forms = {
            "/issues/new/": {"title": "街灯", "category": "light", "ward": makers.KITA, "key": "k"},
            f"/issues/{issue.number}/comments/": {"body": "こんにちは", "key": "k"},
            f"/issues/{issue.number}/flag/": {"reason": "spam"},
            f"/issues/{issue.number}/support/": {},
            "/accounts/profile/": {"display_name": "べつの名前", "bio": ""},
        }
        for page, fields in forms.items():
            answer = browser.post(page, fields)
            assert answer.status_code == 403 and "できません。" in answer.content.decode(), page
        assert Issue.objects.count() == 1 and not Flag.objects.exists()

    def test_profile_tells_why_and_until_when_and_offers_an_appeal(self, login):
        person = makers.person()
        ban(person, until=clock.now() + timedelta(days=3))

        page = login(person).get("/accounts/profile/").content.decode()

        assert "人の名前を何度も書いたため。" in page and " まで、投稿・話" in page
        assert "/appeals/new/?ban=1" in page and 'name="display_name"' not in page

    def test_others_do_not_see_it(self, login, client, person):
        for browser in (client, login(makers.person())):
            assert "何度も書いたため" not in browser.get(person.get_absolute_url()).content.decode()

    def test_ban_ends_by_itself(self, person):
        Ban.objects.update(until=clock.now() + timedelta(hours=1))
        with pytest.raises(NotAllowed, match="まで、投稿や書きこみはできません。"):
            refuse_banned(person)

        with clock.held(clock.now() + timedelta(hours=2)):
            refuse_banned(person)
            assert makers.issue(author=person).pk

    def test_write_asks_once_and_strangers_ask_nothing(self, client, person, django_assert_num_queries):
        with django_assert_num_queries(1), pytest.raises(NotAllowed):
            refuse_banned(person)
        with django_assert_num_queries(0):
            refuse_banned(makers.officer.__globals__["User"]())


@pytest.mark.django_db
class TestWhoBans:
    @pytest.mark.parametrize("make", [makers.chief, makers.admin, lambda: makers.chief(makers.HIRANO)])
    def test_chief_of_any_ward_or_administrator_bans_and_lifts(self, login, make):
        person, desk = makers.person(), login(make())

        answer = desk.post(address(person), {"reason": "宣伝をくりかえしたため。", "until": "", "key": "a"})
        assert answer.status_code == 302 and Ban.objects.in_force().get().user == person
        assert "宣伝をくりかえしたため。" in desk.get(address(person)).content.decode()

        assert desk.post(address(person), {"undo": "1", "key": "b"}).status_code == 302
        assert not Ban.objects.in_force().exists()
        acts = JournalEntry.objects.filter(kind="user", number=person.public_id, act__startswith="user.")
        assert list(acts.values_list("act", flat=True)) == ["user.ban", "user.unban"]

    @pytest.mark.parametrize(("make", "status"), [(makers.officer, 403), (makers.editor, 404), (makers.person, 404)])
    def test_nobody_else_does(self, login, make, status):
        person, browser = makers.person(), login(make())

        assert browser.get(address(person)).status_code == status
        assert browser.post(address(person), {"reason": "x"}).status_code == status
        assert not Ban.objects.exists()

    @pytest.mark.parametrize("make", [makers.officer, makers.chief, makers.admin, makers.editor])
    def test_staff_cannot_be_banned(self, login, make):
        colleague = make()

        answer = login(makers.chief()).post(address(colleague), {"reason": "x", "key": "k"})

        assert answer.status_code == 403 and "職員の利用は" in answer.content.decode()
        assert not Ban.objects.exists()

    def test_until_is_the_end_of_that_day_and_lies_ahead(self, login):
        person, desk = makers.person(), login(makers.chief())
        day = clock.today() + timedelta(days=7)

        desk.post(address(person), {"reason": "x", "until": day.isoformat(), "key": "a"})
        assert f"{Ban.objects.get().until.astimezone(settings_zone()):%Y-%m-%d %H:%M}" == f"{day} 23:59"

        for wrong in ("2020-01-01", "あした", "2026-02-31"):
            answer = desk.post(address(person), {"reason": "りゆうのことば", "until": wrong, "key": wrong})
            assert answer.status_code == 400 and "りゆうのことば" in answer.content.decode(), wrong

    def test_second_ban_takes_the_place_of_the_first(self, login):
        person, desk = makers.person(), login(makers.chief())
        for reason in ("はじめの理由", "あとの理由"):
            desk.post(address(person), {"reason": reason, "key": reason})

        assert Ban.objects.in_force().get().reason == "あとの理由" and Ban.objects.count() == 2

    def test_same_press_twice_is_one_ban_and_nothing_to_lift_is_said(self, login):
        person, desk = makers.person(), login(makers.chief())
        for _time in range(2):
            assert desk.post(address(person), {"reason": "x", "key": "same"}).status_code == 302
        assert Ban.objects.count() == 1

        desk.post(address(person), {"undo": "1", "key": "a"})
        assert desk.post(address(person), {"undo": "1", "key": "b"}).status_code == 403

    def test_reason_is_needed_and_nobody_is_somebody(self, login):
        desk = login(makers.chief())

        assert desk.post(address(makers.person()), {"reason": ""}).status_code == 400
        assert desk.get(reverse("desk:ban", args=["nobody"])).status_code == 404

    def test_page_tells_of_flags_in_ones_own_wards_only(self, login, django_assert_max_num_queries):
        person = makers.person()
        here, there = makers.issue(author=person), makers.issue(author=person, ward=makers.HIRANO)
        other = makers.issue()
        said = talk.post_message(author=person, thread=other.thread, body="x").message_id
        for issue, part in ((here, 0), (there, 0), (other, said)):
            Flag.objects.create(kind="issue", number=issue.number, part=part, reporter=makers.person(), reason="spam")
        desk = login(makers.chief(makers.KITA))

        with django_assert_max_num_queries(18):
            page = desk.get(address(person)).content.decode()

        found = [number for number in (here.number, there.number, other.number) if f"#{number}</a>" in page]
        assert found == [here.number, other.number] and ">2件<" in page

    def test_desk_leads_chiefs_to_it_from_the_post_and_from_a_flag(self, login):
        issue, speaker = makers.issue(), makers.person()
        said = talk.post_message(author=speaker, thread=issue.thread, body="x").message_id
        actions.raise_flag(by=makers.person(), kind="issue", number=issue.number, reason="spam", part=said)
        page = reverse("desk:issue", args=[issue.number])

        shown = login(makers.chief()).get(page).content.decode()
        assert address(issue.author) in shown and address(speaker) in shown
        assert "/ban/" not in login(makers.officer()).get(page).content.decode()

    def test_person_is_told(self):
        person = makers.person()
        made = ban(person)

        assert OutboxItem.objects.filter(channel="news", payload__news="moderation.banned").count() == 1
        assert OutboxItem.objects.get(channel="news").payload["data"] == {"ban": made.pk}


def settings_zone():
    from django.utils import timezone

    return timezone.get_current_timezone()


def cookie_of(browser) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"


@pytest.mark.usefixtures("committed")
def test_open_socket_loses_its_voice_at_the_next_frame(login):
    issue, person, chief = makers.issue(), makers.person(), makers.chief()

    async def speak_twice(socket: Socket) -> None:
        await socket.say({"t": "post", "key": "1", "body": "まえ"})
        await socket.hear()
        await live.in_database(lambda: ban(person, by=chief))
        await socket.say({"t": "post", "key": "2", "body": "あと"})

    place = f"/ws/threads/issue/{issue.number}/?after=0"
    heard = async_to_sync(visit)(place, speak_twice, cookie=cookie_of(login(person)))

    assert heard[0]["can_post"] is True
    errors = [frame for frame in heard if frame["t"] == "error"]
    assert [frame["code"] for frame in errors] == ["forbidden"] and "できません。" in errors[0]["message"]
    assert "あと" not in json.dumps(heard, ensure_ascii=False)
    again = async_to_sync(visit)(place, cookie=cookie_of(login(person)))
    assert again[0]["can_post"] is False
