"""A thing of each kind with one photo, for those who look at what its owner may do with it."""

import json
from dataclasses import dataclass
from typing import Any

from community.core import outbox
from community.discussion import actions as talk
from community.discussion.models import Message
from community.efforts import actions as efforts
from community.photos import actions
from community.photos.models import Looked, Photo
from community.photos.sizes import folder_of
from tests import makers

AREA = (0.1, 0.1, 0.3, 0.3)
DRAWN = {"areas": json.dumps([AREA])}
KINDS = ("issue", "effort", "resource", "project", "message", "organisation")


@dataclass(frozen=True)
class Made:
    """A thing with one photo: what it is, who put it up, where it is seen, and what names it in the journal."""

    thing: Any
    author: Any
    page: str
    entry: tuple[str, str]

    @property
    def photo(self) -> Photo:
        return Photo.objects.get()

    @property
    def address(self) -> str:
        return f"/photos/{self.photo.token}/hide/"

    def version(self) -> int:
        """What moves on when it changes: of a message, the number of the last line of its talk."""
        thing = type(self.thing).objects.get(pk=self.thing.pk)
        return thing.thread.last_seq if isinstance(thing, Message) else thing.version


def made(kind: str, author: Any = None, **fields: Any) -> Made:
    author = author or makers.person()
    content = makers.picture((800, 600))
    photo = actions.take_in(upload=makers.upload(content=content), author=author, draft_key="k")
    found = MAKERS[kind](author, photo, **fields)
    while outbox.drain():
        pass
    return found


def of_post(author: Any, photo: Photo, **fields: Any) -> Made:
    post = makers.issue(author=author, photos=[photo], **fields)
    return Made(post, author, post.get_absolute_url(), ("issue", str(post.number)))


def of_report(author: Any, photo: Photo, **fields: Any) -> Made:
    post = makers.issue()
    effort = efforts.report_effort(
        issue_number=post.number, author=author, kind="progress", photos_after=[photo], **fields
    )
    return Made(effort, author, f"{post.get_absolute_url()}#effort-{effort.pk}", ("issue", str(post.number)))


def of_offer(author: Any, photo: Photo, **fields: Any) -> Made:
    offer = makers.resource(author=author, photos=[photo], **fields)
    return Made(offer, author, offer.get_absolute_url(), ("resource", str(offer.pk)))


def of_project(author: Any, photo: Photo, **fields: Any) -> Made:
    project = makers.project(author=author, cover=photo, **fields)
    return Made(project, author, project.get_absolute_url(), ("project", str(project.pk)))


def of_message(author: Any, photo: Photo, **fields: Any) -> Made:
    post = makers.issue()
    event = talk.post_message(author=author, thread=post.thread, body="見て", photos=[photo.token], **fields)
    return Made(event.message, author, f"{post.get_absolute_url()}#m{event.seq}", ("issue", str(post.number)))


def of_organisation(author: Any, photo: Photo, **fields: Any) -> Made:
    group = makers.organisation(author=author, picture=photo, **fields)
    return Made(group, author, group.get_absolute_url(), ("organisation", str(group.pk)))


MAKERS = dict(zip(KINDS, (of_post, of_report, of_offer, of_project, of_message, of_organisation), strict=True))


def closed_to(browser: Any, found: Made) -> None:
    before = found.photo.token
    assert browser.get(found.address).status_code == 404
    for sent in (DRAWN, {"step": "look"}, {}):
        assert browser.post(found.address, sent).status_code == 404, sent
    assert browser.get("/photos/" + "x" * 26 + "/hide/").status_code == 404
    photo = found.photo
    assert (photo.token, photo.looked) == (before, Looked.DONE) and folder_of(before).exists()
