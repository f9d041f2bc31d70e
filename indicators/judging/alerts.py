"""Which series of a level have moved to another level and stayed there? All series of a level are judged together.

The rules of a chart, applied to 120 series every month, always mark some of them by chance. The detector (`statistics.detector`)
adds up the evidence that a lasting change began in one of the last 24 months, and allows for families, for levels that wander and
for a slow drift; `statistics.standing` says how long an alert stands. Alerts are sorted by the number of children concerned, in
both directions; the caller adds whether up is good.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import polars as pl

from indicators.judging import phases
from indicators.judging.phases import KEYS as SERIES
from indicators.judging.watched import WATCH, Watched, levels
from indicators.statistics import seasons

BASELINE = {"month": 24, "quarter": 8}  # the periods before a change that it is compared with in words, at most

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
    "raised": pl.Date,
    "confirmed": pl.Boolean,
    "rounded_to": pl.Int64,
}


def find(series: pl.DataFrame, indicators: Mapping[str, Any] | None = None) -> pl.DataFrame:
    """The alerts of a level, a row per series that changed: those to act on first, then most children first.

    Columns as COLUMNS. `level` is 'act' or 'watch'; `direction` is 'above' or 'below' the level before; `window_start` and
    `since` are the period in which the change likeliest began, and the window lasts from there to the latest period; the baseline
    is the eligible periods of the 24 months (8 quarters) before it; `value`, `baseline_value` and `expected_value` are
    percentages 0 to 100, the last one the baseline moved by the season; `odds_ratio` is the effect of the season, 1 without one;
    `excess` is (p̂ − p₀)·n, the children more (or, below 0, fewer) than expected in the window (for a figure "at end" the mean of
    its periods); `phi` is the dispersion; `evidence` is that of `detector.Evidence`, at its highest while the alert stands, and
    `among` the number of series judged with it; `raised` is the last day of the period that listed it first (null for 'watch'),
    and `confirmed` whether later periods alone show the change, too.
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

    For the arguments and the errors see `watched.levels`. A series is listed from the first period with evidence above ACT and as
    long as `standing.alerts` says; one that is not listed and has evidence above WATCH is worth watching.
    """
    return of_levels(levels(series, indicators))


def of_levels(watched: Iterable[Watched]) -> pl.DataFrame:
    """`tested`, of levels that are at hand."""
    rows = [_row(level, row) for level in watched for row in range(len(level.x))]
    return pl.DataFrame(rows, schema=COLUMNS).sort(SERIES)


def _row(level: Watched, row: int) -> dict[str, Any]:
    """One series of a level, with COLUMNS."""
    told, last = level.alerts(row), level.x.shape[1] - 1
    stands = told[-1] if told and told[-1].ended is None else None
    after = told[-1].ended + 1 if told and told[-1].ended is not None else 0
    months = range(stands.raised if stands else last, last + 1)
    evidence = max(level.found.weight(row, month, 0 if stands else after) for month in months)
    began = stands.began if stands else level.likeliest(row, after)
    upward = stands.upward if stands else bool(level.found.shift[row, last, began] > 0)
    name = level.part.row(int(level.row[row, -1]), named=True)
    return {key: name[key] for key in SERIES} | _amounts(level, row, began) | {
        "level": "act" if stands else "watch" if evidence > WATCH[level.grain] else None,
        "direction": "above" if upward else "below", "phi": level.found.phi[row], "evidence": evidence, "among": len(level.x),
        "raised": level.period(row, stands.raised, "period_end") if stands else None,
        "confirmed": bool(stands and stands.confirmed is not None), "rounded_to": level.rounded_to[row],
    }  # fmt: skip


def _amounts(level: Watched, row: int, began: int) -> dict[str, Any]:
    """The counts since a change began and before it, and what they would have been without it."""
    x, n, season = np.nan_to_num(level.x[row]), np.nan_to_num(level.n[row]), level.season[row]
    at = np.arange(len(x))
    since = level.eligible[row] & (at >= began)
    before = level.eligible[row] & (at < began) & (at >= began - BASELINE[level.grain])
    expected = (seasons.expected_share(x[None], n[None], before[None], season[None])[0] * n)[since].sum()
    numerator, denominator, usual_x, usual_n = (each[mask].sum() for mask in (since, before) for each in (x, n))
    share, usual = expected / denominator, usual_x / max(usual_n, 1)
    times = max(int(since.sum()), 1) if level.at_end[row] else 1
    first = level.period(row, began)
    return {
        "window_months": (len(x) - began) * phases.MONTHS[level.grain], "window_start": first, "since": first,
        "window_end": level.period(row, len(x) - 1, "period_end"), "numerator": int(numerator), "denominator": int(denominator),
        "value": 100 * numerator / denominator, "baseline_numerator": int(usual_x), "baseline_denominator": int(usual_n),
        "baseline_value": 100 * usual, "expected_value": 100 * share, "excess": (numerator - expected) / times,
        "odds_ratio": share / (1 - share) / (usual / (1 - usual)) if season.any() and 0 < usual < 1 else 1.0,
    }  # fmt: skip
