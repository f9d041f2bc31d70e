"""Supervision, caseloads and changes of worker counted a second time in plain Python, over random histories.

Gaps are walked day by day, from the definition in words at the top of queries/model/open_gap.sql.
"""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.counting.test_second_count import LOOSE, compare
from tests.support import histories

pytestmark = pytest.mark.slow

STANDARD, RECORDED = 31, 5  # the settings the histories are counted with


def on_month_ends(made):
    """The same history with every day moved to the end of its month, so that things fall on the days that decide."""
    def moved(value):
        is_day = isinstance(value, date) and value != histories.OPEN
        return value.replace(day=calendar.monthrange(value.year, value.month)[1]) if is_day else value
    return {table: [{name: moved(value) for name, value in row.items()} for row in rows] for table, rows in made.items()}


def dense(*tables, most=10):
    """Histories as they are drawn, and histories on month ends."""
    return st.one_of(histories.history(*tables, most=most), histories.history(*tables, most=most).map(on_month_ends))


def holds(spell, day):
    return spell["start_date"] <= day < spell["end_date"]


def months_from(day, months):
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def compare_known(found, expected):
    """As `compare`; month ends after the last covered day are among neither."""
    compare([row for row in found if row["event_date"] <= histories.LAST], expected)


def child_gaps(made, oversight=False):
    """(plan, month end) → days since the child was last discussed, walked back from the month end."""
    found = {}
    for plan in made["cp_plan"]:
        held = {s["supervision_date"] for s in made["case_supervision"]
                if s["child_id"] == plan["child_id"] and s["status"] == "HELD"
                and (oversight or s["supervision_type"] != "OVERSIGHT")}
        for day in histories.month_ends():
            if holds(plan, day):
                back = day
                while back not in held and back > plan["start_date"] and back > histories.FIRST:
                    back -= timedelta(1)
                found[f"{plan['cp_plan_id']} {day}"] = (day, (day - back).days)
    return found


@LOOSE
@given(dense("cp_plan", "case_supervision"), st.booleans())
def test_supervision_of_children_on_plans(made, oversight):
    found = histories.count(["case_supervision_gap", "case_supervision_on_time"], made, supervision_oversight_counts=oversight)
    gaps = child_gaps(made, oversight)
    compare_known(found["case_supervision_gap"], {key: (day, gap, 1) for key, (day, gap) in gaps.items()})
    compare_known(found["case_supervision_on_time"], {key: (day, int(gap <= STANDARD), 1) for key, (day, gap) in gaps.items()})


def at_work_since(posts, day):
    """The first day of the unbroken time at work that reaches `day`; a post may begin the day after the last one ended."""
    start = day
    while True:
        earlier = [p["start_date"] for p in posts if p["start_date"] < start and start - timedelta(1) <= p["end_date"]]
        if not earlier:
            return start
        start = min(earlier)


def worker_gaps(made):
    """(worker, month end) → the day, days of gap, and whether the worker is newly qualified."""
    found = {}
    for worker in histories.WORKERS:
        posts = [p for p in made["worker"] if p["worker_id"] == worker]
        away = [a for a in made["worker_absence"] if a["worker_id"] == worker]
        held = {s["supervision_date"] for s in made["worker_supervision"] if s["worker_id"] == worker and s["status"] == "HELD"}
        for day in histories.month_ends():
            now = [p for p in posts if holds(p, day)]
            if not now or any(holds(a, day) for a in away):
                continue
            latest = max(p["start_date"] for p in now)
            post = min((p for p in now if p["start_date"] == latest), key=lambda p: (p["team"] is None, p["team"]))
            since, gap, back = at_work_since(posts, day), 0, day
            while back not in held and back > since and back > histories.FIRST:
                gap += not any(holds(a, back) for a in away)
                back -= timedelta(1)
            new = post["newly_qualified_until"] is not None and post["newly_qualified_until"] >= day
            found[f"{worker} {day}"] = (day, gap, new)
    return found


def only_post_of_its_start(made):
    """Of two posts of one worker that begin on one day the source cannot say which is the later: the first is kept."""
    kept = {(p["worker_id"], p["start_date"]): p for p in reversed(made["worker"])}
    return {**made, "worker": list(kept.values())}


@LOOSE
@given(dense("worker", "worker_absence", "worker_supervision").map(only_post_of_its_start))
def test_supervision_of_workers(made):
    ids = ["worker_supervision_gap", "worker_supervision_on_time", "newly_qualified_supervision_on_time"]
    found, gaps = histories.count(ids, made), worker_gaps(made)
    compare_known(found[ids[0]], {key: (day, gap, 1) for key, (day, gap, _) in gaps.items()})
    compare_known(found[ids[1]], {key: (day, int(gap <= STANDARD), 1) for key, (day, gap, _) in gaps.items()})
    expected = {}
    for key, (day, gap, new) in gaps.items():
        if new:
            first = min(p["start_date"] for p in made["worker"]
                        if p["worker_id"] == key.split()[0] and p["newly_qualified_until"] and p["start_date"] <= day)
            expected[key] = (day, int(gap <= interval(first, day)), 1)
    compare_known(found[ids[2]], expected)


def interval(first, day):
    """Weekly for six weeks, fortnightly to six months, then as everybody."""
    if (day - first).days < 6 * 7:
        return 7
    return 14 if day < months_from(first, 6) else STANDARD


@LOOSE
@given(dense("worker_supervision", "case_supervision", "cp_plan"), st.lists(st.integers(-2, 9), min_size=20, max_size=20))
def test_supervision_is_recorded_on_time(made, delays):
    """The days of recording are drawn near the sessions; some stay as they were, far away or blank."""
    sessions = [*made["worker_supervision"], *made["case_supervision"]]
    for row, delay in zip(sessions, delays, strict=False):
        if delay < 9:
            row["recorded_date"] = row["supervision_date"] + timedelta(delay)
    found = histories.count(["worker_supervision_recorded_on_time", "case_supervision_recorded_on_time"], made)
    known = [row for row in sessions if row["status"] == "HELD" and row["recorded_date"]]
    workers, children = {}, {}
    for row in known:
        on_time = row["recorded_date"] in {row["supervision_date"] + timedelta(n) for n in range(RECORDED + 1)}
        if "child_id" not in row:
            workers[f"{row['supervision_id']} {row['worker_id']}"] = (row["supervision_date"], int(on_time), 1)
        elif any(p["child_id"] == row["child_id"] and holds(p, row["supervision_date"]) for p in made["cp_plan"]):
            children[f"{row['supervision_id']} {row['child_id']}"] = (row["supervision_date"], int(on_time), 1)
    compare(found["worker_supervision_recorded_on_time"], workers)
    compare(found["case_supervision_recorded_on_time"], children)


@LOOSE
@given(dense("allocation", "worker"))
def test_children_per_worker(made):
    (found,) = histories.count(["children_per_worker"], made).values()
    expected = {}
    for day in histories.month_ends():
        for worker in histories.WORKERS:
            children = {a["child_id"] for a in made["allocation"] if a["worker_id"] == worker and holds(a, day)}
            if children:
                expected[f"{worker} {day}"] = (day, len(children), 1)
    compare_known(found, expected)


@LOOSE
@given(dense("allocation", "cp_plan", most=12))
def test_change_of_worker(made):
    """The workers of each day are listed; who was there on an earlier day of the window and is not there now has left."""
    (found,) = histories.count(["change_of_worker"], made).values()
    expected = {}
    for day in histories.month_ends():
        for child in histories.CHILDREN:
            plans = [p for p in made["cp_plan"] if p["child_id"] == child and holds(p, day)]
            if plans:
                plan = max(plans, key=lambda p: p["cp_plan_id"])
                seen, back = set(), max(plan["start_date"], months_from(day, -3))
                while back < day:
                    seen |= {a["worker_id"] for a in made["allocation"] if a["child_id"] == child and holds(a, back)}
                    back += timedelta(1)
                now = {a["worker_id"] for a in made["allocation"] if a["child_id"] == child and holds(a, day)}
                expected[f"{plan['cp_plan_id']} {day}"] = (day, int(bool(seen - now)), 1)
    compare_known(found, expected)
