"""How many series of a level were tested for change, and why the others were not.

An empty list of alerts says nothing about a series that was not tested. `looked_at` puts these counts in words.
"""

from datetime import date
from typing import Any, NamedTuple

import polars as pl

from indicators.judging import watched
from indicators.judging.phases import KEYS, MONTHS
from indicators.row_types import Figure


class Looked(NamedTuple):
    """A level (breakdown and grain) with the number of series `held` and `tested`, and of the others by reason.

    unfit: numbers, rates and averages, which the test does not fit; few: too few periods; coarse: rounding moves them as much as
    a change; again: at the end of a period, and counts mostly the same children as the period before; broken: closed, or with a
    hidden or missing period among the latest. `most` is the largest number of periods that a series has of the `needed`;
    `first` is the first day of the earliest period that could be tested (None where a series has
    enough, or none has a period). `rounded_to` is 1 where counts are exact.
    """

    breakdown: str
    grain: str
    tested: int
    held: int
    unfit: int
    few: int
    coarse: int
    again: int
    broken: int
    most: int
    needed: int
    first: date | None
    rounded_to: int


def looked_at(level: pl.DataFrame, tested: pl.DataFrame, indicators: dict[str, Any], breakdown: str, grain: str) -> Looked:
    """Count the series of a level: `level` holds the rows of one grain and breakdown, `tested` the result of `alerts.tested`.

    A series is held where it has a figure in any period, shown or hidden.
    """
    needed = watched.BASE[grain][1] + 1
    rows = level.sort(*KEYS, "period_start").filter(_held())
    shares = rows.filter(pl.col("indicator").is_in([name for name, each in indicators.items() if each.shown_as == "percentage"]))
    shares = shares.filter(pl.col("phase") == pl.col("phase").last().over(KEYS))
    counted = shares.group_by(KEYS, maintain_order=True).agg(periods=pl.col("eligible").sum())
    without = counted.join(tested, on=KEYS, how="anti")
    few = without.filter(pl.col("periods") < needed)
    fine = watched.fine_enough(shares).select(KEYS).unique()
    coarse = without.filter(pl.col("periods") >= needed).join(fine, on=KEYS, how="anti")
    again = without.filter(pl.col("periods") >= needed).join(watched.persistent(level, indicators), on=KEYS, how="semi").height
    held = rows.select(KEYS).n_unique()
    best = Figure.rows(shares.join(counted.sort("periods").tail(1).select(KEYS), on=KEYS, how="semi"))
    return Looked(
        breakdown, grain, tested.height, held, held - counted.height, few.height, coarse.height, again,
        without.height - few.height - coarse.height - again,
        min(counted.select(pl.col("periods").max()).item() or 0, needed), needed,
        first_testable(best, needed), rows.select(pl.col("rounded_to").max()).item() or 1 if "rounded_to" in rows.columns else 1,
    )


def first_testable(rows: list[Figure], needed: int, history: int = 0) -> date | None:
    """The first day of the period in which one series can have `needed` comparable periods; None where it has them.

    `rows` are the series' latest phase in order of time, with eligible, provisional and short_history. A figure that looks back
    is comparable only with `history` months before it. No later period is assumed to be missing.
    """
    known = sum(row.eligible for row in rows)
    if not rows or known >= needed:
        return None
    settling = [row for row in rows if row.provisional and row.value is not None and not row.short_history]
    more, step = needed - known - len(settling), MONTHS[rows[-1].grain]
    if more <= 0:
        return settling[needed - known - 1].period_start
    following = months_after(rows[-1].period_start, step)
    if rows[-1].short_history:
        whole = months_after(next(row for row in rows if row.short_history).period_start, history)
        following = max(following, whole)
    return months_after(following, (more - 1) * step)


def months_after(day: date, months: int) -> date:
    """The first day of the month that is `months` months after the month of `day`."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _held() -> pl.Expr:
    """Whether a series has a figure in any period, shown or hidden."""
    return (pl.col("value").is_not_null() | pl.col("symbol").eq_missing("c")).any().over(KEYS)
