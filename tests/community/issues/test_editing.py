"""What an author changes afterwards: what is written, who is refused, and what happens when somebody was faster."""

import pytest
from django.urls import reverse

from community.core.models import JournalEntry, OutboxItem
from community.issues import actions
from community.issues.models import Issue
from community.moderation import actions as moderation
from community.photos import actions as photos
from community.photos.models import Photo
from community.photos.sizes import folder_of
from community.taxonomy.models import Board, Category
from search import outbox as search_outbox
from tests import makers

pytestmark = pytest.mark.django_db


def address(issue):
    return reverse("issues:edit", args=[issue.number])


def change(browser, issue, **fields):
    """What the form sends: everything as it is, but for `fields`."""
    given = {
        "title": issue.title,
        "body": issue.body,
        "category": issue.category_id,
        "address": issue.address,
        "precision": issue.precision,
        "version": issue.version,
        "key": "k",
    }
    return browser.post(address(issue), given | fields)


def with_photos(author, most=1, **fields):
    """A post of this person with pictures."""
    taken = [photos.take_in(upload=makers.upload(), author=author, draft_key="k") for _n in range(most)]
    return makers.issue(author=author, photos=taken, **fields)


def test_author_changes_words_and_everybody_reads_the_new_ones(login, client):
    issue = makers.issue(body="まえの文")
    browser = login(issue.author)
    client.get(issue.get_absolute_url())

    answer = change(browser, issue, title="街灯が2本切れています", body="あとの文", category="road", address="橋の東")

    issue.refresh_from_db()
    assert answer.status_code == 302 and answer.url == issue.get_absolute_url()
    assert (issue.title, issue.body, issue.category_id, issue.version) == (
        "街灯が2本切れています",
        "あとの文",
        "road",
        2,
    )
    page = client.get(issue.get_absolute_url()).content.decode()
    assert "あとの文" in page and "橋の東" in page and "まえの文" not in page
    assert issue.title in client.get(reverse("issues:board")).content.decode()


def test_search_finds_the_new_words_and_no_longer_the_old(login, client):
    issue = makers.issue(title="ベンチが壊れています")
    search_outbox.drain()

    change(login(issue.author), issue, title="噴水が止まっています")
    search_outbox.drain()

    assert f"/issues/{issue.number}/" in client.get("/search/?q=噴水").content.decode()
    assert f"/issues/{issue.number}/" not in client.get("/search/?q=ベンチ&written=1").content.decode()


def test_form_shows_what_is_there(login):
    issue = makers.issue(body="くわしい話", address="橋の東", precision="100m", anonymous=True)

    page = login(issue.author).get(address(issue)).content.decode()

    assert issue.title in page and "くわしい話" in page and 'value="橋の東"' in page
    assert 'value="100m" id="id_precision_1" checked' in page and 'name="version" value="1"' in page


def test_journal_tells_what_was_changed_but_no_words(login):
    issue = makers.issue(title="山田さんの家の前")

    change(login(issue.author), issue, title="家の前", category="road", precision="town")

    entry = JournalEntry.objects.get(act="issue.edit")
    assert (entry.before["category"], entry.after["category"], entry.after["precision"]) == ("light", "road", "town")
    assert entry.after["changed"] == ["title", "category", "precision"] and "山田" not in str(entry.before)


def test_nobody_is_told_anew(login):
    issue = makers.issue()
    OutboxItem.objects.all().delete()

    change(login(issue.author), issue, title="街灯が3本切れています")

    assert not OutboxItem.objects.filter(channel="news").exists()


def test_place_shown_follows_the_precision(login, client):
    issue = makers.issue(**makers.IN_KITA)

    change(login(issue.author), issue, precision="town")

    issue.refresh_from_db()
    assert (issue.shown_lat, issue.shown_lng) != (issue.lat, issue.lng) == tuple(makers.IN_KITA.values())
    assert str(issue.lat) not in client.get(issue.get_absolute_url()).content.decode()


def test_precision_that_is_not_sent_stays(login):
    issue = makers.issue(precision="town", **makers.IN_KITA)

    change(login(issue.author), issue, precision="", title="ことばだけ")

    issue.refresh_from_db()
    assert (issue.title, issue.precision) == ("ことばだけ", "town")


def test_name_can_be_left_out_afterwards(login, client):
    issue = makers.issue()
    name = issue.author.shown_name

    change(login(issue.author), issue, anonymous="on")

    assert name not in client.get(issue.get_absolute_url()).content.decode()


def test_photos_come_and_go_and_what_goes_is_gone_from_the_disk(login, django_capture_on_commit_callbacks):
    author = makers.person()
    issue = with_photos(author, 2)
    first, second = Photo.objects.order_by("pk")

    with django_capture_on_commit_callbacks(execute=True):
        change(login(author), issue, drop=[first.token], photos=[makers.upload()])

    issue.refresh_from_db()
    shown = [join.photo for join in issue.photos.all()]
    assert shown[0] == second == issue.cover and len(shown) == 2
    assert {photo.visibility for photo in shown} == {"public"} and shown[1].draft_key == ""
    assert not folder_of(first.token).exists() and folder_of(second.token).exists()


def test_photos_beyond_five_are_refused_with_a_sentence(login):
    author = makers.person()
    issue = with_photos(author, 4)

    answer = change(login(author), issue, photos=[makers.upload(), makers.upload()], title="ちがう題")

    assert answer.status_code == 400 and "写真は5枚までです" in answer.content.decode()
    assert issue.photos.count() == 4 and "ちがう題" in answer.content.decode()


def test_somebody_elses_photos_stay_where_they_are(login):
    other = with_photos(makers.person())
    issue = makers.issue()

    change(login(issue.author), issue, kept=other.cover.token, title="ほかの題")

    assert issue.photos.count() == 0 and other.photos.count() == 1


@pytest.mark.parametrize("who", [makers.person, lambda: makers.officer(makers.KITA)])
def test_to_others_the_pages_do_not_exist(login, who):
    issue, browser = makers.issue(), login(who())

    for name in ("edit", "undo", "withdraw"):
        page = reverse(f"issues:{name}", args=[issue.number])
        assert browser.get(page).status_code == browser.post(page, {"title": "x"}).status_code == 404, name

    issue.refresh_from_db()
    assert (issue.version, issue.status, issue.visibility) == (1, "received", "public")


def test_stranger_is_asked_to_log_in(client):
    assert "/accounts/login/" in client.get(address(makers.issue())).url


def test_who_was_slower_sees_both_texts_and_one_press_more_decides(login):
    issue = makers.issue(title="はじめの題")
    browser = login(issue.author)
    change(browser, issue, title="はやい題")

    answer = change(browser, issue, title="おそい題")

    page = answer.content.decode()
    assert answer.status_code == 409 and "はやい題" in page and 'value="おそい題"' in page
    assert Issue.objects.get().title == "はやい題"
    version = Issue.objects.get().version
    assert f'name="version" value="{version}"' in page
    assert change(browser, issue, title="おそい題", version=version).status_code == 302
    assert Issue.objects.get().title == "おそい題"


def test_officers_step_meanwhile_is_shown_before_anything_is_written(login):
    issue = makers.issue()
    actions.change_status(number=issue.number, to="in_review", by=makers.officer())

    answer = change(login(issue.author), issue, title="おそい題")

    assert answer.status_code == 409 and "確認中" in answer.content.decode()


def test_second_press_of_the_same_words_changes_nothing(login):
    issue = makers.issue()
    browser = login(issue.author)

    answers = [change(browser, issue, title="ちがう題") for _press in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Issue.objects.get().version == 2 and JournalEntry.objects.filter(act="issue.edit").count() == 1


def test_what_is_wrong_is_said_and_stays(login):
    issue = makers.issue(body="くわしい話")

    answer = change(login(issue.author), issue, title="", body="123456789018")

    page = answer.content.decode()
    assert answer.status_code == 400 and "ひとことで、何が起きているか書いてください" in page
    assert "個人番号" in page and "123456789018" in page


def test_merged_hidden_and_ended_posts_are_refused_with_a_sentence(login):
    officer, author = makers.officer(), makers.person()
    merged, hidden, ended = (makers.issue(author=author) for _n in range(3))
    actions.merge_issue(number=merged.number, into=makers.issue().number, by=officer)
    actions.hide_issue(number=hidden.number, by=officer, reason="個人の名前があります。")
    actions.change_status(number=ended.number, to="resolved", by=officer)
    browser = login(author)

    for issue, sentence in ((merged, "まとまっている"), (hidden, "市が隠した"), (ended, "もうおわった")):
        issue.refresh_from_db()
        answers = browser.get(address(issue)), change(browser, issue, title="ちがう題")
        assert {answer.status_code for answer in answers} == {403}, sentence
        assert all(sentence in answer.content.decode() for answer in answers)
        assert "ちがう題" in answers[1].content.decode()
    assert not Issue.objects.filter(title="ちがう題").exists()


def test_banned_people_read_why_and_change_nothing(login):
    issue = makers.issue()
    moderation.ban_person(public_id=issue.author.public_id, by=makers.chief(), reason="荒らしのため。", until=None)
    browser = login(issue.author)

    answers = browser.get(address(issue)), change(browser, issue, title="ちがう題")

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Issue.objects.get().title == issue.title


def test_category_that_the_board_does_not_take_is_refused(login):
    issue = makers.issue()
    issue.board.categories.set([Category.objects.get(pk="light")])

    answer = change(login(issue.author), issue, category="road")

    assert answer.status_code == 400 and "この種類の投稿を受け付けていません" in answer.content.decode()


class TestReadAgain:
    """Where newcomers' posts wait, so does what they change."""

    @pytest.fixture
    def issue(self):
        issue = makers.issue(author=makers.newcomer())
        return actions.approve_issue(number=issue.number, by=makers.officer())

    def test_newcomers_words_wait_and_the_form_says_so(self, login, client, issue):
        browser = login(issue.author)
        assert "市の人が読むまで" in browser.get(address(issue)).content.decode()

        change(browser, issue, title="買ってください")

        issue.refresh_from_db()
        assert issue.visibility == issue.thread.visibility == "pending"
        assert client.get(issue.get_absolute_url()).status_code == 404

    def test_other_category_alone_waits_for_nobody(self, login, issue):
        change(login(issue.author), issue, category="road")

        assert Issue.objects.get().visibility == "public"

    def test_boards_own_rule_decides(self, login, issue):
        Board.objects.filter(pk=issue.board_id).update(moderation="none")

        change(login(issue.author), issue, title="街灯が3本切れています")

        assert Issue.objects.get().visibility == "public"

    def test_being_read_twice_makes_nobody_trusted(self, login, issue):
        change(login(issue.author), issue, title="街灯が3本切れています")

        actions.approve_issue(number=issue.number, by=makers.officer())

        issue.author.refresh_from_db()
        assert issue.author.posts_approved == 1 and not issue.author.is_trusted

    def test_closed_flags_show_nothing_that_was_not_read(self, login, issue):
        officer = makers.officer()
        actions.set_aside(number=issue.number, part=0, due=lambda: True)
        actions.approve_issue(number=issue.number, by=officer)
        issue.refresh_from_db()
        change(login(issue.author), issue, title="買ってください")
        moderation.raise_flag(by=officer, kind="issue", number=issue.number, reason="spam")

        actions.close_flags(number=issue.number, by=officer)

        assert Issue.objects.get().visibility == "pending"
