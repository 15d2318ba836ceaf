"""Whose request it is. The one place that reads what proxies say."""

from collections.abc import Iterable
from typing import Any

FORWARDED = (
    b"x-forwarded-for",
    b"x-forwarded-proto",
    b"x-forwarded-host",
    b"x-forwarded-port",
    b"forwarded",
    b"x-real-ip",
)


def resolve(scope: dict[str, Any], proxies: int) -> dict[str, Any]:
    """The scope with the visitor's own address and scheme, and without the headers that said so.

    With `proxies` of ours in front, the address is the one that the outermost of them saw: that many places from the
    right of X-Forwarded-For, whose lines are one list (RFC 9110, 5.3). With none, the headers are anybody's invention
    and are dropped unread. So are names with an underscore, which CGI could not tell from the real ones.
    """
    given = scope["headers"]
    said = {name: value for name, value in given if name in FORWARDED}
    headers = [(name, value) for name, value in given if name not in FORWARDED and b"_" not in name]
    scope = scope | {"headers": headers}
    if not proxies:
        return scope
    chain = _chain(value for name, value in given if name == b"x-forwarded-for")
    if len(chain) >= proxies:
        scope["client"] = (chain[-proxies], 0)
    if said.get(b"x-forwarded-proto", b"").strip() == b"https":
        scope["scheme"] = "wss" if scope["type"] == "websocket" else "https"
    return scope


def _chain(lines: Iterable[bytes]) -> list[str]:
    """The addresses of all lines, from the first to the last that was added."""
    return [part.strip() for part in b",".join(lines).decode("latin1").split(",") if part.strip()]
