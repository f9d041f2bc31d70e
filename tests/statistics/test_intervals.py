"""Intervals against published worked examples, their own definitions solved another way, and at the edges."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics import intervals
from tests.support.series_frame import series

COUNTS = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


# Newcombe, 1998, Statistics in Medicine 17, 857-872, table I, method 3 (score without continuity correction).
@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_newcombes_published_intervals(x, n, lower, upper):
    got = intervals.wilson(x, n)
    assert [round(float(each), 4) for each in got] == [lower, upper]


@given(COUNTS, st.sampled_from([0.9, 0.95, 0.998]))
def test_a_wilson_limit_is_the_percentage_that_the_score_test_just_rejects(counts, confidence):
    """The definition, not the formula: |x/n − p| = z√(p(1 − p)/n) at each limit inside 0 to 1."""
    x, n = counts
    z = {0.9: 1.6448536269514722, 0.95: 1.959963984540054, 0.998: 3.090232306167813}[confidence]
    for limit in map(float, intervals.wilson(x, n, confidence)):
        if 0 < limit < 1:
            assert abs(x / n - limit) == pytest.approx(
                z * math.sqrt(limit * (1 - limit) / n), rel=1e-6, abs=1e-12
            )


@given(COUNTS)
def test_wilson_holds_the_percentage_stays_inside_0_to_1_and_mirrors(counts):
    x, n = counts
    lower, upper = intervals.wilson(x, n)
    assert 0 <= lower <= x / n <= upper <= 1
    assert (lower == 0) == (x == 0) and (upper == 1) == (x == n)
    mirrored = intervals.wilson(n - x, n)
    assert float(lower) == pytest.approx(1 - float(mirrored[1]), abs=1e-12)


def test_wilson_keeps_its_place_where_there_is_nothing_to_divide_by_or_nothing_known():
    lower, upper = intervals.wilson([0, None, 3, 2], [0, 10, None, 4])
    assert np.isnan(lower).tolist() == np.isnan(upper).tolist() == [True, True, True, False]


@pytest.mark.parametrize(("x", "n"), [(6, 5), (-1, 5), (1, -5)])
def test_counts_that_cannot_be_are_refused(x, n):
    with pytest.raises(ValueError, match=r"numerator|count"):
        intervals.wilson(x, n)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_confidence_is_a_share(confidence):
    with pytest.raises(ValueError, match=r"0\.95"):
        intervals.wilson(1, 2, confidence)
    with pytest.raises(ValueError, match=r"0\.95"):
        intervals.rate(1, 2, confidence)


# Garwood, 1936, Biometrika 28, 437-442: exact 95% limits of a Poisson count.
@pytest.mark.parametrize(
    ("count", "lower", "upper"), [(0, 0, 3.689), (1, 0.0253, 5.572), (5, 1.624, 11.668), (9, 4.115, 17.085)]
)
def test_few_events_have_garwoods_exact_limits(count, lower, upper):
    assert intervals.rate(count, 1, per=1) == (pytest.approx(lower, abs=6e-4), pytest.approx(upper, abs=6e-4))


@given(st.integers(1, 9), st.sampled_from([0.95, 0.998]))
def test_an_exact_limit_is_the_rate_at_which_the_count_is_just_too_extreme(count, confidence):
    def at_most(k, mean):
        return math.fsum(math.exp(-mean) * mean**i / math.factorial(i) for i in range(k + 1))

    lower, upper = map(float, intervals.rate(count, 1, confidence, per=1))
    assert 1 - at_most(count - 1, lower) == pytest.approx((1 - confidence) / 2, rel=1e-6)
    assert at_most(count, upper) == pytest.approx((1 - confidence) / 2, rel=1e-6)


@pytest.mark.parametrize("count", [10, 11, 25, 400, 10_000])
def test_byars_approximation_is_close_to_exact_and_per_10_000(count):
    from scipy.stats import chi2

    exact = chi2.ppf(0.025, 2 * count) / 2, chi2.ppf(0.975, 2 * count + 2) / 2
    assert intervals.rate(count, 20_000) == (
        pytest.approx(exact[0] / 2, rel=2e-3),
        pytest.approx(exact[1] / 2, rel=2e-3),
    )


def test_a_rate_of_no_children_or_an_unknown_count_is_undefined_and_no_events_start_at_0():
    lower, upper = intervals.rate([3, None, 0, 0], [0, 100, 100, None])
    assert np.isnan(lower).tolist() == np.isnan(upper).tolist() == [True, True, False, True]
    assert lower[2] == 0 < upper[2]


def test_add_gives_each_figure_its_interval_in_shown_units():
    frame = series([(81, 263), (0, 0), None, (0, 20)])
    got = intervals.add(frame, "percentage")
    assert got["interval_lower"].round(2).to_list() == [25.53, None, None, 0.0]
    assert got["interval_upper"].round(2).to_list() == [36.62, None, None, 16.11]
    rate = intervals.add(series([(5, 10_000)], multiplier=10_000), "rate per 10,000")
    assert rate["interval_upper"].round(3).to_list() == [11.668]
    assert intervals.add(frame, "average days")["interval_lower"].to_list() == [None] * 4


def test_a_hidden_figure_has_no_interval_to_work_it_out_from():
    hidden = series([(3, 20)]).with_columns(value=None, symbol=None)
    assert intervals.add(hidden, "percentage")["interval_upper"].to_list() == [None]


@pytest.mark.parametrize(
    ("values", "persists"),
    [
        ([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], True),
        ([0, 1] * 6, False),
        ([0, 0, 1, 1] * 2, False),
        ([3] * 20, False),
        ([], False),
    ],
)
def test_a_series_persists_if_neighbouring_values_are_alike(values, persists):
    assert intervals.persistent(values) == persists


def test_independent_values_are_hardly_ever_taken_for_persistent_and_lasting_ones_mostly():
    rng = np.random.default_rng(5)
    noise = rng.normal(size=(1000, 24))
    lasting = np.zeros((200, 24))
    for at in range(1, 24):
        lasting[:, at] = 0.85 * lasting[:, at - 1] + rng.normal(size=200)
    assert sum(intervals.persistent(row) for row in noise) < 40
    assert sum(intervals.persistent(row) for row in lasting) > 120
