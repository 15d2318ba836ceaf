"""Posts as search sees them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from community.core.visibility import Visibility
from search import Document, SearchSource

from .models import Issue, Note

UNSEARCHED = (Visibility.DRAFT, Visibility.ERASED)


class IssueSource(SearchSource):
    kind = "issue"

    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        issues = Issue.objects.filter(number__in=_numbers(keys)).exclude(visibility__in=UNSEARCHED)
        return [
            _document(issue)
            for issue in issues.select_related("ward", "category").defer("ward__shape", "ward__outline")
        ]

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        numbers = Issue.objects.visible_to(user).filter(number__in=_numbers(keys)).values_list("number", flat=True)
        return {str(number) for number in numbers}

    def all_keys(self) -> Iterable[str]:
        numbers = Issue.objects.exclude(visibility__in=UNSEARCHED).exclude(number=None).order_by("number")
        return (str(number) for number in numbers.values_list("number", flat=True).iterator())


def _numbers(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys]


def _document(issue: Issue) -> Document:
    place = " ".join((issue.ward.kana, issue.place, issue.category.name))  # nothing that the page does not show
    return Document(
        kind="issue",
        key=str(issue.number),
        title=issue.title,
        body=f"{issue.body}\n{place}",
        at=issue.posted_at,
        ward=issue.ward_id,
        category=issue.category_id,
        status=issue.status,
        lat=issue.shown_lat,
        lng=issue.shown_lng,
        public=issue.visibility == Visibility.PUBLIC,
    )


class CaseSource(SearchSource):
    """A post with where it stands exactly, when its page says less than that: for the desk of the ward alone."""

    kind = "case"
    follows = "issue"

    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        issues = Issue.objects.filter(number__in=_numbers(keys)).exclude(visibility__in=UNSEARCHED)
        issues = issues.exclude(address="").select_related("ward", "category").defer("ward__shape", "ward__outline")
        posts = [(issue, _document(issue)) for issue in issues if issue.address not in issue.place]
        return [
            replace(post, kind="case", body=f"{post.body} {issue.address} {issue.town}", public=False)
            for issue, post in posts
        ]

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        seen = Issue.objects.at_desk_of(user).filter(number__in=_numbers(keys)).values_list("number", flat=True)
        return {str(number) for number in seen}

    def all_keys(self) -> Iterable[str]:
        numbers = Issue.objects.exclude(number=None).exclude(address="").order_by("number")
        return (str(number) for number in numbers.values_list("number", flat=True).iterator())


class NoteSource(SearchSource):
    """What officers tell each other: for the desk of the ward alone."""

    kind = "note"

    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        notes = Note.objects.filter(pk__in=_numbers(keys)).exclude(issue__visibility__in=UNSEARCHED)
        return [
            Document(
                kind="note",
                key=str(note.pk),
                title="",
                body=note.body,
                at=note.at,
                ward=note.issue.ward_id,
                category=note.issue.category_id,
                public=False,
            )
            for note in notes.select_related("issue")
        ]

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        seen = Note.objects.filter(pk__in=_numbers(keys), issue__in=Issue.objects.at_desk_of(user))
        return {str(key) for key in seen.values_list("pk", flat=True)}

    def all_keys(self) -> Iterable[str]:
        return (str(key) for key in Note.objects.order_by("pk").values_list("pk", flat=True).iterator())
