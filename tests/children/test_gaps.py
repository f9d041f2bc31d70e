"""Gaps that are open on the last day of the data: found a second time in plain Python over random histories, equal to the month
end's own figures, holding the truths that were planted, and protected in what other audiences hold.
"""

import json
import re
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import queries
from data import settings
from data.publishing import gaps as build
from indicators.children import gaps
from indicators.children.gaps import KINDS
from indicators.roles import NotAllowed, View
from queries.definitions import examples
from queries.store import engine
from queries.store import warehouse as built
from tests.counting.test_second_count import LOOSE
from tests.support import histories
from tests.support.audience import BOARD, SCRUTINY
from tests.support.rows import GAPS

PARAMETERS = settings.parameters(settings.load())
TABLES = ("cp_plan", "cp_visit", "allocation", "case_supervision", "worker", "worker_absence", "worker_supervision")
STANDARD = {"visit": 28, "case_supervision": 31, "worker_supervision": 31}
RESTS_ON = {"visit": "cp_visit cp_plan", "case_supervision": "case_supervision cp_plan",
            "worker_supervision": "worker_supervision worker"}
ONE = timedelta(1)


def counted(made, reach):
    """(gaps by kind and person, counts) of some rows of the model, by the build's own SQL; `reach` is each table's last day."""
    held = [{"model_table": table, "file": "f", "covered_from": histories.FIRST, "covered_to": to} for table, to in reach.items()]
    with engine.memory() as database:
        examples._model(database, {"coverage": held, **made})
        for name in (*queries.DERIVED, "model/gap_now"):
            database.execute(queries.text(name), **PARAMETERS)
        rows = database.run("SELECT * FROM gap_now").to_dicts()
        counts = database.run("SELECT * FROM gap_count")
    return {(row["kind"], row[KINDS[row["kind"]].column]): row for row in rows}, counts, len(rows)


def holds(spell, day):
    return spell["start_date"] <= day < spell["end_date"]


def told(kind, day, first, start, held, gap, due):
    """What is expected of one gap; `start` is the first day of the plan or of the unbroken time at work."""
    since = "held" if start in held else "start" if start == first else "records"
    return {"day": day, "clock_start": start, "since": since, "gap_days": gap, "due_date": due,
            "overdue_days": max(0, gap - STANDARD[kind])}


def of_children(made, kind, day):
    """A gap for each child on a plan: the clock is the later of the plan, the last that counts and the first day held."""
    found = {}
    for child in histories.CHILDREN:
        plans = [plan for plan in made["cp_plan"] if plan["child_id"] == child and holds(plan, day)]
        if not plans:
            continue
        plan = max(plans, key=lambda each: each["cp_plan_id"])
        if kind == "visit":
            held = {v["visit_date"] for v in made["cp_visit"] if v["child_id"] == child and v["seen"] and v["visit_date"] <= day}
        else:
            held = {s["supervision_date"] for s in made["case_supervision"] if s["child_id"] == child and s["status"] == "HELD"
                    and s["supervision_type"] != "OVERSIGHT" and s["supervision_date"] <= day}
        start = max([plan["start_date"], histories.FIRST, *held])
        gap = (day - start).days
        with_team = [a["team"] for a in made["allocation"] if a["child_id"] == child and holds(a, day) and a["team"]]
        row = told(kind, day, plan["start_date"], start, held, gap, start + timedelta(STANDARD[kind]))
        found[kind, child] = row | {"team": max(with_team, default=plan["team"] or "Not allocated")}
    return found


def of_workers(made, day):
    """A gap for each worker at work, walked day by day: days absent do not run, and posts that touch are one time at work."""
    found, kind = {}, "worker_supervision"
    for worker in histories.WORKERS:
        posts = [post for post in made["worker"] if post["worker_id"] == worker]
        away = [each for each in made["worker_absence"] if each["worker_id"] == worker]
        now = [post for post in posts if holds(post, day)]
        if not now or any(holds(each, day) for each in away):
            continue
        since = day
        while earlier := [p["start_date"] for p in posts if p["start_date"] < since and since - ONE <= p["end_date"]]:
            since = min(earlier)
        held = {s["supervision_date"] for s in made["worker_supervision"]
                if s["worker_id"] == worker and s["status"] == "HELD" and s["supervision_date"] <= day}
        start = max([since, histories.FIRST, *held])
        ran, gap, due, at = 0, 0, None, start
        while at < day:
            at += ONE
            ran += not any(holds(each, at) for each in away)
            due = at if ran == STANDARD[kind] and due is None else due
        gap = ran
        post = max(now, key=lambda each: each["start_date"])
        row = told(kind, day, min(p["start_date"] for p in posts), start, held, gap,
                   due or day + timedelta(STANDARD[kind] - gap))
        found[kind, worker] = row | {"team": post["team"] or "Not allocated"}
    return found


def one_post_a_start(made):
    """Of two posts of one worker that begin on one day the source cannot say which is the later: one is kept."""
    return {**made, "worker": list({(p["worker_id"], p["start_date"]): p for p in made["worker"]}.values())}


def late(made):
    """The same history with visits and sessions moved towards the end, so that many gaps are near their standard."""
    def moved(row):
        names = [name for name in ("visit_date", "supervision_date") if name in row]
        return row | {name: histories.LAST - (row[name] - histories.FIRST) / 8 for name in names}
    return {table: [moved(row) for row in rows] for table, rows in made.items()}


@pytest.mark.slow
@LOOSE
@given(st.one_of(histories.history(*TABLES), histories.history(*TABLES).map(late)).map(one_post_a_start),
       st.fixed_dictionaries({table: st.sampled_from([date(2025, 10, 17), date(2025, 11, 30), histories.LAST, None])
                              for table in TABLES}))
def test_every_gap_of_a_random_history_is_found_again(made, reach):
    found, counts, rows = counted(made, {table: to for table, to in reach.items() if to})
    assert len(found) == rows, "one row for each child or worker"
    expected = {}
    for kind, rests_on in RESTS_ON.items():
        last = [reach[table] for table in rests_on.split()]
        if None not in last:
            day = min(last)
            expected |= of_workers(made, day) if kind == "worker_supervision" else of_children(made, kind, day)
    assert {key: {name: row[name] for name in expected[key]} for key, row in found.items() if key in expected} == expected
    assert found.keys() == expected.keys()
    for row in counts.filter(breakdown="all").to_dicts():
        mine = [each for (kind, _), each in expected.items() if kind == row["kind"]]
        times = {"past": 1, "past by half": 1.5, "past twice": 2}
        if row["measure"] == "due":
            number = sum(not each["overdue_days"] and (each["due_date"] - each["day"]).days <= 7 for each in mine)
        else:
            number = sum(each["gap_days"] > times[row["measure"]] * STANDARD[row["kind"]] for each in mine)
        assert (row["numerator"], row["denominator"]) == (number, len(mine))


def test_at_a_month_end_a_gap_is_as_long_as_the_month_ends_own_figure_says(warehouse):
    with built.read("performance", warehouse) as database:
        now = database.run("SELECT * FROM gap_now")
        ends = {kind: database.run(f"SELECT * FROM counted WHERE indicator = '{name}' AND event_date = DATE '2026-10-31'")
                for kind, name in (("visit", "days_since_last_seen"), ("case_supervision", "case_supervision_gap"),
                                   ("worker_supervision", "worker_supervision_gap"))}
    assert now["day"].unique().to_list() == [date(2026, 10, 31)]
    for kind, rows in ends.items():
        who = KINDS[kind].column
        mine = now.filter(kind=kind)
        assert mine.height > 50
        assert sorted(mine.select(who, "gap_days", "team").rows()) == sorted(rows.select(who, "days", "team").rows())


def test_the_teams_whose_gaps_were_planted_are_the_first(view, invented):
    truths = json.loads((invented / "truths.json").read_text(encoding="utf-8"))
    for kind in ("worker_supervision", "case_supervision"):
        planted, counts = truths["planted"][kind]["team"], gaps.counted(view, KINDS[kind])
        teams = counts.filter(breakdown="team")
        assert teams["category"][0] == planted == gaps.foremost(counts).category
        assert teams["past_share"][0] > 2 * teams["past_share"][1]
        longest = gaps.records(view, KINDS[kind]).head(10)
        assert (longest["team"] == planted).sum() >= 7 and longest["gap_days"].is_sorted(descending=True)
    workers = truths["month_ends"]["2026-10-31"]["workers"]["All"]
    row = gaps.of_place(gaps.counted(view, KINDS["worker_supervision"]), view)
    assert (row.people, row.people - row.past.count) == (workers["at_work"], workers["within_standard"])


@pytest.mark.parametrize("role", [BOARD, SCRUTINY], ids=lambda role: role.id)
def test_other_audiences_hold_rounded_counts_and_nobody_by_name(warehouse, role):
    with built.read("performance", warehouse) as database:
        known = set(database.run("SELECT child_id AS who FROM child UNION SELECT worker_id FROM worker")["who"].drop_nulls())
    assert len(known) > 1000
    with built.read(role.id, warehouse) as database:
        assert "gap_count" in database.tables() and not {"gap_now", "gap_event"} & set(database.tables())
        whole = queries.text("reading/whole_table")
        for table in database.tables():
            for column in database.run(whole.replace("{table}", table)).select(pl.col(pl.String)):
                words = set(re.findall(r"\w+", " ".join(column.drop_nulls().unique())))
                assert not words & known, f"{table}.{column.name}"
        counts = database.run("SELECT * FROM gap_count")
    assert (counts.select(pl.col("numerator", "denominator") % 5).fill_null(0).to_numpy() == 0).all()
    assert set(counts["breakdown"]) == ({"all", "team"} if role is BOARD else {"all"})
    for read in (gaps.records, gaps.events, gaps.absences):
        with pytest.raises(NotAllowed):
            read(View(role=role, warehouse=warehouse), KINDS["visit"])


def test_a_small_group_and_small_counts_are_hidden_as_the_rule_says():
    counts = pl.DataFrame([
        {"kind": "visit", "day": date(2026, 10, 31), "standard_days": 28, "measure": "past", "breakdown": by, "category": name,
         "numerator": past, "denominator": people}
        for by, name, past, people in (
            ("all", "All", 13, 61), ("team", "North", 9, 44), ("team", "Small", 4, 7), ("team", "Few", 2, 40))
    ])
    rule = {"round_to": 5, "smallest_group": 10, "hide_up_to": 3, "catalogue": [["month", "all"], ["quarter", "team"]]}
    held = {row["category"]: (row["numerator"], row["denominator"], row["value"], row["symbol"])
            for row in build.protect(counts, rule).to_dicts()}
    assert held == {"All": (15, 60, 25.0, None), "North": (10, 45, 22.0, None), "Small": (None, None, None, "c"),
                    "Few": (None, None, None, "c")}
    assert set(build.protect(counts, rule | {"catalogue": [["year", "all"]]})["category"]) == {"All"}


def test_what_is_due_next_week_and_what_each_worker_has(view):
    for kind in KINDS.values():
        found = gaps.records(view, kind)
        soon = gaps.due_soon(found)
        assert soon["due_date"].is_sorted() and soon.height == gaps.of_place(gaps.counted(view, kind), view).of[gaps.DUE].count
        edge = found.with_columns(due_date=pl.col("day") + timedelta(8), overdue_days=pl.lit(0))
        assert gaps.due_soon(edge).is_empty()
        assert gaps.due_soon(edge.with_columns(due_date=pl.col("day") + timedelta(7))).height == found.height
    workers = gaps.by_worker(found)
    assert workers["children"].sum() == found.height and workers["past"].sum() == (found["overdue_days"] > 0).sum()


def test_one_team_is_a_part_of_all(view):
    kind = KINDS["case_supervision"]
    here = gaps.records(view.of(breakdown="team", category="Locality Central"), kind)
    assert 0 < here.height < gaps.records(view, kind).height and set(here["team"]) == {"Locality Central"}


def test_days_absent_move_the_day_a_worker_is_due_and_the_week_ends_with_its_seventh_day():
    made = {
        "worker": [{"worker_id": each, "team": "Duty", "start_date": histories.FIRST} for each in ("W1", "W2", "W3")],
        "worker_supervision": [{"worker_id": each, "supervision_date": day, "status": "HELD"} for each, day in (
            ("W1", date(2025, 10, 1)), ("W2", date(2025, 12, 1)), ("W3", date(2025, 12, 7)))],
        "worker_absence": [{"worker_id": "W1", "start_date": date(2025, 11, 10), "end_date": date(2025, 11, 20)},
                           {"worker_id": "W2", "start_date": date(2025, 12, 10), "end_date": date(2025, 12, 15)}],
    }
    found, counts, _ = counted(made, dict.fromkeys(TABLES, histories.LAST))
    assert {who: (row["gap_days"], row["due_date"], row["overdue_days"]) for (_, who), row in found.items()} == {
        "W1": (81, date(2025, 11, 1), 50), "W2": (25, date(2026, 1, 6), 0), "W3": (24, date(2026, 1, 7), 0)}
    assert dict(counts.filter(breakdown="team").select("measure", "numerator").rows()) == {
        "past": 1, "past by half": 1, "past twice": 1, "due": 2}


def teams_of(base, *counts):
    """Rows of `gaps.counted` of teams, from (past, people) rounded to a base, the largest share first."""
    rows = [GAPS | {"breakdown": "team", "category": f"Team {place}", gaps.PAST: past, "people": people, "rounded_to": base}
            for place, (past, people) in enumerate(counts)]
    return pl.DataFrame(rows)


@pytest.mark.parametrize(("counts", "base", "named"), [
    (((5, 70), (0, 20)), 1, True),
    (((5, 70), (0, 20)), 5, False),  # 3 of 68 and 2 of 21 look like this, and the second is the larger share
    (((10, 20), (5, 60)), 5, True),
    (((10, 20), (10, 60)), 5, True),
    (((10, 20), (10, 60)), 10, False),  # rounded to 10, 5 of 25 and 15 of 55 look like this
    (((0, 60), (0, 20)), 1, False),
])
def test_a_team_is_called_the_first_only_if_rounding_cannot_have_made_it_so(counts, base, named):
    assert (gaps.foremost(teams_of(base, *counts)) is not None) == named
