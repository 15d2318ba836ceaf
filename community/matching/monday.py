"""The Monday mail as news: whom it concerns, what it says, its letter; and that a 「できます」 could not be told."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.notifications.registry import NewsType, Recipient, Words
from community.notifications.sorts import Reason

from .fit_links import token_for
from .fitting import best_for, owners, thanks_of_week
from .models import FitAnswer

LETTER = "matching/mail/monday"


def _of_fits(data: dict[str, Any]) -> Iterable[Recipient]:
    """Owners for whom there is something this week, each with what it is."""
    for person in owners():
        fits = [[fit.resource.pk, fit.issue.pk] for fit in best_for(person)]
        if fits:
            yield Recipient(person.pk, Reason.FIT, data={"fits": fits})


def _fits_words(data: dict[str, Any], user: Any) -> Words | None:
    """Of what was found, what still fits; nothing when it was answered or is over."""
    fits = best_for(user, data["fits"])
    if not fits:
        return None
    url = reverse("matches:fit", args=[fits[0].resource.pk, fits[0].issue.number])
    what = {"what": _count(len(fits)), "title": fits[0].issue.title}
    return Words(_("%(what)s：%(title)s") % what, _count(len(fits)), url, button=_("答える"))


def _count(n: int) -> str:
    return ngettext("今週、力になれそうな%(n)d件", "今週、力になれそうな%(n)d件", n) % {"n": n}


def _letter(data: dict[str, Any], user: Any, own: Any) -> tuple[str, dict[str, Any]]:
    fits = best_for(user, data["fits"])
    voices = [fit.resource.organisation for fit in fits if fit.resource.organisation is not None]
    return LETTER, {
        "fits": [(fit, token_for(own, resource=fit.resource.pk, issue=fit.issue.number)) for fit in fits],
        "count": _count(len(fits)),
        "names": list(dict.fromkeys(voice.label for voice in voices)),
        "closing": thanks_of_week(user),
    }


def _of_unsent(data: dict[str, Any]) -> Iterable[Recipient]:
    said = FitAnswer.objects.filter(pk=data["answer"], unsent=True, by__isnull=False).first()
    return [Recipient(said.by_id, Reason.MINE)] if said is not None else []


def _unsent_words(data: dict[str, Any], user: Any) -> Words | None:
    said = FitAnswer.objects.visible_to(user).select_related("issue").filter(pk=data["answer"], unsent=True).first()
    if said is None or not said.issue.is_public:
        return None
    line = _("「%(title)s」には、伝えられませんでした。おわったか、数がたりません。") % {"title": said.issue.title}
    url = reverse("matches:fit", args=[said.resource_id, said.issue.number])
    return Words(_("「できます」は、伝わりませんでした"), line, url)


FIT_NEWS = (
    NewsType("match.fits", gettext_lazy("力になれそうな投稿"), _of_fits, _fits_words, icon="hand", letter=_letter),
    NewsType("match.unsent", gettext_lazy("手の貸し借り"), _of_unsent, _unsent_words, icon="hand"),
)
