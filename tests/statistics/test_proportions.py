"""Intervals and trends of proportions: published and hand-worked examples, and the same numbers by another road."""

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from indicators.statistics import intervals, proportions


@st.composite
def counted(draw, most=30):
    n = draw(st.integers(1, most))
    return draw(st.integers(0, n)), n


@given(counted(200))
@settings(deadline=None)
def test_the_exact_interval_ends_where_a_tail_is_two_and_a_half_percent(authority):
    x, n = authority
    lower, upper = (float(end) for end in proportions.exact_interval(x, n))
    assert lower == 0 if x == 0 else binom.sf(x - 1, n, lower) == pytest.approx(0.025, rel=1e-6)
    assert upper == 1 if x == n else binom.cdf(x, n, upper) == pytest.approx(0.025, rel=1e-6)


def test_newcombes_own_example():
    """Newcombe, 1998, table II, (a): 56 of 70 less 48 of 80 is 20 points, by method 10 from 5.24 to 33.39."""
    lower, upper = proportions.newcombe(56, 70, 48, 80)
    assert (round(float(lower), 4), round(float(upper), 4)) == (0.0524, 0.3339)


@given(counted(400), counted(400))
@settings(max_examples=60, deadline=None)
def test_a_difference_by_another_road(first, second):
    """Newcombe from the two Wilson intervals."""
    lower, upper = proportions.newcombe(*first, *second)
    (low1, high1), (low2, high2) = (map(float, intervals.wilson(x, of)) for x, of in (first, second))
    p1, p2 = (x / of for x, of in (first, second))
    assert lower == pytest.approx(p1 - p2 - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2), abs=1e-9)
    assert upper == pytest.approx(p1 - p2 + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2), abs=1e-9)


def test_a_column_of_differences_keeps_its_places():
    lower, upper = proportions.newcombe([56, np.nan, 1], [70, 10, 5], [48, 2, 0], [80, 10, 0])
    assert np.isnan(lower[1:]).all() and np.isnan(upper[1:]).all() and lower[0] < 0.2 < upper[0]


def test_nobody_counted_in_either_is_no_difference():
    lower, upper = proportions.newcombe(0, 10, 0, 20)
    assert lower < 0 < upper


def armitage(x, n):
    """Cochran-Armitage in fractions, from the regression of 0s and 1s on the step."""
    steps = range(1, len(x) + 1)
    total, p = sum(n), Fraction(sum(x), sum(n))
    mean = Fraction(sum(s * m for s, m in zip(steps, n, strict=True)), total)
    slope = sum((s - mean) * (a - m * p) for s, a, m in zip(steps, x, n, strict=True))
    return slope**2 / (p * (1 - p) * sum(m * (s - mean) ** 2 for s, m in zip(steps, n, strict=True)))


def trend(x, n):
    return proportions.armitage(np.array(x, dtype=float), np.array(n, dtype=float), np.arange(1.0, len(x) + 1))


@given(st.lists(counted(500).filter(lambda each: 0 < each[0] < each[1]), min_size=3, max_size=8))
@settings(max_examples=60, deadline=None)
def test_trend_against_fractions(groups):
    x, n = [a for a, _ in groups], [m for _, m in groups]
    assert trend(x, n) == pytest.approx(float(armitage(x, n)), rel=1e-9)


@pytest.mark.parametrize("x", [[0, 0, 0], [10, 20, 30]])
def test_nobody_or_everybody_counted_shows_no_trend(x):
    assert np.isnan(trend(x, [10, 20, 30]))


@pytest.mark.parametrize("x", [[3], []])
def test_fewer_than_two_groups_have_no_trend(x):
    assert np.isnan(trend(x, [10] * len(x)))


@pytest.mark.parametrize("call", [
    lambda: proportions.exact_interval(6, 5), lambda: proportions.exact_interval(-1, 5), lambda: proportions.newcombe(1, 2, 3, 2),
])
def test_more_counted_than_there_are_is_an_error(call):
    with pytest.raises(ValueError):
        call()


def test_what_is_missing_or_out_of_nothing_is_unknown():
    assert all(np.isnan(end).all() for end in proportions.exact_interval([0, np.nan], [0, 5]))
