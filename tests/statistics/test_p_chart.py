"""The formulas under the control limits: Montgomery's worked example, exact fractions, and every edge."""

import math
from fractions import Fraction

import numpy as np
import pytest

from indicators.statistics import control_charts

# Montgomery, Introduction to Statistical Quality Control, example 7.1: orange juice, 30 samples of 50 cans.
JUICE = [
    12,
    15,
    8,
    10,
    4,
    7,
    16,
    9,
    14,
    10,
    5,
    6,
    17,
    12,
    22,
    8,
    10,
    5,
    13,
    11,
    20,
    18,
    24,
    15,
    9,
    12,
    7,
    13,
    9,
    6,
]


def test_montgomerys_orange_juice():
    centre, lower, lower95, upper95, upper = control_charts.p(JUICE, [50] * 30)
    assert (round(centre, 4), round(lower[0], 4), round(upper[0], 4)) == (0.2313, 0.0524, 0.4102)
    assert upper95[0] - centre == pytest.approx((upper[0] - centre) * 2 / 3)
    assert centre - lower95[0] == pytest.approx((centre - lower[0]) * 2 / 3)
    without_15_and_23 = [at not in (14, 22) for at in range(30)]
    revised = control_charts.p(JUICE, [50] * 30, baseline=without_15_and_23)
    assert (round(revised.centre, 4), round(revised.lower[0], 4), round(revised.upper[0], 4)) == (
        0.2150,
        0.0407,
        0.3893,
    )


def test_the_centre_is_a_sum_over_a_sum_and_never_a_mean_of_percentages():
    centre, *_ = control_charts.p([5, 10], [10, 1000])
    assert centre == pytest.approx(15 / 1010)


def test_limits_are_cut_off_at_0_and_1_and_undefined_without_children():
    _, lower, _, _, upper = control_charts.p([1, 9, 0, None, 3], [10, 10, 0, 12, None])
    assert lower[:2].tolist() == [0.5 - 3 * math.sqrt(0.25 / 10)] * 2
    assert np.isnan(lower[2:]).all() and np.isnan(upper[2:]).all()
    assert control_charts.p([1, 0], [8, 8]).lower.tolist() == [0, 0]
    assert control_charts.p([7, 8], [8, 8]).upper.tolist() == [1, 1]
    assert np.isnan(control_charts.p([0], [0]).centre)


def test_a_percentage_above_100_is_refused():
    with pytest.raises(ValueError, match="larger than its denominator"):
        control_charts.p([3], [2])


def tail_at_least(k, n, p):
    return sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1))


@pytest.mark.parametrize("n", [1, 2, 5, 8, 15, 40])
@pytest.mark.parametrize("p", [Fraction(1, 50), Fraction(1, 5), Fraction(1, 2), Fraction(9, 10)])
def test_a_count_is_outside_exact_limits_just_when_its_tail_is_below_one_in_741(n, p):
    tail = Fraction(135, 100_000)
    _, lower, _, _, upper = control_charts.exact_p(float(p), [n])
    for x in range(n + 1):
        assert (x / n > upper[0]) == (tail_at_least(x, n, p) < tail)
        assert (x / n < lower[0]) == (1 - tail_at_least(x + 1, n, p) < tail)
        assert x / n not in (lower[0], upper[0]) or x in (0, n)


def test_the_score_limits_would_raise_false_alarms_where_the_exact_ones_do_not():
    """Of 15 children at 20%, 8 or more come by chance 4 times in 1,000; three deviations end at 7.65."""
    upper = control_charts.p([0], [15], centre=0.2).upper
    assert 7.6 < 15 * upper[0] < 7.7 and 0.004 < tail_at_least(8, 15, Fraction(1, 5)) < 0.0043
    assert (15 * control_charts.exact_p(0.2, [15]).upper[0]).round(6) == 8.5
