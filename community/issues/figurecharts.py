"""Figures as charts."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.areas.reference import wards
from community.core.charts import Chart, Key, Part, Row

from .figuretables import Line, Told

SOLVED_KEYS = (
    Key("city", gettext_lazy("市が解決")),
    Key("people", gettext_lazy("みんなで解決")),
    Key("rest", gettext_lazy("まだ、または別の終わりかた")),
)


def department_chart(told: Told) -> Chart:
    return _posted(_("担当部署ごとの投稿と解決"), told.by_department)


def charts(told: Told) -> dict[str, Chart]:
    return {
        "wards": _posted(_("区ごとの投稿と解決"), told.by_ward),
        "waits": _waits(told),
        "categories": _posted(_("種類ごとの投稿と解決"), told.by_category),
        "months": _posted(_("月ごとの投稿と解決"), told.by_month),
    }


def _posted(title: str, lines: list[Line]) -> Chart:
    """Every bar is what was posted; its parts are who solved it."""
    rows = [_posted_row(line) for line in lines]
    posted, solved = (sum(getattr(line.figures, name) for line in lines) for name in ("posted", "solved"))
    said = _("投稿 %(posted)d件のうち、解決 %(solved)d件。下の表と同じ数字です。")
    return Chart(title, said % {"posted": posted, "solved": solved}, rows, SOLVED_KEYS)


def _posted_row(line: Line) -> Row:
    one = line.figures
    words = _("%(posted)d件中 %(solved)d件") % {"posted": one.posted, "solved": one.solved}
    parts = (
        Part("city", one.solved_by_city),
        Part("people", one.solved_by_people),
        Part("rest", one.posted - one.solved),
    )
    return Row(line.label, words, parts, line.mine)


def _waits(told: Told) -> Chart:
    rows = [_wait_row(line) for line in told.by_ward]
    middle = told.middle.answer_days if len(told.by_ward) == len(wards()) else None  # a desk of some has no such middle
    said = _("区ごとに、最初の返事までにかかった日数のまんなか。順位ではなく、区の順です。下の表と同じ数字です。")
    words = "" if middle is None else _("24区のまんなか %(days)s日") % {"days": middle}
    return Chart(_("最初の返事まで（まんなか）"), said, rows, mark=middle, mark_words=words)


def _wait_row(line: Line) -> Row:
    days = line.figures.answer_days
    words = _("返事なし") if days is None else _("%(days)s日") % {"days": days}
    if days is not None and line.figures.answer_workdays is not None:
        workdays = line.figures.answer_workdays
        words += ngettext("（%(n)d営業日）", "（%(n)d営業日）", workdays) % {"n": workdays}
    return Row(line.label, words, (Part("plain", days or 0),), line.mine)
