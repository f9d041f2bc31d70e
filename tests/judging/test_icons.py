"""The two icons, and the rule of two of three: against a naive reading of each."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.judging import icons, limits, signals
from tests.support.series_frame import series


def test_two_of_three_near_a_limit_are_flagged_wherever_the_third_is_on_that_side():
    distance, near = [1, 5, 1, 5, 1, 1, 5, -5, 5], [0, 1, 0, 1, 0, 0, 1, -1, 1]
    assert signals.two_of_three(distance, near).tolist() == [0, 1, 0, 1, 0, 0, 0, 0, 0]
    assert signals.two_of_three([-5, -1, -5], [-1, 0, -1]).tolist() == [-1, 0, -1]


def test_a_point_outside_the_limit_is_not_near_it_but_may_be_the_third():
    assert signals.two_of_three([5, 9, 5], [1, 0, 1]).tolist() == [1, 0, 1]
    assert signals.two_of_three([5, 9, 1], [1, 0, 0]).tolist() == [0, 0, 0]


@given(st.lists(st.sampled_from([(-5, -1), (-9, 0), (-1, 0), (0, 0), (1, 0), (5, 1), (9, 0)]), max_size=20))
def test_two_of_three_agrees_with_its_definition(points):
    distance, near = [d for d, _ in points], [n for _, n in points]
    expected = []
    for at, (d, n) in enumerate(points):
        threes = [points[start : start + 3] for start in (at - 2, at - 1, at) if start >= 0 and start + 3 <= len(points)]
        flagged = n and any(all(e * d > 0 for e, _ in three) and sum(m != 0 for _, m in three) >= 2 for three in threes)
        expected.append((1 if d > 0 else -1) if flagged else 0)
    assert signals.two_of_three(distance, near).tolist() == expected


def test_on_a_chart_two_months_close_to_the_limit_are_named_and_a_month_beyond_it_keeps_its_own_name():
    counts = [(20 + (at % 2) * 2 - 1, 100) for at in range(24)] + [(29, 100), (21, 100), (30, 100), (19, 100), (40, 100)]
    got = signals.add(limits.add(series(counts), "percentage", "during"))
    assert got["signal"].to_list()[24:] == ["near above", "none", "near above", "none", "above"]
    assert signals.judge(got, "low is good")["judgement"][24] == "worse"


@pytest.mark.parametrize(
    ("judgement", "signal", "says"),
    [("worse", "near above", "Concern, higher"), ("better", "trend down", "Improvement, lower"), (None, "none", icons.COMMON),
     ("neither", "shift above", "Change, higher"), (None, None, icons.COMMON)],
)
def test_variation_is_the_latest_points_own(judgement, signal, says):
    assert icons.variation(judgement, signal) == says


@pytest.mark.parametrize(
    ("target", "polarity", "says"),
    [(50, "high is good", icons.FAIL), (50, "low is good", icons.PASS), (5, "high is good", icons.PASS),
     (5, "low is good", icons.FAIL), (20, "low is good", icons.INCONSISTENT), (10, "low is good", icons.INCONSISTENT),
     (50, "neither", None)],
)
def test_assurance_asks_whether_chance_could_cross_the_target(target, polarity, says):
    assert icons.assured(target, 10, 30, polarity) == says


def test_one_small_month_at_the_end_does_not_make_every_target_hit_or_miss():
    frame = limits.add(series([*[(30, 150)] * 24, (2, 10)]), "percentage", "during")
    assert frame["upper"][-1] > 35 > frame["upper"][-2]
    assert icons.assurance(frame, 35, "low is good") == icons.PASS
    assert icons.assurance(frame, None, "low is good") is None
    assert icons.assurance(frame.with_columns(upper=pl.lit(None, pl.Float64)), 35, "low is good") is None
