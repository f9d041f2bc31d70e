"""Which series of a whole level changed lately, with the number of false alarms under control.

A screen of 120 series, watched month after month by the rules of a chart, raises some twenty false alarms a
year. Here every series of a level (the authority, its teams, or its categories) is asked one question, "are
the latest months like the two years before them?", and the answers are judged together, so that of the alerts
marked 'act' about one in ten is chance. The number of children concerned decides the order. Both directions
are found; whether up is good is for the caller to say. Levels are judged apart, because the same children are
in the authority's row and in a team's.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from indicators import intervals

SERIES = ["indicator", "grain", "breakdown", "category"]
LEVEL = ["grain", "breakdown"]
COUNTS = ["numerator", "denominator", "baseline_numerator", "baseline_denominator"]
MONTHS = {"month": 1, "quarter": 3}
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
    "excess": pl.Float64,
    "p": pl.Float64,
    "q": pl.Float64,
    "since": pl.Date,
}


def find(series: pl.DataFrame, indicators: Mapping[str, Any] | None = None) -> pl.DataFrame:
    """The alerts of a level, a row per series that changed: those to act on first, then most children first.

    Columns as COLUMNS. `level` is 'act' (q up to .1) or 'watch' (q up to .2); `direction` 'above' or 'below';
    `value` and `baseline_value` are percentages 0 to 100; `excess` is (p̂ − p₀)·n, the children more (or,
    below 0, fewer) than expected in the window (of a figure "at end",
    on average each time it was counted); `since` is the first period of the unbroken run on that side
    of the baseline. What is tested, and how: see `tested`.
    """
    act = pl.when(pl.col("q") <= ACT).then(pl.lit("act")).otherwise(pl.lit("watch"))
    found = tested(series, indicators).filter(pl.col("q") <= WATCH).with_columns(level=act)
    return found.sort(pl.col("level"), -pl.col("excess").abs(), *SERIES)


def tested(series: pl.DataFrame, indicators: Mapping[str, Any] | None = None) -> pl.DataFrame:
    """Every series that could be tested, alert or not, by its strongest window; `level` is null.

    `series` is a series frame of percentages by month or quarter (other grains are left out). `indicators`
    maps an indicator's id to its header (shown_as, timing): then only percentages are taken, and a figure "at end" that persists (see `intervals.persistent`) is tested on its
    latest period alone, because pooling would count the same children again. Only the latest phase of a series
    is used. Raises ValueError where a
    numerator exceeds its denominator.

    Formula: for windows of the latest 1, 3 and 6 months (1 and 2 quarters), Fisher's mid-p of window against
    baseline; the least of them times their number, at most 1, is p; q is p adjusted by Benjamini and Hochberg
    over all series of a grain and breakdown. The baseline is the 24 eligible months (8 quarters) before the
    window, at least 12 (4). The latest period is the latest one eligible in any series of the indicator, so a
    team that closed raises no alert. A window with a missing or hidden period is not tested; a period with no
    children adds nothing to it.
    """
    windows = [window for part in _parts(series, indicators) for window in _windows(*part)]
    every = _each_time(pl.DataFrame(windows, schema=COLUMNS), indicators)
    if every.filter(pl.col("numerator") > pl.col("denominator")).height:
        raise ValueError("a numerator is larger than its denominator: alerts are for percentages only.")
    p = pl.Series(fisher_mid_p(*(every[name] for name in COUNTS)), dtype=pl.Float64)
    once = pl.min_horizontal(pl.lit(1.0), pl.col("p") * pl.len().over(SERIES))
    ranked = every.with_columns(p=p).with_columns(p=once).sort("p", "window_months", maintain_order=True)
    strongest = ranked.unique(SERIES, keep="first", maintain_order=True)
    levels = [level.with_columns(q=benjamini_hochberg(level["p"])) for level in strongest.partition_by(LEVEL)]
    return pl.concat(levels or [every]).sort(SERIES)


def fisher_mid_p(x: ArrayLike, n: ArrayLike, baseline_x: ArrayLike, baseline_n: ArrayLike) -> np.ndarray:
    """Two-sided mid-p of Fisher's exact test that x of n and baseline_x of baseline_n have the same
    percentage: an array.

    Formula: twice the smaller of P(X < x) + ½P(X = x) and P(X > x) + ½P(X = x), where X is hypergeometric: n
    drawn from n + baseline_n, of whom x + baseline_x count. Never above 1. NaN where either n is 0 or
    anything is missing. Source: Lancaster, 1961, Journal of the American Statistical Association 56, 223-234;
    Agresti, Categorical Data Analysis.
    """
    from scipy.stats import hypergeom

    x, n, baseline_x, baseline_n = (
        np.asarray(count, dtype=float) for count in (x, n, baseline_x, baseline_n)
    )
    drawn = (x, n + baseline_n, x + baseline_x, n)
    half = hypergeom.pmf(*drawn) / 2
    p = 2 * np.minimum(hypergeom.cdf(*drawn) - half, hypergeom.sf(*drawn) + half)
    return np.where((n > 0) & (baseline_n > 0), np.clip(p, 0, 1), np.nan)


def benjamini_hochberg(p: ArrayLike) -> np.ndarray:
    """Adjusted p-values q, an array in the order given: the share of false alarms among all tests with a q as
    low.

    Formula: with p sorted, q(i) = min over j ≥ i of p(j)·m / j, at most 1. A missing p stays missing and is
    not counted in m. Valid when tests are independent or rise together, as the teams of one authority do.
    Source: Benjamini and Hochberg, 1995, Journal of the Royal Statistical Society B 57, 289-300.
    """
    p = np.asarray(p, dtype=float)
    known = np.flatnonzero(~np.isnan(p))
    largest_first = known[np.argsort(-p[known], kind="stable")]
    m, q = len(known), np.full(len(p), np.nan)
    q[largest_first] = np.minimum(1, np.minimum.accumulate(p[largest_first] * m / np.arange(m, 0, -1)))
    return q


def _each_time(windows, indicators):
    """The children counted at the end of each month are the same ones again, so their excess is a mean of the counts."""
    again = [name for name, header in (indicators or {}).items() if header.timing == "at end"]
    counts = pl.col("window_months") / pl.col("grain").replace_strict(MONTHS, return_dtype=pl.Int64)
    return windows.with_columns(excess=pl.col("excess") / pl.when(pl.col("indicator").is_in(again)).then(counts).otherwise(1))


def _parts(series, indicators):
    """(a series up to its indicator's latest eligible period, the windows to try), for each to be tested."""
    usable = series.filter(pl.col("grain").is_in(list(WINDOWS)))
    last = pl.col("period_end").filter("eligible").max().over("indicator", *LEVEL)
    usable = (
        usable.with_columns(last=last).filter(pl.col("period_end") <= pl.col("last")).sort("period_start")
    )
    for part in usable.partition_by(SERIES, maintain_order=True):
        header = None if indicators is None else indicators.get(part["indicator"][0])
        windows, part = WINDOWS[part["grain"][0]], part.filter(pl.col("phase") == pl.col("phase").last())
        if indicators is None:
            yield part, windows
        elif header is not None and header.shown_as == "percentage":
            # Judged on the first two years, which the limits rest on: a change since would look like persistence.
            settled = part.filter("eligible").head(BASELINE[part["grain"][0]][0])["value"]
            lasting = header.timing == "at end" and intervals.persistent(settled)
            yield part, windows[:1] if lasting else windows


def _windows(part, lengths):
    """A row of counts for each window of one series that is complete and has enough before it."""
    if part.is_empty() or part["period_end"][-1] < part["last"][0]:
        return
    most, fewest = BASELINE[part["grain"][0]]
    for length in lengths:
        window, before = part.tail(length), part.head(-length).filter("eligible").tail(most)
        known = window.filter(pl.col("eligible") | (pl.col("denominator") == 0)).height == length
        if known and window["denominator"].sum() > 0 and before.height >= fewest:
            yield _counts(part, window, before)


def _counts(part, window, before):
    x, n, baseline_x, baseline_n = (
        side[name].sum() for side in (window, before) for name in ("numerator", "denominator")
    )
    usual = baseline_x / baseline_n
    side = 1 if x / n > usual else -1
    return {
        **{name: part[name][0] for name in SERIES},
        "direction": "above" if side > 0 else "below",
        "window_months": window.height * MONTHS[part["grain"][0]],
        "window_start": window["period_start"][0],
        "window_end": window["period_end"][-1],
        **dict(zip(COUNTS, (x, n, baseline_x, baseline_n), strict=True)),
        "value": 100 * x / n,
        "baseline_value": 100 * usual,
        "excess": x - usual * n,
        "since": _since(part, side, 100 * usual) or window["period_start"][0],
    }


def _since(part, side, usual):
    """First period of the unbroken run up to now on one side of the usual percentage, or None."""
    start = None
    for row in part.reverse().iter_rows(named=True):
        if row["denominator"] == 0:
            continue
        if not row["eligible"] or side * (row["value"] - usual) <= 0:
            break
        start = row["period_start"]
    return start
