"""The challenge desk: who finds it, ticks that outlive a search, from posts to challenges in one step, the set."""

import re
from datetime import timedelta

import pytest

from community.core.clock import now
from community.core.visibility import Visibility
from community.projects.models import Challenge
from tests import datamakers, makers, pagemakers

pytestmark = pytest.mark.django_db
DESK = "/cms/desk/challenges/"


@pytest.fixture
def editor(login):
    return login(makers.editor())


def text(browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(event, browser, *rows, key="a-key"):
    """Press お題を出す: rows are (title, about, issues)."""
    given = {"key": key}
    for nth, (title, about, posts) in enumerate(rows):
        given |= {f"title-{nth}": title, f"about-{nth}": about, f"issues-{nth}": [post.number for post in posts]}
    return browser.post(f"{DESK}{event.pk}/make/", given)


def form_of(page: str) -> dict[str, list[str]]:
    """What the form of the screen would send as it stands."""
    form = page[page.index('id="write"') :]
    form = form[: form.index("</form>")]
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]+>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value:
            fields.setdefault(name[1], []).append(value[1])
    for name, value in re.findall(r'<textarea[^>]+name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        fields.setdefault(name, []).append(value.strip())
    fields.pop("csrfmiddlewaretoken", None)
    return fields


class TestWhoFindsIt:
    def test_editors_admins_and_chiefs_of_any_ward(self, login):
        pagemakers.event()
        for person in (makers.editor(), makers.admin(), makers.chief(makers.KITA), makers.chief(makers.HIRANO)):
            assert login(person).get(DESK).status_code == 200

    def test_for_everybody_else_it_does_not_exist(self, login, client):
        event = pagemakers.event()
        others = [login(makers.person()), login(makers.officer(makers.KITA))]
        for browser in [client, *others, login(makers.editor(), on_duty=False)]:
            assert browser.get(DESK).status_code in (302, 404)
            assert sent(event, browser, ("題", "", [makers.issue()])).status_code in (302, 404)
        assert not Challenge.objects.exists()

    def test_menu_leads_there(self, editor):
        assert f'href="{DESK}"' in text(editor, DESK)


class TestList:
    def test_only_live_public_posts_are_offered(self, editor):
        pagemakers.event()
        makers.issue(title="動いている投稿")
        makers.issue(title="かくれた投稿", visibility=Visibility.HIDDEN)
        makers.issue(title="公開まちの投稿", visibility=Visibility.PENDING)
        makers.issue(title="すてきな花壇", kind="good")

        page = text(editor, DESK)

        assert "動いている投稿" in page
        assert "かくれた投稿" not in page and "公開まちの投稿" not in page and "すてきな花壇" not in page

    def test_words_ward_and_category_narrow_it(self, editor):
        pagemakers.event()
        makers.issue(title="街灯が消えた")
        makers.issue(title="ごみが多い", category="litter")

        assert "ごみが多い" not in text(editor, f"{DESK}?q=街灯")
        assert "街灯が消えた" not in text(editor, f"{DESK}?category=litter")
        assert "街灯が消えた" not in text(editor, f"{DESK}?ward={makers.HIRANO}")

    def test_ticks_outlive_another_search(self, editor):
        pagemakers.event()
        post = makers.issue(title="街灯が消えた")

        page = text(editor, f"{DESK}?picked=1&issue={post.number}&q=なにもない")

        assert re.search(rf'name="issue" value="{post.number}"[^>]* checked', page)

    def test_hidden_post_cannot_be_ticked_by_its_number(self, editor):
        pagemakers.event()
        post = makers.issue(title="かくれた投稿", visibility=Visibility.HIDDEN)

        assert "かくれた投稿" not in text(editor, f"{DESK}?picked=1&issue={post.number}&step=write")

    def test_costs_the_same_with_many(self, editor, django_assert_max_num_queries):
        event = pagemakers.event()
        for _nth in range(8):
            datamakers.challenge(makers.issue(), makers.issue(), event=event)
        editor.get(DESK)

        with django_assert_max_num_queries(45):
            editor.get(DESK)


class TestMaking:
    def test_all_ticked_posts_become_one_challenge_as_it_was_proposed(self, editor, client):
        event = pagemakers.event()
        posts = [makers.issue(title="街灯が消えた"), makers.issue(title="夜道が暗い")]
        ticked = "&".join(f"issue={post.number}" for post in posts)

        proposed = form_of(text(editor, f"{DESK}?event={event.pk}&picked=1&{ticked}&how=one&step=write"))
        answer = editor.post(f"{DESK}{event.pk}/make/", proposed)

        (made,) = event.challenges.all()
        assert answer.status_code == 302 and set(made.issues.all()) == set(posts)
        assert made.title in {post.title for post in posts} and "2件" in made.about
        assert made.title in text(client, event.url)

    def test_each_ticked_post_becomes_its_own(self, editor):
        event = pagemakers.event()
        posts = [makers.issue(title="街灯が消えた"), makers.issue(title="夜道が暗い")]
        ticked = "&".join(f"issue={post.number}" for post in posts)

        proposed = form_of(text(editor, f"{DESK}?event={event.pk}&picked=1&{ticked}&how=each&step=write"))
        editor.post(f"{DESK}{event.pk}/make/", proposed)

        assert {made.title for made in event.challenges.all()} == {post.title for post in posts}
        assert all(made.issues.count() == 1 for made in event.challenges.all())

    def test_words_that_were_typed_stay_when_one_is_missing(self, editor):
        event, post = pagemakers.event(), makers.issue()

        answer = sent(event, editor, ("", "くわしい説明です", [post]))

        page = answer.content.decode()
        assert answer.status_code == 400 and "くわしい説明です" in page and "ひとつの文で書いてください" in page
        assert not event.challenges.exists()

    def test_either_all_are_made_or_none(self, editor):
        event = pagemakers.event()
        hidden = makers.issue(visibility=Visibility.HIDDEN)

        answer = sent(event, editor, ("いち", "", [makers.issue()]), ("に", "", [hidden]))

        assert answer.status_code == 400 and not event.challenges.exists()

    def test_event_that_is_not_open_to_all_takes_none(self, editor):
        event = pagemakers.event(live=False)

        assert sent(event, editor, ("いち", "", [makers.issue()])).status_code == 404
        assert editor.get(f"{DESK}?event={event.pk}").status_code == 404

    def test_second_press_of_the_same_form_adds_nothing(self, editor):
        event, post = pagemakers.event(), makers.issue()
        for _press in range(2):
            sent(event, editor, ("いち", "", [post]))

        assert event.challenges.count() == 1


class TestChecks:
    def test_telephone_number_is_pointed_out(self, editor):
        pagemakers.event()
        post = makers.issue(title="06-6208-1234に電話して")

        assert "のようなものが入っています" in text(editor, f"{DESK}?picked=1&issue={post.number}&step=write")

    def test_event_that_has_begun_is_pointed_out(self, editor):
        pagemakers.event(starts_at=now() - timedelta(days=1))

        assert "もう始まっています" in text(editor, DESK)

    def test_post_that_was_hidden_is_counted_and_not_named(self, editor):
        event = pagemakers.event()
        datamakers.challenge(
            makers.issue(title="かくれた投稿", visibility=Visibility.HIDDEN), event=event, title="夜道"
        )

        page = text(editor, DESK)

        assert "1件は、いま公開されていません" in page and "かくれた投稿" not in page


class TestSet:
    def test_words_and_posts_are_changed(self, editor):
        event, old, new = pagemakers.event(), makers.issue(), makers.issue()
        made = datamakers.challenge(old, event=event, title="夜道")
        assert 'value="夜道"' in text(editor, f"{DESK}?event={event.pk}&challenge={made.pk}")

        given = {"title-0": "明るい夜道", "about-0": "", "issues-0": [new.number]}
        answer = editor.post(f"{DESK}{event.pk}/{made.pk}/change/", given)

        made.refresh_from_db()
        assert answer.status_code == 302 and made.title == "明るい夜道" and list(made.issues.all()) == [new]

    def test_order_and_removal(self, editor):
        event = pagemakers.event()
        first = datamakers.challenge(event=event, position=0)
        second = datamakers.challenge(event=event, position=1)

        editor.post(f"{DESK}{event.pk}/{second.pk}/up/")
        assert list(event.challenges.all()) == [second, first]

        editor.post(f"{DESK}{event.pk}/{first.pk}/remove/")
        assert list(event.challenges.all()) == [second]

    def test_challenge_of_another_event_is_not_found_here(self, editor):
        made, other = datamakers.challenge(), pagemakers.event()

        assert editor.get(f"{DESK}?event={other.pk}&challenge={made.pk}").status_code == 404
