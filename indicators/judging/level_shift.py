"""Has a process moved to another level, when, and by how much?

After a lasting change every month lies outside the old limits. Where the evidence is strong, `propose` suggests a level shift.
It changes no limits by itself, because only a person can say what changed. Once a shift is declared in the indicator's file or
confirmed, the limits start afresh (`phases`), and `moved` measures it.
"""

from datetime import date
from itertools import pairwise
from typing import TypedDict

import numpy as np
import polars as pl

from indicators.judging import phases
from indicators.judging.phases import SETTLED
from indicators.statistics import intervals, level_shift
from indicators.statistics.proportions import newcombe
from queries.definitions.header import AVERAGES


class Move(TypedDict):
    """A move of level: both levels and the difference with its 95% interval, in shown units (of counts: a month of 30 days).

    lower and upper are None for averages, whose distribution is unknown, and for persistent month-end figures.
    """

    starts_on: date
    before_numerator: int
    before_denominator: int
    before_periods: int
    before: float
    numerator: int
    denominator: int
    periods: int
    after: float
    difference: float
    lower: float | None
    upper: float | None


def propose(frame: pl.DataFrame, shown_as: str, timing: str) -> Move | None:
    """The level shift in the latest phase of one series, where the evidence is strong; else None.

    `frame` is one series with its limits, by month or quarter. `statistics.level_shift` says how strong the evidence must be.
    Averages of days, figures without limits and persistent month-end figures are not tested: the latter count the same
    children in neighbouring months, so a slow drift would look like a step.
    """
    points = _points(frame)
    if points.height < SETTLED or shown_as in AVERAGES or points["chart"].is_null().any() or _lasting(points, timing):
        return None
    step = level_shift.likeliest(*_counts(points, shown_as), counts=shown_as != "percentage")
    if step is None or step.strength < level_shift.THRESHOLD:
        return None
    return _move(_settled(points[: step.at]), points[step.at :], shown_as, timing)


def moved(frame: pl.DataFrame, shown_as: str, timing: str) -> list[Move]:
    """The move of one series at each start of a phase, oldest first; a phase without eligible points is skipped."""
    every = frame.filter("eligible").sort("period_start").partition_by("phase", maintain_order=True)
    return [_move(_settled(before), after, shown_as, timing) for before, after in pairwise(every)]


def _settled(before: pl.DataFrame) -> pl.DataFrame:
    """The points of the level before: those that the limits rest on, so that a page shows one level only."""
    return before.filter("early")


def _points(frame: pl.DataFrame) -> pl.DataFrame:
    latest = frame.filter(pl.col("phase") == pl.col("phase").max())
    return latest.filter("eligible").sort("period_start")


def _counts(points: pl.DataFrame, shown_as: str) -> tuple[np.ndarray, np.ndarray]:
    """Numerators and exposures: children for a percentage, days for a number, child-days for a rate."""
    x, n = points["numerator"].to_numpy(), points["denominator"].to_numpy()
    days = (points["period_end"] - points["period_start"]).dt.total_days().to_numpy() + 1
    return x, {"percentage": n, "number": days}.get(shown_as, n * days)


def _lasting(points: pl.DataFrame, timing: str) -> bool:
    """Whether a month-end figure persists, by the early points of a phase: a later step would look like persistence."""
    return timing == "at end" and intervals.persistent(*phases.spread(points.filter("early"), "value"))


def _move(before: pl.DataFrame, after: pl.DataFrame, shown_as: str, timing: str) -> Move:
    (x, n), (y, m) = (each.select(pl.sum("numerator", "denominator")).row(0) for each in (before, after))
    was, now = _level(before, shown_as), _level(after, shown_as)
    lower, upper = (None, None) if _lasting(before, timing) else _interval(before, after, shown_as)
    return {
        "starts_on": after["period_start"][0],
        "before_numerator": x, "before_denominator": n, "before_periods": before.height,
        "numerator": y, "denominator": m, "periods": after.height,
        "before": was, "after": now, "difference": now - was, "lower": lower, "upper": upper,
    }


def _level(points: pl.DataFrame, shown_as: str) -> float:
    x, n = _counts(points, shown_as)
    unit = {"percentage": 100.0, "number": 30.0, "rate per 10,000": 300_000.0}.get(shown_as)
    return float(points.select(pl.mean("value")).item()) if unit is None else float(unit * x.sum() / n.sum())


def _interval(before: pl.DataFrame, after: pl.DataFrame, shown_as: str) -> tuple[float, float] | tuple[None, None]:
    """Newcombe's interval of a difference of percentages, or the normal interval of two rates, in shown units.

    Both counts are divided by φ first, so that the interval is √φ times as wide.
    """
    if shown_as in AVERAGES:
        return None, None
    (x, n), (y, m) = _counts(before, shown_as), _counts(after, shown_as)
    counts = shown_as != "percentage"
    phi = level_shift.within(np.concatenate([x, y]), np.concatenate([n, m]), len(x), counts)
    if not counts:
        lower, upper = newcombe(y.sum() / phi, m.sum() / phi, x.sum() / phi, n.sum() / phi)
        return 100 * float(lower), 100 * float(upper)
    unit = 30.0 if shown_as == "number" else 300_000.0
    difference = y.sum() / m.sum() - x.sum() / n.sum()
    reach = 1.959964 * np.sqrt(phi * (y.sum() / m.sum() ** 2 + x.sum() / n.sum() ** 2))
    return float(unit * (difference - reach)), float(unit * (difference + reach))
