"""Every indicator counted a second time in plain Python, over random histories, and equal record by record."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.support import histories

LOOSE = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def compare(found, expected):
    """Record by record: (day, numerator, denominator)."""
    got = {row["record_id"]: (row["event_date"], row["numerator"], row.get("denominator", 1)) for row in found}
    assert len(got) == len(found)
    assert got == expected


@LOOSE
@given(histories.history("referral"))
def test_referrals(made):
    (found,) = histories.count(["referrals"], made).values()
    compare(found, {row["referral_id"]: (row["referral_date"], 1, 1) for row in made["referral"]})


@pytest.mark.slow
@LOOSE
@given(histories.history("cp_plan"))
def test_children_on_plans(made):
    (found,) = histories.count(["children_on_plans"], made).values()
    expected = {}
    for day in histories.month_ends():
        standing = [p for p in made["cp_plan"] if p["start_date"] <= day < p["end_date"]]
        for child in {plan["child_id"] for plan in standing}:
            last = max(plan["cp_plan_id"] for plan in standing if plan["child_id"] == child)
            expected[f"{last} {day}"] = (day, 1, 1)
    compare(found, expected)
