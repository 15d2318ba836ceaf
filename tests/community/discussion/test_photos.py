"""Photos in messages: with a form, or taken in before; seen by whoever sees the talk, gone with the words."""

import json

import pytest
from asgiref.sync import async_to_sync
from django.urls import reverse

from community.core.errors import InvalidInput
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.discussion import frames
from community.discussion.models import Message, MessagePhoto
from community.issues import actions as issues
from community.matching import actions as matching
from community.moderation import actions as moderation
from community.photos import actions as photos
from community.photos.models import Photo
from tests import makers
from tests.sockets import visit


def staged(author, key="k") -> Photo:
    return photos.take_in(upload=makers.upload(), author=author, draft_key=key)


def post(browser, issue, **fields):
    return browser.post(reverse("issues:comments", args=[issue.number]), {"key": "k", "body": ""} | fields)


def stage(browser, issue, **fields):
    return browser.post(reverse("talk:photos", args=["issue", issue.number]), {"key": "k"} | fields)


def page(client, issue) -> str:
    return client.get(issue.get_absolute_url()).content.decode()


def said_with_photo(issue, body="これです", author=None):
    author = author or makers.person()
    given = {"author": author, "thread": issue.thread, "body": body}
    message = talk.post_message(**given, photos=[staged(author).token]).message
    return message, message.photos.get().photo


@pytest.mark.django_db
class TestForm:
    def test_pictures_come_with_the_words_and_everybody_sees_them(self, login, client):
        issue = makers.issue()

        post(login(makers.person()), issue, body="これです", photos=[makers.upload(), makers.upload()])

        text, kept = page(client, issue), [join.photo for join in MessagePhoto.objects.all()]
        assert len(kept) == 2 and all(photo.card_url in text and photo.large_url in text for photo in kept)
        assert all(photo.visibility == Visibility.PUBLIC and not photo.draft_key for photo in kept)
        assert makers.read(client.get(kept[0].card_url))

    def test_a_picture_without_words_is_enough(self, login, client):
        issue = makers.issue()

        answer = post(login(makers.person()), issue, photos=[makers.upload()])

        assert answer.status_code == 302 and "message__photo" in page(client, issue)

    def test_what_is_no_picture_is_said_and_the_others_and_the_words_wait(self, login):
        issue, browser = makers.issue(), login(makers.person())

        answer = post(browser, issue, body="これです", photos=[makers.upload(), makers.upload(content=b"no")])

        text, waiting = answer.content.decode(), Photo.objects.get()
        assert answer.status_code == 400 and not Message.objects.exists()
        assert "これです" in text and f'value="{waiting.token}" checked' in text
        post(browser, issue, body="これです", photos=waiting.token)
        assert MessagePhoto.objects.get().photo == waiting

    def test_the_same_form_twice_is_one_message_with_its_pictures(self, login):
        issue, browser = makers.issue(), login(makers.person())

        for _time in range(2):
            post(browser, issue, body="はい", photos=[makers.upload()])

        assert MessagePhoto.objects.count() == Photo.objects.count() == 1

    def test_five_are_too_many(self, login):
        answer = post(login(makers.person()), makers.issue(), photos=[makers.upload() for _nth in range(5)])

        assert answer.status_code == 400 and "写真は4枚までです" in answer.content.decode()
        assert not Photo.objects.exists()

    def test_nothing_is_decoded_for_who_may_not_write(self, login):
        issue, person = makers.issue(), makers.person()
        moderation.ban_person(public_id=person.public_id, by=makers.chief(), reason="x", until=None)

        answer = post(login(person), issue, body="はい", photos=[makers.upload()])

        assert answer.status_code == 403 and not Photo.objects.exists()

    @pytest.mark.parametrize("kind", ["project", "resource"])
    def test_words_about_other_things_carry_them_too(self, login, kind):
        thing = getattr(makers, kind)()

        login(makers.person()).post(reverse(f"{kind}s:comments", args=[thing.pk]), {"photos": [makers.upload()]})

        assert MessagePhoto.objects.get().message.thread_id == thing.thread_id


@pytest.mark.django_db
class TestOneByOne:
    def test_it_waits_under_its_key_and_is_seen_by_its_sender_alone(self, login, client):
        issue, browser = makers.issue(), login(makers.person())

        answer = stage(browser, issue, photo=makers.upload()).json()

        assert makers.read(browser.get(answer["url"])) and answer["width"]
        assert client.get(answer["url"]).status_code == 404
        stage(browser, issue, drop=answer["token"])
        assert not Photo.objects.exists()

    @pytest.mark.parametrize("fields", [{}, {"key": ""}, {"key": "x" * 65}, {"drop": "x" * 27}])
    def test_what_makes_no_sense_is_refused_with_a_sentence(self, login, fields):
        answer = stage(login(makers.person()), makers.issue(), **fields)

        assert answer.status_code == 400 and answer.json()["error"]

    def test_visitors_and_who_may_not_see_the_talk_find_nothing(self, client, login):
        issue = makers.issue(visibility=Visibility.PRIVATE)

        assert stage(client, makers.issue(), photo=makers.upload()).status_code == 404
        assert stage(login(makers.person()), issue, photo=makers.upload()).status_code == 404
        assert not Photo.objects.exists()

    def test_a_closed_talk_takes_none(self, login):
        issue = makers.issue()
        talk.close_talk(thread_id=issue.thread_id)

        assert stage(login(makers.person()), issue, photo=makers.upload()).status_code == 403


@pytest.mark.django_db
class TestWhose:
    def test_anothers_one_that_was_posted_and_nonsense_are_refused(self):
        issue, author = makers.issue(), makers.person()
        _said, posted = said_with_photo(issue, author=author)

        for name in (staged(makers.person()).token, posted.token, "x", ""):
            with pytest.raises(InvalidInput):
                talk.post_message(author=author, thread=issue.thread, body="はい", photos=[name])

        assert Message.objects.count() == 1

    def test_hidden_words_take_their_pictures_along_and_bring_them_back(self, client):
        issue = makers.issue()
        said, photo = said_with_photo(issue)
        old = photo.card_url
        talk.hide_message(thread_id=issue.thread_id, message_id=said.pk)

        gone = client.get(old).status_code
        hidden = page(client, issue)
        talk.show_message(thread_id=issue.thread_id, message_id=said.pk)

        photo.refresh_from_db()
        assert gone == 404 and "message__photo" not in hidden and photo.card_url != old
        assert photo.card_url in page(client, issue) and makers.read(client.get(photo.card_url))

    def test_a_picture_alone_can_be_hidden_and_shown(self, client):
        issue = makers.issue()
        said, photo = said_with_photo(issue, body="")

        talk.hide_message(thread_id=issue.thread_id, message_id=said.pk)
        talk.show_message(thread_id=issue.thread_id, message_id=said.pk)

        photo.refresh_from_db()
        assert photo.card_url in page(client, issue)

    def test_words_taken_away_leave_no_picture(self, client):
        issue = makers.issue()
        said, photo = said_with_photo(issue)

        talk.delete_message(author=said.author, thread=issue.thread, message_id=said.pk)

        assert not Photo.objects.exists() and client.get(photo.card_url).status_code == 404

    def test_they_follow_the_post_out_of_sight_and_back(self, client):
        issue, officer = makers.issue(), makers.officer(makers.KITA)
        said, photo = said_with_photo(issue)
        other, apart = said_with_photo(issue)
        talk.hide_message(thread_id=issue.thread_id, message_id=other.pk)
        old = photo.card_url

        issues.hide_issue(number=issue.number, by=officer, reason="確認します。")
        photo.refresh_from_db()
        gone = client.get(old).status_code, client.get(photo.card_url).status_code
        issues.restore_issue(number=issue.number, by=officer, reason="問題なし。")

        photo.refresh_from_db()
        apart.refresh_from_db()
        assert gone == (404, 404) and makers.read(client.get(photo.card_url))
        assert apart.visibility == Visibility.HIDDEN and client.get(apart.card_url).status_code == 404
        assert photo.card_url in page(client, issue)


@pytest.mark.django_db
def test_what_two_sides_show_each_other_is_for_them(login, client):
    owner, asker = makers.person(), makers.person()
    offered = makers.resource(author=owner)
    match = matching.request_resource(resource=offered.pk, by=asker, quantity=1)
    message = talk.post_message(
        author=asker, thread=match.thread, body="これです", photos=[staged(asker).token]
    ).message
    address = message.photos.get().photo.card_url

    seen = {who: login(person).get(address) for who, person in (("asker", asker), ("owner", owner))}
    others = [client.get(address), login(makers.person()).get(address)]

    assert all(makers.read(answer) for answer in seen.values())
    assert [answer.status_code for answer in others] == [404, 404]


def test_pages_pay_one_query_for_all_pictures(committed, warm, client, django_assert_max_num_queries):
    issue = makers.issue()
    for _nth in range(3):
        said_with_photo(issue)
    client.get(issue.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(issue.get_absolute_url())


@pytest.mark.usefixtures("committed")
def test_open_pages_get_the_pictures_with_the_words():
    issue = makers.issue()
    said, photo = said_with_photo(issue)
    talk.say_anew(message_id=said.pk)

    frames = async_to_sync(visit)(f"/ws/threads/issue/{issue.number}/?after=0")

    assert [frame["type"] for frame in frames[1:]] == ["message", "show"]
    assert all(photo.card_url in frame["html"] for frame in frames[1:])
    assert "これです" in json.dumps(frames, ensure_ascii=False)


@pytest.mark.django_db
class TestSocket:
    def test_words_over_a_socket_name_photos_that_were_taken_in(self):
        issue, author = makers.issue(), makers.person()
        photo = staged(author)

        frames.write(author, issue.thread, {"t": "post", "body": "", "photos": [photo.token]}, "k")

        assert Message.objects.get().photos.get().photo == photo

    @pytest.mark.parametrize("photos", ["token", [1], {"a": 1}, ["nobody's"]])
    def test_what_names_no_photo_is_refused(self, photos):
        issue = makers.issue()

        with pytest.raises(InvalidInput):
            frames.write(makers.person(), issue.thread, {"t": "post", "body": "あ", "photos": photos}, "k")

        assert not Message.objects.exists()
