"""What people are told about offers: whom it concerns, and how it is said."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.visibility import Visibility
from community.discussion.models import Message
from community.discussion.news import answered, heading
from community.notifications.models import Follow
from community.notifications.registry import Followable, NewsType, Recipient, Words
from community.notifications.sorts import Reason
from community.organisations.models import Membership

from .describing import reach_in_words
from .models import Resource, State

LINE = 80  # characters of somebody's words


# ── Whom it concerns ────────────────────────────────────────────────────────────────────────────────────────────
def owners_of(resource: Resource) -> list[int]:
    """Who decides about it: the person who offered it, or all who act for its organisation."""
    if resource.organisation_id is None:
        return [resource.author_id] if resource.author_id else []
    acting = Membership.objects.acting().filter(organisation=resource.organisation_id)
    return list(acting.order_by("pk").values_list("user_id", flat=True))


def _owners(data: dict[str, Any]) -> list[Recipient]:
    resource = _known(data)
    return [Recipient(user_id, Reason.MINE) for user_id in owners_of(resource)] if resource else []


def _followers(data: dict[str, Any]) -> Iterable[Recipient]:
    """Who follows the thing itself; its owners know."""
    resource = Resource.objects.visible_to(None).filter(pk=data["resource"]).first()
    if resource is None:
        return []
    owners = set(owners_of(resource))
    people = Follow.objects.on("resource", resource.pk).recipients()
    return (person for person in people if person.user_id not in owners)


def _of_offer(data: dict[str, Any]) -> Iterator[Recipient]:
    """Who follows the organisation that offers it."""
    resource = Resource.objects.visible_to(None).filter(pk=data["resource"]).first()
    if resource is None or resource.organisation_id is None:
        return
    owners = set(owners_of(resource))
    for person in Follow.objects.on("organisation", resource.organisation_id).recipients():
        if person.user_id not in owners:
            yield person


def _of_message(data: dict[str, Any]) -> list[Recipient]:
    """Its owners, whom it answers, and followers."""
    message = Message.objects.shown().select_related("reply_to").filter(pk=data["message"]).first()
    resource = Resource.objects.filter(thread=data["thread"]).exclude(visibility=Visibility.ERASED).first()
    if message is None or resource is None:
        return []
    owners = [Recipient(user_id, Reason.TALK) for user_id in owners_of(resource)]
    silent = set(Follow.objects.on("resource", resource.pk).silenced().values_list("user_id", flat=True))
    replied = answered(message, "resource", resource.pk) if resource.is_public else []
    people = [*owners, *replied, *_followers({"resource": resource.pk})]
    return [person for person in people if person.user_id not in silent]


def _known(data: dict[str, Any]) -> Resource | None:
    return Resource.objects.filter(pk=data["resource"]).exclude(visibility=Visibility.ERASED).first()


# ── How it is said ──────────────────────────────────────────────────────────────────────────────────────────────
Say = Callable[[Resource], Words | None]


def _words(say: Say) -> Callable[[list[dict[str, Any]], Any], list[Words | None]]:
    """Of many at once, in their order: nothing of what this person may not see."""

    def all_words(datas: list[dict[str, Any]], user: Any) -> list[Words | None]:
        seen = Resource.objects.visible_to(user).with_card().in_bulk({data["resource"] for data in datas})
        return [say(seen[data["resource"]]) if data["resource"] in seen else None for data in datas]

    return all_words


def _about(resource: Resource, title: str, line: str, **more: Any) -> Words:
    given = {"url": resource.get_absolute_url(), "button": _("見てみる")} | more
    return Words(
        title=_("%(what)s：%(title)s") % {"what": title, "title": resource.label},
        line=line,
        about=("resource", str(resource.pk)),
        thing=resource.label,
        place=reach_in_words(resource),
        **given,
    )


def _offered(resource: Resource) -> Words:
    name = resource.organisation.label if resource.organisation else _("どなたか")
    title = _("%(name)sから、新しい力") % {"name": Truncator(name).chars(14)}
    return _about(resource, title, f"{resource.get_kind_display()}　{reach_in_words(resource)}")


def _approved(resource: Resource) -> Words | None:
    if not resource.is_public:
        return None
    return _about(resource, _("公開しました"), _("みんなに見えるようになりました。お願いが来たら、知らせます。"))


def _turned(resource: Resource) -> Words:
    lines = {
        State.OFFERED: _("また受け付けています。"),
        State.RESTING: _("お休みに入りました。"),
        State.ENDED: _("おわりました。"),
    }
    return _about(resource, resource.get_state_display(), lines[State(resource.state)])


def _asked(resource: Resource) -> Words | None:
    """Said until it is answered."""
    if resource.asked_at is None or resource.state != State.OFFERED:
        return None
    line = _("60日のあいだ、確認がありません。「まだできます」か「休む」を押してください。")
    return _about(resource, _("まだできますか"), line, url=_confirm(resource), button=_("こたえる"))


def _rested(resource: Resource) -> Words | None:
    if resource.state != State.RESTING:
        return None
    line = _("返事がなかったので、お休みにしました。ひと押しで、また受け付けられます。")
    return _about(resource, _("お休みにしました"), line, url=_confirm(resource), button=_("また始める"))


def _confirm(resource: Resource) -> str:
    return reverse("resources:confirm", args=[resource.pk])


def _all_messages(datas: list[dict[str, Any]], user: Any) -> list[Words | None]:
    threads = {data["thread"] for data in datas}
    seen = Resource.objects.visible_to(user).with_card().filter(thread__in=threads)
    resources = {resource.thread_id: resource for resource in seen}
    messages = Message.objects.shown().select_related("author", "organisation", "reply_to")
    messages = messages.in_bulk({data["message"] for data in datas})
    pairs = [(resources.get(data["thread"]), messages.get(data["message"])) for data in datas]
    return [_written(resource, said, user) if resource and said else None for resource, said in pairs]


def _written(resource: Resource, said: Message, user: Any) -> Words:
    title = heading(said, who_said(said), user)
    line = Truncator(" ".join(said.body.split())).chars(LINE) or said.first_line
    return _about(resource, title, line, url=f"{resource.get_absolute_url()}#talk", button=_("話を見る"))


def who_said(said: Message) -> str:
    """The name under which it was said, never the one behind it."""
    if said.official:
        return said.office_name
    if said.organisation_id is not None:
        return said.organisation.label if said.organisation.is_public else _("非公開の団体")
    return _("%(name)sさん") % {"name": said.author.shown_name if said.author else _("退会した人")}


def _sort(name: str, label: Any, audience: Any, all_words: Any, icon: str = "box", bundle: str = "") -> NewsType:
    return NewsType(name, label, audience, lambda data, user: all_words([data], user)[0], all_words, icon, bundle)


NEWS = (
    _sort("resource.offered", gettext_lazy("団体の新しい力"), _of_offer, _words(_offered)),
    _sort("resource.approved", gettext_lazy("出したものの公開"), _owners, _words(_approved), "check-circle"),
    _sort("resource.turned", gettext_lazy("力になるものの様子"), _followers, _words(_turned)),
    _sort("resource.asked", gettext_lazy("まだできるかの確認"), _owners, _words(_asked), "question"),
    _sort("resource.rested", gettext_lazy("出したもののお休み"), _owners, _words(_rested), "clock"),
    _sort("resource.message", gettext_lazy("力になるものの話"), _of_message, _all_messages, "chat", "thread"),
)


def _named(keys: list[str], user: Any) -> dict[str, tuple[str, str]]:
    numbers = [int(key) for key in keys if key.isdecimal()]
    seen = Resource.objects.visible_to(user).filter(pk__in=numbers)
    return {str(resource.pk): (resource.label, resource.get_absolute_url()) for resource in seen}


RESOURCES = Followable("resource", gettext_lazy("力になるもの"), _named)
