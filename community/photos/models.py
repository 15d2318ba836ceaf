from collections.abc import Callable, Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.core.clock import now
from community.core.ids import token
from community.core.visibility import Visible, VisibleQuerySet

from .areas import Area
from .sizes import CARD, LARGE, SHARE, Size

TOKEN = 26
MOST_BEFORE, MOST_NAMED = 20, 40


class State(models.TextChoices):
    WAITING = "waiting", _("大きさを作っています")
    READY = "ready", _("できました")
    FAILED = "failed", _("作れませんでした")


class Looked(models.TextChoices):
    """How the finders stand: for a photo that has no post yet, and for one whose owner has asked."""

    WAITING = "waiting", _("さがしています")
    DONE = "done", _("さがしました")
    FAILED = "failed", _("さがせませんでした")


_doors: list[Callable[[Any], Any]] = []


def register_door(door: Callable[[Any], Any]) -> None:
    """A package above knows of photos that more people than their author and the desk may see: `door(user)` gives the
    keys of those that somebody who is logged in may see by it."""
    _doors.append(door)


class PhotoQuerySet(VisibleQuerySet):
    """Photos, behind a door of their own: a test opens it and looks whether anything leaks."""

    def visible_to(self, user: Any) -> Self:
        seen = super().visible_to(user)
        if user is None or not user.is_authenticated:
            return seen
        for door in _doors:
            seen |= self.filter(pk__in=door(user))
        return seen

    def drafts_of(self, author: Any, holder: str = "") -> Self:
        """What this person, or this browser without an account, has taken in and not posted."""
        own = Q(author=author) if author is not None else Q(pk__in=())
        if holder:
            own |= Q(author=None, holder=holder)
        return self.filter(own).exclude(draft_key="")

    def named(self, tokens: Iterable[str]) -> Self:
        """Those with these addresses, also where one has got another since: a form may not know of it yet."""
        whole = [name for name in tokens if len(name) == TOKEN][:MOST_NAMED]
        wanted = Q(token__in=whole)
        for name in whole:
            wanted |= Q(was__contains=name)
        return self.filter(wanted)


class Photo(Visible):
    """A picture. Before it has a post its owner is the draft's key; afterwards it copies its post's visibility.

    Without an author it belongs to the browser (`core.holding`) that holds the draft.

    `token` is its address; a takedown gives it another, and so does hiding something in it. `was` are the addresses
    that a draft had before, the latest first: no file has them. `width` and `height` are the upright original's.
    """

    token = models.CharField(max_length=TOKEN, unique=True, default=token)
    was = models.CharField(max_length=MOST_BEFORE * (TOKEN + 1), blank=True, default="")
    draft_key = models.CharField(max_length=64, blank=True, db_index=True)
    holder = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    looked = models.CharField(max_length=8, choices=Looked, default=Looked.DONE)
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
    def names(self) -> list[str]:
        """Its address, and those it had while it was a draft."""
        return [self.token, *filter(None, self.was.split(","))]

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


class PrivateArea(models.Model):
    """A box that may show a face or a plate, in shares of the picture's sides: suggested, never applied by itself. It
    goes when the photo is given to a post – whose author may ask anew –, when something in it is hidden, and with it.
    """

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="areas")
    left = models.FloatField()
    top = models.FloatField()
    width = models.FloatField()
    height = models.FloatField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(left__gte=0, left__lte=1, top__gte=0, top__lte=1, width__gt=0, width__lte=1)
                & Q(height__gt=0, height__lte=1),
                name="photo_area_inside",
            )
        ]

    def __str__(self) -> str:
        return f"{self.left:.2f},{self.top:.2f}"

    @property
    def area(self) -> Area:
        return Area(self.left, self.top, self.width, self.height)
