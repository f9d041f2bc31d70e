"""How often alerts come, in words: by chance, in the past, and without an action."""

from datetime import date

import polars as pl
import pytest

from indicators.judging import past_alerts, watched
from indicators.judging.past_alerts import Listed, Past
from indicators.wording import alert_sentences, how_often
from tests.support.series_frame import series


def level(series=120, years=4.0, by_chance=1.4, listed=()):
    return Past("team", "month", series, years, by_chance, date(2026, 10, 31), tuple(listed))


def was(category, raised, months=None):
    return Listed(("re_referrals", "team", category), "above", raised, raised, None if months is None else "faded", months)


@pytest.mark.parametrize(("levels", "said"), [
    ([level(), level(60, by_chance=0.7)], "about 2 of these 180 figures a year"),
    ([level(11, by_chance=0.13)], "one of these 11 figures every 8 years"),
])
def test_chance_lists_more_of_more_figures(levels, said):
    assert said in how_often.by_chance(levels)


def test_without_figures_nothing_is_said():
    assert how_often.by_chance([]) == how_often.history([]) == how_often.recovered(0, 0) == ""


def test_the_past_says_how_many_changes_the_rule_would_have_listed():
    some = [was("North", date(2024, 5, 31)), was("South", date(2025, 1, 31))]
    assert "would have listed 2 changes, 0.5 a year: real changes and chance together" in how_often.history([level(listed=some)])
    assert "listed no changes" in how_often.history([level()]) and how_often.history([level(years=0.4)]) == ""


def test_alerts_that_nobody_acted_on_show_how_often_a_figure_goes_back_by_itself():
    """Of three old alerts one has an action; of the others one went back within a year, and one later."""
    listed = [was("North", date(2024, 5, 31), 7), was("South", date(2024, 8, 31), 15), was("East", date(2024, 8, 31), 3),
              was("West", date(2026, 6, 30), 3)]
    found = past_alerts.recovered([level(listed=listed)], {("re_referrals", "team", "East")})
    assert found == (1, 2)
    said = "Of 2 alerts more than a year old on figures without an action, 1 had gone back within 12 months."
    assert how_often.recovered(*found).startswith(said)
    assert "The one alert" in how_often.recovered(0, 1) and "had not gone back" in how_often.recovered(0, 1)


def test_the_past_of_a_series_is_what_the_rule_says_month_by_month():
    frame = series([(10, 50)] * 40 + [(24, 50)] * 8 + [(10, 50)] * 12)
    (found,) = [past_alerts.past(each) for each in watched.levels(frame)]
    (alert,) = found.listed
    assert alert.began == frame["period_start"][40] and alert.raised in frame["period_end"][40:43].to_list()
    assert alert.how == "back" and 8 <= alert.months <= 13 and found.series == 1 and found.years == pytest.approx(48 / 12)


def test_many_changes_that_begin_in_one_month_are_told_as_one():
    rows = [{"since": date(2025, 5, 1), "grain": "month", "indicator": str(at)} for at in range(4)]
    rows += [{"since": date(2025, 8, 1), "grain": "month", "indicator": "other"}] * 3
    act = pl.DataFrame(rows)
    assert alert_sentences.together(act) == [date(2025, 5, 1)] and alert_sentences.together(act.tail(6)) == []
    assert alert_sentences.as_one(date(2025, 5, 1), 4, "month").startswith("Four changes began in May 2025. Changes that begin")
    assert alert_sentences._begun_together(act) == " Four began in May 2025: ask first for one cause."
