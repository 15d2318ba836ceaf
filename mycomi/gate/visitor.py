"""Whose request it is. The one place that reads what proxies say."""

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
    right of X-Forwarded-For. With none, the headers are anybody's invention and are dropped unread. So are names with
    an underscore, which CGI could not tell from the real ones.
    """
    said = {name: value for name, value in scope["headers"] if name in FORWARDED}
    headers = [(name, value) for name, value in scope["headers"] if name not in FORWARDED and b"_" not in name]
    scope = scope | {"headers": headers}
    if not proxies:
        return scope
    chain = [part.strip() for part in said.get(b"x-forwarded-for", b"").decode("latin1").split(",") if part.strip()]
    if len(chain) >= proxies:
        scope["client"] = (chain[-proxies], 0)
    if said.get(b"x-forwarded-proto", b"").strip() == b"https":
        scope["scheme"] = "wss" if scope["type"] == "websocket" else "https"
    return scope
