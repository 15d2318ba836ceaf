"""Who may see a thing: the one door for reads.

| visibility | author | desk of its ward | everyone |
|------------|--------|------------------|----------|
| draft      | yes    | –                | –        |
| pending    | yes    | yes              | –        |
| public     | yes    | yes              | yes      |
| hidden     | yes    | yes              | –        |
| private    | yes    | yes              | –        |
| erased     | –      | –                | –        |

Things that belong to another (a talk, a photo) carry copies of its three columns, written by the owner's action in
the same transaction, so that `visible_to` is one plain query everywhere.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    DRAFT = "draft", _("下書き")
    PENDING = "pending", _("公開まち")
    PUBLIC = "public", _("公開")
    HIDDEN = "hidden", _("非表示")
    PRIVATE = "private", _("あなたと市だけ")
    ERASED = "erased", _("取消し")


DESK_SEES = (Visibility.PENDING, Visibility.PUBLIC, Visibility.HIDDEN, Visibility.PRIVATE)


class AllWards:
    """The desk of the whole city."""

    def __contains__(self, code: str) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


ALL_WARDS = AllWards()


def desk_wards(user: Any) -> "AllWards | frozenset[str]":
    """The wards `user` answers for in this session; empty for everybody who is not on duty at a desk."""
    return getattr(user, "desk_wards", frozenset())


class VisibleQuerySet(models.QuerySet):
    """Rows with the columns of `Visible`."""

    def visible_to(self, user: Any) -> Self:
        """The rows that `user` (a User, an AnonymousUser or None) may see."""
        seen = Q(visibility=Visibility.PUBLIC)
        if user is not None and user.is_authenticated:
            seen |= self._own_of(user) & ~Q(visibility=Visibility.ERASED)
            seen |= self._at_desk_of(user)
        return self.filter(seen)

    def _own_of(self, user: Any) -> Q:
        return Q(author_id=user.pk)

    def at_desk_of(self, user: Any) -> Self:
        """The rows that `user` answers for as city staff in this session."""
        return self.filter(self._at_desk_of(user))

    def _at_desk_of(self, user: Any) -> Q:
        wards = desk_wards(user)
        if wards is ALL_WARDS:
            return Q(visibility__in=DESK_SEES)
        return Q(visibility__in=DESK_SEES, ward_id__in=sorted(wards)) if wards else Q(pk__in=())

    def public(self) -> Self:
        return self.filter(visibility=Visibility.PUBLIC)


class Visible(models.Model):
    """The three columns that decide who sees a row. Subclasses bring `ward` (a key to areas.Ward)."""

    visibility = models.CharField(_("公開範囲"), max_length=8, choices=Visibility, default=Visibility.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("書いた人")
    )
    ward = models.ForeignKey(
        "areas.Ward", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("区")
    )

    objects = VisibleQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC
