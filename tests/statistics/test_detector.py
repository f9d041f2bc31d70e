"""The detector: its evidence by direct inversion month by month, and what it must and must not do to small and missing counts."""

import numpy as np
import pytest

from indicators.statistics import detector, pooled_dispersion, standing


def direct(y, covariance, degrees, month, begins):
    """The log Bayes factor of a change that began in one month, seen in another: the formula, without any factorisation."""
    seen = slice(0, month + 1)
    inverse = np.linalg.inv(covariance[seen, seen])
    step = (np.arange(month + 1) >= begins).astype(float)
    s, information = step @ inverse @ y[seen], step @ inverse @ step
    q = s**2 / (information + 1 / 0.9**2)
    factor = -0.5 * np.log(1 + 0.9**2 * information) + degrees / 2 * np.log(1 + q / degrees)
    return factor, s / (information + 1 / 0.9**2)


def test_the_evidence_is_that_of_every_month_and_beginning_by_itself():
    rng = np.random.default_rng(3)
    months, degrees, kappa = 40, np.array([70.0]), np.array([0.02])
    v = rng.uniform(1, 20, (1, months))
    v[0, 20] = 0  # a month without children
    phi = np.full((1, months), 1.4)
    y = np.where(v > 0, rng.normal(0, 0.4, (1, months)), 0)
    y[0, 33:] += 1
    covariance = detector._covariance(v, phi, kappa, 1)
    factor, shift = (each[0] for each in detector._factors(y, covariance, degrees, 1))
    weight = detector.Evidence(y, covariance, factor[None], shift[None], phi, kappa, 1).weights()[0]
    for month in (12, 25, 36, 39):
        found = {j: direct(y[0], covariance[0], 70.0, month, j) for j in range(max(12, month - 23), month + 1)}
        best = max(found, key=lambda j: found[j][0])
        assert weight[month] == pytest.approx(np.log(sum(np.exp(factor) for factor, *_ in found.values())))
        assert max(found, key=lambda j: factor[month, j]) == best and shift[month, best] == pytest.approx(found[best][1])
    assert not np.isfinite(weight[:12]).any() and np.argmax(factor[39]) == 33 and shift[39, 33] > 0.5


def test_the_covariance_is_that_of_its_parts():
    v, phi = np.array([[4.0, 0.0, 2.0]]), np.array([[1.5, 1.5, 1.5]])
    got = detector._covariance(v, phi, np.array([0.01]), 1)[0]
    assert got[0, 2] == pytest.approx(0.01 * 0.8**2 + 0.06**2 / 12 + 4)
    assert got[2, 2] == pytest.approx(0.01 + 3 * 0.06**2 / 12 + 4 + (1.5 - 0.02) / 2)
    assert got[1, 1] > 1e5  # a month without children says nothing
    assert detector._covariance(v, phi, np.array([0.01]), 3)[0][0, 2] == pytest.approx(0.01 * 0.8**6 + 0.06**2 / 4 + 4)


def test_a_missing_month_and_a_series_without_children_harm_nothing():
    rng = np.random.default_rng(4)
    n = np.full((9, 45), 40.0)
    x = rng.binomial(40, 0.3, n.shape).astype(float)
    x[0, [3, 17, 44]] = n[0, [3, 17, 44]] = np.nan
    n[8] = 0
    base = np.zeros(n.shape, dtype=bool)
    base[:, :30] = True
    found = detector.evidence(x, n, base, np.zeros(9, dtype=int))
    weights = found.weights()
    assert np.isfinite(weights[:8, 12:]).all() and np.isnan(weights[8]).all()
    without = detector.evidence(np.delete(x, 8, 0), np.delete(n, 8, 0), base[:8], np.zeros(8, dtype=int))
    assert np.allclose(without.weights()[:, 12:], weights[:8, 12:])


def test_a_change_that_lasts_is_not_forgotten():
    """A doubling that began three years ago still stands: nobody has said that the new level is right."""
    n = np.full((8, 72), 60.0)
    x = np.round(n * 0.2)
    x[0, 40:] = 24
    base = np.zeros(n.shape, dtype=bool)
    base[:, :30] = True
    found = detector.evidence(x, n, base, np.zeros(8, dtype=int))
    told = [standing.alerts(found, row, np.arange(72) >= 30, 5.75, 3.25) for row in range(8)]
    [alert] = told[0]
    assert alert.raised in (40, 41) and alert.began == 40 and alert.upward and alert.ended is None and not any(told[1:])
    assert alert.confirmed == alert.raised + standing.FRESH


def test_small_series_learn_their_dispersion_from_the_others():
    """Families of two with one fate double the variance: of eight children a month no single series shows it."""
    rng = np.random.default_rng(5)
    families = rng.poisson(4, (60, 30))
    n, x = 2.0 * families, 2.0 * rng.binomial(families, 0.3)
    v, r = n * 0.3 * 0.7, x - n * 0.3
    found = pooled_dispersion.estimated(r, v, np.full(60, 0.3), np.repeat(np.arange(6), 10))
    assert np.median(found.phi) == pytest.approx(2, abs=0.25) and found.phi.std() < 0.4
    alone = pooled_dispersion._raw(r, v, np.full(60, 0.3)).ratio
    assert alone.std() > 2 * found.phi.std()


def test_a_mean_of_equal_estimates_is_kept_and_outliers_are_drawn_in():
    found, left = pooled_dispersion.shrunk(np.array([1.0, 1.1, 0.9]), np.full(3, 0.1))
    assert found == pytest.approx([1.0, 1.0, 1.0]) and left == pytest.approx([0, 0, 0])
    apart, _ = pooled_dispersion.shrunk(np.array([0.0, 10.0]), np.full(2, 0.1))
    assert 0 < apart[0] < 0.1 and 9.9 < apart[1] < 10
