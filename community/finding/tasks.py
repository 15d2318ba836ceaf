import time
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from community.core.clock import now
from community.core.jobs import daily, every
from community.notifications.models import Follow, FollowKind
from search import outbox, reconciling, tally
from search.analysis.site import analyzer
from search.engines import database
from search.errors import EngineAway
from search.meaning import upkeep

from . import actions
from .models import FollowedSearch

ENOUGH = 5.0  # seconds a run: other work of the worker waits no longer
AT_ONCE = 200


@every(minutes=10)
def renew_index() -> None:
    """After a change of the thesaurus everything is put into the index anew, by the worker, little by little."""
    outbox.renew()


@daily("03:30")
def tidy_search() -> None:
    """How often words occur is counted anew; vectors that nothing has any more go."""
    database().recount()
    upkeep.tidy()
    tally.forget_old()


@daily("04:10")
def reconcile_search() -> None:
    """What the index or the search server says wrongly, whatever the reason, is carried over anew."""
    outbox.note_entries(reconciling.wrong_entries())
    if settings.ELASTICSEARCH_URL:
        for work in (reconciling.tidy_server, lambda: outbox.note_documents(reconciling.wrong_documents())):
            with suppress(EngineAway):  # the log says so; tomorrow is another day
                work()


@every(minutes=1)
def renew_followed() -> None:
    """After a change of the thesaurus followed searches are understood anew, for a few seconds each minute."""
    begun = time.monotonic()
    while time.monotonic() - begun < ENOUGH:
        with transaction.atomic():
            stale = FollowedSearch.objects.exclude(fingerprint=analyzer().fingerprint).order_by("pk")
            rows = list(stale.select_for_update()[:AT_ONCE])
            actions.keep(rows)
        if len(rows) < AT_ONCE:
            return


@daily("03:50")
def forget_followed() -> None:
    """Searches that nobody follows any more; what was asked for within a day may just be on its way."""
    while True:
        with transaction.atomic():
            follows = Follow.objects.filter(kind=FollowKind.SEARCH, key=Cast(OuterRef("pk"), CharField()))
            left = FollowedSearch.objects.filter(~Exists(follows), asked_at__lt=now() - timedelta(days=1))
            gone = list(left.order_by("pk").select_for_update().values_list("pk", flat=True)[:AT_ONCE])
            FollowedSearch.objects.filter(pk__in=gone).delete()
        if len(gone) < AT_ONCE:
            return
