"""A period whose figure is hidden or missing: a place on the calendar, in which neither a run ends nor a baseline grows."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.following import follow_up
from indicators.judging import alerts, level_shift, limits, signals
from indicators.statistics import intervals
from indicators.wording import public_past, questions, words
from tests.support.series_frame import series
from tests.support.series_frames import figures, indicator

AVERAGE = "average days"


def averages(days, hidden=(), grain="quarter"):
    """Quarters of ten children each; those in `hidden` as an audience's file holds them."""
    frame = series([(10 * each, 10) for each in days], grain, multiplier=1)
    at = pl.int_range(pl.len()).is_in(list(hidden))
    blank = [pl.when(~at).then(name).alias(name) for name in ("numerator", "denominator", "value")]
    frame = frame.with_columns(*blank, symbol=pl.when(at).then(pl.lit("c")).otherwise("symbol"))
    return phased(frame)


def phased(frame):
    from indicators.judging import phases

    return limits.add(phases.add(frame.drop("eligible", "phase", "early", strict=False)), AVERAGE, "during")


STEADY, LATER = [18, 20, 17, 19, 21, 18, 20, 17, 19, 18, 20, 19], [70, 78, 72, 75, 79, 74, 71, 77]


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, 19), max_size=4))
def test_the_centre_with_hidden_quarters_is_the_exact_one(hidden):
    """Where four of twelve are hidden, whichever they are, the centre is that of the other eight: here within 4 in 100."""
    exact, seen = averages(STEADY + LATER), averages(STEADY + LATER, hidden)
    assert seen["in_baseline"].to_list() == [at < 12 and at not in hidden for at in range(20)]
    near = [STEADY[at] for at in range(12) if at not in hidden]
    assert seen["centre"].drop_nulls().unique().to_list() == pytest.approx([sum(near) / len(near)])
    assert seen["centre"].drop_nulls()[0] == pytest.approx(exact["centre"][0], rel=0.04)
    judged = signals.judge(signals.add(seen), "low is good")
    assert set(judged.filter(pl.col("value") < 30)["judgement"]) <= {None}, "no usual quarter is called better than usual"
    assert set(judged.filter(pl.col("value") > 30)["judgement"]) == {"worse"}


@pytest.mark.parametrize(("hidden", "says"), [
    (range(4, 9), "No limits: of the first 12 quarters only 7 can be compared, and 8 are needed."),
    (range(4, 8), "the level of the 8 of the first 12 quarters that can be compared."),
    ((), "the level of the first 12 quarters."),
])
def test_too_few_seen_in_the_first_periods_is_no_baseline_and_says_so(hidden, says):
    got = averages(STEADY + LATER, hidden)
    assert says in got["chart_reason"][0]
    assert got["centre"].is_null().all() == says.startswith("No limits")


def test_months_never_reach_past_their_first_two_years():
    months = [(20, 100) if at % 3 < 2 else None for at in range(24)] + [(60, 100), (61, 100), (62, 100)] * 4
    got = limits.add(series(months), "percentage", "during")
    assert not got["in_baseline"][24:].any() and got["centre"].drop_nulls()[0] == 20
    few = limits.add(series([(20, 100) if at % 3 == 0 else None for at in range(24)] + months[24:]), "percentage", "during")
    assert few["chart"].is_null().all()
    assert "of the first 24 months only 8 can be compared, and 12 are needed" in few["chart_reason"][0]


def test_a_series_begins_with_its_first_figure_and_not_with_the_files_first_row():
    got = limits.add(series([None] * 30 + [(20 + at % 3, 100) for at in range(24)]), "percentage", "during")
    assert got["in_baseline"].sum() == 24


def test_since_when_is_said_across_a_hidden_quarter_and_the_question_asks_about_the_same():
    counts = [(20 + at % 3, 100) for at in range(24)] + [(70, 100), "c", (72, 100), (75, 100), "c", "x", (71, 100)]
    frame = figures(counts, grain="quarter")
    run = words.present_run(words.rows_of_one(frame))
    assert len(run) == 4 and words.since(run) in words.change(frame)
    assert words.period_of(run[0]) in questions.questions(indicator(), frame)[0]
    hidden = figures([*counts, "c"], grain="quarter")
    assert words.change(hidden) == "– Hidden to protect children"
    assert "has been higher than usual since" in public_past.lately(frame, None)[1]
    assert public_past.lately(hidden, None)[1] == "We cannot tell, because our latest number is hidden to protect children."


@pytest.mark.parametrize(("gap", "goes_on"), [(2, True), (3, False)])
def test_quarters_are_neighbours_across_half_a_year_and_no_more(gap, goes_on):
    counts = [(20 + at % 3, 100) for at in range(24)] + [(70, 100), *["c"] * gap, (72, 100)]
    assert len(words.present_run(words.rows_of_one(figures(counts, grain="quarter")))) == (2 if goes_on else 1)


def test_what_was_seen_years_ago_is_no_present_run():
    frame = figures([*[(20, 100)] * 12, *[(21, 100)] * 12, (70, 100), *["c"] * 24])
    assert words.present_run(words.rows_of_one(frame)) == []


def test_an_alert_is_held_against_the_two_years_before_it_and_its_run_goes_on_past_a_hidden_month():
    old, recent = [(26, 100)] * 20, [(20 + at % 3, 100) if at % 3 else None for at in range(24)]
    got = alerts.tested(series([*old, *recent, (60, 100), (61, 100), None, (62, 100)])).row(0, named=True)
    assert got["baseline_value"] < 22, "months hidden in the two years before are not made up for by older ones"
    assert got["since"] == series([*old, *recent, (60, 100)])["period_start"][-1]


def test_a_row_that_is_not_there_is_a_gap_too():
    """Twelve months, nothing for three years, and twelve more: no neighbours, whatever the frame leaves out."""
    whole = series([(20 + at % 3, 100) for at in range(24)] + [None] * 36 + [(23, 100)] * 6)
    cut = whole.filter(pl.col("value").is_not_null())
    early = pl.concat([cut[:20], series([(23, 100)] * 4)[:0], cut[20:]])
    got = signals.add(limits.add(early, "percentage", "during"))
    assert "shift above" not in got["signal"][24:].to_list()
    assert alerts.tested(cut).filter(pl.col("baseline_denominator") > 600).is_empty()


def test_months_years_apart_do_not_look_alike():
    """Two levels, each in no order: side by side their joint is one pair of many; compressed, every gap would be a neighbour."""
    walk = [20, 30] * 12
    assert not intervals.persistent(walk)
    spread = [each for value in walk for each in (value, float("nan"))]
    assert intervals.likeness(spread) == 0 and not intervals.persistent(spread)


def test_a_move_is_measured_from_the_periods_the_limits_rest_on():
    counts = [(20, 100), None] * 12 + [(60, 100)] * 12
    frame = series([*counts, *[(61, 100)] * 12], rebase=[series(counts)["period_start"][30]])
    move = level_shift.moved(limits.add(frame, "percentage", "during"), "percentage", "during")[0]
    assert move["before"] == 20 and move["before_periods"] == 12


def test_after_an_action_the_level_before_is_that_of_two_years_and_not_of_older_months():
    from datetime import datetime, time

    old = [(90, 100)] * 20
    months = [*old, *[(20, 100) if at % 2 else None for at in range(24)], *[(60, 100)] * 4, *[(21, 100)] * 8]
    frame = series(months)
    action = {"found_from": frame["period_start"][44], "found_on": frame["period_end"][46], "direction": "above", "done_on": None,
              "noted_at": datetime.combine(frame["period_end"][46], time(9))}
    said = follow_up.state(frame, action, "during")
    assert said["before_denominator"] == 1200 and said["before_numerator"] == 240
