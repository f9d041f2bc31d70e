"""Authorities among all of England's: the funnel of a year, the authorities outside it, ranks and quarters.

The centre of the funnel, and the variation between authorities beyond chance, are estimated from every authority with a
comparable figure, because eleven are too few. Values are in shown units. Only a percentage with counts has a funnel, and a
number has no ranks.
"""

from typing import NamedTuple

import numpy as np
import polars as pl

from indicators.comparing import comparison
from indicators.comparing.row_types import Nationally
from indicators.statistics import funnels, outside, ranks
from indicators.statistics.funnels import INNER, OUTER, Funnel
from queries.definitions.national_series import PERCENTAGE, unit

LETTERS = {1.0: "A", 2.0: "B", 3.0: "C", 4.0: "D"}
DRAWN = 160  # points along the line of a limit
JUDGED = ("outside", "wide_lower", "wide_upper")


class National(NamedTuple):
    """A year among all authorities: its funnel (None without counts), and every authority with its figure and its rank."""

    funnel: Funnel | None
    authorities: pl.DataFrame


def of_year(published: pl.DataFrame, series: str | None, year: int | None) -> National:
    """The funnel and the authorities of a year.

    Columns of the authorities: area_code, area_name, value, numerator, denominator (null where the series has none or
    they do not fit), outside, wide_lower, wide_upper (see `_judged`), rank (1 is the lowest value) and quarter (1 to 4,
    1 the lowest values). Authorities without a figure, or with one that is not comparable, are left out.
    """
    rows = comparison.known(published.filter(pl.col("series") == pl.lit(series, pl.String)))
    rows = rows.filter(
        (pl.col("area_type") == "authority") & (pl.col("year") == pl.lit(year, pl.Int64)),
        pl.col("value").is_not_null() & pl.col("note").is_null(),
    ).select("area_code", "area_name", "value", "numerator", "denominator")
    x, n = _counts(rows, series)
    funnel = funnels.estimated(x, n) if (~np.isnan(n)).any() else None
    places = {"rank": ranks.places(rows["value"]), "quarter": ranks.bands(rows["value"], "low is good")}
    ranked = rows.with_columns(pl.Series(name, place, pl.Float64).cast(pl.Int64) for name, place in places.items())
    return National(funnel, _judged(ranked, funnel, series))


def lines(funnel: Funnel, most: float) -> pl.DataFrame:
    """The limits to draw, up to a number of children: children, lower95, upper95, lower998, upper998 in percent."""
    children = np.unique(np.round(np.geomspace(1, max(most, 2), DRAWN)))
    inner, outer = (outside.limits(funnel, children, confidence) for confidence in (INNER, OUTER))
    ends = dict(zip(("lower95", "upper95", "lower998", "upper998"), (*inner, *outer), strict=True))
    return pl.DataFrame({"children": children, **{name: 100 * end for name, end in ends.items()}})


def standing(national: National, code: str, polarity: str) -> Nationally:
    """One authority among all: national_rank, national_ranked, quarter (1 the lowest values), band (A the best quarter to
    D the worst, None where neither high nor low is good), outside, phi (None if authorities differ by no more than
    chance), between (the standard deviation between authorities, in points) and centre (percent).

    For an authority without a rank, only national_ranked, phi, between and centre have a value.
    """
    funnel, known = national
    row = next(iter(known.filter(area_code=code).to_dicts()), {})
    letters = ranks.bands(known["value"], polarity)[(known["area_code"] == code).to_numpy()]
    return {
        "national_rank": row.get("rank"), "national_ranked": known.height or None,
        "quarter": row.get("quarter"), "band": next((LETTERS.get(each) for each in letters), None),
        "outside": row.get("outside"), "wide_lower": row.get("wide_lower"), "wide_upper": row.get("wide_upper"),
        "centre": 100 * funnel.centre if funnel else None,
        "phi": funnel.phi if funnel and funnel.widened else None,
        "between": 200 * float(np.sqrt(funnel.centre * (1 - funnel.centre) * funnel.between)) if funnel else None,
    }


def _counts(rows: pl.DataFrame, series: str | None) -> tuple[np.ndarray, np.ndarray]:
    """Numerators and denominators, NaN where one is missing or the numerator exceeds the denominator; all NaN for other units."""
    fit = (pl.col("denominator") > 0) & pl.col("numerator").is_between(0, pl.col("denominator"))
    usable = fit & pl.col("value").is_not_null() & pl.lit(unit(series) == PERCENTAGE)
    found = rows.select(pl.when(usable).then(pl.col(name)).cast(pl.Float64).fill_null(float("nan"))
                        for name in ("numerator", "denominator"))
    return found["numerator"].to_numpy(), found["denominator"].to_numpy()


def _judged(areas: pl.DataFrame, funnel: Funnel | None, series: str | None) -> pl.DataFrame:
    """Add outside, wide_lower and wide_upper to rows with value, numerator and denominator.

    outside: 2 above the 99.8% limit, 1 above the 95% limit, 0 within, −1 and −2 below, null without counts or funnel.
    wide_lower, wide_upper: the 95% interval (shown units), which excludes the centre exactly where outside is not 0.
    """
    if funnel is None:
        kinds = (pl.Int64, pl.Float64, pl.Float64)
        return areas.with_columns(pl.lit(None, kind).alias(name) for name, kind in zip(JUDGED, kinds, strict=True))
    x, n = _counts(areas, series)
    codes = np.sum([outside.outside(funnel, x, n, confidence) for confidence in (INNER, OUTER)], axis=0)
    lower, upper = (100 * end for end in outside.interval(funnel, x, n))
    added = [pl.Series(name, each, pl.Float64).fill_nan(None) for name, each in zip(JUDGED, (codes, lower, upper), strict=True)]
    return areas.with_columns(added[0].cast(pl.Int64), *added[1:])
