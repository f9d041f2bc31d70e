"""Nothing that the safeguarding board may not see is in any byte its session is sent.

leaks.py takes the walk, told.py has the rules.
"""

import pytest

from tests.leaks.walk import Walk, alone
from tests.support.browser import started

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def walk(warehouse):
    """A walk through a process that serves every audience and one that has this audience's file alone."""
    with started(warehouse) as shared, alone("board", warehouse) as own, Walk("board", warehouse, shared, own) as walked:
        yield walked


def test_no_page_or_filter_tells_too_much(walk):
    walk.every_page()
    assert walk.runs > 100
    assert not walk.wrong, walk.wrong[:20]


def test_no_forged_request_tells_too_much(walk):
    walk.wrong.clear()
    walk.forged()
    assert not walk.wrong, walk.wrong[:20]
