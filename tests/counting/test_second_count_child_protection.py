"""The path to a plan and the plans themselves, counted a second time in plain Python from the definitions, record by record."""

import calendar
import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from tests.counting.test_second_count import LOOSE, compare
from tests.support import histories

pytestmark = pytest.mark.slow

FEW = settings(LOOSE, max_examples=8)  # each is a crowd of histories

LONG_AGO = date(2019, 1, 1)
LONG_COVERED = [{"model_table": "cp_plan", "file": "f", "covered_from": LONG_AGO, "covered_to": histories.LAST}]


def crowd(made, copies=16):
    """Many histories in one: each copy has two children of its own, so that things meet, and its days are moved a little."""
    chance = random.Random(1)
    return {table: [_moved(row, copy, chance) for copy in range(copies) for row in rows] for table, rows in made.items()}


def _moved(row, copy, chance):
    child = f"{'A' if row['child_id'] in 'AB' else 'B'}{copy}"
    moved = {name: f"{cell} {copy}" for name, cell in row.items() if name.endswith("_id") and cell is not None}
    moved["child_id"] = child
    days = [name for name, cell in row.items() if isinstance(cell, date) and cell != histories.OPEN and name != "end_date"]
    moved |= {name: min(max(row[name] + timedelta(chance.randint(-45, 45)), histories.FIRST), histories.LAST) for name in days}
    if row.get("end_date") not in (None, histories.OPEN):
        moved["end_date"] = moved["start_date"] + (row["end_date"] - row["start_date"])
    return row | moved


def edged(made, years=1):
    """The same with every day at an edge of its month, and spells begun up to `years` years earlier."""
    rows = {table: [_edged(row, place % years) for place, row in enumerate(rows)] for table, rows in made.items()}
    return {table: [row for row in each if row.get("end_date") is None or row["start_date"] < row["end_date"]]
            for table, each in rows.items()}


def _edged(row, years):
    days = {name: day for name, day in row.items() if isinstance(day, date) and day != histories.OPEN}
    moved = {name: months_after(day, -12 * years * (name in ("start_date", "end_date"))) for name, day in days.items()}
    lasts = {name: calendar.monthrange(day.year, day.month)[1] for name, day in moved.items()}
    return row | {name: day.replace(day=(1, 2, lasts[name] - 1, lasts[name])[day.day % 4]) for name, day in moved.items()}


def months_after(day, months):
    """So many calendar months after a day; the last of the month where that day does not exist."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def is_repeat(plan, plans):
    """Whether a plan is a second or subsequent one: as recorded, or by an earlier one held."""
    if plan["previous_plans"] is not None:
        return plan["previous_plans"] > 0
    return any(p["child_id"] == plan["child_id"] and p["start_date"] < plan["start_date"] for p in plans)


def working_days_between(first, last):
    """Weekdays after the first day up to and including the last; the histories know no bank holidays."""
    return sum((first + timedelta(n)).weekday() < 5 for n in range(1, (last - first).days + 1))


def enquiry_of(conference, enquiries):
    """The enquiry a conference came from: the one it names, or else the child's latest of the 60 days up to it."""
    held, own = conference["conference_date"], [e for e in enquiries if e["child_id"] == conference["child_id"]]
    before = [e for e in own if e["start_date"] <= held]
    if conference["section_47_id"] is not None:
        return next((e for e in before if e["section_47_id"] == conference["section_47_id"]), None)
    recent = [e for e in before if (held - e["start_date"]).days <= 60]
    return max(recent, key=lambda e: (e["start_date"], e["section_47_id"]), default=None)


@FEW
@given(histories.history("section_47", "conference").map(crowd))
def test_the_path_from_an_enquiry_to_a_plan(made):
    ids = ["section_47_enquiries", "section_47_to_conference", "conferences_on_time", "conferences_to_plan"]
    found = histories.count(ids, made)
    enquiries, conferences = made["section_47"], made["conference"]
    came_from = {c["conference_id"]: enquiry_of(c, enquiries) for c in conferences}
    led = {enquiry["section_47_id"] for enquiry in came_from.values() if enquiry}
    compare(found["section_47_enquiries"], {e["section_47_id"]: (e["start_date"], 1, 1) for e in enquiries})
    compare(found["section_47_to_conference"],
            {e["section_47_id"]: (e["start_date"], int(e["section_47_id"] in led), 1) for e in enquiries})
    on_time = {}
    for conference in conferences:
        began = came_from[conference["conference_id"]]
        if began:
            days = working_days_between(began["start_date"], conference["conference_date"])
            on_time[conference["conference_id"]] = (conference["conference_date"], int(days <= 15), 1)
    compare(found["conferences_on_time"], on_time)
    compare(found["conferences_to_plan"], {c["conference_id"]: (c["conference_date"], int(c["led_to_plan"]), 1)
                                           for c in conferences if c["led_to_plan"] is not None})


@FEW
@given(histories.history("cp_plan").map(crowd).map(lambda made: edged(made, 4)))
def test_plans_started_and_ended(made):
    ids = ["plans_started", "plans_ended", "plans_ended_within_3_months", "second_or_subsequent_plans"]
    found, plans = histories.count(ids, made), made["cp_plan"]
    ended = [plan for plan in plans if histories.ended(plan)]
    compare(found["plans_started"], {plan["cp_plan_id"]: (plan["start_date"], 1, 1) for plan in plans})
    compare(found["plans_ended"], {plan["cp_plan_id"]: (plan["end_date"], 1, 1) for plan in ended})
    compare(found["plans_ended_within_3_months"], {
        plan["cp_plan_id"]: (plan["end_date"], int(plan["end_date"] <= months_after(plan["start_date"], 3)), 1)
        for plan in ended})
    compare(found["second_or_subsequent_plans"], {
        plan["cp_plan_id"]: (plan["start_date"], int(is_repeat(plan, plans)), 1) for plan in plans})


@FEW
@given(histories.history("cp_plan").map(crowd).map(lambda made: edged(made, 4)))
def test_plans_again_within_24_months(made):
    ids, plans = ["plans_again_within_24_months", "days_since_previous_plan"], made["cp_plan"]
    found = histories.count(ids, made | {"coverage": LONG_COVERED})
    again, waited = {}, {}
    for plan in plans:
        start = plan["start_date"]
        if months_after(start.replace(day=1), -24) < LONG_AGO:
            continue
        before = [p for p in plans if p["child_id"] == plan["child_id"] and p["start_date"] < start
                  and months_after(start, -24) <= p["end_date"] <= start]
        gave_way = any(p["end_date"] == start for p in before)  # the list named the new plan in the old one's place
        again[plan["cp_plan_id"]] = (start, int(gave_way or any(histories.ended(p) for p in before)), 1)
        last = max((p["end_date"] for p in before), default=None)
        if any(histories.ended(p) and p["end_date"] == last for p in before):
            waited[plan["cp_plan_id"]] = (start, (start - last).days, 1)
    compare(found["plans_again_within_24_months"], again)
    compare(found["days_since_previous_plan"], waited)


@FEW
@given(histories.history("cp_plan", "legal_advice").map(crowd).map(lambda made: edged(made, 2)))
def test_repeat_plans_and_legal_advice(made):
    found = histories.count(["repeat_plan_to_legal_advice", "repeat_plans_without_legal_advice"], made)
    plans, waited, without = made["cp_plan"], {}, {}
    for plan in plans:
        start, end = plan["start_date"], plan["end_date"]
        if start < histories.FIRST or not is_repeat(plan, plans):
            continue
        days = sorted(a["advice_date"] for a in made["legal_advice"]
                      if a["child_id"] == plan["child_id"] and start <= a["advice_date"] < end)
        if days:
            waited[plan["cp_plan_id"]] = (days[0], (days[0] - start).days, 1)
        for day in histories.month_ends():
            rivals = [p["cp_plan_id"] for p in plans
                      if p["child_id"] == plan["child_id"] and p["start_date"] <= day < p["end_date"]]
            if start <= day < end and plan["cp_plan_id"] == max(rivals):
                without[f"{plan['cp_plan_id']} {day}"] = (day, int(not any(d <= day for d in days)), 1)
    compare(found["repeat_plan_to_legal_advice"], waited)
    compare(found["repeat_plans_without_legal_advice"], without)


@FEW
@given(histories.history("meeting", most=20))
def test_attendance_by_agency(made):
    rows = made["meeting"]
    for place, (first, second) in enumerate(zip(rows[::2], rows[1::2], strict=False)):  # rows of one meeting, child and agency
        shared = ("meeting_id", "meeting_type", "meeting_date", "child_id", "agency")[:3 + place % 3]
        second.update({name: first[name] for name in shared})
        first["attended"] = not second["attended"] if place % 4 == 2 else first["attended"]
    made = crowd(made)
    for row in made["meeting"]:  # moved together again
        row["meeting_date"] = next(r["meeting_date"] for r in made["meeting"] if r["meeting_id"] == row["meeting_id"])
    found = histories.count(["attendance_at_conferences", "attendance_at_core_groups"], made)
    for name, kinds in (("attendance_at_conferences", ("INITIAL CONFERENCE", "REVIEW CONFERENCE")),
                        ("attendance_at_core_groups", ("CORE GROUP",))):
        asked = {}
        for row in made["meeting"]:
            if row["meeting_type"] in kinds and row["attended"] is not None:
                key = f"{row['meeting_id']} {row['child_id']} {row['agency']}"
                came = row["attended"] or (key in asked and asked[key][1] == 1)
                asked[key] = (row["meeting_date"], int(came), 1)
        compare(found[name], asked)
