"""The checks of the records counted a second time in plain Python, over random histories, and equal record by record."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.counting.test_second_count import LOOSE, compare
from tests.counting.test_second_count_rejected import CHILDREN, simple
from tests.counting.test_second_count_workforce import dense
from tests.support import histories

pytestmark = pytest.mark.slow

OPEN, LAST = histories.OPEN, histories.LAST
LINK, RECORDED = 45, 5  # the settings the histories are counted with


def of(rows, child):
    return [row for row in rows if row["child_id"] == child]


@LOOSE
@given(dense("cin_episode"), CHILDREN, st.lists(st.sampled_from(("Unknown", "No", "", None)), min_size=4, max_size=4))
def test_what_is_not_recorded(made, children, answers):
    children = [dict(child, disability=answer) for child, answer in zip(children, answers, strict=False)]
    found = histories.count(["ethnicity_not_recorded", "disability_not_recorded"], made | {"child": children})
    known = {child["child_id"]: child for child in children}
    for name, blank in (("ethnicity", {None, "", "NOBT"}), ("disability", {None, "", "Unknown"})):
        compare(found[f"{name}_not_recorded"], simple(
            made["cin_episode"], "cin_episode_id", "start_date",
            lambda row, name=name, blank=blank: known.get(row["child_id"], {}).get(name) in blank))


@LOOSE
@given(dense("cp_visit"), st.lists(st.integers(-2, 9), min_size=10, max_size=10))
def test_visits_recorded_late(made, delays):
    for row, delay in zip(made["cp_visit"], delays, strict=False):
        row["recorded_date"] = None if delay == 9 else row["visit_date"] + timedelta(delay)
    (found,) = histories.count(["visits_recorded_late"], made).values()
    expected = {}
    for row in made["cp_visit"]:
        if row["recorded_date"]:
            in_time = row["recorded_date"] in [row["visit_date"] + timedelta(n) for n in range(RECORDED + 1)]
            expected[f"{row['cp_visit_id']} {row['child_id']}"] = (row["visit_date"], int(not in_time), 1)
    compare(found, expected)


@LOOSE
@given(dense("referral", "assessment", "section_47", "conference", "cin_episode", "cp_plan", most=5),
       st.lists(st.integers(-3, 3), min_size=30, max_size=30))
def test_dates_in_the_future(made, shifts):
    """Some records are moved to the days around the last covered one, so that they and their ends fall on both sides of it."""
    kinds = {"referral": ("Referral", "referral_date"), "assessment": ("Assessment", "start_date"),
             "section_47": ("Section 47 enquiry", "start_date"), "conference": ("Conference", "conference_date"),
             "cin_episode": ("Episode of need", "start_date"), "cp_plan": ("Plan", "start_date")}
    every = [(table, row) for table in kinds for row in made[table]]
    for (table, row), shift in zip(every, shifts, strict=False):
        row[kinds[table][1]] = LAST + timedelta(shift) if shift else row[kinds[table][1]]
    (found,) = histories.count(["dates_in_the_future"], made).values()
    expected = {}
    for table, row in every:
        kind, own = kinds[table]
        said = [value for name, value in row.items() if name.endswith("_date") and value and value != OPEN
                and not (name == "end_date" and row["end_is_inferred"])]
        expected[f"{kind}: {row[f'{table}_id']}"] = (min(row[own], LAST), int(any(day > LAST for day in said)), 1)
    compare(found, expected)


@LOOSE
@given(dense("cp_plan", "cin_episode"))
def test_overlapping_spells(made):
    found = histories.count(["overlapping_plans", "overlapping_episodes"], made)
    for indicator, table in (("overlapping_plans", "cp_plan"), ("overlapping_episodes", "cin_episode")):
        rows, key = made[table], f"{table}_id"
        compare(found[indicator], simple(rows, key, "start_date", lambda row, rows=rows, key=key: any(
            (other["start_date"], other[key]) < (row["start_date"], row[key]) and other["end_date"] > row["start_date"]
            for other in of(rows, row["child_id"]))))


@LOOSE
@given(dense("cp_plan", "conference"), st.lists(st.integers(0, 9), max_size=6))
def test_plans_without_a_conference(made, moved):
    """Some conferences are moved to the day a plan of their child begins, or the day another ends."""
    for row, place in zip(made["conference"], moved, strict=False):
        plans = of(made["cp_plan"], row["child_id"])
        days = [p["start_date"] for p in plans] + [p["end_date"] for p in plans if p["end_date"] < OPEN]
        row["conference_date"] = days[place % len(days)] if days else row["conference_date"]
    (found,) = histories.count(["plan_without_conference"], made).values()

    def has_none(plan):
        others = [p for p in of(made["cp_plan"], plan["child_id"]) if p is not plan]  # itself may end on the day it starts
        ended = [p["end_date"] for p in others if p["end_date"] <= plan["start_date"]]
        return not [c for c in of(made["conference"], plan["child_id"]) if c["led_to_plan"] is not False
                    and max(ended, default=date.min) <= c["conference_date"] <= plan["start_date"]]

    compare(found, simple(made["cp_plan"], "cp_plan_id", "start_date", has_none))


@LOOSE
@given(dense("referral", "cin_episode", "assessment", "section_47", "cp_plan", most=5))
def test_activity_without_a_referral(made):
    (found,) = histories.count(["activity_without_referral"], made).values()
    expected = {}
    for table, kind in (("assessment", "Assessment"), ("section_47", "Section 47 enquiry"), ("cp_plan", "Plan")):
        for row in made[table]:
            before = [r for r in of(made["referral"], row["child_id"]) if r["referral_date"] <= row["start_date"]]
            before += [e for e in of(made["cin_episode"], row["child_id"]) if e["start_date"] <= row["start_date"]]
            expected[f"{kind}: {row[f'{table}_id']}"] = (row["start_date"], int(not before), 1)
    compare(found, expected)


@LOOSE
@given(dense("cp_visit", "allocation", "case_supervision", "contact", "meeting", "audit", "legal_advice"), CHILDREN)
def test_records_without_a_child(made, children):
    (found,) = histories.count(["records_without_child"], made | {"child": children}).values()
    held = {child["child_id"] for child in children}
    kinds = {"cp_visit": ("Visit", "visit_date"), "allocation": ("Allocation", "start_date"),
             "case_supervision": ("Case supervision", "supervision_date"), "contact": ("Contact", "contact_date"),
             "meeting": ("Meeting", "meeting_date"), "audit": ("Audit", "completed_date"),
             "legal_advice": ("Legal advice", "advice_date")}
    expected = {}
    for table, (kind, name) in kinds.items():
        for child in {row["child_id"] for row in made[table]}:
            day = max(row[name] or row["due_date"] for row in of(made[table], child))
            expected[f"{kind}: {child}"] = (day, int(child not in held), 1)
    compare(found, expected)


@LOOSE
@given(dense("referral", "cin_episode", "assessment", "section_47", "cp_plan", most=3))
def test_children_of_one_list(made):
    (found,) = histories.count(["children_of_one_list"], made).values()
    asked = {"assessment": "Assessment", "section_47": "Section 47 enquiry", "cp_plan": "Plan"}
    expected = {}
    for table, kind in asked.items():
        for child in {row["child_id"] for row in made[table]}:
            others = [row for other in ("referral", "cin_episode", *asked) if other != table for row in of(made[other], child)]
            day = min(row["start_date"] for row in of(made[table], child))
            expected[f"{kind}: {child}"] = (day, int(not others), 1)
    compare(found, expected)


def age_on(born, day):
    """Completed years; who was born on 29 February is a year older on 28 February of other years."""
    leap = (born.month, born.day) == (2, 29) and date(day.year, 3, 1) - timedelta(1) != date(day.year, 2, 28)
    birthday = (born.month, born.day) if (born.month, born.day) != (2, 29) or leap else (2, 28)
    return day.year - born.year - ((day.month, day.day) < birthday)


@LOOSE
@given(dense("referral", "cp_plan"), st.lists(st.sampled_from((0, 17, 18, 25, 26)), min_size=4, max_size=4),
       st.lists(st.integers(-3, 300), min_size=4, max_size=4), st.booleans())
def test_ages_out_of_range(made, years, days, blank):
    """Birthdays near the first day of the histories' second year, some in the future, one perhaps not known."""
    born = {child: date(2025 - age, 1, 1) + timedelta(n) for child, age, n in zip(histories.CHILDREN, years, days, strict=True)}
    born["D"] = None if blank else born["D"]
    children = [{"child_id": child, "birth_date": day} for child, day in born.items()]
    (found,) = histories.count(["ages_out_of_range"], made | {"child": children}).values()
    expected = {}
    for table, kind, own, oldest in (("referral", "Referral", "referral_date", 25), ("cp_plan", "Plan", "start_date", 17)):
        for row in made[table]:
            day, birth = row[own], born[row["child_id"]]
            if birth:
                wrong = age_on(birth, day) > oldest or (birth - day) > timedelta(weeks=40)
                expected[f"{kind}: {row[f'{table}_id']}"] = (day, int(wrong), 1)
    compare(found, expected)


@LOOSE
@given(dense("referral", "assessment", "section_47"), st.lists(st.sampled_from((0, 1, 44, 45, 46)), max_size=10))
def test_no_further_action_with_activity(made, gaps):
    """Some activity is moved near a referral of its child, where the days allowed decide."""
    for row, gap in zip([*made["assessment"], *made["section_47"]], gaps, strict=False):
        near = of(made["referral"], row["child_id"])
        row["start_date"] = near[0]["referral_date"] + timedelta(gap) if near else row["start_date"]
    (found,) = histories.count(["no_further_action_with_activity"], made).values()
    activity = [*made["assessment"], *made["section_47"]]

    def belongs(each, referral):
        latest = max((r["referral_date"] for r in of(made["referral"], each["child_id"])
                      if r["referral_date"] <= each["start_date"]), default=None)
        return latest == referral["referral_date"] and (each["start_date"] - latest).days <= LINK

    closed = [row for row in made["referral"] if row["no_further_action"]]
    compare(found, simple(closed, "referral_id", "referral_date",
                          lambda row: any(belongs(each, row) for each in of(activity, row["child_id"]))))


@LOOSE
@given(dense("cin_episode", "assessment"), st.lists(st.sampled_from(("Closed episode", "Open assessment", None)),
                                                                min_size=10, max_size=10))
def test_closures(made, statuses):
    episodes = [dict(row, case_status=status) for row, status in zip(made["cin_episode"], statuses, strict=False)]
    found = histories.count(["closure_reason_and_date", "closed_after_no_assessment"], made | {"cin_episode": episodes})
    dated, unassessed = {}, {}
    for row in episodes:
        closed, reason = histories.ended(row), row["closure_reason"]
        if closed or reason:
            day = row["end_date"] if closed else row["start_date"]
            dated[row["cin_episode_id"]] = (day, int(not (closed and reason)), 1)
        if closed and reason in ("RC8", "RC9"):
            within = [a for a in of(made["assessment"], row["child_id"])
                      if row["start_date"] <= a["start_date"] <= row["end_date"]]
            unassessed[row["cin_episode_id"]] = (row["end_date"], int(not within), 1)
    compare(found["closure_reason_and_date"], dated)
    compare(found["closed_after_no_assessment"], unassessed)


@LOOSE
@given(dense("cp_plan"))
def test_previous_plans_disagree(made):
    (found,) = histories.count(["previous_plans_disagree"], made).values()
    compare(found, simple(made["cp_plan"], "cp_plan_id", "start_date", lambda row: row["previous_plans"] is not None and len(
        [p for p in of(made["cp_plan"], row["child_id"]) if p["start_date"] < row["start_date"]]) > row["previous_plans"]))
