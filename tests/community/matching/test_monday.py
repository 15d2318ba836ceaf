"""The Monday mail through a real mail server, and what its links do."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from community.core import clock, outbox
from community.core.jobs import run_due
from community.matching import actions, fit_links
from community.matching.actions import suggesting
from community.matching.models import FitAnswer, Match, Suggested
from community.matching.tasks import monday_mail
from community.notifications.models import NoticeSettings
from community.organisations.models import Membership, Role
from community.resources.models import Resource
from search import outbox as search_outbox
from tests import helpers, makers
from tests.postoffice import PostOffice, html_of, point_at, serving, text_of

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://[^/\s\"]+(/fits/[^/\s\"]+/(yes|no|stop)/)")


@pytest.fixture
def office(settings):
    settings.EMAIL_BACKEND = "community.core.mail.OutboxBackend"  # pytest-django would keep letters for itself
    office = PostOffice()
    with serving(office) as port:
        point_at(settings, port)
        yield office


@pytest.fixture
def tools():
    return helpers.resource(title="ごみ拾いのトングと軍手", body="清掃の道具です。川でも道でも使えます。")


def littered(title="公園のごみを拾いたい", **fields):
    issue = makers.issue(title=title, body="清掃の道具が足りません。", category="litter", **fields)
    actions.state_need(issue=issue.number, by=issue.author, code="cleaning-tools", quantity=3)
    return issue


def looked_for():
    search_outbox.drain(most=300)
    suggesting.catch_up()
    suggesting.renew(every=True)


def work():
    while outbox.drain(most=50):
        pass


def monday(office, weeks=1):
    """The next Monday, or one after it, just after eight; returns the letters that left then."""
    work()
    before = len(office.letters)
    local = clock.today()
    day = local + timedelta(days=7 * weeks - local.weekday())
    with clock.held(clock.begin_of(day) + timedelta(hours=8, minutes=1)):
        monday_mail()
        work()
    return office.letters[before:]


def links(letter):
    """Answer → path, of the first issue of a letter."""
    found = {}
    for path, answer in LINK.findall(text_of(letter)):
        found.setdefault(answer, path)
    return found


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def test_owners_hear_of_at_most_three_that_fit_with_reasons_and_three_answers(office, tools):
    issues = [littered(f"公園のごみ {nth}") for nth in range(4)]
    looked_for()
    letter = next(it for it in monday(office) if it["X-Envelope-To"] == tools.author.email)
    text, html = text_of(letter), html_of(letter)
    assert "今週、力になれそうな3件" in letter["Subject"]
    assert sum(issue.title in text for issue in issues) == sum(issue.title in html for issue in issues) == 3
    assert "ほしい助けに合います" in text
    assert "%" not in re.sub(r"style=\"[^\"]*\"|https?://\S+|width=\"\S+", "", html.split("<h1")[1])
    assert [text.splitlines().count(answer) for answer in ("できます", "今回は無理", "この種類は不要")] == [3, 3, 3]
    assert [answer for _path, answer in LINK.findall(html)] == ["yes", "no", "stop"] * 3
    assert "このメールを止める" in text
    assert "/notices/stop/" in letter["List-Unsubscribe"]
    assert "src=" not in html


def test_without_anything_that_fits_there_is_no_letter(office, tools):
    makers.issue(title="夜の街灯が切れています", body="まっ暗です。", category="light")
    looked_for()
    Suggested.objects.all().delete()
    assert monday(office) == []


def test_the_job_runs_on_mondays_at_eight_and_once_a_week(office, tools):
    littered()
    looked_for()
    work()
    day = clock.today() + timedelta(days=7 - clock.today().weekday())
    eight = clock.begin_of(day) + timedelta(hours=8)
    with clock.held(eight - timedelta(minutes=1)):
        run_due(clock.now())
    with clock.held(eight):
        assert "matching.monday_mail" in run_due(clock.now())
        assert "matching.monday_mail" not in run_due(clock.now() + timedelta(hours=2))


def test_everybody_who_acts_for_an_organisation_hears_and_plain_members_do_not(office):
    npo = makers.organisation()
    helpers.resource(author=npo.author, organisation=npo, title="ごみ拾いの道具", body="清掃の道具です。")
    manager, member = makers.person(), makers.person()
    Membership.objects.create(organisation=npo, user=manager, role=Role.MANAGER)
    Membership.objects.create(organisation=npo, user=member, role=Role.MEMBER)
    littered()
    looked_for()
    reached = {letter["X-Envelope-To"] for letter in monday(office)}
    assert {npo.author.email, manager.email} <= reached
    assert member.email not in reached


def test_what_is_over_hidden_or_used_up_on_monday_is_not_told(office, tools):
    issue = littered("ひみつの題名")
    looked_for()
    makers.set_visibility(issue, "hidden")
    other = littered("もう使えない道具のごみ")
    looked_for()
    Resource.objects.filter(pk=tools.pk).update(held=10)
    assert not [it for it in monday(office) if "ひみつの題名" in text_of(it) or other.title in text_of(it)]


def test_opening_a_link_answers_nothing(office, tools):
    littered()
    looked_for()
    paths = links(monday(office)[0])
    visitor = Client()
    for answer in ("no", "stop"):
        page = visitor.get(paths[answer])
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
        visitor.head(paths[answer])
    assert visitor.get(paths["yes"]).status_code == 302
    assert "/login/" in visitor.get(paths["yes"])["Location"]
    assert browser(tools.author).get(paths["yes"]).status_code == 200
    assert not FitAnswer.objects.exists()
    assert not Match.objects.exists()


def test_not_this_time_needs_no_log_in_and_the_issue_comes_no_more(office, tools):
    issue = littered()
    looked_for()
    path = links(monday(office)[0])["no"]
    Client().post(path, {"reason": "place"})
    said = FitAnswer.objects.get()
    assert (said.answer, said.reason, said.by, said.issue) == ("no", "place", tools.author, issue)
    work()
    assert not Suggested.objects.filter(issue=issue, resource=tools).exists()
    assert monday(office, weeks=2) == []
    page = browser(tools.author).get(f"/resources/{tools.pk}/why/").content.decode()
    assert "「今回は無理」と答えた投稿です" in page

    Client().post(path, {"undo": "1"})
    assert not FitAnswer.objects.exists()
    work()
    assert Suggested.objects.filter(issue=issue, resource=tools).exists()


def test_not_this_sort_names_it_and_no_issue_of_it_comes_again_for_any_offer(office, tools):
    littered()
    looked_for()
    path = links(monday(office)[0])["stop"]
    assert "「清掃の道具」の投稿を、もうすすめません" in Client().get(path).content.decode()
    Client().post(path)
    assert FitAnswer.objects.get().code_id == "cleaning-tools"
    helpers.resource(author=tools.author, title="ごみ拾いの道具、もう1組", body="清掃の道具です。")
    other = helpers.resource(title="ごみを拾う道具", body="清掃の道具です。")
    littered("川のごみを拾いたい")
    looked_for()
    reached = {letter["X-Envelope-To"] for letter in monday(office, weeks=2)}
    assert tools.author.email not in reached
    assert other.author.email in reached


def test_yes_reaches_the_poster_ten_minutes_later(office, tools, later):
    issue = littered()
    looked_for()
    path, owner = links(monday(office)[0])["yes"], browser(tools.author)
    owner.post(path, {"quantity": "2", "note": "土曜に行けます。"})
    owner.post(path, {"quantity": "2", "note": "土曜に行けます。"})
    work()
    assert not Match.objects.exists()
    later(minutes=9)
    work()
    assert not Match.objects.exists()
    later(minutes=11)
    work()
    match = Match.objects.get()
    assert (match.resource, match.issue, match.quantity, match.asker) == (tools, issue, 2, issue.author)
    assert "投稿した人に伝わりました" in owner.get(path).content.decode()
    assert owner.post(path, {"undo": "1"}).status_code == 403
    assert Match.objects.count() == 1


def test_yes_can_be_taken_back_until_then(office, tools, later):
    littered()
    looked_for()
    path, owner = links(monday(office)[0])["yes"], browser(tools.author)
    owner.post(path, {"quantity": "1"})
    later(minutes=5)
    assert "取り消す" in owner.get(path).content.decode()
    owner.post(path, {"undo": "1"})
    later(minutes=30)
    work()
    assert not Match.objects.exists()


def test_a_yes_that_is_not_possible_any_more_is_told_to_its_owner(office, tools, later):
    issue = littered()
    looked_for()
    owner = browser(tools.author)
    owner.post(links(monday(office)[0])["yes"], {"quantity": "1"})
    makers.set_visibility(issue, "hidden")
    Resource.objects.filter(pk=tools.pk).update(held=10)
    makers.set_visibility(issue, "public")
    later(minutes=11)
    work()
    assert FitAnswer.objects.get().unsent
    assert not Match.objects.exists()
    assert any("伝わりませんでした" in str(letter["Subject"]) for letter in office.to(tools.author.email))


def test_a_link_is_nobody_elses_and_for_nothing_else(office, tools):
    issue = littered()
    stranger, theirs = makers.person(), helpers.resource(title="ほかの人の道具")
    looked_for()
    paths = links(monday(office)[0])
    assert browser(stranger).get(paths["yes"]).status_code == 404
    assert browser(stranger).post(paths["yes"], {"quantity": "1"}).status_code == 404
    own = NoticeSettings.objects.get(user=tools.author)
    bent = fit_links.token_for(own, resource=theirs.pk, issue=issue.number)
    assert Client().post(f"/fits/{bent}/no/").status_code == 404
    token = paths["no"].split("/")[2]
    for wrong in (token[:-1] + ("a" if token[-1] != "a" else "b"), token.replace(".", ".1", 1), "x", "x:y:z"):
        assert Client().post(f"/fits/{wrong}/no/").status_code == 404
    assert Client().post(f"/fits/{token}/maybe/").status_code == 404
    assert browser(stranger).post(f"/resources/{tools.pk}/fits/{issue.number}/?answer=no").status_code == 404
    assert not FitAnswer.objects.exists()


def test_a_link_ends_with_who_decides_about_the_offer(office):
    npo = makers.organisation()
    tools = helpers.resource(author=npo.author, organisation=npo, title="ごみ拾いの道具", body="清掃の道具です。")
    manager = makers.person()
    membership = Membership.objects.create(organisation=npo, user=manager, role=Role.MANAGER)
    littered()
    looked_for()
    letter = next(it for it in monday(office) if it["X-Envelope-To"] == manager.email)
    membership.delete()
    assert Client().post(links(letter)["no"]).status_code == 404
    assert not FitAnswer.objects.filter(resource=tools).exists()


def test_an_old_link_answers_no_more(office, tools, monkeypatch):
    littered()
    looked_for()
    path = links(monday(office)[0])["no"]
    monkeypatch.setattr(fit_links, "GOOD_FOR", timedelta(seconds=-1))
    assert Client().post(path).status_code == 404


def test_it_is_stopped_by_the_link_in_its_foot(office, tools):
    littered()
    looked_for()
    letter = monday(office)[0]
    stop = letter["List-Unsubscribe"].strip("<>")
    Client().post("/" + stop.split("/", 3)[3])
    littered("川のごみを拾いたい")
    looked_for()
    assert monday(office, weeks=2) == []


def test_one_thanks_of_the_week_closes_the_mail_when_both_let_it_out(office, tools):
    for words, tell in (("ひみつのお礼です。", False), ("朝から助かりました。", True)):
        match = helpers.match(resource=tools)
        actions.accept_match(number=match.pk, by=tools.author)
        actions.deliver_match(number=match.pk, by=tools.author)
        actions.thank_for_match(number=match.pk, by=match.asker, words=words, tell=tell)
        if tell:
            actions.agree_to_tell(number=match.pk, by=tools.author, tell=True)
    littered()
    looked_for()
    letter = next(it for it in monday(office) if "今週、力になれそうな" in it["Subject"])
    assert "先週のお礼が1つ、とどいています" in text_of(letter)
    assert "朝から助かりました。" in html_of(letter)
    assert "ひみつのお礼です。" not in text_of(letter) + html_of(letter)
