"""Every address of the site, found in the URL conf, and how to fill in its parts. A new one cannot be forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Surface:
    """One pattern of the URL conf: its route as Django writes it, and its full name."""

    route: str
    name: str

    @property
    def is_own(self) -> bool:
        """Not one of Wagtail's editing screens."""
        return not self.route.startswith("cms/") or self.route.startswith("cms/desk/")

    def addresses(self, filling: "Filling") -> list[str]:
        """Concrete addresses of this pattern, for one thing that is looked for."""
        if self.route in filling.addresses:
            return filling.addresses[self.route]
        return [_fill(self.route, filling.values)]


@dataclass(frozen=True)
class Filling:
    """Values for the parts of routes, by the part's name; whole addresses for routes that parts cannot make."""

    values: dict[str, Any]
    addresses: dict[str, list[str]]


def all_surfaces() -> list[Surface]:
    """All patterns of the URL conf, Wagtail's and allauth's included."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def own_surfaces() -> list[Surface]:
    """Those that are not Wagtail's editing screens."""
    return [surface for surface in all_surfaces() if surface.is_own]


def wagtail_surfaces() -> list[Surface]:
    """Wagtail's editing screens."""
    return [surface for surface in all_surfaces() if not surface.is_own]


def _walk(patterns: list, route: str, names: str) -> Iterator[Surface]:
    for pattern in patterns:
        here = route + _route_of(pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(
                pattern.url_patterns, here, names + f"{pattern.namespace}:" if pattern.namespace else names
            )
        elif isinstance(pattern, URLPattern):
            yield Surface(here, names + (pattern.name or ""))


def _route_of(pattern: Any) -> str:
    return str(pattern.pattern).replace("^", "").replace("$", "")


def _fill(route: str, values: dict[str, Any]) -> str:
    """`issues/<int:number>/` with number=7 → `/issues/7/`; unknown parts get a valid value of their type."""
    out, rest = "", route
    while "<" in rest:
        before, _mark, after = rest.partition("<")
        part, _mark, rest = after.partition(">")
        kind, _colon, name = part.rpartition(":")
        out += before + str(values.get(name, _example(kind)))
    return "/" + out + rest


def _example(kind: str) -> str:
    return {"int": "1", "slug": "x", "str": "x", "path": "x", "uuid": "00000000-0000-0000-0000-000000000000"}[
        kind or "str"
    ]
