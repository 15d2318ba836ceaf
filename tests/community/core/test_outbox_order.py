"""Which work comes first when there is much of it."""

import pytest

from community.core import outbox
from community.core.models import OutboxItem

pytestmark = pytest.mark.django_db


def test_letters_go_before_all_other_work(monkeypatch):
    done = []
    for channel in ("errand", "mail"):
        monkeypatch.setitem(outbox._handlers, channel, done.append)
    for nth in range(3):
        outbox.put("errand", {"errand": nth})
    for nth in range(2):
        outbox.put("mail", {"letter": nth})

    outbox.drain(most=3)

    assert done == [{"letter": 0}, {"letter": 1}, {"errand": 0}]
    assert OutboxItem.objects.filter(done_at=None).count() == 2
