"""A rise that only the denominator makes is no trend, and no point is called worse on the better side of the centre."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.charts import trend
from indicators.judging import icons, limits, signals
from indicators.wording import public_past, words
from tests.support.series_frame import series
from tests.support.series_frames import figures, indicator

BALANCED = [(21, 100), (19, 100)] * 12
UP, DOWN = {"trend up", "shift above"}, {"trend down", "shift below"}


def signalled(counts, shown_as="percentage", multiplier=100.0, timing="during"):
    return signals.add(limits.add(series(counts, multiplier=multiplier), shown_as, timing))


def latest(counts, **kind):
    return set(signalled(counts, **kind)["signal"][24:])


@pytest.mark.parametrize("counts", [
    [(20, n) for n in range(100, 91, -1)],
    [(20 - at // 3, 100 - 6 * at) for at in range(8)],
    [(20, n) for n in range(92, 84, -1)],
])
def test_flat_or_falling_numerators_are_no_rise_however_the_share_goes(counts):
    assert not latest([*BALANCED, *counts]) & UP


def test_growing_denominators_alone_are_no_fall():
    assert not latest([*BALANCED, *[(20, 100 + at) for at in range(1, 10)]]) & DOWN


def test_one_child_among_ever_fewer_is_no_trend():
    """The very months of a chart of children on a plan for two years: 1 of 256, 252, 248, 246, and what came after."""
    first = [(2, 250), (1, 262), (3, 255), (2, 248)] * 6
    months = [(1, 256), (1, 252), (1, 248), (1, 246), (1, 244), (1, 240), (1, 231), (1, 229), (1, 226)]
    assert not {"trend up", "shift above"} & latest([*first, (1, 262), *months])


def test_one_child_left_out_among_ever_fewer_is_no_trend_either():
    """The mirror: all but one seen on time, of ever fewer children."""
    first = [(248, 250), (261, 262), (252, 255), (246, 248)] * 6
    assert "trend down" not in latest([*first, *[(n - 1, n) for n in range(262, 230, -4)]])


def test_where_the_numerator_moves_too_it_is_a_trend():
    assert "trend up" in latest([*BALANCED, (14, 100), *[(17 + at, 100 + at % 2) for at in range(8)]])


@pytest.mark.parametrize(("counts", "name"), [
    ([(36, 150)] * 7, "shift above"),  # fewer, of far fewer: pooled, 24% of 1,050 against 20% is beyond chance
    ([(21, 100)] * 7, "shift above"),
    ([(19, 102)] * 8, "shift below"),
])
def test_a_shift_that_chance_cannot_have_made_or_whose_numerator_moved_counts(counts, name):
    assert name in latest([(51, 250), (49, 250)] * 12 + counts if counts[0][1] == 150 else BALANCED + counts)


def test_a_rate_rises_only_with_its_count():
    rate = {"shown_as": "rate per 10,000", "multiplier": 10_000.0}
    first = [(51 if at % 2 else 49, 30_000) for at in range(24)]
    fewer_children = [(50, 30_000 - 400 * at) for at in range(1, 10)]
    assert not latest([*first, *fewer_children], **rate) & UP
    assert "trend up" in latest([*first, (40, 30_000), *[(44 + 2 * at, 30_000) for at in range(8)]], **rate)


def test_an_average_rises_only_with_the_days_that_were_waited():
    average = {"shown_as": "average days", "multiplier": 1.0}
    first = [(600 + (30 if at % 2 else -30), 30) for at in range(24)]
    assert "trend up" not in latest([*first, *[(600, 30 - at) for at in range(9)]], **average)
    assert "trend up" in latest([*first, (540, 30), *[(560 + 12 * at, 30) for at in range(8)]], **average)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(60, 140)), min_size=24, max_size=60),
       st.sampled_from(["low is good", "high is good"]))
def test_no_point_is_worse_on_the_better_side_nor_better_on_the_worse_side(counts, polarity):
    rising = [(8 + at, 100) for at in range(9)]
    got = signals.judge(signalled([*counts, *rising]), polarity)
    apart = (pl.col("value") - pl.col("centre")) * (1 if polarity == "low is good" else -1)
    assert got.filter(pl.col("judgement") == "worse", apart <= 1e-9).is_empty()
    assert got.filter(pl.col("judgement") == "better", apart >= -1e-9).is_empty()


FLAT = [(20, 100), (19, 100), (21, 100)] * 8
CLIMB = [*FLAT, (25, 100), *[(14 + at, 100) for at in range(7)]]  # back to the usual level, and not past it


def test_a_rise_below_the_usual_level_is_told_as_such_everywhere():
    frame = figures(CLIMB)
    assert frame["signal"][-1] == "trend up" and frame["judgement"][-1] is None
    said = words.change(frame)
    assert said.startswith("● Rising since") and said.endswith(", not past the usual level")
    assert icons.variation(frame["judgement"][-1], frame["signal"][-1]) == "Rising, not past the usual level"
    assert "not past the usual level" in trend.words(frame, indicator())
    lately, told = public_past.lately(figures(CLIMB, grain="quarter"), None)
    assert lately not in ("worse", "better") and "not past the usual level" in told


def test_a_point_above_the_level_that_falls_is_called_by_the_rule_that_says_where_it_is():
    falling = [*FLAT, *[(30 - at, 100) for at in range(9)]]
    got = figures(falling)
    assert set(got["signal"][24:-1]) <= {"shift above", "near above"} and set(got["judgement"][24:-1]) == {"worse"}
