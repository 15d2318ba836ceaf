"""サポーター募集: one place a person, never more than there are, and only its office learns who."""

from datetime import timedelta

import pytest

from community.accounts.models import DeskRole
from community.core.clock import held, now
from community.core.errors import NotAllowed, NotFound
from community.core.models import JournalEntry
from community.moderation import actions as moderation
from community.projects import actions
from tests import makers, pagemakers

pytestmark = pytest.mark.django_db
LIST = "/cms/desk/calls/"


def joined(call) -> int:
    return call.answers.filter(state="joined").count()


def test_resident_joins_through_the_plain_form_and_withdraws_again(login):
    call, person = pagemakers.call(places=2), makers.person()
    browser, address = login(person), pagemakers.call().get_absolute_url()
    address = call.get_absolute_url()

    page = browser.get(address).content.decode()
    answer = browser.post(address, {"message": "手ぶくろを持って行きます", "key": "k"})
    after = browser.get(address).content.decode()
    browser.post(address, {"undo": "1"})

    assert "2人のうち 0人" in page and "手を挙げる" in page
    assert answer.status_code == 302 and "手を挙げました" in after and "手ぶくろを持って行きます" in after
    answer = call.answers.get()
    assert (answer.state, answer.message) == ("withdrawn", "")
    assert list(JournalEntry.objects.filter(kind="call").values_list("act", flat=True)) == [
        "call.join",
        "call.withdraw",
    ]


def test_visitor_is_asked_to_log_in_first(client):
    call = pagemakers.call()

    answer = client.get(call.get_absolute_url())

    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def test_pressing_twice_counts_once():
    call, person = pagemakers.call(places=5), makers.person()

    for key in ("a", "a", "b"):
        actions.answer_call(call=call.pk, person=person, message="はい", key=key)

    assert joined(call) == 1


def test_full_call_says_so_and_keeps_what_was_written(login):
    call = pagemakers.call(places=1)
    browser = login(makers.person())
    actions.answer_call(call=call.pk, person=makers.person())

    page = browser.get(call.get_absolute_url()).content.decode()
    answer = browser.post(call.get_absolute_url(), {"message": "行けます", "key": "k"})

    assert "席がいっぱいになりました" in page
    assert answer.status_code == 409 and "席がいっぱいになりました" in answer.content.decode()
    assert joined(call) == 1


def test_place_that_was_given_back_can_be_taken_again():
    call, first, second = pagemakers.call(places=1), makers.person(), makers.person()
    actions.answer_call(call=call.pk, person=first)
    actions.withdraw_answer(call=call.pk, person=first)

    actions.answer_call(call=call.pk, person=second)

    assert call.answers.get(state="joined").person == second


def test_nobody_joins_after_the_end_or_when_the_event_is_off():
    closed = pagemakers.call(closes_at=now() + timedelta(days=1))
    off = pagemakers.call(event=pagemakers.event(cancelled=True))

    with held(now() + timedelta(days=2)), pytest.raises(NotAllowed):
        actions.answer_call(call=closed.pk, person=makers.person())
    with pytest.raises(NotAllowed):
        actions.answer_call(call=off.pk, person=makers.person())


@pytest.mark.parametrize("hide", ["unpublish", "lock"])
def test_call_of_a_page_that_is_not_open_to_all_is_unknown(login, hide):
    event = pagemakers.event()
    call = pagemakers.call(event=event)
    event.unpublish() if hide == "unpublish" else pagemakers.lock(event)

    answer = login(makers.person()).get(call.get_absolute_url())

    assert answer.status_code == 404
    with pytest.raises(NotFound):
        actions.answer_call(call=call.pk, person=makers.person())


def test_others_see_how_many_and_never_who(client, login):
    event = pagemakers.event()
    call, helper = pagemakers.call(event=event, places=3), makers.person(display_name="てつだい花子")
    actions.answer_call(call=call.pk, person=helper, message="ひみつのひとこと")

    for browser in (client, login(makers.person()), login(helper)):
        page = browser.get(event.url).content.decode()
        assert "3人のうち 1人" in page and "あと2人" in page
        assert "てつだい花子" not in page.split("</header>")[-1] and "ひみつのひとこと" not in page
    assert "てつだい花子" not in login(makers.person()).get(call.get_absolute_url()).content.decode()


def test_editor_admin_and_desk_of_its_ward_see_who(login):
    call = pagemakers.call(ward_id=makers.KITA)
    helper = makers.person(display_name="てつだい花子")
    actions.answer_call(call=call.pk, person=helper, message="脚立があります")
    sees = [makers.editor(), makers.admin(), makers.officer(makers.KITA), makers.chief(makers.KITA)]
    does_not = [makers.officer(makers.HIRANO)]

    for user in sees:
        page = login(user).get(LIST).content.decode()
        assert "てつだい花子" in page and "脚立があります" in page and helper.email in page
    for user in does_not:
        assert "てつだい花子" not in login(user).get(LIST).content.decode()
    assert login(makers.person()).get(LIST).status_code == 404
    assert login(makers.officer(makers.KITA), on_duty=False).get(LIST).status_code == 302


def test_answers_are_changed_by_nobody_else(login):
    call = pagemakers.call()
    answer = actions.answer_call(call=call.pk, person=makers.person())

    for path in (f"{LIST}new/", f"{LIST}edit/{answer.pk}/", f"{LIST}delete/{answer.pk}/"):
        assert login(makers.admin()).get(path).status_code == 404


def test_editor_makes_a_call_for_exactly_one_thing(login):
    event, board = pagemakers.event(), pagemakers.theme()
    fields = {"title": "配る人", "what": "配ります", "when": "9時", "where": "広場", "office": "区役所", "places": "4"}
    browser = login(makers.editor())

    both = browser.post("/cms/call/new/", fields | {"event": event.pk, "board": board.pk})
    one = browser.post("/cms/call/new/", fields | {"event": event.pk, "board": ""})

    assert both.status_code == 200 and "どちらか1つをえらんでください" in both.content.decode()
    assert one.status_code == 302 and event.calls.get().places == 4


def test_themes_page_shows_its_call(client):
    board = pagemakers.theme()
    pagemakers.call(board=board, title="夜の見まわり", places=None)

    page = client.get(f"/boards/{board.slug}/").content.decode()

    assert "夜の見まわり" in page and "何人でも来てください" in page


def test_desk_role_alone_is_not_enough_for_calls_of_no_ward(login):
    """A call of the whole city is its editors'; the desk of all wards looks after it too."""
    call = pagemakers.call()
    actions.answer_call(call=call.pk, person=makers.person(display_name="てつだい花子"))

    assert "てつだい花子" not in login(makers.officer(makers.KITA)).get(LIST).content.decode()
    assert "てつだい花子" in login(makers.officer(role=DeskRole.Role.DESK)).get(LIST).content.decode()


def test_a_banned_person_takes_no_place():
    call, person = pagemakers.call(board=pagemakers.theme()), makers.person()
    moderation.ban_person(public_id=person.public_id, reason="人の名前を何度も書いたため。", by=makers.chief())

    with pytest.raises(NotAllowed, match="できません"):
        actions.answer_call(call=call.pk, person=person)

    assert not call.answers.exists()
