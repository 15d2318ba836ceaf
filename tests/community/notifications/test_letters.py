"""Letters through a real mail server: what they say, who gets them, what happens when it does not answer."""

import time
from datetime import timedelta

import pytest

from community.core import clock, outbox
from community.core.models import OutboxItem
from community.discussion import actions as talk
from community.issues import actions
from community.issues.models import Support
from community.notifications.models import Follow, Notice, NoticeSettings
from community.notifications.tasks import sending
from community.replies import actions as replies
from tests import makers
from tests.postoffice import PostOffice, html_of, point_at, serving, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings):
    settings.EMAIL_BACKEND = "community.core.mail.OutboxBackend"  # pytest-django would keep letters for itself
    office = PostOffice()
    with serving(office) as port:
        point_at(settings, port)
        yield office


def post():
    """Let the worker do all that is due."""
    while outbox.drain(most=50):
        pass


def answer(issue, view="11月29日の午前に、取り替えます。"):
    return replies.draft_reply(number=issue.number, by=makers.chief(), subject="街灯", view=view, kind="will_do")


class TestWords:
    def test_subject_begins_with_who_and_what(self, office):
        issue = makers.issue(title="街灯が2本つづけて切れて、夜まっ暗です")
        answer(issue)
        post()

        assert (
            office.letters[0]["Subject"].strip() == "大阪市から回答がありました：街灯が2本つづけて切れて、夜まっ暗です"
        )

    def test_answer_itself_comes_first_in_both_parts(self, office):
        issue = makers.issue()
        answer(issue)
        post()

        letter = office.letters[0]
        assert text_of(letter).startswith("11月29日の午前に、取り替えます。")
        html = html_of(letter).split("<h1")[1]
        assert html.index("11月29日の午前に") < html.index(issue.author.display_name) < html.index(issue.title)

    def test_letter_loads_nothing_and_runs_nothing(self, office):
        answer(makers.issue())
        post()

        html = html_of(office.letters[0])
        assert "<img" not in html and "<script" not in html and "url(" not in html and "<link" not in html

    def test_bridge_is_told_as_cells_and_as_a_line(self, office):
        issue = makers.issue()
        actions.change_status(number=issue.number, to="in_review", by=makers.officer())
        post()

        letter = office.letters[0]
        assert html_of(letter).count("height:12px") == 5
        assert "受付" in text_of(letter) and "【確認中" in text_of(letter)

    def test_words_of_people_are_escaped(self, office):
        issue = makers.issue(title="<b>太い</b>")
        talk.post_message(author=makers.person(), thread=issue.thread, body="<script>alert(1)</script>")
        post()

        html = html_of(office.letters[0])
        assert "<script>" not in html and "&lt;script&gt;" in html and "<b>太い" not in html

    def test_line_break_in_a_title_is_no_header(self, office):
        issue = makers.issue()
        type(issue).objects.filter(pk=issue.pk).update(title="街灯\r\nBcc: all@example.jp")
        answer(issue)
        post()

        assert len(office.letters) == 1
        assert office.letters[0]["Bcc"] is None and "\n" not in office.letters[0]["Subject"]

    def test_letter_is_in_the_language_of_its_reader(self, office):
        issue = makers.issue()
        NoticeSettings.objects.create(user=issue.author, language="en")
        answer(issue)
        post()

        assert '<html lang="en">' in html_of(office.letters[0])
        assert issue.author.email in office.letters[0]["To"]


class TestHeaders:
    def test_programs_are_told_whose_list_it_is_and_how_to_leave_it(self, office):
        answer(makers.issue())
        post()

        letter = office.letters[0]
        assert letter["List-Unsubscribe"].strip().startswith("<http") and "/notices/stop/" in letter["List-Unsubscribe"]
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert letter["List-Id"].startswith("<mine.notices.")
        assert letter["Auto-Submitted"] == "auto-generated" and letter["Precedence"] == "bulk"

    def test_link_to_stop_names_nobody(self, office):
        issue = makers.issue()
        answer(issue)
        post()

        link = office.letters[0]["List-Unsubscribe"]
        assert issue.author.email not in link and issue.author.public_id not in link


class TestWho:
    def test_author_gets_a_letter_at_once_and_supporter_and_follower_do_not(self, office):
        issue, fan, watcher = makers.issue(), makers.person(), makers.person()
        Support.objects.create(issue=issue, user=fan)
        Follow.objects.create(user=watcher, kind="issue", key=str(issue.number))
        answer(issue)
        post()

        assert [letter["To"] for letter in office.letters] == [issue.author.email]
        assert Notice.objects.filter(user__in=(fan, watcher), how="daily", mailed_at=None).count() == 2

    def test_what_was_hidden_meanwhile_is_not_told(self, office):
        issue = makers.issue(author=makers.newcomer())
        watcher = makers.person()
        Follow.objects.create(user=watcher, kind="issue", key=str(issue.number), how="now")
        answer(issue)
        outbox.drain(most=1)  # the audience is found, the letters wait
        OutboxItem.objects.filter(channel="letters").update(due_at=clock.now() + timedelta(hours=1))
        post()
        actions.hide_issue(number=issue.number, by=makers.officer(), reason="個人のこと")

        with clock.held(clock.now() + timedelta(hours=2)):
            post()

        assert office.to(watcher.email) == []

    def test_unproven_address_gets_nothing(self, office):
        issue = makers.issue()
        type(issue.author).objects.update(email_verified_at=None)
        answer(issue)
        post()

        assert office.letters == [] and Notice.objects.get(user=issue.author).how == "site"

    def test_read_in_the_site_first_means_no_letter(self, office):
        issue = makers.issue()
        answer(issue)
        outbox.drain(most=1)
        while not Notice.objects.exists():
            outbox.drain(most=1)
        Notice.objects.update(read_at=clock.now())
        post()

        assert office.letters == []

    def test_lively_talk_is_one_letter_until_it_is_read(self, office):
        issue = makers.issue()
        for words in ("うちもです", "ほんとに", "暗いです"):
            talk.post_message(author=makers.person(), thread=issue.thread, body=words)
            post()

        assert len(office.letters) == 1
        assert Notice.objects.filter(user=issue.author).count() == 3

    def test_news_of_long_ago_hurries_nobody(self, office):
        with clock.held(clock.now() - timedelta(days=10)):
            issue = makers.issue()
            answer(issue)
        post()

        assert office.letters == [] and Notice.objects.filter(user=issue.author).exists()


class TestServer:
    def test_nothing_is_lost_while_it_is_down_and_all_leaves_when_it_is_back(self, settings):
        office = PostOffice()
        with serving(office) as port:
            pass  # taken a port, and gone
        point_at(settings, port)
        issue = makers.issue()

        begun = time.monotonic()
        answer(issue)
        assert time.monotonic() - begun < 5  # the act knows nothing of the server
        moment = clock.now()
        for hours in range(60):  # more tries than the outbox grants to a piece that fails
            with clock.held(moment + timedelta(hours=hours)):
                post()
        assert OutboxItem.objects.filter(channel="letters", failed_at=None, done_at=None).exists()

        with serving(office, port), clock.held(moment + timedelta(hours=61)):
            post()
        assert [letter["To"] for letter in office.letters] == [issue.author.email]

    def test_silent_server_is_left_alone_so_that_other_work_goes_on(self, office, monkeypatch):
        done = []
        monkeypatch.setitem(outbox._handlers, "errand", done.append)
        office.mode = "hanging"
        for _nth in range(5):
            answer(makers.issue())
        outbox.put("errand", {"name": "photo"})

        begun = time.monotonic()
        post()

        assert done and time.monotonic() - begun < 4  # one wait for the server, not five
        assert office.visits == 1

    def test_what_waited_goes_on_at_once_when_it_answers_again(self, office):
        office.mode = "hanging"
        for _nth in range(3):
            answer(makers.issue())
        moment = clock.now()
        with clock.held(moment):
            post()
        office.let_go()
        office.mode = "up"

        with clock.held(moment + timedelta(seconds=61)):
            post()

        assert len(office.letters) == 3

    def test_busy_server_is_asked_again_later(self, office):
        issue = makers.issue()
        office.mode = "busy"
        answer(issue)
        moment = clock.now()
        with clock.held(moment):
            post()
        assert office.letters == []
        assert NoticeSettings.objects.get(user=issue.author).refused == ""

        office.mode = "up"
        with clock.held(moment + timedelta(minutes=1)):
            post()
        assert len(office.letters) == 1

    def test_one_refused_address_holds_up_nobody_else(self, office):
        first, second = makers.person(), makers.person()
        for person in (first, second):
            Follow.objects.create(user=person, kind="ward", key=makers.KITA, how="now")
        office.strangers.add(first.email)
        makers.issue()
        post()

        assert [letter["To"] for letter in office.letters] == [second.email]

    def test_address_that_does_not_exist_gets_no_more_letters_and_its_owner_is_told(self, office, login):
        issue = makers.issue()
        office.strangers.add(issue.author.email)
        answer(issue)
        post()
        office.strangers.clear()

        answer(issue)
        post()

        assert office.letters == []
        page = login(issue.author).get("/accounts/notices/settings/").content.decode()
        assert issue.author.email in page and "メールが届きません" in page

    def test_log_in_code_still_goes_to_a_refused_address(self, office, client):
        person = makers.person()
        NoticeSettings.objects.create(user=person, refused=person.email, refused_at=clock.now())
        client.post("/accounts/login/code/", {"email": person.email})
        post()

        assert len(office.to(person.email)) == 1

    def test_server_that_refuses_us_does_not_spoil_everybodys_address(self, office):
        issue = makers.issue()
        office.mode = "policy"
        answer(issue)
        post()

        assert NoticeSettings.objects.get(user=issue.author).refused == ""
        assert OutboxItem.objects.filter(channel="letters", done_at=None, failed_at=None).exists()

    def test_death_between_sending_and_marking_sends_the_same_letter_again(self, office):
        issue = makers.issue()
        answer(issue)
        while not OutboxItem.objects.filter(channel="letters").exists():
            outbox.drain(most=1)
        payload = OutboxItem.objects.get(channel="letters").payload
        sending.send(dict(payload))
        Notice.objects.update(mailed_at=None)
        sending.send(dict(payload))
        sending.send(dict(payload))

        assert len(office.letters) == 2
        assert len({letter["Message-ID"] for letter in office.letters}) == 1

    def test_many_letters_are_one_visit(self, office):
        people = [makers.person() for _nth in range(12)]
        Follow.objects.bulk_create(Follow(user=person, kind="ward", key=makers.KITA, how="now") for person in people)
        makers.issue()
        post()

        assert len(office.letters) == 12 and office.visits == 1
