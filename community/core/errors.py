"""The one error tree of the community. Every leaf carries a code for programs, a sentence for people, a status.

CommunityError
├── InvalidInput         400  what was sent cannot be understood
├── NotKnown             401  a program has to say in whose name it asks
├── NotAllowed           403  you may know of it, but not do it
├── NotFound             404  unknown, or not yours to know
├── WrongMethod          405  carries those that are there
├── StaleVersion         409  somebody was faster; carries both texts
├── Gone                 410  it was here and was taken away
├── TooLarge             413
├── WrongForm            415  a program sent something other than JSON
├── TooFast              429  carries seconds to wait
└── Unavailable          503  a helper of ours (disk, decoder, mail) does not answer
"""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


class CommunityError(Exception):
    code = "error"
    status = 500
    sentence: Sentence = _("うまくいきませんでした。少し待って、もう一度お願いします。")
    headers: dict[str, str] = {}

    def __init__(self, sentence: Sentence | None = None) -> None:
        if sentence is not None:
            self.sentence = sentence
        super().__init__(sentence or type(self).sentence)

    def __str__(self) -> str:
        return str(self.sentence)


class InvalidInput(CommunityError):
    code = "invalid"
    status = 400
    sentence = _("送られた内容を読み取れませんでした。もう一度、入力してください。")


class NotKnown(CommunityError):
    code = "login"
    status = 401
    sentence = _("だれとして使うのかが、わかりません。ログインするか、トークンを付けて送ってください。")
    headers = {"WWW-Authenticate": 'Bearer realm="mycomi"'}


class NotAllowed(CommunityError):
    code = "forbidden"
    status = 403
    sentence = _("この操作はできません。")


class NotFound(CommunityError):
    code = "not_found"
    status = 404
    sentence = _("番号がちがうか、まだ公開されていません。")


class WrongMethod(CommunityError):
    code = "method"
    status = 405

    def __init__(self, methods: Iterable[str]) -> None:
        self.headers = {"Allow": ", ".join(methods)}
        super().__init__(_("このアドレスで使えるのは %(methods)s です。") % {"methods": self.headers["Allow"]})


class StaleVersion(CommunityError):
    """`yours` and `theirs` are name → text of what the two people wrote; nothing was overwritten."""

    code = "stale"
    status = 409
    sentence = _("ほかの人が先に変えました。両方を見くらべて、もう一度決めてください。")

    def __init__(self, *, yours: dict[str, Any], theirs: dict[str, Any], version: int) -> None:
        super().__init__()
        self.yours, self.theirs, self.version = yours, theirs, version


class Gone(CommunityError):
    code = "gone"
    status = 410
    sentence = _("写真も本文も残っていません。")


class TooLarge(CommunityError):
    code = "too_large"
    status = 413
    sentence = _("送られたものが大きすぎます。小さくして、もう一度送ってください。")


class WrongForm(CommunityError):
    code = "not_json"
    status = 415
    sentence = _("JSON で送ってください（Content-Type: application/json）。")


class TooFast(CommunityError):
    """`wait` is in whole seconds; `sentence` says it where the reason is a particular one."""

    code = "rate"
    status = 429

    def __init__(self, wait: int, sentence: Sentence = "") -> None:
        self.wait = max(1, wait)
        self.headers = {"Retry-After": str(self.wait)}
        usual = _("少し早すぎるようです。%(wait)d秒あけて、もう一度送ってください。") % {"wait": self.wait}
        super().__init__(sentence or usual)


class Unavailable(CommunityError):
    code = "unavailable"
    status = 503
    sentence = _("いま混みあっています。書いた内容はそのままです。少し待って、もう一度送ってください。")
