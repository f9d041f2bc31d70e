"""How far to trust the list of alerts, in words; and what an alert says of season, restlessness and its teams."""

import re
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from series_frames import indicator

from indicators import alerts, false_alarms, figures, sentences, words

ROW = {
    "indicator": "re_referrals", "category": "Duty and Assessment", "direction": "above", "level": "act", "judgement": "worse",
    "window_start": date(2026, 8, 1), "window_end": date(2026, 10, 31), "numerator": 84, "denominator": 269,
    "value": 100 * 84 / 269, "baseline_value": 22.0, "baseline_numerator": 792, "baseline_denominator": 3600,
    "expected_value": 22.0, "odds_ratio": 1.0, "phi": 1.0, "excess": 84 - 0.22 * 269, "p": 0.0004, "q": 0.0131,
    "since": date(2026, 8, 1), "grain": "month", "window_months": 3,
}


def test_the_rate_of_false_alarms_is_said_for_the_levels_that_are_looked_at():
    both = false_alarms.sentence([("all", "month", 9), ("team", "month", 33)])
    assert both.startswith(
        "If nothing at all changed, chance would still list about two changes to act on a year, and about two more changes to "
        "watch a year. 9 figures of the authority by month and 33 figures of its teams by month are looked at;"
    )
    assert "by itself it is a reason to look again next time, not to act" in both
    one = false_alarms.sentence([("all", "month", 120), ("team", "month", 0)])
    assert "about one change to act on a year, and about one more change to watch a year. 120 figures" in one
    assert "its teams" not in one
    assert "about one change to act on every two years" in false_alarms.sentence([("all", "quarter", 9)])


def test_the_question_names_the_periods_each_level_is_looked_at_by():
    assert false_alarms.asked([("all", "quarter", 9)]) == (
        "Each figure of the authority is asked one question: are its latest quarters like the two years before them?")
    assert false_alarms.asked([("all", "month", 9), ("team", "month", 9)]).startswith(
        "Each figure of the authority and of its teams is asked one question: are its latest months like")
    assert false_alarms.asked([("all", "month", 9), ("team", "quarter", 9)]).endswith(
        "like the two years before them? Each figure of its teams is asked the same of its latest quarters.")


def test_an_alert_by_quarter_speaks_of_quarters():
    row = ROW | {"grain": "quarter", "window_start": date(2026, 4, 1), "window_end": date(2026, 9, 30), "since": date(2026, 1, 1),
                 "window_months": 6}
    said = sentences.alert(row, indicator())
    assert "in Apr–Sep 2026" in said and "since Jan–Mar 2026." in said
    assert "at the ends of the quarters Apr–Sep 2026" in sentences.alert(row, indicator(timing="at end"))
    columns = alerts.COLUMNS | {"judgement": pl.String}
    lead = sentences.lead(pl.DataFrame([row], schema=columns).with_columns(judgement=pl.lit("worse")), [indicator()])
    assert lead[0].startswith("One thing has changed since Jan–Mar 2026 ")
    assert [words.begun(date(2026, 4, 1), grain) for grain in ("month", "quarter", "year")] == [
        "April 2026", "Apr–Jun 2026", "2026–27"]


def test_where_nothing_can_be_tested_no_rate_is_claimed():
    for levels in ([], [("all", "month", 0)]):
        assert false_alarms.sentence(levels) == "Nothing can be tested yet: a year of figures is needed, and a period after it."


def test_both_sides_of_an_alert_have_their_counts():
    assert sentences.alert(ROW, indicator()) == (
        "Re-referrals within 12 months, Duty and Assessment: 31.2% (84 of 269) in Aug–Oct 2026 against 22.0% (792 of 3,600) "
        "before, about 25 more children than expected. Above the earlier level since August 2026. About 2 in 100 alerts this "
        "strong are chance."
    )
    assert sentences.part_of_alert(ROW, indicator()).startswith("Duty and Assessment: 31.2% (84 of 269) in Aug–Oct 2026")


def test_season_and_restlessness_are_said_only_where_they_mattered():
    said = sentences.alert({**ROW, "odds_ratio": 1.2, "expected_value": 25.3}, indicator())
    assert "At this time of year 25.3% would be usual." in said and "φ" not in said
    said = sentences.alert({**ROW, "phi": 2.13}, indicator())
    # Not "moves more": an alert tempers by φ without asking first whether it differs from 1 beyond chance, as the chart does.
    assert "This figure may move more than chance by itself, which is allowed for." in said
    assert "usual" not in said and "φ" not in said
    assert "by itself" not in sentences.alert({**ROW, "phi": 1.4}, indicator())


@pytest.mark.parametrize(("changes", "said"), [
    ({}, "q = 0.02 · p < 0.001"), ({"phi": 1.44, "q": 0.0099}, "q < 0.01 · p < 0.001 · φ = 1.4"),
    ({"p": 0.02, "odds_ratio": 1.234, "q": 0.03}, "q = 0.03 · p = 0.020 · season: odds × 1.23"),
])
def test_analysts_get_the_numbers(changes, said):
    assert sentences.for_analysts({**ROW, **changes}) == said


@settings(deadline=None)
@given(st.integers(0, 200_000).map(lambda ten_millionths: ten_millionths / 1_000_000))
def test_the_number_for_analysts_and_the_sentence_beside_it_agree(q):
    row = {**ROW, "q": q}
    in_100 = re.search(r"(About|Fewer than) (\d+) in 100", sentences.alert(row, indicator()))
    shown = re.match(r"q ([=<]) 0\.(\d\d) ", sentences.for_analysts(row))
    assert int(in_100[2]) == int(shown[2]) and (in_100[1] == "Fewer than") == (shown[1] == "<")
    assert q <= int(shown[2]) / 100 + 1e-9 and (q < 0.01 or int(shown[2]) / 100 - q < 0.01 + 1e-9)


def test_beside_its_own_chart_an_alert_needs_no_name_and_says_how_strong_it_is():
    said = sentences.alert_beside(ROW, indicator())
    assert said.startswith("To act on: 31.2% (84 of 269) in Aug–Oct 2026 against 22.0% (792 of 3,600) before, about 25 more")
    assert "About 2 in 100 alerts this strong are chance. An alert pools the latest periods" in said
    assert "Duty and Assessment" not in said and "Re-referrals" not in said
    watch = sentences.alert_beside({**ROW, "level": "watch", "q": 0.15, "category": "All"}, indicator(), decimals=0)
    assert watch.startswith("Worth watching: 31% (84 of 269)") and "all teams" not in watch


def test_what_bounds_false_alarms_is_said_as_a_bound():
    assert "at most about one in ten" in false_alarms.WEAK and "at most about one in five" in false_alarms.WEAK


def test_every_audience_is_told_what_was_looked_at(any_view):
    found, levels = figures.watched(any_view)
    assert found.equals(figures.alerts(any_view))
    assert [breakdown for breakdown, _, _ in levels] == (["all", "team"] if any_view.role.id != "scrutiny" else ["all"])
    assert all(series >= found.filter(breakdown=breakdown).height for breakdown, _, series in levels)
    told = found.filter(found["told_with"].is_not_null())
    assert set(told["breakdown"]) <= {"team"} and set(found.columns) == {*alerts.COLUMNS, "judgement", "told_with"}
