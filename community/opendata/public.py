"""What programs are given: the posts of an address's filters that everybody may see, and nobody's name."""

from dataclasses import replace
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict

from community.areas.reference import wards
from community.issues.filters import FIRST_PAGE, Filters
from community.issues.models import Issue
from community.issues.querysets import MOST_COUNTED, IssueQuerySet
from community.taxonomy.reference import categories


class Wanted:
    """What an address asks for, and its posts. Whoever asks gets what a stranger would get."""

    def __init__(self, query: QueryDict) -> None:
        self.wards, self.categories = wards(), categories()
        filters = Filters.read(query, wards=self.wards, categories=self.categories)
        self.filters = replace(filters, sort="new", **FIRST_PAGE)
        self.issues, self.is_whole = self._posts(Issue.objects.visible_to(None).listed(), AnonymousUser())

    def _posts(self, board: IssueQuerySet, nobody: AnonymousUser) -> tuple[IssueQuerySet, bool]:
        """The posts, and whether they may be as many as the board has.

        Found by the cells of the map only where they are few: sorting many anew for each batch would cost their square.
        """
        is_whole = not (self.filters.facets or self.filters.q)
        if not self.filters.regions:
            return self.filters.apply(board, user=nobody), is_whole
        fitting = self.filters.apply(board, user=nobody).order_by()
        few = list(fitting.values_list("number", flat=True)[: MOST_COUNTED + 1])
        if len(few) <= MOST_COUNTED:
            return board.filter(number__in=few), False
        return self.filters.apply(board, user=nobody, walk=True), is_whole

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
