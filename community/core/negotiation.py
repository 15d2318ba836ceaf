"""What form of an answer is asked for."""

from django.http import HttpRequest


def wants_json(request: HttpRequest) -> bool:
    """Asked by a program, or by a script of ours; browsers that open a page do not say so."""
    return "application/json" in request.headers.get("Accept", "")
