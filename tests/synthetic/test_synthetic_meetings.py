"""The invented authority's meetings, audits and legal advice fit the children's own records, and its truths the files."""

import json
from collections import Counter
from datetime import date

import polars as pl
import pytest

from data.synthetic import dates, local
from tests.support.extracts_of import all_of, csv_of, extract_days, list_of, without

SETTLED = date(2020, 12, 1)  # from here on the workbooks show every plan and enquiry that the meetings were about


@pytest.fixture(scope="module")
def meetings(invented) -> pl.DataFrame:
    return csv_of(invented, "meeting")


@pytest.fixture(scope="module")
def truths(invented) -> dict:
    return json.loads((invented / "truths.json").read_text(encoding="utf-8"))


def of_kind(meetings, kind) -> set:
    return set(meetings.filter(meeting_type=kind).select("child_id", "meeting_date").rows())


def test_the_initial_conferences_are_those_of_list_5(invented, meetings):
    """But for those of the first weeks, whose enquiry began before the first extract looks back, and for planted faults."""
    mistyped = ("dates_out_of_order", "dates_in_the_future", "plan_without_conference")
    rows = without(all_of(invented, 5), invented, *mistyped).filter(pl.col("conference").is_not_null())
    listed = set(rows.select("child_id", "conference").rows())
    held = of_kind(without(meetings, invented, *mistyped), "INITIAL CONFERENCE")
    assert listed <= held and len(listed) > 1500
    assert {each for each in held if each[1] >= SETTLED} <= listed


def test_the_reviews_are_those_of_list_7(invented, meetings):
    reviews, first = of_kind(meetings, "REVIEW CONFERENCE"), meetings["meeting_date"].min()
    for day in extract_days(invented)[8::16]:
        rows = without(list_of(invented, 7, day), invented, "dates_out_of_order").filter(pl.col("reviewed") >= first)
        assert rows.height > 100 and set(rows.select("child_id", "reviewed").rows()) <= reviews


def test_meetings_are_held_about_children_on_plans_and_on_working_days(invented, meetings):
    plans = all_of(invented, 7).unique(["child_id", "start"], keep="last").select("child_id", "start", "end")
    groups = meetings.filter(pl.col("meeting_date") >= SETTLED, meeting_type="CORE GROUP").unique(["child_id", "meeting_date"])
    on_plan = groups.join(plans, on="child_id").filter(
        pl.col("meeting_date") >= pl.col("start"), pl.col("meeting_date") < pl.col("end").fill_null(date(9999, 12, 31)))
    assert on_plan.select("child_id", "meeting_date").n_unique() == groups.height
    assert all(dates.is_working(day.toordinal()) for day in groups["meeting_date"].unique())
    assert meetings.filter(meeting_type="BOARD")["child_id"].null_count() == meetings.filter(meeting_type="BOARD").height
    assert meetings.select("meeting_id", "child_id", "agency").is_unique().all()


def test_brothers_and_sisters_share_a_meeting_and_whoever_came_came_for_all(meetings):
    shared = meetings.filter(pl.col("child_id").is_not_null()).group_by("meeting_id", "agency").agg(
        pl.col("child_id").n_unique().alias("children"), pl.col("attended").n_unique().alias("answers"))
    assert (shared["answers"] == 1).all() and 0.2 < (shared["children"] > 1).mean() < 0.9


def test_who_came_is_as_told(meetings, truths):
    counts = Counter()
    for kind, agency, attended in meetings.select("meeting_type", "agency", "attended").rows():
        side = {"CORE GROUP": "core_groups", "BOARD": "board"}.get(kind, "conferences")
        counts.update({(side, agency, "asked"): 1, (side, agency, "came"): attended == "Yes"})
    planted = truths["planted"]["attendance"] | {"board": truths["planted"]["board_attendance"]["counts"]}
    told = {(side, agency, name): count for side in ("core_groups", "conferences", "board")
            for agency, each in planted[side].items() for name, count in each.items()}
    assert counts == told


def test_audits_are_due_every_month_and_nothing_is_known_before_it_happened(invented, truths):
    audits, last = csv_of(invented, "audit"), extract_days(invented)[-1]
    assert set(audits.group_by(pl.col("due_date").dt.strftime("%Y-%m")).len()["len"]) == {24}
    assert audits["due_date"].dt.strftime("%Y-%m").n_unique() == len(truths["months"])
    for name in ("completed_date", "response_date"):
        assert audits[name].max() <= last
    undone = audits.filter(pl.col("completed_date").is_null())
    assert undone.select("grade", "response_due_date", "response_date").null_count().row(0) == (undone.height,) * 3
    assert (audits["response_date"] > audits["completed_date"]).all()
    answers = truths["planted"]["audits"]["answers"]
    assert answers["before"]["asked"] + answers["after"]["asked"] == audits["response_due_date"].count()


def test_legal_advice_is_taken_during_a_plan(invented):
    plans = all_of(invented, 7).unique(["child_id", "start"], keep="last").select("child_id", "start", "end")
    advice = csv_of(invented, "legal_advice")
    during = advice.join(plans, on="child_id").filter(
        pl.col("advice_date") >= pl.col("start"), pl.col("advice_date") < pl.col("end").fill_null(date(9999, 12, 31)))
    assert during["legal_advice_id"].n_unique() == advice.height > 300


def test_visits_are_on_record_after_they_were_made(invented):
    visits, last = without(csv_of(invented, "visit"), invented, "visits_recorded_late"), extract_days(invented)[-1]
    waits = (visits["recorded_date"] - visits["visit_date"]).dt.total_days()
    assert waits.min() == 0 and visits["recorded_date"].max() <= last and waits.max() < 40


def test_every_extract_has_the_headers_the_product_documents():
    from data import templates

    documented = {extract[6:]: tuple(column.name for column in each) for extract, each in templates.columns().items()}
    assert documented == local.HEADERS
