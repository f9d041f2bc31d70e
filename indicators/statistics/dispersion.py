"""Whether months differ from each other by more than chance: the test, the ratio φ, and Laney's sigma.

Brothers and sisters are referred together, and practice drifts, so a percentage may vary more than that of as many
independent children. Limits and tests that ignore this give false alarms.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

D2 = 1.128  # mean range of two values from a normal distribution, in standard deviations
SCREEN = 3.267  # a moving range of this many mean ranges or more is a signal, and is left out once


class Dispersion(NamedTuple):
    """Pearson's test: its statistic, degrees of freedom, p-value, and φ, their ratio (1 is chance alone)."""

    chi_squared: float
    degrees: int
    p: float
    phi: float


def z_of_proportions(numerator: ArrayLike, denominator: ArrayLike, centre: float | None = None) -> np.ndarray:
    """Each point's distance from the pooled proportion (or from `centre`, 0 to 1), in standard deviations of chance.

    Formula: z = (x/n − p)/√(p(1 − p)/n), where p = Σx/Σn over the points that are known. NaN where n = 0 or a count is
    missing, and everywhere if p is 0 or 1 or nothing is known. Source: Pearson's residuals, McCullagh and Nelder, Generalized
    Linear Models, section 2.4.
    """
    x, n = _known(numerator, denominator)
    p = np.nansum(x) / np.nansum(n) if centre is None else centre
    return (x / n - p) / np.sqrt(p * (1 - p) / n) if 0 < p < 1 else np.full(len(x), np.nan)


def z_of_counts(count: ArrayLike, exposure: ArrayLike, centre: float | None = None) -> np.ndarray:
    """Each point's distance from the pooled rate (or from `centre`, events per unit of exposure), in standard deviations.

    Formula: z = (x/e − u)/√(u/e), where u = Σx/Σe over the points that are known. NaN without exposure or where a count is
    missing, and everywhere if u is 0 or nothing is known. Source: Pearson's residuals, McCullagh and Nelder, Generalized
    Linear Models, section 2.4.
    """
    x, e = _known(count, exposure)
    u = np.nansum(x) / np.nansum(e) if centre is None else centre
    return (x / e - u) / np.sqrt(u / e) if u > 0 else np.full(len(x), np.nan)


def laney_sigma(z: ArrayLike, screen: bool = True) -> float:
    """Laney's σ_z: the movement from one point to the next as a multiple of chance's.

    Formula: mean |z(i) − z(i−1)| / 1.128; with `screen`, ranges of 3.267 means or more are left out once. A
    missing point removes two ranges. NaN where no range is left. It may be below 1. Source: Laney, 2002, Quality
    Engineering 14, 531-537; Shewhart's constants d2 and D4.
    """
    return mean_range(z, screen) / D2


def mean_range(values: ArrayLike, screen: bool = True) -> float:
    """The mean distance between neighbouring values, in their unit; with `screen`, without the ranges that are signals.

    Formula: mean |y(i) − y(i−1)|; of the ranges those of 3.267 means or more are left out once, and the rest averaged again.
    A missing value removes two ranges. NaN where no range is left: for fewer than two neighbours, and with `screen`
    for a series that never varies. Source: Shewhart's constant D4; NHS England, Making Data Count; Wheeler, Understanding
    Variation.
    """
    ranges = np.abs(np.diff(np.asarray(values, dtype=float)))
    ranges = ranges[~np.isnan(ranges)]
    if screen and len(ranges):
        ranges = ranges[ranges < SCREEN * ranges.mean()]
    return float(ranges.mean()) if len(ranges) else np.nan


def tested(z: ArrayLike) -> Dispersion:
    """Pearson's test of distances from a common level, in standard deviations.

    Formula: χ² = Σz² on k − 1 degrees of freedom, k the number of known distances (missing ones are skipped); φ = χ²/(k − 1).
    All NaN (0 degrees) with fewer than two. Source: Pearson, 1900; McCullagh and Nelder, section 4.5.
    """
    from scipy.stats import chi2

    z = np.asarray(z, dtype=float)
    z = z[~np.isnan(z)]
    degrees = len(z) - 1
    if degrees < 1:
        return Dispersion(np.nan, 0, np.nan, np.nan)
    total = float(np.sum(z**2))
    return Dispersion(total, degrees, float(chi2.sf(total, degrees)), total / degrees)


def _known(count: ArrayLike, out_of: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    x, n = np.broadcast_arrays(np.asarray(count, dtype=float), np.asarray(out_of, dtype=float))
    known = ~np.isnan(x) & (n > 0)
    return np.where(known, x, np.nan), np.where(known, n, np.nan)
