"""The rules on coloured points: against a naive reading of each rule, and at every boundary they have."""

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.judging import limits, signals
from tests.support.series_frame import series

ABOVE, BELOW, ON = 1, -1, 0


def signalled(counts, **columns):
    return signals.add(limits.add(series(counts, **columns), "percentage", "during"))["signal"].to_list()


def around(sides, n=100, centre=20):
    """Counts a little above, a little below or exactly on a centre of 20% that a balanced baseline has."""
    balanced = [(centre + 1, n), (centre - 1, n)] * 12
    return balanced + [(centre + (side or 0), n) if side is not None else None for side in sides]


@pytest.mark.parametrize(("length", "flagged"), [(6, 0), (7, 7), (9, 9)])
@pytest.mark.parametrize(("side", "name"), [(ABOVE, "shift above"), (BELOW, "shift below")])
def test_seven_points_on_one_side_are_a_shift_and_six_are_not(length, flagged, side, name):
    # The last month of the balanced baseline is below the centre: a run downwards starts with it.
    length -= side == BELOW
    got = signalled(around([side] * length))
    assert got.count(name) == flagged and got.count("none") == 24 + length - flagged
    assert flagged == 0 or got[-flagged:] == [name] * flagged


def test_a_point_exactly_on_the_centre_neither_breaks_a_shift_nor_counts_in_it():
    got = signalled(around([ABOVE] * 3 + [ON] + [ABOVE] * 4))
    assert got[24:] == ["shift above"] * 3 + ["none"] + ["shift above"] * 4
    assert set(signalled(around([ABOVE] * 3 + [ON, ON] + [ABOVE] * 3))) == {"none"}


def test_a_centre_that_no_division_hits_exactly_is_still_met():
    """7 of 35 is 20%, and 100 × 7/35 and 100 × 480/2400 need not be the same last digit."""
    got = signalled([*around([]), *[(7, 35)] * 9])
    assert set(got) == {"none"}


def test_a_point_on_the_other_side_breaks_a_shift():
    assert set(signalled(around([ABOVE] * 6 + [BELOW] + [ABOVE] * 6))) == {"none"}


@pytest.mark.parametrize(("gap", "bridged"), [(1, True), (6, True), (7, False)])
def test_a_gap_of_up_to_half_a_year_neither_breaks_a_shift_nor_counts_in_it(gap, bridged):
    got = signalled(around([ABOVE] * 3 + [None] * gap + [ABOVE] * 4))
    assert got[27 : 27 + gap] == [None] * gap
    assert got.count("shift above") == (7 if bridged else 0)


def test_a_month_without_children_is_passed_over():
    got = signalled([*around([ABOVE] * 4), (0, 0), *[(21, 100)] * 3])
    assert got[24:] == ["shift above"] * 4 + [None] + ["shift above"] * 3


@pytest.mark.parametrize("name", ["provisional", "short_history", "basis"])
def test_a_month_that_is_not_eligible_is_not_judged_and_breaks_runs(name):
    usual, unusual = ("counted", "recorded") if name == "basis" else (False, True)
    months = around([ABOVE] * 4) + [(90, 100)] + [(21, 100)] * 3
    got = signalled(months, **{name: [usual] * 28 + [unusual] + [usual] * 3})
    assert set(got) == {"none"}


RISING = [15, 17, 19, 21, 22, 23, 24]


@pytest.mark.parametrize(("points", "name"), [(RISING, "trend up"), (RISING[::-1], "trend down")])
def test_seven_points_in_a_row_rising_are_a_trend_and_six_are_not(points, name):
    # What comes before must not be part of it: a step back first.
    first = (30, 100) if name == "trend up" else (10, 100)
    got = signalled([*around([]), first, *[(x, 100) for x in points]])
    assert got[25:] == [name] * 7
    assert name not in signalled([*around([]), first, *[(x, 100) for x in points[:6]]])


def test_equal_neighbours_end_a_trend():
    assert set(
        signalled([*around([]), (30, 100), *[(x, 100) for x in [15, 17, 19, 19, 21, 22, 23, 24]]])
    ) == {"none"}


@pytest.mark.parametrize(("gap", "bridged"), [(1, True), (6, True), (7, False)])
def test_a_gap_of_up_to_half_a_year_does_not_end_a_trend(gap, bridged):
    months = [(x, 100) for x in RISING]
    got = signalled([*around([]), (30, 100), *months[:4], *[None] * gap, *months[4:]])
    assert got.count("trend up") == (7 if bridged else 0)


def test_outside_comes_before_a_trend_and_a_trend_before_a_shift():
    got = signalled([*around([]), (19, 100), *[(x, 100) for x in [21, 22, 23, 24, 25, 26, 40]]])
    assert got[25:] == ["trend up"] * 6 + ["above"]
    shifted = signalled(
        [*around([]), (21, 100), (22, 100), (21, 100), *[(x, 100) for x in [21, 22, 23, 24, 25, 26, 27]]]
    )
    assert shifted[24:] == ["shift above"] * 3 + ["trend up"] * 7


@pytest.mark.parametrize(("months", "rules"), [(23, {"none"}), (24, {"shift above", "shift below"})])
def test_runs_are_looked_for_only_from_24_points(months, rules):
    counts = [(19, 100)] * (months - 12) + [(21, 100)] * 12
    assert set(signalled(counts)) == rules


def test_a_single_point_outside_is_marked_on_trial_limits_already():
    assert signalled([(20, 100)] * 11 + [(60, 100)])[-1] == "above"
    assert signalled([(60, 100)] * 11 + [(20, 100)])[-1] == "below"


def test_nothing_is_marked_without_limits():
    assert signalled([(20, 100)] * 10 + [(60, 100)]) == ["none"] * 11


def test_a_point_on_a_limit_is_not_outside():
    assert signals.outside([1, 2, 2.0000001, 0.9, 1], [1, 1, 1, 1, None], [2, 2, 2, 2, None]).tolist() == [
        0,
        0,
        1,
        -1,
        0,
    ]
    every_child = [(14 + at % 2, 15) for at in range(24)] + [(15, 15)]
    got = limits.add(series(every_child), "percentage", "during")
    assert got["upper"][-1] == got["value"][-1] == 100
    assert signals.add(got)["signal"][-1] == "none"


def test_runs_start_afresh_at_a_rebase():
    counts = around([ABOVE] * 4) + [(62, 100), (61, 100)] + [(60, 100), (62, 100)] * 12
    assert set(signalled(counts, rebase=[series(counts)["period_start"][28]])) == {"none"}
    assert "above" in signalled(counts)


def test_each_team_has_runs_of_its_own():
    teams = [series(around([ABOVE] * 4), breakdown="team", category=name) for name in ("A", "B")]
    both = limits.add(pl.concat(teams), "percentage", "during")
    assert set(signals.add(both)["signal"]) == {"none"}


def naive_shift(sides):
    """A point is in a shift if some stretch of the sides, ties left out, has 7 alike with it inside."""
    kept = [(at, side) for at, side in enumerate(sides) if side]
    flags = [0] * len(sides)
    for first in range(len(kept) - 6):
        window = kept[first : first + 7]
        if len({side for _, side in window}) == 1:
            for at, side in window:
                flags[at] = side
    return flags


@given(st.lists(st.sampled_from([-1, 1, 1, 1, 0]), max_size=60))
def test_shift_agrees_with_looking_at_every_seven(sides):
    assert signals.shift(sides).tolist() == naive_shift(sides)


@given(st.lists(st.integers(0, 4), max_size=30), st.sampled_from([1, -1]))
def test_trend_agrees_with_looking_at_every_seven(steps, sign):
    """Mostly rising or mostly falling: steps of 0 end a trend, steps of 4 go back."""
    values = [0]
    for step in steps:
        values.append(values[-1] + sign * (step if step < 4 else -9))
    expected = [0] * len(values)
    for first in range(len(values) - 6):
        window = values[first : first + 7]
        steps_in = [after - before for before, after in pairwise(window)]
        for direction in (1, -1):
            if all(step * direction > 0 for step in steps_in):
                expected[first : first + 7] = [direction] * 7
    assert signals.trend(values).tolist() == expected


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(st.none(), st.just((0, 0)), st.tuples(st.integers(0, 40), st.integers(40, 60))), max_size=50
    )
)
def test_every_figure_has_a_signal_and_nothing_else_has_and_rows_are_untouched(counts):
    frame = limits.add(series(counts), "percentage", "during")
    got = signals.add(frame)
    assert got["signal"].is_null().to_list() == frame["value"].is_null().to_list()
    assert got.drop("signal").equals(frame)
    unjudged = got.filter(pl.col("centre").is_null() & pl.col("value").is_not_null())
    assert set(unjudged["signal"]) <= {"none"}


@pytest.mark.parametrize(
    ("polarity", "up", "down"),
    [
        ("high is good", "better", "worse"),
        ("low is good", "worse", "better"),
        ("neither", "neither", "neither"),
    ],
)
def test_good_and_bad_are_decided_last(polarity, up, down):
    frame = pl.DataFrame(
        {"signal": ["above", "shift above", "trend up", "below", "shift below", "trend down", "none", None]}
    )
    assert signals.judge(frame, polarity)["judgement"].to_list() == [up] * 3 + [down] * 3 + [None, None]


def test_an_unknown_polarity_is_refused():
    with pytest.raises(ValueError, match="high is good"):
        signals.judge(pl.DataFrame({"signal": ["above"]}), "good")


def test_an_empty_frame_gains_the_columns():
    got = signals.judge(signals.add(limits.add(series([]), "percentage", "during")), "neither")
    assert got.height == 0 and got.schema["signal"] == got.schema["judgement"] == pl.String
