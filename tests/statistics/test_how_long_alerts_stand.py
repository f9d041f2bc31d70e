"""How an alert ends: the levels of a change and of the months after it by least squares one way at a time, and every story."""

import numpy as np
import pytest

from indicators.statistics import detector, standing

MONTHS, USUAL, DOUBLE = 66, 0.2, 0.4


def seen(shares, size=80):
    """The evidence of a level of eight teams, of which the first has these shares and the others stay as they were."""
    x = np.full((8, MONTHS), USUAL * size)
    x[0] = np.round(np.array(shares) * size)
    base = np.zeros(x.shape, dtype=bool)
    base[:, :30] = True
    return detector.evidence(x, np.full(x.shape, float(size)), base, np.zeros(8, dtype=int))


def told(*parts):
    """The alerts of a team with these shares, each for so many months, after three years as usual."""
    shares = [USUAL] * 36 + [share for share, months in parts for _ in range(months)]
    return standing.alerts(seen((shares + [shares[-1]] * MONTHS)[:MONTHS]), 0, np.arange(MONTHS) >= 30, 5.75, 3.25)


def test_the_levels_are_those_of_least_squares_for_every_way_to_part_the_months():
    rng = np.random.default_rng(1)
    found = seen([USUAL] * 36 + [DOUBLE] * 10 + list(rng.uniform(0.1, 0.4, 20)))
    alert, month = standing.Alert(38, 36, False), 55
    got = standing.levels(found, 0, alert, month)
    inverse = np.linalg.inv(found.covariance[0, : month + 1, : month + 1])
    for until in (36, 40, 54):
        at = np.arange(month + 1)
        both = np.column_stack([(at >= 36) & (at <= until), at > until]).astype(float)
        covariance = np.linalg.inv(both.T @ inverse @ both + np.eye(2) / 0.9**2)
        size = -(covariance @ both.T @ inverse @ found.y[0, : month + 1])
        place = until - 36
        assert (got.change[place], got.after[place]) == pytest.approx(tuple(size))
        assert got.beyond()[place] == pytest.approx(size[1] / np.sqrt(covariance[1, 1]))
        apart = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
        assert got.returned()[place] == pytest.approx((size[0] - size[1]) / np.sqrt(apart))


def test_a_change_that_lasts_is_confirmed_by_three_more_months_and_stands():
    [alert] = told((DOUBLE, 30))
    assert (alert.began, alert.upward, alert.ended) == (36, True, None) and alert.confirmed == alert.raised + 3


def test_a_change_that_was_gone_when_it_was_told_has_faded():
    [alert] = told((0.5, 1), (USUAL, 29))
    assert alert.raised == 36 and alert.confirmed is None and alert.how == standing.FADED and alert.ended == 39


def test_a_confirmed_change_that_goes_back_is_told_back_from_then_on():
    [alert] = told((DOUBLE, 10), (USUAL, 20))
    assert alert.how == standing.BACK and alert.until == 45 and 48 <= alert.ended <= 51


def test_a_change_that_goes_half_the_way_back_still_stands():
    [alert] = told((DOUBLE, 10), (0.31, 20))
    assert alert.ended is None


def test_after_an_end_a_new_change_is_a_new_alert():
    first, second = told((DOUBLE, 8), (USUAL, 8), (DOUBLE, 14))
    assert first.how == standing.BACK and second.began == 52 and second.raised > first.ended and second.ended is None


def test_a_fall_is_told_as_a_rise_is():
    alert, *_ = told((0.05, 10), (USUAL, 20))
    assert not alert.upward and alert.how == standing.BACK


def test_months_without_children_neither_confirm_nor_end():
    found = seen([USUAL] * 36 + [DOUBLE] * 2 + [USUAL] * 28)
    x = np.full((8, MONTHS), 16.0)
    x[0, 36:38], x[0, 38:] = 32, np.nan
    n = np.where(np.isnan(x), np.nan, 80.0)
    base = np.zeros(x.shape, dtype=bool)
    base[:, :30] = True
    silent = detector.evidence(x, n, base, np.zeros(8, dtype=int))
    [alert] = standing.alerts(silent, 0, np.isfinite(x[0]) & (np.arange(MONTHS) >= 30), 5.75, 3.25)
    assert alert.ended is None and alert.confirmed is None
    assert standing.alerts(found, 0, np.arange(MONTHS) >= 30, 5.75, 3.25)[0].how == standing.FADED
