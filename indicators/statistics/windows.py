"""The latest periods of many series at once, pooled and held against the periods before them.

Series lie in a grid: a row for each, a column for each period, the latest last. What a series does not have (a period
before it began, a missing count) is NaN.
"""

from typing import NamedTuple

import numpy as np

CHILDREN = 20  # on average in a period, from which a series' dispersion is its own; below, it is that of all small ones
SAME = 1e-12  # proportions closer than this are equal: they came from different divisions


class Windows(NamedTuple):
    """One length of window over every series: an array for each name, and `share`, the grid of expected proportions.

    `testable` is False where the window is incomplete, holds no children, or has too little before it; `expected` is
    in children; `odds_ratio` is that of window to baseline by the season alone; `phi` is the dispersion, at least 1,
    on `degrees` of freedom.
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
    x: np.ndarray, n: np.ndarray, eligible: np.ndarray, season: np.ndarray, season_error: np.ndarray,
    length: int, most: int, fewest: int, early: np.ndarray, level: np.ndarray | None = None,
) -> Windows:
    """The latest `length` periods against the eligible ones among the `most` before them, and not fewer than `fewest`.

    The dispersion is that of the `early` periods of each series, of those before the window: they are the ones
    that a chart's limits rest on, and what has changed since does not look like restlessness there. See `over_dispersion` for
    the `level`.

    `season` is each period's log-odds effect and `season_error` its standard error. Formula: the level a solves
    Σ n·expit(a + season) = Σ x over the baseline; a period's expected proportion is expit(a + season), which without a
    season is Σx / Σn; the odds ratio is that of the expected proportions of window and baseline, pooled. Because the
    season is an estimate, φ grows by s²/v: the variance of the window's mean effect (its months taken as independent)
    over that of the log odds ratio. A period with n = 0 adds nothing to a window and does not break it; any other that
    is not eligible does.

    All grids have a row for each series and a column for each period; x and n are counts, lengths are in periods. A missing
    count is NaN and not eligible; a series that cannot be tested is False in `testable` and its other numbers mean nothing.
    Source: logistic regression with an offset, McCullagh and Nelder, Generalized Linear Models, sections 4.3 and 4.5; the
    addition to φ is ours and measured by tests/judging/test_simulation.py.
    """
    before = eligible.copy()
    before[:, -length:] = False
    before[:, : -length - most] = False
    x_all, n_all = (np.where(eligible, each, 0.0) for each in (x, n))
    inside = slice(-length, None)
    baseline_x, baseline_n = (np.where(before, all_, 0).sum(axis=1) for all_ in (x_all, n_all))
    window_x, window_n = (all_[:, inside].sum(axis=1) for all_ in (x_all, n_all))
    complete = (eligible | (n == 0))[:, inside].all(axis=1)
    testable = complete & (window_n > 0) & (before.sum(axis=1) >= fewest)
    share = expected_share(x_all, n_all, before, season)
    expected = (share * n_all)[:, inside].sum(axis=1)
    ratio = _odds_ratio(expected, window_n, baseline_x, baseline_n, season)
    early = eligible & early
    early[:, inside] = False
    phi, degrees = over_dispersion(x_all, n_all, early, expected_share(x_all, n_all, early, season), level)
    phi = phi + _unsure(season_error[:, inside], n_all[:, inside], expected, baseline_x, baseline_n)
    return Windows(testable, window_x, window_n, baseline_x, baseline_n, expected, ratio, phi, degrees, share)


def expected_share(x: np.ndarray, n: np.ndarray, baseline: np.ndarray, season: np.ndarray) -> np.ndarray:
    """The proportion each period of each series would have if only the season moved it: a grid. See `pooled`.

    Formula: expit(a + season) with a solving Σ n·expit(a + season) = Σ x over the baseline, by Newton's method; without a season
    Σx / Σn. A baseline of none or of all is moved half a child inward for it, because its odds are not finite. Missing counts
    must lie outside the baseline; NaN for a series without children in it. Source: McCullagh and Nelder, Generalized Linear
    Models, section 4.3 (the constant of a logistic regression with an offset).
    """
    x_base, n_base = (np.where(baseline, each, 0.0) for each in (x, n))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (x_base.sum(axis=1) / n_base.sum(axis=1))[:, None] + np.zeros(season.shape)
    seasonal = (season != 0).any(axis=1) & (n_base.sum(axis=1) > 0)
    if seasonal.any():
        share[seasonal] = _moved(x_base[seasonal], n_base[seasonal], season[seasonal])
    return share


def over_dispersion(
    x: np.ndarray, n: np.ndarray, baseline: np.ndarray, share: np.ndarray, level: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """(φ, its degrees of freedom) of each series about its expected proportions; φ is at least 1.

    Formula: with z = (x − nπ) / √(nπ(1 − π)), φ = Σ (z(i) − z(i−1))² / 2m over the m pairs of neighbouring periods of
    the baseline, and 2m² / (3m − 1) degrees. Neighbours, and not all against their mean as in
    `dispersion.tested`, because a level that moved within the baseline is news, and must not soften the test
    that should tell it. With fewer than 20 children on average the φ of one series is rough, but it matters as much as of many:
    brothers and sisters double the variance of 8 as of 800. Such series take the φ of all small ones of their `level` (a number
    for each series; all are of one level unless given): the mean over their pairs, on the sum of their degrees. φ is 1 where π
    is 0 or 1, and without two neighbours; a missing period breaks its pairs. It is not asked first
    whether φ differs from 1 beyond chance, as it is for a chart's limits: at φ = 1.7 that test misses a third of the
    series.
    Source: von Neumann, Kent, Bellinson and Hart, 1941, Annals of Mathematical Statistics 12, 153-162 (mean
    square successive difference); pooled as the variances of McCullagh and Nelder, section 4.5.
    """
    pair = baseline[:, 1:] & baseline[:, :-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (x - n * share) / np.sqrt(n * share * (1 - share))
        squares = np.where(pair, np.diff(z, axis=1) ** 2, 0).sum(axis=1) / 2
        small = ~(np.where(baseline, n, 0).sum(axis=1) / baseline.sum(axis=1) >= CHILDREN)
        pairs = pair.sum(axis=1)
        degrees = 2 * pairs**2 / np.maximum(3 * pairs - 1, 1)
        squares, pairs, degrees = _together(small, level, squares, pairs, degrees)
        phi = squares / pairs
        return np.where(phi > 1, phi, 1.0), degrees


def runs(beyond: np.ndarray, without: np.ndarray, eligible: np.ndarray, most: int) -> np.ndarray:
    """The column at which each series' unbroken run up to now began: of eligible periods where `beyond` is above 0.

    `beyond` is how far a period lies on the side that is asked about, in proportions. Formula: the first column from which on
    every period is eligible with `beyond` above 0 (by more than 10⁻¹²) or is `without` a figure (no children, hidden or missing).
    Up to `most` of these in a row are passed over; more of them, or a period that is not eligible, end the run. As many as there
    are columns where there is no run. Source: runs as
    counted on a control chart, Western Electric Company, 1956, Statistical Quality Control Handbook.
    """
    on = eligible & (beyond > SAME)
    gap = _lengths(without & ~on)
    unbroken = np.cumprod((on | (gap > 0) & (gap <= most))[:, ::-1], axis=1)[:, ::-1].astype(bool)
    within = unbroken & on
    return np.where(within.any(axis=1), within.argmax(axis=1), on.shape[1])


def _lengths(gaps: np.ndarray) -> np.ndarray:
    """How long the unbroken stretch of True is that a place lies in; 0 where it is False."""
    column = np.arange(gaps.shape[1])
    first = np.maximum.accumulate(np.where(gaps, 0, column + 1), axis=1)
    last = np.minimum.accumulate(np.where(gaps, gaps.shape[1], column)[:, ::-1], axis=1)[:, ::-1]
    return np.where(gaps, last - first, 0)


def _together(small: np.ndarray, level: np.ndarray | None, squares: np.ndarray, *weights: np.ndarray) -> list[np.ndarray]:
    """Sums of squares, pairs and degrees, for each small series those of all small ones of its level that are known."""
    level = np.zeros(len(squares), dtype=int) if level is None else level
    pooled = small & np.isfinite(squares)

    def summed(each: np.ndarray) -> np.ndarray:
        return np.where(small, np.bincount(level[pooled], each[pooled], level.max(initial=0) + 1)[level], each)

    return [summed(each) for each in (squares, *weights)]


def _moved(x: np.ndarray, n: np.ndarray, season: np.ndarray) -> np.ndarray:
    total = n.sum(axis=1)
    wanted = np.clip(x.sum(axis=1), 0.5, total - 0.5)
    level = np.log(wanted / (total - wanted)) - (n * season).sum(axis=1) / total
    for _ in range(8):
        share = 1 / (1 + np.exp(-(level[:, None] + season)))
        level += (wanted - (n * share).sum(axis=1)) / (n * share * (1 - share)).sum(axis=1)
    return 1 / (1 + np.exp(-(level[:, None] + season)))


def _unsure(error: np.ndarray, n: np.ndarray, expected: np.ndarray, baseline_x: np.ndarray, baseline_n: np.ndarray) -> np.ndarray:
    """What the season's own uncertainty adds to the dispersion of a window."""
    cells = (expected, n.sum(axis=1) - expected, baseline_x, baseline_n - baseline_x)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = sum(1 / np.maximum(cell, 0.5) for cell in cells)
        return np.nan_to_num(np.sum((n * error) ** 2, axis=1) / n.sum(axis=1) ** 2 / variance)


def _odds_ratio(
    expected: np.ndarray, n: np.ndarray, baseline_x: np.ndarray, baseline_n: np.ndarray, season: np.ndarray,
) -> np.ndarray:
    usual = np.clip(baseline_x, 0.5, np.maximum(baseline_n - 0.5, 0.5))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = expected / (n - expected) / (usual / (baseline_n - usual))
    return np.where((season != 0).any(axis=1) & (n > 0), ratio, 1.0)
