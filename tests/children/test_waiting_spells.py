"""Spells: what begins, ends and cuts off a wait; small stories through the build's own SQL."""

from datetime import date

import queries
from data import settings
from queries.definitions import examples, header
from queries.model import waits
from queries.store import engine

SETTINGS = settings.parameters(settings.load())
PLAN = [{"cp_plan_id": "P", "child_id": "A", "team": "North", "start_date": date(2026, 1, 1), "end_date": date(2026, 6, 1)}]
TO = date(2026, 7, 31)


def spells(kind, to=TO, **tables):
    """(start, end, ended, days before, team) of the spells of a kind that a few rows of the model give, in order of time."""
    every = ("case_supervision", "worker_supervision", "cp_visit", "cp_plan", "referral", "cin_episode", "worker")
    held = [{"model_table": table, "covered_from": date(2025, 1, 1), "covered_to": to} for table in every]
    with engine.memory() as database:
        examples._model(database, {"coverage": held, **tables})
        for sql in (queries.text("model/covered"), waits.sql()):
            database.execute(sql, **SETTINGS)
        rows = database.run("SELECT * FROM spell ORDER BY start_date").filter(kind=kind)
    return [(f"{row['start_date']:%m-%d}", f"{row['end_date']:%m-%d}", row["ended"], row["days_before"], row["team"])
            for row in rows.rows(named=True)]


def visit(day, seen=True):
    return {"cp_visit_id": str(day), "child_id": "A", "visit_date": day, "seen": seen}


def session(day, status="HELD", who="worker_id", kind="CASE"):
    return {who: "A", "supervision_date": day, "status": status, "supervision_type": kind}


def test_the_kinds_of_wait_are_one_list_whose_needs_and_standards_are_there():
    assert all(set(wait.needs) <= set(header.tables()) for wait in waits.every().values())
    assert set(waits.gaps().values()) <= SETTINGS.keys() and set(waits.gaps()) | set(waits.returns()) == set(waits.every())
    assert {f"{kind}_status" for kind in ("case_supervision", "worker_supervision")} <= {
        need for wait in waits.every().values() for need in wait.needs}, "whether a session was held ends a wait"


def test_a_visit_at_which_the_child_was_seen_ends_one_wait_and_begins_the_next():
    visits = [visit(date(2026, 1, 15)), visit(date(2026, 2, 1), seen=False), visit(date(2026, 2, 10), seen=None),
              visit(date(2026, 3, 1)), visit(date(2026, 6, 1))]
    assert spells("visit", cp_plan=PLAN, cp_visit=visits) == [
        ("01-01", "01-15", True, 0, "North"), ("01-15", "03-01", True, 0, "North"), ("03-01", "06-01", False, 0, "North")]


def test_a_wait_nobody_ended_runs_to_the_last_day_we_hold():
    assert spells("visit", to=date(2026, 3, 31), cp_plan=PLAN) == [("01-01", "04-01", False, 0, "North")]


def test_what_lies_before_the_first_day_we_hold_begins_nothing():
    plan = [PLAN[0] | {"start_date": date(2020, 1, 1)}]
    visits = [visit(date(2024, 12, 1)), visit(date(2025, 1, 9))]
    assert spells("visit", cp_plan=plan, cp_visit=visits)[:1] == [("01-01", "01-09", True, 0, "North")]


def test_only_a_session_that_was_held_ends_a_wait_and_oversight_only_if_the_authority_says_so():
    sessions = [session(date(2026, 1, 10), "CANCELLED", "child_id"), session(date(2026, 1, 20), "HELD", "child_id", "OVERSIGHT"),
                session(date(2026, 2, 1), "HELD", "child_id"), session(date(2026, 2, 1), "HELD", "child_id", "JOINT")]
    assert spells("case_supervision", cp_plan=PLAN, case_supervision=sessions) == [
        ("01-01", "02-01", True, 0, "North"), ("02-01", "06-01", False, 0, "North")]


def test_a_wait_is_cut_where_the_child_changes_team_and_goes_on_with_its_length():
    moves = [{"child_id": "A", "team": "North", "start_date": date(2025, 6, 1), "end_date": date(2026, 1, 21)},
             {"child_id": "A", "team": "South", "start_date": date(2026, 1, 21)}]
    assert spells("visit", cp_plan=PLAN, allocation=moves, cp_visit=[visit(date(2026, 2, 1))])[:2] == [
        ("01-01", "01-21", False, 0, "North"), ("01-20", "02-01", True, 19, "South")]


def test_a_visit_on_the_day_the_team_changes_is_the_new_teams():
    moves = [{"child_id": "A", "team": "South", "start_date": date(2026, 1, 21)}]
    assert spells("visit", cp_plan=PLAN, allocation=moves, cp_visit=[visit(date(2026, 1, 21))])[:2] == [
        ("01-01", "01-21", False, 0, "North"), ("01-20", "01-21", True, 19, "South")]


WORKER = [{"worker_id": "A", "team": "North", "start_date": date(2026, 1, 1), "end_date": date(2026, 6, 1)}]


def test_days_absent_are_not_watched_and_the_clock_goes_on_after_them():
    away = [{"worker_id": "A", "start_date": date(2026, 1, 11), "end_date": date(2026, 1, 31)},
            {"worker_id": "A", "start_date": date(2026, 1, 20), "end_date": date(2026, 1, 25)}]
    held = [session(date(2026, 2, 5))]
    assert spells("worker_supervision", worker=WORKER, worker_absence=away, worker_supervision=held) == [
        ("01-01", "01-11", False, 0, "North"), ("01-30", "02-05", True, 9, "North"), ("02-05", "06-01", False, 0, "North")]


def test_a_session_on_the_first_day_back_ends_the_wait():
    away = [{"worker_id": "A", "start_date": date(2026, 1, 11), "end_date": date(2026, 1, 31)}]
    held = [session(date(2026, 1, 31))]
    assert spells("worker_supervision", worker=WORKER, worker_absence=away, worker_supervision=held)[1] == (
        "01-30", "01-31", True, 9, "North")


def test_a_move_of_team_does_not_start_a_workers_clock_again_and_a_new_job_does():
    posts = [{"worker_id": "A", "team": "North", "start_date": date(2026, 1, 1), "end_date": date(2026, 2, 1)},
             {"worker_id": "A", "team": "South", "start_date": date(2026, 2, 1), "end_date": date(2026, 3, 1)},
             {"worker_id": "A", "team": "South", "start_date": date(2026, 5, 1), "end_date": date(2026, 6, 1)}]
    assert spells("worker_supervision", worker=posts) == [
        ("01-01", "02-01", False, 0, "North"), ("01-31", "03-01", False, 30, "South"), ("05-01", "06-01", False, 0, "South")]


def test_a_closure_is_followed_to_the_next_referral_or_to_the_last_day_we_hold():
    referrals = [
        {"referral_id": "R1", "child_id": "A", "referral_date": date(2026, 1, 10), "no_further_action": True, "team": "Duty"},
        {"referral_id": "R2", "child_id": "A", "referral_date": date(2026, 3, 10), "no_further_action": True, "team": "Duty"},
        {"referral_id": "R3", "child_id": "B", "referral_date": date(2026, 3, 1)}]
    assert spells("no_further_action", referral=referrals) == [
        ("01-10", "03-10", True, 0, "Duty"), ("03-10", "08-01", False, 0, "Duty")]


def test_support_that_ended_because_the_child_died_or_left_is_not_followed():
    closed = {"child_id": "A", "end_date": date(2026, 2, 1), "team": "North"}
    episodes = [closed | {"cin_episode_id": reason, "closure_reason": reason} for reason in ("RC2", "RC5", "RC6", "RC7")]
    referrals = [{"referral_id": "R", "child_id": "A", "referral_date": date(2026, 2, 1)}]
    assert spells("closure", cin_episode=episodes, referral=referrals) == [("02-01", "08-01", False, 0, "North")]


def test_a_closure_that_nobody_recorded_begins_no_wait_and_a_plan_nobody_ended_is_watched_while_it_was_listed():
    unseen = {"child_id": "A", "end_date": date(2026, 2, 1), "end_is_inferred": True, "team": "North"}
    assert spells("closure", cin_episode=[unseen | {"cin_episode_id": "E"}]) == []
    assert spells("visit", cp_plan=[PLAN[0] | unseen]) == [("01-01", "02-01", False, 0, "North")]
