"""Which series of a level changed lately? All series of a level are tested together.

The rules of a chart, applied to 120 series every month, always mark some of them by chance. So every series of a level (the
authority, its teams, or its categories) gets one test, "are the latest months like the two years before them?", and each p
value is adjusted for the number of tests. How often chance alone lists a series is unknown: children come in families, so it
is more often than the formulas assume. Alerts are sorted by the number of children concerned, in both directions; the
caller adds whether up is good. Each level is tested by itself, because the same children are in the authority's row and in a
team's.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from indicators.judging import phases
from indicators.judging.phases import KEYS as SERIES
from indicators.statistics import control_charts, intervals, many_tests, windows

LEVEL = ["grain", "breakdown"]
# The numbers of latest periods that are pooled.
WINDOWS = {"month": (1, 3, 6), "quarter": (1, 2)}
# The number of periods before a window that it is compared with: at most, and at least (a year).
BASELINE = {"month": (24, 12), "quarter": (8, 4)}
ACT, WATCH = 0.1, 0.2

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
    "p": pl.Float64,
    "q": pl.Float64,
    "since": pl.Date,
    "rounded_to": pl.Int64,
}


def find(series: pl.DataFrame, indicators: Mapping[str, Any] | None = None) -> pl.DataFrame:
    """The alerts of a level, a row per series that changed: those to act on first, then most children first.

    Columns as COLUMNS. `level` is 'act' (q up to .1) or 'watch' (q up to .2); `direction` is 'above' or 'below' the expected
    value; `value`, `baseline_value` and `expected_value` are percentages 0 to 100, the last one the baseline moved by the
    season; `odds_ratio` is the effect of the season, 1 without one; `excess` is (p̂ − p₀)·n, the children more (or, below 0,
    fewer) than expected in the window (for a figure "at end" the mean of its periods); `phi` is the dispersion that
    weakened the test, 1 for none; `since` is the first period of the unbroken run on that side of the expected value.
    For the test see `tested`.
    """
    return chosen(tested(series, indicators))


def chosen(tests: pl.DataFrame) -> pl.DataFrame:
    """The alerts among what `tested` gives, with their level, in order."""
    act = pl.when(pl.col("q") <= ACT).then(pl.lit("act")).otherwise(pl.lit("watch"))
    found = tests.filter(pl.col("q") <= WATCH).with_columns(level=act)
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
    """Every tested series, alert or not, a row each with its strongest window; `level` is null.

    `series` is a series frame of percentages by month or quarter (other grains are left out), with `season` and
    `season_error` (see `seasons.add`) to allow for seasons. `indicators` maps an indicator's id to its header
    (shown_as, timing): then only percentages are taken, and a figure "at end" that persists (see
    `intervals.persistent`) is tested on its latest period alone, because pooling would count the same children again.
    Only the latest phase of a series is used. Rounded series (optional column `rounded_to`) are tested only where the
    mean numerator, and the mean of the other children, are at least that step; φ is then at least the variance that rounding
    adds to chance's. Raises ValueError where a numerator exceeds its denominator.

    Formula: for windows of the latest 1, 3 and 6 months (1 and 2 quarters), Fisher's mid-p of window against baseline
    at the odds ratio that the season alone would make, weakened by the dispersion φ of the first 24 months (12 quarters; small
    series take that of all small series of the level): see `windows.over_dispersion` and `many_tests.tempered`. The least of
    them times their number, at most 1, is p; q is p adjusted by Benjamini and Hochberg over all series of a grain and
    breakdown. The baseline is the eligible periods of the 24 months (8 quarters) before the window, at least 12 (4). The latest
    period is the latest eligible one in any series of the indicator, so a team that closed raises no alert. A window with a
    missing or hidden period is not tested; a period without children adds 0 to it.
    """
    every = pl.concat([pl.DataFrame(schema=COLUMNS), *_windows(_testable(series, indicators), indicators)])
    if every.filter(pl.col("numerator") > pl.col("denominator")).height:
        raise ValueError("a numerator is larger than its denominator: alerts are for percentages only.")
    once = pl.min_horizontal(pl.lit(1.0), pl.col("p") * pl.len().over(SERIES))
    ranked = _each_time(every, indicators).with_columns(p=once).sort("p", "window_months", maintain_order=True)
    strongest = ranked.unique(SERIES, keep="first", maintain_order=True)
    levels = [
        level.with_columns(q=many_tests.benjamini_hochberg(level["p"]))
        for level in strongest.partition_by(LEVEL, maintain_order=True)
    ]
    return pl.concat(levels or [every]).sort(SERIES)


def _testable(series: pl.DataFrame, indicators: Mapping[str, Any] | None) -> pl.DataFrame:
    """The rows that alerts use: the latest phase of every series that is not closed, up to its last eligible period."""
    kept = pl.col("grain").is_in(list(WINDOWS))
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


def _windows(usable: pl.DataFrame, indicators: Mapping[str, Any] | None) -> Iterator[pl.DataFrame]:
    """A frame of tested windows, with COLUMNS, for each grain and length of window."""
    at_end = [name for name, header in (indicators or {}).items() if header.timing == "at end"]
    for grain, part in usable.partition_by("grain", as_dict=True).items():
        grid = _grid(part)
        lasting = np.array([_lasts(grid, row, at_end) for row in range(len(grid["x"]))])
        for length in WINDOWS[grain[0]]:
            counts = (grid[name] for name in ("x", "n", "eligible", "season", "season_error"))
            found = windows.pooled(*counts, length, *BASELINE[grain[0]], grid["early"], grid["level"])
            yield _rows(part, grid, found, found.testable & ~(lasting & (length > WINDOWS[grain[0]][0])), length)


SOURCES = {"x": "numerator", "n": "denominator"} | {
    name: name for name in ("eligible", "early", "season", "season_error", "value")
}


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
    grid |= {name: np.zeros(shape) for name in ("season", "season_error")}
    grid |= {name: np.full(shape, np.nan) for name in ("x", "n", "value")}
    grid["row"][series, column] = np.arange(part.height)
    for name, source in SOURCES.items():
        if source in part.columns:
            grid[name][series, column] = part[source].to_numpy()
    grid["indicator"] = part["indicator"].gather(grid["row"][:, -1]).to_list()
    grid["level"] = part["breakdown"].gather(grid["row"][:, -1]).rank("dense").to_numpy() - 1
    grid["bridged"] = phases.BRIDGED[part["grain"][0]]
    rounded = part["rounded_to"] if "rounded_to" in part.columns else pl.repeat(1, part.height, eager=True)
    grid["rounded_to"] = rounded.gather(grid["row"][:, -1]).to_numpy()  # 1 for an exact series among rounded ones
    return grid


def _lasts(grid: dict[str, Any], row: int, at_end: list[str]) -> bool:
    """Whether a figure "at end" persists, by its early periods: a later change would look like persistence."""
    if grid["indicator"][row] not in at_end:
        return False
    return intervals.persistent(np.where(grid["early"][row], grid["value"][row], np.nan))


def _rounding(grid: dict[str, Any], at: np.ndarray) -> np.ndarray:
    """The least φ of each series: 1 plus the variance of rounding as a share of chance's."""
    x, n = (np.nanmean(np.where(grid["eligible"][at], grid[name][at], np.nan), axis=1) for name in ("x", "n"))
    return 1 + control_charts.rounding_share(x, n, grid["rounded_to"][at])


def _rows(
    part: pl.DataFrame, grid: dict[str, Any], found: windows.Windows, wanted: np.ndarray, length: int
) -> pl.DataFrame:
    """The tested series of one length of window, with COLUMNS; `wanted` marks them."""
    at = np.flatnonzero(wanted)
    one = type(found)(*(each[at] for each in found))
    usual, expected = one.baseline_x / one.baseline_n, one.expected / one.n
    side = np.where(one.x > one.expected, 1, -1)
    beyond = side[:, None] * (grid["value"][at] / 100 - one.share)
    began = windows.runs(beyond, np.isnan(grid["value"][at]), grid["eligible"][at], grid["bridged"])
    starts, rows, columns = part["period_start"], grid["row"][at], grid["row"].shape[1]
    first = rows[:, -length] if length <= columns else rows[:, 0]
    since = np.where(began < columns, rows[np.arange(len(at)), np.minimum(began, columns - 1)], first)
    p = many_tests.fisher_mid_p(one.x, one.n, one.baseline_x, one.baseline_n, one.odds_ratio)
    phi = np.where(grid["rounded_to"][at] > 1, np.fmax(one.phi, _rounding(grid, at)), one.phi)
    return pl.DataFrame(
        {
            **part.select(SERIES)[rows[:, -1]].to_dict(),
            "level": pl.Series([None] * len(at), dtype=pl.String),
            "direction": np.where(side > 0, "above", "below"),
            "window_months": np.full(len(at), length * phases.MONTHS[part["grain"][0]]),
            "window_start": starts.gather(first),
            "window_end": part["period_end"].gather(rows[:, -1]),
            "numerator": one.x,
            "denominator": one.n,
            "value": 100 * one.x / one.n,
            "baseline_numerator": one.baseline_x,
            "baseline_denominator": one.baseline_n,
            "baseline_value": 100 * usual,
            "expected_value": 100 * expected,
            "odds_ratio": one.odds_ratio,
            "excess": one.x - one.expected,
            "phi": phi,
            "p": many_tests.tempered(p, phi, one.degrees),
            "q": pl.Series([None] * len(at), dtype=pl.Float64),
            "since": starts.gather(since),
            "rounded_to": grid["rounded_to"][at],
        }
    ).cast(pl.Schema(COLUMNS))


def _each_time(rows: pl.DataFrame, indicators: Mapping[str, Any] | None) -> pl.DataFrame:
    """The rows with the excess of figures "at end" as a mean per period, because each period counts the same children."""
    again = [name for name, header in (indicators or {}).items() if header.timing == "at end"]
    counts = pl.col("window_months") / pl.col("grain").replace_strict(phases.MONTHS, return_dtype=pl.Int64)
    return rows.with_columns(excess=pl.col("excess") / pl.when(pl.col("indicator").is_in(again)).then(counts).otherwise(1))
