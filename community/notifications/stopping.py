"""Links in letters that stop them. A link names its owner by a token that opens nothing else, and what it stops."""

from django.core.signing import BadSignature, Signer

from community.core.errors import NotFound

from .models import NoticeSettings
from .sorts import DIGESTS, Reason

SALT = "notices.stop"


def token_for(settings: NoticeSettings, what: str) -> str:
    """For one person: `what` is a reason, a digest (`daily`, `weekly`), or one issue (`issue-1204`)."""
    return Signer(salt=SALT).sign(f"{settings.token}.{what}")


def read(token: str) -> tuple[NoticeSettings | None, str]:
    """Whose link it is (None when that account is gone) and what it stops. Raises NotFound for one of nobody's."""
    try:
        name, _dot, what = Signer(salt=SALT).unsign(token).partition(".")
    except BadSignature as reason:
        raise NotFound from reason
    known = what in Reason.values or what in DIGESTS or what.startswith("issue-")
    if not known:
        raise NotFound
    return NoticeSettings.objects.select_related("user").filter(token=name).first(), what
