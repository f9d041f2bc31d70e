"""Somebody who signed in is told what their role may know and no more: each role by its own name, every page and every filter.

test_leaks_board.py and test_leaks_scrutiny.py take the longer walk, by every indicator, with files and by comparison.
"""

import pytest

from pages import children, figures
from tests.leaks.rules import Told, held
from tests.leaks.walk import INDICATOR, MANY
from tests.support.browser import started
from tests.support.visitor import Visitor

pytestmark = pytest.mark.slow

NAMES = {"performance": "ann", "board": "bo", "scrutiny": "cy"}


@pytest.fixture(scope="module")
def address(warehouse, tmp_path_factory):
    """The product behind a proxy that signs people in; each of three has one role."""
    table = tmp_path_factory.mktemp("people") / "people.csv"
    table.write_text("who,role\n" + "".join(f"user:{name},{role}\n" for role, name in NAMES.items()), encoding="utf-8")
    with started(warehouse, SIGHTLINE_SIGN_IN="proxy", SIGHTLINE_PEOPLE=str(table)) as running:
        yield running


def walked(address: str, role: str, told: Told) -> int:
    """Look at every page, at those of records too, and choose every option of every box; how often a page was drawn."""
    runs, first = 0, figures.ordered(role)[0].ADDRESS
    with Visitor(address, downloads=False, X_Forwarded_User=NAMES[role]) as visitor:
        for module in (*figures.PAGES, *children.PAGES):
            page = module.ADDRESS if module in figures.PAGES else first
            seen = visitor.go(module.ADDRESS)
            told.hear(seen, page)
            boxes = [box for label, box in seen.boxes.items() if label != INDICATOR and len(box.options) <= MANY]
            for box in boxes:
                for option in box.options:
                    told.hear(visitor.go(module.ADDRESS, **{box.id: option}), page, option)
                runs += len(box.options)
    return runs


@pytest.mark.parametrize("role", ["board", "scrutiny"])
def test_a_member_who_signed_in_is_told_nothing_beyond_their_file(address, warehouse, role):
    told = Told(held(role, warehouse))
    assert walked(address, role, told) > 20
    assert not told.wrong, told.wrong[:20]


def test_the_performance_team_is_told_of_children_on_the_same_walk(address, warehouse):
    told = Told(held("board", warehouse))
    with Visitor(address, downloads=False, X_Forwarded_User=NAMES["performance"]) as visitor:
        told.hear(visitor.go("behind"), "behind")
    assert any("identifiers" in each for each in told.wrong)
