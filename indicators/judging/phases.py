"""Which points of a series can be judged, and the phase each belongs to: the first step of the pipeline.

A process that has changed is two processes. A change declared in the indicator's file (`[[changed]]` with
`rebase = true`), or a confirmed level shift, starts a new phase: limits and alerts start afresh there and use no
earlier period.

Baselines and runs count periods of the calendar, not figures. So a hidden or missing period does not make a baseline longer. A
run skips a gap of up to half a year; a longer gap ends it.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from indicators.row_types import InTime

KEYS = ["indicator", "grain", "breakdown", "category"]  # what makes rows one series
FEWEST = 12  # periods a phase needs for any limits
# The fewest periods of a baseline that must be comparable: a year of months, two in three quarters.
ENOUGH = {"month": 12, "quarter": 8}
SETTLED = 24  # points from which limits are no trial limits, and runs and level shifts are tested
# The baseline is this many first periods of a phase and then stays, so that a change is compared with the time before it. For
# quarters it is three years: six years would include the change.
BASELINE = {"month": 24, "quarter": 12}
BRIDGED = {"month": 6, "quarter": 2}  # periods in a row without a figure that a run skips: half a year
MONTHS = {"month": 1, "quarter": 3, "year": 12, "rolling": 1}  # from one period of a grain to the next
UNSEEN = ("c", "u")  # symbols of a figure that exists but is not shown

# The points that limits and alerts use: final, with full history, counted. A denominator of 0 gives no value.
ELIGIBLE = (
    pl.col("value").is_not_null()
    & ~pl.col("provisional")
    & ~pl.col("short_history")
    & (pl.col("basis") == "counted")
)


def add(frame: pl.DataFrame, rebase: Sequence[date] = (), confirmed: pl.DataFrame | None = None) -> pl.DataFrame:
    """Add `eligible`, `phase` (0, 1, 2 ...: the number of starts on or before the period's first day) and `early`.

    `early` points are the eligible ones of the first 24 months (12 quarters) of a phase, counted on the calendar from the first
    period with a figure, shown or hidden; at other grains every eligible one. Limits rest on them.

    `rebase` starts a phase in every series of the frame. `confirmed` has a row (indicator, breakdown, category,
    starts_on) for each level shift of one series, at every grain. Where a phase starts inside a period, the period
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
    """The number of each row's period on the calendar of its grain: neighbouring periods differ by 1."""
    return frame.select(_place()).to_series().to_numpy()


def spread(points: pl.DataFrame, *columns: str) -> list[np.ndarray]:
    """Columns of one series as arrays with one element for each period of the calendar from its first to its last row.

    NaN where a row or a value is missing, so that neighbours in the array are neighbours in time. Empty for no rows.
    """
    at = place(points)
    at = at - at.min(initial=at[0]) if len(at) else at
    spread_out = [np.full(at.max(initial=-1) + 1, np.nan) for _ in columns]
    for line, name in zip(spread_out, columns, strict=True):
        line[at] = points[name].cast(pl.Float64).to_numpy()
    return spread_out


def bridged(earlier: InTime, later: InTime) -> bool:
    """Whether the gap between two rows of a series is short enough for a run; the periods between them have no figure."""
    between = (_months(later) - _months(earlier)) // MONTHS[later.grain] - 1
    return between <= BRIDGED.get(later.grain, 0)


def passed(phase: pl.DataFrame) -> int:
    """The number of calendar periods from the first to the last figure, shown or hidden, of a phase; at most a baseline's."""
    at = place(phase.filter(_figure(phase.columns)))
    return int(min(at.max() - at.min() + 1, BASELINE.get(phase["grain"][0], len(at)))) if len(at) else 0


def _months(row: InTime) -> int:
    return 12 * row.period_start.year + row.period_start.month


def _place() -> pl.Expr:
    months = 12 * pl.col("period_start").dt.year().cast(pl.Int64) + pl.col("period_start").dt.month() - 1
    return months // pl.col("grain").replace_strict(MONTHS, return_dtype=pl.Int64)


def _early(columns: list[str]) -> pl.Expr:
    """Whether each row is eligible and among the first periods of its phase."""
    began = _place().filter(_figure(columns)).min().over(*KEYS, "phase")
    last = began + pl.col("grain").replace_strict(BASELINE, default=None, return_dtype=pl.Int64)
    return pl.col("eligible") & (_place() < last).fill_null(True)


def _figure(columns: list[str]) -> pl.Expr:
    """Whether a row has a final figure with its history, shown or hidden; the first such row begins a phase's calendar."""
    unseen = pl.col("symbol").is_in(UNSEEN).fill_null(False) if "symbol" in columns else pl.lit(False)
    comparable = ~pl.col("provisional") & ~pl.col("short_history") & (pl.col("basis") == "counted")
    return (pl.col("value").is_not_null() | unseen) & comparable
