"""Open lists hear of posts: everybody's of what everybody may read, the desk's of what it sees."""

import pytest
from asgiref.sync import async_to_sync

from community.discussion import live
from community.issues import actions
from community.issues.workflow import Status
from tests import makers
from tests.sockets import visit

from ..discussion.test_thread import cookie_of

pytestmark = pytest.mark.usefixtures("committed")


def told(address, act, count=0, **how):
    """What a list is told while something happens: so many frames, and whatever else comes."""
    heard = []

    async def script(socket):
        await live.in_database(act)
        heard.extend(await socket.hear(count))

    async_to_sync(visit)(address, script, **how)
    return heard


class TestBoard:
    def test_new_post_is_told_where_it_belongs(self):
        frames = told(f"/ws/board/?ward={makers.KITA}&status=open", lambda: makers.issue(**makers.IN_KITA), 2)

        assert [frame["t"] for frame in frames] == ["changed", "new"]
        assert told("/ws/board/?category=litter", lambda: makers.issue(**makers.IN_KITA), 1)[-1]["t"] == "changed"

    def test_changed_post_comes_with_its_card_in_the_language_of_the_page(self):
        issue, officer = makers.issue(), makers.officer()

        def step():
            actions.change_status(number=issue.number, by=officer, to=Status.IN_REVIEW, sentence="見に行きます。")

        changed = told("/ws/board/", step, 1, cookie="django_language=en")[-1]

        assert (changed["t"], changed["number"]) == ("changed", issue.number)
        assert issue.title in changed["html"] and "In review" in changed["html"]

    def test_hidden_post_goes(self):
        issue, officer = makers.issue(), makers.officer()

        frames = told("/ws/board/", lambda: actions.hide_issue(number=issue.number, by=officer, reason="確認中"), 1)

        assert frames == [{"t": "gone", "number": issue.number}]

    def test_post_that_waits_is_not_spoken_of_until_it_is_public(self):
        issue, officer = makers.issue(author=makers.newcomer()), makers.officer()

        assert told("/ws/board/", lambda: makers.issue(author=makers.newcomer())) == []
        frames = told("/ws/board/", lambda: actions.approve_issue(number=issue.number, by=officer), 2)

        assert [(frame["t"], frame["number"]) for frame in frames] == [
            ("changed", issue.number),
            ("new", issue.number),
        ]

    def test_list_has_nothing_to_say(self):
        async def chatter(socket):
            await socket.say({"t": "post", "body": "x"})

        assert async_to_sync(visit)("/ws/board/", chatter)[-1] == {"close": 4408}


class TestDesk:
    def test_desk_hears_of_what_waits_in_its_wards(self, login):
        cookie = cookie_of(login(makers.officer(makers.KITA)))

        here = told("/ws/desk/", lambda: makers.issue(author=makers.newcomer(), **makers.IN_KITA), 1, cookie=cookie)

        assert [frame["t"] for frame in here] == ["new"]

    def test_desk_of_another_ward_hears_nothing(self, login):
        cookie = cookie_of(login(makers.officer(makers.HIRANO)))

        assert told("/ws/desk/", lambda: makers.issue(**makers.IN_KITA), cookie=cookie) == []

    @pytest.mark.parametrize("who", ["visitor", "resident"])
    def test_for_nobody_else_it_exists(self, login, who):
        cookie = cookie_of(login(makers.person())) if who == "resident" else ""

        assert async_to_sync(visit)("/ws/desk/", cookie=cookie) == [{"close": 4401}]

    def test_colleague_who_opens_a_post_is_named_while_it_is_open(self, login):
        issue, colleague = makers.issue(**makers.IN_KITA), makers.officer(makers.KITA)
        theirs, mine = cookie_of(login(colleague)), cookie_of(login(makers.officer(makers.KITA)))

        frames = []

        async def open_it(socket):
            await visit(f"/ws/desk/?looking={issue.number}", cookie=theirs)
            frames.extend(await socket.hear(2))

        async_to_sync(visit)("/ws/desk/", open_it, cookie=mine)

        assert [frame["who"] for frame in frames] == [[colleague.staff_name], []]
