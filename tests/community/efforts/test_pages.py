"""The pages about reports, as people use them."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.core import jobs
from community.core.clock import held, now
from community.core.models import OutboxItem
from community.efforts import actions
from community.efforts.models import Effort, State
from community.issues.models import Issue
from community.photos.models import Photo
from search import outbox as search_outbox
from search import search
from search.documents import Query
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def login(client):
    def enter(user):
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        if user.is_staff:
            makers.use_second_factor(client, user)
        return client

    return enter


def report(issue, **fields):
    given = {"author": makers.person(), "kind": "solved", "body": "草をぬきました。"} | fields
    return actions.report_effort(issue_number=issue.number, **given)


def new_at(issue):
    return reverse("efforts:new", args=[issue.number])


def page_of(client, issue):
    return client.get(issue.get_absolute_url()).content.decode()


def test_resident_reports_with_photos_before_and_after(login):
    issue, person = makers.issue(), makers.person()
    browser = login(person)

    page = browser.get(new_at(issue)).content.decode()
    key = re.search(r'name="key" value="(\w+)"', page)[1]
    sent = {
        "kind": "solved", "body": "溝のどろをかきだしました。", "people": "4", "done_on": "2026-11-20", "key": key,
        "before": makers.upload(), "after": [makers.upload(), makers.upload()],
    }  # fmt: skip
    answer = browser.post(new_at(issue), sent)

    effort = Effort.objects.get()
    assert answer.url == f"{issue.get_absolute_url()}#effort-{effort.pk}"
    assert (len(effort.before), len(effort.after), effort.people) == (1, 2, 4)
    shown = page_of(browser, issue)
    assert "溝のどろをかきだしました。" in shown and "4人で" in shown and "未確認" in shown
    assert "かいけつ報告がとどきました" in shown  # the line of the talk
    assert shown.count("before-after__image") == 3
    assert browser.post(new_at(issue), {**sent, "before": [], "after": []}).url == answer.url
    assert Effort.objects.count() == 1


def test_form_that_lacks_something_keeps_words_and_photos(login):
    issue, person = makers.issue(), makers.person()
    browser = login(person)

    answer = browser.post(new_at(issue), {"body": "ここまでしました。", "after": makers.upload(), "people": "x"})

    page = answer.content.decode()
    photo = Photo.objects.get()
    assert answer.status_code == 400
    assert "ここまでしました。" in page and photo.card_url in page
    assert "「取り組み報告」か「かいけつ報告」をえらんでください。" in page and "人数を数字で入れてください。" in page

    browser.post(new_at(issue), {"kind": "progress", "kept_after": photo.token})
    assert Effort.objects.get().after == [photo]


def test_photo_that_is_no_photo_is_said_and_the_others_stay(login):
    issue = makers.issue()
    sent = {"kind": "solved", "before": makers.upload(content=b"no"), "after": makers.upload()}
    answer = login(makers.person()).post(new_at(issue), sent)
    assert answer.status_code == 400
    assert not Effort.objects.exists()
    assert Photo.objects.get().card_url in answer.content.decode()


def test_report_needs_a_word_or_a_photo(login):
    answer = login(makers.person()).post(new_at(makers.issue()), {"kind": "solved"})
    assert answer.status_code == 400
    assert "したことをひとこと書くか、写真を1枚つけてください。" in answer.content.decode()


def test_visitor_is_asked_who_they_are(client):
    assert "/accounts/login/" in client.get(new_at(makers.issue())).url
    assert new_at(issue := makers.issue()) in page_of(client, issue)


def test_poster_is_asked_and_says_yes(login):
    issue = makers.issue()
    effort = report(issue)
    browser = login(issue.author)
    assert "直りましたか？" in page_of(browser, issue)

    browser.post(reverse("efforts:confirm", args=[issue.number, effort.pk]), {"key": "k"})

    page = page_of(browser, issue)
    assert "みんなで解決" in page and "投稿した人が確認" in page and "直りましたか？" not in page


def test_poster_says_not_yet_with_a_word(login):
    issue = makers.issue()
    effort = report(issue)
    browser = login(issue.author)
    address = reverse("efforts:decline", args=[issue.number, effort.pk])

    answer = browser.post(address, {"word": ""})
    assert answer.status_code == 400 and "まだのところを、ひとこと書いてください。" in answer.content.decode()
    browser.post(address, {"word": "右がわがまだです。"})

    assert "右がわがまだです。" in page_of(browser, issue)
    assert Issue.objects.get(pk=issue.pk).is_open


def test_others_are_not_asked_and_cannot_answer(login):
    issue = makers.issue()
    effort = report(issue)
    browser = login(makers.person())
    assert "直りましたか？" not in page_of(browser, issue)
    assert browser.post(reverse("efforts:confirm", args=[issue.number, effort.pk])).status_code == 403
    assert Effort.objects.get().state == State.WAITING


def test_a_newcomers_words_are_read_by_the_desk_first(login, client):
    issue = makers.issue()
    newcomer = makers.newcomer()
    effort = report(issue, author=newcomer)
    assert "草をぬきました" not in page_of(client, issue)
    assert "草をぬきました" not in page_of(login(issue.author), issue)
    assert "草をぬきました" in page_of(login(newcomer), issue)

    desk = login(makers.officer(makers.KITA))
    assert f"/issues/{issue.number}/" in desk.get("/cms/desk/?view=efforts").content.decode()
    act = reverse("desk:act", args=[issue.number, "effort-approve"])
    assert desk.post(act, {"effort": effort.pk, "key": "k"}).status_code == 302

    client.logout()
    assert "草をぬきました" in page_of(client, issue)


def test_desk_hides_confirms_and_declines(login):
    issue = makers.issue()
    first, second, third = (report(issue, body=f"報告その{n}") for n in "123")
    desk = login(makers.officer(makers.KITA))

    def act(verb, effort, **fields):
        return desk.post(reverse("desk:act", args=[issue.number, f"effort-{verb}"]), {"effort": effort.pk} | fields)

    wrong = act("hide", first)
    assert wrong.status_code == 400 and "理由を書いてください。" in wrong.content.decode()
    act("hide", first, reason="人の顔")
    act("decline", second, word="まだ暗いです。")
    act("confirm", third, word="見に行きました。")

    states = dict(Effort.objects.values_list("pk", "state"))
    assert states == {first.pk: "hidden", second.pk: "declined", third.pk: "confirmed"}
    desk.logout()
    page = page_of(desk, issue)
    assert (
        "報告その1" not in page and "人の顔" not in page and "市のデスクが確認" in page and "見に行きました。" in page
    )


def test_desk_of_another_ward_knows_nothing_of_it(login):
    issue = makers.issue()
    effort = report(issue, author=makers.newcomer())
    desk = login(makers.officer(makers.HIRANO))
    assert f"/issues/{issue.number}/" not in desk.get("/cms/desk/?view=efforts").content.decode()
    act = reverse("desk:act", args=[issue.number, "effort-approve"])
    assert desk.post(act, {"effort": effort.pk}).status_code == 404


def test_flagged_report_reaches_the_desk(login):
    issue = makers.issue()
    effort = report(issue)
    address = reverse("efforts:flag", args=[issue.number, effort.pk])
    assert login(makers.person()).post(address, {"reason": "personal"}).status_code == 200

    desk = login(makers.officer(makers.KITA))
    assert f"/issues/{issue.number}/" in desk.get("/cms/desk/?view=efforts").content.decode()
    desk.post(reverse("desk:act", args=[issue.number, "effort-ok"]), {"effort": effort.pk})
    assert f"/issues/{issue.number}/" not in desk.get("/cms/desk/?view=efforts").content.decode()


def test_after_two_weeks_the_desk_is_asked_and_nothing_closes_itself(login):
    issue = makers.issue()
    report(issue)
    with held(now() + timedelta(days=13)):
        jobs.jobs["efforts.ask_desks"].work()
        assert not Effort.objects.exclude(asked_at=None).exists()
    with held(now() + timedelta(days=15)):
        jobs.jobs["efforts.ask_desks"].work()
        jobs.jobs["efforts.ask_desks"].work()
    desk = login(makers.officer(makers.KITA))
    assert "2週間返事がありません" in desk.get(f"/cms/desk/issues/{issue.number}/").content.decode()
    assert Issue.objects.get(pk=issue.pk).is_open
    assert Effort.objects.get().state == State.WAITING


def test_nameless_poster_stays_nameless_in_their_report(client):
    author = makers.person(display_name="山田ひみつ")
    issue = makers.issue(author=author, anonymous=True)
    report(issue, author=author)
    assert "山田ひみつ" not in page_of(client, issue)


def test_the_citys_report_names_its_office_and_no_officer(client):
    issue = makers.issue()
    officer = makers.officer(makers.KITA, display_name="佐藤係長")
    report(issue, author=officer, kind="progress")
    page = page_of(client, issue)
    assert "北区役所" in page and "佐藤係長" not in page


def test_reports_are_found_by_those_who_may_read_them():
    issue = makers.issue()
    shown, waiting = (
        report(issue, body="竹ぼうきで掃いた"),
        report(issue, author=makers.newcomer(), body="竹ぼうきを貸した"),
    )
    search_outbox.drain(most=100)

    def found(user):
        return {hit.key for hit in search(Query("竹ぼうき", user=user, kinds=("effort",)))}

    assert found(None) == {str(shown.pk)}
    assert found(makers.officer(makers.KITA)) == {str(shown.pk), str(waiting.pk)}


def test_news_goes_out_once_in_the_act_and_only_when_it_may_be_read():
    issue = makers.issue()
    effort = report(issue, author=makers.newcomer())
    assert not OutboxItem.objects.filter(channel="news", key__startswith="effort").exists()
    officer = makers.officer(makers.KITA)
    actions.approve_effort(number=issue.number, effort=effort.pk, by=officer)
    actions.confirm_effort(number=issue.number, effort=effort.pk, by=issue.author)
    keys = OutboxItem.objects.filter(channel="news", key__startswith="effort").values_list("key", flat=True)
    assert sorted(keys) == [f"effort.confirmed:{effort.pk}:3", f"effort.reported:{effort.pk}"]


def test_many_reports_cost_no_query_each(client):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page_of(client, issue)
        return sum('FROM "efforts_' in query["sql"] for query in asked.captured_queries)

    issue = makers.issue()
    for _report in range(6):
        report(issue, kind="progress")
    cost()  # the lines of the talk are kept from then on
    assert cost() == 2  # the reports, and all their photos
