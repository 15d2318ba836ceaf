"""Challenges of events: what everybody sees of them, who is told, and nothing of posts that are not public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.core import outbox
from community.core.errors import InvalidInput, NotAllowed
from community.core.models import JournalEntry
from community.core.visibility import Visibility
from community.issues import actions as issues
from community.notifications.models import Notice
from community.projects.actions import challenges as actions
from community.projects.actions.challenges import Draft
from community.projects.models import Challenge, Project
from search import outbox as index
from tests import datamakers, makers, pagemakers

pytestmark = pytest.mark.django_db
UNSEEN = (Visibility.DRAFT, Visibility.PENDING, Visibility.HIDDEN, Visibility.PRIVATE, Visibility.ERASED)


def text(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def make(event, *posts, by=None, title="暗い道を、1分で市に伝えるには？", about=""):
    draft = Draft(title=title, about=about, issues=tuple(post.number for post in posts))
    (made,) = actions.make_challenges(event=event.pk, by=by or makers.editor(), drafts=[draft])
    return made


def support(post, person):
    issues.support_issue(number=post.number, user=person, person="", address="")


def queries_of(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


class TestEventsPage:
    def test_shows_each_with_its_posts_their_voices_and_its_projects(self, client):
        post = makers.issue(title="街灯が消えています")
        support(post, makers.person())
        made = datamakers.challenge(post, title="夜道を明るく")
        datamakers.project(challenge=made, event=made.event)
        datamakers.project(challenge=made, event=made.event, visibility=Visibility.HIDDEN)

        page = text(client, made.event.url)

        assert "夜道を明るく" in page and post.get_absolute_url() in page
        assert "1人の声" in page and "プロジェクト 1つ" in page

    def test_list_says_how_many(self, client):
        event = pagemakers.event()
        for _nth in range(3):
            datamakers.challenge(event=event)

        assert "お題 3つ" in text(client, "/events/")

    @pytest.mark.parametrize("state", UNSEEN)
    def test_post_that_is_not_public_is_on_it_for_nobody(self, client, login, state):
        author, event = makers.person(), pagemakers.event()
        post = makers.issue(author=author, title="かくれた投稿", visibility=state)
        datamakers.challenge(post, makers.issue(), event=event, title="ふたつから")

        for browser in (client, login(author), login(makers.officer(makers.KITA)), login(makers.editor())):
            page = text(browser, event.url)
            assert "ふたつから" in page and "かくれた投稿" not in page

    @pytest.mark.parametrize("state", UNSEEN)
    def test_challenge_goes_with_its_last_public_post(self, client, state):
        event = pagemakers.event()
        datamakers.challenge(makers.issue(visibility=state), event=event, title="かくれた題")

        assert "かくれた題" not in text(client, event.url) and "お題 1つ" not in text(client, "/events/")

    def test_challenge_of_a_page_behind_a_door_is_nowhere(self, client):
        made = datamakers.challenge(post := makers.issue(), title="うちうちの題")
        pagemakers.lock(made.event)

        assert "うちうちの題" not in text(client, post.get_absolute_url())
        assert not Challenge.objects.visible_to(None).exists()

    def test_costs_the_same_with_many(self, client):
        one, many = pagemakers.event(), pagemakers.event()
        datamakers.challenge(event=one)
        for _nth in range(6):
            datamakers.challenge(makers.issue(), makers.issue(), event=many)

        assert queries_of(client, many.url) <= queries_of(client, one.url)


class TestIssuesPage:
    def test_says_of_which_challenge_it_is(self, client):
        made = datamakers.challenge(post := makers.issue(), title="夜道を明るく")

        page = text(client, post.get_absolute_url())

        assert f"{made.event.url}#challenge-{made.pk}" in page and "夜道を明るく" in page


class TestSearch:
    def test_event_is_found_by_its_challenges_until_their_posts_are_hidden(self, client):
        event, post = pagemakers.event(title="あつまり"), makers.issue()
        make(event, post, title="ふしぎな柱番号をさがせ")
        index.drain()
        assert event.url in text(client, "/search/?q=柱番号&of=page")

        issues.hide_issue(number=post.number, by=makers.officer(makers.KITA), reason="個人のこと")
        index.drain()

        assert event.url not in text(client, "/search/?q=柱番号&of=page")


class TestNews:
    def test_author_and_followers_are_told_once(self, client, login):
        author, supporter = makers.person(), makers.person()
        post = makers.issue(author=author, title="街灯が消えています")
        support(post, supporter)
        made = make(pagemakers.event(title="夜の集まり"), post, title="夜道を明るく")
        outbox.drain()
        editor = makers.editor()
        draft = Draft(title="夜道をもっと明るく", about="", issues=(post.number,))
        actions.change_challenge(number=made.pk, by=editor, draft=draft)
        outbox.drain()

        told = Notice.objects.filter(news="challenge.made")
        assert {notice.user_id for notice in told} == {author.pk, supporter.pk} and told.count() == 2
        assert "あなたの投稿が、お題になりました" in text(login(author), "/accounts/notices/")

    def test_hidden_post_tells_nobody(self):
        post = makers.issue()
        make(pagemakers.event(), post)
        issues.hide_issue(number=post.number, by=makers.officer(makers.KITA), reason="個人のこと")
        outbox.drain()

        assert not Notice.objects.filter(news="challenge.made").exists()

    def test_news_says_nothing_once_the_post_is_hidden(self, login):
        author, follower = makers.person(), makers.person()
        post = makers.issue(author=author)
        support(post, follower)
        make(pagemakers.event(), post, title="夜道を明るく")
        outbox.drain()
        issues.hide_issue(number=post.number, by=makers.officer(makers.KITA), reason="個人のこと")

        assert "夜道を明るく" not in text(login(follower), "/accounts/notices/")


class TestActions:
    def test_only_editors_admins_and_chiefs_on_duty_set_them(self):
        event, post = pagemakers.event(), makers.issue()
        off_duty = makers.chief(makers.KITA)
        off_duty.on_duty = False

        for nobody in (makers.person(), makers.officer(makers.KITA), off_duty):
            with pytest.raises(NotAllowed):
                make(event, post, by=nobody)
        for somebody in (makers.editor(), makers.admin(), makers.chief(makers.HIRANO)):
            assert make(event, post, by=somebody).made_by == somebody

    @pytest.mark.parametrize("state", UNSEEN)
    def test_post_that_is_not_public_becomes_none(self, state):
        with pytest.raises(InvalidInput):
            make(pagemakers.event(), makers.issue(visibility=state))

        assert not Challenge.objects.exists()

    def test_same_key_makes_them_once(self):
        event, editor = pagemakers.event(), makers.editor()
        draft = Draft(title="夜道", about="", issues=(makers.issue().number,))
        for _press in range(2):
            actions.make_challenges(event=event.pk, by=editor, drafts=[draft], key="one-press")

        assert event.challenges.count() == 1 and JournalEntry.objects.filter(act="challenge.make").count() == 1

    def test_change_keeps_what_nobody_can_see(self):
        event, editor = pagemakers.event(), makers.editor()
        hidden, old, new = makers.issue(), makers.issue(), makers.issue()
        made = make(event, hidden, old, by=editor)
        makers.set_visibility(hidden, Visibility.HIDDEN)

        draft = Draft(title="あたらしい題", about="", issues=(new.number,))
        actions.change_challenge(number=made.pk, by=editor, draft=draft)

        assert set(made.issues.all()) == {hidden, new}

    def test_order_is_changed_one_place_at_a_time(self):
        event, editor = pagemakers.event(), makers.editor()
        first, second = (make(event, makers.issue(), title=title, by=editor) for title in ("いち", "に"))

        actions.move_challenge(number=second.pk, by=editor, up=True)
        actions.move_challenge(number=second.pk, by=editor, up=True)

        assert list(event.challenges.all()) == [second, first]

    def test_project_outlives_its_challenge(self):
        made = datamakers.challenge()
        project = datamakers.project(challenge=made)

        actions.remove_challenge(number=made.pk, by=makers.editor())

        assert Project.objects.get(pk=project.pk).challenge is None and not Challenge.objects.exists()
