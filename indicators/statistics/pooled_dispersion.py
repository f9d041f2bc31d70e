"""How much more the months of many series differ than chance explains, small series included: each learns from the others.

Children come in families, and a family has one fate, so counts vary more than those of children who come one by one. A series of
eight children a month cannot show by how much; its indicator and its level can. All arrays have a row for each series and a
column for each month. Residuals are those of the months of the base, which later changes do not touch.
"""

from typing import NamedTuple

import numpy as np

MOST_KURTOSIS = 50.0  # more says only that a series has hardly any children


class Dispersion(NamedTuple):
    """The dispersion of each series at its usual volume and what it rests on: `phi`, at least 1; `degrees`, of freedom; the
    level's line `floor` + `slope` · v, by which it is carried to another volume, and the usual volume `usual` of each series."""

    phi: np.ndarray
    degrees: np.ndarray
    floor: float
    slope: float
    usual: np.ndarray

    def at(self, variance: np.ndarray) -> np.ndarray:
        """φ of every month, by its binomial variance v: at least 1, φ · (δ + κ₀v) / (δ + κ₀v̄)."""
        line = (self.floor + self.slope * variance) / (self.floor + self.slope * self.usual)[:, None]
        return np.maximum(1.0, self.phi[:, None] * line)


class Raw(NamedTuple):
    """What each series says by itself: Σ r²/v over its months, divided by their number less 1; the variance of that; and v̄."""

    ratio: np.ndarray
    variance: np.ndarray
    usual: np.ndarray


def estimated(residual: np.ndarray, variance: np.ndarray, share: np.ndarray, indicator: np.ndarray) -> Dispersion:
    """The dispersion of every series of a level.

    `residual` is x − nπ, `variance` nπ(1 − π), 0 for a month outside the base or without children; `share` is each series' level,
    `indicator` its number. Every series needs two known months. Formula: φ = max(1, line · factor · factor), in three stages of
    shrinking: the level's line δ + κ₀v̄ by weighted least squares; each indicator's factor to it, and each series' factor to its
    indicator's, both shrunk as DerSimonian and Laird do. The degrees of freedom are those of the months: a shock common to all
    series makes pooling an illusion.
    Source: DerSimonian and Laird, 1986, Controlled Clinical Trials 7, 177-188; the order of the stages is ours and is measured by
    tests/judging/test_simulation.py.
    """
    raw = _raw(residual, variance, share)
    floor, slope = _line(raw)
    base = floor + slope * raw.usual
    factor, left = _of_indicators(raw.ratio / base, raw.variance, indicator)
    own = raw.ratio / base / factor
    kept = _kept(own, raw.variance)
    phi = np.maximum(1.0, base * factor * (1 + kept * (own - 1)))
    months = _degrees_of_months(residual, variance, phi, raw.variance)
    degrees = 2 / (kept * raw.variance + (1 - kept) ** 2 * left + 2 / months)
    return Dispersion(phi, degrees, floor, slope, raw.usual)


def shrunk(found: np.ndarray, variance: np.ndarray, towards: float | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Estimates moved towards a value, by default their weighted mean, and the variance that is left between them.

    Formula: τ² = max(0, (Q − (k − 1)) / (Σw − Σw²/Σw)) with w = 1/variance and Q = Σ w (estimate − mean)²; each keeps
    τ²/(τ² + variance) of its distance. No estimate may be missing. Source: DerSimonian and Laird, 1986, Controlled Clinical
    Trials 7, 177-188.
    """
    weight = 1 / variance
    mean = float(np.sum(weight * found) / np.sum(weight))
    spread = np.sum(weight) - np.sum(weight**2) / np.sum(weight)
    excess = np.sum(weight * (found - mean) ** 2) - (len(found) - 1)
    between = max(0.0, float(excess / spread)) if spread > 0 else 0.0
    keeps, centre = between / (between + variance), mean if towards is None else towards
    return centre + keeps * (found - centre), between * variance / (between + variance)


def _raw(residual: np.ndarray, variance: np.ndarray, share: np.ndarray) -> Raw:
    counts = variance > 0
    degrees = counts.sum(axis=1) - 1
    ratio = np.divide(residual**2, variance, out=np.zeros(variance.shape), where=counts).sum(axis=1) / degrees
    usual = variance.sum(axis=1) / counts.sum(axis=1)
    kurtosis = np.clip((1 - 6 * share * (1 - share)) / usual, 0.0, MOST_KURTOSIS)
    return Raw(ratio, (2 + kurtosis) / degrees, usual)


def _line(raw: Raw) -> tuple[float, float]:
    """δ and κ₀ of the line of raw dispersions over volumes."""
    weight = 1 / raw.variance
    ratio, usual = (float(np.average(each, weights=weight)) for each in (raw.ratio, raw.usual))
    spread = float(np.sum(weight * (raw.usual - usual) ** 2))
    steep = float(np.sum(weight * (raw.usual - usual) * (raw.ratio - ratio))) / spread if spread > 0 else 0.0
    slope = float(np.clip(steep, 0.0, max(0.0, ratio - 1) / usual))
    return max(1.0, ratio - slope * usual), slope


def _of_indicators(ratio: np.ndarray, variance: np.ndarray, indicator: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The factor of each series' indicator, and its variance."""
    _, place = np.unique(indicator, return_inverse=True)
    weight = np.bincount(place, 1 / variance)
    factor, left = shrunk(np.bincount(place, ratio / variance) / weight, 1 / weight, towards=1.0)
    return factor[place], left[place]


def _kept(own: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """The share of its own distance that each series keeps."""
    between = max(0.0, float((np.sum((own - 1) ** 2 / variance) - len(own)) / np.sum(1 / variance)))
    return between / (between + variance)


def _degrees_of_months(residual: np.ndarray, variance: np.ndarray, phi: np.ndarray, raw_variance: np.ndarray) -> float:
    """The degrees of freedom that the months have together: few, if they move together."""
    counts = variance > 0
    weight = np.where(counts, 1 / raw_variance[:, None], 0.0)
    square = np.divide(residual**2, variance * phi[:, None], out=np.zeros(variance.shape), where=counts)
    months = weight.sum(axis=0) > 0
    mean = (weight * square).sum(axis=0)[months] / weight.sum(axis=0)[months]
    return float(min(2 * months.sum() * mean.mean() ** 2 / max(mean.var(), 1e-12), counts.sum()))
