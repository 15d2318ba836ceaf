"""What a letter says: from notices to one mail, in the language of who reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.core.text import asked

from .models import Follow, Notice, NoticeSettings
from .reading import Line, lines_of
from .registry import Words, known_news
from .sorts import How, Reason
from .stopping import token_for

LONGEST_SUBJECT = 100  # characters
MOST_LINES = 20  # in a digest
ONE, DIGEST = "notifications/mail/one", "notifications/mail/digest"  # templates
WHY = {
    Reason.MINE: gettext_lazy("あなたの投稿なので、お知らせしています。"),
    Reason.DESK: gettext_lazy("あなたの担当なので、お知らせしています。"),
    Reason.TALK: gettext_lazy("あなたの投稿の話なので、お知らせしています。"),
    Reason.SUPPORT: gettext_lazy("「わたしも」を押したので、お知らせしています。"),
    Reason.FOLLOW: gettext_lazy("見まもっているので、お知らせしています。"),
    Reason.PLACE: gettext_lazy("見まもっている区・種類・場所・検索のことなので、お知らせしています。"),
    Reason.FIT: gettext_lazy("できることを出しているので、月曜の朝に1通だけ送ります。合うものがない週は、送りません。"),
    How.DAILY: gettext_lazy("1日1回のまとめを選んでいるので、お送りしています。"),
    How.WEEKLY: gettext_lazy("週1回のまとめを選んでいるので、お送りしています。"),
}


@dataclass
class Group:
    """What happened to one thing, the latest first."""

    words: Words
    lines: list[Line]


def one(person: Any, own: NoticeSettings, notice: Notice) -> dict[str, Any] | None:
    """The letter that tells one thing at once; None when this person may not see it any more."""
    with translation.override(own.language or settings.LANGUAGE_CODE):
        news = known_news(notice.news)
        words = news.words(notice.data, person) if news else None
        if words is None or words.about in silenced_by(person):
            return None
        about = "-".join(words.about) if words.about else ""
        stop_this = _stop_url(own, about) if about.startswith("issue-") else ""
        context = {"words": words, "person": person, "day": timezone.localdate(notice.at), "stop_this": stop_this}
        template, more = news.letter(notice.data, person, own) if news.letter else (ONE, {})
        name = f"{notice.key}:{person.pk}"
        return _letter(person, own, notice.reason, words.title, template, context | more, name=name)


def digest(person: Any, own: NoticeSettings, how: str, notices: Iterable[Notice], day: str) -> dict[str, Any] | None:
    """The letter that tells all that waited, thing by thing; None when there is nothing left to tell."""
    with translation.override(own.language or settings.LANGUAGE_CODE):
        silenced = silenced_by(person)
        lines = lines_of(list(notices), person)
        lines = [line for line in lines if line.words is not None and line.words.about not in silenced]
        if not lines:
            return None
        shown = lines[:MOST_LINES]
        count = ngettext("お知らせ%(n)d件", "お知らせ%(n)d件", len(lines)) % {"n": len(lines)}
        subject = _("%(what)s：%(title)s") % {"what": count, "title": shown[0].words.title}
        context = {"groups": _grouped(shown), "person": person, "count": count, "more": len(lines) - len(shown)}
        return _letter(person, own, how, subject, DIGEST, context | {"how": how}, name=f"{how}:{day}:{person.pk}")


def silenced_by(person: Any) -> set[tuple[str, str]]:
    return set(Follow.objects.of(person).silenced().values_list("kind", "key"))


def _grouped(lines: list[Line]) -> list[Group]:
    groups: dict[Any, Group] = {}
    for line in lines:
        words = line.words
        key = words.about or words.url
        groups.setdefault(key, Group(words, [])).lines.append(line)
    return list(groups.values())


def _letter(
    person: Any, own: NoticeSettings, list_name: str, subject: str, template: str, context: dict[str, Any], *, name: str
) -> dict[str, Any]:
    stop = _stop_url(own, list_name)
    context |= {
        "base": settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
        "why": WHY.get(list_name, ""),
        "stop": stop,
        "settings_url": _address(reverse("notifications:settings")),
        "list_url": _address(reverse("notifications:list")),
    }
    return {
        "subject": Truncator(asked(subject, limit=400)).chars(LONGEST_SUBJECT),
        "body": render_to_string(f"{template}.txt", context),
        "from_email": settings.DEFAULT_FROM_EMAIL,
        "to": [formataddr(("", person.email))],
        "headers": _headers(list_name, stop, name),
        "html": [render_to_string(f"{template}.html", context)],
    }


def _headers(list_name: str, stop: str, name: str) -> dict[str, str]:
    """What programs want to know: whose list it is, how to leave it with one press (RFC 8058), that nobody wrote it."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    same = salted_hmac("notices.letter", name).hexdigest()[:32]  # sent twice after a crash, it is the same letter
    return {
        "Message-ID": f"<{same}@{host}>",
        "List-Id": f"<{list_name}.notices.{host}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
    }


def _stop_url(own: NoticeSettings, what: str) -> str:
    return _address(reverse("notifications:stop", args=[token_for(own, what)]))


def _address(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
