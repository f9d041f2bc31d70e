"""The latest periods of many series at once, pooled and held against the periods before them.

Series lie in a grid: a row for each, a column for each period, the latest last. What a series does not have (a period
before it began, a missing count) is NaN.
"""

from typing import NamedTuple

import numpy as np

CHILDREN = 20  # on average in a period, before its dispersion is measured
SAME = 1e-12  # proportions closer than this are equal: they came from different divisions


class Windows(NamedTuple):
    """One length of window over every series: an array for each name, and `share`, the grid of expected proportions.

    `testable` is False where the window is incomplete, holds no children, or has too little before it; `expected` is
    in children; `odds_ratio` is that of window to baseline by the season alone; `phi` is the baseline's dispersion, at
    least 1, on `degrees` of freedom.
    """

    testable: np.ndarray
    x: np.ndarray
    n: np.ndarray
    baseline_x: np.ndarray
    baseline_n: np.ndarray
    expected: np.ndarray
    odds_ratio: np.ndarray
    phi: np.ndarray
    degrees: np.ndarray
    share: np.ndarray


def pooled(
    x: np.ndarray, n: np.ndarray, eligible: np.ndarray, season: np.ndarray, length: int, most: int, fewest: int
) -> Windows:
    """The latest `length` periods against up to `most` eligible ones before them, and not fewer than `fewest`.

    `season` is each period's log-odds effect. Formula: the level a solves Σ n·expit(a + season) = Σ x over the
    baseline; a period's expected proportion is expit(a + season), which without a season is Σx / Σn; the odds ratio is
    that of the expected proportions of window and baseline, pooled. A period with n = 0 adds nothing to a window and
    does not break it; any other that is not eligible does.
    """
    before = eligible.copy()
    before[:, -length:] = False
    before &= np.cumsum(before[:, ::-1], axis=1)[:, ::-1] <= most
    x_all, n_all = (np.where(eligible, each, 0.0) for each in (x, n))
    inside, degrees = slice(-length, None), before.sum(axis=1) - 1
    baseline_x, baseline_n = (np.where(before, all_, 0).sum(axis=1) for all_ in (x_all, n_all))
    window_x, window_n = (all_[:, inside].sum(axis=1) for all_ in (x_all, n_all))
    complete = (eligible | (n == 0))[:, inside].all(axis=1)
    testable = complete & (window_n > 0) & (degrees + 1 >= fewest)
    share = expected_share(x_all, n_all, before, season)
    expected = (share * n_all)[:, inside].sum(axis=1)
    ratio = _odds_ratio(expected, window_n, baseline_x, baseline_n, season)
    phi = over_dispersion(x_all, n_all, before, share)
    return Windows(testable, window_x, window_n, baseline_x, baseline_n, expected, ratio, phi, degrees, share)


def expected_share(x: np.ndarray, n: np.ndarray, baseline: np.ndarray, season: np.ndarray) -> np.ndarray:
    """The proportion each period of each series would have if only the season moved it: a grid. See `pooled`.

    The level is found by Newton's method; a baseline of none or of all is moved half a child inward for it, because
    its odds are not finite. NaN for a series without children in its baseline.
    """
    x_base, n_base = (np.where(baseline, each, 0.0) for each in (x, n))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (x_base.sum(axis=1) / n_base.sum(axis=1))[:, None] + np.zeros(season.shape)
    seasonal = (season != 0).any(axis=1) & (n_base.sum(axis=1) > 0)
    if seasonal.any():
        share[seasonal] = _moved(x_base[seasonal], n_base[seasonal], season[seasonal])
    return share


def over_dispersion(x: np.ndarray, n: np.ndarray, baseline: np.ndarray, share: np.ndarray) -> np.ndarray:
    """φ of each series' baseline about its expected proportions, and at least 1.

    Formula: φ = Σ (x − nπ)² / (nπ(1 − π)) / (k − 1). It is 1 as well with fewer than 20 children on average, where it
    hardly matters and small counts make it rough, with a single period, and where π is 0 or 1. It is not asked first
    whether φ differs from 1 beyond chance, as for a chart's limits: at φ = 1.7 that test misses a third of the series,
    and those alone then raise some twenty false alarms a year. Source: see `dispersion.of_proportions`, of which this
    is the same for many series.
    """
    degrees = baseline.sum(axis=1) - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        squares = np.where(baseline, (x - n * share) ** 2 / (n * share * (1 - share)), 0).sum(axis=1)
        enough = np.where(baseline, n, 0).sum(axis=1) / (degrees + 1) >= CHILDREN
        return np.where(enough & (squares > degrees) & (degrees > 0), squares / degrees, 1.0)


def runs(beyond: np.ndarray, empty: np.ndarray, eligible: np.ndarray) -> np.ndarray:
    """The column at which each series' unbroken run up to now began: of eligible periods where `beyond` is above 0.

    `beyond` is how far a period lies on the side that is asked about, in proportions. An `empty` period (no children)
    is passed over; any other ends the run. As many as there are columns where there is no run.
    """
    on = eligible & (beyond > SAME)
    unbroken = np.cumprod((on | empty)[:, ::-1], axis=1)[:, ::-1].astype(bool)
    within = unbroken & on
    return np.where(within.any(axis=1), within.argmax(axis=1), on.shape[1])


def _moved(x, n, season):
    total = n.sum(axis=1)
    wanted = np.clip(x.sum(axis=1), 0.5, total - 0.5)
    level = np.log(wanted / (total - wanted)) - (n * season).sum(axis=1) / total
    for _ in range(8):
        share = 1 / (1 + np.exp(-(level[:, None] + season)))
        level += (wanted - (n * share).sum(axis=1)) / (n * share * (1 - share)).sum(axis=1)
    return 1 / (1 + np.exp(-(level[:, None] + season)))


def _odds_ratio(expected, n, baseline_x, baseline_n, season):
    usual = np.clip(baseline_x, 0.5, np.maximum(baseline_n - 0.5, 0.5))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = expected / (n - expected) / (usual / (baseline_n - usual))
    return np.where((season != 0).any(axis=1) & (n > 0), ratio, 1.0)
