"""The series of a level as arrays, with the evidence of change in each: what alerts, their history and actions rest on.

All series of a level are judged together, because small ones learn from the others how much months differ. Each level is judged
by itself, because the same children are in the authority's row and in a team's.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, cast

import numpy as np
import polars as pl

from indicators.judging import phases
from indicators.judging.phases import KEYS as SERIES
from indicators.statistics import control_charts, detector, intervals, standing

LEVEL = ["grain", "breakdown"]
# The first periods of a phase, from which its level and its dispersion are estimated: at most, and at least. The latest periods
# are left out where enough remain, so that a change does not pass for dispersion.
BASE = {"month": (30, 12), "quarter": (10, 4)}
LATEST = {"month": 6, "quarter": 2}
# The evidence from which a series is listed, is worth watching, and is listed no longer. Quarters are looked at less often.
ACT, WATCH, ENDS = ({"month": month, "quarter": quarter} for month, quarter in ((5.75, 4.5), (5.0, 3.75), (3.25, 2.0)))
TELLING = 20  # children that a series counted in its early periods, from which it shows whether it persists
SAME = ("eligible", "early", "season", "value", "in_base")  # columns that are arrays of the same name
SOURCES = {"x": "numerator", "n": "denominator"} | {name: name for name in SAME}


class Watched(NamedTuple):
    """A level: its rows `part`, and arrays with a row for each series and a column for each period, the latest last.

    `row` has the row numbers of `part`; `x` and `n` are NaN where not `eligible`; `spoken` marks the periods in which an alert
    may be raised; `rounded_to` and `at_end` have an element for each series.
    """

    part: pl.DataFrame
    grain: str
    row: np.ndarray
    x: np.ndarray
    n: np.ndarray
    eligible: np.ndarray
    season: np.ndarray
    spoken: np.ndarray
    rounded_to: np.ndarray
    at_end: np.ndarray
    found: detector.Evidence

    def alerts(self, row: int) -> list[standing.Alert]:
        """The alerts that a series has had, the oldest first."""
        return standing.alerts(self.found, row, self.spoken[row], ACT[self.grain], ENDS[self.grain])

    def likeliest(self, row: int, earliest: int = 0) -> int:
        """The period in which a change of a series likeliest began, seen in the latest period; from `earliest` on."""
        first = min(max(earliest, len(self.x[row]) - detector.OLDEST // self.found.months), len(self.x[row]) - 1)
        return first + int(np.argmax(self.found.factor[row, -1, first:]))

    def period(self, row: int, column: int, name: str = "period_start") -> date:
        """The first day of a period of a series or, as `period_end`, its last; without a row, that of the next row."""
        rows = self.row[row, column:]
        return cast(date, self.part[name][int(rows[rows >= 0][0])])


def levels(series: pl.DataFrame, indicators: Mapping[str, Any] | None = None) -> Iterator[Watched]:
    """Each level that can be watched, from a series frame of percentages by month or quarter; other grains are left out.

    `series` may have `season` (see `seasons.add`). `indicators` maps an indicator's id to its header (shown_as, timing): then
    only percentages are taken, and a figure "at end" that persists (see `intervals.persistent`) is left out, because each period
    counts the same children again. Only the latest phase of a series is used, and its base is its first 30 eligible months (10
    quarters) without the latest 6 (2), but at least 12 (4) besides the latest; of rows with `in_base` alone, if there is this
    column. Rounded series (optional column `rounded_to`) are taken where `fine_enough`; φ has the variance that rounding adds.
    The latest period is the latest eligible one in any series of the indicator, so a team
    that closed is not watched. Raises ValueError where a numerator exceeds its denominator.
    """
    usable = _usable(series, indicators)
    if usable.filter("eligible", pl.col("numerator") > pl.col("denominator")).height:
        raise ValueError("a numerator is larger than its denominator: alerts are for percentages only.")
    at_end = [name for name, header in (indicators or {}).items() if header.timing == "at end"]
    for part in usable.partition_by(LEVEL, maintain_order=True):
        watched = _level(part, at_end)
        if watched is not None:
            yield watched


def persistent(series: pl.DataFrame, indicators: Mapping[str, Any]) -> pl.DataFrame:
    """The series that are left out because they persist: a frame of their keys."""
    at_end = [name for name, header in indicators.items() if header.timing == "at end"]
    found = [pl.DataFrame(schema=dict.fromkeys(SERIES, pl.String))]
    for part in _usable(series.filter(pl.col("indicator").is_in(at_end)), indicators).partition_by(LEVEL):
        grid = _grid(part)
        found.append(part.select(SERIES)[grid["row"][_lasting(grid), -1]])
    return pl.concat(found)


def _usable(series: pl.DataFrame, indicators: Mapping[str, Any] | None) -> pl.DataFrame:
    """The rows that are used: the latest phase of every series that is not closed, up to its last eligible period."""
    kept = pl.col("grain").is_in(list(BASE))
    if indicators is not None:
        kept &= pl.col("indicator").is_in([name for name, each in indicators.items() if each.shown_as == "percentage"])
    last = pl.col("period_end").filter("eligible").max().over("indicator", *LEVEL)
    usable = series.filter(kept).with_columns(last=last).filter(pl.col("period_end") <= pl.col("last"))
    usable = usable.sort(*SERIES, "period_start")
    current = pl.col("phase") == pl.col("phase").last().over(SERIES)
    return usable.filter(current, pl.col("period_end").max().over(SERIES) == pl.col("last")).pipe(fine_enough)


def fine_enough(usable: pl.DataFrame) -> pl.DataFrame:
    """The rows without rounded series whose counts are mostly 0 or one step: rounding alone would move them."""
    if "rounded_to" not in usable.columns:
        return usable
    x, n = (pl.col(name).filter("eligible").mean().over(SERIES) for name in ("numerator", "denominator"))
    small = (pl.col("rounded_to") > 1) & (pl.min_horizontal(x, n - x) < pl.col("rounded_to"))
    return usable.filter(~small.fill_null(False))


def _level(part: pl.DataFrame, at_end: list[str]) -> Watched | None:
    """One level, or None without a series that can be watched."""
    grain, grid = part["grain"][0], _grid(part)
    most, fewest = BASE[grain]
    again = np.isin(grid.pop("indicator"), at_end)
    eligible, seen = grid["eligible"], np.cumsum(grid["eligible"], axis=1)
    lasting = _lasting(grid) & again
    most = np.clip(seen[:, -1:] - LATEST[grain], fewest, most)
    wanted = eligible[:, -1] & (seen[:, -1] > fewest) & ~lasting
    if not wanted.any():
        return None
    grid |= {"base": eligible & grid["in_base"] & (seen <= most), "seen": seen}
    kept = {name: each[wanted] for name, each in grid.items()}
    x, n = (np.where(kept["eligible"], kept[name], np.nan) for name in ("x", "n"))
    least = 1 + control_charts.rounding_share(np.nanmean(x, axis=1), np.nanmean(n, axis=1), kept["rounded_to"])
    found = detector.evidence(x, n, kept["base"], kept["of"], kept["season"], phases.MONTHS[grain], least)
    return Watched(part, grain, kept["row"], x, n, kept["eligible"], kept["season"], kept["eligible"] & (kept["seen"] > fewest),
                   kept["rounded_to"], again[wanted], found)


def _grid(part: pl.DataFrame) -> dict[str, np.ndarray]:
    """Arrays with a row for each series and a column for each period, and the number and the name of each series' indicator."""
    placed, place = part.with_columns(pl.Series("place", phases.place(part))), pl.col("place")
    series, column = (
        placed.select(each).to_series().to_numpy()
        for each in (pl.struct(SERIES).rle_id(), place - place.max().over(SERIES) - 1)
    )
    shape = (series[-1] + 1, -column.min())
    grid: dict[str, Any] = {"row": np.full(shape, -1)}
    grid |= {name: np.zeros(shape, dtype=bool) for name in ("eligible", "early")} | {"in_base": np.ones(shape, dtype=bool)}
    grid["season"] = np.zeros(shape)
    grid |= {name: np.full(shape, np.nan) for name in ("x", "n", "value")}
    grid["row"][series, column] = np.arange(part.height)
    for name, source in SOURCES.items():
        if source in part.columns:
            grid[name][series, column] = part[source].to_numpy()
    names = part["indicator"].gather(grid["row"][:, -1])
    grid["indicator"], grid["of"] = names.to_numpy(), names.rank("dense").to_numpy() - 1
    rounded = part["rounded_to"] if "rounded_to" in part.columns else pl.repeat(1, part.height, eager=True)
    return grid | {"rounded_to": rounded.gather(grid["row"][:, -1]).to_numpy()}  # 1 for an exact series among rounded ones


def _lasting(grid: dict[str, np.ndarray]) -> np.ndarray:
    """Whether each figure persists, by its early periods: a later change would look like persistence.

    A series that counted fewer than TELLING then cannot show it, and does as most others of its indicator do.
    """
    early = np.where(grid["early"], grid["value"], np.nan)
    own = np.array([intervals.persistent(values) for values in early])
    tells = np.where(grid["early"], np.nan_to_num(grid["x"]), 0).sum(axis=1) >= TELLING
    counted, lasting = (np.bincount(grid["of"], each) for each in (tells, tells & own))
    return np.where(tells, own, (lasting >= counted / 2)[grid["of"]])
