"""Tests of proportions: published and hand-worked examples, and the same numbers by another road."""

from fractions import Fraction
from math import comb, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.statistics import intervals, proportions


@st.composite
def counted(draw, most=30):
    n = draw(st.integers(1, most))
    return draw(st.integers(0, n)), n


@given(counted(), st.sampled_from([Fraction(1, 5), Fraction(1, 2), Fraction(11, 50), Fraction(0), Fraction(1)]))
@settings(max_examples=150, deadline=None)
def test_exact_tails_agree_with_fractions(authority, p):
    x, n = authority
    chance = [comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    got = proportions.against(x, n, float(p))
    assert got.p_upper == pytest.approx(float(sum(chance[x:])), abs=1e-12)
    assert got.p_lower == pytest.approx(float(sum(chance[: x + 1])), abs=1e-12)
    assert got.p == pytest.approx(float(sum(each for each in chance if each <= chance[x])), abs=1e-9)


@given(counted(200))
@settings(deadline=None)
def test_the_exact_interval_ends_where_a_tail_is_two_and_a_half_percent(authority):
    x, n = authority
    lower, upper = (float(end) for end in proportions.exact_interval(x, n))
    assert lower == 0 if x == 0 else proportions.against(x, n, lower).p_upper == pytest.approx(0.025, rel=1e-6)
    assert upper == 1 if x == n else proportions.against(x, n, upper).p_lower == pytest.approx(0.025, rel=1e-6)


def test_the_score_z_by_hand():
    assert proportions.against(8, 25, 0.2).z == pytest.approx(1.5)  # 3 points more than 5, whose spread is 2


def test_newcombes_own_example():
    """Newcombe, 1998, table II, (a): 56 of 70 less 48 of 80 is 20 points, by method 10 from 5.24 to 33.39."""
    got = proportions.difference(56, 70, 48, 80)
    assert got.value == pytest.approx(0.2)
    assert (round(float(got.lower), 4), round(float(got.upper), 4)) == (0.0524, 0.3339)


@given(counted(400), counted(400))
@settings(max_examples=60, deadline=None)
def test_a_difference_by_other_roads(first, second):
    """Newcombe from the two Wilson intervals; χ² as the squared z of a pooled test; Fisher from whole numbers."""
    (a, n), (b, m) = first, second
    got = proportions.difference(a, n, b, m)
    (low1, high1), (low2, high2) = (map(float, intervals.wilson(x, of)) for x, of in (first, second))
    p1, p2 = a / n, b / m
    assert got.lower == pytest.approx(p1 - p2 - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2), abs=1e-9)
    assert got.upper == pytest.approx(p1 - p2 + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2), abs=1e-9)
    pooled = (a + b) / (n + m)
    if 0 < pooled < 1:
        table = np.array([[a, n - a], [b, m - b]], dtype=float)
        expected = table.sum(1, keepdims=True) * table.sum(0) / table.sum()
        assert got.chi_squared == pytest.approx(((table - expected) ** 2 / expected).sum(), rel=1e-6, abs=1e-9)
    ways = [comb(n, k) * comb(m, a + b - k) for k in range(max(0, a + b - m), min(n, a + b) + 1)]
    here = comb(n, a) * comb(m, b)
    assert got.p_fisher == pytest.approx(float(Fraction(sum(w for w in ways if w <= here), sum(ways))), rel=1e-6)


def test_a_column_of_differences_keeps_its_places():
    got = proportions.difference([56, np.nan, 1], [70, 10, 0 + 5], [48, 2, 0], [80, 10, 0])
    assert np.isnan(got.lower[1:]).all() and np.isnan(got.p_fisher[1:]).all() and got.value[0] == pytest.approx(0.2)


def test_nobody_counted_in_either_has_no_chi_squared_and_is_no_difference():
    got = proportions.difference(0, 10, 0, 20)
    assert np.isnan(got.chi_squared) and got.value == 0 and got.lower < 0 < got.upper


def armitage(x, n):
    """Cochran-Armitage in fractions, from the regression of 0s and 1s on the step."""
    steps = range(1, len(x) + 1)
    total, p = sum(n), Fraction(sum(x), sum(n))
    mean = Fraction(sum(s * m for s, m in zip(steps, n, strict=True)), total)
    slope = sum((s - mean) * (a - m * p) for s, a, m in zip(steps, x, n, strict=True))
    return slope**2 / (p * (1 - p) * sum(m * (s - mean) ** 2 for s, m in zip(steps, n, strict=True)))


@given(st.lists(counted(500).filter(lambda each: 0 < each[0] < each[1]), min_size=3, max_size=8))
@settings(max_examples=60, deadline=None)
def test_trend_against_fractions_and_the_score_equations(groups):
    x, n = [a for a, _ in groups], [m for _, m in groups]
    got = proportions.trend(x, n)
    assert got.chi_squared == pytest.approx(float(armitage(x, n)), rel=1e-9)
    left = np.array(x) - np.array(n) * got.fitted  # a logistic regression leaves nothing over, nor along the steps
    assert left.sum() == pytest.approx(0, abs=1e-4) and left @ np.arange(len(x)) == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("x", [[0, 0, 0], [10, 20, 30]])
def test_nobody_or_everybody_counted_shows_no_trend(x):
    got = proportions.trend(x, [10, 20, 30])
    assert np.isnan(got.chi_squared) and np.isnan(got.fitted).all()


def test_a_year_without_a_figure_keeps_its_step():
    with_gap = proportions.trend([10, np.nan, 30, 35], [100, 100, 100, 100])
    assert with_gap.chi_squared == pytest.approx(float(armitage([10, 0, 30, 35], [100, 0, 100, 100])))
    assert np.isnan(with_gap.fitted).tolist() == [False, True, False, False] and with_gap.degrees == 1


@pytest.mark.parametrize("x", [[3], []])
def test_fewer_than_two_groups_have_no_trend(x):
    assert np.isnan(proportions.trend(x, [10] * len(x)).chi_squared)


@pytest.mark.parametrize("call", [
    lambda: proportions.against(6, 5, 0.2), lambda: proportions.exact_interval(-1, 5),
    lambda: proportions.difference(1, 2, 3, 2), lambda: proportions.trend([1, 2], [1, 1]),
])
def test_more_counted_than_there_are_is_an_error(call):
    with pytest.raises(ValueError):
        call()


def test_what_is_missing_or_out_of_nothing_is_unknown():
    got = proportions.against([0, np.nan], [0, 5], 0.2)
    assert all(np.isnan(column).all() for column in got)
