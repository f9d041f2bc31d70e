"""Which points of a series can be judged, and which of them belong together: the first step of the pipeline.

A process that is known to have changed is two processes. A change that the indicator's file declares
(`[[changed]]` with `rebase = true`), or a step that a person confirmed, starts a new phase: limits and alerts
begin afresh there and nothing before it is held against what came after.

A period is a place on the calendar whether or not its figure can be seen. A baseline is so many periods and not so many
figures: what is hidden or missing does not make it reach further. Nor does it end a run, or make neighbours of two points years
apart: a gap of up to half a year is passed over, a longer one ends what came before it.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from indicators.row_types import InTime

KEYS = ["indicator", "grain", "breakdown", "category"]  # what makes rows one series
FEWEST = 12  # periods a phase needs for any limits
# How many of the periods of a baseline can be compared, at least. A year of months; of quarters, two in three.
ENOUGH = {"month": 12, "quarter": 8}
SETTLED = 24  # points from which limits are no longer called trial limits, and runs and steps are looked for
# The baseline is the first so many periods of a phase and then stays, so that a change is measured against what came before
# it. Quarters freeze after three years: six years of them would swallow the change.
BASELINE = {"month": 24, "quarter": 12}
BRIDGED = {"month": 6, "quarter": 2}  # periods in a row without a figure that a run passes over: half a year
MONTHS = {"month": 1, "quarter": 3, "year": 12, "rolling": 1}  # from one period of a grain to the next
UNSEEN = ("c", "u")  # symbols of a figure that there is and that is not shown

# The points limits rest on and alerts are tested on: complete, and counted in full. Nothing to divide by is no value.
ELIGIBLE = (
    pl.col("value").is_not_null()
    & ~pl.col("provisional")
    & ~pl.col("short_history")
    & (pl.col("basis") == "counted")
)


def add(frame: pl.DataFrame, rebase: Sequence[date] = (), confirmed: pl.DataFrame | None = None) -> pl.DataFrame:
    """Add `eligible`, `phase` (0, 1, 2 ...: how many new starts lie on or before the period's first day) and `early`.

    `early` points are the eligible ones of the first 24 months (12 quarters) of a phase, counted on the calendar from the first
    period that has a figure, shown or hidden; at other grains every eligible one. Limits rest on them.

    `rebase` starts a phase in every series of the frame. `confirmed` has a row (indicator, breakdown, category,
    starts_on) for each step of one series, and holds for it at every grain. A period that a start falls into
    belongs to the phase before.
    """
    starts = [pl.col("period_start") >= day for day in rebase]
    series = ("indicator", "breakdown", "category")
    for step in [] if confirmed is None else confirmed.iter_rows(named=True):
        mine = pl.all_horizontal(pl.col(name) == step[name] for name in series)
        starts.append(mine & (pl.col("period_start") >= step["starts_on"]))
    phase = pl.sum_horizontal(pl.lit(0), *(start.cast(pl.Int64) for start in starts))
    return frame.with_columns(eligible=ELIGIBLE, phase=phase.cast(pl.Int64)).with_columns(early=_early(frame.columns))


def place(frame: pl.DataFrame) -> np.ndarray:
    """The place of each row on the calendar of its grain, a whole number: neighbouring periods differ by 1."""
    return frame.select(_place()).to_series().to_numpy()


def spread(points: pl.DataFrame, *columns: str) -> list[np.ndarray]:
    """Columns of one series as arrays with a number for each period of the calendar from its first to its last row.

    NaN where there is no row or no number, so that neighbours in the array are neighbours in time. Empty for no rows.
    """
    at = place(points)
    at = at - at.min(initial=at[0]) if len(at) else at
    spread_out = [np.full(at.max(initial=-1) + 1, np.nan) for _ in columns]
    for line, name in zip(spread_out, columns, strict=True):
        line[at] = points[name].cast(pl.Float64).to_numpy()
    return spread_out


def bridged(earlier: InTime, later: InTime) -> bool:
    """Whether a run goes on from one row to a later one of its series, with nothing but periods without a figure between."""
    between = (_months(later) - _months(earlier)) // MONTHS[later.grain] - 1
    return between <= BRIDGED.get(later.grain, 0)


def passed(phase: pl.DataFrame) -> int:
    """How many periods of one phase of a series have passed, up to its last figure, shown or hidden; at most a baseline's."""
    at = place(phase.filter(_figure(phase.columns)))
    return int(min(at.max() - at.min() + 1, BASELINE.get(phase["grain"][0], len(at)))) if len(at) else 0


def _months(row: InTime) -> int:
    return 12 * row.period_start.year + row.period_start.month


def _place() -> pl.Expr:
    months = 12 * pl.col("period_start").dt.year().cast(pl.Int64) + pl.col("period_start").dt.month() - 1
    return months // pl.col("grain").replace_strict(MONTHS, return_dtype=pl.Int64)


def _early(columns: list[str]) -> pl.Expr:
    """Of each row, whether it is eligible and among the first periods of its phase."""
    began = _place().filter(_figure(columns)).min().over(*KEYS, "phase")
    last = began + pl.col("grain").replace_strict(BASELINE, default=None, return_dtype=pl.Int64)
    return pl.col("eligible") & (_place() < last).fill_null(True)


def _figure(columns: list[str]) -> pl.Expr:
    """Whether a row has a final figure with its history, shown or hidden: with the first the calendar of a phase begins."""
    unseen = pl.col("symbol").is_in(UNSEEN).fill_null(False) if "symbol" in columns else pl.lit(False)
    comparable = ~pl.col("provisional") & ~pl.col("short_history") & (pl.col("basis") == "counted")
    return (pl.col("value").is_not_null() | unseen) & comparable
