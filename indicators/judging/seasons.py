"""The effect of the time of year on a figure, so that August and March raise no alerts and a chart can show it.

The season is estimated from three years or more of the whole authority's series and applied to its teams, which are too small
for one of their own. With fewer years, or no effect beyond chance, the season is 0 and a sentence gives the reason.
"""

import calendar

import numpy as np
import polars as pl

from indicators.judging import phases
from indicators.judging.phases import KEYS
from indicators.statistics import seasons

PLACES = {"month": 12, "quarter": 4}
# The latest periods, which alerts test, are left out where enough remain, so that a change is not taken for a season.
LATEST = {"month": 6, "quarter": 2}
QUARTERS = ("January to March", "April to June", "July to September", "October to December")

FOUND = {"indicator": pl.String, "grain": pl.String, "place": pl.Int64, "season": pl.Float64, "season_error": pl.Float64,
         "season_reason": pl.String}

NOT_LOOKED_FOR = "An effect of the time of year is tested only for months and quarters of the whole authority."
ONLY_SHARES = "An effect of the time of year is tested only for percentages."
TOO_SHORT = "Too little to test for an effect of the time of year: {} {}s of the {} needed."
NOTHING_STANDS_OUT = "No effect of the time of year shows beyond what chance explains."
NOT_ESTIMATED = "The effect of the time of year cannot be estimated: at some time of year none, or all, were counted."


def add(frame: pl.DataFrame, whole: pl.DataFrame | None = None) -> pl.DataFrame:
    """Add `season`, the effect of each period's time of year in log-odds, `season_error`, its standard error (both 0.0
    without a season), and `season_reason`, a sentence.

    `whole` holds the authority's own series of the same indicators and grains, with `eligible` and `phase`; without it
    they are the rows of `frame` about all children. The effects average 0 over a year. For the model and its test see
    `statistics.seasons.fit`; blocks are 12 months counted back from the last month fitted, and every phase has blocks of its
    own. Only percentages have a season.
    """
    whole = (frame if whole is None else whole).filter(pl.col("grain").is_in(list(PLACES)), breakdown="all")
    rows = [row for part in whole.partition_by(KEYS) for row in _rows(part.sort("period_start"))]
    known = pl.DataFrame(rows, schema=FOUND, orient="row")
    placed = frame.with_columns(place=_place(frame))
    found = placed.join(known, on=["indicator", "grain", "place"], how="left", maintain_order="left").drop("place")
    return found.with_columns(pl.col("season", "season_error").fill_null(0.0), pl.col("season_reason").fill_null(NOT_LOOKED_FOR))


def expect(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `expected`: the percentage of each period if the time of year alone moved it from the baseline.

    Needs the columns of `add` and `limits.add`. Null for a series without a season and for a phase without a baseline. With
    s the season, it is expit(a + s), where a makes the expected numerators of the baseline add up to the counted ones.
    """
    if frame.is_empty() or not (frame["season"] != 0).any():
        return frame.with_columns(expected=pl.lit(None, pl.Float64))
    parts = frame.with_row_index("row").partition_by([*KEYS, "phase"], maintain_order=True)
    return pl.concat([_expected(part) for part in parts]).sort("row").drop("row")


def sentence(frame: pl.DataFrame) -> str:
    """The sentence about the season of a frame of one indicator and grain."""
    return frame["season_reason"][0] if frame.height else NOT_LOOKED_FOR


def _rows(part: pl.DataFrame) -> list[tuple[str, str, int, float, float, str]]:
    """(indicator, grain, place, season, season_error, season_reason) for each month or quarter of the year."""
    indicator, grain = part["indicator"][0], part["grain"][0]
    effects, errors, reason = _fitted(part)
    both = zip(effects.tolist(), errors.tolist(), strict=True)
    return [(indicator, grain, place, *effect, reason) for place, effect in enumerate(both)]


def _fitted(part: pl.DataFrame) -> tuple[np.ndarray, np.ndarray, str]:
    """The effects of one series, their errors, and the sentence about them."""
    grain, known = part["grain"][0], part.filter("eligible")
    places = PLACES[grain]
    needed, none = seasons.YEARS * places, (np.zeros(places), np.zeros(places))
    if known.height < needed:
        return *none, TOO_SHORT.format(known.height, grain, needed)
    if (known["numerator"] > known["denominator"]).any():
        return *none, ONLY_SHARES
    at = phases.place(known)
    settled = known.filter(at <= at[-1] - LATEST[grain])
    used = settled if settled.height >= needed else known
    found = seasons.fit(used["numerator"], used["denominator"], _place(used).to_numpy(), _block(used), places)
    if np.isnan(found.p):
        return *none, NOT_ESTIMATED
    return found.effects, found.errors, _said(found.effects, grain) if found.effects.any() else NOTHING_STANDS_OUT


def _place(frame: pl.DataFrame) -> pl.Series:
    """The place in the year of each row: months from 0 to 11, quarters from 0 to 3."""
    month = pl.col("period_start").dt.month().cast(pl.Int64) - 1
    return frame.select(pl.when(pl.col("grain") == "quarter").then(month // 3).otherwise(month).alias("place")).to_series()


def _block(known: pl.DataFrame) -> np.ndarray:
    """The number of each row's block: 12 months counted back from the last month, separate for every phase."""
    months = (12 * pl.col("period_start").dt.year() + pl.col("period_start").dt.month()).cast(pl.Int64)
    return known.select(((months.max() - months) // 12) * 1000 + pl.col("phase")).to_series().to_numpy()


def _expected(part: pl.DataFrame) -> pl.DataFrame:
    x, n, season = (part[name].cast(pl.Float64).to_numpy()[None, :] for name in ("numerator", "denominator", "season"))
    base = part["in_baseline"].to_numpy()[None, :]
    share = seasons.expected_share(np.nan_to_num(x), np.nan_to_num(n), base, season)[0]
    known = bool(base.any()) and bool(season.any())
    return part.with_columns(pl.Series("expected", 100 * share if known else [None] * part.height, pl.Float64))


def _said(effects: np.ndarray, grain: str) -> str:
    """'August and December are usually higher, February is usually lower.'"""
    names = QUARTERS if grain == "quarter" else calendar.month_name[1:]
    half = np.abs(effects).max() / 2
    ways = {"higher": effects >= half, "lower": effects <= -half}
    told = [_listed([names[place] for place in np.flatnonzero(stands)], way) for way, stands in ways.items() if stands.any()]
    return ", ".join(told) + ". Alerts allow for it."


def _listed(names: list[str], way: str) -> str:
    verb = "is" if len(names) == 1 else "are"
    return f"{' and '.join([', '.join(names[:-1])] * (len(names) > 1) + names[-1:])} {verb} usually {way}"
