"""Things that people have under their own name or in an organisation's: who sees them, and who decides about them."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from community.core.visibility import DESK_SEES, Visibility, VisibleQuerySet

from .models import Membership, Organisation


class OwnedQuerySet(VisibleQuerySet):
    """Rows with the columns of `Visible` and a key `organisation`, empty for what is somebody's own."""

    def visible_to(self, user: Any) -> Self:
        """Also whoever acts for its organisation. One of an organisation that is hidden is nobody else's to see."""
        known = Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation")))
        seen = super().visible_to(user).filter(Q(organisation=None) | known)
        if user is None or not user.is_authenticated:
            return seen
        return self.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=self.owned_by(user).values("pk")))

    def at_desk_of(self, user: Any) -> Self:
        """Those of the officer's wards; of an organisation only while the desk may know of that."""
        known = Q(organisation=None) | Q(organisation__visibility__in=DESK_SEES)
        return super().at_desk_of(user).filter(known)

    def owned_by(self, user: Any) -> Self:
        """Those this person decides about: their own, and those of organisations they act for, none of it erased."""
        if user is None or not user.is_authenticated:
            return self.none()
        mine = Membership.objects.acting().filter(user=user).exclude(organisation__visibility=Visibility.ERASED)
        own = Q(author=user, organisation=None) | Q(organisation__in=mine.values("organisation"))
        return self.filter(own).exclude(visibility=Visibility.ERASED)

    def of_public(self) -> Self:
        """Public ones, and of nobody hidden: what lists for everybody may hold."""
        shown = Q(organisation=None) | Q(organisation__visibility=Visibility.PUBLIC)
        return self.public().filter(shown)
