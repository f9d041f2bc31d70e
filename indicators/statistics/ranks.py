"""Places in an order: ranks, quarters, and how sure a rank is.

A rank sounds exact and is not: among authorities that differ little, chance alone moves one by several places. It is
never shown here without the interval that says so.
"""

from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics.proportions import counts

CUTS = (0, 0.25, 0.5, 0.75, 1)
GRID = 1000  # quantiles of our own percentage over which the rank is averaged


class Known(Protocol):
    """What is known of true values: a distribution of scipy's, whose quantiles and probabilities are asked for."""

    def ppf(self, q: np.ndarray, /) -> np.ndarray: ...

    def cdf(self, x: np.ndarray, /) -> np.ndarray: ...


def quartiles(values: ArrayLike) -> np.ndarray:
    """Lowest, first quartile, median, third quartile and highest of the known values, in their unit; NaN of none.

    Formula: quantiles by linear interpolation, at 1 + q(k − 1) of k values in order (type 7). Missing values are left out.
    Source: Hyndman and Fan, 1996, The American Statistician 50, 361-365; the department's local authority interactive tool
    (LAIT) has the same.
    """
    values = np.asarray(values, dtype=float)
    return np.nanquantile(values, CUTS) if np.any(~np.isnan(values)) else np.full(len(CUTS), np.nan)


def bands(values: ArrayLike, polarity: str) -> np.ndarray:
    """The quarter of each value: 1 is the best (the department's A), 4 the worst (D).

    Formula: 1 + how many of the three `quartiles` lie below the value, counted from the other end where high is good.
    `polarity` is 'low is good' or 'high is good'; anything else has no best, and every band is NaN, as where a value is
    missing. A value on a boundary belongs to the lower values. Source: the department's local authority interactive
    tool (LAIT), which ranks and bands all authorities with a figure.
    """
    values = np.asarray(values, dtype=float)
    if polarity not in ("low is good", "high is good"):
        return np.full(values.shape, np.nan)
    quarter = 1.0 + np.searchsorted(quartiles(values)[1:4], values, side="left")
    return np.where(np.isnan(values), np.nan, quarter if polarity == "low is good" else 5 - quarter)


def places(values: ArrayLike, highest_first: bool = False) -> np.ndarray:
    """The place of each value in an order: 1 is the lowest, or with `highest_first` the highest.

    Formula: 1 + how many known values are lower (or higher), so that equal values share the better place and the next one's is
    further on. NaN where a value is missing, which takes nobody's place. Values are compared as given: round them first where
    what is shown alike should be ranked alike. Source: standard competition ranking, as scipy's rankdata with method "min".
    """
    from scipy.stats import rankdata

    values = np.asarray(values, dtype=float)
    return rankdata(-values if highest_first else values, method="min", nan_policy="omit")


def chances(numerator: ArrayLike, denominator: ArrayLike, own: int = 0, events: bool = False) -> np.ndarray:
    """The probability of each place, from lowest to highest, of the proportion at position `own` among all of them.

    Formula: each true proportion ~ Beta(x + ½, n − x + ½), or where `events` are counted each true rate ~ Gamma(x + ½) / n
    (Jeffreys), independently. Given the own one, the number of
    others below it is a sum of unequal coin tosses (Poisson-binomial), found by convolution; that is averaged over 1,000
    quantiles of the own one. No random numbers. Others with n = 0 or a missing count are left out; if the own count is
    missing, all is NaN. Raises ValueError for x above n. Source: Goldstein and Spiegelhalter, 1996, Journal of the Royal
    Statistical Society A 159, 385-443, on intervals of ranks; Jeffreys' prior for the proportions.
    """
    x, n = counts(numerator, denominator)
    others = ~np.isnan(n) & (np.arange(len(n)) != own)
    if np.isnan(n[own]):
        return np.full(others.sum() + 1, np.nan)
    mine = _jeffreys(x[own], n[own], events).ppf((np.arange(GRID) + 0.5) / GRID)
    below = _jeffreys(x[others], n[others], events).cdf(mine[:, None])
    return _sums_of_tosses(below).mean(axis=0)


def rank_interval(
    numerator: ArrayLike, denominator: ArrayLike, own: int = 0, confidence: float = 0.95, events: bool = False
) -> tuple[float, float]:
    """The places (lowest, highest) between which a rank lies with `confidence`; 1 is the lowest proportion, or rate of `events`.

    Formula: the (1 − confidence)/2 and (1 + confidence)/2 quantiles of `chances`; each tail outside holds at most that much.
    NaN where the own count is missing; others without counts are left out and the places are fewer. Raises ValueError for x
    above n. Source: Goldstein and Spiegelhalter, 1996, Journal of the Royal Statistical Society A 159, 385-443.
    """
    reached = np.cumsum(chances(numerator, denominator, own, events))
    if np.isnan(reached).any():
        return np.nan, np.nan
    tail = (1 - confidence) / 2
    low, high = (int(np.searchsorted(reached, each - 1e-12) + 1) for each in (tail, 1 - tail))
    return float(low), float(high)


def _jeffreys(x: np.ndarray, n: np.ndarray, events: bool) -> Known:
    """What is known of a true proportion, or of a true rate of events, from its counts."""
    from scipy.stats import beta, gamma

    return gamma(x + 0.5, scale=1 / n) if events else beta(x + 0.5, n - x + 0.5)


def _sums_of_tosses(chance: np.ndarray) -> np.ndarray:
    """For each row of chances of a one, the probabilities of their sum being 0, 1, 2 …"""
    found = np.zeros((len(chance), chance.shape[1] + 1))
    found[:, 0] = 1
    for each in chance.T[:, :, None]:
        found[:, 1:], found[:, :1] = found[:, 1:] * (1 - each) + found[:, :-1] * each, found[:, :1] * (1 - each)
    return found
