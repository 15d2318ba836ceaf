"""What followers of a search are told: a post that everybody may see, and that fits."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.issues.models import Issue
from community.issues.news import about_issue, issues_for
from community.notifications.models import Follow, FollowKind
from community.notifications.registry import NewsType, Recipient, Words
from community.notifications.sorts import Reason
from search.registry import source_of

from .followed import fitting, name_of, reader
from .models import FollowedSearch

AT_ONCE = 500
LONGEST_NAME = 20  # letters


def _audience(data: dict[str, Any]) -> Iterator[Recipient]:
    """Who follows a search that the post fits, each once, with the first of their searches; its author knows of it."""
    issue = Issue.objects.listed().filter(pk=data["issue"]).only("number", "author_id").first()
    documents = list(source_of("issue").documents([str(issue.number)])) if issue else []
    if not documents:
        return
    told = {issue.author_id}
    for user_id, how, key in _followers(fitting(documents[0])):
        if user_id not in told:
            told.add(user_id)
            yield Recipient(user_id, Reason.PLACE, how, {"search": int(key)})


def _followers(searches: list[int]) -> Iterator[tuple[int, str, str]]:
    for first in range(0, len(searches), AT_ONCE):
        follows = Follow.objects.on(FollowKind.SEARCH, *searches[first : first + AT_ONCE]).told().order_by("pk")
        yield from follows.values_list("user_id", "how", "key").iterator(chunk_size=AT_ONCE)


def _all_words(datas: list[dict[str, Any]], user: Any) -> list[Words | None]:
    issues = issues_for(user, (data["issue"] for data in datas))
    rows, asked_of = FollowedSearch.objects.in_bulk({data["search"] for data in datas}), reader()
    names = {pk: name_of(asked_of(row.address)) for pk, row in rows.items()}
    return [
        _said(issues[data["issue"]], names.get(data["search"], "")) if data["issue"] in issues else None
        for data in datas
    ]


def _said(issue: Issue, name: str) -> Words:
    line = f"{issue.category.label}　{issue.place}"
    if not name:  # nobody follows it any more
        return about_issue(issue, _("見まもっていた検索に合う投稿"), line)
    name = Truncator(name).chars(LONGEST_NAME)
    return about_issue(issue, _("「%(words)s」の新しい投稿") % {"words": name}, line)


NEWS = (
    NewsType(
        "search.found",
        gettext_lazy("検索に合う新しい投稿"),
        _audience,
        lambda data, user: _all_words([data], user)[0],
        _all_words,
        icon="search",
        after="issue.posted",  # a person hears of a post once: by its ward, or else by a search
    ),
)
