"""After a click the server goes on at once: no full collection of everything it holds, which would stop everybody meanwhile."""

import pytest

from tests.support.browser import started
from tests.support.visitor import Visitor

CLICKS = 20
COUNTS = """
import gc, os

def note(phase, found):
    if phase == "start" and found["generation"] == 2:
        with open(os.environ["FULL_COLLECTIONS"], "a") as log:
            log.write(".")

gc.callbacks.append(note)
"""


@pytest.mark.slow
def test_clicks_bring_no_full_collection_each(warehouse, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(COUNTS, encoding="utf-8")
    log = tmp_path / "collections"
    with started(warehouse, PYTHONPATH=str(tmp_path), FULL_COLLECTIONS=str(log)) as address, Visitor(address) as visitor:
        visitor.go("accessibility")
        before = log.stat().st_size
        for _ in range(CLICKS):
            visitor.go("accessibility")
        assert log.stat().st_size - before < CLICKS / 2
