"""How much of a level could be asked whether it changed, and why the rest could not: what every sentence of no change rests on.

A list without alerts says nothing of a figure that was never tested. What is counted here is told in words by `looked_at`.
"""

from datetime import date
from typing import Any, NamedTuple

import polars as pl

from indicators.judging import alerts
from indicators.judging.phases import KEYS, MONTHS
from indicators.row_types import Figure


class Looked(NamedTuple):
    """A level as it was looked at: its breakdown and grain, how many series were `tested` of how many `held`, and why not others.

    unfit: numbers, rates and averages, which the test of alerts does not fit; few: too few periods; coarse: rounding would move
    them as much as news; broken: closed, or with a hidden or missing period among the latest. `most` is how many periods of the
    `needed` the best series holds, `first` the first day of the period whose figures could be tested at the earliest (None where
    enough are held, or none). `rounded_to` is 1 where counts are exact.
    """

    breakdown: str
    grain: str
    tested: int
    held: int
    unfit: int
    few: int
    coarse: int
    broken: int
    most: int
    needed: int
    first: date | None
    rounded_to: int


def looked_at(level: pl.DataFrame, tested: pl.DataFrame, indicators: dict[str, Any], breakdown: str, grain: str) -> Looked:
    """What `alerts.tested` made of a level: `level` is what it was given, by one grain and breakdown, `tested` what it gave.

    A series counts as held where it has a figure in any period, shown or hidden.
    """
    needed = alerts.BASELINE[grain][1] + 1
    rows = level.sort(*KEYS, "period_start").filter(_held())
    shares = rows.filter(pl.col("indicator").is_in([name for name, each in indicators.items() if each.shown_as == "percentage"]))
    shares = shares.filter(pl.col("phase") == pl.col("phase").last().over(KEYS))
    counted = shares.group_by(KEYS, maintain_order=True).agg(periods=pl.col("eligible").sum())
    without = counted.join(tested, on=KEYS, how="anti")
    few = without.filter(pl.col("periods") < needed)
    fine = alerts.fine_enough(shares).select(KEYS).unique()
    coarse = without.filter(pl.col("periods") >= needed).join(fine, on=KEYS, how="anti")
    held = rows.select(KEYS).n_unique()
    best = Figure.rows(shares.join(counted.sort("periods").tail(1).select(KEYS), on=KEYS, how="semi"))
    return Looked(
        breakdown, grain, tested.height, held, held - counted.height, few.height, coarse.height,
        without.height - few.height - coarse.height, min(counted.select(pl.col("periods").max()).item() or 0, needed), needed,
        first_testable(best, needed), rows.select(pl.col("rounded_to").max()).item() or 1 if "rounded_to" in rows.columns else 1,
    )


def first_testable(rows: list[Figure], needed: int, history: int = 0) -> date | None:
    """The first day of the period by which one series will have so many that can be compared, if none is lost; None where it has.

    `rows` are the series' latest phase in order of time, with eligible, provisional and short_history; a figure that looks back
    is compared only once `history` months lie before it.
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
    """The first day of the month so many months after that of a day."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _held() -> pl.Expr:
    """Whether a series has any figure at all, even one that is hidden."""
    return (pl.col("value").is_not_null() | pl.col("symbol").eq_missing("c")).any().over(KEYS)
