"""Funnels: worked by hand, against other formulas, on the department's own figures, and one answer from every side."""

from fractions import Fraction
from math import asin, comb, lgamma, pi, sin, sqrt
from math import exp as e_to

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from indicators.statistics import dispersion, funnels, intervals, outside, proportions, ranks
from indicators.statistics.funnels import INNER, OUTER, Funnel
from tests.support.published_counts import counted

# A centre, a variance between authorities that is used or not, a count out of a number of children.
CENTRES = st.sampled_from([0.0, 0.004, 0.068, 0.2, 0.22, 0.5, 0.9, 1.0]) | st.floats(0.001, 0.999)
SIZES = st.integers(1, 60) | st.integers(61, 9000)
CONFIDENCES = st.sampled_from([INNER, OUTER])


@st.composite
def authorities(draw):
    n = draw(SIZES)
    return draw(st.integers(0, n)), n


def small(centre, n):
    return min(n * centre, n * (1 - centre)) < 10


@given(CENTRES, authorities(), CONFIDENCES)
@settings(max_examples=400, deadline=None)
def test_outside_the_funnel_is_the_benchmark_outside_the_interval(centre, authority, confidence):
    """Wilson's interval, or Clopper and Pearson's where few children are expected; written here without the module's own."""
    x, n = authority
    interval = proportions.exact_interval if small(centre, n) else intervals.wilson
    lower, upper = (float(end) for end in interval(x, n, confidence))
    assume(min(abs(centre - lower), abs(centre - upper)) > 1e-12 or centre in (0, 1))
    expected = 1 if centre < lower else -1 if centre > upper else 0
    assert outside.outside(Funnel(centre), x, n, confidence)[0] == expected


@pytest.mark.slow
@given(CENTRES, st.floats(0, 0.05), authorities(), CONFIDENCES)
@settings(max_examples=120, deadline=None)
def test_decision_drawing_and_interval_agree_when_authorities_differ_by_more_than_chance(centre, tau2, authority, confidence):
    x, n = authority
    funnel = Funnel(centre, phi=5.0, tau2=tau2)
    decided = outside.outside(funnel, x, n, confidence)[0]
    low, high = (float(line[0]) for line in outside.limits(funnel, n, confidence))
    start, end = (float(line[0]) for line in outside.interval(funnel, x, n, confidence))
    assume(min(abs(centre - start), abs(centre - end), abs(x / n - low), abs(x / n - high)) > 1e-9 or centre in (0, 1))
    assert decided == (x / n > high + 1e-15) - (x / n < low - 1e-15)
    assert decided == (centre < start) - (centre > end)


@given(st.floats(0.01, 0.99), authorities(), CONFIDENCES)
@settings(max_examples=200, deadline=None)
def test_more_variance_between_authorities_never_puts_anyone_outside(centre, authority, confidence):
    x, n = authority
    assume(not small(centre, n))
    few, many = (abs(outside.outside(Funnel(centre, 2.0, tau2), x, n, confidence)[0]) for tau2 in (0.0005, 0.005))
    assert many <= few


def test_exact_tails_against_fractions():
    """P(X ≥ 8 of 15) at one in five is 4,239/1,000,000 and some: outside 95% and within 99.8%."""
    p = Fraction(1, 5)
    tail = {x: sum(comb(15, k) * p**k * (1 - p) ** (15 - k) for k in range(x, 16)) for x in range(16)}
    for confidence in (INNER, OUTER):
        expected = [int(tail[x] < (1 - Fraction(str(confidence))) / 2) for x in range(16)]
        got = outside.outside(Funnel(0.2), np.arange(16), np.full(16, 15), confidence)
        assert got.tolist() == expected
    lower, upper = outside.limits(Funnel(0.2), [15], OUTER)
    assert (lower[0], upper[0]) == (0, 8.5 / 15)


def beta_binomial(k, n, a, b):
    return comb(n, k) * e_to(lgamma(k + a) + lgamma(n - k + b) - lgamma(n + a + b) + lgamma(a + b) - lgamma(a) - lgamma(b))


def test_beta_binomial_tails_against_the_formula():
    """n = 20 at a centre of 10% with τ² = .01: a correlation of .04, so alpha + beta = 24. The ends of an interval hold 2.5%."""
    funnel = Funnel(0.1, 3.0, 0.01)
    expected = [int(sum(beta_binomial(k, 20, 2.4, 21.6) for k in range(x, 21)) < 0.025) for x in range(21)]
    assert 0 < sum(expected) < 20 and outside.outside(funnel, np.arange(21), np.full(21, 20)).tolist() == expected
    lower, upper = (float(end[0]) for end in outside.interval(funnel, 6, 20))
    assert sum(beta_binomial(k, 20, 24 * lower, 24 * (1 - lower)) for k in range(6, 21)) == pytest.approx(0.025, rel=1e-6)
    assert sum(beta_binomial(k, 20, 24 * upper, 24 * (1 - upper)) for k in range(7)) == pytest.approx(0.025, rel=1e-6)


def test_the_arcsine_funnel_says_low_of_a_small_team_that_may_well_be_chance_and_ours_does_not():
    """0 of 15 at one in five happens to one team in 28."""
    assert funnels.angle_limits(0.2, 15, funnels.two_sided(OUTER))[0] > 0
    assert outside.outside(Funnel(0.2), 0, 15, OUTER)[0] == 0
    assert outside.outside(Funnel(0.2, 1.5, 0.0), 0, 15, OUTER)[0] == 0


def test_what_is_unknown_is_unknown_and_what_is_impossible_is_an_error():
    assert np.isnan(outside.outside(Funnel(0.2), [0, np.nan, 3], [0, 10, np.nan])).all()
    assert np.isnan(outside.outside(Funnel(np.nan), 3, 10)).all()
    assert np.isnan(outside.limits(Funnel(0.2), [0, np.nan])).all()
    assert np.isnan(outside.interval(Funnel(0.2), [0, 1], [0, np.nan])).all()
    assert np.isnan(funnels.estimated([], []).centre) and funnels.estimated([0], [0]).tau2 == 0
    for call in (outside.outside, outside.interval):
        with pytest.raises(ValueError):
            call(Funnel(0.2), 11, 10)


def test_phi_and_the_variance_between_by_hand():
    """Four authorities of 100: pooled 25%; z = 20·(asin√p − asin√¼), the outer two drawn in to the type-7 tenths."""
    x = [10, 20, 30, 40]
    z = sorted(20 * (asin(sqrt(each / 100)) - pi / 6) for each in x)
    drawn = [z[0] + 0.3 * (z[1] - z[0]), z[1], z[2], z[3] - 0.3 * (z[3] - z[2])]
    phi = sum(each**2 for each in drawn) / 4
    got = funnels.estimated(x, [100] * 4)
    assert got.centre == 0.25 and got.phi == pytest.approx(phi)
    assert got.tau2 == pytest.approx((4 * phi - 3) / (1600 - 400))  # w = 400 each
    lower, upper = outside.limits(got, [100])
    reach = 1.959963984540054 * sqrt(1 / 400 + got.tau2)
    assert (lower[0], upper[0]) == (pytest.approx(max(0, sin(pi / 6 - reach)) ** 2), pytest.approx(sin(pi / 6 + reach) ** 2))


def test_no_more_than_chance_leaves_the_limits_alone():
    got = funnels.estimated([20, 21, 19, 20], [100] * 4)
    assert got.tau2 == 0 and not got.widened and got.phi < 1
    assert outside.limits(got, [100])[1][0] == pytest.approx(0.2 + 1.959963984540054 * 0.04)


# domain.md, 2025: quartiles and ranks among all authorities with a figure, and the natural-scale funnel.
@pytest.mark.parametrize(("series", "known", "cuts", "rank"), [
    ("re_referral_percent", 153, (16.9, 20.0, 23.0), 121),
    ("subsequent_plan_percent", 153, (20.0, 24.3, 27.6), 128),
    ("no_further_action_percent", 145, (1.2, 4.4, 9.8), None),
])
def test_national_quartiles_and_ranks_of_2025(series, known, cuts, rank):
    rows = counted(series, 2025)
    values = rows["value"].to_numpy()
    assert len(values) == known and ranks.quartiles(values)[1:4] == pytest.approx(cuts, abs=0.0501)
    if rank:
        assert ranks.places(values)[rows["area_code"].to_list().index("890")] == rank


@pytest.mark.parametrize(("series", "pooled", "beyond", "of", "phi", "left", "tau"), [
    ("re_referral_percent", 0.2258, 105, 153, 27.0, 4, 3.34),
    ("subsequent_plan_percent", 0.2446, 30, 151, 3.8, 1, 3.60),
    ("no_further_action_percent", 0.0679, 128, 145, 125, 5, 4.36),
])
def test_the_national_funnels_of_2025_on_the_natural_scale(series, pooled, beyond, of, phi, left, tau):
    """The same steps as the product's, with percentages in place of angles."""
    rows = counted(series, 2025).drop_nulls(["numerator", "denominator"]).filter(pl.col("denominator") > 0)
    x, n = rows["numerator"].to_numpy(), rows["denominator"].to_numpy()
    z, p = dispersion.z_of_proportions(x, n), x.sum() / n.sum()
    drawn_in = funnels.winsorised(z)
    found = np.mean(drawn_in**2)
    assert (len(n), round(p, 4)) == (of, pooled)
    assert np.sum(np.abs(z) > 3) == beyond and np.sum(np.abs(z) / np.sqrt(found) > 3) == left
    assert found == pytest.approx(phi, abs=0.51 if phi == 125 else 0.0501)
    assert 100 * sqrt(funnels.between_variance(drawn_in, np.sqrt(p * (1 - p) / n))) == pytest.approx(tau, abs=0.00501)


def test_on_angles_the_national_funnel_is_as_wide_as_on_the_natural_scale():
    """Two scales, one country: the widening in points differs by less than a tenth where 22% is the centre."""
    rows = counted("re_referral_percent", 2025)
    found = funnels.estimated(rows["numerator"], rows["denominator"])
    assert 200 * sqrt(found.centre * (1 - found.centre) * found.tau2) == pytest.approx(3.34, rel=0.1)
