"""Pieces of a ward's page by their meaning."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

WEEKDAYS = [
    ("0", pgettext_lazy("weekday", "月")),
    ("1", pgettext_lazy("weekday", "火")),
    ("2", pgettext_lazy("weekday", "水")),
    ("3", pgettext_lazy("weekday", "木")),
    ("4", pgettext_lazy("weekday", "金")),
    ("5", pgettext_lazy("weekday", "土")),
    ("6", pgettext_lazy("weekday", "日")),
]


class HoursBlock(blocks.StructBlock):
    """One row of the desk's hours. `days` is for people; `weekdays` is for 「いま開いています」."""

    days = blocks.CharBlock(label=_("曜日のことば"), max_length=20, help_text=_("例：月–木、第4日曜"))
    days_en = blocks.CharBlock(label=_("曜日のことば（英語）"), max_length=40, required=False)
    weekdays = blocks.MultipleChoiceBlock(
        label=_("毎週開いている曜日"),
        choices=WEEKDAYS,
        required=False,
        help_text=_("「いま開いています」の計算に使います。毎週でない日は、えらばないでください。"),
    )
    opens = blocks.TimeBlock(label=_("開く時刻"))
    closes = blocks.TimeBlock(label=_("閉まる時刻"))

    class Meta:
        label = _("時間")
        icon = "time"
