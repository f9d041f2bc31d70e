"""An end that nobody recorded: the spell is open no longer, and no figure counts an end, or days to an end, on such a day."""

from datetime import date

import pytest

import queries
from data import settings
from queries.model import derived, waits
from queries.store import engine
from tests.judging.test_accumulation import OTHERS, months
from tests.support.small_extracts import csv, taken_in

PARAMETERS = settings.parameters(settings.load())
OPEN = date(9999, 12, 31)
FILES = {file.id: file for file in queries.indicator_files()}
INVENTED = date(2026, 10, 1)  # the day after the extract that last saw the spell open
SPELLS = ("assessment", "cin_episode", "cp_plan", "allocation", "worker", "worker_absence")


def assessment(child, start, end=None, **more):
    return {"Child Unique ID": child, "Continuous Assessment Start Date": start,
            "Continuous Assessment Date of Authorisation": end, "Child Seen During Continuous Assessment": "b) No"} | more


def episode(child, start, end=None, status="c) Child in need plan", **more):
    return {"Child Unique ID": child, "CIN Start Date": start, "CIN Closure Date": end, "Case status": status} | more


def counted(database: engine.Database, *ids: str) -> dict[str, set]:
    """The records that indicators count of a model made from extracts: indicator → (child or the record's id, day)."""
    database.execute("CREATE TABLE bank_holiday (day DATE)")
    for sql in (queries.text("model/calendar"), *derived.texts().values()):
        database.execute(sql, **PARAMETERS)
    rows = {name: database.run(FILES[name].sql, **PARAMETERS) for name in ids}
    whose = {name: "child_id" if "child_id" in found.columns else "record_id" for name, found in rows.items()}
    return {name: set(found.select(whose[name], "event_date").rows()) for name, found in rows.items()}


def ends(database, table, child="A"):
    rows = database.run(f"SELECT * FROM {table} ORDER BY start_date").filter(child_id=child)
    return rows.select("end_date", "end_is_inferred").rows()


STILL = [assessment("X", "01/06/2026", "03/08/2026"), assessment("Y", "01/05/2026")]


@pytest.mark.slow
@pytest.mark.parametrize("said", [None, "28/02/2026"], ids=["withdrawn or moved away", "authorised before it began, by a slip"])
def test_an_assessment_that_left_the_list_was_authorised_on_no_day(tmp_path, said):
    open_one = [*STILL, assessment("A", "02/03/2026", said)]
    database, _ = taken_in(*months(tmp_path, list_4=[open_one, open_one, STILL]))
    assert ends(database, "assessment") == [(INVENTED, True)]
    assert ends(database, "assessment", "X") == [(date(2026, 8, 3), False)]
    database.execute("UPDATE coverage SET covered_from = DATE '2025-01-01'")
    found = counted(database, "assessments_on_time", "child_seen_in_assessment", "assessments_overdue")
    for name in ("assessments_on_time", "child_seen_in_assessment"):
        assert found[name] == {("X", date(2026, 8, 3))}
    days = {day for child, day in found["assessments_overdue"] if child == "A"}
    assert max(days) == date(2026, 9, 30), "open while it was listed, and no longer"


def test_a_closure_and_a_plans_end_are_counted_where_they_were_recorded_only(tmp_path):
    others = [episode("X", "01/03/2025", "01/08/2026", **{"Reason for Closure": "RC7"})]
    runs = [*others, episode("A", "10/05/2025"), episode("B", "10/05/2026", "12/10/2026")]
    plan = {"Child Unique ID": "A", "Child Protection Plan Start Date": "20/05/2025"}
    database, _ = taken_in(*months(
        tmp_path, list_6=[runs, runs, [*others, runs[2]]], list_7=[[*OTHERS, plan], [*OTHERS, plan], OTHERS]))
    assert ends(database, "cin_episode") == [(INVENTED, True)] == ends(database, "cp_plan")
    found = counted(database, "referred_again_after_closure", "plans_ended", "plans_ended_within_3_months", "children_on_plans")
    assert found["referred_again_after_closure"] == {("X", date(2026, 8, 1)), ("B", date(2026, 10, 12))}
    assert found["plans_ended"] == {("X", date(2026, 8, 1))} == found["plans_ended_within_3_months"]
    assert {day for child, day in found["children_on_plans"] if child == "A" and day > date(2026, 8, 1)} == {
        date(2026, 8, 31), date(2026, 9, 30)}
    database.execute(waits.sql(), **PARAMETERS)
    assert set(database.run("SELECT * FROM spell").filter(kind="closure")["child_id"]) <= {"X", "B"}


@pytest.mark.slow
def test_a_plan_that_gave_way_to_a_new_one_in_the_list_ended_on_a_day_nobody_knows(tmp_path):
    first, second = ({"Child Unique ID": "A", "Child Protection Plan Start Date": day} for day in ("20/05/2026", "12/10/2026"))
    database, _ = taken_in(*months(tmp_path, list_7=[[*OTHERS, first], [*OTHERS, first], [*OTHERS, second]]))
    assert ends(database, "cp_plan") == [(date(2026, 10, 12), True), (OPEN, False)]
    for held in ("coverage", "detail_coverage"):
        database.execute(f"UPDATE {held} SET covered_from = DATE '2023-01-01'")
    found = counted(database, "plans_ended", "days_since_previous_plan")
    assert found == {"plans_ended": {("X", date(2026, 8, 1))}, "days_since_previous_plan": set()}
    again = database.run(FILES["plans_again_within_24_months"].sql, **PARAMETERS)
    assert again.filter(child_id="A")["numerator"].to_list() == [0, 1], "that it came back so soon is known all the same"


@pytest.mark.slow
def test_no_figure_and_no_wait_has_an_event_on_a_day_that_nobody_recorded(tmp_path):
    """Of every indicator; the day is no month end, so that what is counted at the end of a month is not on it."""
    plan = {"Child Unique ID": "A", "Child Protection Plan Start Date": "20/05/2025"}
    others = [episode("X", "01/03/2025", "01/08/2026", **{"Reason for Closure": "RC7"})]
    header = "child_id,worker_id,team,start_date,end_date"
    files = months(
        tmp_path, list_4=[[*STILL, assessment("A", "02/03/2026")]] * 2 + [STILL],
        list_6=[[*others, episode("A", "10/05/2025", **{"Reason for Closure": "RC8"})]] * 2 + [others],
        list_7=[[*OTHERS, plan]] * 2 + [OTHERS])
    files += [csv(tmp_path / f"allocation_{day}.csv", header, "X,W1,Duty,2026-01-01,", *rows)
              for day, rows in (("2026-09-30", ["A,W1,Duty,2026-01-05,"]), ("2026-10-31", []))]
    database, _ = taken_in(*files)
    for spells in ("assessment", "cin_episode", "cp_plan", "allocation"):
        assert ends(database, spells) == [(INVENTED, True)]
    for held in ("coverage", "detail_coverage"):
        database.execute(f"UPDATE {held} SET covered_from = DATE '2023-01-01'")
    found = counted(database, *FILES)
    assert {name: days for name, days in found.items() if any(day == INVENTED for _, day in days)} == {}
    database.execute(waits.sql(), **PARAMETERS)
    assert database.run("SELECT * FROM spell WHERE ended AND end_date = $day OR kind = 'closure' AND start_date = $day",
                        day=INVENTED).is_empty()


def test_every_kind_of_spell_says_of_every_end_whether_somebody_recorded_it():
    with engine.memory() as database:
        database.execute(queries.text("model/model"))
        columns = database.run("SELECT table_name, is_nullable FROM information_schema.columns "
                               "WHERE column_name = 'end_is_inferred'")
    assert dict(columns.rows()) == dict.fromkeys(SPELLS, "NO")
