"""Writing in an organisation's name: among which one chooses, and whether one may."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.errors import InvalidInput, NotAllowed
from community.core.text import asked_number

from .models import Organisation


def voices_of(user: Any) -> list[Organisation]:
    """Those in whose name this person may write now; one query for people, none for strangers."""
    if user is None or not user.is_authenticated:
        return []
    return list(Organisation.objects.acted_for_by(user).order_by("name"))


def voice_of(user: Any, number: Any) -> Organisation | None:
    """The organisation of this number, as a form or a frame sends it; None for no number: oneself.

    Raises InvalidInput for what is no number, NotAllowed when this person may not write in its name.
    """
    if number is None or number == "":
        return None
    known = asked_number(str(number)) if not isinstance(number, bool) else None
    if known is None:
        raise InvalidInput
    found = Organisation.objects.acted_for_by(user).filter(pk=known).first()
    if found is None:
        raise NotAllowed(REFUSED)
    return found


def refuse_other_voices(user: Any, organisation: Organisation | None) -> None:
    """Raises NotAllowed when this person does not act for it now. One query; none for oneself."""
    if organisation is None:
        return
    if not Organisation.objects.acted_for_by(user).filter(pk=organisation.pk).exists():
        raise NotAllowed(REFUSED)


class VoiceField(forms.TypedChoiceField):
    """「だれとして書きますか」: oneself, or an organisation that one acts for. `cleaned_data` holds it, or None."""

    def __init__(self, **kwargs: Any) -> None:
        given = {"label": gettext_lazy("だれとして書きますか"), "required": False, "empty_value": None}
        wrong = {"invalid_choice": REFUSED}
        super().__init__(**given | {"error_messages": wrong} | kwargs)

    def of(self, user: Any) -> bool:
        """Offer what this person may choose; False when there is nothing to choose."""
        known = {str(one.pk): one for one in voices_of(user)}
        own = _("%(name)s（自分）") % {"name": user.shown_name}
        self.choices = [("", own), *((number, one.label) for number, one in known.items())]
        self.coerce = known.get
        return bool(known)


REFUSED = gettext_lazy("この団体の名前では、いま書けません。もう一度えらんでください。")
