"""What programs are given: the posts of an address's filters that everybody may see, and nobody's name."""

from dataclasses import replace
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict

from community.areas.reference import wards
from community.issues.filters import FIRST_PAGE, Filters
from community.issues.models import Issue
from community.issues.querysets import IssueQuerySet
from community.taxonomy.reference import categories


class Wanted:
    """What an address asks for, and its posts. Whoever asks gets what a stranger would get."""

    def __init__(self, query: QueryDict) -> None:
        self.wards, self.categories = wards(), categories()
        filters = Filters.read(query, wards=self.wards, categories=self.categories)
        self.filters = replace(filters, sort="new", **FIRST_PAGE)
        nobody = AnonymousUser()
        self.issues: IssueQuerySet = self.filters.apply(Issue.objects.visible_to(nobody).listed(), user=nobody)

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        return cls(request.GET)

    @property
    def query(self) -> str:
        """The filters as a query string, in one order and without what means nothing; empty for all posts."""
        query = self.filters.address()
        return query if query != "?" else ""


def site_of(request: HttpRequest) -> str:
    """What stands before a path of this site: `https://example.jp`."""
    return f"{request.scheme}://{request.get_host()}"
