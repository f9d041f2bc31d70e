"""The one rule that says whether an authority lies outside a funnel, seen from three sides.

`outside` decides, `limits` draws the decision, `interval` is the authority's own interval that leaves the centre out just
when `outside` says so. Which formula stands behind them depends on the funnel and the number of children alone:

* fewer than 10 children expected, in the count or in the rest: exact tails, binomial or, where authorities differ by more
  than chance, beta-binomial with the same variance between them;
* otherwise score limits, whose interval is Wilson's, or, where authorities differ by more than chance, angles with τ².
"""

from collections.abc import Callable
from typing import overload

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics import funnels, proportions
from indicators.statistics.funnels import Funnel
from indicators.statistics.intervals import wilson

Pair = tuple[np.ndarray, np.ndarray]
HALVINGS = 60  # of the range of proportions, until an end of an interval is found to the last digit
ALIKE = (1e-7, 0.999)  # correlations within an authority for which a beta-binomial can be computed; below, it is binomial


def outside(funnel: Funnel, x: ArrayLike, n: ArrayLike, confidence: float = funnels.INNER) -> np.ndarray:
    """1 where x of n lies above the funnel, −1 below, 0 within; NaN where n = 0, a count is missing or there is no centre.

    Formulas: with 10 children or more expected, in the count and in the rest, x/n is strictly beyond `funnels.score_limits`,
    or `funnels.angle_limits` where authorities differ by more than chance; with fewer, P(X ≥ x), or P(X ≤ x), is below (1 −
    confidence)/2, X being binomial (n, centre) or beta-binomial with correlation 4τ². Raises ValueError for x above n. Source:
    Spiegelhalter, 2005, Quality and Safety in Health Care 14, 347-351; Clopper and Pearson, 1934, for the exact tails.
    """
    x, n = np.atleast_1d(*proportions.counts(x, n))
    lower, upper = _smooth_limits(funnel, n, confidence)
    high, low, few = x / n > upper, x / n < lower, _few(funnel, n)
    for at in np.flatnonzero(few):
        above, below = _tails(funnel, n[at], funnel.centre, x[at])
        high[at], low[at] = above < (1 - confidence) / 2, below < (1 - confidence) / 2
    return np.where(np.isnan(n + funnel.centre), np.nan, high.astype(float) - low)


def limits(funnel: Funnel, n: ArrayLike, confidence: float = funnels.INNER) -> Pair:
    """The limits to draw at each n (whole numbers of children): (lower, upper), proportions in 0 to 1.

    Formulas: p0 ∓ z√(p0(1 − p0)/n), or sin²(asin√p0 ∓ z√(1/4n + τ²)) where authorities differ by more than chance; with fewer
    than 10 children expected (x + ½)/n of the last count x that is within, and (x − ½)/n of the first, so that a point lies
    beyond the line just when `outside` says so; cut off at 0 and 1. NaN where n is 0 or missing or there is no centre.
    Source: Spiegelhalter, 2005; the half child is ours, because a line through a count would be hit exactly.
    """
    n = np.atleast_1d(np.asarray(n, dtype=float))
    n = np.where(n > 0, n, np.nan)
    lower, upper = _smooth_limits(funnel, n, confidence)
    few = _few(funnel, n)
    for at in np.flatnonzero(few):
        lower[at], upper[at] = _last_within(funnel, int(n[at]), confidence)
    return lower, upper


def interval(funnel: Funnel, x: ArrayLike, n: ArrayLike, confidence: float = funnels.INNER) -> Pair:
    """The centres for which x of n would be within the funnel: (lower, upper), proportions in 0 to 1.

    Formulas: where authorities differ by no more than chance Wilson's interval, or with fewer than 10 children expected Clopper
    and Pearson's; otherwise sin²(asin√(x/n) ∓ z√(1/4n + τ²)), or with few the centres at which the beta-binomial tails of x
    with correlation 4τ² are (1 − confidence)/2, by halving. NaN where n = 0 or a count is missing. Raises ValueError for x
    above n. Source: Wilson, 1927; Clopper and Pearson, 1934; Spiegelhalter, 2005.
    """
    x, n = np.atleast_1d(*proportions.counts(x, n))
    few = _few(funnel, n)
    lower, upper = _smooth_interval(funnel, x, n, confidence)
    for at in np.flatnonzero(few):
        lower[at], upper[at] = _exact_interval(funnel, x[at], n[at], confidence)
    return lower, upper


def _few(funnel: Funnel, n: np.ndarray) -> np.ndarray:
    expected = np.minimum(n * funnel.centre, n * (1 - funnel.centre))
    return np.where(np.isnan(expected), np.inf, expected) < funnels.FEW


def _smooth_limits(funnel: Funnel, n: np.ndarray, confidence: float) -> Pair:
    if funnel.widened:
        return funnels.angle_limits(funnel.centre, n, funnels.two_sided(confidence), funnel.between)
    return funnels.score_limits(funnel.centre, n, confidence)


def _smooth_interval(funnel: Funnel, x: np.ndarray, n: np.ndarray, confidence: float) -> Pair:
    if funnel.widened:
        return funnels.angle_limits(x / n, n, funnels.two_sided(confidence), funnel.between)
    return wilson(x, n, confidence)


@overload
def _tails(funnel: Funnel, n: float, centre: float) -> Pair: ...


@overload
def _tails(funnel: Funnel, n: float, centre: float, x: float) -> tuple[float, float]: ...


def _tails(funnel: Funnel, n: float, centre: float, x: float | None = None) -> Pair | tuple[float, float]:
    """P(X ≥ x) and P(X ≤ x) about a centre, with the funnel's variance between authorities; of every x from 0 to n if none."""
    from scipy.stats import betabinom, binom

    every, alike = np.arange(n + 1), _alike(funnel)
    if alike and 0 < centre < 1:
        size = 1 / alike - 1
        chance = betabinom.pmf(every, n, centre * size, (1 - centre) * size)
    else:
        chance = binom.pmf(every, n, centre)
    if x is not None:
        return chance[every >= x].sum(), chance[every <= x].sum()
    return chance[::-1].cumsum()[::-1], chance.cumsum()


def _alike(funnel: Funnel) -> float:
    """The correlation within authorities; as dp = 2√(p(1 − p)) dθ, a variance of τ² between angles is one of 4τ²."""
    alike = 4 * funnel.between
    return min(alike, ALIKE[1]) if alike > ALIKE[0] else 0


def _last_within(funnel: Funnel, n: int, confidence: float) -> tuple[float, float]:
    above, below = _tails(funnel, n, funnel.centre)
    tail, every = (1 - confidence) / 2, np.arange(n + 1)
    highest, lowest = every[above >= tail].max(), every[below >= tail].min()
    return max((lowest - 0.5) / n, 0.0), min((highest + 0.5) / n, 1.0)


def _exact_interval(funnel: Funnel, x: float, n: float, confidence: float) -> tuple[float, float]:
    if not _alike(funnel):
        lower, upper = proportions.exact_interval(x, n, confidence)
        return float(lower), float(upper)
    tail = (1 - confidence) / 2
    lower = 0.0 if x == 0 else _crossing(lambda centre: _tails(funnel, n, centre, x)[0] >= tail)
    upper = 1.0 if x == n else _crossing(lambda centre: _tails(funnel, n, centre, x)[1] < tail)
    return lower, upper


def _crossing(reached: Callable[[float], bool]) -> float:
    """The proportion from which on a rule that is false at 0 and true at 1 holds."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return (low + high) / 2
