"""Lists that hold too little, or are of a day still to come, cover nothing and stop a build: they prove no 0."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest
import xlsxwriter

from data import belief, build, loading
from data.reading import extract_date
from data.reading.readers import Unreadable
from queries.store import engine
from queries.store import warehouse as built
from tests.support.small_extracts import HEADERS, annex_a, csv, plan, read, referral, workbook

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 28)
FIRST = datetime(2026, 5, 1)
SEPTEMBER = [referral(f"C{number}", FIRST + timedelta(number * 3)) for number in range(50)]
PLANS = [plan("A", "01/06/2026"), plan("B", "01/03/2025", "01/08/2026")]


def take(*paths, today=TODAY):
    """A database with the model made from files, and the report of the load."""
    database = engine.memory()
    return database, loading.take_in(database, [read(path) for path in sorted(paths)], today=today).to_dicts()


def refusal(database) -> str:
    """What a build says where it stops."""
    with pytest.raises(belief.NotBelieved) as stopped:
        belief.check(database)
    return str(stopped.value)


def covered(database, table) -> list[date]:
    """The last days covered of a table."""
    return database.run(f"SELECT covered_to FROM coverage WHERE model_table = '{table}' ORDER BY 1")["covered_to"].to_list()


def headers_only(folder):
    return csv(folder / "list3_2026-11-28.csv", ",".join(HEADERS[3]))


def blank_template(folder):
    return workbook(folder / "annex_a_2026-11-28.xlsx", {f"List_{n}": [("Title",), headers] for n, headers in HEADERS.items()})


def blank_rows(folder):
    return csv(folder / "list3_2026-11-28.csv", ",".join(HEADERS[3]), *[","] * 5)


def every_row_refused(folder):
    rows = [referral(f"C{number}", f"week {number + 1} of September") for number in range(12)]
    return annex_a(folder / "annex_a_2026-11-28.xlsx", list_3=rows)


def formulas_without_values(folder):
    path = folder / "annex_a_2026-11-28.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("List_3")
        sheet.write_row(0, 0, HEADERS[3])
        for row in range(1, 6):
            sheet.write_string(row, 0, f"C{row}")
            sheet.write_formula(row, 5, "=TODAY()", None, "")
    return path


def no_ids(folder):
    return annex_a(folder / "annex_a_2026-11-28.xlsx", list_3=[referral(None, "03/11/2026")] * 4)


@pytest.mark.parametrize("bad", [
    headers_only, blank_template, blank_rows, every_row_refused, formulas_without_values, no_ids])
def test_a_list_with_no_row_taken_in_covers_nothing_and_stops_the_build(tmp_path, bad):
    good = annex_a(tmp_path / "annex_a_2026-09-30.xlsx", list_3=SEPTEMBER, list_7=PLANS)
    path = bad(tmp_path)
    database, report = take(good, path)
    assert covered(database, "referral") == [date(2026, 9, 30)]
    assert len(database.run("SELECT * FROM referral")) == 50, "nothing ends or goes because an empty list lacks it"
    said = refusal(database)
    why = "12 of its 12 dates cannot be read" if bad is every_row_refused else "no row was loaded"
    assert path.name in said and "Annex A list 3, referrals" in said and why in said and "--accept" in said
    belief.check(database, accept=True)
    assert any("gives no figures" in row["note"] for row in report if row["file"] == path.name)


def test_a_lists_rows_may_be_refused_up_to_a_share(tmp_path):
    for refused, is_doubted in ((2, False), (3, True)):
        rows = SEPTEMBER + [referral(None, "03/09/2026")] * refused
        database, _ = take(annex_a(tmp_path / "annex_a_2026-09-30.xlsx", list_3=rows))
        assert (covered(database, "referral") == []) is is_doubted
    assert "3 of 53 rows were refused, more than 5%" in refusal(database)


def test_the_share_is_a_setting(tmp_path):
    path = annex_a(tmp_path / "annex_a_2026-09-30.xlsx", list_3=SEPTEMBER + [referral(None, "03/09/2026")] * 10)
    database = engine.memory()
    loading.take_in(database, [read(path)], today=TODAY, shares={"most_refused": 20})
    assert covered(database, "referral") == [date(2026, 9, 30)]


@pytest.mark.parametrize(("again", "is_doubted"), [
    (SEPTEMBER[:20], False), ([row | {"Referral NFA?": "a) Yes"} for row in SEPTEMBER[:20]], True)])
def test_the_same_row_twice_is_certain_and_two_that_differ_are_not(tmp_path, again, is_doubted):
    database, _ = take(annex_a(tmp_path / "annex_a_2026-09-30.xlsx", list_3=SEPTEMBER + again))
    assert len(database.run("SELECT * FROM referral")) == (0 if is_doubted else 50)
    assert covered(database, "referral") == ([] if is_doubted else [date(2026, 9, 30)])
    if is_doubted:
        assert "20 of 70 rows" in refusal(database)


def local(folder, name, header, rows):
    """A local file of 31 October 2026, each row a text."""
    return csv(folder / f"{name}_2026-10-31.csv", header, *rows)


SESSIONS = "Supervision ID,Child ID,Worker ID,Supervisor ID,Team,Supervision Date,Recorded Date,Supervision Type,Status"
MEETINGS = "Meeting ID,Child ID,Meeting Type,Meeting Date,Agency,Attended,Report Received,Team"


def sessions(status):
    days = [date(2026, 1, 1) + timedelta(3 * n) for n in range(100)]
    return [f"S{n},C{n},W1,M1,North,{day},,CASE,{status if n < 30 else 'HELD'}" for n, day in enumerate(days)]


def meetings(kind="CORE GROUP", attended="Yes"):
    return [f"M{n},C{n},{kind if n < 30 else 'CORE GROUP'},{date(2026, 1, 1) + timedelta(3 * n)},Police,"
            f"{attended if n < 30 else 'Yes'},,North" for n in range(100)]


@pytest.mark.parametrize(("name", "header", "rows", "column"), [
    ("supervision", SESSIONS, sessions(""), "status"), ("supervision", SESSIONS, sessions("7"), "status"),
    ("supervision", SESSIONS, sessions("n/a"), "status"), ("supervision", SESSIONS, sessions("HELD"), None),
    ("meeting", MEETINGS, meetings(kind="X12"), "meeting type"), ("meeting", MEETINGS, meetings(kind=""), "meeting type"),
    ("meeting", MEETINGS, meetings(attended=""), "attended"), ("meeting", MEETINGS, meetings(attended="3"), "attended"),
    ("meeting", MEETINGS, meetings(kind="LAC Review"), None), ("meeting", MEETINGS, meetings(kind="Strategy discussion"), None),
    ("meeting", MEETINGS, meetings(attended="Apologies"), None),
    ("meeting", MEETINGS, [*meetings(), *(f"N{n},C{n},CORE GROUP,2026-11-20,Police,,,North" for n in range(30))], None),
    ("worker", "Worker ID,Team,Role,Start Date,End Date",
     [f"W{n},North,{'Social worker' if n > 5 else ''},2025-01-{n + 1:02d}," for n in range(30)], "role"),
])
def test_a_column_that_every_row_needs_has_answers_or_the_list_is_doubted(tmp_path, name, header, rows, column):
    database, _ = take(local(tmp_path, name, header, rows))
    assert len(database.run("SELECT * FROM doubted")) == (1 if column else 0)
    if column:
        assert f"'{column}', which every row needs, is blank or cannot be read" in refusal(database)


def spoilt(header, answer, rows=30, of=60):
    """Referrals of which some have this answer in a column."""
    return [referral(f"C{number}", FIRST + timedelta(number * 2), **({header: answer} if number < rows else {}),
                     **{"Referral Source": "1A"}) for number in range(of)]


@pytest.mark.parametrize(("rows", "detail", "is_said"), [
    (spoilt("Referral NFA?", "whatever", 3), "referral_no_further_action", True),
    (spoilt("Referral NFA?", "whatever", 4), "referral_no_further_action", False),
    (spoilt("Referral NFA?", 2, 1), "referral_no_further_action", False),  # a count under a question of yes or no
    (spoilt("Referral NFA?", 1, 30), "referral_no_further_action", True),
    (spoilt("Referral NFA?", None, 19), "referral_no_further_action", True),
    (spoilt("Referral NFA?", None, 20), "referral_no_further_action", False),
    (spoilt("Referral NFA?", "n/a", 21), "referral_no_further_action", False),
    (spoilt("Referral NFA?", None, 4, 9), "referral_no_further_action", True),  # too few to say
    (spoilt("Number of Referrals in Last 12 Months", None, 21), "referral_previous_referrals", False),
    (spoilt("Number of Referrals in Last 12 Months", "b) No", 4), "referral_previous_referrals", False),
    (spoilt("Ethnicity", "a) WBRI", 9), "referral_ethnicity", True),  # the figures count its blanks
])
def test_a_column_is_read_as_a_whole_or_counts_as_missing(tmp_path, rows, detail, is_said):
    database, _ = take(annex_a(tmp_path / "annex_a_2026-09-30.xlsx", list_3=rows))
    assert database.run(f"SELECT * FROM unsaid WHERE detail = '{detail}'").is_empty() is is_said


def assessments(blank, ended=30, count=40):
    return [{"Child Unique ID": f"C{n}", "Continuous Assessment Start Date": FIRST + timedelta(3 * n),
             "Continuous Assessment Date of Authorisation": FIRST + timedelta(3 * n + 20) if n < ended else None,
             "Child Seen During Continuous Assessment": None if n < blank or n >= ended else "a) Yes"} for n in range(count)]


@pytest.mark.parametrize(("blank", "ended", "is_said"), [(0, 12, True), (9, 30, True), (10, 30, False)])
def test_only_rows_that_must_have_an_answer_count(tmp_path, blank, ended, is_said):
    """Whether a child was seen is asked of assessments that have ended."""
    database, _ = take(annex_a(tmp_path / "annex_a_2026-10-31.xlsx", list_4=assessments(blank, ended)))
    assert database.run("SELECT * FROM unsaid WHERE detail = 'assessment_child_seen'").is_empty() is is_said


@pytest.mark.parametrize(("day", "is_doubted"), [(TODAY, False), (TODAY + timedelta(1), True), (date(2027, 10, 31), True)])
def test_no_extract_is_of_a_day_still_to_come(tmp_path, day, is_doubted):
    rows = [referral(f"C{number}", datetime(2026, 6, 1) + timedelta(number * 3)) for number in range(60)]
    path = annex_a(tmp_path / f"annex_a_{day}.xlsx", list_3=rows[:8] if is_doubted else rows[::7], list_7=PLANS)
    database, _ = take(path)
    assert covered(database, "referral") == ([] if is_doubted else [day])
    if is_doubted:
        said = refusal(database)
        assert path.name in said and f"{day:%d %B %Y}" in said and "in the future" in said


def test_an_extract_that_lacks_most_of_what_it_should_hold_covers_nothing(tmp_path):
    whole = annex_a(tmp_path / "annex_a_2026-09-30.xlsx", list_3=SEPTEMBER)
    part = annex_a(tmp_path / "annex_a_2026-10-31.xlsx", list_3=[*SEPTEMBER[:10], referral("N", "20/10/2026")])
    database, report = take(whole, part)
    assert covered(database, "referral") == [date(2026, 9, 30)]
    said = report[1]["note"]
    assert "40 of the 50 records that it should have are missing (80.0%" in said and "gives no figures" in said


def test_a_month_in_a_name_reaches_no_further_than_today():
    assert extract_date.from_name("annex_a_2026-11", TODAY) == TODAY
    assert extract_date.from_name("annex_a_2026-10", TODAY) == date(2026, 10, 31)


def test_without_a_day_in_the_name_dates_to_come_say_nothing(tmp_path):
    days = pl.Series("day", [f"2026-{month:02d}-{day:02d}" for month in (9, 10) for day in range(1, 29)] + ["2026-12-24"] * 9)
    assert extract_date.of("contact", [days], 65, TODAY) == date(2026, 10, 28)


@pytest.mark.parametrize(("last", "named", "is_refused"), [
    (date(2026, 3, 31), "2026-10-31", True), (date(2025, 10, 31), "2026-10-31", True), (date(2026, 10, 1), "2026-10-31", False)])
def test_a_file_in_which_nothing_happens_before_the_day_in_its_name_has_another_day(tmp_path, last, named, is_refused):
    rows = [referral(f"C{number}", datetime.combine(last - timedelta(number), datetime.min.time())) for number in range(90)]
    path = annex_a(tmp_path / f"annex_a_{named}.xlsx", list_3=rows)
    if not is_refused:
        assert read(path).status == "read"
        return
    with pytest.raises(Unreadable, match=named):
        read(path)


def test_a_list_of_which_little_is_heard_may_be_silent_for_longer():
    batches = pl.Series("day", [f"{2024 + n // 4}-{1 + 3 * (n % 4):02d}-15" for n in range(12) for _ in range(8)])
    assert extract_date.of("audit_2027-01-10", [batches], 96, date(2027, 1, 10)) == date(2027, 1, 10)


def test_a_build_stops_and_the_last_good_one_stays(tmp_path, capsys):
    """Ofsted's own blank template alone would make every figure a 0."""
    warehouse, extracts = tmp_path / "warehouse", tmp_path / "extracts"
    extracts.mkdir()
    assert build.main(["--published", "--authority", "420", "--warehouse", str(warehouse)]) == 0
    before = built.current(warehouse)
    path = blank_template(extracts)
    capsys.readouterr()
    assert build.main(["--extracts", str(extracts), "--authority", "420", "--warehouse", str(warehouse)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Nothing was changed.") and said.count(path.name) == 7 and "Annex A list 7" in said
    assert built.current(warehouse) == before and not list(warehouse.glob("*.making"))
