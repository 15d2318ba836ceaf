"""Links of the Monday mail: each names its reader, one offer and one issue, and answers nothing by being opened."""

from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, TimestampSigner

from community.core.errors import NotFound
from community.notifications.models import NoticeSettings

SALT = "matching.fit"
GOOD_FOR = timedelta(days=30)


def token_for(own: NoticeSettings, *, resource: int, issue: int) -> str:
    """`own`: the reader's settings, whose token opens nothing else; `issue` by its number."""
    return TimestampSigner(salt=SALT).sign(f"{own.token}.{resource}.{issue}")


def read(token: str) -> tuple[Any, int, int]:
    """Whose link it is, the offer and the issue's number. Raises NotFound for one of nobody's and one that is old."""
    try:
        name, resource, issue = TimestampSigner(salt=SALT).unsign(token, max_age=GOOD_FOR).split(".")
    except BadSignature as reason:
        raise NotFound from reason
    own = NoticeSettings.objects.select_related("user").filter(token=name, user__is_active=True).first()
    if own is None:
        raise NotFound
    return own.user, int(resource), int(issue)
