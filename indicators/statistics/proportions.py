"""Tests and intervals of proportions: one against a value, two against each other, several in order.

Counts may be single numbers or whole columns and keep their place. What cannot be said, because there is nothing to
divide by or a count is missing, is NaN; more counted than there are to count is an error. Proportions run from 0 to 1.
"""

import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

Z95 = 1.959963984540054  # two-sided 95% of the normal distribution


class AgainstValue(NamedTuple):
    """An exact 95% interval (lower, upper), p-values both sides, above and below, and the score z; see `against`."""

    lower: np.ndarray
    upper: np.ndarray
    p: np.ndarray
    p_upper: np.ndarray
    p_lower: np.ndarray
    z: np.ndarray


class Difference(NamedTuple):
    """First less second, Pearson's χ² and p, Wald and Newcombe 95% intervals, Fisher's exact p; see `difference`."""

    value: np.ndarray
    chi_squared: np.ndarray
    p: np.ndarray
    wald_lower: np.ndarray
    wald_upper: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    p_fisher: np.ndarray


class Trend(NamedTuple):
    """χ² for trend and its p, slope of the log-odds a step with error and p, deviance, its degrees, fitted; see `trend`."""

    chi_squared: float
    p: float
    slope: float
    error: float
    p_slope: float
    deviance: float
    degrees: int
    fitted: np.ndarray


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


def against(numerator: ArrayLike, denominator: ArrayLike, p0: ArrayLike) -> AgainstValue:
    """Exact binomial test of a proportion against `p0` (0 to 1), with its exact 95% interval.

    Formulas: X ~ Binomial(n, p0); p_upper = P(X ≥ x), p_lower = P(X ≤ x), p = the sum of all outcomes no likelier
    than x; z = (x/n − p0)/√(p0(1 − p0)/n). NaN where n = 0 or a count is missing; z is NaN where p0 is 0 or 1. Raises
    ValueError for x above n. Source: Clopper and Pearson, 1934; two sides by minimum likelihood, as in R's binom.test.
    """
    from scipy.stats import binom, binomtest

    x, n = counts(numerator, denominator)
    x, n, p0 = np.broadcast_arrays(x, n, np.asarray(p0, dtype=float))
    lower, upper = exact_interval(x, n)

    def both_sides(x, n, p):
        return np.nan if np.isnan(x + p) else binomtest(round(x), round(n), p).pvalue

    spread = np.sqrt(np.where((p0 > 0) & (p0 < 1), p0 * (1 - p0), np.nan) / n)
    p = np.vectorize(both_sides, otypes=[float])(x, n, p0)
    return AgainstValue(lower, upper, p, binom.sf(x - 1, n, p0), binom.cdf(x, n, p0), (x / n - p0) / spread)


def difference(first: ArrayLike, out_of_first: ArrayLike, second: ArrayLike, out_of_second: ArrayLike) -> Difference:
    """How far two independent proportions differ: first less second, tested, with 95% intervals.

    Formulas: χ² = (p1 − p2)²/(p(1 − p)(1/n1 + 1/n2)) with p pooled, without correction, on 1 degree of freedom; Wald:
    p1 − p2 ∓ 1.96√(p1(1 − p1)/n1 + p2(1 − p2)/n2); Newcombe: from the two Wilson intervals (the one to show, it holds
    for small counts); Fisher: the sum of all tables no likelier than this one. NaN where n = 0 or a count is missing;
    χ² also where nobody or everybody was counted. Raises ValueError for x above n. Source: Newcombe, 1998, Statistics
    in Medicine 17, 873-890 (method 10).
    """
    from scipy.stats import chi2, fisher_exact

    x1, n1, x2, n2 = np.broadcast_arrays(*counts(first, out_of_first), *counts(second, out_of_second))
    p1, p2, pooled = x1 / n1, x2 / n2, (x1 + x2) / (n1 + n2)
    apart, spread = p1 - p2, pooled * (1 - pooled) * (1 / n1 + 1 / n2)
    chi_squared = apart**2 / np.where(spread > 0, spread, np.nan)
    reach = Z95 * np.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)

    def exact(*table):
        if np.isnan(table).any():
            return np.nan
        a, all_a, b, all_b = map(round, table)
        return fisher_exact([[a, all_a - a], [b, all_b - b]]).pvalue

    p_fisher = np.vectorize(exact, otypes=[float])(x1, n1, x2, n2)
    return Difference(apart, chi_squared, chi2.sf(chi_squared, 1), apart - reach, apart + reach,
                      *newcombe(x1, n1, x2, n2), p_fisher)


def newcombe(first: ArrayLike, out_of_first: ArrayLike, second: ArrayLike, out_of_second: ArrayLike) -> tuple:
    """Newcombe's 95% interval of first less second proportion: (lower, upper), each in −1 to 1.

    Formula: with l and u the ends of the two Wilson intervals, p1 − p2 − √((p1 − l1)² + (u2 − p2)²) and p1 − p2 + √((u1 − p1)²
    + (p2 − l2)²). NaN where n = 0 or a count is missing. Raises ValueError for x above n. Source: Newcombe, 1998, Statistics in
    Medicine 17, 873-890 (method 10); computed by statsmodels.
    """
    from statsmodels.stats.proportion import confint_proportions_2indep

    every = np.broadcast_arrays(*counts(first, out_of_first), *counts(second, out_of_second))

    def one(*four):
        return (np.nan, np.nan) if np.isnan(four).any() else confint_proportions_2indep(*four, method="newcomb", compare="diff")

    return np.vectorize(one, otypes=[float, float])(*every)


def trend(numerator: ArrayLike, denominator: ArrayLike) -> Trend:
    """Whether proportions in order rise or fall by more than chance; the steps are 1, 2 … k.

    Formulas: Cochran and Armitage, χ² = (Σ s(x − np))²/(p(1 − p)(Σ ns² − (Σ ns)²/Σn)) with p pooled, on 1 degree of
    freedom; and a logistic regression on s: slope in log-odds a step, standard error, Wald p, residual deviance on
    k − 2 degrees, fitted proportions. A group with n = 0 or a missing count is left out and keeps its step. All NaN
    with fewer than two groups or where p is 0 or 1. Raises ValueError for x above n. Source: Armitage, 1955,
    Biometrics 11, 375-386; McCullagh and Nelder, Generalized Linear Models, chapter 4.
    """
    from scipy.stats import chi2

    x, n = counts(numerator, denominator)
    steps, known = np.arange(1.0, len(x) + 1), ~np.isnan(x)
    chi_squared = armitage(x[known], n[known], steps[known])
    if np.isnan(chi_squared):
        return Trend(*[np.nan] * 6, 0, np.full(len(x), np.nan))
    return Trend(chi_squared, float(chi2.sf(chi_squared, 1)), *_logistic(x, n, steps, known))


def armitage(x: np.ndarray, n: np.ndarray, steps: np.ndarray) -> float:
    """χ² for trend, on 1 degree of freedom, of proportions x/n at the given steps.

    Formula: (Σ s(x − np))²/(p(1 − p)(Σ ns² − (Σ ns)²/Σn)) with p = Σx/Σn. All counts must be known, n > 0; a missing one makes
    it NaN, as do fewer than two groups, equal steps, and p of 0 or 1. Source: Armitage, 1955, Biometrics 11, 375-386.
    """
    p = x.sum() / n.sum() if len(x) > 1 else 0
    spread = n @ steps**2 - (n @ steps) ** 2 / n.sum() if 0 < p < 1 else 0
    return float((steps @ (x - n * p)) ** 2 / (p * (1 - p) * spread)) if spread else np.nan


def _logistic(x, n, steps, known):
    from statsmodels.api import GLM
    from statsmodels.genmod.families import Binomial

    design = np.column_stack([np.ones(len(steps)), steps])
    given = np.column_stack([x, n - x])[known]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a line through all groups is no fault; it has a deviance of 0
        found = GLM(given, design[known], family=Binomial()).fit(tol=1e-12, maxiter=200)
    fitted = np.where(known, found.predict(design), np.nan)
    return found.params[1], found.bse[1], found.pvalues[1], found.deviance, int(found.df_resid), fitted


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
