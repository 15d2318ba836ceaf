"""Text from outside, working days, the clock."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from community.core import clock
from community.core.ratelimit import Rate, spend
from community.core.text import clean_text, to_html
from community.core.workdays import add_workdays, is_workday, workdays_between


@given(st.text(max_size=300))
def test_cleaned_text_has_no_controls_and_stays_clean(text):
    try:
        clean = clean_text(text, limit=300)
    except ValidationError:
        assert "\x00" in text
        return

    assert clean_text(clean, limit=300) == clean
    assert not any(ord(c) < 32 and c not in "\n\t" for c in clean) and "\u202e" not in clean


@given(st.text(alphabet="<>&\"'abc\n ", max_size=100))
def test_no_text_becomes_markup(text):
    html = to_html(text, links=True)

    assert not set(html.replace("<p>", "").replace("</p>", "").replace("<br>", "")) & set("<>")


def test_too_long_text_says_how_long_it_may_be():
    with pytest.raises(ValidationError) as refused:
        clean_text("あ" * 11, limit=10)

    assert refused.value.messages == ["10字までにしてください（いま11字）。"]


def test_emoji_and_variants_stay():
    assert clean_text("👨‍👩‍👧と葛󠄀城", limit=20) == "👨‍👩‍👧と葛󠄀城"


def test_links_are_only_made_for_those_who_may():
    text = "見て https://example.jp/a?b=1&c=2。"

    assert '<a href="https://example.jp/a?b=1&amp;c=2" rel="nofollow ugc noopener">' in to_html(text, links=True)
    assert "<a" not in to_html(text, links=False)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), False),  # 勤労感謝の日
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2027, 1, 3), False),
        (date(2027, 1, 4), True),
        (date(2027, 5, 3), False),
    ],
)
def test_working_days_of_the_city(day, works):
    assert is_workday(day) is works


def test_five_working_days_after_a_friday_before_the_new_year():
    assert add_workdays(date(2026, 12, 25), 5) == date(2027, 1, 7)
    assert workdays_between(date(2026, 12, 25), date(2027, 1, 7)) == 5
    assert workdays_between(date(2027, 1, 7), date(2026, 12, 25)) == -5


def test_rates_are_counted_by_the_held_clock():
    moment = timezone.make_aware(datetime(2026, 11, 25, 12, 0))
    with clock.held(moment):
        spend("test", 1, Rate(2, 60))
        spend("test", 1, Rate(2, 60))
        with pytest.raises(Exception, match="秒あけて"):
            spend("test", 1, Rate(2, 60))
    with clock.held(moment + timedelta(seconds=61)):
        spend("test", 1, Rate(2, 60))
