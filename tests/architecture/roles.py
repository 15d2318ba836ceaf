"""Who walks the whole site: some roles in every run, the others in the long one."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest


def also_in_full(*roles: Any) -> list[Any]:
    """Roles for `script/test --full` alone: they meet the same code on every engine, and little that others do not."""
    return [pytest.param(*(role if isinstance(role, tuple) else (role,)), marks=pytest.mark.full) for role in roles]


PARTS = 8
# (role, part): with an eighth of all bad things at every address, each address with others. The long run gives another
# eighth to a resident: what reads a body or a query is the same code everywhere.
WALKS = [("officer", 0), *also_in_full(("author", 4))]


def dealt(things: Iterable[str], addresses: Iterable[str], part: int) -> Iterator[tuple[str, str]]:
    """(address, thing): of all pairs those of one part."""
    things = list(things)
    for nth, address in enumerate(addresses):
        for thing in things[(nth + part) % PARTS :: PARTS]:
            yield address, thing
