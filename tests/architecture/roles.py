"""Who walks the whole site: some roles in every run, the others in the long one."""

from typing import Any

import pytest


def also_in_full(*roles: str) -> list[Any]:
    """Roles for `script/test --full` alone: they meet the same code on every engine, and little that others do not."""
    return [pytest.param(role, marks=pytest.mark.full) for role in roles]
