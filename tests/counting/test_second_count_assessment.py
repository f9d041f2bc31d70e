"""Assessments, and what came of closing and stepping down, counted a second time in plain Python, record by record."""

from datetime import timedelta

import pytest
from hypothesis import given

from tests.counting.test_second_count import compare
from tests.counting.test_second_count_front_door import MANY, assessed_soon, belongs_to, known, meeting, own, within
from tests.support import histories

pytestmark = pytest.mark.slow

NO_HELP_ENDED = ("RC2", "RC5", "RC6", "RC8", "RC9")


def weekdays_after(first, last):
    """Working days after the first day, up to and including the last; the histories know no bank holidays."""
    return sum((first + timedelta(n)).weekday() < 5 for n in range(1, (last - first).days + 1))


def waited(assessment, referrals, day):
    """Working days from the referral that an assessment belongs to, or else from its own start, to a day."""
    referral = belongs_to(assessment, referrals)
    return weekdays_after(referral["referral_date"] if referral else assessment["start_date"], day)


def clocks_known(day):
    """Whether the referrals are held of every day on which the clock of an assessment still in time on a day can have begun."""
    began = day
    while weekdays_after(began - timedelta(1), day) <= 45:
        began -= timedelta(1)
    return began - timedelta(45) >= histories.FIRST


def lasting(made):
    """A history in which many assessments end near the 45th working day after the referral, that is the 63rd day."""
    made = assessed_soon(made)
    for place, row in enumerate(made["assessment"]):
        referral = belongs_to(row, made["referral"])
        if place % 3 and referral:
            end = referral["referral_date"] + timedelta(61 + (row["start_date"].day + place) % 5)
            row["end_date"] = max(end, row["start_date"])
        elif row["end_date"] is None and place % 2:
            row["end_date"] = histories.OPEN
    return made


@MANY
@given(histories.history("referral", "assessment", most=14))
def test_assessments_on_time(made):
    made = lasting(made)
    found = histories.count(["assessments_on_time"], made)
    expected = {}
    for each in made["assessment"]:
        end = each["end_date"]
        if histories.ended(each) and known(end, 6):
            expected[each["assessment_id"]] = (end, int(waited(each, made["referral"], end) <= 45), 1)
    compare(found["assessments_on_time"], expected)


@MANY
@given(histories.history("referral", "assessment", most=14))
def test_assessments_overdue(made):
    made = lasting(made)
    for place, row in enumerate(made["assessment"]):  # month ends near the 45th working day too
        referral = belongs_to(row, made["referral"])
        if referral and place % 2:
            later = [day for day in histories.month_ends() if day > referral["referral_date"] + timedelta(66)]
            if later:
                days = (later[0] - timedelta(61 + place % 5)) - referral["referral_date"]
                for moving in made["referral"]:
                    if moving is referral:
                        moving["referral_date"] += days
                row["start_date"], row["end_date"] = row["start_date"] + days, None
        elif place % 4 == 2:
            row["end_date"] = next((day for day in histories.month_ends() if day > row["start_date"]), None)
    found = histories.count(["assessments_overdue"], made)
    expected = {}
    for day in histories.month_ends():
        for each in made["assessment"]:
            if each["start_date"] <= day and (each["end_date"] or histories.OPEN) > day and clocks_known(day):
                late = waited(each, made["referral"], day) > 45
                expected[f"{each['assessment_id']} {day}"] = (day, int(late), 1)
    compare(found["assessments_overdue"], expected)


@MANY
@given(histories.history("assessment", "child"))
def test_child_seen(made):
    children = [row | {"birth_date": made["assessment"][place]["end_date"] or row["birth_date"]}
                if place < len(made["assessment"]) and place % 2 else row for place, row in enumerate(made["child"])]
    found = histories.count(["child_seen_in_assessment"], made | {"child": children})
    expected = {}
    for each in made["assessment"]:
        births = [child["birth_date"] for child in own(children, each["child_id"]) if child["birth_date"]]
        if histories.ended(each) and not any(birth > each["end_date"] for birth in births):
            expected[each["assessment_id"]] = (each["end_date"], int(each["child_seen"] == "Yes"), 1)
    compare(found["child_seen_in_assessment"], expected)


@MANY
@given(histories.history("referral", "cin_episode", most=14))
def test_closed_and_referred_again(made):
    made = meeting(made, "referral", 6, "cin_episode")
    episodes = [row | {"case_status": ("Open assessment", "Child in need plan", None)[row["start_date"].day % 3]}
                for row in made["cin_episode"]]
    found = histories.count(["referred_again_after_closure", "referred_again_after_assessment"], made | {"cin_episode": episodes})
    helped, not_in_need = {}, {}
    for episode in episodes:
        day, reason = episode["end_date"], episode["closure_reason"]
        back = any(within(day, r["referral_date"], 6) for r in own(made["referral"], episode["child_id"]))
        vanished = reason is None and episode["case_status"] == "Open assessment"
        if histories.ended(episode) and reason not in NO_HELP_ENDED and not vanished:
            helped[episode["cin_episode_id"]] = (day, int(back), 1)
        elif reason in ("RC8", "RC9") and histories.ended(episode):
            not_in_need[episode["cin_episode_id"]] = (day, int(back), 1)
    compare(found["referred_again_after_closure"], helped)
    compare(found["referred_again_after_assessment"], not_in_need)


@MANY
@given(histories.history("cp_plan", "cin_episode", "referral", most=14))
def test_returned_after_step_down(made):
    made = meeting(meeting(made, "cp_plan", 6), "referral", 6, "cp_plan")
    whole = {"cin_episode_id": "whole", "child_id": "A", "start_date": histories.FIRST, "end_date": histories.OPEN,
             "end_is_inferred": False}
    for place, episode in enumerate(made["cin_episode"]):  # some end on, or begin with, the very day a plan ends
        plan = made["cp_plan"][place % len(made["cp_plan"])] if made["cp_plan"] else None
        if plan and place % 3 and plan["end_date"] != histories.OPEN:
            name, other = (("start_date", 0), ("end_date", 1))[place % 2]
            episode |= {"child_id": plan["child_id"], name: plan["end_date"]}
            if episode["end_date"] <= episode["start_date"]:
                episode |= {"start_date": plan["end_date"] - timedelta(30 * other),
                            "end_date": plan["end_date"] + timedelta(30 * (1 - other))}
    made["cin_episode"] += [whole] * (len(made["referral"]) % 2)
    found = histories.count(["returned_after_step_down"], made)
    expected = {}
    for plan in made["cp_plan"]:
        day, child = plan["end_date"], plan["child_id"]
        if histories.ended(plan) and any(e["start_date"] <= day < e["end_date"] for e in own(made["cin_episode"], child)):
            days = [r["referral_date"] for r in own(made["referral"], child)]
            days += [p["start_date"] for p in own(made["cp_plan"], child)]
            expected[plan["cp_plan_id"]] = (day, int(any(within(day, each, 6) for each in days)), 1)
    compare(found["returned_after_step_down"], expected)


@MANY
@given(histories.history("cin_episode", "child_seen", "child", most=14))
def test_days_since_children_in_need_were_seen(made):
    made["child"] = made["child"][:1]
    found = histories.count(["days_since_child_in_need_seen"], made)
    expected = {}
    for day in histories.month_ends():
        for child in histories.CHILDREN:
            runs = [e for e in own(made["cin_episode"], child) if e["start_date"] <= day < e["end_date"]]
            if not runs or any(c["birth_date"] and c["birth_date"] > day for c in own(made["child"], child)):
                continue
            episode = max(runs, key=lambda e: e["cin_episode_id"])
            seen = [s["seen_date"] for s in own(made["child_seen"], child) if s["seen_date"] <= day]
            days = (day - max([episode["start_date"], *seen])).days
            expected[f"{episode['cin_episode_id']} {day}"] = (day, days, 1)
    compare(found["days_since_child_in_need_seen"], expected)
