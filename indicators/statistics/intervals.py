"""Confidence intervals of a single figure, and whether a series persists.

A percentage of 20 children is imprecise, one of 2,000 precise. A percentage has a Wilson score interval, a rate
of events an exact Poisson interval or Byar's. The functions take numbers or columns and keep the order; an
undefined value (a denominator of 0, or a missing count) is NaN, never 0 or 100.
"""

from statistics import NormalDist

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

Pair = tuple[np.ndarray, np.ndarray]

# Below this number of events the exact Poisson interval replaces Byar's approximation, as in public health statistics.
EXACT_BELOW = 10


def wilson(numerator: ArrayLike, denominator: ArrayLike, confidence: float = 0.95) -> Pair:
    """Wilson score interval of a proportion: (lower, upper), each an array of proportions 0 to 1.

    Formula: (2x + z² ∓ z√(z² + 4x(1 − x/n))) / (2(n + z²)), where z is the two-sided normal quantile. The
    lower limit is exactly 0 when x = 0 and the upper exactly 1 when x = n. NaN where n = 0 or a count is
    missing. Raises ValueError for a negative count, for x above n, or for a confidence not between 0 and 1.
    Source: Wilson, 1927, Journal of the American Statistical Association 22, 209-212.
    """
    x, n = _counts(numerator, denominator)
    if np.any(x > n):
        raise ValueError("a numerator is larger than its denominator, so this is not a proportion.")
    n = np.where(n > 0, n, np.nan)
    z = _normal_quantile(confidence)
    middle, reach = 2 * x + z**2, z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    lower, upper = (middle - reach) / (2 * (n + z**2)), (middle + reach) / (2 * (n + z**2))
    return np.where(x == 0, lower * 0, lower), np.where(x == n, upper * 0 + 1, upper)


def rate(count: ArrayLike, exposure: ArrayLike, confidence: float = 0.95, per: float = 10_000) -> Pair:
    """Interval of a rate of events: (lower, upper), each an array of events per `per` units of exposure.

    Formula: of fewer than 10 events exact Poisson, χ²(α/2; 2x)/2 and χ²(1 − α/2; 2x + 2)/2; from 10 on Byar's
    approximation, x(1 − 1/9x − z/3√x)³ and the same with x + 1 and + z. The lower limit of no events is 0.
    NaN where the exposure is 0 or anything is missing. Raises ValueError for a negative count or a confidence
    not between 0 and 1. Source: Breslow and Day, 1987, Statistical Methods in Cancer Research II, pages
    68-71.
    """
    from scipy.special import gammaincinv

    x, exposed = _counts(count, exposure)
    z, tail = _normal_quantile(confidence), (1 - confidence) / 2
    known = np.where(np.isnan(x), 0, x)
    many, few = np.maximum(known, EXACT_BELOW), np.minimum(known, EXACT_BELOW)
    exact = known < EXACT_BELOW
    lower = np.where(exact, gammaincinv(np.maximum(few, 1), tail), _byar(many, -z))
    upper = np.where(exact, gammaincinv(few + 1, 1 - tail), _byar(many + 1, z))
    unit = per / np.where((exposed > 0) & ~np.isnan(x), exposed, np.nan)
    return np.where(known == 0, 0.0, lower) * unit, upper * unit


def persistent(values: ArrayLike) -> bool:
    """Whether a series persists: neighbouring periods are alike, so they are not independent.

    Formula: the lag-1 autocorrelation of the values (units do not matter) is above 2/√n, which chance alone
    exceeds in about one series in forty. `values` are in order of time; a missing period is NaN, and the periods on either side
    of it are not neighbours: Σ over the m pairs of neighbours, times (n − 1)/m. False for fewer than 12 values, without
    neighbours or for values that never change. A month-end figure persists if a child stays in the state for months (on a plan
    for two years); a state that each session ends does not persist. Source: Box and Jenkins, 1970, Time Series Analysis,
    section 2.1 (Bartlett's standard error).
    """
    values = np.asarray(values, dtype=float)
    known = np.count_nonzero(~np.isnan(values))
    return bool(known >= 12 and likeness(values) > 2 / np.sqrt(known))


def likeness(values: ArrayLike) -> float:
    """The lag-1 autocorrelation of a series, from −1 to 1 or a little beyond; see `persistent`.

    Formula: Σ d(i)d(i+1) · (n − 1)/m over Σ d², with d the distance from the mean of the n known values and m the pairs of known
    neighbours. 0 where the values do not vary or no two are neighbours. Source: as for `persistent`.
    """
    values = np.asarray(values, dtype=float)
    distance = values[np.flatnonzero(~np.isnan(values))]
    if len(distance) == 0 or np.ptp(distance) == 0:
        return 0.0
    apart = values - distance.mean()
    pairs = apart[:-1] * apart[1:]
    paired = np.count_nonzero(~np.isnan(pairs))
    return float(np.nansum(pairs) * (len(distance) - 1) / paired / np.nansum(apart**2)) if paired else 0.0


def add(frame: pl.DataFrame, shown_as: str) -> pl.DataFrame:
    """Add interval_lower and interval_upper: the 95% interval of each row's own value, in shown units.

    Formula: `wilson` for a percentage, `rate` for a rate per 10,000. Null for other units and for a missing value.
    Source: as theirs.
    """
    known = frame.select(
        pl.when(pl.col("value").is_not_null()).then(pl.col(name)) for name in ("numerator", "denominator")
    )
    if shown_as == "percentage":
        lower, upper = (100 * side for side in wilson(known["numerator"], known["denominator"]))
    elif shown_as == "rate per 10,000":
        lower, upper = rate(known["numerator"], known["denominator"])
    else:
        lower = upper = np.full(frame.height, np.nan)
    return frame.with_columns(
        pl.Series("interval_lower", lower, pl.Float64).fill_nan(None),
        pl.Series("interval_upper", upper, pl.Float64).fill_nan(None),
    )


def _byar(x: np.ndarray, z: float) -> np.ndarray:
    return x * (1 - 1 / (9 * x) + z / (3 * np.sqrt(x))) ** 3


def _normal_quantile(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence}; give a share between 0 and 1, such as 0.95.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _counts(numerator: ArrayLike, denominator: ArrayLike) -> Pair:
    """Two arrays of the same shape, with NaN for a missing number; raises ValueError for a negative one."""
    x, n = np.broadcast_arrays(np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float))
    if np.any(x < 0) or np.any(n < 0):
        raise ValueError("a count is below zero.")
    return x, n
