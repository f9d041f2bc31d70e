"""What became of an action: every state from a story, and its words. How often a claim is false: test_put_right.py."""

from datetime import datetime, time, timedelta

import polars as pl

from indicators.following import follow_up, progress
from tests.support.series_frame import series

LOW, HIGH = (20, 100), (40, 100)


def became(after, direction="above", before=LOW, found=HIGH, timing="during", starts_afresh=(), **columns):
    """The state of an action noted in the month after an alert of three months, so many months later."""
    frame = series([before] * 24 + [found] * 3 + [found] + after, **columns)
    day = frame["period_end"][26]
    action = {"found_from": frame["period_start"][24], "found_on": day, "direction": direction, "done_on": None,
              "noted_at": datetime.combine(day + timedelta(days=20), time(9))}
    return follow_up.state(frame, action, timing, starts_afresh)


def test_the_story_of_an_action_that_was_followed_by_a_change():
    assert [became([LOW] * months)["state"] for months in (0, 1, 2)] == ["identified"] * 3
    right = became([HIGH] * 2 + [LOW] * 4)
    assert right["state"] == "put right" and right["since"] == series([LOW] * 40)["period_start"][30]
    assert (right["numerator"], right["denominator"], right["found_numerator"], right["before_numerator"]) == (80, 400, 120, 480)
    assert became([LOW] * 12)["state"] == "stayed right"
    assert became([LOW] * 5 + [HIGH] * 4)["state"] == "came back"
    assert became([LOW] * 12 + [HIGH] * 6)["state"] == "stayed right"  # a later change is another alert


def test_the_story_of_an_action_that_was_not():
    assert became([HIGH] * 4)["state"] == "not yet"
    assert became([(28, 100)] * 4)["state"] == "not yet"  # a part of the way back is still away
    assert became([(6, 20)] * 3, before=(4, 20), found=(9, 20))["state"] == "too early to say"
    assert became([(55, 100)] * 4)["state"] == "not yet"
    assert became([HIGH] + [(10, 100)] * 6)["state"] == "put right"  # better than before the alert is right too
    assert became([HIGH] * 24 + [LOW] * 12)["state"] == "not yet"  # followed for two years


def test_a_fall_is_followed_as_well():
    assert became([LOW] * 3 + [HIGH] * 6, "below", HIGH, LOW)["state"] == "put right"
    assert became([LOW] * 6, "below", HIGH, LOW)["state"] == "not yet"


def test_where_nothing_can_be_compared_nothing_is_said():
    assert became([LOW] * 6, "below")["state"] == "cannot be said"  # the change the alert saw has gone
    assert became([LOW] * 6, found=LOW)["state"] == "cannot be said"
    assert became([LOW] * 6, short_history=[True] * 24 + [False] * 10)["state"] == "cannot be said"
    start = series([LOW] * 40)["period_start"]
    assert became([LOW] * 6, starts_afresh=(start[28],))["state"] == "identified"  # what is counted since is something else
    assert became([LOW] * 6, starts_afresh=(start[10],))["state"] == "put right"


def test_months_that_are_not_final_or_have_nobody_say_nothing():
    assert became([LOW] * 6, provisional=[False] * 28 + [True] * 6)["state"] == "identified"
    assert became([(0, 0), LOW, LOW, LOW, LOW])["periods"] == 4


def test_an_action_done_later_is_followed_from_then_on():
    frame = series([LOW] * 24 + [HIGH] * 3 + [HIGH] + [LOW] * 6)
    action = {"found_from": frame["period_start"][24], "found_on": frame["period_end"][26], "direction": "above",
              "noted_at": datetime.combine(frame["period_end"][27], time(9)), "done_on": frame["period_end"][32]}
    found = follow_up.state(frame, action, "during")
    assert (found["state"], found["periods"], found["found_denominator"]) == ("identified", 1, 900)


def test_quarters_tell_the_same_story():
    frame = series([LOW] * 8 + [HIGH] * 3 + [LOW] * 4, grain="quarter")
    action = {"found_from": frame["period_start"][8], "found_on": frame["period_end"][9], "direction": "above", "done_on": None,
              "noted_at": datetime.combine(frame["period_end"][10], time(9))}
    states = [follow_up.state(frame.head(11 + at), action, "during")["state"] for at in range(5)]
    assert states == ["identified", "put right", "put right", "stayed right", "stayed right"]


def test_a_change_that_no_month_confirms_gets_no_credit():
    """The extreme month made the alert: what follows looks better by itself."""
    frame = series([LOW] * 36 + [(50, 100)] + [LOW] * 8)
    action = {"found_from": frame["period_start"][36], "found_on": frame["period_end"][36], "direction": "above", "done_on": None,
              "noted_at": datetime.combine(frame["period_end"][36] + timedelta(days=5), time(9))}
    states = [follow_up.state(frame.head(37 + months), action, "during")["state"] for months in (2, 4, 8)]
    assert states == ["identified", "back to usual", "back to usual"]


def test_a_small_series_learns_from_its_level_how_much_months_differ():
    """Among teams whose months differ more than chance explains, three months back say less than they say alone."""
    frame = series([(3, 20), (5, 20)] * 18 + [(9, 20)] * 8 + [(4, 20)] * 5, breakdown="team", category="North")
    others = [series([(8, 80), (24, 80)] * 24 + [(16, 80)], breakdown="team", category=f"T{at}") for at in range(6)]
    action = {"found_from": frame["period_start"][36], "found_on": frame["period_end"][38], "direction": "above", "done_on": None,
              "noted_at": datetime.combine(frame["period_end"][40], time(9))}
    alone = follow_up.state(frame, action, "during")["state"]
    among = follow_up.state(frame, action, "during", (), pl.concat([frame, *others]))["state"]
    assert alone == "put right" and among != "put right"


def test_words_say_the_figures_they_rest_on_and_never_right_where_there_is_no_wrong():
    from tests.support.series_frames import indicator

    header = indicator(polarity="low is good")
    said = became([LOW] * 5) | {"judgement": "worse", "grain_seen": "month"}
    assert progress.state(said) == "Put right" and progress.kind(said) == "better"
    assert "20.0% (100 of 500) since August 2024; 40.0%" in progress.sentence(said, header)
    assert progress.state(said | {"judgement": "neither"}) == "Back at its earlier level"
    assert progress.kind(said | {"judgement": "neither"}) is None
    assert "(100 of 500)" not in progress.sentence(said, indicator(timing="at end"))
