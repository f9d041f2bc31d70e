"""The evidence behind an alert: each test by its definition in exact fractions, and false alarms counted."""

import json
from fractions import Fraction
from itertools import pairwise
from math import comb

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nchypergeom_fisher, norm, t

from indicators.judging import alerts
from indicators.statistics import many_tests, windows
from tests.support.series_frame import series


def exact_mid_p(x, n, baseline_x, baseline_n, odds=1):
    """The definition in whole numbers: all ways to choose n of everybody, by the cases they contain."""
    cases, everybody = x + baseline_x, n + baseline_n
    ways = {k: comb(cases, k) * comb(everybody - cases, n - k) * Fraction(odds) ** k for k in range(n + 1)}
    half = Fraction(ways[x]) / 2
    low = half + sum(way for k, way in ways.items() if k < x)
    high = half + sum(way for k, way in ways.items() if k > x)
    return 2 * min(low, high) / sum(ways.values())


def test_fishers_lady_tasting_tea():
    """Agresti, Categorical Data Analysis, section 3.5: three of four right has a one-sided mid-p of .129."""
    assert exact_mid_p(3, 4, 1, 4) / 2 == Fraction(9, 70)
    assert many_tests.fisher_mid_p([3, 4], 4, [1, 0], 4) == pytest.approx([2 * 9 / 70, 1 / 70])


@settings(deadline=None)  # the machine may be busy
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


@settings(deadline=None)  # the machine may be busy
@given(st.integers(1, 40), st.integers(1, 150), st.sampled_from([Fraction(1, 3), Fraction(4, 5), Fraction(3, 2)]), st.data())
def test_with_an_odds_ratio_it_agrees_with_its_definition_and_with_scipy(n, baseline_n, odds, data):
    x, baseline_x = data.draw(st.integers(0, n)), data.draw(st.integers(0, baseline_n))
    got = float(many_tests.fisher_mid_p(x, n, baseline_x, baseline_n, float(odds)))
    assert got == pytest.approx(float(exact_mid_p(x, n, baseline_x, baseline_n, odds)), rel=1e-9, abs=1e-15)
    law = nchypergeom_fisher(n + baseline_n, x + baseline_x, n, float(odds))
    half = law.pmf(x) / 2
    assert got == pytest.approx(min(1, 2 * min(law.cdf(x) - half, 1 - law.cdf(x) + half)), rel=1e-6, abs=1e-9)


def test_an_odds_ratio_of_next_to_one_changes_next_to_nothing():
    usual = many_tests.fisher_mid_p([300, 20], [1963, 60], [5893, 240], [16773, 1200])
    assert many_tests.fisher_mid_p([300, 20], [1963, 60], [5893, 240], [16773, 1200], 1 + 1e-12) == pytest.approx(usual, rel=1e-8)
    assert np.isnan(many_tests.fisher_mid_p([0, 1, None], [0, 5, 5], [3, 0, 1], [9, 0, 9], 2)).all()


def test_tempering_by_hand():
    """|z| of .0027 is 3.0; halved (φ = 4) it is 1.5, and Student's t on 16 degrees beyond 1.5 on both sides is .1531."""
    assert many_tests.tempered(0.0026998, 4, 16) == pytest.approx(0.1531, abs=1e-4)
    assert many_tests.tempered([0.0027, 1, 0.3], [4, 3, 2], 20) == pytest.approx(
        [2 * t.sf(norm.isf(p / 2) / np.sqrt(phi), 20) for p, phi in ((0.0027, 4), (1, 3), (0.3, 2))], rel=1e-9)


def test_tempering_changes_nothing_without_dispersion_and_never_makes_anything_surer():
    p = np.array([1e-12, 0.001, 0.2, 1.0])
    assert many_tests.tempered(p, 1, 15).tolist() == p.tolist() and many_tests.tempered(p, 0.4, 15).tolist() == p.tolist()
    assert np.all(many_tests.tempered(p, 1.8, 15) >= p)
    assert np.isnan(many_tests.tempered([np.nan, 0.1], [1.0, np.nan], 15)).all()


def plain_dispersion(points):
    """φ from the definition, point by point."""
    share = sum(x for x, _ in points) / sum(n for _, n in points)
    z = [(x - n * share) / (n * share * (1 - share)) ** 0.5 for x, n in points]
    return sum((b - a) ** 2 for a, b in pairwise(z)) / (2 * (len(z) - 1))


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(st.integers(1, 39), st.integers(40, 90)), min_size=12, max_size=24))
def test_dispersion_is_that_of_neighbouring_months_and_never_below_one(points):
    x, n = (np.array([side], dtype=float) for side in zip(*points, strict=True))
    base = np.ones(x.shape, dtype=bool)
    phi, degrees = windows.over_dispersion(x, n, base, windows.expected_share(x, n, base, np.zeros(x.shape)))
    pairs = len(points) - 1
    assert phi[0] == pytest.approx(max(1, plain_dispersion(points))) and degrees[0] == 2 * pairs**2 / (3 * pairs - 1)


def test_the_degrees_are_those_at_which_its_variance_is_that_of_a_dispersion():
    """A φ on d degrees has mean 1 and variance 2/d where months differ by chance alone."""
    rng = np.random.default_rng(11)
    n = np.full((20_000, 24), 400.0)
    x, base = rng.binomial(400, 0.3, n.shape).astype(float), np.ones(n.shape, dtype=bool)
    z = (x - n * 0.3) / np.sqrt(n * 0.21)
    phi = (np.diff(z, axis=1) ** 2).sum(axis=1) / 46
    assert phi.mean() == pytest.approx(1, abs=0.01) and 2 / phi.var() == pytest.approx(2 * 23**2 / 68, rel=0.05)
    floored, _ = windows.over_dispersion(x, n, base, np.full(n.shape, 0.3))
    assert floored == pytest.approx(np.maximum(phi, 1))


def test_small_counts_and_a_lasting_step_do_not_look_restless():
    few, many = np.full((1, 24), 12.0), np.full((1, 24), 200.0)
    base = np.ones((1, 24), dtype=bool)
    wild = np.array([[2.0, 10.0] * 12])
    calm = np.array([[6.0, 5.0] * 12] * 9)
    both = np.vstack([wild, calm]), np.vstack([few] * 10), np.vstack([base] * 10), np.full((10, 24), 0.5)
    phi, degrees = windows.over_dispersion(*both)
    assert phi == pytest.approx(np.full(10, 1.1), abs=0.15) and degrees == pytest.approx(np.full(10, 10 * 2 * 23**2 / 68))
    apart, _ = windows.over_dispersion(*both, np.array([0] + [1] * 9))
    assert apart[0] == pytest.approx(64 / 6) and set(apart[1:]) == {1}
    step = np.array([[40.0] * 12 + [80.0] * 12])
    assert windows.over_dispersion(step, many, base, np.full((1, 24), 0.3))[0] == 1
    assert windows.over_dispersion(np.array([[40.0, 80.0] * 12]), many, base, np.full((1, 24), 0.3))[0] > 10


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


@settings(deadline=None)  # the machine may be busy
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


@pytest.mark.slow
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
