"""Meetings, audits, legal advice and the day a visit was put on record, from local extracts into the model."""

from datetime import date

import pytest

from tests.support.small_extracts import csv, taken_in

pytestmark = pytest.mark.slow

MEETING = "meeting_id,child_id,meeting_type,meeting_date,agency,attended,report_received,team"
AUDIT = "audit_id,child_id,due_date,completed_date,grade,response_due_date,response_date,team"
ADVICE = "legal_advice_id,child_id,advice_date,advice_type"


def meetings(folder, *lines, day="2026-10-31"):
    return csv(folder / f"meeting_{day}.csv", MEETING, *lines)


def refused(database):
    rows = database.run("SELECT scope, row_number, field, rule, received FROM rejected ORDER BY scope DESC, row_number, field")
    return rows.rows()


TYPES = [
    ("ICPC", "INITIAL CONFERENCE"), ("Initial", "INITIAL CONFERENCE"), ("initial_conference", "INITIAL CONFERENCE"),
    ("Initial Child Protection Conference (ICPC)", "INITIAL CONFERENCE"), ("a) Initial CP Conference", "INITIAL CONFERENCE"),
    ("Transfer-in conference", "INITIAL CONFERENCE"),
    ("RCPC", "REVIEW CONFERENCE"), ("Review", "REVIEW CONFERENCE"), ("Child protection review", "REVIEW CONFERENCE"),
    ("CP Review Conference", "REVIEW CONFERENCE"), ("Review child protection conference", "REVIEW CONFERENCE"),
    ("Core Group", "CORE GROUP"), ("Initial core group meeting", "CORE GROUP"), ("core-group review", "CORE GROUP"),
    ("LSCB", "BOARD"), ("Safeguarding Children Partnership", "BOARD"), ("Board", "BOARD"),
    ("LAC review", None), ("Looked after child review", None), ("CIN Review", None), ("Strategy meeting", None), ("Panel", None),
]
AGENCIES = [
    ("GP", "GP"), ("G.P.", "GP"), ("GP surgery", "GP"), ("General Practitioner", "GP"), ("Probation Service", "Probation"),
    ("Lancashire Constabulary", "Police"), ("Health visitor", "Health visiting"), ("School nurse", "School nursing"),
    ("Primary school", "School"), ("Montgomery Academy", "School"), ("Children's social care", "Social care"),
    ("Adult social care", "Adult social care"), ("Housing", "Housing"), ("", None),
]
ATTENDED = [
    ("Yes", True), ("Attended", True), ("Present", True), ("Virtually", True), ("No", False), ("Apologies", False),
    ("Did not attend", False), ("DNA", False), ("Report only", False), ("Not attended", False), ("Not invited", None),
    ("Unknown", None), ("", None),
]


ANY = {"most_refused": 100}  # a list is believed, however many of its rows are refused


def read_as(tmp_path, column, table, line):
    """(what each word of a table was read as, what was refused, the report), by one extract with a row for each word."""
    rows = [line.format(number=number, written=written) for number, (written, _) in enumerate(table, 1)]
    database, (report,) = taken_in(meetings(tmp_path, *rows), **ANY)
    found = dict(database.run(f"SELECT meeting_id, {column} FROM meeting").rows())
    return [(written, found[f"M{number}"]) for number, (written, _) in enumerate(table, 1)], refused(database), report


def test_a_type_of_meeting_is_read_in_the_words_people_use_and_no_other_meeting_is_taken_for_one(tmp_path):
    found, cells, report = read_as(tmp_path, "meeting_type", TYPES, "M{number},A,{written},2026-10-01,GP,Yes,,")
    assert found == TYPES
    assert report["rejected"] == 0
    unknown = [(row, written) for row, (written, read) in enumerate(TYPES, 2) if not read]
    assert cells == [("cell", row, "meeting_type", "readable", written) for row, written in unknown]


def test_an_agency_has_one_name_and_one_we_do_not_know_keeps_its_own(tmp_path):
    found, cells, _ = read_as(tmp_path, "agency", AGENCIES, "M{number},A,RCPC,2026-10-01,{written},Yes,,")
    assert (found, cells) == (AGENCIES, [])


def test_coming_is_read_and_a_report_instead_is_not_coming(tmp_path):
    found, cells, _ = read_as(tmp_path, "attended", ATTENDED, "M{number},A,RCPC,2026-10-01,GP,{written},,")
    assert (found, cells) == (ATTENDED, [])


def test_a_row_of_a_meeting_is_its_id_its_child_and_the_agency(tmp_path):
    """Brothers and sisters share a meeting; two schools are one agency, which came if either did."""
    database, (report,) = taken_in(meetings(
        tmp_path,
        "M1,A,ICPC,2026-10-01,GP,No,Yes,Duty",
        "M1,B,ICPC,2026-10-01,GP,No,,Duty",
        "M1,A,ICPC,2026-10-01,First School,No,No,Duty",
        "M1,A,ICPC,2026-10-01,Second School,Yes,,Duty",
        "M1,A,ICPC,2026-10-01,gp,Yes,,Duty",
        "M1,A,ICPC,2026-10-01,GP,No,Yes,Duty",
        ",A,ICPC,2026-10-01,GP,Yes,,Duty",
        "M2,A,ICPC,31/02/2026,GP,Yes,,Duty",
    ), **ANY)
    assert (report["read"], report["loaded"], report["rejected"]) == (8, 4, 4)
    found = database.run("SELECT meeting_id, child_id, agency, attended, report_received FROM meeting ORDER BY 2, 3").rows()
    assert found == [("M1", "A", "GP", False, True), ("M1", "A", "School", True, False), ("M1", "B", "GP", False, None)]
    assert [(row, field, rule) for _, row, field, rule, _ in refused(database)] == [
        (6, None, "once"), (7, None, "once"), (8, "id", "needed"), (9, "meeting_date", "readable")]


def test_only_the_boards_meetings_are_about_no_child(tmp_path):
    database, _ = taken_in(meetings(
        tmp_path,
        "B1,,LSCB,2026-10-01,Police,Yes,,",
        "B1,,LSCB,2026-10-01,Probation,No,,",
        "B2,X,Board,2026-10-08,Police,Yes,,",
        "M3,,RCPC,2026-10-02,Police,Yes,,",
        "M4,,Picnic,2026-10-02,Police,Yes,,",
    ), **ANY)
    assert database.run("SELECT meeting_id, child_id, agency FROM meeting ORDER BY 1, 3").rows() == [
        ("B1", None, "Police"), ("B1", None, "Probation"), ("B2", None, "Police")]
    assert [(row, field, rule) for _, row, field, rule, _ in refused(database)] == [
        (5, "child_id", "needed"), (6, "child_id", "needed")]


def test_a_later_extract_corrects_and_withdraws_meetings(tmp_path):
    lines = "M1,A,RCPC,2026-09-01,GP,No,,", "M2,A,RCPC,2026-09-20,GP,Yes,,", "M3,A,RCPC,2026-11-20,GP,,,"
    first = meetings(tmp_path, *lines, day="2026-09-30")
    second = meetings(tmp_path, "M1,A,RCPC,2026-09-01,GP,Yes,,", "M4,A,RCPC,2026-10-20,GP,No,,")
    database, reports = taken_in(first, second)
    assert database.run("SELECT meeting_id, attended FROM meeting ORDER BY 1").rows() == [("M1", True), ("M4", False)]
    assert "Records corrected or withdrawn since: 2." in reports[0]["note"]
    covered = database.run("SELECT model_table, MIN(covered_from), MAX(covered_to) FROM coverage GROUP BY 1").rows()
    assert covered == [("meeting", date(2026, 9, 1), date(2026, 10, 31))]


def test_an_audit_is_asked_for_then_completed_then_answered(tmp_path):
    first = csv(tmp_path / "audit_2026-09-30.csv", AUDIT, "A1,A,2026-09-30,,,,,Duty", "A2,B,2026-09-30,2026-09-29,2,,,Duty")
    second = csv(
        tmp_path / "audit_2026-10-31.csv", AUDIT,
        "A1,A,2026-09-30,05/10/2026,RI,2026-11-02,,Duty", "A2,B,2026-09-30,2026-09-29,Good,,,Duty",
        "A3,C,2026-10-30,2026-10-29,lovely,x,y,", "A4,D,,,,,,", "A5,,2026-10-30,,,,,",
    )  # fmt: skip
    database, reports = taken_in(first, second, **ANY)
    found = database.run("SELECT audit_id, completed_date, grade, response_due_date, response_date, team FROM audit ORDER BY 1")
    assert found.rows() == [
        ("A1", date(2026, 10, 5), "Requires improvement", date(2026, 11, 2), None, "Duty"),
        ("A2", date(2026, 9, 29), "Good", None, None, "Duty"),
        ("A3", date(2026, 10, 29), None, None, None, None),
    ]
    assert [(scope, row, field, text) for scope, row, field, _, text in refused(database) if scope == "cell"] == [
        ("cell", 4, "grade", "lovely"), ("cell", 4, "response_date", "y"), ("cell", 4, "response_due_date", "x")]
    assert [(row, field) for scope, row, field, *_ in refused(database) if scope == "row"] == [(5, "due_date"), (6, "child_id")]
    assert [(row["loaded"], row["rejected"]) for row in reports] == [(2, 0), (3, 2)]


def test_legal_advice_on_brothers_and_sisters_is_one_record_each(tmp_path):
    file = csv(tmp_path / "legal_advice_2026-10-31.csv", ADVICE, "L1,A,2026-10-01,Legal planning meeting", "L1,B,01/10/2026,")
    database, (report,) = taken_in(file)
    assert database.run("SELECT legal_advice_id, child_id, advice_date, advice_type FROM legal_advice ORDER BY 2").rows() == [
        ("L1", "A", date(2026, 10, 1), "Legal planning meeting"), ("L1", "B", date(2026, 10, 1), None)]
    assert report["list"] == "legal advice" and report["rejected"] == 0


def test_a_visit_says_when_it_was_put_on_record_where_the_extract_does(tmp_path):
    told = csv(tmp_path / "visit_2026-10-31.csv", "visit_id,child_id,visit_date,recorded_date,seen",
               "V1,A,2026-10-12,2026-10-20,Yes", "V2,A,2026-10-14,soon,Yes", "V3,A,2026-10-15,,Yes")  # fmt: skip
    database, _ = taken_in(told)
    found = database.run("SELECT recorded_date FROM cp_visit ORDER BY cp_visit_id").to_series().to_list()
    assert found == [date(2026, 10, 20), None, None]
    assert [(field, text) for _, _, field, _, text in refused(database)] == [("recorded_date", "soon")]
    untold = csv(tmp_path / "untold_2026-10-31.csv", "visit_id,child_id,visit_date,seen", "V1,A,2026-10-12,Yes")
    assert taken_in(untold)[0].run("SELECT recorded_date FROM cp_visit").rows() == [(None,)]


def test_a_file_of_meetings_without_a_day_in_its_name_is_refused_with_the_remedy(tmp_path):
    """Some meetings lie ahead, so their days do not say when the file was drawn."""
    from data.reading.readers import Unreadable

    with pytest.raises(Unreadable, match="Name it like"):
        taken_in(csv(tmp_path / "meeting.csv", MEETING, "M1,A,RCPC,2026-10-01,GP,Yes,,"))
