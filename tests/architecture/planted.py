"""A city in which every text of a post carries a word that occurs nowhere else, and who may read which of them."""

import re
from collections import defaultdict
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db.models import Q
from django.test import Client
from wagtail.models import Page

from community.core.holding import Holder
from community.core.ids import token
from community.core.visibility import Visibility
from community.efforts import actions as efforts
from community.efforts.models import Effort, EffortPhoto
from community.issues import actions as issues
from community.issues.models import Draft, Issue
from community.moderation.models import Appeal, Takedown
from community.organisations.models import Organisation
from community.photos import actions as photos
from community.photos.models import Photo
from community.projects.models import Project
from community.replies import actions as replies
from community.resources.models import Resource
from search import outbox
from tests import makers, pagemakers

from . import planted_challenges, planted_organisations, planted_projects, planted_resources, planted_talk
from .surfaces import Filling

ROLES = ("visitor", "neighbour", "author", "officer", "elsewhere", "chief", "admin", "editor", "off_duty")
DESK = {"officer", "chief", "admin"}
SEEN_BY = {
    Visibility.DRAFT: {"author"},
    Visibility.PENDING: {"author"} | DESK,
    Visibility.PUBLIC: set(ROLES),
    Visibility.HIDDEN: {"author"} | DESK,
    Visibility.PRIVATE: {"author"} | DESK,
    Visibility.ERASED: set(),
}
# What carries a word, and who reads it of those who see the post at all.
PARTS = {
    "title": set(ROLES),
    "body": set(ROLES),
    "alt": set(ROLES),
    "message": set(ROLES),
    "msgalt": set(ROLES),
    "messageold": {"author"} | DESK,  # what stood there before it was changed
    "reply": set(ROLES),
    "address": DESK | {"author"},  # who asked that only the town be shown reads it in the form
    "draft": DESK,
    "form": {"author"},  # of a post that is not sent; of the state erased: it was begun without an account
    "note": DESK,
    "reason": {"author"} | DESK,
    "effort": set(ROLES),
    "effortalt": set(ROLES),
    "effortheld": {"author"} | DESK,
    "efforthidden": {"author"} | DESK,
    "appeal": {"author"} | DESK,
    "orgname": set(ROLES),
    "orgabout": set(ROLES),
    "orgalt": set(ROLES),
    "orgmember": {"author"} | DESK,  # speaks in its name, and is not named
    "orgevidence": {"author"} | DESK,
    "orgreason": {"author"} | DESK,
    "restitle": set(ROLES),
    "resbody": set(ROLES),
    "resalt": set(ROLES),
    "resmessage": set(ROLES),
    "resofgroup": set(ROLES),  # the word tells of its organisation's state
    "resreason": {"author"} | DESK,
    "proname": set(ROLES),
    "prodoes": set(ROLES),
    "probody": set(ROLES),
    "prorole": set(ROLES),
    "proalt": set(ROLES),
    "promessage": set(ROLES),
    "progrp": set(ROLES),  # the word tells of its organisation's state
    "prohand": {"author"},  # what somebody wrote who asked to join
    "proreason": {"author"} | DESK,
}
WORD = re.compile(rf"zq({'|'.join(Visibility.values)})({'|'.join(PARTS)})zq")


TALK = "api/v1/threads/<slug:kind>/<int:number>/messages"
OTHER_WARDS = {str(code) for code in range(27102, 27129)} - {makers.KITA}  # their pages are all alike


def may_read(role: str, state: str, part: str) -> bool:
    return role in SEEN_BY[state] & PARTS[part]


def wrong_words(role: str, text: str) -> set[str]:
    """The planted words in a text that this role must not read."""
    return {f"{state} {part}" for state, part in WORD.findall(text) if not may_read(role, state, part)}


SEARCHED = ("title", "body", "address", "alt", "message", "messageold", "reply", "draft", "note", "effort")


def planted(state: str, part: str) -> str:
    """A word to look for in answers, and another one to search with: a page may repeat what was asked."""
    return f"zq{state}{part}zq {finder(state, part)}"


def finder(state: str, part: str) -> str:
    return f"finder{state}{part}"


def _searches(post: Issue, state: str) -> dict[str, list[str]]:
    """Search for all that was planted into a post, by every door."""
    title = finder(state, "title")
    return {
        "search/": [
            *(f"/search/?q={finder(state, part)}" for part in SEARCHED),
            *(f"/search/?q={title}&of={kind}" for kind in ("issue", "message", "effort", "reply", "note")),
            f"/search/?q={post.number}",
        ],
        "search/suggest/": [f"/search/suggest/?q={title}"],
        "search/feed/": [f"/search/feed/?q={title}"],
        "search/follow/": [f"/search/follow/?q={title}"],
        "issues/similar/": [f"/issues/similar/?title={title}", f"/issues/similar/?issue={post.number}"],
    }


def _together(*some: dict[str, list[str]]) -> dict[str, list[str]]:
    """All addresses of each route."""
    found: dict[str, list[str]] = defaultdict(list)
    for addresses in some:
        for route, more in addresses.items():
            found[route] += more
    return dict(found)


class City:
    """One post of each state, full of words, and one person of each role."""

    def __init__(self) -> None:
        self._browsers: dict[str, Client] = {}
        self.people = {
            "neighbour": makers.person(),
            "author": makers.person(),
            "officer": makers.officer(makers.KITA),
            "elsewhere": makers.officer(makers.HIRANO),
            "chief": makers.chief(makers.KITA),
            "admin": makers.admin(),
            "editor": makers.editor(),
            "off_duty": makers.officer(makers.KITA),
        }
        self.posts = {state: self._plant(state) for state in Visibility}
        self.organisations = {state: self._plant_organisation(state) for state in Visibility}
        self.resources = {state: self._plant_resources(state) for state in Visibility}
        self.projects = {state: self._plant_projects(state) for state in Visibility}
        self._plant_pages()
        self.forms = [self._plant_form(Visibility.DRAFT, "author"), self._plant_form(Visibility.ERASED, None)]
        public = self.posts[Visibility.PUBLIC]
        self.challenges = {
            state: planted_challenges.plant(post, public, self.event) for state, post in self.posts.items()
        }
        outbox.drain(most=1000)

    def _plant_form(self, state: str, role: str | None) -> Draft:
        """What somebody is writing, held by a browser of their own."""
        word, author = planted(state, "form"), self.people[role] if role else None
        browser = Holder(token(), is_new=False)
        photo = photos.take_in(upload=makers.upload(), author=author, holder=browser.name, draft_key=f"form-{state}")
        photos.describe(photo=photo, alt=word, alt_en=word)
        fields = {"title": word, "body": word, "address": word, "ward": makers.KITA, "category": "light"}
        return issues.save_draft(
            browser=browser, author=author, network="n", key=f"form-{state}", fields=fields | {"kept": photo.token}
        )

    def _plant_organisation(self, state: str) -> Organisation:
        author, officer = self.people["author"], self.people["officer"]
        post = self.posts[Visibility.PUBLIC]
        return planted_organisations.plant(state, partial(planted, state), author=author, officer=officer, post=post)

    def _plant_resources(self, state: str) -> list[Resource]:
        """One of this state, and a public one of an organisation of this state."""
        author, officer = self.people["author"], self.people["officer"]
        word = partial(planted, state)
        return [
            planted_resources.plant(state, word, author=author, officer=officer),
            planted_resources.plant_of(self.organisations[state], word, author=author),
        ]

    def _plant_projects(self, state: str) -> list[Project]:
        """One of this state, and a public one of an organisation of this state."""
        author, officer = self.people["author"], self.people["officer"]
        word, post = partial(planted, state), self.posts[Visibility.PUBLIC]
        return [
            planted_projects.plant(state, word, author=author, officer=officer, post=post),
            planted_projects.plant_of(self.organisations[state], word, author=author),
        ]

    def _plant(self, state: str) -> Issue:
        word = partial(planted, state)
        author, officer, chief = (self.people[role] for role in ("author", "officer", "chief"))
        photo = photos.take_in(upload=makers.upload(), author=author, draft_key=f"key-{state}")
        photos.describe(photo=photo, alt=word("alt"), alt_en=word("alt"))
        post = makers.issue(
            author=author,
            title=word("title"),
            body=word("body"),
            address=word("address"),
            precision="town",
            photos=[photo],
            **makers.IN_KITA,
        )
        said = planted_talk.plant(post, author=author, officer=officer, word=word)
        replies.draft_reply(number=post.number, by=chief, subject=word("reply"), view=word("reply"), kind="done")
        replies.draft_reply(number=post.number, by=officer, subject=word("draft"), view=word("draft"), kind="done")
        issues.add_note(number=post.number, by=officer, body=word("note"))
        self._plant_efforts(post, state, word)
        for part in (0, said.message_id):
            act = Takedown.objects.create(
                kind="issue", number=post.number, part=part, author=author, reason=word("reason"), by=chief
            )
            Appeal.objects.create(takedown=act, author=author, words=word("appeal"))
        post.refresh_from_db()
        if state == Visibility.HIDDEN:
            Issue.objects.filter(pk=post.pk).update(hidden_reason=word("reason"))
        makers.set_visibility(post, state)
        return post

    def _plant_efforts(self, post: Issue, state: str, word: Callable[[str], str]) -> None:
        """One report that everybody may read, one that the desk has not read yet, one that it hid."""
        author, officer = self.people["author"], self.people["officer"]
        photo = photos.take_in(upload=makers.upload(), author=author, draft_key=f"effort-{state}")
        photos.describe(photo=photo, alt=word("effortalt"), alt_en=word("effortalt"))
        given = {"issue_number": post.number, "author": author, "kind": "progress"}
        efforts.report_effort(**given, body=word("effort"), photos_after=[photo])
        hidden = efforts.report_effort(**given, body=word("efforthidden"))
        efforts.hide_effort(number=post.number, effort=hidden.pk, by=officer, reason=word("efforthidden"))
        act = Takedown.objects.get(kind="effort", number=hidden.pk)
        Appeal.objects.create(takedown=act, author=author, words=word("appeal"))
        waiting = efforts.report_effort(**given, body=word("effortheld"))
        Effort.objects.filter(pk=waiting.pk).update(held=True)
        efforts.follow_issue(issue=post)

    def pictures(self, state: str) -> list[Photo]:
        """Of a post, of what is said of it, and of the report on it."""
        reported = EffortPhoto.objects.filter(effort__issue=self.posts[state])
        return [self.picture(state), self.picture_said(state), *(join.photo for join in reported)]

    def efforts(self, state: str) -> list[Effort]:
        return list(Effort.objects.filter(issue=self.posts[state]))

    def _plant_pages(self) -> None:
        """One page of each type; the story names every post, and links to the public ones alone."""
        pagemakers.news(makers.KITA)
        pagemakers.story(issue_numbers="、".join(str(post.number) for post in self.posts.values()))
        self.call = pagemakers.call(board=pagemakers.theme(), ward_id=makers.KITA)
        self.event = pagemakers.event(ward_id=makers.KITA)

    def _appeals(self, state: str) -> list[Appeal]:
        """Against the post, its message and its hidden report."""
        of_post, of_reports = Q(takedown__kind="issue"), Q(takedown__kind="effort")
        of_post &= Q(takedown__number=self.posts[state].number)
        of_reports &= Q(takedown__number__in=[effort.pk for effort in self.efforts(state)])
        return list(Appeal.objects.filter(of_post | of_reports))

    def _talks(self, state: str) -> list[tuple[str, int]]:
        """What of this state is talked about."""
        things = [("resource", made.pk) for made in self.resources[state]]
        return [("issue", self.posts[state].number), *things, *(("project", made.pk) for made in self.projects[state])]

    def picture(self, state: str) -> Photo:
        return Photo.objects.get(pk=self.posts[state].cover_id)

    def picture_said(self, state: str) -> Photo:
        return Photo.objects.get(pk__in=self.posts[state].thread.messages.values("photos__photo"))

    def browser(self, role: str, *, anew: bool = True) -> Client:
        """Logged in as this person; not `anew`: the same one again."""
        if not anew:
            return self._browsers.get(role) or self._browsers.setdefault(role, self.browser(role))
        client = Client(raise_request_exception=False)
        if role != "visitor":
            person = self.people[role]
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
            if person.is_staff and role != "off_duty":
                makers.use_second_factor(client, person)
        return client

    def filling(self, state: str) -> Filling:
        """How the parts of routes are filled in to look for the things of this state."""
        found_by = {part: finder(state, part) for part in ("orgname", "orgabout", "orgmember", "orgevidence")}
        of_post = self._filling_of_post(state)
        more = planted_organisations.addresses(self.organisations[state], found_by)
        found_by = {part: finder(state, part) for part in ("restitle", "resbody", "resmessage", "resofgroup")}
        things = planted_resources.addresses(self.resources[state], found_by)
        found_by = {part: finder(state, part) for part in ("proname", "probody", "promessage", "progrp")}
        built = planted_projects.addresses(self.projects[state], found_by)
        asked = planted_challenges.addresses(self.challenges[state], self.posts[state], finder(state, "title"))
        said = planted_talk.addresses(self.posts[state], (self.resources[state][0], self.projects[state][0]))
        told = {"photos/<slug:token>/hide/": [f"/photos/{one.token}/hide/" for one in self.pictures(state)]}
        told |= {TALK: [f"/api/v1/threads/{kind}/{number}/messages" for kind, number in self._talks(state)]}
        return Filling(of_post.values, _together(of_post.addresses, more, things, built, asked, said, told))

    def _filling_of_post(self, state: str) -> Filling:
        post, token = self.posts[state], self.picture(state).token
        title = finder(state, "title")
        views = ("waiting", "answer", "overdue", "new", "replies", "flagged", "mine", "all")
        return Filling(
            # `hide` without a reason is answered with the issue's page and changes nothing.
            values={
                "number": post.number,
                "public_id": self.people["author"].public_id,
                "verb": "hide",
                "kind": "issue",
                "code": makers.KITA,
                "call": self.call.pk,
                "page": self.event.pk,
                "section": "issues",
            },
            addresses={
                "issues/": [
                    "/issues/",
                    f"/issues/?q={title}",
                    f"/issues/?q={finder(state, 'body')}",
                    f"/issues/?q={finder(state, 'effort')}",
                    f"/issues/?q={post.number}",
                    "/issues/?sort=supports&kind=problem&status=open",
                ],
                "issues/new/": ["/issues/new/", *(form.get_absolute_url() for form in self.forms)],
                "issues/map/": ["/issues/map/", "/issues/map/?near=34.7044,135.5119", f"/issues/map/?q={title}"],
                "issues/map/points/": [f"/issues/map/points/?zoom={zoom}" for zoom in (10, 18)],
                "photos/<slug:token>/<str:name>": [
                    f"/photos/{token}/{name}" for name in ("card.webp", "large.webp", "share.jpg", "card.jpg")
                ],
                **{
                    f"issues/<int:number>/efforts/<int:effort>/{verb}/": [
                        f"/issues/{post.number}/efforts/{effort.pk}/{verb}/" for effort in self.efforts(state)
                    ]
                    for verb in ("decline", "flag")  # an empty `confirm` is an answer
                },
                "cms/desk/": [f"/cms/desk/?view={view}&q={words}" for view in views for words in ("", title)],
                "data/issues.csv": [f"/data/issues.csv?q={title}", "/data/issues.csv?header=ja"],
                "feeds/issues.atom": ["/feeds/issues.atom", f"/feeds/issues.atom?q={title}"],
                "cms/desk/export/issues.csv": ["/cms/desk/export/issues.csv?view=all"],
                "appeals/new/": [
                    f"/appeals/new/?issue={post.number}",
                    "/appeals/new/?ban=1",
                    *(f"/appeals/new/?effort={effort.pk}" for effort in self.efforts(state)),
                ],
                "cms/desk/appeals/<int:appeal_id>/": [
                    f"/cms/desk/appeals/{appeal.pk}/" for appeal in self._appeals(state)
                ],
                **_searches(post, state),
                "areas/places/": ["/areas/places/?q=天神橋"],
                "areas/point/": ["/areas/point/?lat=34.7044&lng=135.5119"],
                r"documents/(\d+)/(.*)": ["/documents/1/x"],
                "accounts/oidc/(?P<provider_id>[/]+)/login/": ["/accounts/oidc/x/login/"],
                "accounts/oidc/(?P<provider_id>[/]+)/login/callback/": ["/accounts/oidc/x/login/callback/"],
                r"((?:[\w\-]+/)*)": [
                    page.url for page in Page.objects.live().exclude(depth=1) if page.slug not in OTHER_WARDS
                ],
            },
        )
