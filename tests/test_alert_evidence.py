"""The evidence behind an alert: each test by its definition in exact fractions, and false alarms counted."""

import json
from fractions import Fraction
from math import comb

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from series_frame import series

from indicators import alerts
from indicators.statistics import many_tests


def exact_mid_p(x, n, baseline_x, baseline_n):
    """The definition in whole numbers: all ways to choose n of everybody, by the cases they contain."""
    cases, everybody = x + baseline_x, n + baseline_n
    ways = {k: comb(cases, k) * comb(everybody - cases, n - k) for k in range(n + 1)}
    half = Fraction(ways[x], 2)
    low = half + sum(way for k, way in ways.items() if k < x)
    high = half + sum(way for k, way in ways.items() if k > x)
    return 2 * min(low, high) / comb(everybody, n)


def test_fishers_lady_tasting_tea():
    """Agresti, Categorical Data Analysis, section 3.5: three of four right has a one-sided mid-p of .129."""
    assert exact_mid_p(3, 4, 1, 4) / 2 == Fraction(9, 70)
    assert many_tests.fisher_mid_p([3, 4], 4, [1, 0], 4) == pytest.approx([2 * 9 / 70, 1 / 70])


@given(st.integers(1, 60), st.integers(1, 200), st.data())
def test_fisher_mid_p_agrees_with_its_definition_and_is_symmetric(n, baseline_n, data):
    x, baseline_x = data.draw(st.integers(0, n)), data.draw(st.integers(0, baseline_n))
    got = float(many_tests.fisher_mid_p(x, n, baseline_x, baseline_n))
    assert got == pytest.approx(float(exact_mid_p(x, n, baseline_x, baseline_n)), rel=1e-9, abs=1e-15)
    assert got == pytest.approx(
        float(many_tests.fisher_mid_p(n - x, n, baseline_n - baseline_x, baseline_n)), rel=1e-9
    )
    assert got == pytest.approx(float(many_tests.fisher_mid_p(baseline_x, baseline_n, x, n)), rel=1e-9)
    assert 0 <= got <= 1


def test_fisher_mid_p_of_nothing_is_undefined_and_of_no_cases_at_all_is_no_evidence():
    assert np.isnan(many_tests.fisher_mid_p([0, 1, None], [0, 5, 5], [3, 0, 1], [9, 0, 9])).all()
    assert many_tests.fisher_mid_p([0, 7], [10, 7], [0, 90], [100, 90]) == pytest.approx([1, 1])


# Benjamini and Hochberg, 1995, section 4.1: fifteen p-values of which four are rejected at a rate of .05.
THROMBOLYSIS = [
    0.0001,
    0.0004,
    0.0019,
    0.0095,
    0.0201,
    0.0278,
    0.0298,
    0.0344,
    0.0459,
    0.3240,
    0.4262,
    0.5719,
    0.6528,
    0.7590,
    1.0,
]


def test_benjamini_and_hochbergs_own_example():
    q = many_tests.benjamini_hochberg(THROMBOLYSIS)
    assert (q <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert q[:2] == pytest.approx([0.0015, 0.0030]) and q[-1] == 1


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=30))
def test_q_is_the_smallest_rate_at_which_the_step_up_rule_rejects(values):
    q = many_tests.benjamini_hochberg(values)
    known = sorted(value for value in values if value is not None)
    for value, got in zip(values, q, strict=True):
        if value is None:
            assert np.isnan(got)
        else:
            least = min(p * len(known) / rank for rank, p in enumerate(known, 1) if p >= value)
            assert got == pytest.approx(min(1, least))


@pytest.mark.parametrize("case", ["fdr_120_tests", "fdr_ties_edges"])
def test_q_agrees_with_r(shared, case):
    reference = json.loads((shared / "reference" / "golden" / f"{case}.json").read_text(encoding="utf-8"))
    expected = [np.nan if q is None else q for q in reference["expected"]["columns"]["bh"]]
    got = many_tests.benjamini_hochberg(reference["input"]["columns"]["p"])
    np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-9)


def random_level(rng, teams, months=33):
    sizes, shares = rng.choice([8, 25, 60], teams), rng.uniform(0.1, 0.4, teams)
    children = rng.poisson(sizes[:, None], (teams, months))
    return children, rng.binomial(children, shares[:, None])


def found_in(cases, children):
    frames = [
        series(list(zip(*rows.tolist(), strict=True)), breakdown="team", category=f"T{at:02}")
        for at, rows in enumerate(np.stack([cases, children], axis=1))
    ]
    return alerts.find(pl.concat(frames)).filter(level="act")["category"].to_list()


def test_where_nothing_changes_few_levels_raise_an_alert_and_where_something_does_it_is_found():
    """With nothing to find, at most one level in ten may raise any alert to act on; 30 levels of 20 teams."""
    rng, alarms, found = np.random.default_rng(2026), 0, 0
    for _ in range(30):
        children, cases = random_level(rng, 20)
        alarms += bool(found_in(cases, children))
        children[0], cases[0] = 60, 12
        cases[0, -3:] = 27
        found += "T00" in found_in(cases, children)
    assert alarms <= 7  # 99% of the time, if the rate were one in ten
    assert found >= 29
