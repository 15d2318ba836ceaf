"""People at a real site, over HTTP: they open pages, find the form's hidden fields there, and send it."""

import re
from typing import Any

import requests

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')


class Visitor:
    def __init__(self, site: Any) -> None:
        self.site = site
        self.session = requests.Session()

    def open(self, path: str, **extra: Any) -> requests.Response:
        return self.session.get(self.site.url + path, timeout=30, allow_redirects=False, **extra)

    def send(self, path: str, fields: dict[str, Any], *, page: str = "", files: Any = None) -> requests.Response:
        """Fill in the form of `page` (or of the address itself) and send it."""
        hidden = hidden_fields(self.open(page or path).text)
        given = {"csrfmiddlewaretoken": hidden.get("csrfmiddlewaretoken", "")} | fields
        return self.session.post(self.site.url + path, data=given, files=files, timeout=60, allow_redirects=False)

    def log_in(self, account: dict[str, Any]) -> "Visitor":
        """With the password, and with a second factor where the account has one."""
        answer = self.send("/accounts/login/", {"login": account["email"], "password": account["password"]})
        assert answer.status_code == 302, answer.text
        if account["totp_secret"]:
            code = self.site.code(account)
            answer = self.send("/accounts/2fa/authenticate/", {"code": code})
            assert answer.status_code == 302, answer.text
        return self


def hidden_fields(page: str) -> dict[str, str]:
    """name → value of the hidden inputs of a page; the first of each name."""
    found: dict[str, str] = {}
    for tag in HIDDEN.findall(page):
        attributes = dict(ATTRIBUTE.findall(tag))
        found.setdefault(attributes.get("name", ""), attributes.get("value", ""))
    return found
