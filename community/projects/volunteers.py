"""How many volunteers could take a role, as one number that tells of nobody. Reads only."""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from community.people.models import VolunteerCard

from .models import Project, Role


def with_volunteers(roles: QuerySet[Role], project: Project) -> QuerySet[Role]:
    """Each role with `code` and `volunteers`: how many can do, or would learn, the first of what it asks for.

    It is the number of one sort of help in one ward, which needs tell too: numbers of several sorts or wards together
    would let somebody work out who is in one and not in the other. Nothing is counted for what is sensitive, for a
    project of the whole city, or for one that only its lead sees, who could ask for every sort and ward in turn.
    """
    if not (project.is_public and project.ward_id):
        return roles.annotate(code=Value(""), volunteers=Value(0))
    links = Role.codes.through.objects.filter(role=OuterRef("pk"), needcode__sensitive=False).order_by("needcode")
    able = VolunteerCard.objects.all().ready().able_or_learning(OuterRef(OuterRef("code"))).order_by()
    count = able.serving(project.ward_id).annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    named = roles.annotate(code=Subquery(links.values("needcode")[:1]))
    return named.annotate(volunteers=Coalesce(Subquery(count, output_field=IntegerField()), 0))
