"""Everything the desk's list shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from community.areas.reference import wards
from community.core.ids import token
from community.core.visibility import desk_wards

from . import queue
from .appeals import appeals_of
from .bulk import blank_forms
from .counters import count_words, counters
from .filters import filters_of
from .forms_more import SaveViewForm
from .frame import menu
from .map import MOST_DOTS, desk_map
from .matches import flagged_of
from .queue import BY_NAME, Wanted, wanted_of
from .saved import saved_views


def queue_context(request: HttpRequest, *, save_form: SaveViewForm | None = None) -> dict[str, Any]:
    """`save_form` is one that could not be used: it is shown again with what is wrong."""
    user, wanted = request.user, wanted_of(request.GET, request.user)
    rows, more, count = queue.rows(wanted, user)
    served = [place for code, place in wards().items() if code in desk_wards(user)]
    return {
        "wanted": wanted,
        "view": BY_NAME[wanted.view],
        "counters": counters(user),
        "saved": saved_views(user, wanted),
        "save_form": save_form or SaveViewForm(auto_id="id_save_%s"),
        "count": count_words(count),
        "rows": rows,
        "more": more,
        "appeals": appeals_of(user).open().count(),
        "flagged_matches": flagged_of(user).count(),
        "map": SimpleLazyObject(lambda: _map(wanted, rows, user)),
        "wards": served,
        "filters": filters_of(wanted, user, served),
        "bulk": blank_forms() if rows and not wanted.is_map else (),
        "bulk_key": token(),
        "menu": menu(request),
    }


def _map(wanted: Wanted, rows: list[Any], user: Any) -> dict[str, Any]:
    return desk_map(rows, queue.points_beyond(wanted, user, most=MOST_DOTS), wanted.ward, user)
