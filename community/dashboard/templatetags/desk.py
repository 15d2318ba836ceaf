"""Addresses of the desk's own pages."""

from urllib.parse import urlencode

from django import template

register = template.Library()


@register.simple_tag
def query_with(query: str, name: str, value: object) -> str:
    """A query string (with its question mark, or empty) with one more part."""
    return f"{query}{'&' if query else '?'}{urlencode({name: value})}"
