"""Steps of level: a published series, a naive search, false proposals counted, and the move said with its interval."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.judging import level_shift, limits
from indicators.statistics import level_shift as formulas
from tests.support.series_frame import series

# Fatal explosions in British coal mines a year, 1851 to 1962 (Jarrett, 1979, Biometrika 66; Carlin and others, 1992).
MINES = [int(each) for each in (
    "4541043406334026335453144155342522342132211113001011003103220111010100021000110233112111124200014000100000100100")]


def test_the_coal_mines_became_safer_after_1891():
    step = formulas.likeliest(MINES, [1] * len(MINES), counts=True)
    assert 1851 + step.at in (1891, 1892)
    assert step.strength > 60 and step.phi == 1
    assert sum(MINES[: step.at]) / step.at == pytest.approx(3.1, abs=0.05)
    assert sum(MINES[step.at :]) / (len(MINES) - step.at) == pytest.approx(0.9, abs=0.05)


POINT = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def naive_strength(points, at, counts):
    def best(part):
        x, n = sum(p[0] for p in part), sum(p[1] for p in part)
        if counts:
            return (x * math.log(x / n) if x else 0) - x
        return sum(each * math.log(each / n) for each in (x, n - x) if each)

    return 2 * (best(points[:at]) + best(points[at:]) - best(points))


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(POINT, min_size=12, max_size=30), st.booleans())
def test_the_likeliest_split_is_the_best_of_all_splits(points, counts):
    x, n = zip(*points, strict=True)
    step = formulas.likeliest(x, n, counts)
    every = {at: naive_strength(points, at, counts) for at in range(6, len(points) - 5)}
    assert every[step.at] == pytest.approx(max(every.values()), abs=1e-9)
    assert step.strength * step.phi == pytest.approx(max(every.values()), abs=1e-7)


def test_fewer_than_twelve_points_have_no_split():
    assert formulas.likeliest([1] * 11, [5] * 11) is None


@pytest.mark.slow
@pytest.mark.parametrize("months", [24, 36, 60])
def test_a_stable_series_is_given_a_step_about_one_time_in_a_hundred(months):
    """1,500 series: a rate of 1% gives 15, and more than 27 one time in a thousand."""
    rng, n = np.random.default_rng(months), np.full(months, 150)
    found = sum(formulas.likeliest(rng.binomial(n, 0.22), n).strength >= formulas.THRESHOLD for _ in range(1500))
    assert 1 <= found <= 27


def test_a_restless_series_is_not_given_steps_for_its_restlessness():
    rng, n = np.random.default_rng(7), np.full(36, 400)
    shares = rng.beta(0.22 * 50, 0.78 * 50, (300, 36))
    strengths = [formulas.likeliest(rng.binomial(n, share), n) for share in shares]
    assert sum(each.strength >= formulas.THRESHOLD for each in strengths) <= 12
    assert sum(each.strength * each.phi >= formulas.THRESHOLD for each in strengths) > 150


STEPPED = [(30 + at % 3, 150) for at in range(24)] + [(52 + at % 3, 150) for at in range(12)]


def figures(counts, shown_as="percentage", timing="during", **columns):
    return limits.add(series(counts, **columns), shown_as, timing)


def test_a_step_is_proposed_where_the_level_moved_and_says_by_how_much():
    frame = figures(STEPPED)
    got = level_shift.propose(frame, "percentage", "during")
    assert got["starts_on"] == frame["period_start"][24]
    assert (got["before_numerator"], got["before_denominator"], got["numerator"], got["denominator"]) == (744, 3600, 636, 1800)
    assert got["difference"] == pytest.approx(100 * (636 / 1800 - 744 / 3600))
    low, high = newcombe(636, 1800, 744, 3600)
    assert (got["lower"], got["upper"]) == (pytest.approx(100 * low), pytest.approx(100 * high))


def newcombe(x, n, y, m):
    """Newcombe, 1998, Statistics in Medicine 17, 873-890, method 10, from two Wilson intervals written out."""
    def wilson(a, b):
        z2 = 1.959963984540054**2
        middle, reach = (a + z2 / 2) / (b + z2), math.sqrt(z2 * (a * (b - a) / b + z2 / 4)) / (b + z2)
        return middle - reach, middle + reach

    (a, b), (c, d), p, q = wilson(x, n), wilson(y, m), x / n, y / m
    return p - q - math.hypot(p - a, d - q), p - q + math.hypot(b - p, q - c)


def test_nothing_is_proposed_of_a_stable_series_a_short_one_an_average_or_one_without_limits():
    assert level_shift.propose(figures(STEPPED[:24]), "percentage", "during") is None
    assert level_shift.propose(figures(STEPPED[12:35]), "percentage", "during") is None
    assert level_shift.propose(figures(STEPPED, "average days", multiplier=1), "average days", "during") is None
    assert level_shift.propose(figures(STEPPED, grain="rolling"), "percentage", "during") is None


def test_a_step_that_is_confirmed_is_not_proposed_again_and_is_told_as_a_move():
    frame = figures(STEPPED + [(52 + at % 3, 150) for at in range(12)], rebase=[series(STEPPED)["period_start"][24]])
    assert level_shift.propose(frame, "percentage", "during") is None
    (move,) = level_shift.moved(frame, "percentage", "during")
    assert move["starts_on"] == frame["period_start"][24] and move["numerator"] == 1272 and move["before_numerator"] == 744
    assert level_shift.moved(figures(STEPPED), "percentage", "during") == []


def test_counts_are_told_for_a_month_of_thirty_days_and_averages_without_an_interval():
    start = [series(STEPPED)["period_start"][24]]
    (move,) = level_shift.moved(figures([(x, 1) for x, _ in STEPPED], "number", rebase=start), "number", "during")
    before, after = days_of(0, 24), days_of(24, 36)
    assert move["before"] == pytest.approx(30 * 744 / before)
    assert move["after"] == pytest.approx(30 * 636 / after)
    reach = 1.959964 * 30 * math.sqrt(636 / after**2 + 744 / before**2)
    assert move["upper"] - move["difference"] == pytest.approx(reach)
    (move,) = level_shift.moved(figures(STEPPED, "average days", rebase=start, multiplier=1), "average days", "during")
    assert move["lower"] is None and move["difference"] > 0


def days_of(first, last):
    frame = series(STEPPED)
    return (frame["period_end"][last - 1] - frame["period_start"][first]).days + 1


def test_a_month_end_state_that_lasts_is_given_no_step_and_no_interval():
    drifting = [(30 + at // 4, 150) for at in range(24)] + [(60 + at // 4, 150) for at in range(12)]
    assert level_shift.propose(figures(drifting), "percentage", "during") is not None
    assert level_shift.propose(figures(drifting, timing="at end"), "percentage", "at end") is None
    start = [series(drifting)["period_start"][24]]
    (move,) = level_shift.moved(figures(drifting, timing="at end", rebase=start), "percentage", "at end")
    assert move["lower"] is None and move["before_periods"] == 24 and move["periods"] == 12
