"""Whether a percentage has moved to another level and stayed there: the evidence of many series at once, month by month.

The detector remembers. It asks of every month of the last two years whether a lasting change began there, adds up the evidence
for all of them, and does not forget a change because it has grown old. What is no news is in its model: chance, families, levels
that wander and come back, a slow drift, and a level that is not known exactly. Rows are series, columns are periods, the latest
last.
"""

from typing import NamedTuple

import numpy as np

from indicators.statistics import pooled_dispersion, seasons

MEMORY = 0.8  # correlation of a wandering level from month to month
LAGS = {1: 4, 3: 2}  # periods apart, of months and of quarters, whose residuals show the wandering
MOST_WANDERING = 0.03  # so that a step within the base does not pass for wandering
DRIFT = 0.06  # log-odds in a year that are no news
UNKNOWN = 4.0  # variance of the level before anything is known, so that every month informs it
NO_NEWS = 1e6  # variance of a month without children
SHIFT = 0.9  # standard deviation of a lasting change, in log-odds
EARLIEST, OLDEST = 12, 24  # the first month in which a change may begin; months that it may be old when it is first seen
# New alerts a year of 120 series in which nothing changes, at so much evidence, by months and by quarters: on the safe side of
# what tests/support/simulation.py measures where families come and levels wander. One more in evidence is as rare as exp(FEWER).
BY_CHANCE = {1: (1.4, 5.75), 3: (1.9, 4.5)}
FEWER = 0.8
SAID = (1, 2, 3, 5, 10, 20, 50)  # years; more is not known


class Evidence(NamedTuple):
    """What the months of every series say, a row each.

    `y` and `covariance` are the model: the residual of each month in log-odds, and how the months vary together without a change.
    `factor` (series × month × beginning) is the log Bayes factor, seen in a month, of a change that began in another; −inf where
    it may not have begun. `shift` is the size of that change in log-odds. `months` is the length of a period.
    """

    y: np.ndarray
    covariance: np.ndarray
    factor: np.ndarray
    shift: np.ndarray
    phi: np.ndarray
    wandering: np.ndarray
    months: int

    def weight(self, row: int, month: int, earliest: int = 0) -> float:
        """The logarithm of the odds that a change began in the two years before a month of a series, from `earliest` on."""
        return float(added_up(self.factor[row, month, max(earliest, month - OLDEST // self.months + 1) : month + 1]))

    def informed(self, row: int) -> np.ndarray:
        """Whether each month of a series has children, and so says something."""
        return np.diagonal(self.covariance[row]) < NO_NEWS

    def weights(self) -> np.ndarray:
        """`weight` of every series and month."""
        month, begins = np.indices(self.factor.shape[1:])
        return added_up(np.where(begins > month - OLDEST // self.months, self.factor, -np.inf))


def added_up(factor: np.ndarray) -> np.ndarray:
    """The logarithm of the sum of Bayes factors, from their logarithms, over the last axis; −inf of none, NaN of a missing one.

    Formula: m + log Σ exp(f − m) with m the largest f. Source: Shiryaev, 1963, Theory of Probability and its Applications 8,
    22-46; Roberts, 1966, Technometrics 8, 411-430 (the sum over the beginnings).
    """
    top = np.max(factor, axis=-1, initial=-np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = top + np.log(np.exp(factor - top[..., None]).sum(axis=-1))
    return np.where(np.isnan(top), np.nan, np.where(np.isfinite(top), found, -np.inf))


def evidence(x: np.ndarray, n: np.ndarray, base: np.ndarray, indicator: np.ndarray, season: np.ndarray | None = None,
             months: int = 1, least: np.ndarray | None = None) -> Evidence:
    """The evidence of a lasting change in each series of a level, month by month.

    `x` and `n` are counts (NaN for a missing month), `base` marks the months of each base, `indicator` is a number for each
    series, `season` the log-odds effect of each period, which has so many `months` (1 or 3), `least` the dispersion of a series
    that rounding alone makes. A series without children in two months of its base has NaN.

    Formula: y = (x − nπ)/v with v = nπ(1 − π) is nearly normal about 0 with covariance κρ^|s−t| + ω²/12·min(s, t) + 4, and on the
    diagonal max(φ − κv, φ/2)/v. A shift d ~ N(0, τ²) from month j on has the log Bayes factor −½log(1 + τ²I) + ν/2·log(1 + Q/ν)
    with Q = S²/(I + 1/τ²); the weight is the logarithm of their sum over j.
    Source: Shiryaev 1963 and Roberts 1966 (the sum over the beginnings); the covariance and its constants are ours and are
    measured by tests/judging/test_simulation.py.
    """
    known = np.isfinite(x) & (n > 0)
    x, n = np.where(known, x, 0.0), np.where(known, n, 0.0)
    season = np.zeros(x.shape) if season is None else season
    base = base & known
    usable = base.sum(axis=1) >= 2
    least = np.ones(len(x)) if least is None else least
    found = _whole(*(each[usable] for each in (x, n, base, indicator, season, least)), months)
    return Evidence(*(_placed(each, usable) for each in found), months)


def once_in_years(weight: float, series: int, months: int = 1) -> int:
    """In how many years one of so many series would reach this evidence once if nothing changed: one of SAID, rounded down.

    Formula: 1 / (a · series/120 · exp(−FEWER · (weight − b))) with (a, b) of BY_CHANCE; no number may be missing. Source:
    simulation, tests/support/simulation.py.
    """
    rate, at = BY_CHANCE[months]
    years = 120 / (rate * max(series, 1)) * np.exp(FEWER * (weight - at))
    return max((each for each in SAID if each <= years), default=1)


def _placed(part: np.ndarray, usable: np.ndarray) -> np.ndarray:
    whole = np.full((len(usable), *part.shape[1:]), np.nan)
    whole[usable] = part
    return whole


def _whole(x: np.ndarray, n: np.ndarray, base: np.ndarray, indicator: np.ndarray, season: np.ndarray, least: np.ndarray,
           months: int) -> tuple:
    share = seasons.expected_share(x, n, base, season, added=0.5)
    v, r = n * share * (1 - share), x - n * share
    v_base, r_base = np.where(base, v, 0.0), np.where(base, r, 0.0)
    level = (x * base).sum(axis=1) / np.maximum((n * base).sum(axis=1), 1)
    found = pooled_dispersion.estimated(r_base, v_base, level, indicator)
    found = found._replace(phi=np.maximum(found.phi, least))
    kappa = wandering(r_base, v_base, found.phi, indicator, months)
    covariance = _covariance(v, found.at(v), kappa, months)
    y = np.divide(r, v, out=np.zeros(v.shape), where=v > 0)
    return y, covariance, *_factors(y, covariance, found.degrees, months), found.phi, kappa


def wandering(r: np.ndarray, v: np.ndarray, phi: np.ndarray, indicator: np.ndarray, months: int = 1) -> np.ndarray:
    """The variance in log-odds, κ, of a level that wanders about its mean with correlation MEMORY, for each series.

    `r` and `v` are 0 outside the base and where a count is missing. Formula: products of residuals one to four months apart, of
    which taking away the mean takes φΣvv/Σv, against what κ would make of them; by indicator, shrunk to the level, within 0 to
    MOST_WANDERING. Source: the autocovariance of a first-order autoregression, Box and Jenkins, 1970, section 3.2; the shrinking
    is that of `pooled_dispersion.shrunk`.
    """
    above = below = 0.0
    total = np.maximum(v.sum(axis=1), 1e-9)
    for lag, share in enumerate(_shares_of_memory(int((v > 0).any(axis=0).sum()), months), start=1):
        volume = (v[:, :-lag] * v[:, lag:]).sum(axis=1)
        product = (r[:, :-lag] * r[:, lag:]).sum(axis=1) + phi * volume / total
        above, below = above + share * product / phi**2, below + share**2 * volume / phi**2
    _, place = np.unique(indicator, return_inverse=True)
    known = np.maximum(np.bincount(place, below), 1e-12)
    found, _ = pooled_dispersion.shrunk(np.bincount(place, above) / known, 1 / known)
    return np.clip(found, 0.0, MOST_WANDERING)[place]


def _shares_of_memory(periods: int, months: int) -> list[float]:
    """How much of κ the products of so many periods have, at each lag, after the mean was taken away."""
    at = np.arange(periods)
    away = np.eye(periods) - 1 / periods
    left = away @ MEMORY ** (months * np.abs(at[:, None] - at)) @ away
    return [float(np.diagonal(left, lag).mean()) for lag in range(1, LAGS[months] + 1)]


def _covariance(v: np.ndarray, phi: np.ndarray, kappa: np.ndarray, months: int) -> np.ndarray:
    """The covariance of the months of each series: series × months × months."""
    at = np.arange(v.shape[1])
    apart = months * np.abs(at[:, None] - at)
    lasting = kappa[:, None, None] * MEMORY**apart + DRIFT**2 / 12 * months * (np.minimum(at[:, None], at) + 1) + UNKNOWN
    own = np.maximum(phi - kappa[:, None] * v, phi / 2)
    single = np.divide(own, v, out=np.full(v.shape, NO_NEWS), where=v > 0)
    return lasting + single[:, :, None] * np.eye(v.shape[1])


def _factors(y: np.ndarray, covariance: np.ndarray, degrees: np.ndarray, months: int) -> tuple[np.ndarray, np.ndarray]:
    """(factor, shift) of each series, month and beginning. One factorisation gives them all."""
    inverse = np.linalg.inv(np.linalg.cholesky(covariance))
    e = np.einsum("ist,it->is", inverse, y)
    from_each = np.cumsum(inverse[:, :, ::-1], axis=2)[:, :, ::-1]  # series × month × beginning
    s, information = (np.cumsum(each, axis=1) for each in (e[:, :, None] * from_each, from_each**2))
    whole = information + 1 / SHIFT**2
    q, nu = s**2 / whole, degrees[:, None, None]
    factor = -np.log1p(SHIFT**2 * information) / 2 + nu / 2 * np.log1p(q / nu)
    month, begins = np.indices(y.shape[1:] * 2)
    return np.where((begins >= EARLIEST // months) & (begins <= month), factor, -np.inf), s / whole
