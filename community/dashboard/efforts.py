"""Reports of work at the desk: which of them wait, and the verbs of each as forms."""

from collections import defaultdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.core.ids import token
from community.core.visibility import Visibility
from community.efforts.models import LONGEST_WORD, Effort, State
from community.efforts.querysets import EffortQuerySet
from community.issues.models import Issue
from community.moderation.models import Flag

from .forms import ReasonForm, VerbForm


class EffortForm(VerbForm):
    effort = forms.IntegerField(widget=forms.HiddenInput)


class WordForm(EffortForm):
    word = forms.CharField(label=_("ひとこと"), required=False, max_length=LONGEST_WORD)


class NotYetForm(EffortForm):
    word = forms.CharField(
        label=_("まだのところ"),
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("まだのところを、ひとこと書いてください。報告した人に見えます。")},
    )


class WhyForm(EffortForm, ReasonForm):
    pass


FORMS = {
    "approve": EffortForm,
    "confirm": WordForm,
    "decline": NotYetForm,
    "hide": WhyForm,
    "show": WhyForm,
    "ok": EffortForm,
}


def to_look_at(user: Any) -> EffortQuerySet:
    """Reports of the wards of `user` that wait to be read, that nobody has confirmed, or that were flagged."""
    flagged = Flag.objects.open().filter(kind="effort").values("number")
    mine = Effort.objects.at_desk_of(user)
    return mine.for_desk() | mine.filter(pk__in=flagged)


def efforts_of(issue: Issue, user: Any, bound: dict[str, Any]) -> list[Effort]:
    """All reports on an issue, each with its open flags and a form for every verb that it takes now."""
    efforts = list(Effort.objects.visible_to(user).of_issue(issue).with_words().order_by("-pk"))
    flags = _flags(efforts)
    for effort in efforts:
        effort.flags = flags[effort.pk]
        effort.verbs = {verb: _form(issue, effort, verb, bound.get(f"effort-{verb}")) for verb in _verbs(effort)}
    return efforts


def _verbs(effort: Effort) -> list[str]:
    if effort.state == State.HIDDEN:
        return ["show"]
    verbs = ["approve"] if effort.held else []
    if effort.state == State.WAITING:
        verbs += ["confirm", "decline"]
    elif effort.state == State.DECLINED:
        verbs += ["confirm"]
    verbs += ["ok"] if effort.flags else []
    return [*verbs, "hide"] if effort.visibility in (Visibility.PUBLIC, Visibility.PENDING) else verbs


def _form(issue: Issue, effort: Effort, verb: str, bound: forms.Form | None) -> forms.Form:
    """Every form has its own key; one that could not be used is shown again with what was typed."""
    if bound is not None and bound.data.get("effort") == str(effort.pk):
        return bound
    initial = {"version": issue.version, "key": token(), "effort": effort.pk}
    return FORMS[verb](initial=initial, auto_id=f"id_{token(4)}_%s")


def _flags(efforts: list[Effort]) -> dict[int, list[Flag]]:
    found: dict[int, list[Flag]] = defaultdict(list)
    numbers = [effort.pk for effort in efforts]
    for flag in Flag.objects.open().filter(kind="effort", number__in=numbers).select_related("reporter"):
        found[flag.number].append(flag)
    return found
