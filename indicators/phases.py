"""Which points of a series can be judged, and which of them belong together: the first step of the pipeline.

A process that is known to have changed is two processes. A change that the indicator's file declares
(`[[changed]]` with `rebase = true`), or a step that a person confirmed, starts a new phase: limits and alerts
begin afresh there and nothing before it is held against what came after.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

KEYS = ["indicator", "grain", "breakdown", "category"]  # what makes rows one series
FEWEST = 12  # points a phase needs for any limits
SETTLED = 24  # points from which limits are no longer called trial limits, and runs and steps are looked for
# The baseline is the first so many points of a phase and then stays, so that a change is measured against what came before
# it. Quarters freeze after three years: six years of them would swallow the change.
BASELINE = {"month": 24, "quarter": 12}

# The points limits rest on and alerts are tested on: complete, and counted in full. Nothing to divide by is no value.
ELIGIBLE = (
    pl.col("value").is_not_null()
    & ~pl.col("provisional")
    & ~pl.col("short_history")
    & (pl.col("basis") == "counted")
)


def add(frame: pl.DataFrame, rebase: Sequence[date] = (), confirmed: pl.DataFrame | None = None) -> pl.DataFrame:
    """Add `eligible` and `phase` (0, 1, 2 ...: how many new starts lie on or before the period's first day).

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
    return frame.with_columns(eligible=ELIGIBLE, phase=phase.cast(pl.Int64))
