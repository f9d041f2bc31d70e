"""Tests of many series at once: one exact test for each, tempered where children come together, and their false discoveries."""

import numpy as np
from numpy.typing import ArrayLike


def fisher_mid_p(
    x: ArrayLike, n: ArrayLike, baseline_x: ArrayLike, baseline_n: ArrayLike, odds_ratio: ArrayLike = 1.0
) -> np.ndarray:
    """Two-sided mid-p of Fisher's exact test that the odds of x in n are `odds_ratio` times those of baseline_x in
    baseline_n: an array.

    Formula: twice the smaller of P(X < x) + ½P(X = x) and P(X > x) + ½P(X = x), where X is hypergeometric: n drawn from
    n + baseline_n, of whom x + baseline_x count; with an odds ratio ω other than 1, each P(X = k) is weighted by ω to
    the power k (Fisher's noncentral distribution). Never above 1. NaN where either n is 0 or anything is missing.
    Source: Lancaster, 1961, Journal of the American Statistical Association 56, 223-234; Agresti, Categorical Data
    Analysis, sections 3.5 and 3.6.
    """
    counts = (x, n, baseline_x, baseline_n, odds_ratio)
    x, n, baseline_x, baseline_n, odds = np.broadcast_arrays(*(np.asarray(each, dtype=float) for each in counts))
    known = (n > 0) & (baseline_n > 0) & ~np.isnan(x + baseline_x + odds)
    p = np.full(x.shape, np.nan)
    for one, sides in ((known & (odds == 1), _sides_of_chance), (known & (odds != 1), _sides_of_weighted)):
        if one.any():
            drawn = (x[one], n[one], baseline_x[one], baseline_n[one], odds[one])
            p[one] = np.clip(2 * np.minimum(*sides(*drawn)), 0, 1)
    return p


def tempered(p: ArrayLike, phi: ArrayLike, degrees: ArrayLike) -> np.ndarray:
    """Two-sided p-values of separate children made into those of children who come together: an array.

    Formula: p becomes |z| of the normal distribution, z is divided by √φ, and its two tails in Student's t on `degrees`,
    which φ was estimated on, are the new p. Student's and not the normal: φ of two dozen months is itself rough, and far
    out in the tails, where alerts are made, taking it as known gives three to four times the false alarms. φ (1 is chance
    alone) of 1 or below changes nothing. NaN where anything is missing. Source: quasi-likelihood, McCullagh and Nelder,
    Generalized Linear Models, section 4.5; Student, 1908, Biometrika 6, 1-25.
    """
    from scipy.special import ndtri, stdtr

    p, phi, degrees = np.broadcast_arrays(*(np.asarray(each, dtype=float) for each in (p, phi, degrees)))
    softer = 2 * stdtr(degrees, ndtri(p / 2) / np.sqrt(np.maximum(phi, 1)))
    return np.where(phi > 1, softer, np.where(np.isnan(phi + degrees), np.nan, p))


def benjamini_hochberg(p: ArrayLike) -> np.ndarray:
    """Adjusted p-values q, an array in the order given: p, adjusted for how many tests are judged together.

    Formula: with p sorted, q(i) = min over j ≥ i of p(j)·m / j, at most 1. A missing p stays missing and is not counted
    in m. A q is not the chance that its test is a false alarm: what the procedure bounds is the share of false alarms in a
    whole list, on average over many lists, where every p is right, tests are independent or rise together, and each is looked
    at once. A list looked at month after month bounds nothing. Source: Benjamini and Hochberg, 1995, Journal of the Royal
    Statistical Society B 57, 289-300.
    """
    p = np.asarray(p, dtype=float)
    known = np.flatnonzero(~np.isnan(p))
    largest_first = known[np.argsort(-p[known], kind="stable")]
    m, q = len(known), np.full(len(p), np.nan)
    q[largest_first] = np.minimum(1, np.minimum.accumulate(p[largest_first] * m / np.arange(m, 0, -1)))
    return q


def _sides_of_chance(
    x: np.ndarray, n: np.ndarray, baseline_x: np.ndarray, baseline_n: np.ndarray, _: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """P(X < x) + ½P(X = x), and the same above, of the hypergeometric distribution."""
    from scipy.stats import hypergeom

    drawn = (x, n + baseline_n, x + baseline_x, n)
    half = hypergeom.pmf(*drawn) / 2
    return hypergeom.cdf(*drawn) - half, hypergeom.sf(*drawn) + half


def _sides_of_weighted(
    x: np.ndarray, n: np.ndarray, baseline_x: np.ndarray, baseline_n: np.ndarray, odds: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The same of Fisher's noncentral distribution, term by term over every count that is possible.

    Not scipy's nchypergeom_fisher: it finds the upper side as 1 less the lower, which loses a small one altogether.
    """
    from scipy.special import gammaln

    both = x + baseline_x
    fewest, most = np.maximum(0, both - baseline_n), np.minimum(n, both)
    sizes = (most - fewest + 1).astype(int)
    starts = np.cumsum(sizes) - sizes
    row = np.repeat(np.arange(len(x)), sizes)
    k = np.arange(len(row)) - starts[row] + fewest[row]
    parts = (k, n[row] - k, both[row] - k, (baseline_n - both)[row] + k)
    weight = k * np.log(odds)[row] - sum(gammaln(part + 1) for part in parts)
    weight = np.exp(weight - np.maximum.reduceat(weight, starts)[row])
    every, below, above = (np.add.reduceat(weight * part, starts) for part in (k >= 0, k < x[row], k > x[row]))
    half = (every - below - above) / 2
    return (below + half) / every, (above + half) / every
