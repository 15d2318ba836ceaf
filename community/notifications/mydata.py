"""What somebody follows and was told, for their own copy. All of it goes with the account's row."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core.mydata import Files, Row, gives

from .models import Follow, Notice, NoticeSettings


@gives("follows", _("見まもっているもの"), "notifications.Follow.user")
def follows(person: Any, files: Files) -> Iterator[Row]:
    columns = ("kind", "key", "name", "lat", "lng", "radius", "how", "at")
    yield from Follow.objects.filter(user=person).values(*columns).iterator()


@gives("notices", _("お知らせ"), "notifications.Notice.user")
def notices(person: Any, files: Files) -> Iterator[Row]:
    """What it was about; not who did it."""
    columns = ("news", "reason", "how", "at", "read_at", "mailed_at")
    yield from Notice.objects.filter(user=person).values(*columns).iterator()


@gives("notice_settings", _("知らせ方"), "notifications.NoticeSettings.user")
def notice_settings(person: Any, files: Files) -> Iterator[Row]:
    yield from NoticeSettings.objects.filter(user=person).values("choices", "language", "refused", "refused_at")
