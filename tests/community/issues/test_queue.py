"""What the queue of a phone asks and is told: whose session it is, and what became of a post."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from community.issues.models import Draft, Issue
from community.issues.worker import KEPT, PARTS, worker
from community.moderation.actions import ban_person
from community.photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db
NEW, JSON = "/issues/new/", {"HTTP_ACCEPT": "application/json"}
IMPORTED = re.compile(r"""from "([^"]+)"|import\("([^"]+)"\)""")


@pytest.fixture
def author(client):
    person = makers.person()
    client.force_login(person)
    return person


def fields(**more):
    return {"title": "街灯が消えています", "category": "light", "ward": makers.KITA, "key": "k1"} | more


def send(client, **more):
    return client.post(NEW, fields(**more), **JSON)


def keep_photo(client):
    return client.post("/issues/new/photos/", {"key": "k1", "photo": makers.upload()}, **JSON).json()["token"]


def test_a_post_answers_with_its_number_however_often_it_is_sent(client, author):
    answers = [send(client, who=author.public_id, body=f"{nth}回め") for nth in (1, 2)]
    issue = Issue.objects.get()
    assert [answer.json() for answer in answers] == [
        {"number": issue.number, "url": f"/issues/{issue.number}/thanks/"}
    ] * 2
    assert issue.body == "1回め" and "no-store" in answers[0]["Cache-Control"]


def test_another_account_sends_nothing_of_it(client, author):
    other = makers.person()
    answer = send(client, who=other.public_id)
    assert answer.status_code == 401 and answer.json() == {"login": "/accounts/login/?next=%2Foffline%2F"}
    photo = {"key": "k1", "who": other.public_id, "photo": makers.upload()}
    assert client.post("/issues/new/photos/", photo, **JSON).status_code == 401
    assert send(Client(), who=author.public_id).status_code == 401
    assert not Issue.objects.exists() and not Draft.objects.exists() and not Photo.objects.exists()


def test_what_was_written_without_an_account_is_kept_and_leads_to_the_log_in(client):
    answer = send(client, who="")
    assert answer.status_code == 202 and not Issue.objects.exists()
    assert answer.json()["kept"] == f"/accounts/login/?next=%2Fissues%2Fnew%2F%3Fdraft%3D{Draft.objects.get().pk}"


def test_logging_in_meanwhile_does_not_post_it(client, author):
    answer = send(client, who="")
    assert answer.json() == {"kept": Draft.objects.get().get_absolute_url()} and not Issue.objects.exists()


def test_a_refusal_says_why(client, author):
    answer = send(client, who=author.public_id, title="", ward="")
    assert answer.status_code == 400
    assert (
        answer.json()["error"] == answer.json()["errors"]["title"][0] == "ひとことで、何が起きているか書いてください。"
    )
    assert "ward" in answer.json()["errors"] and not Issue.objects.exists()


def test_it_is_not_posted_without_a_photo_that_was_kept_too_long(client, author):
    there, gone = (keep_photo(client) for _n in range(2))
    Photo.objects.get(token=gone).delete()
    answer = send(client, who=author.public_id, kept=f"{there},{gone}")
    assert answer.status_code == 400 and not Issue.objects.exists()
    assert answer.json()["error"] == answer.json()["errors"]["photos"][0] and "写真" in answer.json()["error"]
    assert send(client, who=author.public_id, kept=there).status_code == 200
    assert send(client, who=author.public_id, kept=f"{there},{gone}").json()["number"] == Issue.objects.get().number


def test_nor_is_what_nobody_wrote_kept_without_it(client):
    answer = send(client, who="", kept="a" * 26)
    assert answer.status_code == 400 and "photos" in answer.json()["errors"] and not Draft.objects.exists()


def test_a_photo_in_which_something_was_hidden_is_still_there(client, author):
    token = keep_photo(client)
    hidden = {"key": "k1", "token": token, "hide": "[[0.1, 0.1, 0.3, 0.3]]"}
    fresh = client.post("/issues/new/photos/areas/", hidden).json()["token"]
    assert fresh != token
    assert send(client, who=author.public_id, kept=f"{token},{fresh}").status_code == 200
    assert [join.photo.token for join in Issue.objects.get().photos.all()] == [fresh]


def test_a_valid_number_of_a_person_is_refused(client, author):
    answer = send(client, who=author.public_id, body="番号は 1234 5678 9018 です")
    assert answer.status_code == 400 and answer.json()["error"] and not Issue.objects.exists()


def test_whoever_may_only_read_is_told_so(client, author):
    ban_person(public_id=author.public_id, reason="人の名前を何度も書いたため。", by=makers.chief())
    answer = send(client, who=author.public_id)
    assert answer.status_code == 403 and answer.json()["code"] == "forbidden" and not Issue.objects.exists()


def test_what_was_taken_back_is_gone_and_not_posted_anew(client, author):
    send(client, who=author.public_id)
    client.post(f"/issues/{Issue.objects.get().number}/undo/")
    assert send(client, who=author.public_id).status_code == 410
    assert Issue.objects.count() == 1


def test_an_old_token_is_no_refusal_for_good(author):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(author)
    answer = send(strict, who=author.public_id)
    assert answer.status_code == 403 and answer.json()["code"] == "csrf"
    said = strict.get("/issues/new/sending/", **JSON)
    assert said.json()["who"] == author.public_id and said["Cache-Control"] == "private, no-store"
    assert send(strict, who=author.public_id, csrfmiddlewaretoken=said.json()["token"]).status_code == 200


def test_nobody_is_somebody(client):
    assert client.get("/issues/new/sending/").json()["who"] == ""


def test_the_form_says_whose_it_is(client, author):
    assert f'name="who" value="{author.public_id}"' in client.get(NEW).content.decode()


def test_the_worker_is_one_script_that_is_asked_for_anew(client):
    answer = client.get("/sw.js")
    script = answer.content.decode()
    assert answer["Content-Type"] == "text/javascript; charset=utf-8" and answer["Cache-Control"] == "no-cache"
    assert not re.search(r"^(import|export) ", script, re.M) and 'addEventListener("sync"' in script
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    assert client.get("/sw.js", HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
    assert client.post("/sw.js").status_code == 405


def test_the_page_for_no_network_is_nobodys(client, author):
    answer = client.get("/offline/")
    text = answer.content.decode()
    assert answer.status_code == 200 and not answer.cookies
    assert author.public_id not in text and author.shown_name not in text and "csrf" not in text


def test_browsers_keep_all_that_the_page_for_no_network_asks_for(client):
    asked = set(re.findall(r'(?:href|src)="/static/([^"#?]+)', client.get("/offline/").content.decode()))
    seen, left = set(), [name for name in asked if not name.endswith("logo-180.png")]
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            left += imports(name) if name.endswith(".js") else []
    assert seen == set(KEPT)


def imports(name):
    text, folder = Path(finders.find(name)).read_text(), Path("/", name).parent
    return [str((folder / found).resolve())[1:] for pair in IMPORTED.findall(text) for found in pair if found]


def test_the_parts_of_the_worker_are_all_there_and_share_no_names():
    assert {name for part in PARTS for name in imports(part)} < set(PARTS)
    names = re.findall(r"^(?:const|let|async function|function) (\w+|\[[^\]]+\])", worker().script, re.M)
    each = [name for group in names for name in re.findall(r"\w+", group)]
    assert len(each) == len(set(each))
