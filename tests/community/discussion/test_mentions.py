"""@表示名: who is named, linked and told; whom one can choose while typing."""

import pytest
from asgiref.sync import async_to_sync
from django.urls import reverse

from community.core import outbox
from community.core.naming import Names
from community.core.text import to_html
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.discussion.models import Mention
from community.efforts import actions as efforts
from community.moderation import actions as moderation
from community.notifications import actions as notices
from community.notifications.models import Notice
from tests import makers
from tests.sockets import visit

URLS = {"ゆうこ": "/u/1/", "ゆうこ@天六": "/u/2/", "Tom": "/u/3/"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@ゆうこさん", ["ゆうこ"]),
        ("＠ゆうこ@天六 さん、@ゆうこ も", ["ゆうこ@天六", "ゆうこ"]),
        ("@Tomato @Tom", ["Tom"]),
        ("mail@Tom", []),
        ("@@Tom", ["Tom"]),
        ("@", []),
    ],
)
def test_the_longest_name_that_stands_there_is_meant(text, found):
    assert Names(URLS).found_in(text) == found


def test_names_are_links_and_nothing_else_becomes_html():
    names = Names({'<b>"x': '/u/"1/'})

    html = to_html('@<b>"x と <i> http://a.example/@<b>', links=True, names=names)

    assert '<a class="mention" href="/u/&quot;1/">@&lt;b&gt;&quot;x</a>' in html
    assert "<i>" not in html and html.count('class="mention"') == 1
    assert to_html("@Tom", links=False, names=Names({})) == "<p>@Tom</p>"


def say(issue, body, author=None):
    return talk.post_message(author=author or makers.person(), thread=issue.thread, body=body).message


def named(message) -> set:
    return set(Mention.objects.filter(message=message).values_list("person", flat=True))


def page(client, issue) -> str:
    return client.get(issue.get_absolute_url()).content.decode()


@pytest.mark.django_db
class TestWhoCanBeNamed:
    def test_who_has_spoken_and_who_posted(self, client):
        issue, spoke = makers.issue(), makers.person(display_name="ゆうこ")
        say(issue, "はい", spoke)

        said = say(issue, f"@ゆうこさん、@{issue.author.display_name}さん")

        assert named(said) == {spoke.pk, issue.author.pk}
        assert f'<a class="mention" href="{spoke.get_absolute_url()}">@ゆうこ</a>' in page(client, issue)

    def test_who_tells_of_work(self):
        issue, helper = makers.issue(), makers.person(display_name="たろう")
        efforts.report_effort(issue_number=issue.number, author=helper, kind="progress", body="拾いました。")

        assert named(say(issue, "@たろう ありがとう")) == {helper.pk}

    @pytest.mark.parametrize("kind", ["project", "resource"])
    def test_who_offers_or_leads_something(self, kind):
        thing = getattr(makers, kind)(author=makers.person(display_name="はなこ"))

        assert named(say(thing, "@はなこ さん")) == {thing.author.pk}

    def test_nobody_who_is_there_without_a_name(self):
        """Or naming somebody would tell who they are."""
        issue = makers.issue(author=makers.person(display_name="かくれた人"), anonymous=True)
        efforts.report_effort(issue_number=issue.number, author=issue.author, kind="progress", body="直しました。")
        group = makers.organisation(author=makers.person(display_name="代表"))
        talk.post_message(author=group.author, thread=issue.thread, body="はい", organisation=group)
        say(issue, "はい", makers.officer(makers.KITA, display_name="職員さん"))
        stranger, hidden = makers.person(display_name="通行人"), makers.person(display_name="消えた人")
        talk.hide_message(thread_id=issue.thread_id, message_id=say(issue, "x", hidden).pk)

        assert stranger and named(say(issue, "@かくれた人 @代表 @職員さん @通行人 @消えた人")) == set()

    def test_of_two_with_one_name_who_spoke_last_is_meant(self):
        issue, first, last = makers.issue(), *(makers.person(display_name="ゆうこ") for _nth in range(2))
        for author in (last, first, last):
            say(issue, "はい", author)

        assert named(say(issue, "@ゆうこ")) == {last.pk}

    def test_who_is_named_anew_is_linked_and_who_is_not_any_more_is_not(self, client):
        issue, one, other = makers.issue(), makers.person(display_name="いち"), makers.person(display_name="に")
        for author in (one, other):
            say(issue, "はい", author)
        said = say(issue, "@いち")

        talk.edit_message(author=said.author, thread=issue.thread, message_id=said.pk, body="@に")

        assert named(said) == {other.pk}
        assert ">@に</a>" in page(client, issue) and "@いち" not in page(client, issue)


@pytest.mark.django_db
class TestTelling:
    def told(self) -> dict:
        outbox.drain(most=100)
        return {(notice.user_id, notice.news) for notice in Notice.objects.all()}

    def test_who_is_named_is_told_once_and_who_follows_anyway_not_twice(self):
        issue, spoke = makers.issue(), makers.person(display_name="ゆうこ")
        say(issue, "はい", spoke)
        Notice.objects.all().delete()

        said = say(issue, f"@ゆうこ @ゆうこ @{issue.author.display_name}")

        mine = {row for row in self.told() if Notice.objects.filter(data__message=said.pk, user=row[0])}
        assert (spoke.pk, "message.named") in mine and (issue.author.pk, "message.named") not in mine
        assert Notice.objects.filter(data__message=said.pk).count() == 2

    def test_it_says_so(self, login):
        issue, spoke = makers.issue(), makers.person(display_name="ゆうこ")
        say(issue, "はい", spoke)
        say(issue, "@ゆうこ", makers.person(display_name="たろう"))
        self.told()

        text = login(spoke).get(reverse("notifications:list")).content.decode()

        assert "たろうさんがあなたの名前を出しました" in text

    def test_neither_oneself_nor_who_silenced_it_nor_who_is_banned(self):
        issue, author = makers.issue(), makers.person(display_name="じぶん")
        silent, banned = makers.person(display_name="しずか"), makers.person(display_name="やすみ")
        for person in (author, silent, banned):
            say(issue, "はい", person)
        notices.follow(user=silent, kind="issue", key=issue.number, how="off")
        moderation.ban_person(public_id=banned.public_id, by=makers.chief(), reason="x", until=None)

        say(issue, "@じぶん @しずか @やすみ", author)

        assert not [row for row in self.told() if row[1] == "message.named"]

    def test_an_edit_tells_only_who_is_new(self):
        issue, one, other = makers.issue(), makers.person(display_name="いち"), makers.person(display_name="に")
        for author in (one, other):
            say(issue, "はい", author)
        said = say(issue, "@いち")
        self.told()

        for body in ("@いち @に", "@に", "@いち @に。"):
            talk.edit_message(author=said.author, thread=issue.thread, message_id=said.pk, body=body)

        rows = [row for row in self.told() if row[1] == "message.named"]
        assert sorted(rows) == sorted([(one.pk, "message.named"), (other.pk, "message.named")])
        assert Notice.objects.filter(news="message.named").count() == 2


@pytest.mark.django_db
class TestChoosing:
    def ask(self, browser, issue, q=""):
        return browser.get(reverse("talk:names", args=["issue", issue.number]), {"q": q})

    def test_those_whose_name_begins_so_come_first(self, login):
        issue = makers.issue(author=makers.person(display_name="そのほか"))
        for name in ("みゆき", "ゆうこ", "ユウタ"):
            say(issue, "はい", makers.person(display_name=name))

        found = self.ask(login(makers.person()), issue, "ゆ").json()["names"]

        assert [one["name"] for one in found] == ["ユウタ", "ゆうこ", "みゆき"] and all(one["id"] for one in found)

    def test_at_most_eight_and_never_oneself(self, login):
        issue, me = makers.issue(), makers.person(display_name="わたし")
        for _nth in range(10):
            say(issue, "はい")
        say(issue, "はい", me)

        found = self.ask(login(me), issue).json()["names"]

        assert len(found) == 8 and "わたし" not in [one["name"] for one in found]

    def test_visitors_and_who_may_not_see_the_talk_find_nothing(self, client, login):
        assert self.ask(client, makers.issue()).status_code == 404
        hidden = makers.issue(visibility=Visibility.PRIVATE)
        assert self.ask(login(makers.person()), hidden).status_code == 404


def test_words_without_an_at_sign_cost_nothing_more(committed, warm, django_assert_max_num_queries):
    issue, author = makers.issue(), makers.person()
    talk.post_message(author=author, thread=issue.thread, body="はじめて", key="a")

    with django_assert_max_num_queries(12):
        talk.post_message(author=author, thread=issue.thread, body="はい", key="b")


@pytest.mark.usefixtures("committed")
def test_open_pages_get_the_link():
    issue, spoke = makers.issue(), makers.person(display_name="ゆうこ")
    say(issue, "はい", spoke)
    say(issue, "@ゆうこ")

    frame = async_to_sync(visit)(f"/ws/threads/issue/{issue.number}/?after=1")[-1]

    assert f'href="{spoke.get_absolute_url()}">@ゆうこ</a>' in frame["html"]
