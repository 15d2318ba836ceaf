"""The searches that somebody follows, for their own copy."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from django.utils.translation import gettext_lazy as _

from community.core.mydata import Files, Row, forgets, gives
from community.notifications.models import Follow, FollowKind

from .actions import forget_searches
from .models import FollowedSearch

forgets(forget_searches)


@gives("followed_searches", _("見まもっている検索"))
def followed_searches(person: Any, files: Files) -> Iterator[Row]:
    mine = Follow.objects.filter(user=person, kind=FollowKind.SEARCH)
    addresses = dict(FollowedSearch.objects.filter(pk__in=[one.key for one in mine]).values_list("pk", "address"))
    for one in mine:
        yield {"search": dict(parse_qsl(addresses.get(int(one.key), ""))), "how": one.how, "at": one.at}
