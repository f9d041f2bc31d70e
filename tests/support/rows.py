"""Rows made by hand for tests of words and charts: each has the values of an ordinary one, but for those a test gives."""

from datetime import date
from typing import Any

import polars as pl

from indicators.children.row_types import Gaps, Wait
from indicators.comparing.row_types import Area
from indicators.row_types import Counted, Figure

# What `gaps.counted` has of the whole authority, column by column.
GAPS: dict[str, Any] = {
    "breakdown": "all", "category": "All", "day": date(2026, 10, 31), "standard_days": 28, "people": 236, "symbol": None,
    "rounded_to": 1, "past": 23, "past_share": 9.7, "past by half": 9, "past by half_share": 3.8, "past twice": 2,
    "past twice_share": 0.8, "due": 12, "due_share": 5.1,
}


def counted(**changes) -> Counted:
    """31.2% (84 of 269)."""
    given: dict[str, Any] = {"value": 31.2, "numerator": 84, "denominator": 269, **changes}
    return Counted(**given)


def figure(**changes) -> Figure:
    """A final month of re-referrals of the whole authority: 31.2% (84 of 269), without limits and without comparators."""
    given: dict[str, Any] = {
        "indicator": "re_referrals", "grain": "month", "period_start": date(2026, 10, 1), "period_end": date(2026, 10, 31),
        "breakdown": "all", "category": "All", "value": 31.2, "numerator": 84, "denominator": 269, "basis": "counted",
        "short_history": False, "provisional": False, "eligible": True, **changes,
    }
    return Figure(**given)


def area(**changes) -> Area:
    """Our own published year of re-referrals: 24.0% (650 of 2,695)."""
    given: dict[str, Any] = {
        "year": 2025, "role": "own", "position": 0, "area_code": "876", "area_name": "Halton", "value": 24.0, "numerator": 650.0,
        "denominator": 2695.0, **changes,
    }
    return Area(**given)


def gaps(**changes) -> Gaps:
    """Visits to children on plans, of the whole authority: 23 of 236 are past the standard. Changes are by column of GAPS."""
    return Gaps.rows(pl.DataFrame([GAPS | changes]))[0]


def wait(**changes) -> Wait:
    """Gaps between visits of one quarter: 5.0% last longer than 28 days."""
    given: dict[str, Any] = {
        "kind": "visit", "standard_days": 28, "grain": "quarter", "period_start": date(2026, 7, 1),
        "period_end": date(2026, 9, 30), "breakdown": "all", "category": "All", "spells": 1513, "events": 1269, "people": 248,
        "open_over": 7, "median": 13.0, "median_lower": 13.0, "median_upper": 14.0, "value": 4.97, "lower": 3.85, "upper": 6.28,
        "symbol": None, **changes,
    }
    return Wait(**given)
