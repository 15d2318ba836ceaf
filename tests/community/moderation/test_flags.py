"""Flags are closed for the thing, or for one message of its talk."""

import pytest

from community.moderation import actions
from community.moderation.models import Flag
from tests import makers

pytestmark = pytest.mark.django_db


def test_flags_of_one_message_are_closed_and_the_others_stay_open():
    reporter = makers.person()
    for number, part in ((1, 0), (1, 7), (1, 8), (2, 7)):
        Flag.objects.create(kind="issue", number=number, part=part, reporter=reporter, reason="spam")

    assert actions.close_flags(kind="issue", number=1, part=7) == 1
    assert sorted(Flag.objects.open().values_list("number", "part")) == [(1, 0), (1, 8), (2, 7)]

    assert actions.close_flags(kind="issue", number=1) == 2
    assert list(Flag.objects.open().values_list("number", flat=True)) == [2]
