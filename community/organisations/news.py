"""What those who act for an organisation are told, and who follows it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.templatetags.components import short_day
from community.notifications.models import Follow
from community.notifications.registry import Followable, NewsType, Recipient, Words
from community.notifications.sorts import Reason

from .models import Membership, Organisation, Verification

State = Verification.State
SAID = {
    "approved": (gettext_lazy("団体のページを公開しました"), gettext_lazy("みんなに見えるようになりました。")),
    "hidden": (gettext_lazy("団体のページが隠されました"), ""),
    "restored": (gettext_lazy("団体のページを、もう一度公開しました"), gettext_lazy("みんなに見えます。")),
}


# ── Whom it concerns ────────────────────────────────────────────────────────────────────────────────────────────
def followers_of(organisation_pk: int) -> Iterator[Recipient]:
    """Who follows a public organisation, for news of packages above; nobody for one that not everybody sees."""
    if not Organisation.objects.public().filter(pk=organisation_pk).exists():
        return iter(())
    return Follow.objects.on("organisation", organisation_pk).recipients(Reason.FOLLOW)


def acting_for(organisation_pk: int) -> list[Recipient]:
    """Owners and managers."""
    acting = Membership.objects.acting().filter(organisation=organisation_pk).order_by("pk")
    return [Recipient(user, Reason.MINE) for user in acting.values_list("user_id", flat=True)]


def _of_organisation(data: dict[str, Any]) -> Iterable[Recipient]:
    return acting_for(data["organisation"])


def _of_verification(data: dict[str, Any]) -> Iterable[Recipient]:
    asked = Verification.objects.filter(pk=data["verification"]).values_list("organisation", flat=True).first()
    return acting_for(asked) if asked else []


# ── How it is said ──────────────────────────────────────────────────────────────────────────────────────────────
def _acted_for(user: Any, number: int) -> Organisation | None:
    """The organisation, while this person acts for it, whatever the desk has decided about it."""
    mine = Organisation.objects.visible_to(user).filter(pk=number)
    return mine.filter(pk__in=Membership.objects.acting().filter(user=user).values("organisation")).first()


def _decided(data: dict[str, Any], user: Any) -> Words | None:
    """What the city said to a request, or that it took its word back."""
    asked = Verification.objects.filter(pk=data["verification"]).exclude(state=State.ASKED).first()
    found = _acted_for(user, asked.organisation_id) if asked else None
    if found is None:
        return None
    name = {"name": found.label}
    if asked.state == State.GRANTED:
        title, line = _("市が「%(name)s」を確認しました") % name, _("%(day)sまで、「市が確認」と出ます。")
        return _words(found, title, line % {"day": _day(asked.until)})
    refused = _("市は「%(name)s」を確認できませんでした") % name
    title = refused if asked.state == State.REFUSED else _("「%(name)s」の市の確認がなくなりました") % name
    return _words(found, title, asked.word)


def _ending(data: dict[str, Any], user: Any) -> Words | None:
    found = _acted_for(user, data["organisation"])
    if found is None or not found.is_verified:
        return None
    title = _("「%(name)s」の市の確認が、もうすぐ終わります") % {"name": found.label}
    line = _("%(day)sまでです。つづけるには、もう一度申しこんでください。") % {"day": _day(found.verified_until)}
    return _words(found, title, line)


def _ended(data: dict[str, Any], user: Any) -> Words | None:
    found = _acted_for(user, data["organisation"])
    if found is None or found.is_verified or found.verified_until is None:
        return None
    title = _("「%(name)s」の市の確認が終わりました") % {"name": found.label}
    return _words(found, title, _("ページの「市が確認」は消えました。もう一度申しこめます。"))


def _words(found: Organisation, title: str, line: str) -> Words:
    url = reverse("organisations:verification", args=[found.pk])
    return Words(title, line, url, official=True, button=_("市の確認を見る"))


def _of_desk(data: dict[str, Any], user: Any) -> Words | None:
    found = _acted_for(user, data["organisation"])
    if found is None or data["act"] not in SAID:
        return None
    title, line = SAID[data["act"]]
    line = _("理由：%(reason)s") % {"reason": found.hidden_reason} if found.hidden_reason else str(line)
    what = _("%(what)s：%(title)s") % {"what": title, "title": found.label}
    return Words(what, line, found.get_absolute_url(), official=True, button=_("団体のページを見る"))


def _day(day: date | None) -> str:
    """A day as plain text, as letters need it."""
    return strip_tags(short_day(day))


def _named(keys: list[str], user: Any) -> dict[str, tuple[str, str]]:
    seen = Organisation.objects.visible_to(user).filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    return {str(one.pk): (one.label, one.get_absolute_url()) for one in seen}


ORGANISATIONS = Followable("organisation", gettext_lazy("団体"), _named)
NEWS = (
    NewsType("organisation.verification", gettext_lazy("市の確認"), _of_verification, _decided, icon="check-circle"),
    NewsType("organisation.ending", gettext_lazy("市の確認の期限"), _of_organisation, _ending, icon="clock"),
    NewsType("organisation.ended", gettext_lazy("市の確認の終わり"), _of_organisation, _ended, icon="clock"),
    NewsType("organisation.desk", gettext_lazy("団体のページ"), _of_organisation, _of_desk, icon="people"),
)
