"""Nothing that the scrutiny committee may not see is in any byte its session is sent.

`walk.py` takes the walk, `rules.py` has the rules. The short walk is the leak walk of the fast tests: every page, the boxes of
one of them, and each 24th indicator.
"""

import pytest

from tests.leaks.walk import COMPARED

AUDIENCE = "scrutiny"


def test_no_page_or_filter_tells_too_much_on_a_short_walk(walk):
    walk.every_page(step=2 * COMPARED, boxes_of="indicator")
    assert walk.runs > 15  # 9 pages, and what is chosen on them
    assert not walk.wrong, walk.wrong[:20]


@pytest.mark.slow
def test_no_page_or_filter_tells_too_much(walk):
    before = walk.runs
    walk.wrong.clear()
    walk.every_page()
    assert walk.runs - before > 100
    assert not walk.wrong, walk.wrong[:20]


@pytest.mark.slow
def test_no_forged_request_tells_too_much(walk):
    walk.wrong.clear()
    walk.forged()
    assert not walk.wrong, walk.wrong[:20]
