"""An extract of Annex A tells the state of its own day without any register of events: last visits, last reviews, children last
seen, open assessments. It tells no history: what counts during a period stays not available.
"""

from datetime import date, datetime

import polars as pl
import pytest

import queries
from data import counting, settings
from queries.definitions import header
from tests.support.small_extracts import annex_a, csv, plan, referral, taken_in

pytestmark = pytest.mark.slow

CHOSEN = settings.parameters(settings.load())
INDICATORS = [header.check(file) for file in queries.indicator_files() if file.id in (
    "visits_on_time", "days_since_last_seen", "seen_alone", "visits_recorded_late", "reviews_on_time", "reviews_overdue",
    "assessments_overdue", "assessments_on_time", "days_since_child_in_need_seen")]
OCTOBER, OVERDUE = date(2026, 10, 31), "reviews_overdue"
VISITED, ALONE, REVIEWED = "Date of the Last Statutory Visit", "Was the Child Seen Alone?", "Date of latest review conference"
HEADER = "visit_id,child_id,visit_date,recorded_date,seen,seen_alone"


def visited(child, day, alone="b) No", start="01/03/2026", reviewed=None, **more):
    return plan(child, start, **{VISITED: day, ALONE: alone, REVIEWED: reviewed, "Date of Birth": "01/01/2015"} | more)


PLANS = [
    visited("A", "10/10/2026", reviewed="01/06/2026"),
    visited("B", "21/09/2026", "a) Yes"),
    visited("C", None, None, start="20/10/2026"),
    visited("D", "29/10/2026", "Child not seen", start="01/08/2026"),
    visited("E", "05/10/2026", "c) Unknown", reviewed="29/04/2026"),
    visited("F", "05/10/2026", None, reviewed="01/05/2026"),
]
PAST = {"B": 40, "D": 91}  # days since they were seen, or since the plan began


def workbook(folder, day=OCTOBER, plans=PLANS, **lists):
    """An extract with a referral on the first day of its six months, so that six months it is."""
    first = datetime(day.year, day.month - 5, 1)
    return annex_a(folder / f"annex_a_{day}.xlsx", list_3=[referral("X", first)], list_7=plans, **lists)


def built(*files, **own):
    """A database with everything the build counts of a few files, as the build counts it."""
    database, _ = taken_in(*files)
    database.execute("CREATE TABLE bank_holiday (day DATE)")
    database.execute(queries.text("model/calendar"))
    people = pl.DataFrame(schema={"area_code": pl.String, "year": pl.Int64, "children": pl.Int64})
    database.load("population", people)
    assert not counting.count(database, INDICATORS, CHOSEN | own)
    return database


def gaps(database):
    """(the day, days since every child on a plan was seen)."""
    rows = database.run("SELECT * FROM gap_now").filter(kind="visit")
    return rows["day"].unique().to_list(), dict(rows.select("child_id", "gap_days").rows())


def known(database, indicator):
    """Month end → (numerator, denominator) of the months for which a figure is told."""
    rows = database.run("SELECT * FROM series").filter(pl.col("symbol").is_null(), indicator=indicator, grain="month",
                                                       breakdown="all")
    return {row["period_end"]: (row["numerator"], row["denominator"]) for row in rows.rows(named=True)}


def test_one_workbook_says_who_has_not_been_seen_on_its_day_and_nothing_of_the_days_before(tmp_path):
    database = built(workbook(tmp_path))
    assert gaps(database) == ([OCTOBER], {"A": 21, "B": 40, "C": 11, "D": 91, "E": 26, "F": 26})
    counts = database.run("SELECT * FROM gap_count").filter(kind="visit", measure="past", breakdown="all")
    assert counts.select("numerator", "denominator").rows() == [(2, 6)]
    assert known(database, "visits_on_time") == {OCTOBER: (4, 6)}
    assert known(database, "days_since_last_seen") == {OCTOBER: (21 + 40 + 11 + 91 + 26 + 26, 6)}
    assert known(database, "seen_alone") == {OCTOBER: (1, 6)}
    assert known(database, "visits_recorded_late") == known(database, "reviews_on_time") == {}
    assert database.run("SELECT * FROM spell").filter(kind="visit").is_empty(), "waits are watched by a register only"


def test_the_authority_says_whether_a_visit_counts_that_does_not_say_if_the_child_was_seen(tmp_path):
    _, found = gaps(built(workbook(tmp_path), visit_annex_a_visit_counts_as_seen=False))
    assert found == {"A": 244, "B": 40, "C": 11, "D": 91, "E": 244, "F": 244}


@pytest.mark.parametrize("day", [date(2026, 10, 15), date(2026, 11, 3)])
def test_an_extract_of_any_day_tells_the_gaps_of_that_day_and_no_figure_of_a_month_end(tmp_path, day):
    database = built(workbook(tmp_path, day))
    (told,), found = gaps(database)
    assert told == day and found["B"] == (day - date(2026, 9, 21)).days
    assert known(database, "visits_on_time") == {}


def test_each_extract_tells_its_own_day_and_one_without_the_column_tells_nothing(tmp_path):
    blank = [row | {VISITED: None, ALONE: None} for row in PLANS]
    august = [row | {VISITED: "20/08/2026", ALONE: "b) No"} for row in PLANS[:2] + PLANS[3:]]
    files = [workbook(tmp_path, day, plans) for day, plans in (
        (date(2026, 8, 31), august), (date(2026, 9, 30), blank), (OCTOBER, PLANS))]
    assert known(built(*files), "visits_on_time") == {date(2026, 8, 31): (5, 5), OCTOBER: (4, 6)}


def register(folder, day, *rows):
    return csv(folder / f"visit_{day}.csv", HEADER, *rows)


def test_where_the_authority_has_its_own_record_of_visits_that_record_decides(tmp_path):
    rows = ["V1,A,2026-05-04,,Yes,No", "V2,A,2026-10-01,,Yes,No", "V3,B,2026-10-30,,Yes,No", "V4,F,2026-10-05,,Yes,No"]
    database = built(workbook(tmp_path), register(tmp_path, OCTOBER, *rows))
    day, found = gaps(database)
    assert day == [OCTOBER] and {child: found[child] for child in "AB"} == {"A": 30, "B": 1}
    assert found["E"] == (OCTOBER - date(2026, 5, 4)).days, "no clock starts before the record does"
    seen = database.run("SELECT day FROM gap_event WHERE kind = 'visit' AND closes AND child_id = 'A' ORDER BY day")
    assert seen["day"].to_list() == [date(2026, 5, 4), date(2026, 10, 1)], "the list's visit of 10 October is not a second one"


def test_an_extract_that_is_newer_than_the_record_of_visits_tells_its_own_day(tmp_path):
    rows = ["V1,A,2026-05-04,,Yes,No", "V2,B,2026-08-30,,Yes,No"]
    day, found = gaps(built(workbook(tmp_path), register(tmp_path, date(2026, 8, 31), *rows)))
    assert day == [OCTOBER] and {child: gap for child, gap in found.items() if gap > 28} == PAST


def test_the_latest_review_tells_which_reviews_are_overdue_today(tmp_path):
    rows = [*PLANS, visited("G", "05/10/2026", start="31/07/2026"), visited("H", "05/10/2026", start="30/07/2026")]
    assert known(built(workbook(tmp_path, plans=rows)), OVERDUE) == {OCTOBER: (3, 8)}, "B and H had none, that of E is too old"


def test_list_6_tells_how_long_ago_children_in_need_were_seen(tmp_path):
    def episode(child, start, seen, end=None):
        return {"Child Unique ID": child, "CIN Start Date": start, "Date Child Was Last Seen": seen, "CIN Closure Date": end,
                "Case status": "b) Child in need plan"}

    rows = [episode("A", "01/03/2026", "21/10/2026"), episode("B", "21/10/2026", "01/10/2026"), episode("C", "01/10/2026", None),
            episode("D", "01/03/2026", "01/08/2026", "01/09/2026")]
    assert known(built(workbook(tmp_path, list_6=rows)), "days_since_child_in_need_seen") == {OCTOBER: (10 + 10 + 30, 3)}


def test_list_4_tells_which_assessments_are_open_and_overdue(tmp_path):
    def assessment(child, start, end=None):
        return {"Child Unique ID": child, "Continuous Assessment Start Date": start,
                "Continuous Assessment Date of Authorisation": end}

    rows = [assessment("A", "01/10/2026"), assessment("B", "27/08/2026"), assessment("C", "01/03/2026"),
            assessment("D", "01/03/2026", "30/10/2026")]
    files = annex_a(tmp_path / "annex_a_2026-10-31.xlsx", list_4=rows, list_3=[
        referral("X", "01/05/2026"), referral("A", "27/08/2026"), referral("B", "27/08/2026")])
    database = built(files)
    assert known(database, "assessments_overdue")[OCTOBER] == (3, 3)
    assert known(database, "assessments_on_time") == {}, "those need the six months before their month"
