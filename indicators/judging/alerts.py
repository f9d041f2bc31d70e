"""Which series of a level have moved to another level and stayed there? All series of a level are judged together.

The rules of a chart, applied to 120 series every month, always mark some of them by chance. The detector (`statistics.detector`)
adds up the evidence that a lasting change began in one of the last 24 months, and allows for families, for levels that wander and
for a slow drift. Alerts are sorted by the number of children concerned, in both directions; the caller adds whether up is good.
Each level is judged by itself, because the same children are in the authority's row and in a team's.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from indicators.judging import phases
from indicators.judging.phases import KEYS as SERIES
from indicators.statistics import control_charts, detector, intervals, windows

LEVEL = ["grain", "breakdown"]
# The first periods of a phase, from which its level and its dispersion are estimated: at most, and at least.
BASE = {"month": (30, 12), "quarter": (10, 4)}
BASELINE = {"month": 24, "quarter": 8}  # the periods before a change that it is compared with in words, at most
# The evidence from which a series is listed, is worth watching, and is listed no longer. Quarters are looked at less often.
ACT, WATCH, ENDS = ({"month": month, "quarter": quarter} for month, quarter in ((5.75, 4.5), (5.0, 3.75), (3.25, 2.0)))

COLUMNS = {
    **dict.fromkeys([*SERIES, "level", "direction"], pl.String),
    "window_months": pl.Int64,
    "window_start": pl.Date,
    "window_end": pl.Date,
    "numerator": pl.Int64,
    "denominator": pl.Int64,
    "value": pl.Float64,
    "baseline_numerator": pl.Int64,
    "baseline_denominator": pl.Int64,
    "baseline_value": pl.Float64,
    "expected_value": pl.Float64,
    "odds_ratio": pl.Float64,
    "excess": pl.Float64,
    "phi": pl.Float64,
    "evidence": pl.Float64,
    "among": pl.Int64,
    "since": pl.Date,
    "rounded_to": pl.Int64,
}


def find(series: pl.DataFrame, indicators: Mapping[str, Any] | None = None) -> pl.DataFrame:
    """The alerts of a level, a row per series that changed: those to act on first, then most children first.

    Columns as COLUMNS. `level` is 'act' or 'watch'; `direction` is 'above' or 'below' the level before; `window_start` and
    `since` are the period in which the change likeliest began, and the window lasts from there to the latest period; the baseline
    is the eligible periods of the 24 months (8 quarters) before it; `value`, `baseline_value` and `expected_value` are
    percentages 0 to 100, the last one the baseline moved by the season; `odds_ratio` is the effect of the season, 1 without one;
    `excess` is (p̂ − p₀)·n, the children more (or, below 0, fewer) than expected in the window (for a figure "at end" the mean of
    its periods); `phi` is the dispersion; `evidence` is that of `detector.evidence`, `among` the number of series judged with it.
    For the rule see `tested`.
    """
    return chosen(tested(series, indicators))


def chosen(tests: pl.DataFrame) -> pl.DataFrame:
    """The alerts among what `tested` gives, in order."""
    found = tests.filter(pl.col("level").is_not_null())
    return found.sort(pl.col("level"), -pl.col("excess").abs(), *SERIES)


def told_once(alerts: pl.DataFrame) -> pl.DataFrame:
    """Add `told_with`: the category of the authority's alert that covers a team's alert, null where none does.

    The authority's alert must have the same indicator and direction and be no weaker: a team's alert to act on is listed
    by itself where the authority's is only worth watching.
    """
    mine = alerts.filter(breakdown="all").select("indicator", "direction", whole="level", told_with="category")
    joined = alerts.join(mine, on=["indicator", "direction"], how="left", maintain_order="left")
    told = (pl.col("breakdown") != "all") & (pl.col("whole") <= pl.col("level"))
    return joined.with_columns(told_with=pl.when(told).then("told_with")).drop("whole")


def tested(series: pl.DataFrame, indicators: Mapping[str, Any] | None = None) -> pl.DataFrame:
    """Every series that could be judged, alert or not, a row each; `level` is null where there is no alert.

    `series` is a series frame of percentages by month or quarter (other grains are left out), with `season` (see `seasons.add`).
    `indicators` maps an indicator's id to its header (shown_as, timing): then only percentages are taken, and a figure "at end"
    that persists (see `intervals.persistent`) is left out, because each period counts the same children again. Only the latest
    phase of a series is used, and its base is its first 30 eligible months (10 quarters), at least 12 (4) besides the latest.
    Rounded series (optional column `rounded_to`) are judged only where the mean numerator, and the mean of the other children,
    are at least that step; φ has the variance that rounding adds. Raises ValueError where a numerator exceeds its denominator.

    Rule: a series is listed from the first period with evidence above ACT until its evidence is below ENDS; above WATCH alone it
    is worth watching. The latest period is the latest eligible one in any series of the indicator, so a team that closed raises
    no alert. See `detector.evidence` for the formula.
    """
    usable = _testable(series, indicators)
    if usable.filter("eligible", pl.col("numerator") > pl.col("denominator")).height:
        raise ValueError("a numerator is larger than its denominator: alerts are for percentages only.")
    levels = [_judged(part, indicators) for part in usable.partition_by(LEVEL, maintain_order=True)]
    return pl.concat([pl.DataFrame(schema=COLUMNS), *levels]).sort(SERIES)


def _testable(series: pl.DataFrame, indicators: Mapping[str, Any] | None) -> pl.DataFrame:
    """The rows that alerts use: the latest phase of every series that is not closed, up to its last eligible period."""
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


def _judged(part: pl.DataFrame, indicators: Mapping[str, Any] | None) -> pl.DataFrame:
    """The rows of one level that can be judged, with COLUMNS."""
    at_end = [name for name, header in (indicators or {}).items() if header.timing == "at end"]
    grain, grid = part["grain"][0], _grid(part)
    most, fewest = BASE[grain]
    eligible = grid["eligible"]
    base = eligible & (np.cumsum(eligible, axis=1) <= most)
    lasting = np.array([_lasts(grid, row, at_end) for row in range(len(eligible))])
    wanted = eligible[:, -1] & (eligible[:, :-1].sum(axis=1) >= fewest) & ~lasting
    found = {name: each[wanted] for name, each in grid.items() if isinstance(each, np.ndarray)}
    if not wanted.any():
        return pl.DataFrame(schema=COLUMNS)
    x, n = (np.where(found["eligible"], found[name], np.nan) for name in ("x", "n"))
    told = detector.evidence(x, n, base[wanted], found["of"], found["season"], phases.MONTHS[grain], _rounding(found))
    return _rows(part, found, told, grain, at_end)


SOURCES = {"x": "numerator", "n": "denominator"} | {name: name for name in ("eligible", "early", "season", "value")}


def _grid(part: pl.DataFrame) -> dict[str, Any]:
    """Arrays with a row for each series and a column for each period, the latest last; `row` has the row numbers of `part`."""
    placed, place = part.with_columns(pl.Series("place", phases.place(part))), pl.col("place")
    series, column = (
        placed.select(each).to_series().to_numpy()
        for each in (pl.struct(SERIES).rle_id(), place - place.max().over(SERIES) - 1)
    )
    shape = (series[-1] + 1, -column.min())
    grid: dict[str, Any] = {"row": np.zeros(shape, dtype=int)}
    grid |= {name: np.zeros(shape, dtype=bool) for name in ("eligible", "early")}
    grid["season"] = np.zeros(shape)
    grid |= {name: np.full(shape, np.nan) for name in ("x", "n", "value")}
    grid["row"][series, column] = np.arange(part.height)
    for name, source in SOURCES.items():
        if source in part.columns:
            grid[name][series, column] = part[source].to_numpy()
    names = part["indicator"].gather(grid["row"][:, -1])
    grid["indicator"], grid["of"] = names.to_list(), names.rank("dense").to_numpy() - 1
    rounded = part["rounded_to"] if "rounded_to" in part.columns else pl.repeat(1, part.height, eager=True)
    grid["rounded_to"] = rounded.gather(grid["row"][:, -1]).to_numpy()  # 1 for an exact series among rounded ones
    return grid


def _lasts(grid: dict[str, Any], row: int, at_end: list[str]) -> bool:
    """Whether a figure "at end" persists, by its early periods: a later change would look like persistence."""
    if grid["indicator"][row] not in at_end:
        return False
    return intervals.persistent(np.where(grid["early"][row], grid["value"][row], np.nan))


def _rounding(grid: dict[str, np.ndarray]) -> np.ndarray:
    """The least φ of each series: 1 plus the variance of rounding as a share of chance's."""
    x, n = (np.nanmean(np.where(grid["eligible"], grid[name], np.nan), axis=1) for name in ("x", "n"))
    return 1 + control_charts.rounding_share(x, n, grid["rounded_to"])


def _rows(
    part: pl.DataFrame, grid: dict[str, np.ndarray], found: detector.Evidence, grain: str, at_end: list[str]
) -> pl.DataFrame:
    """The judged series of a level, with COLUMNS."""
    weight, column = np.nan_to_num(found.weight, nan=-np.inf), np.arange(grid["x"].shape[1])
    began = found.began[:, -1].astype(int)
    since = grid["eligible"] & (column >= began[:, None])
    before = grid["eligible"] & (column < began[:, None]) & (column >= began[:, None] - BASELINE[grain])
    x, n = (np.where(grid["eligible"], grid[name], 0.0) for name in ("x", "n"))
    share = windows.expected_share(x, n, before, grid["season"])
    sums = {name: (each * mask).sum(axis=1) for name, each, mask in (
        ("numerator", x, since), ("denominator", n, since), ("baseline_numerator", x, before),
        ("baseline_denominator", n, before), ("expected", share * n, since))}  # fmt: skip
    return _told(part, grid, found, grain, began, sums, standing(weight, grid["eligible"], grain), since.sum(axis=1), at_end)


def standing(weight: np.ndarray, eligible: np.ndarray, grain: str) -> np.ndarray:
    """The level of each series at its latest period: 2 to act on, 1 worth watching, 0 neither."""
    seen = np.cumsum(eligible, axis=1) > BASE[grain][1]
    act = detector.standing(np.where(seen, weight, -np.inf), 0, ACT[grain], ENDS[grain])[:, -1]
    return np.where(act, 2, np.where(weight[:, -1] > WATCH[grain], 1, 0))


def _told(
    part: pl.DataFrame, grid: dict[str, np.ndarray], found: detector.Evidence, grain: str, began: np.ndarray,
    sums: dict[str, np.ndarray], level: np.ndarray, periods: np.ndarray, at_end: list[str],
) -> pl.DataFrame:
    """Those rows as a frame."""
    rows, starts = grid["row"], part["period_start"]
    value, usual, expected = (
        sums[top] / np.maximum(sums[below], 1) for top, below in (
            ("numerator", "denominator"), ("baseline_numerator", "baseline_denominator"), ("expected", "denominator"))
    )
    again = np.isin(part["indicator"].gather(rows[:, -1]).to_numpy(), at_end)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where((grid["season"] != 0).any(axis=1), expected / (1 - expected) / (usual / (1 - usual)), 1.0)
    first = starts.gather(rows[np.arange(len(rows)), began])
    return pl.DataFrame({
        **part.select(SERIES)[rows[:, -1]].to_dict(),
        "level": pl.Series([(None, "watch", "act")[each] for each in level], dtype=pl.String),
        "direction": np.where(found.shift[:, -1] > 0, "above", "below"),
        "window_months": (rows.shape[1] - began) * phases.MONTHS[grain],
        "window_start": first,
        "window_end": part["period_end"].gather(rows[:, -1]),
        "numerator": sums["numerator"], "denominator": sums["denominator"], "value": 100 * value,
        "baseline_numerator": sums["baseline_numerator"], "baseline_denominator": sums["baseline_denominator"],
        "baseline_value": 100 * usual, "expected_value": 100 * expected, "odds_ratio": ratio,
        "excess": (sums["numerator"] - sums["expected"]) / np.where(again, np.maximum(periods, 1), 1),
        "phi": found.phi, "evidence": found.weight[:, -1], "among": len(rows), "since": first, "rounded_to": grid["rounded_to"],
    }).cast(pl.Schema(COLUMNS))  # fmt: skip
