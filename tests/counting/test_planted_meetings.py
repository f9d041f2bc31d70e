"""The truths planted beside the children's own records, found again: who came to meetings, core groups, reviews, visits,
audits and their answers, legal advice, and when visits were put on record. Counts are compared record by record or exactly.
"""

import json
from datetime import date, timedelta

import polars as pl
import pytest

from indicators import figures
from queries.store import warehouse as built


@pytest.fixture(scope="module")
def truths(invented) -> dict:
    return json.loads((invented / "truths.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def counted(warehouse):
    """Runs a query on the performance team's build, which holds every record counted."""

    def run(sql: str, **parameters) -> pl.DataFrame:
        with built.read("performance", warehouse) as database:
            return database.run(sql, **parameters)

    return run


def shares(counted, indicator, by="category", where="TRUE") -> dict:
    """How many of how many, by a column of the counted records."""
    rows = counted(f"""SELECT {by} AS name, CAST(SUM(numerator) AS BIGINT) AS n, COUNT(*) AS d FROM counted
                       WHERE indicator = $indicator AND {where} GROUP BY 1""", indicator=indicator)
    return {row["name"]: (row["n"], row["d"]) for row in rows.rows(named=True)}


@pytest.mark.parametrize(("indicator", "side"), [
    ("attendance_at_conferences", "conferences"), ("attendance_at_core_groups", "core_groups")])
def test_the_agencies_that_stay_away_are_found(counted, truths, indicator, side):
    planted = truths["planted"]["attendance"]
    found = shares(counted, indicator)
    assert found == {agency: (each["came"], each["asked"]) for agency, each in planted[side].items()}
    low = [agency for agency, (came, asked) in found.items() if came / asked < 0.6]
    assert sorted(low) == sorted(planted["absent"])
    for agency, (came, asked) in found.items():
        assert abs(100 * came / asked - planted["designed_percent"][agency]) < 4


def test_the_agency_that_leaves_its_chair_at_the_board_empty_is_found(counted, truths):
    planted = truths["planted"]["board_attendance"]
    found = shares(counted, "board_attendance")
    assert found == {agency: (each["came"], each["asked"]) for agency, each in planted["counts"].items()}
    assert min(found, key=lambda agency: found[agency][0] / found[agency][1]) == planted["absent"]
    assert found[planted["absent"]][0] / found[planted["absent"]][1] < 0.6


@pytest.mark.parametrize(("indicator", "within", "of"), [
    ("core_groups_on_time", "core_group_up_to_date", "open"),
    ("reviews_on_time", "every_review_on_time", "open_three_months"),
    ("visits_on_time", "seen", "open"),
])
def test_plans_kept_in_time_at_every_month_end_are_as_it_was(counted, truths, indicator, within, of):
    """Where no plan open is older than the extracts, whose meetings begin with them."""
    found = shares(counted, indicator, "event_date")
    checked = 0
    for day, told in truths["month_ends"].items():
        kept = told["plans_kept"]
        if kept["older"] == 0:
            assert found[date.fromisoformat(day)] == (kept["All"][within], kept["All"][of]), day
            checked += 1
    assert checked >= 40


def test_the_locality_whose_core_groups_meet_less_often_is_found(view, truths):
    planted = truths["planted"]["core_groups"]
    began = date.fromisoformat(planted["from"])
    team = figures.figures(view.of(indicator="core_groups_on_time", breakdown="team")).filter(category=planted["team"])
    low = team.filter(pl.col("signal").is_in(["below", "shift below", "trend down"]), pl.col("period_end") >= began)
    assert low.height >= 4 and (low["period_end"].min() - began).days <= 124
    found = figures.alerts(view).filter(indicator="core_groups_on_time", breakdown="team", direction="below")
    assert planted["team"] in found["category"].to_list()


def test_reviews_are_on_time_about_as_often_as_published(counted, truths):
    """Blackpool published 92% of plans at 31 March; ours lie beside it."""
    found = shares(counted, "reviews_on_time", "event_date")
    n, d = (sum(each[place] for day, each in found.items() if day.year >= 2023) for place in (0, 1))
    assert 0.89 < n / d < 0.97


def test_the_quarter_in_which_fewer_audits_were_done_is_found(counted, truths):
    planted = truths["planted"]["audits"]
    found = shares(counted, "audits_completed", "strftime(event_date, '%Y-%m')")
    assert found == {month: (each["completed_in_time"], each["due"]) for month, each in planted["months"].items()}
    first, last = (each[:7] for each in planted["quarter"])
    inside = [n / d for month, (n, d) in found.items() if first <= month <= last]
    outside = [n / d for month, (n, d) in found.items() if not first <= month <= last]
    assert len(inside) == 3 and sum(inside) / 3 < 0.6 < 0.75 < sum(outside) / len(outside)


def test_the_grades_of_audits_are_those_given(counted, truths):
    found = shares(counted, "audits_good_or_better", "strftime(event_date, '%Y-%m')")
    planted = truths["planted"]["audits"]["graded"]
    assert found == {month: (each["good_or_better"], each["graded"]) for month, each in planted.items()}


def test_answers_to_audits_pile_up_from_the_planted_day(counted, truths):
    found = {day: n for day, (n, _) in shares(counted, "audit_responses_outstanding", "event_date").items()}
    told = {date.fromisoformat(day): each["answers_outstanding"] for day, each in truths["month_ends"].items()}
    assert {day: n for day, n in told.items() if n} == {day: found[day] for day in told if day in found}
    began = date.fromisoformat(truths["planted"]["audits"]["answers"]["from"])
    assert max(n for day, n in found.items() if day < began) * 2 < found[max(found)]


def test_the_days_to_legal_advice_on_every_repeat_plan(counted, truths):
    planted = truths["planted"]["legal_advice"]
    rows = counted("SELECT child_id, event_date AS day, days FROM counted WHERE indicator = 'repeat_plan_to_legal_advice'")
    covered = counted("SELECT MIN(covered_from) AS day FROM coverage WHERE model_table = 'legal_advice'")["day"][0]
    told = {(each["child_id"], each["start"], each["days"]) for each in planted["repeat_plans"]
            if each["start"] >= covered.isoformat()}
    assert len(told) > 200
    assert {(child, (day - timedelta(days)).isoformat(), days) for child, day, days in rows.rows()} == told
    sides = {side: [days for _, start, days in told if (start >= planted["from"]) == side] for side in (False, True)}
    assert sum(sides[True]) / len(sides[True]) > 3 * sum(sides[False]) / len(sides[False])


def test_the_locality_that_puts_visits_on_record_late_is_found(counted, truths):
    """But for visits under an id that lost its zeros, which is with no team."""
    planted = truths["planted"]["recording_of_visits"]
    found = shares(counted, "visits_recorded_late", "team", "team <> 'Not allocated'")
    assert found == {team: (each["late"], each["visits"]) for team, each in planted["counts"].items()}
    rates = {team: 100 * late / visits for team, (late, visits) in found.items()}
    assert max(rates, key=rates.get) == planted["team"]
    for team, rate in rates.items():
        assert abs(rate - planted["designed_percent_late"]["team" if team == planted["team"] else "elsewhere"]) < 3
