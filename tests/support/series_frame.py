"""Series frames for the tests of the statistics: counts in, a frame with the columns of the real one out."""

from datetime import date, timedelta

import polars as pl

from indicators.judging import phases

STEP = {"month": 1, "quarter": 3, "year": 12, "rolling": 1}
SPAN = {"month": 1, "quarter": 3, "year": 12, "rolling": 12}


def month_on(start, months):
    """The first of the month `months` after `start`."""
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1)


def series(counts, grain="month", start=date(2022, 4, 1), multiplier=100.0, rebase=(), **columns):
    """A frame, a row for each (numerator, denominator) of `counts`; None is a period no extract covers.

    A new phase begins on each day of `rebase`. `columns` sets a column for all rows, or row by row if it is a list.
    """
    rows = []
    for at, count in enumerate(counts):
        numerator, denominator = count if count is not None else (None, None)
        begins = month_on(start, at * STEP[grain])
        rows.append(
            {
                "indicator": "re_referrals",
                "grain": grain,
                "period_start": begins,
                "period_end": month_on(begins, SPAN[grain]) - timedelta(days=1),
                "breakdown": "all",
                "category": "All",
                "numerator": numerator,
                "denominator": denominator,
                "value": multiplier * numerator / denominator if denominator else None,
                "symbol": "x" if count is None else "z" if denominator == 0 else None,
                "basis": "counted",
                "short_history": False,
                "provisional": False,
                **{name: each[at] if isinstance(each, list) else each for name, each in columns.items()},
            }
        )
    return phases.add(pl.DataFrame(rows, schema=SCHEMA), rebase)


SCHEMA = {
    "indicator": pl.String,
    "grain": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "breakdown": pl.String,
    "category": pl.String,
    "numerator": pl.Int64,
    "denominator": pl.Int64,
    "value": pl.Float64,
    "symbol": pl.String,
    "basis": pl.String,
    "short_history": pl.Boolean,
    "provisional": pl.Boolean,
}
