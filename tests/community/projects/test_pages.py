"""List, one project, its forms and its places on pages of others, as people use them."""

import re

import pytest

from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.discussion.models import Message
from community.issues.models import Issue
from community.moderation.models import Flag
from community.notifications.models import Follow
from community.photos.models import Photo
from community.projects import actions
from community.projects.actions.what import RoleSaid
from community.projects.models import Challenge, Dataset, Project
from community.projects.views_projects import PAGE
from search import outbox
from tests import makers, pagemakers

pytestmark = pytest.mark.django_db
NEW = "/projects/new/"


def sent(**fields):
    return {"title": "よみちマップ", "does": "切れた灯りを市に伝えます。", "stage": "idea", "key": "k1"} | fields


def titles(client, address):
    page = client.get(address).content.decode()
    return {project.title for project in Project.objects.all() if project.title in page}


def test_the_address_narrows_the_list(client):
    lamp = makers.project(title="はしら番号", stage="trial", ward=makers.KITA, codes=["app"])
    leaf = makers.project(title="葉っぱ予報", roles=[RoleSaid("数える人")])
    rest = makers.project(title="空き部屋", stage="resting", ward=makers.HIRANO)
    makers.project(title="ひみつ", visibility=Visibility.HIDDEN)
    everything = {lamp.title, leaf.title, rest.title}
    outbox.drain(most=100)

    for query, wanted in {
        "": everything,
        "?stage=trial": {lamp.title},
        "?code=app": {lamp.title},
        f"?ward={makers.HIRANO}": {rest.title},
        "?wanted=1": {leaf.title},
        "?q=葉っぱ": {leaf.title},
        "?stage=x&code=y&ward=z&wanted=2&page=w": everything,
    }.items():
        assert titles(client, f"/projects/{query}") == wanted, query


def test_pages_follow_each_other_without_a_gap(client):
    authors = [makers.person() for _nth in range(4)]
    everything = {f"〔{nth}〕" for nth in range(PAGE + 2)}
    for nth in range(PAGE + 2):
        makers.project(author=authors[nth % len(authors)], title=f"〔{nth}〕")

    first, second = titles(client, "/projects/"), titles(client, "/projects/?page=2")

    assert first | second == everything and len(second) == 2


def test_a_resident_starts_with_a_picture_roles_and_data_and_everybody_sees_it(login, client):
    person, issue = makers.person(display_name="つくる人"), makers.issue()
    data = Dataset.objects.create(title="街灯の柱", publisher="市", about="柱", format="CSV", url="https://example.org")
    challenge = Challenge.objects.create(event=pagemakers.event(), title="暗い道をなくす")
    challenge.issues.add(issue)
    browser = login(person)
    page = browser.get(f"{NEW}?issue={issue.number}&challenge={challenge.pk}").content.decode()
    assert f'name="issue" value="{issue.number}"' in page and issue.title in page

    answer = browser.post(
        NEW,
        sent(
            **{
                "body": "夜の写真から番号を読みます。",
                "photos": makers.upload(),
                "codes": ["app", "data"],
                "demo": "https://example.org/demo",
                "challenge": challenge.pk,
                "uses": [data.pk],
                "issue": issue.number,
                "role-0-title": "デザイナー",
                "role-0-code": "design",
                "role-0-hours": "2",
                "role-0-remote": "on",
                "role-5-title": "試す人",
            }
        ),
    )

    made = Project.objects.get()
    assert answer.url == made.get_absolute_url()
    shown = client.get(made.get_absolute_url()).content.decode()
    for words in (
        "よみちマップ", "切れた灯りを市に伝えます。", "夜の写真から番号を読みます。",
        "つくる人", "デザイナー", "試す人",
        "デザイン・看板・週2時間・はなれていてもできる", "街灯の柱", "暗い道をなくす", issue.title,
        'data-linked-count="1"', "https://example.org/demo", "チームに入る",
    ):  # fmt: skip
        assert words in shown, words
    assert made.event == challenge.event and shown.count("data-photo") == 1


def test_a_form_that_lacks_something_keeps_words_and_picture(login):
    browser = login(makers.person())

    answer = browser.post(NEW, sent(title="", body="ここまで。", photos=makers.upload(), **{"role-1-hours": "3"}))

    page, photo = answer.content.decode(), Photo.objects.get()
    assert answer.status_code == 400 and not Project.objects.exists()
    for words in ("ここまで。", photo.card_url, "プロジェクトの名前を書いてください。", "さがす人の2行め"):
        assert words in page, words
    browser.post(NEW, sent(kept=photo.token))
    browser.post(NEW, sent(kept=photo.token))
    assert Project.objects.get().cover == photo


def test_the_lead_changes_it_and_who_was_slower_sees_both_texts(login):
    lead = makers.person()
    made = makers.project(author=lead, roles=[RoleSaid("試す人")])
    browser, page = login(lead), f"{made.get_absolute_url()}edit/"
    role, form = made.roles.get(), browser.get(f"{made.get_absolute_url()}edit/").content.decode()
    assert f'name="role-0-known" value="{role.pk}"' in form and made.does in form
    said = sent(version=made.version, **{"role-0-known": role.pk, "role-0-title": "試す人", "role-0-closed": "on"})

    assert browser.post(page, said | {"title": "先の名前"}).status_code == 302
    late = browser.post(page, said | {"title": "後の名前"})

    text = late.content.decode()
    assert late.status_code == 409 and "先の名前" in text and "後の名前" in text
    assert made.roles.get() == role and not made.roles.get().open
    version = re.search(r'name="version" value="(\d+)"', text)[1]
    assert browser.post(page, said | {"title": "後の名前", "version": version}).status_code == 302
    assert Project.objects.get().title == "後の名前"
    assert login(makers.person()).get(page).status_code == 403


def test_the_lead_takes_it_back(login, client):
    lead = makers.person()
    made = makers.project(author=lead)

    login(lead).post(f"{made.get_absolute_url()}edit/", {"erase": "1"})

    assert client.get(made.get_absolute_url()).status_code == 404


def test_a_hand_is_raised_and_taken_in_over_pages(login):
    lead, person = makers.person(), makers.person(display_name="試したい人")
    made = makers.project(author=lead, roles=[RoleSaid("試す人")])
    page, browser, role = made.get_absolute_url(), login(person), made.roles.get()
    assert f"join/?role={role.pk}" in browser.get(page).content.decode()
    assert "checked" in browser.get(f"{page}join/?role={role.pk}").content.decode()

    browser.post(f"{page}join/", {"role": role.pk, "message": "夜なら歩けます"})
    assert "手を挙げています" in browser.get(page).content.decode()
    hands = login(lead).get(f"{page}members/").content.decode()
    assert "試したい人" in hands and "夜なら歩けます" in hands
    login(lead).post(f"{page}members/", {"member": made.members.get().pk, "act": "take"})

    assert "試したい人" in login(makers.person()).get(page).content.decode()
    assert "課題をつなぐ" in browser.get(page).content.decode()
    browser.post(f"{page}leave/")
    assert "試したい人" not in login(lead).get(page).content.decode()
    assert login(lead).post(f"{page}members/", {"member": "x", "act": "take"}).status_code == 400


def test_the_team_links_from_the_issues_page_and_by_number(login, client):
    lead = makers.person()
    made, first, second = makers.project(author=lead, title="よみちの地図"), makers.issue(), makers.issue()
    browser, page = login(lead), f"{made.get_absolute_url()}issues/"
    assert "「よみちの地図」で答える" in browser.get(first.get_absolute_url()).content.decode()
    assert "で答える" not in client.get(first.get_absolute_url()).content.decode()

    assert browser.post(page, {"issue": first.number, "back": "1"}).url == first.get_absolute_url()
    assert browser.post(page, {"issue": f"#{second.number}"}).status_code == 302

    assert "よみちの地図" in client.get(first.get_absolute_url()).content.decode()
    assert 'data-linked-count="2"' in client.get(made.get_absolute_url()).content.decode()
    for wrong in ("", "abc", "999999"):
        answer = browser.post(page, {"issue": wrong})
        assert answer.status_code == 400 and "番号" in answer.content.decode()
    browser.post(page, {"issue": first.number, "undo": "1"})
    assert "よみちの地図" not in client.get(first.get_absolute_url()).content.decode()
    assert login(makers.person()).get(page).status_code == 403


def test_the_page_shows_what_is_solved_and_leads_along_the_chain(login, client):
    solved, to_come = makers.issue(), makers.issue()
    Issue.objects.filter(pk=solved.pk).update(status="resolved")
    made = makers.project(issues=[solved.number, to_come.number])
    pagemakers.story(issue_numbers=f"{solved.number}、99")

    page = client.get(made.get_absolute_url()).content.decode()

    assert "直ったもの1件、これからのもの1件。" in page
    words = re.findall(r'class="chain__word">([^<]+)<', page)
    assert words == ["課題", "プロジェクト", "チーム", "お話"]
    makers.set_visibility(to_come, Visibility.HIDDEN)
    assert 'data-linked-count="1"' in client.get(made.get_absolute_url()).content.decode()


def test_words_without_a_socket_a_follow_and_a_flag(login):
    made, person = makers.project(), makers.person()
    browser, page = login(person), made.get_absolute_url()

    assert browser.post(f"{page}comments/", {"body": "今夜歩きます。", "key": "m1"}).status_code == 302
    assert Message.objects.get().body == "今夜歩きます。" and "今夜歩きます。" in browser.get(page).content.decode()
    browser.post(f"{page}follow/")
    assert Follow.objects.get().kind == "project"
    browser.post(f"{page}follow/", {"undo": "1"})
    browser.post(f"{page}flag/", {"reason": "spam", "message": Message.objects.get().pk})
    assert not Follow.objects.exists() and Flag.objects.get().kind == "project"


def test_projects_stand_on_pages_of_their_people(login, client):
    lead, helper = makers.person(), makers.person()
    group = makers.organisation(author=lead)
    own, of_group = (
        makers.project(author=lead, title="自分の"),
        makers.project(author=lead, organisation=group, title="団体の"),
    )
    waiting = makers.project(author=lead, title="まだ見えない", visibility=Visibility.PENDING)
    actions.take_in(number=own.pk, member=actions.ask_to_join(number=own.pk, person=helper).pk, by=lead)

    assert titles(client, lead.get_absolute_url()) == {own.title}
    assert titles(client, helper.get_absolute_url()) == {own.title}
    assert titles(client, group.get_absolute_url()) == {of_group.title}
    assert titles(login(lead), "/accounts/profile/") == {own.title, of_group.title, waiting.title}


def test_search_shows_projects_and_their_talk(login, client):
    made = makers.project(title="はしら番号の地図")
    talk.post_message(author=makers.person(), thread=made.thread, body="夜光塗料を試しました。")
    outbox.drain(most=100)

    found = client.get("/search/?q=はしら番号&of=project").content.decode()
    assert f'href="{made.get_absolute_url()}"' in found and "プロジェクト" in found
    assert "夜光塗料" in client.get("/search/?q=夜光塗料&of=message").content.decode()
