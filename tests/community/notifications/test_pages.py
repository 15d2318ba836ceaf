"""The list in the site, the bell, and the settings."""

from datetime import timedelta

import pytest

from community.core import clock, outbox
from community.discussion import actions as talk
from community.issues import actions as issues
from community.notifications.models import Notice, NoticeSettings
from tests import makers

pytestmark = pytest.mark.django_db
LIST, SETTINGS = "/accounts/notices/", "/accounts/notices/settings/"


def told(issue, times=1):
    """So many pieces of news for the author of a post."""
    for nth in range(times):
        talk.post_message(author=makers.person(), thread=issue.thread, body=f"ひとこと{nth}")
    outbox.drain(most=200)


class TestList:
    def test_unread_is_said_in_words_and_opening_it_leads_to_the_post_and_marks_it_read(self, login):
        issue = makers.issue()
        told(issue)
        browser, notice = login(issue.author), Notice.objects.get()
        page = browser.get(LIST).content.decode()
        assert "まだ読んでいません" in page and "ひとこと0" in page

        answer = browser.post(f"{LIST}{notice.pk}/")

        assert answer.url == f"{issue.get_absolute_url()}#talk"
        assert "まだ読んでいません" not in browser.get(LIST).content.decode()

    def test_sheet_of_the_bell_holds_the_newest_few_of_ones_own(self, login, client):
        issue, other = makers.issue(), makers.issue(author=makers.person())
        told(issue, times=7)
        told(other)

        sheet = login(issue.author).get(f"{LIST}newest/").content.decode()

        assert sheet.count('class="notice ') == 6 and "ひとこと6" in sheet and "ひとこと0" not in sheet
        assert issue.get_absolute_url() not in login(other.author).get(f"{LIST}newest/").content.decode()
        assert client.get(f"{LIST}newest/").status_code == 302

    def test_reading_the_list_changes_nothing(self, login):
        issue = makers.issue()
        told(issue)
        browser = login(issue.author)
        browser.get(LIST)
        browser.get(f"{LIST}{Notice.objects.get().pk}/")

        assert Notice.objects.get().read_at is None

    def test_one_button_reads_all_that_stood_there_and_nothing_that_came_meanwhile(self, login):
        issue = makers.issue()
        told(issue, 2)
        newest = Notice.objects.order_by("pk").last()
        told(issue)

        login(issue.author).post(f"{LIST}read/", {"until": str(newest.pk)})

        assert Notice.objects.unread().count() == 1

    def test_tab_shows_one_reason(self, login):
        issue = makers.issue()
        told(issue)
        issues.change_status(number=issue.number, to="in_review", by=makers.officer())
        outbox.drain(most=50)
        browser = login(issue.author)

        page = browser.get(f"{LIST}?reason=mine").content.decode()

        assert "「確認中」" in page and "ひとこと0" not in page

    def test_older_ones_are_on_the_next_page_without_gap_or_repeat(self, login):
        issue = makers.issue()
        told(issue)
        first = Notice.objects.get()
        Notice.objects.bulk_create(
            Notice(user=issue.author, news="message", key=f"k{n}", reason="talk", data=first.data) for n in range(69)
        )
        browser, seen, at = login(issue.author), [], LIST
        while at:
            page = browser.get(at)
            seen += [line.notice.pk for _day, lines in page.context["days"] for line in lines]
            at = page.context["older"]

        assert seen == sorted(seen, reverse=True) and len(set(seen)) == len(seen) == 70

    def test_hidden_post_is_told_no_more(self, login):
        issue, watcher = makers.issue(title="ひみつの題"), makers.person()
        told(issue)
        Notice.objects.update(user=watcher)
        makers.set_visibility(issue, "hidden")

        page = login(watcher).get(LIST).content.decode()

        assert "ひみつの題" not in page and "ひとこと0" not in page and "いまは見られません" in page

    def test_hidden_words_are_told_no_more(self, login):
        issue = makers.issue()
        told(issue)
        issues.hide_message(
            number=issue.number, message_id=Notice.objects.get().data["message"], by=makers.officer(), reason="悪口"
        )

        assert "ひとこと0" not in login(issue.author).get(LIST).content.decode()

    def test_news_of_a_sort_that_has_gone_breaks_nothing(self, login):
        person = makers.person()
        Notice.objects.create(user=person, news="of.old", key="k", reason="mine")

        assert login(person).get(LIST).status_code == 200

    def test_nobody_opens_the_notice_of_another(self, login):
        issue = makers.issue()
        told(issue)

        answer = login(makers.person()).post(f"{LIST}{Notice.objects.get().pk}/")

        assert answer.url == LIST and Notice.objects.get().read_at is None

    def test_page_costs_the_same_for_one_and_for_a_page(self, login, django_assert_max_num_queries):
        issue = makers.issue()
        told(issue)
        data = Notice.objects.get().data
        Notice.objects.bulk_create(
            Notice(user=issue.author, news="message", key=f"k{n}", reason="talk", data=data) for n in range(29)
        )
        issues.change_status(number=issue.number, to="in_review", by=makers.officer())
        outbox.drain(most=50)
        browser = login(issue.author)
        browser.get(LIST)

        with django_assert_max_num_queries(14):
            browser.get(LIST)

    def test_empty_list_gives_a_way_on(self, login):
        page = login(makers.person()).get(LIST).content.decode()

        assert "新しいお知らせは、ありません" in page and SETTINGS in page


class TestBell:
    def test_bell_counts_what_is_unread(self, login):
        issue = makers.issue()
        told(issue, 3)

        assert ">3<" in login(issue.author).get("/issues/").content.decode()

    def test_bell_says_no_more_than_99(self, login):
        person = makers.person()
        Notice.objects.bulk_create(Notice(user=person, news="x", key=f"k{n}", reason="mine") for n in range(150))

        assert "99+" in login(person).get("/issues/").content.decode()

    def test_strangers_have_none(self, client):
        assert 'href="/accounts/notices/"' not in client.get("/issues/").content.decode()


class TestSettings:
    def choices(self, **other):
        given = {"mine": "now", "talk": "now", "support": "daily", "follow": "daily", "place": "daily", "fit": "now"}
        return given | other

    @pytest.mark.parametrize(("how", "status"), [("now", 302), ("off", 302), ("daily", 400), ("weekly", 400)])
    def test_monday_mail_comes_on_mondays_or_not_at_all(self, login, how, status):
        assert login(makers.person()).post(SETTINGS, self.choices(fit=how)).status_code == status

    def test_choice_is_kept_and_the_language_of_the_page_with_it(self, login):
        person = makers.person()
        browser = login(person)
        browser.cookies["django_language"] = "en"

        assert browser.post(SETTINGS, self.choices(support="weekly")).status_code == 302

        own = NoticeSettings.objects.get(user=person)
        assert own.choices["support"] == "weekly" and own.language == "en"

    def test_page_shows_what_is_usual_before_anything_was_chosen(self, login):
        form = login(makers.person()).get(SETTINGS).context["form"]

        assert form["mine"].initial == "now" and form["follow"].initial == form["support"].initial == "daily"

    def test_nonsense_is_refused(self, login):
        person = makers.person()

        assert login(person).post(SETTINGS, self.choices(mine="hourly")).status_code == 400
        assert not NoticeSettings.objects.filter(user=person).exists()

    def test_what_waits_follows_the_new_choice(self, login):
        person = makers.person()
        for how in ("daily", "now"):
            Notice.objects.create(user=person, news="x", key=how, reason="support", how=how)

        login(person).post(SETTINGS, self.choices(support="off"))

        assert set(Notice.objects.values_list("how", flat=True)) == {"site"}

    @pytest.mark.parametrize(("how", "kept"), [("now", False), ("daily", False), ("weekly", True)])
    def test_talk_chosen_again_may_fill_the_daily_letter_that_was_stopped(self, login, how, kept):
        person = makers.person()
        NoticeSettings.objects.create(user=person, choices={"bundle": "site"})

        login(person).post(SETTINGS, self.choices(talk=how))

        assert ("bundle" in NoticeSettings.objects.get(user=person).choices) is kept

    def test_desk_work_is_a_row_for_staff_only(self, login):
        assert "desk" not in login(makers.person()).get(SETTINGS).context["form"].fields
        assert "desk" in login(makers.officer()).get(SETTINGS).context["form"].fields

    def test_refused_address_may_be_tried_again(self, login):
        person = makers.person()
        NoticeSettings.objects.create(user=person, refused=person.email, refused_at=clock.now() - timedelta(days=1))
        browser = login(person)
        assert person.email in browser.get(SETTINGS).content.decode()

        browser.post(SETTINGS, {"again": "1"})

        assert NoticeSettings.objects.get(user=person).refused == ""

    def test_account_page_leads_to_follows_and_settings(self, login):
        page = login(makers.person()).get("/accounts/profile/").content.decode()

        assert SETTINGS in page and "/accounts/notices/follows/" in page
