from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from wagtail.models import Page

from community.core.bilingual import open_to_all
from community.core.errors import NotFound
from community.core.visibility import ALL_WARDS, Visibility, desk_wards
from community.organisations.owned import OwnedQuerySet


class CallQuerySet(models.QuerySet):
    def with_taken(self) -> Self:
        """`taken`: how many have joined."""
        return self.annotate(taken=Count("answers", filter=Q(answers__state="joined")))

    def open(self, at: datetime) -> Self:
        return self.filter(Q(closes_at=None) | Q(closes_at__gt=at))

    def visible_to(self, user: Any) -> Self:
        """Calls of themes and events whose page everybody may open; whoever `user` is, that is all there is to see."""
        pages = open_to_all(Page.objects).values("pk")
        return self.filter(Q(event__in=pages) | Q(board__page__in=pages))


class CallAnswerQuerySet(models.QuerySet):
    def at_desk_of(self, user: Any) -> Self:
        """Answers to the calls that `user` looks after: an editor all, an officer those of their wards."""
        wards = desk_wards(user)
        if user.has_perm("projects.change_call") or wards is ALL_WARDS:
            return self
        return self.filter(call__ward_id__in=sorted(wards)) if wards else self.none()


class ChallengeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of events whose page everybody may open, while one of their issues is public.

        Its title may repeat an issue's: with the last of them it goes too. Whoever `user` is, there is no more to see.
        """
        links = self.model.issues.through.objects.filter(issue__visibility=Visibility.PUBLIC)
        return self.filter(event__in=open_to_all(Page.objects).values("pk"), pk__in=links.values("challenge"))


class DatasetQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """What the list holds; whoever `user` is, that is all there is to see."""
        return self.filter(listed=True)

    def of_ward(self, ward: str) -> Self:
        """Of that ward (its code) or of the whole city."""
        return self.filter(Q(wards=ward) | Q(wards=None)).distinct()


class ProjectQuerySet(OwnedQuerySet):
    def of(self, user: Any, number: int) -> Any:
        """One project with what its page needs. Raises NotFound."""
        found = self.visible_to(user).with_card().select_related("thread", "event", "challenge").filter(pk=number)
        project = found.first()
        if project is None:
            raise NotFound
        return project

    def listed(self) -> Self:
        """What lists for everybody hold: public, and of nobody hidden."""
        return self.of_public()

    def with_card(self) -> Self:
        """With all that a card needs, without the shapes of wards. `joined`: how many beside the lead."""
        joined = Count("members", filter=Q(members__state="joined"), distinct=True)
        wanted = Count("roles", filter=Q(roles__open=True), distinct=True)
        rows = self.select_related("organisation", "author", "ward", "cover").defer("ward__shape", "ward__outline")
        return rows.annotate(joined=joined, wanted=wanted)

    def joined_by(self, user: Any) -> Self:
        return self.filter(members__person=user, members__state="joined")

    def of_team(self, user: Any) -> Self:
        """Those whose team this person belongs to, leading ones included."""
        if user is None or not user.is_authenticated:
            return self.none()
        owned, joined = self.model.objects.owned_by(user), self.model.objects.joined_by(user)
        return self.filter(Q(pk__in=owned.values("pk")) | Q(pk__in=joined.values("pk")))

    def looking(self) -> Self:
        """Those at work that look for somebody."""
        return self.filter(Exists(self.model.roles.rel.related_model.objects.filter(project=OuterRef("pk"), open=True)))

    def working(self) -> Self:
        """Those that do not rest."""
        return self.exclude(stage="resting")

    def with_code(self, slug: str) -> Self:
        """Those that say this code of themselves, or of somebody they look for."""
        carried = self.model.codes.through.objects.filter(project=OuterRef("pk"), needcode=slug)
        roles = self.model.roles.rel.related_model.objects.filter(project=OuterRef("pk"), open=True, codes=slug)
        return self.filter(Q(Exists(carried)) | Q(Exists(roles)))

    def answering(self, issue: Any) -> Self:
        return self.filter(links__issue=issue)

    def newest(self) -> Self:
        return self.order_by("-pk")


class RoleQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of projects that `user` may see."""
        from .models import Project

        return self.filter(project__in=Project.objects.visible_to(user).values("pk"))

    def wanted(self) -> Self:
        """Those that a project still looks for."""
        return self.filter(open=True)


class MemberQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who has joined a project that `user` may see; who asked is known to who leads it and to themselves."""
        from .models import Project

        seen = Q(state="joined", project__in=Project.objects.visible_to(user).values("pk"))
        if user is None or not user.is_authenticated:
            return self.filter(seen)
        led = Project.objects.owned_by(user).values("pk")
        return self.filter(seen | Q(project__in=led) | Q(person=user))

    def joined(self) -> Self:
        return self.filter(state="joined").select_related("person", "role")

    def waiting(self) -> Self:
        return self.filter(state="asked").select_related("person", "role")
