"""Estimates how long waits last, from observed spells: medians, and shares that last longer than the standard.

A wait without an end counts for as long as it was observed. Gaps between sessions or visits are observed during a period (a gap
that was already open enters with the length it had); closures are followed from their day until the child returns.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from indicators.statistics import intervals, survival
from indicators.statistics.survival import Curve, Estimate

FEWEST = 10  # waits that a share or a median needs; with fewer it is too unreliable to show
CURVE = 3  # a curve of gaps ends at this many times the standard
WEEK = 7
UNRELIABLE = "u"
MONTHS = {3: 91, 6: 183, 12: 365}  # months of follow-up after a closure: days
MEDIAN, SHARE = ("median", "median_lower", "median_upper"), ("share_over", "share_lower", "share_upper")
COUNTS = ("spells", "events", "people", "open_over")
POINT = ("share", "lower", "upper")
KEYS = {"kind": pl.String, "standard_days": pl.Int64, "grain": pl.String, "period_start": pl.Date, "period_end": pl.Date,
        "breakdown": pl.String, "category": pl.String}
FIGURES = list(KEYS)
TYPES = dict.fromkeys(COUNTS, pl.Int64) | dict.fromkeys(MEDIAN + SHARE, pl.Float64) | {"symbol": pl.String}


@dataclass(frozen=True)
class Waits:
    """Spells as arrays, in days since 1970: `latest` is the last day on which a wait could have ended."""

    start: np.ndarray
    latest: np.ndarray
    ended: np.ndarray
    before: np.ndarray
    people: np.ndarray
    team: np.ndarray


@dataclass(frozen=True)
class Watched:
    """The observed waits of one group as arrays: length in days, whether it ended, its length at the beginning of the
    observation, the person and team as numbers, and whether it was still open at the end of the period.
    """

    time: np.ndarray
    status: np.ndarray
    entry: np.ndarray
    people: np.ndarray
    team: np.ndarray
    open: np.ndarray

    def of(self, chosen: np.ndarray) -> "Watched":
        """The waits selected by the mask `chosen`."""
        return Watched(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def estimates(spells: pl.DataFrame, periods: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(figures, curves) for the whole authority and every team.

    `spells` are the table of queries/model/spell.sql; `periods` has a row per figure: kind, standard_days, returns (whether
    closures are followed), grain, period_start, period_end, followed_to. Figures: FIGURES; spells, events and people observed;
    open_over, the gaps that are open at the end and already longer than the standard; the median and the share that lasts
    longer, each with a 95% interval and null if it cannot be estimated; `symbol` u for too few. Curves: FIGURES, day, share (0
    to 1), lower, upper, as far as enough are observed.

    The share is about gaps during the period. Children who were last seen long before it are past the standard already and do
    not change the share; they are in open_over, so pages always show the two together. The intervals assume that gaps are
    independent; gaps of one child, or of children supervised together, are similar, so the true intervals are a little wider.
    """
    figures, curves = [], []
    for kind in periods["kind"].unique(maintain_order=True):
        frame = spells.filter(kind=kind).with_columns(pl.col("team").rank("dense").alias("place"))
        teams = dict(frame.select("place", "team").unique().sort("place").rows())
        waits = arrays(frame)
        for period in periods.filter(kind=kind).iter_rows(named=True):
            every = watched(waits, period)
            groups = [("all", "All", every)]
            groups += [("team", teams[place], every.of(every.team == place)) for place in np.unique(every.team)]
            for breakdown, category, group in groups:
                key = {name: period[name] for name in FIGURES[:5]} | {"breakdown": breakdown, "category": category}
                figure, curve = _estimate(group, period)
                curves.append((len(figures), *curve))
                figures.append(key | figure)
    counted = pl.DataFrame(figures, schema=KEYS | TYPES)
    return counted, _curves(counted, curves)


def _curves(figures: pl.DataFrame, curves: list[tuple[int, np.ndarray, Estimate]]) -> pl.DataFrame:
    """The curves as rows, each with the key of its figure."""
    rows, days, shares = zip(*curves, strict=True) if curves else ((),) * 3
    row = np.repeat(np.array(rows, dtype=np.uint32), [len(day) for day in days])
    columns = [np.concatenate([[], *days]), *(np.concatenate([[], *(each[side] for each in shares)]) for side in range(3))]
    points = pl.DataFrame(columns, schema=["day", *POINT]).cast({"day": pl.Int64}).fill_nan(None)
    return figures.select(FIGURES)[row].hstack(points)


def arrays(spells: pl.DataFrame) -> Waits:
    """The spells of one kind as arrays; people and teams as numbers."""
    start, end = (spells[name].cast(pl.Int32).to_numpy() for name in ("start_date", "end_date"))
    ended = spells["ended"].to_numpy()
    people, team = (spells.select(pl.coalesce(names).rank("dense")).to_series().to_numpy() for names in
                    (["child_id", "worker_id"], ["team"]))
    return Waits(start, np.where(ended, end, end - 1), ended, spells["days_before"].to_numpy(), people, team)


def watched(waits: Waits, period: dict) -> Watched:
    """The waits of one kind as observed for a period; those without an observed day are left out.

    A gap is observed on the days of the period on which it could end, and ends then or is censored. A closure in the period is
    followed from its own day, for the days of the standard and as far as the extracts reach.
    """
    first, last = (_number(period[name]) for name in ("period_start", "period_end"))
    entry, until, chosen = waits.before + np.maximum(0, first - 1 - waits.start), last, True
    if period["returns"]:
        chosen = (waits.start >= first) & (waits.start <= last)
        until = np.minimum(_number(period["followed_to"]), waits.start + period["standard_days"])
    time = waits.before + np.minimum(waits.latest, until) - waits.start
    still = (waits.latest > last) | (~waits.ended & (waits.latest == last))
    every = Watched(time, waits.ended & (waits.latest <= until), entry, waits.people, waits.team, still)
    return every.of((time > entry) & chosen)


def _estimate(group: Watched, period: dict) -> tuple[dict[str, Any], tuple[np.ndarray, Estimate]]:
    """The figure of one group and its curve: days and shares."""
    curve = survival.kaplan_meier(group.time, group.status, group.entry)
    places, followed = survival.support(curve, group.time, group.entry)
    reach, standard = survival.reach(curve, places, followed, FEWEST), period["standard_days"]
    people = len(np.unique(group.people))
    figure: dict[str, Any] = {"spells": len(group.time), "events": int(group.status.sum()), "people": people}
    figure["open_over"] = None if period["returns"] else int(np.sum(group.open & (group.time > standard)))
    figure |= _median(curve, reach) | _share(curve, places, followed, reach, standard)
    figure["symbol"] = UNRELIABLE if figure["share_over"] is None else None
    furthest, step = (standard, WEEK) if period["returns"] else (CURVE * standard, 1)
    day = np.arange(0, min(reach, furthest) + 1, step) if reach > 0 else np.empty(0)
    return figure, (day, survival.still_waiting(curve, day))


def _median(curve: Curve, reach: float) -> dict[str, float | None]:
    """The median and its interval in days; null beyond `reach`, where too few are observed."""
    found = survival.quantile(curve)
    sides = zip(MEDIAN, found, strict=True)
    return {name: value if found.value <= reach and value <= reach else None for name, value in sides}


def _share(curve: Curve, places: np.ndarray, followed: np.ndarray, reach: float, standard: int) -> dict[str, float | None]:
    """The share that lasts longer than the standard, in percent, with its interval; for 0% and 100% it is Wilson's interval."""
    if reach < standard:
        return dict.fromkeys(SHARE)
    share, lower, upper = survival.still_waiting(curve, standard)
    if share in (0, 1):
        rest = int(followed[: np.searchsorted(places, standard) + 1].min())
        (lower,), (upper,) = intervals.wilson([rest * share], [rest])
    return {name: 100 * float(value) for name, value in zip(SHARE, (share, lower, upper), strict=True)}


def _number(day: date) -> int:
    """A date as days since 1970, as in Polars."""
    return (day - type(day)(1970, 1, 1)).days
