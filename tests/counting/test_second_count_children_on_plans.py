"""Children on plans at each month end, counted a second time in plain Python from the definitions, record by record."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from tests.counting.test_second_count import compare
from tests.counting.test_second_count_child_protection import FEW, crowd, edged, months_after, working_days_between
from tests.support import histories

pytestmark = pytest.mark.slow


def on_plans(plans):
    """Every child on a plan at every month end: (record, day, plan), on the plan with the last id if several are open."""
    for day in histories.month_ends():
        for child in {plan["child_id"] for plan in plans}:
            standing = [p for p in plans if p["child_id"] == child and p["start_date"] <= day < p["end_date"]]
            if standing:
                plan = max(standing, key=lambda p: p["cp_plan_id"])
                yield f"{plan['cp_plan_id']} {day}", day, plan


def own(rows, plan, *conditions):
    """The rows of the plan's child that meet every condition."""
    return [row for row in rows if row["child_id"] == plan["child_id"] and all(each(row) for each in conditions)]


@FEW
@given(histories.history("cp_plan").map(crowd).map(lambda made: edged(made, 4)))
def test_how_long_plans_have_been_open(made):
    found = histories.count(["children_on_plans_rate", "plans_over_15_months", "plans_two_years_or_more"], made)
    standing = list(on_plans(made["cp_plan"]))
    compare(found["children_on_plans_rate"], {record: (day, 1, 1) for record, day, _ in standing})
    compare(found["plans_over_15_months"], {
        record: (day, int(day > months_after(plan["start_date"], 15)), 1) for record, day, plan in standing})
    compare(found["plans_two_years_or_more"], {
        record: (day, int(plan["start_date"] + timedelta(730) <= day), 1) for record, day, plan in standing})


@FEW
@given(histories.history("cp_plan", "cp_visit", "child", most=20))
def test_seeing_children_on_plans(made):
    made["child"] = made["child"][:2]
    for row, child in zip(made["child"], "AD", strict=False):  # the two children that `crowd` makes of four
        row["child_id"] = child
    made = crowd(made)
    for place, row in enumerate(made["child"]):
        row["birth_date"] = row["birth_date"] and months_after(row["birth_date"], -12 * (place % 4))
    visits = sorted(made["cp_visit"], key=lambda v: v["child_id"])
    for place, (first, second) in enumerate(pairwise(visits)):
        if place % 3 == 0:  # on one day the child is seen, with others there; another visit of that day says otherwise
            first |= {"seen": True, "seen_alone": "No"}
            second |= {"visit_date": first["visit_date"], "seen": place % 2 == 0, "seen_alone": "Yes"}
    ids = ["visits_on_time", "days_since_last_seen", "seen_alone"]
    found = histories.count(ids, made, visit_alone_from_age=2)
    on_time, since, alone = {}, {}, {}
    for record, day, plan in on_plans(made["cp_plan"]):
        seen = own(made["cp_visit"], plan, lambda v: v["seen"] is True, lambda v, day=day: v["visit_date"] <= day)
        gap = (day - max([plan["start_date"], histories.FIRST] + [v["visit_date"] for v in seen])).days
        on_time[record], since[record] = (day, int(gap <= 28), 1), (day, gap, 1)
        births = [child["birth_date"] for child in made["child"] if child["child_id"] == plan["child_id"] and child["birth_date"]]
        if births and months_after(births[0], 24) <= day:
            last = max((v["visit_date"] for v in seen if v["visit_date"] >= plan["start_date"]), default=None)
            alone[record] = (day, int(any(v["seen_alone"] == "Yes" for v in seen if v["visit_date"] == last)), 1)
    compare(found["visits_on_time"], on_time)
    compare(found["days_since_last_seen"], since)
    compare(found["seen_alone"], alone)


@FEW
@given(histories.history("cp_plan", "assessment", most=8).map(crowd).map(edged))
def test_plans_without_a_current_assessment(made):
    found = histories.count(["plans_without_current_assessment"], made, assessment_current_months=3)
    expected = {}
    for record, day, plan in on_plans(made["cp_plan"]):
        if months_after(day, -3) >= histories.FIRST:
            current = own(made["assessment"], plan, histories.ended,
                          lambda a, day=day: months_after(day, -3) <= a["end_date"] <= day)
            expected[record] = (day, int(not current), 1)
    compare(found["plans_without_current_assessment"], expected)


def reviewed_on_time(plan, day, reviews):
    """Whether no review of the plan was late by a day; of an older plan than the record, since the record began."""
    began = max(plan["start_date"], histories.FIRST)
    due = months_after(began, 3 if plan["start_date"] >= histories.FIRST else 6)
    for review in sorted({r["meeting_date"] for r in reviews if began < r["meeting_date"] <= day}):
        if review > due:
            return False
        due = months_after(review, 6)
    return day <= due


@FEW
@given(histories.history("cp_plan", "meeting", most=16).map(crowd).map(lambda made: edged(made, 2)))
def test_reviews_on_time(made):
    for place, row in enumerate(made["meeting"]):  # most are reviews, so that some plans have every one
        row["meeting_type"] = "REVIEW CONFERENCE" if place % 4 else row["meeting_type"]
    found = histories.count(["reviews_on_time"], made)
    expected = {}
    for record, day, plan in on_plans(made["cp_plan"]):
        if months_after(plan["start_date"], 3) <= day:
            reviews = own(made["meeting"], plan, lambda m: m["meeting_type"] == "REVIEW CONFERENCE")
            expected[record] = (day, int(reviewed_on_time(plan, day, reviews)), 1)
    compare(found["reviews_on_time"], expected)


@FEW
@given(histories.history("cp_plan", "meeting", "cp_review", most=8).map(crowd).map(lambda made: edged(made, 2)))
def test_reviews_overdue(made):
    found = histories.count(["reviews_overdue"], made)
    expected = {}
    for record, day, plan in on_plans(made["cp_plan"]):
        start = plan["start_date"]
        held = [m["meeting_date"] for m in own(made["meeting"], plan, lambda m: m["meeting_type"] == "REVIEW CONFERENCE")]
        held += [r["review_date"] for r in own(made["cp_review"], plan)] + [histories.FIRST]
        last = max((each for each in held if start < each <= day), default=None)
        due = months_after(last, 6) if last else months_after(start, 3)
        expected[record] = (day, int(day > due), 1)
    compare(found["reviews_overdue"], expected)


@FEW
@given(histories.history("cp_plan", "meeting", most=16).map(crowd))
def test_core_groups_on_time(made):
    for place, plan in enumerate(made["cp_plan"]):  # some plans are older than the record of meetings
        plan["start_date"] -= timedelta(200 * (place % 2))
    found = histories.count(["core_groups_on_time"], made)
    expected = {}
    for record, day, plan in on_plans(made["cp_plan"]):
        start = plan["start_date"]
        met = own(made["meeting"], plan, lambda m: m["meeting_type"] == "CORE GROUP",
                  lambda m, start=start, day=day: start <= m["meeting_date"] <= day)
        days = [m["meeting_date"] for m in met] + ([histories.FIRST] if start < histories.FIRST else [])
        up_to_date = (day - max(days)).days <= 42 if days else working_days_between(start, day) <= 10
        expected[record] = (day, int(up_to_date), 1)
    compare(found["core_groups_on_time"], expected)
