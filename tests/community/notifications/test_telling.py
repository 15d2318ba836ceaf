"""From one act to a line for each person whom it concerns."""

import pytest

from community.areas import geometry
from community.core import outbox
from community.core.models import OutboxItem
from community.discussion import actions as talk
from community.issues import actions
from community.issues.models import Support
from community.issues.news import audience_of
from community.notifications.models import Follow, Notice, NoticeSettings
from community.notifications.tasks import telling
from community.replies import actions as replies
from tests import makers

pytestmark = pytest.mark.django_db


def told(user) -> list[tuple[str, str]]:
    """What the worker has written down for a person: sort of news and reason."""
    outbox.drain(most=200)
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("news", "reason"))


def follow(user, kind, key, **more):
    return Follow.objects.create(user=user, kind=kind, key=str(key), **more)


class TestIssues:
    def test_step_of_the_desk_reaches_author_supporter_and_follower_once_each(self):
        issue, officer, fan, watcher = makers.issue(), makers.officer(), makers.person(), makers.person()
        Support.objects.create(issue=issue, user=fan)
        follow(watcher, "issue", issue.number)
        follow(fan, "issue", issue.number)

        actions.change_status(number=issue.number, to="in_review", by=officer)

        assert told(issue.author) == [("issue.status", "mine")]
        assert told(fan) == [("issue.status", "support")]
        assert told(watcher) == [("issue.status", "follow")]

    def test_who_did_it_is_not_told(self):
        issue, officer = makers.issue(), makers.officer()
        follow(officer, "issue", issue.number)

        actions.change_status(number=issue.number, to="in_review", by=officer)

        assert told(officer) == []

    def test_officer_leaves_no_trace_in_what_is_kept(self):
        issue, officer = makers.issue(), makers.officer()

        actions.change_status(number=issue.number, to="in_review", by=officer)

        assert told(issue.author)
        assert set(Notice.objects.get(user=issue.author).data) == {"issue", "change"}

    def test_private_post_is_news_for_its_author_alone(self):
        watcher, neighbour = makers.person(), makers.person()
        follow(watcher, "ward", makers.KITA)
        issue = makers.issue(private=True)
        Support.objects.create(issue=issue, user=neighbour)

        actions.change_status(number=issue.number, to="in_review", by=makers.officer())

        assert told(issue.author) == [("issue.status", "mine")]
        assert told(watcher) == told(neighbour) == []

    def test_approved_post_is_told_to_its_author_and_once_to_its_ward(self):
        watcher = makers.person()
        follow(watcher, "ward", makers.KITA)
        follow(watcher, "category", "light")
        issue = makers.issue(author=makers.newcomer())
        assert told(watcher) == []

        actions.approve_issue(number=issue.number, by=makers.officer())

        assert told(issue.author) == [("issue.approved", "mine")]
        assert told(watcher) == [("issue.posted", "place")]

    def test_merged_posts_people_go_with_it(self):
        whole, part, fan = makers.issue(), makers.issue(), makers.person()
        Support.objects.create(issue=part, user=fan)
        part.merged_into = whole
        part.save()

        assert {(person.user_id, person.reason) for person in audience_of(whole.pk)} == {
            (whole.author_id, "mine"), (part.author_id, "mine"), (fan.pk, "support"),
        }  # fmt: skip

    def test_silenced_issue_is_silent_for_its_author_too(self):
        issue = makers.issue()
        follow(issue.author, "issue", issue.number, how="off")

        actions.change_status(number=issue.number, to="in_review", by=makers.officer())

        assert told(issue.author) == []

    def test_reply_is_told_and_a_draft_is_not(self):
        issue = makers.issue()
        replies.draft_reply(number=issue.number, by=makers.officer(), subject="街灯", view="直します。", kind="will_do")
        assert told(issue.author) == []

        replies.publish_reply(number=issue.number, by=makers.chief())

        assert told(issue.author) == [("reply.published", "mine")]


class TestMessages:
    def test_words_of_a_neighbour_reach_author_and_followers_but_no_supporter(self):
        issue, fan, watcher = makers.issue(), makers.person(), makers.person()
        Support.objects.create(issue=issue, user=fan)
        follow(watcher, "issue", issue.number)

        talk.post_message(author=makers.person(), thread=issue.thread, body="うちの前もです")

        assert told(issue.author) == [("message", "talk")]
        assert told(watcher) == [("message", "follow")]
        assert told(fan) == []

    def test_words_of_the_city_reach_supporters_too(self):
        issue, fan = makers.issue(), makers.person()
        Support.objects.create(issue=issue, user=fan)

        talk.post_message(author=makers.officer(), thread=issue.thread, body="明日、見に行きます。")

        assert told(fan) == [("message", "support")]

    def test_hidden_words_are_told_to_nobody(self):
        issue = makers.issue()
        event = talk.post_message(author=makers.person(), thread=issue.thread, body="うそつき")
        actions.hide_message(number=issue.number, message_id=event.message_id, by=makers.officer(), reason="悪口")

        assert told(issue.author) == []


class TestPlaces:
    def around(self, user, **more):
        return Follow.objects.create(user=user, kind="place", **{"lat": 34.704, "lng": 135.512, "radius": 500} | more)

    def test_post_in_the_circle_is_told_and_one_outside_is_not(self):
        near, far = makers.person(), makers.person()
        self.around(near)
        self.around(far, lat=34.72)

        makers.issue(**makers.IN_KITA)

        assert told(near) == [("issue.posted", "place")]
        assert told(far) == []

    def test_place_is_compared_with_what_everybody_may_know(self):
        """A post shown by its town only must not be told apart by a small circle."""
        issue = makers.issue(lat=34.702, lng=135.512, precision="town")
        assert geometry.metres(issue.lat, issue.lng, issue.shown_lat, issue.shown_lng) > 110
        prober = makers.person()
        self.around(prober, lat=round(issue.lat, 3), lng=round(issue.lng, 3), radius=100)

        actions.change_status(number=issue.number, to="in_review", by=makers.officer())

        assert told(prober) == []

    def test_step_of_a_post_nearby_is_told(self):
        near, issue = makers.person(), makers.issue(**makers.IN_KITA)
        self.around(near)
        actions.change_status(number=issue.number, to="in_review", by=makers.officer())

        assert ("issue.status", "place") in told(near)


class TestWorker:
    def ward_full_of_people(self, count):
        people = [type(makers.person())(email=None, display_name=f"住民{n}") for n in range(count)]
        people = type(people[0]).objects.bulk_create(people)
        Follow.objects.bulk_create(Follow(user=person, kind="ward", key=makers.KITA, how="now") for person in people)
        return people

    def test_work_done_twice_tells_once(self):
        self.ward_full_of_people(3)
        makers.issue()
        item = OutboxItem.objects.get(channel="news")
        payload = dict(item.payload)

        telling.tell(dict(payload))
        telling.tell(dict(payload))

        assert Notice.objects.count() == 3
        assert OutboxItem.objects.filter(channel="letters").count() == 1

    def test_work_that_broke_off_goes_on_where_it_stood(self, monkeypatch):
        self.ward_full_of_people(7)
        makers.issue()
        payload = OutboxItem.objects.get(channel="news").payload
        monkeypatch.setattr(telling, "BATCH", 3)
        real, calls = telling.queue_letters, []

        def dies_in_the_second_batch(*args):
            calls.append(args)
            if len(calls) == 2:
                raise SystemExit
            real(*args)

        monkeypatch.setattr(telling, "queue_letters", dies_in_the_second_batch)
        with pytest.raises(SystemExit):
            telling.tell(dict(payload))
        assert Notice.objects.count() == 3  # the batch without its letters was not kept

        telling.tell(dict(payload))

        assert Notice.objects.count() == 7
        queued = OutboxItem.objects.filter(channel="letters").values_list("payload", flat=True)
        assert sorted(user for payload in queued for user in payload["users"]) == sorted(
            Notice.objects.values_list("user_id", flat=True)
        )

    def test_queries_grow_by_the_batch_and_not_by_the_person(self, django_assert_max_num_queries):
        self.ward_full_of_people(1200)
        makers.issue()
        payload = OutboxItem.objects.get(channel="news").payload

        with django_assert_max_num_queries(40):
            telling.tell(dict(payload))

        assert Notice.objects.count() == 1200

    def test_person_who_wants_nothing_is_told_nothing(self):
        issue = makers.issue()
        NoticeSettings.objects.create(user=issue.author, choices={"mine": "off"})

        actions.change_status(number=issue.number, to="in_review", by=makers.officer())

        assert told(issue.author) == []

    def test_deleted_account_takes_its_follows_and_notices_with_it(self):
        watcher = makers.person()
        follow(watcher, "ward", makers.KITA)
        NoticeSettings.objects.create(user=watcher)
        makers.issue()
        assert told(watcher)

        watcher.delete()

        assert not Follow.objects.exists() and not NoticeSettings.objects.exists()
        assert not Notice.objects.filter(user_id=watcher.pk).exists()
