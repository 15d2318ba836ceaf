"""Numbers of people that tell of nobody."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LEAST_TOLD = 3


def in_words(count: int) -> str:
    """「12人」; one or two are 「数人」, none is nothing."""
    if count <= 0:
        return ""
    if count < LEAST_TOLD:
        return _("数人")
    return ngettext("%(n)d人", "%(n)d人", count) % {"n": count}
