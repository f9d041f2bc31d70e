"""Audits and the board's attendance counted a second time in plain Python, over random histories, and equal record by record."""

from datetime import timedelta

import pytest
from hypothesis import given

from tests.counting.test_second_count import LOOSE, compare
from tests.counting.test_second_count_workforce import dense
from tests.support import histories

pytestmark = pytest.mark.slow


@LOOSE
@given(dense("audit"))
def test_audits(made):
    found = histories.count(["audits_completed", "audits_good_or_better", "audit_responses_outstanding"], made)
    compare(found["audits_completed"], {
        audit["audit_id"]: (audit["due_date"], int(audit["completed_date"] in days_up_to(audit["due_date"])), 1)
        for audit in made["audit"]})
    graded = [audit for audit in made["audit"] if audit["completed_date"] and audit["grade"]]
    high = {"Outstanding": 1, "Good": 1}
    compare(found["audits_good_or_better"], {
        audit["audit_id"]: (audit["completed_date"], high.get(audit["grade"], 0), 1) for audit in graded})
    expected = {}
    for day in histories.month_ends():
        for audit in made["audit"]:
            due, came = audit["response_due_date"], audit["response_date"]
            if due and due <= day and not (came and came <= day):
                expected[f"{audit['audit_id']} {day}"] = (day, 1, 1)
    compare(found["audit_responses_outstanding"], expected)


def days_up_to(last):
    """Every day from the first of the histories up to `last`."""
    return {histories.FIRST + timedelta(n) for n in range((last - histories.FIRST).days + 1)}


@LOOSE
@given(dense("meeting", most=16), histories.days)
def test_board_attendance(made, day):
    """Meetings of the board as two meetings of one day each, so that an agency is asked by several rows."""
    board = [dict(row, meeting_id=f"M{place % 2}", meeting_date=day, agency=("Police", "GP")[place // 2 % 2])
             for place, row in enumerate(made["meeting"])]
    (found,) = histories.count(["board_attendance"], {"meeting": board}).values()
    expected = {}
    for row in board:
        if row["meeting_type"] == "BOARD" and row["attended"] is not None:
            key = f"{row['meeting_id']} {row['agency']}"
            came = expected.get(key, (day, 0, 1))[1]
            expected[key] = (day, max(came, int(row["attended"])), 1)
    compare(found, expected)
