"""Nothing that the scrutiny committee may not see is in any byte its session is sent.

`walk.py` takes the walk, `rules.py` has the rules.
"""

AUDIENCE = "scrutiny"


def test_no_page_or_filter_tells_too_much(walk):
    walk.every_page()
    assert walk.runs > 100
    assert not walk.wrong, walk.wrong[:20]


def test_no_forged_request_tells_too_much(walk):
    walk.wrong.clear()
    walk.forged()
    assert not walk.wrong, walk.wrong[:20]
