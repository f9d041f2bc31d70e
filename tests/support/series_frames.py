"""Small series made by hand for tests of words and charts, sent through the product's own limits and signals."""

from datetime import date, timedelta

import polars as pl

from indicators.judging import limits, phases, signals
from queries.definitions.header import Indicator

MONTHS = {"month": 1, "quarter": 3, "year": 12}
COMPARATORS = ("comparator_year", "neighbours_median", "neighbours_mean", "region", "england", "rank", "ranked")


def indicator(**changes) -> Indicator:
    """The header of re-referrals, with some of it changed."""
    header = {
        "id": "re_referrals", "stage": "front_door", "title": "Re-referrals within 12 months", "question": "?",
        "why": "A reason.", "numerator": "Referrals of a child referred before", "denominator": "All referrals received",
        "timing": "during", "shown_as": "percentage", "polarity": "low is good", "needs_history": 12, "settles": 0,
        "counts_from": (), "source": "A source.", "caveats": (), "sql": "",
    }
    return Indicator(**{**header, **changes})


def figures(counts, grain="month", end=date(2026, 10, 31), shown_as="percentage", polarity="low is good",
            timing="during", category="All", comparators=None, **flags) -> pl.DataFrame:
    """Figures of one category, the last period ending on `end`.

    `counts` holds a (numerator, denominator) for each period, or the symbol of one without a figure; `flags` gives
    the places (counted from 0) of rows that are `provisional` or `short_history`.
    """
    rows = [_row(*period, each, grain, shown_as, category, place, flags)
            for place, (period, each) in enumerate(zip(_periods(len(counts), grain, end), counts, strict=True))]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    judged = signals.judge(signals.add(limits.add(phases.add(frame), shown_as, timing)), polarity)
    types = {name: pl.Int64 if name in ("comparator_year", "rank", "ranked") else pl.Float64 for name in COMPARATORS}
    given = {name: (comparators or {}).get(name) for name in COMPARATORS}
    return judged.with_columns(pl.lit(given[name], types[name]).alias(name) for name in COMPARATORS)


def _row(start, end, each, grain, shown_as, category, place, flags):
    numerator, denominator = (None, None) if isinstance(each, str) else each
    symbol = each if isinstance(each, str) else None if denominator else "z"
    return {
        "indicator": "re_referrals", "grain": grain, "period_start": start, "period_end": end,
        "breakdown": "all" if category == "All" else "team", "category": category,
        "numerator": numerator, "denominator": denominator,
        "value": (100 if shown_as == "percentage" else 1) * numerator / denominator if denominator else None,
        "symbol": symbol, "basis": "counted", "short_history": place in flags.get("short_history", ()),
        "provisional": place in flags.get("provisional", ()),
    }


def _periods(count, grain, end):
    """The first and last day of so many periods up to `end`, oldest first."""
    found, length = [], 12 if grain == "rolling" else MONTHS[grain]
    for _ in range(count):
        start = _months_back(end, length - 1).replace(day=1)
        found.append((start, end))
        end = _months_back(end, MONTHS.get(grain, 1)).replace(day=1)
        end = (end + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return found[::-1]


def _months_back(day, months):
    place = 12 * day.year + day.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)
