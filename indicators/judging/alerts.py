"""Which series of a whole level changed lately, all of a level judged together.

A screen of 120 series, watched month after month by the rules of a chart, points at some series or other all the time. Here
every series of a level (the authority, its teams, or its categories) is asked one question, "are the latest months like
the two years before them?", and each answer is adjusted for how many were asked. How often chance alone lists a series is
not claimed: where children come in families, and months are alike, more often than any formula here says. The number of
children concerned decides the order. Both directions are found; whether up is good is for the caller to say. Levels
are judged apart, because the same children are in the authority's row and in a team's.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from indicators.judging import phases
from indicators.judging.phases import KEYS as SERIES
from indicators.statistics import control_charts, intervals, many_tests, windows

LEVEL = ["grain", "breakdown"]
# How many of the latest periods are pooled.
WINDOWS = {"month": (1, 3, 6), "quarter": (1, 2)}
# How many before them they are held against: at most, and at least, which is a year.
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

    Columns as COLUMNS. `level` is 'act' (q up to .1) or 'watch' (q up to .2); `direction` 'above' or 'below' what was
    expected; `value`, `baseline_value` and `expected_value` are percentages 0 to 100, the last one the baseline's moved
    by the season; `odds_ratio` is how far, 1 without a season; `excess` is (p̂ − p₀)·n, the children more (or, below 0,
    fewer) than expected in the window (of a figure "at end", on average each time it was counted); `phi` is by how much
    the test was tempered, 1 if not; `since` is the first period of the unbroken run on that side of what is expected.
    What is tested, and how: see `tested`.
    """
    return chosen(tested(series, indicators))


def chosen(tests: pl.DataFrame) -> pl.DataFrame:
    """The alerts among what `tested` gives, with their level, in order."""
    act = pl.when(pl.col("q") <= ACT).then(pl.lit("act")).otherwise(pl.lit("watch"))
    found = tests.filter(pl.col("q") <= WATCH).with_columns(level=act)
    return found.sort(pl.col("level"), -pl.col("excess").abs(), *SERIES)


def told_once(alerts: pl.DataFrame) -> pl.DataFrame:
    """Add `told_with`: the category of the authority's alert that tells a team's story already, null where none does.

    The authority's must be of the same indicator and direction, and no weaker: a team to act on stands by itself where
    the authority as a whole is only worth watching.
    """
    mine = alerts.filter(breakdown="all").select("indicator", "direction", whole="level", told_with="category")
    joined = alerts.join(mine, on=["indicator", "direction"], how="left", maintain_order="left")
    told = (pl.col("breakdown") != "all") & (pl.col("whole") <= pl.col("level"))
    return joined.with_columns(told_with=pl.when(told).then("told_with")).drop("whole")


def tested(series: pl.DataFrame, indicators: Mapping[str, Any] | None = None) -> pl.DataFrame:
    """Every series that could be tested, alert or not, by its strongest window; `level` is null.

    `series` is a series frame of percentages by month or quarter (other grains are left out), with `season` and
    `season_error` (see `seasons.add`) if seasons are to be allowed for. `indicators` maps an indicator's id to its header
    (shown_as, timing): then only percentages are taken, and a figure "at end" that persists (see
    `intervals.persistent`) is tested on its latest period alone, because pooling would count the same children again.
    Only the latest phase of a series is used. Of counts that are rounded (`rounded_to`, if there is one) only series of at
    least that many a period, on either side, are; φ is no less than what rounding adds to chance. Raises ValueError where a
    numerator exceeds its denominator.

    Formula: for windows of the latest 1, 3 and 6 months (1 and 2 quarters), Fisher's mid-p of window against baseline,
    given the odds ratio that the season alone would make, and tempered by the dispersion φ of the first 24 months (12
    quarters; of small series that of all small ones of the level, see `windows.over_dispersion`); the least of them times their
    number, at most 1, is p; q is p adjusted by
    Benjamini and Hochberg over all series of a grain and breakdown. The baseline is what is eligible of the 24 months (8
    quarters) before the window, at least 12 (4). The latest period is the latest one eligible in any series of the indicator, so
    a team that closed raises no alert. A window with a missing or hidden period is not tested; a period with no children
    adds nothing to it.
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
    """The rows that alerts look at: the latest phase of every series that is not closed, up to its last eligible period."""
    kept = pl.col("grain").is_in(list(WINDOWS))
    if indicators is not None:
        kept &= pl.col("indicator").is_in([name for name, each in indicators.items() if each.shown_as == "percentage"])
    last = pl.col("period_end").filter("eligible").max().over("indicator", *LEVEL)
    usable = series.filter(kept).with_columns(last=last).filter(pl.col("period_end") <= pl.col("last"))
    usable = usable.sort(*SERIES, "period_start")
    current = pl.col("phase") == pl.col("phase").last().over(SERIES)
    return usable.filter(current, pl.col("period_end").max().over(SERIES) == pl.col("last")).pipe(fine_enough)


def fine_enough(usable: pl.DataFrame) -> pl.DataFrame:
    """Without the series of rounded counts in which nearly every count is nought or one step: its moves are the rounding's."""
    if "rounded_to" not in usable.columns:
        return usable
    x, n = (pl.col(name).filter("eligible").mean().over(SERIES) for name in ("numerator", "denominator"))
    small = (pl.col("rounded_to") > 1) & (pl.min_horizontal(x, n - x) < pl.col("rounded_to"))
    return usable.filter(~small.fill_null(False))


def _windows(usable: pl.DataFrame, indicators: Mapping[str, Any] | None) -> Iterator[pl.DataFrame]:
    """A frame of counts and p for each grain and length of window."""
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
    """Arrays with a row for each series and a column for each period, the latest last; `row` is its place in the frame."""
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
    grid["rounded_to"] = rounded.gather(grid["row"][:, -1]).to_numpy()  # 1 for a figure that is exact among rounded ones
    return grid


def _lasts(grid: dict[str, Any], row: int, at_end: list[str]) -> bool:
    """Judged on the first two years, which the limits rest on: a change since would look like persistence."""
    if grid["indicator"][row] not in at_end:
        return False
    return intervals.persistent(np.where(grid["early"][row], grid["value"][row], np.nan))


def _rounding(grid: dict[str, Any], at: np.ndarray) -> np.ndarray:
    """The least φ of each series: 1, and what rounding adds to chance's variance."""
    x, n = (np.nanmean(np.where(grid["eligible"][at], grid[name][at], np.nan), axis=1) for name in ("x", "n"))
    return 1 + control_charts.rounding_share(x, n, grid["rounded_to"][at])


def _rows(
    part: pl.DataFrame, grid: dict[str, Any], found: windows.Windows, wanted: np.ndarray, length: int
) -> pl.DataFrame:
    """The wanted series of one length of window, as a frame."""
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
    """The children counted at the end of each month are the same ones again, so their excess is a mean of the counts."""
    again = [name for name, header in (indicators or {}).items() if header.timing == "at end"]
    counts = pl.col("window_months") / pl.col("grain").replace_strict(phases.MONTHS, return_dtype=pl.Int64)
    return rows.with_columns(excess=pl.col("excess") / pl.when(pl.col("indicator").is_in(again)).then(counts).otherwise(1))
