"""Projects and datasets as the ranker sees offers: what could answer an issue beside what people have. Reads only."""

from django.db.models import Prefetch

from community.areas.models import Ward
from community.projects.models import Dataset, Project

from .sides import Offer, Wanted
from .site import entries_for, sure_codes, vectors_of


def projects_for(wanted: Wanted) -> list[Offer]:
    """Projects at work that may answer it; whoever asks sees what everybody sees."""
    working = Project.objects.visible_to(None).listed().working()
    entries = {int(it.key): it for it in entries_for(wanted, "project", working.filter(codes__in=sure_codes(wanted)))}
    vectors = vectors_of(entries.values())
    rows = working.filter(pk__in=entries).select_related("organisation").prefetch_related("codes")
    return [
        Offer(
            id=str(row.pk),
            title=row.title,
            body=f"{row.does}\n{row.body}",
            codes={code.pk: 1.0 for code in row.codes.all()},
            wards=frozenset({row.ward_id} - {None}),
            whole_city=row.ward_id is None,
            owner=f"o{row.organisation_id}" if row.organisation_id else f"u{row.author_id}",
            verified=row.organisation is not None and row.organisation.is_verified,
            words=frozenset(entries[row.pk].words.split()),
            vector=vectors.get(entries[row.pk].vector or 0),
        )
        for row in rows
    ]


def datasets_for(wanted: Wanted) -> list[Offer]:
    """Data with which it could be answered."""
    listed = Dataset.objects.visible_to(None)
    entries = {int(it.key): it for it in entries_for(wanted, "dataset", listed.none())}
    vectors = vectors_of(entries.values())
    rows = listed.filter(pk__in=entries).prefetch_related(Prefetch("wards", Ward.objects.only("pk")))
    found = []
    for row in rows:
        wards = frozenset(ward.pk for ward in row.wards.all())
        found.append(
            Offer(
                id=str(row.pk),
                title=row.title,
                body=row.about,
                wards=wards,
                whole_city=not wards,
                words=frozenset(entries[row.pk].words.split()),
                vector=vectors.get(entries[row.pk].vector or 0),
            )
        )
    return found
