from contextlib import ExitStack
from datetime import timedelta

import pytest

from community.core import clock


@pytest.fixture
def later():
    """`later(days=3)`: three days after the test began."""
    begun = clock.now()
    with ExitStack() as stack:
        yield lambda **time: stack.enter_context(clock.held(begun + timedelta(**time)))
