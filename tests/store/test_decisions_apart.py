"""What one audience decided or wrote reaches no other, though it all lies in one database: not a byte, whatever is asked for.

Every row holds a word of its own; every page where a row could stand is asked for by every audience, with addresses and values
that no page offers, and the bytes that were sent are looked through for those words.
"""

import hashlib
import re
from datetime import date, timedelta

import pytest

from queries.store import decisions
from tests.support.browser import started
from tests.support.visitor import Visitor

pytestmark = pytest.mark.slow

EVERYBODY, UP_TO_BOARD, ALONE, NOBODY = ({"performance", "board", "scrutiny"}, {"performance", "board"}, {"performance"}, set())
WHOLE = {"indicator": "re_referrals", "breakdown": "all", "category": "All"}
TEAM = WHOLE | {"breakdown": "team", "category": "Duty and Assessment"}
AGE = WHOLE | {"breakdown": "age_band", "category": "10 to 15"}
MONTH = {"grain": "month", "period_start": date(2026, 9, 1), "period_end": date(2026, 9, 30)}
QUARTER = {"grain": "quarter", "period_start": date(2026, 7, 1), "period_end": date(2026, 9, 30)}
ALERT = {"grain": "month", "direction": "above", "window_start": date(2026, 8, 1), "window_end": date(2026, 10, 31)}
BOTH = ("board", "scrutiny")
# (series, period, readers, who may read it) of each comment; (series, for scrutiny, who may read it) of each action
COMMENTS = [
    (WHOLE, QUARTER, (), ALONE), (WHOLE, QUARTER, ("board",), UP_TO_BOARD), (WHOLE, QUARTER, BOTH, EVERYBODY),
    (WHOLE, MONTH, BOTH, UP_TO_BOARD), (TEAM, QUARTER, BOTH, UP_TO_BOARD), (TEAM, MONTH, BOTH, ALONE), (TEAM, QUARTER, (), ALONE),
    (AGE, QUARTER, BOTH, NOBODY), (TEAM | {"category": "Closed"}, QUARTER, BOTH, NOBODY),
]
ACTIONS = [(WHOLE, False, UP_TO_BOARD), (WHOLE, True, EVERYBODY), (TEAM, True, UP_TO_BOARD), (AGE, True, NOBODY)]
STEPS = [(WHOLE, date(2024, 4, 1), EVERYBODY), (TEAM, date(2024, 7, 1), UP_TO_BOARD)]
FORMS = [("alerts", ""), ("indicator", "indicator=re_referrals&team=all")]
STRANGE = "indicator=re_referrals&only=age_band&group=10%20to%2015"
ASKED = [*FORMS, ("", ""), ("behind", ""), *[("indicator", f"{STRANGE}&grain={grain}&team={team}") for grain, team in (
    ("month", "all"), ("quarter", "all"), ("month", "Duty%20and%20Assessment"), ("quarter", "Duty%20and%20Assessment"),
    ("quarter", "Closed"))]]


def word(kind: str, number: int) -> str:
    """What stands in a row and nowhere else."""
    return f"said{kind}{number}said"


@pytest.fixture(scope="module")
def written(warehouse, tmp_path_factory):
    """(address of the product, file of its decisions) with rows for every audience, two of them corrected or taken back."""
    file = tmp_path_factory.mktemp("apart") / "decisions.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_DECISIONS", f"sqlite:///{file}")
        for number, (series, period, readers, _) in enumerate(COMMENTS):
            decisions.write_comment(warehouse, series | period, word("comment", number), "A", readers)
        decisions.write_comment(warehouse, WHOLE | QUARTER, word("corrected", 0), "A", BOTH)
        decisions.write_comment(warehouse, WHOLE | QUARTER, word("correction", 0), "A", (), len(COMMENTS) + 1)
        decisions.write_comment(warehouse, WHOLE | QUARTER, word("back", 0), "A", BOTH)
        decisions.withdraw_comment(warehouse, len(COMMENTS) + 3, "A")
        for number, (series, scrutiny, _) in enumerate(ACTIONS):
            soon = date.today() + timedelta(9)
            decisions.note_action(warehouse, series | ALERT, word("action", number), "B", soon, "A", ("scrutiny",) * scrutiny)
        for number, (series, day, _) in enumerate(STEPS):
            decisions.confirm_step(warehouse, series, day, word("step", number), "A")
    with started(warehouse, SIGHTLINE_DECISIONS=f"sqlite:///{file}") as address:
        yield address, file


def meant_for(role: str) -> set[str]:
    """The words an audience may read."""
    rows = {"comment": COMMENTS, "action": ACTIONS, "step": STEPS}
    words = {word(kind, number) for kind, every in rows.items() for number, row in enumerate(every) if role in row[-1]}
    return words | ({word("correction", 0)} if role == "performance" else set())


@pytest.fixture(scope="module")
def pressed(written) -> dict[str, str | bool]:
    """The ids of everything that the performance team's pages offer to write or press, each filled or pressed."""
    with Visitor(written[0], downloads=False) as performance:
        leaves = [leaf for page, query in FORMS for leaf in performance.go(page, f"role=performance&{query}").leaves]
    kinds = ("button", "text_input", "text_area")
    ids = {kind: {value for place, value in leaves if place.endswith(f"{kind}.id")} for kind in kinds}
    assert all(ids.values())
    return dict.fromkeys(ids["button"], True) | dict.fromkeys(ids["text_input"] | ids["text_area"], "forged")


@pytest.mark.parametrize("role", ["performance", "board", "scrutiny"])
def test_each_audience_is_sent_what_is_for_it_and_no_byte_of_the_rest(written, pressed, role):
    address, file = written
    before, sent = hashlib.sha256(file.read_bytes()).hexdigest(), b""
    forged = [(*asked, pressed) for asked in FORMS] if role != "performance" else []
    with Visitor(address, downloads=False) as visitor:
        for page, query, widgets in [*[(*asked, {}) for asked in ASKED], *forged]:
            sent += b"".join(visitor.go(page, f"role={role}&{query}", **widgets).raw)
    told = {each.decode() for each in re.findall(rb"said[a-z]+\d+said", sent)}
    assert told == meant_for(role)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before  # nor did any press of a button that is not theirs do anything
