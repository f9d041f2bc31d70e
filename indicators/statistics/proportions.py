"""Intervals of one proportion and of the difference of two, and the test of a trend over several.

Counts may be single numbers or whole columns and keep their place. What cannot be said, because there is nothing to
divide by or a count is missing, is NaN; more counted than there are to count is an error. Proportions run from 0 to 1.
"""

import numpy as np
from numpy.typing import ArrayLike


def exact_interval(numerator: ArrayLike, denominator: ArrayLike, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Clopper and Pearson's interval of a proportion: (lower, upper), each in 0 to 1.

    Formula: the proportions at which P(X ≥ x), and P(X ≤ x), are (1 − confidence)/2: quantiles of Beta(x, n − x + 1)
    and Beta(x + 1, n − x). 0 and 1 exactly where x = 0 and x = n; NaN where n = 0 or a count is missing. Raises
    ValueError for x above n or below 0. Source: Clopper and Pearson, 1934, Biometrika 26, 404-413.
    """
    from scipy.stats import beta

    x, n = counts(numerator, denominator)
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore"):
        lower, upper = beta.ppf(tail, x, n - x + 1), beta.isf(tail, x + 1, n - x)
    known = ~np.isnan(x)
    return np.where(known & (x == 0), 0.0, lower), np.where(known & (x == n), 1.0, upper)


def newcombe(
    first: ArrayLike, out_of_first: ArrayLike, second: ArrayLike, out_of_second: ArrayLike
) -> tuple[np.ndarray, np.ndarray]:
    """Newcombe's 95% interval of first less second proportion: (lower, upper), each in −1 to 1.

    Formula: with l and u the ends of the two Wilson intervals, p1 − p2 − √((p1 − l1)² + (u2 − p2)²) and p1 − p2 + √((u1 − p1)²
    + (p2 − l2)²). NaN where n = 0 or a count is missing. Raises ValueError for x above n. Source: Newcombe, 1998, Statistics in
    Medicine 17, 873-890 (method 10); computed by statsmodels.
    """
    from statsmodels.stats.proportion import confint_proportions_2indep

    every = np.broadcast_arrays(*counts(first, out_of_first), *counts(second, out_of_second))

    def one(*four: float) -> tuple[float, float]:
        return (np.nan, np.nan) if np.isnan(four).any() else confint_proportions_2indep(*four, method="newcomb", compare="diff")

    return np.vectorize(one, otypes=[float, float])(*every)


def armitage(x: np.ndarray, n: np.ndarray, steps: np.ndarray) -> float:
    """χ² for trend, on 1 degree of freedom, of proportions x/n at the given steps.

    Formula: (Σ s(x − np))²/(p(1 − p)(Σ ns² − (Σ ns)²/Σn)) with p = Σx/Σn. All counts must be known, n > 0; a missing one makes
    it NaN, as do fewer than two groups, equal steps, and p of 0 or 1. Source: Armitage, 1955, Biometrics 11, 375-386.
    """
    p = x.sum() / n.sum() if len(x) > 1 else 0
    spread = n @ steps**2 - (n @ steps) ** 2 / n.sum() if 0 < p < 1 else 0
    return float((steps @ (x - n * p)) ** 2 / (p * (1 - p) * spread)) if spread else np.nan


def counts(numerator: ArrayLike, denominator: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Two columns of counts as arrays of one length, ready to divide.

    Formula: none; x and n as given, both NaN where either is missing or n = 0, because nothing can be said of nobody. Raises
    ValueError unless 0 ≤ x ≤ n. Source: the rule of this product that a missing count is never taken for 0.
    """
    x, n = np.broadcast_arrays(np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float))
    if np.any(x < 0) or np.any(n < 0) or np.any(x > n):
        raise ValueError("a count is below zero or larger than what it is counted from.")
    known = ~np.isnan(x) & (n > 0)
    return np.where(known, x, np.nan), np.where(known, n, np.nan)
