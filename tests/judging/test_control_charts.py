"""Charts other than P: published examples, a second implementation of each, and what they do at their edges."""

import math
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from indicators.judging import limits, signals
from indicators.statistics import control_charts, dispersion
from tests.support.series_frame import series

# Montgomery, Introduction to Statistical Quality Control, example 7.3: nonconformities in samples of 100 circuit boards.
BOARDS = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15]
# The same book, example 6.5: viscosity of 15 batches of aircraft primer paint, one measurement each.
PAINT = [33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84]


def test_montgomerys_circuit_boards_are_a_u_chart_of_equal_exposure():
    chart = control_charts.u(BOARDS, [1] * 26)
    assert (round(chart.centre, 2), round(chart.lower[0], 2), round(chart.upper[0], 2)) == (19.85, 6.48, 33.21)
    per_board = control_charts.u(BOARDS, [100] * 26)
    assert per_board.upper[0] == pytest.approx(chart.upper[0] / 100 + (19.846 / 100 - chart.centre / 100), abs=1e-4)


def test_montgomerys_paint_is_an_individuals_chart():
    chart = control_charts.individuals(PAINT)
    assert round(chart.centre, 2) == 33.52
    # 2.66 in place of 3/1.128: the book's 34.802 and 32.242 to two decimals.
    assert (round(chart.upper[0], 2), round(chart.lower[0], 2)) == (34.80, 32.24)


def test_a_series_that_never_varies_has_no_limits_and_a_missing_value_takes_two_ranges_with_it():
    assert np.isnan(control_charts.individuals([4, 4, 4, 4]).upper).all()
    assert np.isnan(control_charts.individuals([None, None]).centre)
    with_gap = control_charts.individuals([1, 3, None, 50, 52], screen=False)
    assert with_gap.upper[0] - with_gap.centre == pytest.approx(2.66 * 2)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), min_size=3, max_size=40), st.booleans())
def test_u_prime_agrees_with_plain_python(points, screen):
    total, exposure = sum(x for x, _ in points), sum(e for _, e in points)
    sigma = dispersion.laney_sigma(dispersion.z_of_counts(*zip(*points, strict=True)), screen)
    if total == 0:
        assert math.isnan(sigma)
        return
    rate = total / exposure
    z = [(x - e * rate) / math.sqrt(e * rate) for x, e in points]
    ranges = [abs(b - a) for a, b in pairwise(z)]
    kept = [each for each in ranges if not screen or each < 3.267 * sum(ranges) / len(ranges)]
    assert (math.isnan(sigma) and not kept) or sigma == pytest.approx(sum(kept) / len(kept) / 1.128)
    chart = control_charts.u(*zip(*points, strict=True), widening=2)
    assert chart.upper == pytest.approx([rate + 6 * math.sqrt(rate / e) for _, e in points])
    assert chart.near_lower == pytest.approx([max(0, rate - 4 * math.sqrt(rate / e)) for _, e in points])


DAYS = st.floats(0, 100, allow_subnormal=False).map(lambda days: round(days, 3))


@given(st.lists(st.tuples(DAYS, st.integers(1, 50)), min_size=3, max_size=30))
def test_i_prime_agrees_with_plain_python_and_with_equal_numbers_is_an_individuals_chart(points):
    chart = control_charts.i_prime(*zip(*points, strict=True))
    ranges = [math.sqrt(math.pi / 2) * abs(b - a) / math.sqrt(1 / m + 1 / n) for (a, m), (b, n) in pairwise(points)]
    kept = [each for each in ranges if each < 3.2665 * sum(ranges) / len(ranges)]
    assert chart.centre == pytest.approx(sum(y * n for y, n in points) / sum(n for _, n in points))
    if kept:
        spread = sum(kept) / len(kept)
        assert chart.upper == pytest.approx([chart.centre + 3 * spread / math.sqrt(n) for _, n in points])
        values = [y for y, _ in points]
        equal = control_charts.i_prime(values, [9] * len(points))
        same = control_charts.individuals(values)
        # 3·√(π/2)/√2 is 2.6587 where Making Data Count writes 2.66.
        assert equal.upper - equal.centre == pytest.approx((same.upper - same.centre) * 2.658681 / 2.66, rel=1e-3, abs=1e-9)


@pytest.mark.parametrize("expected", [0.2, 1.0, 3.5, 9.9])
def test_a_count_is_outside_exact_limits_just_when_its_poisson_tail_is_below_one_in_741(expected):
    chart = control_charts.exact_u(expected / 30, [30])
    for x in range(40):
        assert (x / 30 > chart.upper[0]) == (poisson.sf(x - 1, expected) < 0.00135)
        assert (x / 30 < chart.lower[0]) == (poisson.cdf(x, expected) < 0.00135)
    assert np.isnan(control_charts.exact_u(0.1, [0]).upper).all()


def test_months_that_differ_by_more_than_chance_get_wider_limits_and_the_reason_says_by_how_much():
    jumping = [(30, 150), (52, 150)] * 18
    got = limits.add(series(jumping), "percentage", "during")
    assert set(got["chart"]) == {"p_prime"}
    p, z = 41 / 150, 11 / math.sqrt(150 * (41 / 150) * (109 / 150))
    wide = 2 * z / 1.128
    assert got["upper"][0] == pytest.approx(100 * (p + 3 * wide * math.sqrt(p * (1 - p) / 150)))
    phi = 24 * z**2 / 23
    assert f"φ = {phi:.1f}" in got["chart_reason"][0] and f"{wide:.1f} times as wide" in got["chart_reason"][0]


def test_limits_are_never_narrowed_and_small_months_are_not_tested_for_dispersion():
    too_even = [(30, 150)] * 30
    assert set(limits.add(series(too_even), "percentage", "during")["chart"]) == {"p"}
    small = [(1, 40), (14, 40)] * 15
    assert set(limits.add(series(small), "percentage", "during")["chart"]) == {"p"}


def test_one_step_inside_the_baseline_is_not_taken_for_a_restless_process():
    """A single move makes the test fail but not the months restless: neighbours are as close as chance has them."""
    stepped = [(30 + at % 2, 150) for at in range(12)] + [(52 + at % 2, 150) for at in range(12)]
    assert set(limits.add(series(stepped), "percentage", "during")["chart"]) == {"p"}


def test_counts_have_room_for_the_days_of_their_month():
    got = limits.add(series([(300 + at % 5, 1) for at in range(24)]), "number", "during")
    days = [(end - start).days + 1 for start, end in got.select("period_start", "period_end").rows()]
    rate = sum(got["numerator"]) / sum(days)
    assert got["centre"].to_list() == pytest.approx([rate * each for each in days])
    assert got["upper"].to_list() == pytest.approx([rate * each + 3 * math.sqrt(rate * each) for each in days])
    assert set(got["chart"]) == {"u"} and "more days" in got["chart_reason"][0]
    few = limits.add(series([(2 + at % 3, 1) for at in range(24)]), "number", "during")
    assert "exact" in few["chart_reason"][0]


def test_a_rate_is_judged_on_child_days():
    got = limits.add(series([(60 + at % 4, 30_000) for at in range(24)], multiplier=10_000), "rate per 10,000", "during")
    days = [(end - start).days + 1 for start, end in got.select("period_start", "period_end").rows()]
    rate = sum(got["numerator"]) / (30_000 * sum(days))
    assert got["centre"].to_list() == pytest.approx([10_000 * rate * each for each in days])
    expected = [10_000 * (rate * each + 3 * math.sqrt(rate * each / 30_000)) for each in days]
    assert got["upper"].to_list() == pytest.approx(expected)


def test_averages_of_nearly_equal_numbers_get_xmr_and_of_unequal_ones_i_prime():
    waits = [(100 * (20 + at * 7 % 5), 100) for at in range(24)]
    got = limits.add(series(waits, multiplier=1), "average days", "during")
    values = [x / n for x, n in waits]
    spread = sum(abs(b - a) for a, b in pairwise(values)) / 23
    assert set(got["chart"]) == {"xmr"} and got["upper"][0] == pytest.approx(sum(values) / 24 + 2.66 * spread)
    unequal = [(n * (20 + at * 7 % 5), n) for at, n in enumerate([40, 100] * 12)]
    assert set(limits.add(series(unequal, multiplier=1), "average days", "during")["chart"]) == {"i_prime"}


def test_waits_measured_again_each_month_get_no_limits():
    waits = [(100 * (20 + at // 6), 100) for at in range(24)]
    got = limits.add(series(waits, multiplier=1), "average days", "at end")
    assert got["chart"].null_count() == 24 and "measured again" in got["chart_reason"][0]


@pytest.mark.parametrize(("n", "p"), [(20, 0.02), (3, 0.15), (10, 0.05), (15, 0.2), (30, 0.1), (40, 0.97)])
def test_runs_of_a_sparse_figure_are_no_news(n, p):
    """By the plain rule half the stable charts of 20 children at 2% show a run of 7; as unlikely as 7 tosses, few do."""
    rng = np.random.default_rng(n)
    frames = []
    for place in range(60):
        children = np.maximum(1, rng.poisson(n, 36))
        counts = list(zip(rng.binomial(children, p).tolist(), children.tolist(), strict=True))
        frames.append(series(counts, category=str(place), breakdown="team"))
    got = signals.add(limits.add(pl.concat(frames), "percentage", "during"))
    coloured = got.filter(pl.col("signal").is_in(signals.UP + signals.DOWN))["category"].n_unique()
    assert coloured <= 22  # of 60, where a rate of 20% would pass 22 about once in 300


def test_the_chance_of_a_side_is_that_of_the_binomial_and_the_poisson():
    one_of_five = 5 * 0.2 * 0.8**4
    assert control_charts.above_p(0.2, [5, 4]) == pytest.approx([(1 - 0.8**5 - one_of_five) / (1 - one_of_five), 1 - 0.8**4])
    tied = math.exp(-2) * 2
    assert control_charts.above_u(0.5, [4]) == pytest.approx((1 - math.exp(-2) * 5) / (1 - tied))
    assert np.isnan(control_charts.above_p(0.2, [0])).all()


def test_rounded_counts_get_wider_limits_or_none():
    exact = [(140 + at % 5, 600) for at in range(30)]
    rounded = limits.add(series(exact).with_columns(rounded_to=pl.lit(5)), "percentage", "during")
    p = rounded["centre"][0] / 100
    reach = 3 * math.sqrt(p * (1 - p) / 600 + 2 * (1 + p**2) / 600**2)
    assert rounded["upper"][0] == pytest.approx(100 * (p + reach)) and "rounded to the nearest 5" in rounded["chart_reason"][0]
    few = limits.add(series([(69 + at % 3, 75) for at in range(30)]).with_columns(rounded_to=pl.lit(5)), "percentage", "during")
    assert few["chart"].null_count() == 30 and "rounding to the nearest 5" in few["chart_reason"][0]
    assert control_charts.rounding_variance(1) == 0


@pytest.mark.parametrize(("n", "p"), [(40, 0.2), (150, 0.22), (200, 0.92)])
def test_rounding_is_not_taken_for_change(n, p):
    """Stable charts of rounded counts show a coloured point about as often as those of exact counts: 24 to 31 in 100."""
    rng, frames = np.random.default_rng(n), []
    for place in range(60):
        children = rng.poisson(n, 36)
        cases = (rng.binomial(children, p) + 2) // 5 * 5
        children = np.maximum((children + 2) // 5 * 5, cases)
        frames.append(series(list(zip(cases.tolist(), children.tolist(), strict=True)), category=str(place)))
    frame = pl.concat(frames).with_columns(rounded_to=pl.lit(5))
    got = signals.add(limits.add(frame, "percentage", "during"))
    assert got["chart"].null_count() == 0
    coloured = got.filter(pl.col("signal").is_in(signals.UP + signals.DOWN))["category"].n_unique()
    assert coloured <= 30  # of 60, where a rate of 33% would pass 30 about once in 400
