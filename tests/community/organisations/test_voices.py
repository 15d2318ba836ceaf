"""Words and reports in an organisation's name: who may, what is shown, and that nobody learns who wrote them."""

import json

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from community.core import outbox
from community.core.errors import NotAllowed
from community.core.models import OutboxItem
from community.discussion.actions import post_message
from community.discussion.models import Event, Message
from community.efforts import actions as efforts
from community.efforts.models import Effort
from community.notifications import actions as notices
from community.organisations import actions
from community.organisations.models import Role
from search import outbox as search_outbox
from tests import makers
from tests.sockets import visit

SECRET = "かくれた本人"


@pytest.fixture
def npo(db):
    made = makers.organisation(name="NPO さくらの川", author=makers.person(display_name=SECRET))
    return made


def say(issue, npo, body="ほうきを10本持っていきます。"):
    return post_message(author=npo.author, thread=issue.thread, body=body, organisation=npo)


def page_of(browser, issue):
    return browser.get(issue.get_absolute_url()).content.decode()


@pytest.mark.django_db
class TestWords:
    def test_form_offers_it_to_those_who_act_for_one(self, login, npo):
        issue, member = makers.issue(), makers.person()
        makers.membership(npo, member)
        assert f'<option value="{npo.pk}"' in page_of(login(npo.author), issue)
        assert "だれとして書きますか" not in page_of(login(member), issue)
        assert "だれとして書きますか" not in page_of(login(makers.person()), issue)

    def test_words_stand_under_its_name_and_name_nobody(self, login, client, npo):
        issue = makers.issue()
        browser = login(npo.author)

        sent = {"body": "ほうきを10本持っていきます。", "organisation": npo.pk, "key": "k"}
        browser.post(reverse("issues:comments", args=[issue.number]), sent)

        page = page_of(client, issue)
        assert "ほうきを10本持っていきます。" in page and "NPO さくらの川" in page and npo.get_absolute_url() in page
        assert SECRET not in page and npo.author.public_id not in page

    def test_oneself_is_what_is_chosen_by_default(self, login, client, npo):
        issue = makers.issue()
        login(npo.author).post(reverse("issues:comments", args=[issue.number]), {"body": "自分のことば", "key": "k"})
        assert SECRET in page_of(client, issue)

    def test_nobody_else_writes_in_its_name(self, login, npo):
        issue, member = makers.issue(), makers.person()
        makers.membership(npo, member)
        for person in (member, makers.person()):
            answer = login(person).post(
                reverse("issues:comments", args=[issue.number]),
                {"body": "うその声", "organisation": npo.pk, "key": "k"},
            )
            assert answer.status_code == 403
            assert "うその声" in answer.content.decode()  # what was typed stays
            with pytest.raises(NotAllowed):
                post_message(author=person, thread=issue.thread, body="うその声", organisation=npo)
        assert not Message.objects.exists()

    @pytest.mark.parametrize("value", ["x", "-1", "9" * 40, "1.5", "٣"])
    def test_what_is_no_number_is_refused(self, login, npo, value):
        issue = makers.issue()
        sent = {"body": "ことば", "organisation": value, "key": "k"}
        answer = login(npo.author).post(reverse("issues:comments", args=[issue.number]), sent)
        assert answer.status_code in (400, 403) and not Message.objects.exists()

    @pytest.mark.parametrize("state", ["pending", "hidden", "erased"])
    def test_nobody_writes_for_one_that_not_everybody_sees(self, npo, state):
        issue = makers.issue()
        waiting = makers.organisation(author=npo.author, visibility=state)
        with pytest.raises(NotAllowed):
            post_message(author=npo.author, thread=issue.thread, body="x", organisation=waiting)

    def test_who_is_manager_no_more_writes_no_more(self, npo):
        issue, manager = makers.issue(), makers.person()
        makers.membership(npo, manager, role=Role.MANAGER)
        post_message(author=manager, thread=issue.thread, body="x", organisation=npo)
        actions.change_role(number=npo.pk, by=npo.author, member=manager.public_id, role="member")
        with pytest.raises(NotAllowed):
            post_message(author=manager, thread=issue.thread, body="y", organisation=npo)

    def test_officers_words_for_an_organisation_are_not_the_citys(self, client):
        officer = makers.officer(makers.KITA, display_name=SECRET)
        npo, issue = makers.organisation(author=officer), makers.issue()
        post_message(author=officer, thread=issue.thread, body="団体として。", organisation=npo)
        page = page_of(client, issue)
        assert Message.objects.get().official is False
        assert npo.name in page and SECRET not in page and 'data-role="official"' not in page

    def test_news_and_search_tell_the_organisation_and_not_the_person(self, login, npo):
        issue, follower = makers.issue(), makers.person()
        notices.follow(user=follower, kind="issue", key=issue.number)
        say(issue, npo, body="竹ぼうきを持っていきます。")
        outbox.drain(most=200)
        search_outbox.drain(most=200)
        browser = login(follower)
        for address in (
            "/accounts/notices/",
            "/search/?q=竹ぼうき",
            f"/search/?q={SECRET}",
            "/search/feed/?q=竹ぼうき",
        ):
            page = browser.get(address).content.decode().replace(f'value="{SECRET}"', "").replace(f"「{SECRET}」", "")
            assert npo.author.public_id not in page
            if "q=" not in address or "竹" in address:
                assert SECRET not in page
        assert "NPO さくらの川" in browser.get("/accounts/notices/").content.decode()
        kept = json.dumps(list(OutboxItem.objects.filter(channel="letters").values_list("payload", flat=True)))
        assert SECRET not in kept


@pytest.mark.django_db
class TestHidden:
    def test_words_stay_under_no_name_and_come_back(self, client, npo):
        issue, officer = makers.issue(), makers.officer(makers.KITA)
        say(issue, npo)
        assert "NPO さくらの川" in page_of(client, issue)

        actions.hide_organisation(number=npo.pk, by=officer, reason="うその団体")
        page = page_of(client, issue)
        assert "ほうきを10本持っていきます。" in page and "非公開の団体" in page
        assert "NPO さくらの川" not in page and SECRET not in page and npo.get_absolute_url() not in page

        actions.restore_organisation(number=npo.pk, by=officer, reason="まちがい")
        assert "NPO さくらの川" in page_of(client, issue)

    def test_report_too(self, client, npo):
        issue = makers.issue()
        efforts.report_effort(
            issue_number=issue.number, author=npo.author, kind="progress", body="草をぬいた。", organisation=npo
        )
        actions.hide_organisation(number=npo.pk, by=makers.officer(makers.KITA), reason="x")
        page = page_of(client, issue)
        assert "草をぬいた。" in page and "非公開の団体" in page and "さくらの川" not in page and SECRET not in page

    def test_open_pages_are_told_of_the_other_name(self, npo):
        issue = makers.issue()
        said = say(issue, npo)
        actions.hide_organisation(number=npo.pk, by=makers.officer(makers.KITA), reason="x")
        outbox.drain(most=200)
        turned = Event.objects.get(type=Event.SHOW)
        assert turned.data == {"message": said.message_id, "seq": said.seq}


@pytest.mark.django_db
class TestReports:
    def test_report_stands_under_its_name_and_names_nobody(self, login, client, npo):
        issue = makers.issue()
        browser, address = login(npo.author), reverse("efforts:new", args=[issue.number])
        assert f'<option value="{npo.pk}"' in browser.get(address).content.decode()

        browser.post(address, {"kind": "progress", "body": "20人で掃いた。", "organisation": npo.pk, "key": "k"})

        assert Effort.objects.get().organisation == npo
        page = page_of(client, issue)
        assert "20人で掃いた。" in page and "NPO さくらの川" in page
        assert SECRET not in page and npo.author.public_id not in page

    def test_form_of_others_has_no_such_choice_and_takes_none(self, login, npo):
        issue, person = makers.issue(), makers.person()
        browser, address = login(person), reverse("efforts:new", args=[issue.number])
        assert "だれとして書きますか" not in browser.get(address).content.decode()
        browser.post(address, {"kind": "progress", "body": "うそ", "organisation": npo.pk, "key": "k"})
        assert Effort.objects.get().organisation is None
        with pytest.raises(NotAllowed):
            efforts.report_effort(
                issue_number=issue.number, author=person, kind="progress", body="うそ", organisation=npo
            )

    def test_another_organisation_is_no_choice(self, login, npo):
        issue, other = makers.issue(), makers.organisation()
        answer = login(npo.author).post(
            reverse("efforts:new", args=[issue.number]), {"kind": "progress", "body": "x", "organisation": other.pk}
        )
        assert answer.status_code == 400 and not Effort.objects.exists()


class TestSockets:
    def test_frame_and_form_are_the_same_act(self, committed):
        npo = makers.organisation(name="NPO さくらの川", author=makers.person(display_name=SECRET))
        issue = makers.issue()
        frames = talk(npo.author, issue, {"t": "post", "key": "k", "body": "持っていきます。", "as": npo.pk}, then=2)

        assert {"t": "ack", "key": "k", "seq": Event.objects.get(message__isnull=False).seq} in frames
        assert Message.objects.get().organisation == npo
        event = next(frame for frame in frames if frame["t"] == "event" and frame["type"] == "message")
        assert event["author"] is None and "NPO さくらの川" in event["html"]
        told = json.dumps(frames[1:], ensure_ascii=False)  # the first says to whom
        assert SECRET not in told and npo.author.public_id not in told

    @pytest.mark.parametrize("voice", ["1", 1.0, True, [1], {"a": 1}])
    def test_what_is_no_number_is_a_bad_frame(self, committed, voice):
        issue = makers.issue()
        frames = talk(makers.person(), issue, {"t": "post", "key": "k", "body": "x", "as": voice})
        assert [frame.get("code") for frame in frames if frame["t"] == "error"] == ["bad_frame"]

    def test_other_peoples_organisations_are_forbidden(self, committed):
        npo, issue = makers.organisation(), makers.issue()
        for number in (npo.pk, 999999, -1, 0):
            frames = talk(makers.person(), issue, {"t": "post", "key": "k", "body": "x", "as": number})
            assert [frame["t"] for frame in frames if frame["t"] in ("ack", "error")] == ["error"]
        assert not Message.objects.exists()


def talk(person, issue, frame, **more):
    """What a socket of this person hears after saying this."""
    client = Client()
    client.force_login(person, backend=django_settings.AUTHENTICATION_BACKENDS[0])
    cookie = f"{django_settings.SESSION_COOKIE_NAME}={client.cookies[django_settings.SESSION_COOKIE_NAME].value}"

    async def send(socket):
        await socket.say(frame)

    return async_to_sync(visit)(f"/ws/threads/issue/{issue.number}/?after=0", send, cookie=cookie, **more)
