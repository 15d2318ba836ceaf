"""One person's life on the site, with a word of its own planted in everything that is theirs alone."""

from typing import Any

from community.accounts import actions as people
from community.accounts.models import User
from community.discussion import actions as talk
from community.efforts import actions as efforts
from community.finding import actions as finding
from community.finding.followed import read
from community.issues import actions as issues
from community.issues.models import Issue
from community.matching import actions as matching
from community.matching.models import Match
from community.moderation import actions as flags
from community.notifications import actions as notices
from community.organisations import actions as organisations
from community.photos import actions as photos
from community.projects import actions as projects
from community.projects.models import Project
from community.resources.models import Resource
from tests import helpers, makers

NAME, BIO, CARD = "ほしのたね", "とうふやのうら", "かにかまぼこ職人"
PRIVATE = {
    "place": "ばあちゃんちの角", "flag": "へんなにおいのメモ", "phone": "090-1234-5678", "note": "うらの呼び鈴で",
    "join": "すずめ組から来ます", "offer": "ちんどん屋の太鼓", "where": "三毛猫荘の二階", "search": "鍾乳洞",
}  # fmt: skip
POST, BODY, SAID, DONE = "ゆがんだ案内板", "しゃちほこの前です", "とんぼ玉のはなし", "ひょうたんで掃きました"


class Life:
    """What `person` has done; `other` is somebody they met."""

    person: User
    other: User
    issue: Issue
    elsewhere: Issue
    offer: Resource
    given: Match
    asked: Match
    project: Project


def lived() -> Life:
    life = Life()
    life.person, life.other = makers.person(), makers.person()
    people.update_profile(user=life.person, display_name=NAME, bio=BIO)
    _wrote(life)
    _helped(life)
    _wanted_to_know(life)
    return life


def _wrote(life: Life) -> None:
    picture = photos.take_in(upload=makers.upload(), author=life.person, draft_key="k")
    life.issue = makers.issue(author=life.person, title=POST, body=BODY, photos=[picture], **makers.IN_KITA)
    life.elsewhere = makers.issue(author=life.other)
    talk.post_message(author=life.person, thread=life.elsewhere.thread, body=SAID)
    said = talk.post_message(author=life.other, thread=life.issue.thread, body="ほかの人の返事")
    talk.react(person=life.person, thread=life.issue.thread, message_id=said.message_id, kind="thanks")
    talk.mark_seen(person=life.person, thread=life.issue.thread, seq=said.seq)
    issues.support_issue(number=life.elsewhere.number, user=life.person, person="", address="192.0.2.1")
    efforts.report_effort(issue_number=life.elsewhere.number, author=life.person, kind="progress", body=DONE)
    photos.take_in(upload=makers.upload(), author=life.person, draft_key="unposted")


def _helped(life: Life) -> None:
    helpers.card(person=life.person, words=CARD)
    life.offer = makers.resource(author=life.person, title=PRIVATE["offer"], place=PRIVATE["where"])
    life.given = helpers.match(resource=life.offer, by=life.other, quantity=3)
    matching.accept_match(number=life.given.pk, by=life.person, note=PRIVATE["note"])
    matching.show_contact(number=life.given.pk, by=life.person, field="phone", value=PRIVATE["phone"])
    life.asked = helpers.match(by=life.person, quantity=4)
    matching.accept_match(number=life.asked.pk, by=life.asked.resource.author)
    life.project = makers.project(author=life.other)
    projects.ask_to_join(number=life.project.pk, person=life.person, message=PRIVATE["join"])


def _wanted_to_know(life: Life) -> None:
    place: dict[str, Any] = {"lat": 34.7044, "lng": 135.5119, "radius": 300}
    notices.follow_place(user=life.person, name=PRIVATE["place"], **place)
    finding.follow_search(user=life.person, asked=read({"q": PRIVATE["search"]}))
    flags.raise_flag(by=life.person, kind="issue", number=life.elsewhere.number, reason="other", note=PRIVATE["flag"])
    group = makers.organisation(author=life.other)
    organisations.invite(number=group.pk, by=life.other, role="member", email=life.person.email)
