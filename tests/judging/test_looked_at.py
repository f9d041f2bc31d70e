"""Of how many figures the list of alerts was asked, in words; and what an alert says of season, restlessness and its teams."""

import ast
import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from indicators import figures
from indicators.judging import alerts, phases, untested
from indicators.row_types import Figure
from indicators.wording import alert_sentences, looked_at, words
from tests.support.series_frames import indicator

ROW = {
    "indicator": "re_referrals", "category": "Duty and Assessment", "direction": "above", "level": "act", "judgement": "worse",
    "window_start": date(2026, 8, 1), "window_end": date(2026, 10, 31), "numerator": 84, "denominator": 269,
    "value": 100 * 84 / 269, "baseline_value": 22.0, "baseline_numerator": 792, "baseline_denominator": 3600,
    "expected_value": 22.0, "odds_ratio": 1.0, "phi": 1.0, "excess": 84 - 0.22 * 269, "evidence": 8.1, "among": 120,
    "raised": date(2026, 10, 31), "confirmed": False, "since": date(2026, 8, 1), "grain": "month", "window_months": 3,
}


KNOWN = {
    "share": indicator(id="share"), "waits": indicator(id="waits", shown_as="average days"), "new": indicator(id="new"),
    "small": indicator(id="small"),
}


def months(name, periods, counts=(60, 300), category="All", end=date(2026, 10, 31), grain="month", rounded_to=1):
    """So many periods of one indicator, final and counted, the last one ending on `end`, as a level of figures has them."""
    length = {"month": 1, "quarter": 3}[grain]
    starts = [date(end.year + (end.month - length * (back + 1)) // 12, (end.month - length * (back + 1)) % 12 + 1, 1)
              for back in reversed(range(periods))]
    ends = [each.replace(day=1) for each in [*starts[1:], date(2026, 11, 1)]]
    rows = [{"indicator": name, "grain": grain, "breakdown": "all" if category == "All" else "team", "category": category,
             "period_start": start, "period_end": end, "numerator": counts[0], "denominator": counts[1],
             "value": 100.0 * counts[0] / counts[1], "symbol": None, "basis": "counted", "short_history": False,
             "provisional": False, "rounded_to": rounded_to} for start, end in zip(starts, ends, strict=True)]
    return phases.add(pl.DataFrame(rows, schema_overrides={"symbol": pl.String}))


def looked(*parts, grain="month", breakdown="all"):
    """What `untested` makes of a level of such figures, tested as the product tests it."""
    level = pl.concat(parts)
    return untested.looked_at(level, alerts.tested(level, KNOWN), KNOWN, breakdown, grain)


def test_analysts_get_the_evidence_the_restlessness_and_the_season():
    row = ROW | {"evidence": 7.23, "phi": 1.44, "odds_ratio": 1.234}
    assert all(part in alert_sentences.for_analysts(row) for part in ("change 7.2 (listed from 5.75)", "φ = 1.4", "× 1.23"))
    plain = alert_sentences.for_analysts(ROW)
    assert "φ" not in plain and "season" not in plain


@pytest.mark.parametrize(("evidence", "among", "grain", "often"), [
    (5.75, 120, "month", "once a year"),  # such alerts come 1.4 times a year
    (6.8, 120, "month", "once a year"),
    (7.1, 120, "month", "once in 2 years"),
    (9.0, 120, "month", "once in 5 years"),
    (5.75, 12, "month", "once in 5 years"),
    (30.0, 120, "month", "less than once in 50 years"),
    (4.5, 40, "quarter", "once a year"),
    (6.5, 40, "quarter", "once in 5 years"),
])
def test_an_alert_says_how_seldom_chance_makes_one_as_marked(evidence, among, grain, often):
    said = alert_sentences.by_chance(ROW | {"evidence": evidence, "among": among, "grain": grain})
    assert said == f"If nothing at all had changed on these {among} figures, a change as marked as this would come about {often}."


def test_the_question_names_the_period_of_each_level():
    assert "latest 8 quarters" in looked_at.asked([("all", "quarter")])
    both = looked_at.asked([("all", "month"), ("team", "quarter")])
    assert both.index("latest 24 months") < both.index("its teams") < both.index("latest 8 quarters")


def lead(*levels, found=None):
    """The overview's heading where nothing is listed, or only what is worth watching."""
    none = pl.DataFrame(schema={**alerts.COLUMNS, "judgement": pl.String})
    return alert_sentences.lead(none if found is None else found, [indicator()], 1, levels)[0]


@pytest.mark.parametrize(("periods", "said"), [
    (1, "there is 1 of the 13 months that a test needs. Testing can begin with October 2027 at the earliest."),
    (6, "there are 6 of the 13 months that a test needs. Testing can begin with May 2027 at the earliest."),
    (12, "there are 12 of the 13 months that a test needs. Testing can begin with November 2026 at the earliest."),
])
def test_what_could_not_be_tested_is_never_nothing_new_and_says_until_when(periods, said):
    """A year of months, and one after it, is what the test of alerts needs."""
    level = looked(months("share", periods), months("waits", periods))
    assert (level.tested, level.held, level.few, level.unfit) == (0, 2, 1, 1)
    assert lead(level) == f"Nothing can be tested for change yet: {said}"
    assert looked_at.none_listed([level]).startswith("So this page cannot say whether anything has changed.")


def test_with_one_month_more_it_is_tested_and_the_sentence_says_of_how_many():
    level = looked(months("share", 13), months("waits", 13))
    assert lead(level) == "Nothing new stands out: 1 of the 2 figures of the authority could be tested."
    level = looked(months("share", 13), months("waits", 13), months("new", 3))
    assert lead(level) == (
        "Most figures cannot be tested for change: 1 of the 3 figures of the authority could be tested, and nothing new stands "
        "out among them; of the others, 1 is a number, a rate or an average, which this test does not fit, 1 has too few months."
    )
    assert looked_at.how_many([level]) == (
        "1 of the 3 figures of the authority by month was tested; of the others, 1 is a number, a rate or an average, which this "
        "test does not fit, 1 has too few months."
    )
    watched = pl.DataFrame([ROW | {"level": "watch"}], schema_overrides=alerts.COLUMNS)
    assert lead(level, found=watched).startswith("Most figures cannot be tested for change: 1 of the 3 figures of the authority ")
    level = looked(months("share", 13), months("waits", 13))
    assert lead(level, found=watched).startswith("Nothing stands out enough to act on: 1 of the 2 ")


def test_months_that_settle_soon_count_towards_the_day_from_which_testing_can_begin():
    frame = months("share", 6)
    settling = frame.with_columns(provisional=pl.int_range(pl.len()) >= 4).pipe(phases.add)
    assert tuple(untested.first_testable(Figure.rows(each), 13) for each in (frame, settling)) == (
        date(2027, 5, 1), date(2027, 5, 1))
    short = months("share", 3).with_columns(short_history=True).pipe(phases.add)  # the first to count is August 2027
    assert untested.first_testable(Figure.rows(short), 12, 12) == date(2028, 7, 1)
    enough = Figure.rows(months("share", 13))
    assert untested.first_testable(enough, 13) is None and untested.first_testable([], 13) is None


@pytest.mark.parametrize(("grain", "rounded_to", "how"), [
    ("month", 5, "rounded to the nearest 5"), ("quarter", 1, "taken by quarter"),
    ("quarter", 5, "taken by quarter and rounded to the nearest 5"),
])
def test_figures_coarser_than_exact_months_are_too_coarse_to_tell_and_never_nothing_new(grain, rounded_to, how):
    level = looked(months("share", 24, grain=grain, rounded_to=rounded_to), grain=grain)
    assert lead(level) == (
        "Too coarse to tell at this level whether anything has changed: 1 of the 1 figure of the authority could be tested, from "
        f"counts {how}, which may hide a change."
    )
    assert "a change that these counts hide" in looked_at.none_listed([level])


def test_what_rounding_makes_too_coarse_to_test_is_counted_as_such():
    level = looked(months("small", 24, (0, 30), rounded_to=5))
    assert (level.tested, level.coarse) == (0, 1) and lead(level).startswith("Too coarse to tell at this level")
    assert "is too coarse once rounded" in looked_at.how_many([level])


def test_a_team_that_closed_or_whose_latest_month_is_missing_is_counted_among_those_not_tested():
    closed = months("share", 20, category="Closed").filter(pl.col("period_start") < date(2026, 6, 1))
    level = looked(months("share", 24, category="Open"), closed, breakdown="team")
    assert (level.tested, level.held, level.broken) == (1, 2, 1)
    assert "1 has no figure in one of the latest months" in looked_at.how_many([level])


def test_an_indicator_that_was_never_counted_is_no_figure():
    never = months("new", 24).with_columns(value=None, numerator=None, denominator=None, symbol=pl.lit("x"), eligible=False)
    assert looked(months("share", 24), never.select(months("share", 1).columns).cast(dict(months("share", 1).schema))).held == 1


def test_an_alert_by_quarter_speaks_of_quarters():
    row = ROW | {"grain": "quarter", "window_start": date(2026, 4, 1), "window_end": date(2026, 9, 30), "since": date(2026, 1, 1),
                 "window_months": 6}
    said = alert_sentences.alert(row, indicator())
    assert "in Apr–Sep 2026" in said and "since Jan–Mar 2026." in said
    assert "at the ends of the quarters Apr–Sep 2026" in alert_sentences.alert(row, indicator(timing="at end"))
    columns = alerts.COLUMNS | {"judgement": pl.String}
    lead = alert_sentences.lead(pl.DataFrame([row], schema=columns).with_columns(judgement=pl.lit("worse")), [indicator()])
    assert lead[0].startswith("One change stands out since Jan–Mar 2026: ")
    assert [words.begun(date(2026, 4, 1), grain) for grain in ("month", "quarter", "year")] == [
        "April 2026", "Apr–Jun 2026", "2026–27"]


def test_season_and_restlessness_are_said_only_where_they_mattered():
    said = alert_sentences.alert({**ROW, "odds_ratio": 1.2, "expected_value": 25.3}, indicator())
    assert "At this time of year 25.3% would be usual." in said and "φ" not in said
    said = alert_sentences.alert({**ROW, "phi": 2.13}, indicator())
    # Not "moves more": an alert tempers by φ without asking first whether it differs from 1 beyond chance, as the chart does.
    assert "This figure varied more before than chance alone explains. So a change had to be larger to be listed." in said
    assert "usual" not in said and "φ" not in said
    assert "by itself" not in alert_sentences.alert({**ROW, "phi": 1.4}, indicator())


def test_beside_its_own_chart_an_alert_needs_no_name_and_says_how_strong_it_is():
    said = alert_sentences.alert_beside(ROW, indicator())
    assert said.startswith("To act on: 31.2% (84 of 269) in Aug–Oct 2026 against 22.0% (792 of 3,600) before, about 25 more")
    assert "since August 2026. First listed with the figures to 31 October 2026; no later months confirm it yet. If" in said
    assert said.endswith("An alert pools the latest periods, so it can find a change that "
                         "no single point shows.")
    assert "Duty and Assessment" not in said and "Re-referrals" not in said
    watch = alert_sentences.alert_beside({**ROW, "level": "watch", "category": "All"}, indicator(), decimals=0)
    assert watch.startswith("Worth watching: 31% (84 of 269)") and "all teams" not in watch


RATE = re.compile(r"(in|of) (a )?(hundred|100|ten|thousand)\b[^.]*chance|chance[^.]*\b(in|of) (a )?(hundred|100|ten|thousand)\b|"
                  r"changes? (to act on |to watch )?(a year|every)|one (time )?in (ten|five|a hundred)|false alarms? a year|"
                  r"(once|twice|\d+) in (a )?(thousand|hundred|100)|authority in \d+|called put right in",
                  re.IGNORECASE)
HERE = Path(__file__).parents[2]
SAID = sorted(file for folder in ("pages", "indicators") for file in (HERE / folder).rglob("*.py"))


def _texts(file):
    """Every text of a module that may come on screen: all but what its classes and functions say of themselves."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    places = (node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef))
    own = {id(node.body[0].value) for node in places if isinstance(node.body[0], ast.Expr)}
    return [node.value for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in own]


def test_no_page_and_no_readme_of_the_indicators_says_the_same_rate_everywhere():
    """How often chance alone speaks depends on how many figures are judged: `how_often` works it out. (The READMEs' tables of
    decisions say what was measured, each in which scene.)
    """
    found = [(file.name, text) for file in SAID for text in _texts(file) if RATE.search(text)]
    for readme in (HERE / "indicators").rglob("README.md"):
        prose = [line for line in readme.read_text(encoding="utf-8").splitlines() if not line.startswith("|")]
        assert not RATE.search(" ".join(prose)), readme
    assert not found, found
    assert RATE.search("About 2 in 100 alerts this strong are chance.") and RATE.search("about two changes to act on a year")


def test_every_audience_is_told_what_was_looked_at(any_view):
    found, levels = figures.alerts(any_view), figures.looked_at(any_view)
    assert [level.breakdown for level in levels] == (["all", "team"] if any_view.role.id != "scrutiny" else ["all"])
    assert all(level.tested >= found.filter(breakdown=level.breakdown).height for level in levels)
    for level in levels:
        assert level.tested + level.unfit + level.few + level.coarse + level.again + level.broken == level.held
        assert f"{level.tested} of the {level.held} figures" in looked_at.how_many([level])
    told = found.filter(found["told_with"].is_not_null())
    assert set(told["breakdown"]) <= {"team"} and set(found.columns) == {*alerts.COLUMNS, "judgement", "told_with"}
