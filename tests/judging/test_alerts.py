"""Alerts: each test by its definition in exact fractions, and the list by what must and must not be in it."""

from dataclasses import dataclass
from datetime import date

import polars as pl
import pytest

from indicators.judging import alerts, watched
from tests.support.series_frame import month_on, series


@dataclass(frozen=True)
class Header:
    """What alerts read of an indicator's header."""

    shown_as: str = "percentage"
    timing: str = "during"


def team(counts, name="North", **columns):
    return series(counts, breakdown="team", category=name, **columns)


STEADY = [(10, 50)] * 30
RISE = STEADY + [(20, 50)] * 3


def only(frame, indicators=None):
    found = alerts.find(frame, indicators)
    assert found.height == 1
    return found.row(0, named=True)


def test_a_rise_of_three_months_by_hand():
    got = only(team(RISE))
    assert (got["level"], got["direction"], got["window_months"]) == ("act", "above", 3)
    assert (got["window_start"], got["window_end"], got["since"]) == (
        date(2024, 10, 1),
        date(2024, 12, 31),
        date(2024, 10, 1),
    )
    assert (got["numerator"], got["denominator"], got["value"]) == (60, 150, 40.0)
    # The baseline is the 24 months just before the change, and not one month since is in it.
    assert (got["baseline_numerator"], got["baseline_denominator"], got["baseline_value"]) == (
        240,
        1200,
        20.0,
    )
    assert got["excess"] == pytest.approx(30) and got["evidence"] > watched.ACT["month"]


def test_a_fall_is_found_as_well_and_its_excess_is_below_nothing():
    got = only(team(STEADY + [(0, 50)] * 3))
    assert (got["direction"], got["level"]) == ("below", "act") and got["excess"] == pytest.approx(-30)


def test_nothing_changed_gives_no_alert_and_still_says_what_was_tested():
    assert alerts.find(team([(10, 50)] * 33)).height == 0
    tested = alerts.tested(team([(10, 50)] * 33))
    assert tested["level"].to_list() == [None] and tested["evidence"].item() < watched.WATCH["month"]


@pytest.mark.parametrize(("months", "window"), [([(38, 50)], 1), ([(19, 50)] * 6, 6), ([(18, 50)] * 20, 20)])
def test_a_change_is_told_from_the_month_it_began(months, window):
    assert only(team(STEADY + months))["window_months"] == window


def test_a_change_that_lasts_stays_an_alert():
    """Two years later it still stands: an alert ends by months that are as before, or by a person, never by its age."""
    got = only(team(STEADY + [(20, 50)] * 30))
    assert got["level"] == "act" and got["baseline_value"] == pytest.approx(20, abs=10)


def test_an_alert_ends_when_the_months_are_as_before():
    assert alerts.find(team(STEADY + [(20, 50)] * 3 + [(10, 50)] * 12)).filter(level="act").height == 0


@pytest.mark.parametrize(("before", "tested"), [(11, 0), (12, 1)])
def test_a_baseline_of_less_than_a_year_is_not_one(before, tested):
    assert alerts.tested(team([(10, 50)] * before + [(40, 50)])).height == tested


def test_a_month_without_children_changes_nothing():
    got = only(team([*STEADY, (22, 50), (0, 0), (22, 50), (22, 50)]))
    assert (got["level"], got["since"], got["denominator"]) == ("act", date(2024, 10, 1), 150)


def test_a_series_without_its_latest_month_is_not_tested_and_a_gap_before_it_is_none():
    gap = team([*RISE[:31], None, *RISE[32:]])
    assert (only(gap)["window_months"], only(gap)["denominator"]) == (3, 100)
    others = team([(10, 50)] * 33, "Others")
    assert alerts.tested(pl.concat([team(RISE[:32]), others]))["category"].to_list() == ["Others"]


@pytest.mark.parametrize("name", ["provisional", "short_history", "basis"])
def test_points_that_are_not_eligible_stay_out(name):
    usual, unusual = ("counted", "recorded") if name == "basis" else (False, True)
    late = team([*STEADY, (50, 50)], **{name: [usual] * 30 + [unusual]})
    assert alerts.find(late).height == 0
    early = team([(50, 50)] * 5 + [(10, 50)] * 30 + [(20, 50)] * 3, **{name: [unusual] * 5 + [usual] * 33})
    assert only(early)["baseline_value"] == 20


def test_a_team_that_closed_raises_no_alert_for_its_last_months():
    closed = team([*RISE, (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)], "Closed")
    others = team([(10, 50)] * 39, "Open")
    assert alerts.find(closed).height == 1  # alone, its last months are the latest
    assert alerts.find(pl.concat([closed, others])).height == 0
    recorded = alerts.tested(pl.concat([closed, others]))
    assert recorded["category"].to_list() == ["Open"]


def test_the_same_rise_is_as_marked_among_many_steady_teams():
    """How many series there are is told beside the list and is not in the rule: the evidence of one does not fall by others."""
    crowd = [team([(10, 50)] * 33, f"Team {at:02}") for at in range(60)]
    among = alerts.tested(pl.concat([team(RISE), *crowd])).filter(category="North").row(0, named=True)
    assert among["evidence"] == pytest.approx(only(team(RISE))["evidence"], rel=0.3)


def test_levels_are_judged_apart():
    restless = [team([(2, 50), (18, 50)] * 16 + [(10, 50)], f"Team {at:02}") for at in range(30)]
    got = alerts.find(pl.concat([series(RISE), *restless]))
    assert got.select("breakdown", "category", "phi").rows() == [("all", "All", 1.0)]


def test_act_comes_before_watch_and_more_children_come_first():
    levels = {"big": (200, 75), "small": (50, 20), "fall": (400, 15)}
    frames = [team([(n // 5, n)] * 30 + [(x, n)] * 3, name) for name, (n, x) in levels.items()]
    watch = team([(80, 400)] * 30 + [(106, 400)] * 3, "watch")
    got = alerts.find(pl.concat([*frames, watch, *[team([(10, 50)] * 33, f"T{at}") for at in range(4)]]))
    assert got["category"].to_list() == ["fall", "big", "small", "watch"]
    assert got["level"].to_list() == ["act"] * 3 + ["watch"]
    assert got["excess"].abs().to_list()[3] > got["excess"].abs().to_list()[2]


def test_quarters_are_held_against_two_years():
    got = only(team([(30, 150)] * 10 + [(58, 150)] * 2, grain="quarter"))
    assert (got["window_months"], got["baseline_denominator"], got["denominator"]) == (6, 8 * 150, 300)
    assert got["window_start"] == month_on(date(2022, 4, 1), 30)
    assert alerts.tested(team([(30, 150)] * 4 + [(80, 150)], grain="quarter")).height == 1
    assert alerts.tested(team([(30, 150)] * 3 + [(80, 150)], grain="quarter")).height == 0


@pytest.mark.parametrize("grain", ["year", "rolling"])
def test_years_and_rolling_figures_raise_no_alerts(grain):
    assert alerts.tested(team(RISE, grain=grain)).height == 0


def test_only_percentages_are_taken_when_the_headers_are_given():
    days = team([(900, 50)] * 33, indicator="case_supervision_gap")
    headers = {"re_referrals": Header(), "case_supervision_gap": Header(shown_as="average days")}
    assert only(pl.concat([team(RISE), days]), headers)["indicator"] == "re_referrals"
    assert alerts.find(team(RISE), {}).height == 0
    with pytest.raises(ValueError, match="percentages only"):
        alerts.find(days)


def test_nothing_before_a_rebase_is_the_baseline_of_what_came_after():
    changed = [(40, 50)] * 15 + [(10, 50)] * 18
    assert alerts.find(team(changed)).height == 1
    starts = month_on(date(2022, 4, 1), 15)
    assert alerts.find(team(changed, rebase=[starts])).height == 0
    assert alerts.find(team(changed, rebase=[date(2040, 4, 1)])).height == 1


def test_a_month_end_state_that_persists_is_not_tested():
    """Each month counts the same children again, so one change would look like many."""
    lasting = [(8, 50)] * 7 + [(12, 50)] * 7 + [(8, 50)] * 7 + [(12, 50)] * 6 + [(17, 50)] * 6
    renewed = [(8 + 4 * (at % 2), 50) for at in range(30)] + [(20, 50)] * 6
    at_end = {"re_referrals": Header(timing="at end")}
    assert alerts.tested(team(lasting), at_end).height == 0
    assert alerts.tested(team(renewed), at_end)["window_months"].to_list() == [6]
    assert alerts.tested(team(lasting), {"re_referrals": Header()}).height == 1


def test_a_restless_series_needs_more_to_raise_an_alert():
    calm = only(team(STEADY + RISE))
    restless = alerts.tested(team([(6, 50), (14, 50)] * 30 + [(20, 50)] * 3)).row(0, named=True)
    assert calm["phi"] == 1 and restless["phi"] == pytest.approx(30 / 29 * 16 / 8, rel=0.01)  # a series alone has its own
    assert restless["evidence"] < calm["evidence"] - 1 and restless["baseline_value"] == calm["baseline_value"]


def test_what_came_after_the_base_does_not_make_a_series_look_restless():
    aged = only(team([(10, 50)] * 30 + [(20, 50)] * 12))
    assert aged["phi"] == 1 and aged["level"] == "act"
    jumpy = [(30, 50), (10, 50)] * 6
    assert only(team([(10, 50)] * 30 + jumpy + [(35, 50)] * 6))["phi"] == 1


AUGUST = pl.when(pl.col("period_start").dt.month() == 8).then(0.8).otherwise(-0.8 / 11)


def in_season(counts, **columns):
    return team(counts, **columns).with_columns(season=AUGUST)


def test_what_the_season_explains_is_no_alert_and_what_it_does_not_still_is():
    """41 months from April: the last is August 2025, after three Augusts that were as high."""
    usual, summer = (100, 500), (184, 500)
    counts = [summer if at % 12 == 4 else usual for at in range(40)]
    allowed = alerts.tested(in_season([*counts, summer])).row(0, named=True)
    assert allowed["level"] is None and allowed["evidence"] < 1
    raised = only(in_season([*counts, (290, 500)]))
    assert raised["direction"] == "above" and raised["odds_ratio"] > 1.8
    assert raised["expected_value"] == pytest.approx(36.8, abs=1.2) and raised["excess"] == pytest.approx(290 - 184, abs=6)
    assert raised["excess"] == pytest.approx(5 * (raised["value"] - raised["expected_value"]))
    fallen = only(in_season([*counts, usual]))
    assert fallen["direction"] == "below" and fallen["value"] == pytest.approx(20.0)


def test_a_season_of_nought_changes_nothing():
    plain = alerts.find(team(RISE))
    assert alerts.find(team(RISE).with_columns(season=pl.lit(0.0))).equals(plain)
    assert plain.select("odds_ratio", "phi").rows() == [(1.0, 1.0)]
    assert plain["expected_value"].to_list() == pytest.approx(plain["baseline_value"].to_list())


def alert(category, level="act", direction="above", indicator="a"):
    place = "all" if category == "All" else "team"
    return {"indicator": indicator, "breakdown": place, "category": category, "level": level, "direction": direction}


def test_a_team_whose_story_the_authority_tells_already_is_told_with_it():
    rows = [alert("All"), alert("North"), alert("South", "watch"), alert("East", direction="below"), alert("West", indicator="b"),
            alert("All", "watch", indicator="b"), alert("Mid", "watch", indicator="b")]
    got = alerts.told_once(pl.DataFrame(rows))
    assert got["told_with"].to_list() == [None, "All", "All", None, None, None, "All"]
    assert got.drop("told_with").equals(pl.DataFrame(rows))


def test_an_empty_frame_and_an_empty_result_have_the_columns():
    for frame in (series([]), team([(10, 50)] * 3)):
        assert alerts.find(frame).schema == pl.Schema(alerts.COLUMNS)
