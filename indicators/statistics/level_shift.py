"""Where a series most likely moved from one level to another, and how strong the case for it is."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics import dispersion

SEGMENT = 6  # points on either side of a step, at least: fewer are a passing event
# Twice the log-likelihood ratio that the best split of a stable series of 60 months exceeds one time in a hundred, by
# simulation (24 months: 10.4; tests/judging/test_level_shift.py repeats it).
THRESHOLD = 11.3
RESTLESS = 0.01  # p of the test of dispersion within the two segments, below which chance alone is not the measure


class Step(NamedTuple):
    """The first point of the new level, the strength of the case for it, and φ, the dispersion within the two levels."""

    at: int
    strength: float
    phi: float


def likeliest(numerator: ArrayLike, denominator: ArrayLike, counts: bool = False) -> Step | None:
    """The split of a series into two levels that explains it best; None with fewer than 12 known points.

    Formula: 2·(ℓ(first) + ℓ(second) − ℓ(all)) for every split with 6 points or more on either side, where ℓ = x·log p + (n −
    x)·log(1 − p) is the binomial log-likelihood at p = Σx/Σn, or with `counts` the Poisson one, x·log u − u·e (denominators
    are then exposures); the greatest is divided by φ = χ²/df of the points around their two levels where that test
    fails (p < .01) and φ > 1. All points must be known, n > 0. Source: Hinkley, 1970, Biometrika 57, 1-17; the
    quasi-likelihood of Wedderburn, 1974.
    """
    x, n = (np.asarray(each, dtype=float) for each in (numerator, denominator))
    if len(x) < 2 * SEGMENT:
        return None
    splits = np.arange(SEGMENT, len(x) - SEGMENT + 1)
    first_x, first_n = np.cumsum(x)[splits - 1], np.cumsum(n)[splits - 1]
    parts = _likelihood(first_x, first_n, counts) + _likelihood(x.sum() - first_x, n.sum() - first_n, counts)
    strengths = 2 * (parts - _likelihood(x.sum(), n.sum(), counts))
    at = int(splits[np.argmax(strengths)])
    phi = within(x, n, at, counts)
    return Step(at, float(strengths.max()) / phi, phi)


def within(numerator: ArrayLike, denominator: ArrayLike, at: int, counts: bool = False) -> float:
    """φ, how many times more than chance the points vary around their own levels before and from `at` (a ratio, at least 1).

    Formula: χ² = Σz² about the pooled level of either segment, on k − 2 degrees of freedom; φ = χ²/(k − 2) where that test
    fails (p < .01) and φ > 1, otherwise 1. A missing point adds nothing to χ², yet counts in k: give known points only. 1 with
    two points or fewer. Source: McCullagh and Nelder, Generalized Linear Models, section 4.5.
    """
    from scipy.stats import chi2

    x, n = (np.asarray(each, dtype=float) for each in (numerator, denominator))
    distances = dispersion.z_of_counts if counts else dispersion.z_of_proportions
    around = np.concatenate([distances(x[:at], n[:at]), distances(x[at:], n[at:])])
    total, degrees = np.nansum(around**2), len(x) - 2
    return float(max(1.0, total / degrees)) if degrees > 0 and chi2.sf(total, degrees) < RESTLESS else 1.0


def _likelihood(x: ArrayLike, n: ArrayLike, counts: bool) -> np.ndarray:
    """Greatest log-likelihood of x of n (or of x events in an exposure of n); 0·log 0 is 0."""
    x, n = np.asarray(x, dtype=float), np.asarray(n, dtype=float)
    if counts:
        return np.where(x > 0, x * np.log(np.fmax(x, 1e-300) / n), 0) - x
    rest = n - x
    return np.sum([np.where(part > 0, part * np.log(np.fmax(part, 1e-300) / n), 0) for part in (x, rest)], axis=0)
