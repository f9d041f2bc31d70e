"""Waits by Kaplan and Meier: against a published table, the product-limit worked out in exact fractions, and at the edges."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics import survival

# Weeks in remission of 21 children on 6-mercaptopurine (Freireich and others, 1963, Blood 21, 699-716); 0 is still in remission.
REMISSION = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0), (19, 0),
             (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]
# Klein and Moeschberger, 2003, Survival Analysis, table 4.1: time, at risk, S(t), standard error.
PUBLISHED = [(6, 21, 0.857, 0.076), (7, 17, 0.807, 0.087), (10, 15, 0.753, 0.096), (13, 12, 0.690, 0.107), (16, 11, 0.627, 0.114),
             (22, 7, 0.538, 0.128), (23, 6, 0.448, 0.135)]

WAITS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 12), st.integers(0, 1)), min_size=1, max_size=25)


def in_arrays(waits):
    """(entry, how long watched, ended) as time, status and entry."""
    return [e + t for e, t, _ in waits], [s for *_, s in waits], [e for e, *_ in waits]


def product_limit(waits):
    """The textbook, in exact fractions: {time: (at risk, events, S)}, and Greenwood's sum until nobody is left."""
    steps, share, spread = {}, Fraction(1), Fraction(0)
    for t in sorted({e + w for e, w, s in waits if s}):
        risk = sum(e < t <= e + w for e, w, _ in waits)
        events = sum(s and e + w == t for e, w, s in waits)
        share *= 1 - Fraction(events, risk)
        spread = None if spread is None or events == risk else spread + Fraction(events, risk * (risk - events))
        steps[t] = (risk, events, share, spread)
    return steps


def test_the_published_table_of_remissions():
    time, status = zip(*REMISSION, strict=True)
    curve = survival.kaplan_meier(time, status)
    got = zip(curve.time, curve.at_risk, curve.survival.round(3), curve.error.round(3), strict=True)
    assert [tuple(map(float, row)) for row in got] == PUBLISHED
    assert survival.quantile(curve).value == 23 and survival.quantile(curve, 0.25).value == 13
    assert np.isnan(survival.quantile(curve, 0.75).value), "only half of them relapsed while they were watched"


@given(WAITS)
def test_every_step_is_the_textbooks_whatever_the_ties_and_delayed_entries(waits):
    curve, expected = survival.kaplan_meier(*in_arrays(waits)), product_limit(waits)
    assert curve.time.tolist() == list(expected)
    for place, (risk, events, share, spread) in enumerate(expected.values()):
        assert (curve.at_risk[place], curve.events[place]) == (risk, events)
        assert curve.survival[place] == pytest.approx(float(share), abs=1e-12)
        if share == 0:
            assert np.isnan([curve.error[place], curve.lower[place], curve.upper[place]]).all()
        else:
            assert curve.error[place] == pytest.approx(float(share) * math.sqrt(spread), rel=1e-9)


@given(WAITS, st.sampled_from([0.9, 0.95]))
def test_the_interval_is_a_step_of_z_errors_on_the_scale_of_log_minus_log(waits, confidence):
    z = {0.9: 1.6448536269514722, 0.95: 1.959963984540054}[confidence]
    curve = survival.kaplan_meier(*in_arrays(waits), confidence)
    for share, error, *sides in zip(curve.survival, curve.error, curve.lower, curve.upper, strict=True):
        if share > 0:
            hazard, spread = -math.log(share), error / share
            for side, sign in zip(sides, (1, -1), strict=True):
                assert math.log(-math.log(side)) == pytest.approx(math.log(hazard) + sign * z * spread / hazard, abs=1e-6)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=30))
def test_where_every_wait_ended_it_is_the_plain_share_and_the_plain_median(times):
    curve = survival.kaplan_meier(times, np.ones(len(times)))
    for day in range(61):
        assert survival.still_waiting(curve, day).value == pytest.approx(sum(t > day for t in times) / len(times), abs=1e-12)
    assert survival.quantile(curve).value == np.median(times)


def test_a_level_that_is_met_exactly_gives_the_middle_of_the_stretch_to_the_last_time_watched():
    assert survival.quantile(survival.kaplan_meier([1, 2, 3, 4], [1, 1, 1, 1])).value == 2.5
    assert survival.quantile(survival.kaplan_meier([1, 2, 3, 4], [1, 1, 0, 0])).value == 3.0
    assert np.isnan(survival.quantile(survival.kaplan_meier([1, 2, 3, 4], [1, 0, 0, 0])).value)


def test_who_enters_at_a_time_is_not_at_risk_of_it_and_who_is_never_watched_is_left_out():
    curve = survival.kaplan_meier([5, 5, 9, 4], [1, 0, 1, 1], [0, 0, 5, 4])
    assert (curve.time.tolist(), curve.at_risk.tolist()) == ([5, 9], [2, 1])
    assert survival.exposure([5, 5, 9, 4], [0, 0, 5, 4]) == 14


def test_a_curve_that_came_to_0_too_early_stays_there_and_is_not_trusted():
    """One wait was watched from the start and ended on day 1; twenty more were watched from day 10."""
    time, status, entry = [1] + [30] * 20, [1] * 11 + [0] * 10, [0] + [10] * 20
    curve = survival.kaplan_meier(time, status, entry)
    assert curve.survival.tolist() == [0, 0]
    support = survival.support(curve, time, entry)
    assert survival.reach(curve, *support, fewest=10) == 0
    alone = survival.kaplan_meier(time[1:], status[1:], entry[1:])
    assert survival.reach(alone, *survival.support(alone, time[1:], entry[1:]), fewest=10) == 0, "nobody until day 10"


def test_a_curve_is_trusted_as_far_as_enough_would_have_been_watched_from_the_start():
    time, status = np.arange(1, 41), np.ones(40)
    curve = survival.kaplan_meier(time, status)
    assert survival.reach(curve, *survival.support(curve, time), fewest=40) == np.inf, "each still stands for itself"
    assert survival.reach(curve, *survival.support(curve, time), fewest=41) == 0
    cut = np.where(time <= 20, 0, 1)  # half of them are cut off first, so that each that is left stands for ever fewer
    curve = survival.kaplan_meier(time, cut)
    assert survival.reach(curve, *survival.support(curve, time), fewest=30) == 11


def test_beyond_what_was_watched_nothing_is_known_unless_nobody_was_left():
    open_ended, ended = survival.kaplan_meier([5, 9], [1, 0]), survival.kaplan_meier([5, 9], [1, 1])
    assert survival.still_waiting(open_ended, [4, 5, 9]).value.tolist() == [1, 0.5, 0.5]
    assert np.isnan(survival.still_waiting(open_ended, 10).value) and survival.still_waiting(ended, 10).value == 0
    assert np.isnan(survival.still_waiting(ended, [np.nan]).value).all()  # a missing time is no late one


def test_nothing_watched_is_nothing_known():
    for curve in (survival.kaplan_meier([], []), survival.kaplan_meier([3, np.nan], [1, 1], [3, 0])):
        assert len(curve.time) == 0 and np.isnan(survival.quantile(curve).value)
        assert np.isnan(survival.still_waiting(curve, 1).value)
        assert survival.reach(curve, *survival.support(curve, [], []), fewest=10) == 0


@pytest.mark.parametrize(("events", "exposure"), [(0, 40.0), (1, 12.5), (23, 1089.0)])
def test_the_limits_of_a_rate_are_those_that_leave_a_fortieth_in_each_tail(events, exposure):
    rate = survival.rate(events, exposure)
    assert rate.value == events / exposure

    def at_most(count, mean):
        return sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(count + 1))

    assert at_most(events, rate.upper * exposure) == pytest.approx(0.025)
    assert rate.lower == 0 if events == 0 else 1 - at_most(events - 1, rate.lower * exposure) == pytest.approx(0.025)
    assert np.isnan(survival.rate(events, 0)).all()


@pytest.mark.parametrize(("wrong", "said"), [
    ({"interval": "plain"}, "interval"), ({"confidence": 95}, "confidence"), ({"time": [-1, 2]}, "below zero")])
def test_what_cannot_be_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        survival.kaplan_meier(**{"time": [1, 2], "status": [1, 1], **wrong})
