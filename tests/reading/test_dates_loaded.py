"""Columns of dates in whole extracts: what is refused stops the build or leaves figures unknown, and the report shows why."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest
import xlsxwriter

from data import belief, loading
from data.reading import extract_date
from queries.store import engine
from tests.support.small_extracts import HEADERS, annex_a, csv, plan, read, referral

DAYS = [date(2026, 9, 1) + timedelta(each) for each in range(-120, 60, 3)]


def taken(*paths):
    """A database with the model made from files, and the report of the load."""
    database = engine.memory()
    return database, loading.take_in(database, [read(path) for path in paths]).to_dicts()


def referrals(form: str, *numbers: int, born: str = "%d/%m/%Y") -> list[dict]:
    days = [date(2026, 5, 1) + timedelta(each) for each in numbers or range(0, 180, 3)]
    return [
        referral(f"C{at}", day.strftime(form), **{"Date of Birth": day.replace(year=2015).strftime(born)})
        for at, day in enumerate(days)
    ]


def test_a_list_with_days_in_no_certain_order_stops_the_build_and_gives_no_figures(tmp_path):
    path = annex_a(
        tmp_path / "annex_a_2026-10-31.xlsx",
        as_written=True,
        list_3=referrals("%m/%d/%Y"),
        list_7=[plan("A", datetime(2026, 6, 1))],
    )
    database, _ = taken(path)
    with pytest.raises(belief.NotBelieved, match=r"36 of its 60 dates can only be month first \(05/13/2026") as stopped:
        belief.check(database)
    assert "Annex A list 3, referrals" in str(stopped.value) and "list 7" not in str(stopped.value)
    assert database.run("SELECT * FROM referral").is_empty()
    assert "referral" not in database.run("SELECT model_table FROM coverage")["model_table"].to_list()
    rejected = database.run("SELECT received, reason FROM rejected WHERE scope = 'row' ORDER BY row_number").rows()
    assert len(rejected) == 60 and "05/01/2026" in rejected[0][1]
    assert "01/05/2015 | 05/01/2026" in rejected[0][0], "the report shows what was received"
    belief.check(database, accept=True)


def test_day_first_is_read_and_the_report_shows_the_text_as_received(tmp_path):
    rows = [*referrals("%d/%m/%Y"), referral("C0", "01/05/2026")]
    database, _ = taken(annex_a(tmp_path / "annex_a_2026-10-31.xlsx", as_written=True, list_3=rows))
    assert database.run("SELECT referral_date FROM referral ORDER BY 1")["referral_date"].to_list() == [
        date(2026, 5, 1) + timedelta(each) for each in range(0, 180, 3)
    ]
    assert "01/05/2026" in database.run("SELECT received FROM rejected WHERE scope = 'row'")["received"][0]
    belief.check(database)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["%m/%d/%Y", "1.78e+12", "%Y-%d-%m"])
def test_a_refused_end_leaves_its_figures_unsaid(tmp_path, form):
    ends = [date(2026, 6, 1) + timedelta(each) for each in range(0, 90, 3)]
    rows = [plan(f"C{at}", datetime(2026, 5, 1), end.strftime(form)) for at, end in enumerate(ends)]
    database, report = taken(annex_a(tmp_path / "annex_a_2026-10-31.xlsx", as_written=True, list_7=rows))
    belief.check(database)
    assert len(database.run("SELECT * FROM cp_plan")) == 30
    assert "cp_plan_end_date" in database.run("SELECT detail FROM unsaid")["detail"].to_list()
    assert "cp_plan_end_date" not in database.run("SELECT detail FROM detail_coverage")["detail"].to_list()
    assert "child protection plan end date' is not read" in report[0]["note"]
    cells = database.run("SELECT received FROM rejected WHERE scope = 'cell' AND field = 'end_date' ORDER BY row_number")[
        "received"
    ]
    assert cells.to_list() == [end.strftime(form) for end in ends]


@pytest.mark.slow
def test_the_order_is_decided_file_by_file(tmp_path):
    headers = ",".join(
        ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)", "Date of Contact", "Contact Source")
    )
    days = [date(2026, 5, 1) + timedelta(each) for each in range(0, 150, 3)]
    paths = [csv(tmp_path / f"contacts_2026-{month}.csv", headers,
                 *(f"C{at},,,,,{day.strftime(form)},6: Police" for at, day in enumerate(days)),
                 as_written=True) for month, form in (("09-30", "%d/%m/%Y"), ("10-31", "%m/%d/%Y"))]  # fmt: skip
    database, _ = taken(*paths)
    assert database.run("SELECT DISTINCT file FROM doubted")["file"].to_list() == ["contacts_2026-10-31.csv"]
    assert database.run("SELECT contact_date FROM contact ORDER BY 1")["contact_date"].to_list() == days


def test_the_day_of_an_extract_is_found_by_the_same_order():
    days = pl.Series("day", [each.strftime("%m/%d/%Y") for each in DAYS])
    with pytest.raises(extract_date.DateError):
        extract_date.of("contacts", [days], len(days))
    assert extract_date.of("contacts", [pl.Series("day", [each.strftime("%d-%b-%y") for each in DAYS])], len(DAYS)) == max(DAYS)


@pytest.mark.slow
@pytest.mark.parametrize("since_1904", [True, False])
def test_day_numbers_count_from_the_workbooks_own_epoch(tmp_path, since_1904):
    path, days = tmp_path / "annex_a_2026-10-31.xlsx", [datetime(2026, 9, day) for day in (1, 15, 30)]
    with xlsxwriter.Workbook(path, {"date_1904": since_1904}) as book:
        sheet, shown = book.add_worksheet("List_3"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADERS[3])
        for row, (child, day, form) in enumerate(zip("ABC", days, (None, None, shown), strict=True), 1):
            sheet.write(row, 0, child)
            sheet.write_datetime(row, 5, day, form)
    database, _ = taken(path)
    read_days = database.run("SELECT referral_date FROM referral ORDER BY 1")["referral_date"].to_list()
    assert read_days == [day.date() for day in days]
