"""The faults planted in the invented authority's records, found again by the checks of the records, one by one.

The product reads the extracts and builds; only the test opens truths.json. A check must list every fault that was planted
for it and nothing else; where it rightly lists more, the rule for the rest is stated and tested.
"""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from queries.store import warehouse as built
from tests.support.extracts_of import csv_of, extract_days, list_of

CHECKS = Path(__file__).parents[2] / "queries" / "indicators" / "data_quality"
EXACT = ("ages_out_of_range", "answers_not_read", "closed_after_no_assessment", "closure_reason_and_date", "dates_in_the_future",
         "dates_out_of_order", "no_further_action_with_activity", "no_further_action_without_reason", "overlapping_episodes",
         "overlapping_plans", "previous_plans_disagree", "records_without_child", "unknown_codes")  # fmt: skip
FROM_BEFORE = ("activity_without_referral", "plan_without_conference")
BLANK = ("ethnicity_not_recorded", "disability_not_recorded")
UNPLANTED = ("children_of_one_list",)  # another id in one list would be a fault of other checks too
BESIDE = ("visits_recorded_late", "repeat_contacts_no_further_action", "rows_given_twice")


@pytest.fixture(scope="module")
def faults(invented) -> dict:
    return json.loads((invented / "truths.json").read_text(encoding="utf-8"))["faults"]


@pytest.fixture(scope="module")
def run(warehouse):
    """Runs a query on the performance team's build, which holds every record counted."""

    def query(sql: str, **parameters) -> pl.DataFrame:
        with built.read("performance", warehouse) as database:
            return database.run(sql, **parameters)

    return query


def told(faults, check, fate="listed") -> set:
    return {(kind, child_id, date.fromisoformat(day)) for kind, child_id, day in faults[check][fate]}


def counted(run, check, numerator=1) -> set:
    """The records a check lists, or clears, as (kind, child, day)."""
    rows = run("""SELECT record_id, category, child_id, event_date FROM counted
                  WHERE indicator = $check AND numerator = $numerator""", check=check, numerator=numerator)
    return {(kind(check, record_id, category), child_id, day) for record_id, category, child_id, day in rows.rows()}


def kind(check, record_id, category):
    return category if check == "answers_not_read" else record_id.split(": ")[0] if ": " in record_id else ""


def test_every_check_of_the_records_has_faults_planted_for_it(faults):
    checks = {file.stem for file in CHECKS.glob("*.sql")}
    assert len(checks) >= 19 and checks - {*UNPLANTED} <= set(faults) == {*EXACT, *FROM_BEFORE, *BLANK, *BESIDE}
    assert all(3 <= len(faults[check]["listed"]) <= 120 for check in faults)
    assert sum(bool(faults[check]["put_right"]) for check in faults) >= 7


@pytest.mark.parametrize("check", EXACT)
def test_a_check_lists_the_planted_faults_and_nothing_else(run, faults, check):
    assert counted(run, check) == told(faults, check)


@pytest.mark.parametrize("check", FROM_BEFORE)
def test_what_rests_on_a_record_older_than_the_extracts_is_listed_besides(run, faults, invented, check):
    """A referral or conference from before the first extract's six months is in none; what followed it is listed as without."""
    found, first = counted(run, check), extract_days(invented)[0]
    assert {each for each in found if each[2] >= first} == told(faults, check)
    assert {each for each in found if each[2] < first} and max(d for _, _, d in found - told(faults, check)) < date(2020, 9, 2)


def test_the_lists_of_the_invented_authority_share_their_children(run):
    """But for six, whose assessment or enquiry is the only record that the extracts have of them."""
    assert len(counted(run, "children_of_one_list")) == 6
    assert len(counted(run, "children_of_one_list", 0)) > 10_000


@pytest.mark.parametrize("check", BLANK)
def test_every_episode_of_a_child_without_an_answer_is_listed_and_no_other(run, faults, check):
    blank = set(faults[check]["children"]) | {child_id for _, child_id, _ in faults[check]["listed"]}
    found, clear = counted(run, check), counted(run, check, 0)
    assert {child_id for _, child_id, _ in found} == blank
    assert told(faults, check) <= found and not blank & {child_id for _, child_id, _ in clear}


def test_visits_on_record_before_they_were_made_are_listed_with_the_late_ones(run, faults):
    rows = run("SELECT child_id, event_date, days FROM counted WHERE indicator = 'visits_recorded_late' AND numerator = 1").rows()
    before = {("", child_id, day) for child_id, day, days in rows if days < 0}
    assert before == told(faults, "visits_recorded_late")
    assert all(days > 5 for _, _, days in rows if days >= 0)


def test_the_reports_that_came_again_are_listed_with_those_that_did_by_themselves(run, faults, invented):
    """The rest is counted from the extract: another contact of the child, so closed, for the same reason in three months."""
    contacts = csv_of(invented, "contact").filter(pl.col("reason").is_not_null(), outcome="NFA").sort("contact_date")
    days, again = defaultdict(list), set()
    for child_id, reason, day in contacts.select("child_id", "reason", "contact_date").rows():
        since = pl.select(pl.lit(day).dt.offset_by("-3mo")).item()
        if any(since <= earlier < day for earlier in days[child_id, reason]):
            again.add(("", child_id, day))
        days[child_id, reason].append(day)
    found = counted(run, "repeat_contacts_no_further_action")
    assert found == {each for each in again if each[2] >= min(day for _, _, day in found)} and len(found) > 500
    assert told(faults, "repeat_contacts_no_further_action") <= found


def test_rows_given_twice_are_listed_and_are_the_only_rows_turned_away(run, faults):
    rows = run("""SELECT record_id, event_date, received FROM counted
                  JOIN rejected ON file || ', ' || list || ', row ' || CAST(row_number AS VARCHAR) = record_id
                  WHERE indicator = 'rows_given_twice'""").rows()
    found = {(record_id.rpartition(", ")[0], received.split(" | ")[0], day) for record_id, day, received in rows}
    assert found == told(faults, "rows_given_twice") and len(rows) == len(found)
    assert run("SELECT COUNT(*) AS n FROM rejected WHERE scope = 'row'")["n"][0] == len(rows)


def test_a_fault_that_was_put_right_is_counted_as_in_order(run, faults):
    for check in [check for check in faults if faults[check]["put_right"]]:
        put_right = told(faults, check, "put_right")
        assert not put_right & counted(run, check)
        assert check == "answers_not_read" or put_right <= counted(run, check, 0)  # that check counts none that are in order


def test_a_fault_that_was_put_right_stood_in_an_earlier_extract(invented, faults):
    for _, child_id, start in told(faults, "dates_out_of_order", "put_right"):
        days = [day for day in extract_days(invented) if start <= day][:8]
        drawn = [list_of(invented, 4, day).filter(child_id=child_id, start=start) for day in days]
        rows = pl.concat(drawn, how="diagonal_relaxed")
        in_order = (rows["end"] >= rows["start"]).drop_nulls().to_list()
        assert in_order[0] is False and in_order[-1] is True
