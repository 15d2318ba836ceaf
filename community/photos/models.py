from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.core.clock import now
from community.core.ids import token
from community.core.visibility import Visible, VisibleQuerySet

from .sizes import CARD, LARGE, SHARE, Size


class State(models.TextChoices):
    WAITING = "waiting", _("大きさを作っています")
    READY = "ready", _("できました")
    FAILED = "failed", _("作れませんでした")


class PhotoQuerySet(VisibleQuerySet):
    """Photos, behind a door of their own: a test opens it and looks whether anything leaks."""

    def drafts_of(self, author: Any, holder: str = "") -> Self:
        """What this person, or this browser without an account, has taken in and not posted."""
        own = Q(author=author) if author is not None else Q(pk__in=())
        if holder:
            own |= Q(author=None, holder=holder)
        return self.filter(own).exclude(draft_key="")


class Photo(Visible):
    """A picture. Before it has a post its owner is the draft's key; afterwards it copies its post's visibility.

    Without an author it belongs to the browser (`core.holding`) that holds the draft.

    `token` is its address; a takedown gives it another. `width` and `height` are the upright original's, in pixels.
    """

    token = models.CharField(max_length=26, unique=True, default=token)
    draft_key = models.CharField(max_length=64, blank=True, db_index=True)
    holder = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(_("写っているもの"), max_length=200, blank=True)
    alt_en = models.CharField(_("写っているもの（英語）"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = PhotoQuerySet.as_manager()
    place: tuple[float, float] | None = None  # no column: known only to whoever has just taken the photo in

    class Meta:
        verbose_name = _("写真")
        verbose_name_plural = _("写真")
        ordering = ("id",)
        indexes = [models.Index(fields=["holder"], condition=~Q(holder=""), name="photo_held")]

    def __str__(self) -> str:
        return self.alt or self.token

    @property
    def card_url(self) -> str:
        return self._url(CARD)

    @property
    def large_url(self) -> str:
        return self._url(LARGE)

    @property
    def share_url(self) -> str:
        return self._url(SHARE)

    def _url(self, size: Size) -> str:
        return reverse("photo", args=[self.token, size.file_name])
