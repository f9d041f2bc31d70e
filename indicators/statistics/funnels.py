"""Funnel limits: how far an authority's percentage may lie from the common percentage by chance.

Small authorities vary more, so limits narrow as the number of children grows. Most authorities differ by more than chance,
because their work and their populations differ. Then the limits are widened by the variance between authorities; without
this nearly all would lie outside. The module `outside` applies the limits in tables, charts and sentences.

Proportions and limits run from 0 to 1. Angles are asin√p, on which every proportion has the standard error 1/(2√n).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics.proportions import counts

INNER, OUTER = 0.95, 0.998
FEW = 10  # with fewer children expected, in the count or in the rest, limits come from exact tails
TRIM = 0.1  # share of authorities at each end whose distance is pulled in before the variance is estimated


class Funnel(NamedTuple):
    """A centre (proportion), the dispersion ratio φ, and τ² (squared radians): the variance between authorities."""

    centre: float
    phi: float = np.nan
    tau2: float = 0.0

    @property
    def widened(self) -> bool:
        """Whether authorities differ by more than chance, so that limits allow for it: φ above 1."""
        return bool(self.phi > 1)

    @property
    def between(self) -> float:
        """τ² where it is used, otherwise 0."""
        return self.tau2 if self.widened else 0.0


def estimated(numerator: ArrayLike, denominator: ArrayLike, trim: float = TRIM) -> Funnel:
    """The funnel of all authorities: pooled centre, φ and τ² on angles, the outermost (a share of `trim`) pulled in.

    Formulas: centre = Σx/Σn; z = (asin√(x/n) − asin√centre)·2√n, winsorised; φ = Σz²/k; τ² as in `between_variance`.
    Authorities without children or with a missing count are left out; all NaN, τ² 0, if none is left. Raises
    ValueError for x above n. Source: Spiegelhalter, 2005, Quality and Safety in Health Care 14, 347-351.
    """
    x, n = (column[~np.isnan(column)] for column in counts(numerator, denominator))
    if not len(n):
        return Funnel(np.nan)
    funnel = Funnel(float(x.sum() / n.sum()))
    z = winsorised(distance(funnel, x, n), trim)
    return funnel._replace(phi=float(np.mean(z**2)), tau2=between_variance(z, 1 / (2 * np.sqrt(n))))


def distance(funnel: Funnel, x: ArrayLike, n: ArrayLike) -> np.ndarray:
    """The distance of an authority from the centre, in standard errors.

    Formula: (asin√(x/n) − asin√centre)·2√n. NaN where a count is missing, n = 0 or there is no centre. Raises ValueError for
    x above n. Source: Spiegelhalter, 2005, Quality and Safety in Health Care 14, 347-351 (appendix).
    """
    x, n = counts(x, n)
    return (np.arcsin(np.sqrt(x / n)) - np.arcsin(np.sqrt(funnel.centre))) * 2 * np.sqrt(n)


def winsorised(z: ArrayLike, trim: float = TRIM) -> np.ndarray:
    """The values with the outermost, a share of `trim` at each end, pulled in to the quantile there; in their unit.

    Formula: min(max(z, q), Q), with q and Q the `trim` and 1 − `trim` quantiles of the known values by linear interpolation
    (R's type 7). NaN stays NaN and is not counted. Source: Spiegelhalter, 2005 (winsorising).
    """
    z = np.asarray(z, dtype=float)
    return np.clip(z, *np.nanquantile(z, [trim, 1 - trim])) if np.any(~np.isnan(z)) else z


def between_variance(z: ArrayLike, standard_error: ArrayLike) -> float:
    """τ², the variance between authorities beyond chance, in the squared unit of the standard errors.

    Formula: (Σz² − (k − 1))/(Σw − Σw²/Σw) with w = 1/s², and 0 where that is negative or k is below 2. NaN z are left out.
    Source: the moment estimate of DerSimonian and Laird, 1986, Controlled Clinical Trials 7, 177-188.
    """
    z, s = np.asarray(z, dtype=float), np.asarray(standard_error, dtype=float)
    known = ~np.isnan(z)
    weight = 1 / s[known] ** 2
    if len(weight) < 2:
        return 0.0
    return float(max(0.0, (np.sum(z[known] ** 2) - (len(weight) - 1)) / (weight.sum() - np.sum(weight**2) / weight.sum())))


def score_limits(centre: float, n: ArrayLike, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    """(lower, upper) limits about a centre p0 at each n, proportions from 0 to 1.

    Formula: p0 ∓ z√(p0(1 − p0)/n), cut off at 0 and 1. NaN where n is 0 or missing or there is no centre. A proportion
    is outside them exactly where its Wilson interval excludes p0. Source: Wilson, 1927, Journal of the American Statistical
    Association 22, 209-212; Spiegelhalter, 2005.
    """
    n = np.asarray(n, dtype=float)
    reach = two_sided(confidence) * np.sqrt(centre * (1 - centre) / np.where(n > 0, n, np.nan))
    return np.maximum(centre - reach, 0), np.minimum(centre + reach, 1)


def angle_limits(centre: float, n: ArrayLike, z: float, tau2: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """(lower, upper) limits about a centre p0 at each n, proportions from 0 to 1, allowing for a variance τ² between angles.

    Formula: sin²(asin√p0 ∓ z√(1/4n + τ²)), an angle below 0 or above π/2 as 0 or 1. NaN where n is 0 or missing.
    Source: Spiegelhalter, 2005; as drawn by the R package FunnelPlotR for proportions.
    """
    n = np.asarray(n, dtype=float)
    reach = z * np.sqrt(1 / (4 * np.where(n > 0, n, np.nan)) + tau2)
    angle = np.arcsin(np.sqrt(centre))
    return np.sin(np.maximum(angle - reach, 0)) ** 2, np.sin(np.minimum(angle + reach, np.pi / 2)) ** 2


def two_sided(confidence: float) -> float:
    """The number of standard errors on each side that include a share `confidence` of a normal distribution: 1.96 for 0.95.

    Formula: z = Φ⁻¹((1 + confidence)/2). Raises StatisticsError for a confidence of 1 or more; NaN, a missing one, stays NaN.
    Source: Python's statistics.NormalDist (Wichura, 1988, algorithm AS241).
    """
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + confidence) / 2)
