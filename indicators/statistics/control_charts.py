"""Control charts: a centre line, and the limits that chance alone seldom crosses.

A family for each kind of number: P for shares of children, U for counts of events over an exposure, both with
Laney's widening for months that differ by more than chance; I for single values without a denominator, and I′
for averages of unequal numbers. Where few are expected the normal curve no longer fits, and exact tails take
its place. Everything is in the unit of the values (a proportion, events per unit of exposure, days).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics import dispersion

OUTER, INNER = 0.00135, 0.02275  # what lies beyond three, and beyond two, standard deviations on one side
MOVING_RANGE_3 = 2.66  # mean moving range to three standard deviations, as Making Data Count rounds 3/1.128
FEW = 10  # expected events, or others, below which the normal approximation gives way to exact tails
I_PRIME_SCREEN = 3.2665  # Taylor's own constant for leaving out a wild range


class Lines(NamedTuple):
    """A chart: the centre, limits three standard deviations away, and near limits two away, for each point."""

    centre: float
    lower: np.ndarray
    near_lower: np.ndarray
    near_upper: np.ndarray
    upper: np.ndarray


def p(
    numerator: ArrayLike, denominator: ArrayLike, baseline: ArrayLike | None = None, centre: float | None = None,
    widening: float = 1.0, rounded_to: int = 1,
) -> Lines:
    """A P chart, or with a `widening` (see `dispersion.laney_sigma`) a P′ chart, in proportions.

    Formula: centre p = Σx / Σn over the baseline (never the mean of the percentages); limits p ± 3·√(w²·p(1 −
    p)/n + v·(1 + p²)/n²) for each point, near limits with 2 in place of 3, cut off at 0 and 1. v = (r² − 1)/12 is the
    variance of rounding both counts to the nearest r (0 where they are exact). `baseline` is a mask of the points to pool
    (default: all); `centre` fixes p instead. Points with n = 0 or a missing count pool nothing and have NaN
    limits; the centre is NaN if nothing can be pooled. Raises ValueError where x exceeds n. Source: Shewhart's
    P chart (Montgomery, Introduction to Statistical Quality Control, section 7.2); Laney, 2002, for P′.
    """
    x, n = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    if np.any(x > n):
        raise ValueError("a numerator is larger than its denominator, so this is not a percentage.")
    known = ~np.isnan(x) & (n > 0)
    centre = _pooled(x, n, known, baseline) if centre is None else centre
    n = np.where(known, n, np.nan)
    rounding = rounding_variance(rounded_to) * (1 + centre**2) / n**2
    return _around(centre, np.sqrt(widening**2 * centre * (1 - centre) / n + rounding), 0, 1)


def u(
    count: ArrayLike, exposure: ArrayLike, baseline: ArrayLike | None = None, centre: float | None = None,
    widening: float = 1.0, rounded_to: int = 1,
) -> Lines:
    """A U chart of events per unit of exposure; with a `widening` a U′ chart; with equal exposures a C chart.

    Formula: centre u = Σx / Σe over the baseline; limits u ± 3·√(w²·u/e + v/e²), cut off at 0; v as in `p`. Points with
    no exposure or a missing count pool nothing and have NaN limits. Source: Montgomery, section 7.3; Laney, 2002, for U′.
    """
    x, e = np.asarray(count, dtype=float), np.asarray(exposure, dtype=float)
    known = ~np.isnan(x) & (e > 0)
    centre = _pooled(x, e, known, baseline) if centre is None else centre
    e = np.where(known, e, np.nan)
    return _around(centre, np.sqrt(widening**2 * centre / e + rounding_variance(rounded_to) / e**2), 0, np.inf)


def rounding_variance(rounded_to: int | np.ndarray) -> float | np.ndarray:
    """Variance of the error of a count rounded to the nearest `rounded_to`, in squared counts; 0 for exact counts.

    Formula: (r² − 1)/12, the variance of a discrete uniform on r neighbouring whole numbers. Holds where counts vary by more
    than r; nothing is missing here. Source: Sheppard, 1898, Proceedings of the London Mathematical Society 29, 353-380.
    """
    return (rounded_to**2 - 1) / 12


def rounding_share(x: float | np.ndarray, n: float | np.ndarray, rounded_to: int | np.ndarray) -> np.ndarray:
    """The variance that rounding adds to a percentage, as a share of chance's; 0 for exact counts, infinite where chance moves
    nothing.

    `x`, `n` (mean counts of a period) and `rounded_to` are numbers or arrays. Formula: with p = x/n, (r² − 1)/12 · (1 + p²) /
    (n p (1 − p)), because numerator and denominator are each rounded. Of a missing count nothing is known (NaN). Source:
    `rounding_variance`, and the variance of a ratio to first order.
    """
    p, variance = np.divide(x, n), rounding_variance(rounded_to)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(variance > 0, variance * (1 + p**2) / (n * p * (1 - p)), 0.0)


def individuals(values: ArrayLike, baseline: ArrayLike | None = None, screen: bool = True) -> Lines:
    """An I chart (XmR) of values that have no denominator, in their own unit.

    Formula: centre = mean of the baseline; limits = mean ± 2.66 × the mean moving range, of which ranges beyond 3.267 means
    are left out once (`screen`). Never cut off. A missing value takes two ranges with it; where no range is left,
    as in a series that never varies, the limits are NaN. Source: NHS England, Making Data Count; Wheeler.
    """
    y = np.asarray(values, dtype=float)
    pooled = y if baseline is None else y[np.asarray(baseline, dtype=bool)]
    centre = float(np.nanmean(pooled)) if not np.isnan(pooled).all() else np.nan
    return _around(centre, np.full(len(y), MOVING_RANGE_3 / 3 * dispersion.mean_range(pooled, screen)))


def i_prime(values: ArrayLike, denominator: ArrayLike, baseline: ArrayLike | None = None) -> Lines:
    """An I′ chart, Taylor's normalised I chart: single values that are averages of unequal numbers.

    Formula: s(i) = √(π/2)·|y(i) − y(i−1)| / √(1/n(i−1) + 1/n(i)); s̄ is their mean, those from 3.2665·s̄ left out once;
    centre Σyn/Σn; limits centre ± 3·s̄/√n. A point with n = 0 or a missing value takes two ranges with it and has NaN limits;
    all limits are NaN where no range is left. Source: Taylor, 2017, Normalized Individuals (I_N) Chart.
    """
    y, n = np.asarray(values, dtype=float), np.asarray(denominator, dtype=float)
    known = ~np.isnan(y) & (n > 0)
    chosen = known if baseline is None else known & np.asarray(baseline, dtype=bool)
    centre = _pooled(y * n, n, known, baseline)
    at, of = np.where(chosen, y, np.nan), np.where(chosen, n, np.nan)
    ranges = np.sqrt(np.pi / 2) * np.abs(np.diff(at)) / np.sqrt(1 / of[:-1] + 1 / of[1:])
    ranges = ranges[~np.isnan(ranges)]
    ranges = ranges[ranges < I_PRIME_SCREEN * ranges.mean()] if len(ranges) else ranges
    spread = ranges.mean() if len(ranges) else np.nan
    return _around(centre, spread / np.sqrt(np.where(known, n, np.nan)))


def exact_p(centre: float, denominator: ArrayLike) -> Lines:
    """Limits in proportions that a binomial count crosses no more often than its name says, however few there are.

    Formula: the upper limit lies half a child above the largest count x with P(X > x) ≤ tail, the lower half a child
    below the smallest x with P(X ≤ x) ≥ tail, so a drawn limit is never hit exactly and "outside" means P(X ≥
    x) ≤ tail or P(X ≤ x) < tail; the tail is .135% (near limits 2.275%). Cut off at 0 and 1, where nothing can be outside.
    NaN where n = 0. Source: Clopper and Pearson's exact tails, 1934, applied to each point's own denominator.
    """
    from scipy.stats import binom

    n = np.asarray(denominator, dtype=float)
    n = np.where(n > 0, n, np.nan)
    return _exact(centre, n, lambda tail: binom.ppf(tail, n, centre), lambda tail: binom.isf(tail, n, centre), 1)


def exact_u(centre: float, exposure: ArrayLike) -> Lines:
    """Limits in events per unit of exposure that a Poisson count crosses no more often than its name says.

    Formula: half an event beyond the largest count x with P(X > x) ≤ tail and the smallest with P(X ≤ x) ≥ tail, where X is
    Poisson with mean centre·e, over e; the tail is .135% (near limits 2.275%). Cut off at 0; NaN without exposure.
    Source: Garwood, 1936, Biometrika 28, 437-442, applied to each point's own exposure.
    """
    from scipy.stats import poisson

    e = np.asarray(exposure, dtype=float)
    e = np.where(e > 0, e, np.nan)
    return _exact(centre, e, lambda tail: poisson.ppf(tail, centre * e), lambda tail: poisson.isf(tail, centre * e), np.inf)


def above_p(centre: float, denominator: ArrayLike) -> np.ndarray:
    """How likely chance puts a point above the centre, of those it does not put on it: for few, far from half.

    Formula: P(X > np)/(1 − P(X = np)), X binomial (n, p), p the centre; NaN where n = 0. Source: the binomial distribution.
    """
    from scipy.stats import binom

    n = np.asarray(denominator, dtype=float)
    expected = np.where(n > 0, n, np.nan) * centre
    return _above(expected, lambda count: binom.sf(count, n, centre), lambda count: binom.pmf(count, n, centre))


def above_u(centre: float, exposure: ArrayLike) -> np.ndarray:
    """How likely chance puts a count of events above the centre, of those it does not put on it.

    Formula: P(X > ue)/(1 − P(X = ue)), X Poisson with mean ue, u the centre; NaN without exposure. Source: the Poisson
    distribution.
    """
    from scipy.stats import poisson

    e = np.asarray(exposure, dtype=float)
    expected = np.where(e > 0, e, np.nan) * centre
    return _above(expected, lambda count: poisson.sf(count, expected), lambda x: poisson.pmf(x, expected))


def _above(
    expected: np.ndarray, over: Callable[[np.ndarray], np.ndarray], on: Callable[[np.ndarray], np.ndarray]
) -> np.ndarray:
    whole = np.round(expected)
    tied = np.abs(expected - whole) < 1e-9
    return np.where(tied, over(whole), over(np.floor(expected))) / (1 - np.where(tied, on(whole), 0))


def _pooled(top: np.ndarray, bottom: np.ndarray, known: np.ndarray, baseline: ArrayLike | None) -> float:
    chosen = known if baseline is None else known & np.asarray(baseline, dtype=bool)
    return float(top[chosen].sum() / bottom[chosen].sum()) if chosen.any() else np.nan


def _around(centre: float, deviation: np.ndarray, least: float = -np.inf, most: float = np.inf) -> Lines:
    return Lines(centre, *(np.clip(centre + step * deviation, least, most) for step in (-3, -2, 2, 3)))


def _exact(
    centre: float, size: np.ndarray, low: Callable[[float], np.ndarray], high: Callable[[float], np.ndarray], most: float
) -> Lines:
    """Half a count outside the usual ones, for both pairs of limits."""
    counts = low(OUTER) - 0.5, low(INNER) - 0.5, high(INNER) + 0.5, high(OUTER) + 0.5
    return Lines(centre, *(np.clip(count / size, 0, most) for count in counts))
