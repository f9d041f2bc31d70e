"""The truths planted in the invented authority, found again from its extracts alone.

The product reads the extracts, builds and counts; only the test opens truths.json, to see whether what was found is so.
"""

import json
from datetime import date

import polars as pl
import pytest

from indicators import catalogue, figures
from indicators.children import records
from indicators.following import level_changes
from indicators.judging import seasons
from queries.store import warehouse as built

SETTLING = 2  # months within which a gap that opens must have been noticed


@pytest.fixture(scope="module")
def truths(invented) -> dict:
    return json.loads((invented / "truths.json").read_text(encoding="utf-8"))


def monthly(view, indicator, breakdown="all", category="All") -> pl.DataFrame:
    return figures.figures(view.of(indicator=indicator, breakdown=breakdown)).filter(category=category)


def pairs(frame, numerator="numerator", denominator="denominator") -> dict:
    known = frame.filter(pl.col("denominator").is_not_null() & (pl.col("basis") == "counted"))
    return {row["period_start"].strftime("%Y-%m"): (row[numerator], row[denominator]) for row in known.rows(named=True)}


@pytest.mark.parametrize(("indicator", "numerator", "denominator"), [
    ("re_referrals", "re_referrals", "referrals"),
    ("no_further_action_at_referral", "referrals_no_further_action", "referrals"),
    ("no_further_action_at_contact", "contacts_no_further_action", "contacts"),
    ("second_or_subsequent_plans", "plans_second_or_subsequent", "plans_started"),
])
def test_every_month_is_counted_as_it_happened(view, truths, indicator, numerator, denominator):
    """Late entries reach the extracts a month later, so only the last month may still lack some."""
    found = pairs(monthly(view, indicator))
    happened = {month: (each[numerator], each[denominator]) for month, each in truths["months"].items()}
    last = max(found)
    assert len(found) >= 60
    assert {month: pair for month, pair in found.items() if month != last} == {
        month: happened[month] for month in found if month != last}
    assert happened[last][1] * 0.9 <= found[last][1] <= happened[last][1]


def test_second_plans_of_each_financial_year(view, truths):
    found = figures.figures(view.of(indicator="second_or_subsequent_plans", grain="year"))
    years = truths["planted"]["repeat_plans"]["financial_years"]
    checked = 0
    for row in found.filter(pl.col("value").is_not_null()).rows(named=True):
        year = f"{row['period_start'].year}-{row['period_end'].year % 100:02}"
        assert (row["numerator"], row["denominator"]) == (years[year]["second_or_subsequent"], years[year]["started"])
        checked += 1
    assert checked >= 5


def test_the_children_behind_the_second_plans_are_those_who_had_them(view, truths):
    start, end = date(2024, 4, 1), date(2025, 3, 31)
    behind = records.behind(view.of(indicator="second_or_subsequent_plans", grain="year"), start, end)
    found = {(row["child_id"], row["event_date"].isoformat()) for row in behind.filter(numerator=1).rows(named=True)}
    planted = truths["planted"]["repeat_plans"]["second_or_subsequent"]
    in_year = [each for each in planted if start.isoformat() <= each["start"] <= end.isoformat()]
    assert len(in_year) > 20 and found == {(each["child_id"], each["start"]) for each in in_year}


@pytest.mark.parametrize("indicator", ["worker_supervision_on_time", "case_supervision_on_time"])
def test_the_team_whose_gaps_open_up_is_found_and_when(view, truths, indicator):
    planted = truths["planted"]["worker_supervision" if indicator.startswith("worker") else "case_supervision"]
    began = date.fromisoformat(planted["from"])
    team = monthly(view, indicator, "team", planted["team"]).filter(pl.col("centre").is_not_null())
    low = team.filter(pl.col("signal").is_in(["below", "shift below", "trend down"]) & (pl.col("period_end") >= began))
    assert low.height >= 4
    first = low["period_end"].min()
    assert (first.year - began.year) * 12 + first.month - began.month <= SETTLING
    found = figures.alerts(view).filter(indicator=indicator, breakdown="team", direction="below", level="act")
    assert planted["team"] in found["category"].to_list()
    assert found.filter(category=planted["team"])["judgement"].to_list() == ["worse"]


def test_the_step_in_closures_is_found_in_its_month(view, truths):
    began = date.fromisoformat(truths["planted"]["no_further_action_step"]["from"])
    found = monthly(view, "no_further_action_at_referral").filter(pl.col("centre").is_not_null())
    before, after = (found.filter(side) for side in (pl.col("period_start") < began, pl.col("period_start") >= began))
    raised = pl.col("signal").is_in(["above", "shift above"])
    assert after.filter(raised).height >= 0.9 * after.height
    assert before.filter(pl.col("signal") == "above").height <= 2
    assert set(found["judgement"].drop_nulls()) <= {"neither"}, "two-sided: never good or bad"


def test_children_closed_by_one_team_come_back_more_often(view, truths):
    planted = truths["planted"]["return_after_no_further_action"]
    with built.read("performance", view.warehouse) as database:
        closed = database.run("""
            SELECT team, COUNT(*) AS closed, CAST(SUM(numerator) AS BIGINT) AS returned FROM counted
            WHERE indicator = 'referred_again_after_no_further_action' AND event_date <= $until
            GROUP BY team""", until=date.fromisoformat(planted["referred_to"]))
    share = {row["team"]: (row["returned"], row["closed"]) for row in closed.rows(named=True)}
    told = planted["counts"][planted["team"]]
    assert share[planted["team"]] == (told["referred_again_within_12_months"], told["closed"])
    rates = {team: returned / total for team, (returned, total) in share.items() if total >= 50}
    assert max(rates, key=rates.get) == planted["team"]
    others = [rates[team] for team in rates if team != planted["team"]]
    assert rates[planted["team"]] > 1.5 * max(others)


def test_workers_within_the_standard_at_every_month_end(view, truths):
    found = monthly(view, "worker_supervision_on_time").filter(~pl.col("short_history") & pl.col("value").is_not_null())
    told_of = [row for row in found.rows(named=True) if row["period_end"].isoformat() in truths["month_ends"]]
    assert len(told_of) >= 60
    for row in told_of:
        told = truths["month_ends"][row["period_end"].isoformat()]["workers"]["All"]
        assert row["denominator"] == told["at_work"]
        assert row["numerator"] == told["within_standard"]


def test_the_summers_in_which_more_contacts_are_closed(view, truths):
    """Found in the whole authority's months, given to its teams, and no reason for an alert."""
    planted = truths["planted"]["contact_season"]
    summer, rest = (planted[side]["no_further_action"] / planted[side]["contacts"] for side in ("summer", "rest"))
    assert summer - rest > 0.05
    chosen = view.of(indicator="no_further_action_at_contact")
    indicator = catalogue.find(chosen)
    known = figures.seasonal(chosen, indicator, figures.figures(chosen))
    assert seasons.sentence(known).startswith("July and August are usually higher")
    summers = known.filter(pl.col("period_start").dt.month().is_in(planted["months"]))
    assert (summers["expected"] > summers["centre"] + 3).all()
    team = chosen.of(breakdown="team", category="Duty and Assessment")
    of_team = figures.seasonal(team, indicator, figures.figures(team).filter(category=team.category))
    assert of_team["season"].unique().sort().to_list() == known["season"].unique().sort().to_list()
    assert figures.alerts(view).filter(indicator=indicator.id).is_empty()


def test_the_step_in_closures_at_referral_is_proposed_in_its_month_or_one_beside_it(view, truths):
    began = date.fromisoformat(truths["planted"]["no_further_action_step"]["from"])
    chosen = view.of(indicator="no_further_action_at_referral")
    found = level_changes.proposed(catalogue.find(chosen), figures.figures(chosen))
    assert abs((found["starts_on"] - began).days) <= 31
    told = truths["planted"]["no_further_action_step"]
    share = {side: told[side]["no_further_action"] / told[side]["referrals"] for side in ("before", "after")}
    assert found["lower"] <= 100 * (share["after"] - share["before"]) <= found["upper"]
