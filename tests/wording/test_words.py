"""What phrases and sentences tell, by examples worked by hand; what is hidden is never said. Their words: test_sentences.py."""

import re
from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.charts import sparkline, trend
from indicators.judging import reasons
from indicators.row_types import Figure
from indicators.wording import alert_sentences, public_past, questions, sentences, verdicts, words
from queries.definitions import header
from tests.support import reading_age, rows
from tests.support.series_frames import figures, indicator
from tests.wording.test_public import JARGON

USUAL = [(20, 100), (22, 100), (18, 100), (21, 100), (19, 100), (20, 100)]
FLAT = USUAL * 4
RISEN = [*FLAT, (20, 100), (45, 100), (46, 100), (45, 100)]
DAYS = {"shown_as": "average days", "timing": "at end", "stage": "workforce", "polarity": "low is good"}


def last(frame: pl.DataFrame) -> Figure:
    return Figure.rows(frame)[-1]


def test_what_is_not_known_is_said_as_not_known_and_real_data_never_as_invented():
    assert words.symbol(None) == words.symbol("x") == "not available" and words.symbol("c").startswith("hidden")
    build = {"authority": "Saltmere", "data_to": date(2026, 10, 31), "built_at": datetime(2026, 11, 3, 9, 30), "invented": True}
    said = words.freshness(build, "month", "All")
    assert "invented" in said and "data to 31 October 2026" in said
    assert "invented" not in words.freshness(build | {"invented": False}, "month", "All")
    assert "published figures only" in words.freshness(build | {"data_to": None}, "month", "All")


def test_a_chart_in_words_counts_what_stands_out_and_gives_the_level_with_its_limits():
    said = trend.words(figures(RISEN), indicator())
    assert "3 of 28 points stand out" in said and "3 upwards" in said
    assert "20.0%" in said and "8.0% to 32.0%" in said


@pytest.mark.parametrize(("number", "decimals", "said"), [
    (23.4207, 1, "23.4"), (10.25, 1, "10.3"), (22.5, 0, "23"), (0.0, 1, "0.0"), (-0.0, 1, "0.0"), (1234567.0, 0, "1,234,567"),
    (99.96, 1, "100.0"),
])
def test_a_number_has_commas_and_halves_go_up(number, decimals, said):
    assert words.number(number, decimals) == said


@pytest.mark.parametrize(("value", "shown_as", "decimals", "said"), [
    (23.42, "percentage", 1, "23.4%"), (23.42, "percentage", 0, "23%"), (1234.0, "number", 1, "1,234"),
    (54.04, "rate per 10,000", 1, "54.0 per 10,000 children"), (24.1, "average days", 1, "24.1 days"),
    (1.0, "average days", 0, "1 day"), (1.0, "average days", 1, "1.0 days"), (None, "percentage", 1, "not available"),
])
def test_an_amount_carries_its_unit(value, shown_as, decimals, said):
    assert words.amount(value, shown_as, decimals) == said


def test_a_percentage_comes_with_what_it_was_counted_from():
    row = last(figures([(634, 2707)]))
    assert words.value(row, indicator()) == "23.4%"
    assert words.fraction(row, indicator()) == "634 of 2,707"
    assert words.figure(row, indicator()) == "23.4% (634 of 2,707)"
    assert words.figure(row, indicator(), decimals=0) == "23% (634 of 2,707)"


def test_no_children_in_the_numerator_is_a_nought_and_none_in_the_denominator_is_not():
    assert words.figure(last(figures([(0, 12)])), indicator()) == "0.0% (0 of 12)"
    assert words.figure(last(figures([(0, 0)])), indicator()) == "not applicable"


@pytest.mark.parametrize(("counts", "said"), [
    ((4579, 190), "24.1 days on average, 190 children"), ((7, 1), "7.0 days on average, 1 child"),
])
def test_an_average_says_how_many_children(counts, said):
    assert words.figure(last(figures([counts], **{k: DAYS[k] for k in ("shown_as", "timing")})), indicator(**DAYS)) == said


def test_an_average_of_workers_says_workers():
    of_workers = indicator(**DAYS, denominator="Workers in post and at work on the last day of the month")
    row = last(figures([(90, 3)], shown_as="average days", timing="at end"))
    assert words.figure(row, of_workers) == "30.0 days on average, 3 workers"
    assert words.people(1, of_workers, "more") == "1 more worker"


def test_a_hidden_row_says_only_that_it_is_hidden():
    row = last(figures([(3, 9), "c"]))
    assert words.figure(row, indicator()) == "hidden to protect children"
    assert words.fraction(row, indicator()) == ""
    assert words.change(figures([*RISEN, "c"])) == "– Hidden to protect children"


@pytest.mark.parametrize(("start", "end", "grain", "said"), [
    (date(2026, 10, 1), date(2026, 10, 31), "month", "October 2026"),
    (date(2026, 7, 1), date(2026, 9, 30), "quarter", "Jul–Sep 2026"),
    (date(2024, 4, 1), date(2025, 3, 31), "year", "2024–25"),
    (date(1999, 4, 1), date(2000, 3, 31), "year", "1999–00"),
    (date(2025, 11, 1), date(2026, 10, 31), "rolling", "12 months to October 2026"),
    (date(2026, 8, 1), date(2026, 10, 31), None, "Aug–Oct 2026"),
    (date(2026, 11, 1), date(2027, 1, 31), None, "Nov 2026–Jan 2027"),
    (date(2026, 8, 1), date(2026, 8, 1), None, "August 2026"),
])
def test_a_period_is_said_as_people_say_it(start, end, grain, said):
    assert words.period(start, end, grain) == said


def test_a_count_on_one_day_is_at_that_day():
    row = last(figures([(1, 2)], end=date(2025, 3, 31)))
    assert words.when(row, indicator(timing="at end")) == "at 31 March 2025"
    assert words.when(row, indicator()) == "in March 2025"
    assert words.when(rows.figure(grain="rolling", period_end=row.period_end), indicator()) == "in the 12 months to March 2025"


def test_a_change_says_which_way_and_since_when():
    assert words.change(figures(RISEN)) == "▲ Higher than usual since August 2026"
    assert words.change(figures(RISEN[:-2], end=date(2026, 8, 31))) == "▲ Higher than usual in August 2026"
    fallen = [*FLAT, (3, 100), (2, 100)]
    assert words.change(figures(fallen)) == "▼ Lower than usual since September 2026"
    assert words.change(figures(fallen, polarity="neither")) == "◆ Lower than usual since September 2026"


def test_the_run_that_counts_is_the_present_one():
    """An old excursion is not news; a shift is told from the first of its seven points."""
    assert words.change(figures([*RISEN, (20, 100)])) == "● As usual"
    assert words.change(figures([*FLAT, *[(25, 100)] * 8])) == "▲ Higher than usual since March 2026"
    broken = [*FLAT, (45, 100), (20, 100), (46, 100), (0, 0), (45, 100)]
    assert words.change(figures(broken)) == "▲ Higher than usual since August 2026"


def test_a_month_that_is_hidden_does_not_break_a_run_and_two_years_do():
    assert words.change(figures([*FLAT, (45, 100), "c", (46, 100)])) == "▲ Higher than usual since August 2026"
    assert words.change(figures([*FLAT, (45, 100), *["c"] * 24, (46, 100)])) == "▲ Higher than usual in October 2026"


def test_a_steady_climb_is_called_rising():
    climb = [(17 + step, 100) for step in range(8)]
    assert words.change(figures([*FLAT, *climb])) == "▲ Rising since March 2026"


def test_a_provisional_month_is_not_judged_and_that_is_said():
    frame = figures([*FLAT, (20, 100), (60, 100)], provisional=[25])
    assert words.change(frame) == "● As usual to September 2026"
    risen = figures([*RISEN, (20, 100)], provisional=[28])
    assert words.change(risen) == "▲ Higher than usual since July 2026"


def test_a_message_is_about_the_latest_figure_that_has_settled():
    """Last month's closures have had no time to come back: their low figure is no news, and hides none."""
    frame = figures([*RISEN, (1, 100), "x"], provisional=[28, 29])
    assert sentences.headline(frame, indicator()) == (
        "Re-referrals within 12 months, all teams: higher than usual since June 2026 (lower is better). "
        "45.0% (45 of 100) in August 2026; 2 newer months are provisional."
    )
    assert "1.0%" not in sparkline.words(frame, indicator())
    assert words.latest_of([]) is None
    assert "Lowest 18.0%" in trend.words(frame, indicator())


def test_a_headline_tells_from_when_testing_can_begin_and_the_last_figure_that_may_be_shown():
    new = sentences.headline(figures([(31, 100)], provisional=[0]), indicator())
    assert "none of the 12 months" in new and "Testing can begin with September 2027" in new
    hidden = sentences.headline(figures([(5, 20), "c"]), indicator())
    assert "all teams: hidden" in hidden and hidden.endswith(" 25.0% (5 of 20) in September 2026.")


def test_what_others_published_is_told_with_its_year():
    assert "In 2024–25: statistical neighbours' median 22.2%" in trend.words(figures(RISEN, comparators=COMPARED), indicator())


def test_a_change_for_the_better_prompts_another_question_than_one_for_the_worse():
    worse, better = (questions.questions(indicator(), figures(counts))[0] for counts in (RISEN, [*FLAT, (2, 100)]))
    assert "August 2026" in worse and "done since" in worse and "October 2026" in better and "keep it that way" in better


def test_no_verdict_is_not_as_usual():
    assert words.change(figures(USUAL)) == "◌ Too few to say"
    assert words.change(figures([(90, 3)] * 30, shown_as="average days")) == "◌ Not tested against chance"
    assert words.change(figures([*FLAT, "x"])) == "– Not available"
    assert words.change(figures(FLAT).clear()) == "– Not available"


def test_rounded_counts_are_as_usual_only_as_far_as_they_show_and_too_coarse_ones_say_so():
    rounded = figures(FLAT).with_columns(rounded_to=pl.lit(5))
    assert words.change(rounded) == "● As usual, as far as rounded counts show"
    coarse = rounded.with_columns(chart_reason=pl.lit(reasons.ROUNDED.format(5)), centre=pl.lit(None, pl.Float64))
    assert words.change(coarse) == "◌ Too coarse to tell at this level"
    assert sentences.headline(coarse, indicator()).endswith("Too coarse to tell at this level whether this has changed.")
    told = [public_past.lately(each, None) for each in (rounded, coarse)]
    assert {way for way, _ in told} == {"coarse"} and all("too coarse to show one" in said for _, said in told)
    assert public_past.lately(figures(FLAT), None) == ("usual", "There is no clear change. Our latest numbers are as usual.")


def test_what_will_never_be_tested_is_not_promised_a_day():
    waits = figures([(90, 3)] * 3, shown_as="average days", timing="at end")
    assert words.change(waits) == "◌ Not tested against chance" and "Testing can begin" not in sentences.headline(
        waits, indicator(shown_as="average days", timing="at end"))


def test_two_series_at_once_are_refused():
    both = pl.concat([figures(FLAT), figures(FLAT, category="Duty and Assessment")])
    with pytest.raises(ValueError, match="more than one series"):
        words.change(both)


@pytest.mark.parametrize(("counts", "rounded_to", "said"), [
    ((0, 10), 5, "0 to 25% (fewer than 3 out of 10)"), ((10, 15), 5, "about 67% (10 of 15)"), ((35, 70), 5, "50% (35 of 70)"),
    ((25, 50), 5, "about 50% (25 of 50)"), ((0, 10), 1, "0% (0 of 10)"),
])
def test_a_percentage_that_rounding_may_have_moved_by_five_points_is_about(counts, rounded_to, said):
    """25 of 50 may be 23 of 52 (44%) or 27 of 48 (56%); 35 of 70 lies within five points of the truth."""
    row = last(figures([counts]).with_columns(rounded_to=pl.lit(rounded_to)))
    assert words.figure(row, indicator(), 0) == said


@pytest.mark.parametrize(("counted", "whole", "value", "base", "decimals", "said"), [
    (5, 1265, 0.0, 5, 0, "under 1%"), (5, 1265, 100 * 5 / 1265, 1, 0, "under 1%"), (0, 1265, 0.0, 1, 0, "0%"),
    (1260, 1265, 100.0, 5, 0, "over 99%"), (1264, 1265, 100 * 1264 / 1265, 1, 0, "over 99%"), (1265, 1265, 100.0, 1, 0, "100%"),
    (1, 9000, 100 / 9000, 1, 1, "under 0.1%"), (5, 1265, 100 * 5 / 1265, 1, 1, "0.4%"), (20, 1265, 2.0, 5, 0, "2%"),
])
def test_a_few_of_many_are_not_none_and_nearly_all_are_not_all(counted, whole, value, base, decimals, said):
    row = rows.counted(value=value, numerator=counted, denominator=whole, rounded_to=base)
    assert words.told(row, "percentage", decimals) == said


def test_ordinals():
    places = (1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111)
    assert " ".join(map(verdicts.ordinal, places)) == "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 111th"


ALERT = {
    "indicator": "re_referrals", "category": "Duty and Assessment", "direction": "above", "level": "act",
    "judgement": "worse", "window_start": date(2026, 8, 1), "window_end": date(2026, 10, 31), "numerator": 84,
    "denominator": 269, "value": 100 * 84 / 269, "baseline_value": 22.0, "baseline_numerator": 792,
    "baseline_denominator": 3600, "excess": 84 - 0.22 * 269,
    "raised": date(2026, 10, 31), "confirmed": False, "since": date(2026, 8, 1), "grain": "month", "window_months": 3,
    "evidence": 7.2, "among": 120,
}


@pytest.mark.parametrize(("excess", "said"), [
    (24.82, "about 25 more children than expected"), (1.2, "about 1 more child than expected"),
    (-3.4, "about 3 fewer children than expected"), (0.3, "less than 1 more child than expected"),
    (-1234.0, "about 1,234 fewer children than expected"),
])
def test_how_many_more_is_in_whole_children(excess, said):
    assert said in alert_sentences.alert({**ALERT, "excess": excess}, indicator())


def test_an_alert_about_a_stock_says_when_it_was_counted_and_does_not_add_the_same_children_up():
    on_time = indicator(title="Children on plans discussed on time", timing="at end", polarity="high is good")
    stock = {**ALERT, "direction": "below", "excess": -12.3}
    said = alert_sentences.alert(stock, on_time)
    assert "31.2% (84 of 269) at the ends of the months Aug–Oct 2026 against 22.0% (792 of 3,600) before" in said
    assert "about 12 fewer children each time than expected" in said
    once = alert_sentences.alert({**stock, "window_months": 1, "window_start": date(2026, 10, 1)}, on_time)
    assert "(84 of 269) at 31 October 2026 against 22.0% (792 of 3,600) before, about 12 fewer children than expected" in once
    quarters = alert_sentences.alert({**stock, "grain": "quarter", "window_months": 6, "excess": -4}, on_time)
    assert "at the ends of the quarters Aug–Oct 2026" in quarters
    assert "about 4 fewer children each time" in quarters


def test_the_lead_counts_what_changed_and_names_the_three_of_most_concern():
    better = {**ALERT, "category": "Locality North", "direction": "below", "judgement": "better", "excess": -9.0}
    alerts = pl.DataFrame([better, ALERT, {**better, "category": "Locality South"}, {**ALERT, "level": "watch"}])
    said = alert_sentences.lead(alerts, [indicator()])
    assert said[0] == (
        "Three changes stand out since August 2026: one for the worse, two for the better."
    )
    assert [sentence.split(":")[0] for sentence in said[1:]] == [
        "Re-referrals within 12 months, Duty and Assessment", "Re-referrals within 12 months, Locality North",
        "Re-referrals within 12 months, Locality South",
    ]
    assert alert_sentences.concerns(alerts)["category"].to_list() == ["Duty and Assessment", "Locality North", "Locality South"]


def test_the_lead_of_one_change_and_of_none():
    one = pl.DataFrame([ALERT])
    said = "One change stands out since August 2026: one for the worse."
    assert alert_sentences.lead(one, [indicator()])[0] == said
    none = "Only figures by month or quarter can be tested for change, and there are none here."
    assert alert_sentences.lead(one.clear(), [indicator()]) == [none]
    watched = one.with_columns(level=pl.lit("watch"))
    assert alert_sentences.lead(watched, [indicator()])[1:] == ["One is worth watching."]
    assert alert_sentences.lead(pl.concat([watched, watched]), [indicator()])[1:] == ["Two are worth watching."]


COMPARED = {"comparator_year": 2025, "neighbours_median": 22.2, "region": 21.7, "england": 22.6}


@pytest.mark.parametrize("stage", [*questions.STAGES, "a stage of tomorrow"])
@pytest.mark.parametrize("counts", [RISEN, FLAT, USUAL, ["c"], ["x", (1, 9)]])
@pytest.mark.parametrize("polarity", list(words.DIRECTIONS))
def test_there_are_always_two_to_four_questions(stage, counts, polarity):
    asked = questions.questions(indicator(stage=stage, polarity=polarity), figures(counts, polarity=polarity))
    assert 2 <= len(asked) <= 4
    assert len(set(asked)) == len(asked)
    assert all(question.endswith("?") for question in asked)


@pytest.mark.parametrize(("denominator", "said"), [
    ("Agencies asked to a core group", "2 fewer agencies"), ("All audits of children's files due", "2 fewer audits"),
    ("Supervision sessions of workers that were held", "2 fewer sessions"), ("Workers in post", "2 fewer workers"),
    ("Child protection plans that ended", "2 fewer children")])
def test_what_is_counted_is_called_what_it_is(denominator, said):
    assert words.people(2, indicator(denominator=denominator), "fewer") == said


def test_an_indicator_with_questions_of_its_own_is_asked_those_of_its_stage_no_more():
    own, usual = indicator(ask=("Which agencies were not there?",)), indicator()
    asked, before = (questions.questions(each, figures(RISEN, comparators=COMPARED)) for each in (own, usual))
    assert asked == [*before[:2], "Which agencies were not there?"] and before[2:] == list(questions.STAGES["front_door"])
    assert header.Indicator.from_json(own.to_json()) == own


def test_every_indicators_questions_are_short_and_plain():
    known, _ = header.every()
    every = {*(each for stage in questions.STAGES.values() for each in stage), *(each for one in known for each in one.ask)}
    assert len(every) > 60 and max(len(each.split()) for each in every) <= 16
    assert reading_age.age("\n".join(every)) <= 9.5, reading_age.age("\n".join(every))
    said = " ".join(every)
    assert not [word for word in JARGON if re.search(rf"\b{re.escape(word)}", said, 0 if word.isupper() else re.IGNORECASE)]


counted = st.one_of(st.sampled_from(["c", "x"]), st.integers(0, 400).flatmap(
    lambda denominator: st.tuples(st.integers(0, denominator), st.just(denominator))))


@pytest.mark.slow
@settings(deadline=None)  # the first call imports scipy
@given(st.lists(counted, min_size=1, max_size=40), st.sampled_from(["month", "quarter", "year", "rolling"]),
       st.sampled_from(list(words.DIRECTIONS)))
def test_whatever_the_figures_the_sentences_are_whole_and_plain(counts, grain, polarity):
    end = date(2026, 3, 31) if grain == "year" else date(2026, 9, 30)
    frame, header = figures(counts, grain=grain, end=end, polarity=polarity), indicator(polarity=polarity)
    for said in (sentences.headline(frame, header), trend.words(frame, header), sparkline.words(frame, header)):
        assert said.endswith(".")
        assert not re.search(r"None|nan|  |\.\.|!|case|client|-\d", said)
