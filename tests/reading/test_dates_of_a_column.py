"""A column of dates has one form: its order of day and month is decided once, and what cannot be told is refused."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import belief, loading
from data.reading import date_order, extract_date
from queries.store import engine
from tests.support.small_extracts import annex_a, csv, plan, read, referral

DAY = date(2026, 9, 1)
READ = [  # what database and reporting tools write for 1 September 2026, where nothing is to be decided
    "2026-09-01", "2026-9-1", "2026/09/01", "2026.09.01", "2026 09 01", "20260901", "20260901T000000", "20260901T000000Z",
    "20260901000000", "202609010000", "2026-09-01 00:00", "2026-09-01 00:00:00", "2026-09-01 00:00:00.000",
    "2026-09-01 00:00:00.0000000", "2026-09-01T00:00:00", "2026-09-01T00:00", "2026-09-01T00:00:00.000", "2026/09/01 10:15:30",
    "2026-09-01T00:00:00Z", "2026-09-01T00:00:00.000Z", "2026-09-01T00:00:00+01:00", "2026-09-01T00:00:00.000+01:00",
    "2026-09-01T00:00:00+0100", "2026-09-01 00:00:00+00", "2026-09-01 00:00:00+01", "2026-09-01 00:00:00.123456+00",
    "2026-09-01 00:00:00 +01:00", "2026-09-01 00:00:00.0000000 +01:00", "2026-09-01 00:00:00 UTC", "2026-09-01 09:00:00 GMT",
    "2026-09-01 00:00:00 Europe/London", "2026-09-01T00:00+01:00[Europe/London]", "2026-09-01Z", "2026-09-01+01:00",
    "2026-08-31T23:00:00Z", "2026-08-31T23:30:00.000Z", "2026-08-31T23:00:00+00:00", "2026-08-31 23:00:00+00",
    "2026-08-31T19:00:00-04:00", "2026-09-01T04:30:00+05:30", "20260831T230000Z",
    "01-Sep-26", "01-SEP-26", "1-Sep-26", "01-Sep-2026", "01-SEP-2026 00:00:00", "01-Sep-26 00.00.00.000000000",
    "01-SEP-26 10.15.30.000000 AM", "01-SEP-26 12.00.00.000000000 AM", "01-SEP-26 12.00.00.000000 AM +01:00",
    "01-SEP-26 10.15.30.000000 PM EUROPE/LONDON", "01SEP2026", "01SEP26", "01SEP2026:00:00:00", "01SEP2026:00:00:00.000",
    "Sep  1 2026 12:00AM", "Sep  1 2026 12:00:00:000AM", "01 Sep 2026 00:00:00:000", "Sep 01, 2026", "Sep 1, 2026",
    "September 1, 2026", "September 1, 2026 12:00 AM", "Sept 1, 2026", "01 September 2026", "1 September 2026",
    "1 September 2026 00:00:00", "1 September 2026 at 09:30", "1st September 2026", "1st of September 2026", "01 Sept 2026",
    "Tuesday, 1 September 2026", "Tuesday 1 September 2026", "Tue 01 Sep 2026", "Tue, 01 Sep 2026 09:00:00 GMT",
    "Tuesday, September 1, 2026", "Tuesday, 01 September 2026 00:00:00", "Tue Sep  1 00:00:00 BST 2026",
    "Tue Sep 01 2026 00:00:00 GMT+0100 (British Summer Time)", "2026-Sep-01", "2026 Sep 1", "1. September 2026",
    "1-September-2026",
    "1 Medi 2026", "1 septembre 2026", "1 de septiembre de 2026", "01/Sep/2026", "01.Sep.2026", "01/Sep/2026:09:00:00",
    "46266", "46266.0", "46266.75", "46266,5", "/Date(1788220800000)/", "/Date(1788220800000+0100)/", "\\/Date(1788217200000)\\/",
    "2026-244", "2026-W36-2", "2026W362", " 2026-09-01 ", "2026-09-01\u00a000:00:00",
]  # fmt: skip
NOT_A_DAY = [  # each is refused where a column is full of them
    "1788220800", "1788220800000", "1788220800.0", "1788220800000000", "1.78822E+12", "260901", "1092026", "Sep-26", "Sep 2026",
    "2026-09", "2026", "1 Sep", "01/09", "2026-31-01", "2026-02-30", "31/02/2026", "13/13/2026", "2026-09-01 approx",
    "2026-09-01 25:00",
    "today", "tbc", "unknown", "week 36", "Q3 2026", "99999", "12", "0", "0026-09-01", "1 Foo 2026", "2026-09-01 to 2026-09-02",
    "1 wrzesnia 2026", "2026-400", "2026-W60-1", "01/09/126", "1/9-2026", "2026-09-01T00:00:00 EST", "2026-09-01 10:00 XYZ",
    "01/09/2026 13:00 PM", "########", "00:00:00", "10:15",
]  # fmt: skip
DAYS = [DAY + timedelta(each) for each in range(-120, 60, 3)]
FORMS = {  # form: (how it is written, whether a column of DAYS is read)
    "dd/mm/yyyy": ("%d/%m/%Y", True), "dd-mm-yyyy": ("%d-%m-%Y", True), "dd.mm.yyyy": ("%d.%m.%Y", True),
    "dd mm yyyy": ("%d %m %Y", True),
    "dd/mm/yy": ("%d/%m/%y", True), "dd.mm.yy": ("%d.%m.%y", True), "dd-mm-yy": ("%d-%m-%y", True), "ddmmyyyy": ("%d%m%Y", True),
    "dd/mm/yyyy time": ("%d/%m/%Y 00:00:00", True), "dd/mm/yyyy time, no seconds": ("%d/%m/%Y 10:15", True),
    "dd/mm/yyyy, time": ("%d/%m/%Y, 10:15:30", True), "dd/mm/yyyy 12-hour time": ("%d/%m/%Y 12:00:00 AM", True),
    "d. m. yyyy": ("%d. %m. %Y", True), "yyyy/mm/dd": ("%Y/%m/%d", True),
    "mm/dd/yyyy": ("%m/%d/%Y", False), "mm-dd-yyyy": ("%m-%d-%Y", False), "mm.dd.yyyy": ("%m.%d.%Y", False),
    "mm/dd/yy": ("%m/%d/%y", False),
    "mm/dd/yyyy time": ("%m/%d/%Y 00:00:00", False), "mm/dd/yyyy 12-hour time": ("%m/%d/%Y 12:00:00 AM", False),
    "mmddyyyy": ("%m%d%Y", False),
    "yy/mm/dd": ("%y/%m/%d", False), "yy-mm-dd": ("%y-%m-%d", False), "yymmdd": ("%y%m%d", False),
    "yyyy/dd/mm": ("%Y/%d/%m", False), "yyyy-dd-mm": ("%Y-%d-%m", False), "month and year": ("%b-%y", False),
    "day and month": ("%d-%b", False),
}  # fmt: skip


def refused(*columns: list[str]) -> dict[str, str]:
    """{number of the column: why it is refused}."""
    return date_order.refusals({str(at): date_order.column((cell, 1) for cell in cells) for at, cells in enumerate(columns)})


@pytest.mark.parametrize("cell", READ)
def test_what_a_tool_writes_by_default_is_read(cell):
    assert refused([cell] * 20) == {}
    assert date_order.day(cell) == DAY


@pytest.mark.parametrize("cell", NOT_A_DAY)
def test_a_column_in_another_form_is_refused_as_a_whole(cell):
    assert cell in refused([cell] * 20 + ["2026-09-15"] * 5)["0"]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_read_right_or_refused(form):
    written, is_read = FORMS[form]
    cells = [each.strftime(written) for each in DAYS]
    assert (refused(cells) == {}) is is_read
    if is_read:
        assert [date_order.day(cell) for cell in cells] == DAYS


@pytest.mark.parametrize(("columns", "why"), [
    ([["03/04/2026"]], "both orders"),
    ([["03/04/2026", "05/06/2026"]], "both orders"),
    ([["03/04/2026", "13/04/2026"]], None),
    ([["04/13/2026", "03/04/2026"]], "1 of its 2 dates can only be month first"),
    ([["13/04/2026", "04/13/2026"]], "only day first"),
    ([["03/03/2026", "04/04/2026"]], None),
    ([["03/03/2026", "03/04/2026"]], "both orders"),
    ([["03/04/2026"], ["13/04/2026"]], None),
    ([["03/04/2026"], ["13-04-2026"]], "both orders"),
    ([["03/04/2026"], ["13/04/26"]], "both orders"),
    ([["03/04/2026"], ["04/13/2026"]], "both orders"),
    ([["03/04/2026"], ["13/04/2026", "04/13/2026"]], "both orders"),
    ([["03/04/2026"], ["13/04/2026"], ["04/13/2026"]], "both orders"),
    ([["03/04/2026"], ["2026-04-13"]], "both orders"),
    ([["46266", "2026-09-01", "1 September 2026"]], None),
    ([["46266", "13/04/2026", "14/04/2026", "46280"]], None),
    ([["2026-04-03", "13/04/2026", "14/04/2026", "2026-05-03"]], "taken day for month"),
    ([["2026-04-03", "04/13/2026"]], "month first"),
    ([["2026-04-03", "13/04/2026", "2026-05-23"]], None),
    ([["31/12/9999", "03/04/2026"]], "both orders"),
    ([["31/12/9999", "2026-09-01"]], None),
    ([["01/01/1900", "2026-09-01"] * 5], None),
    ([["2026-09-01"] * 38 + ["soon"] * 2], None),
    ([["2026-09-01"] * 37 + ["soon"] * 3], "3 of its 40 dates cannot be read"),
    ([["2026-09-01", "soon"]], None),
    ([["26/09/01", "26/09/15"]], "two digits"),
    ([["15/09/26", "16/09/26"]], None),
    ([["26/09/15"]], "two digits"),
    ([["01/09/2026 23:30:00Z", "15/09/2026 23:30:00Z"]], "cannot be read"),
    ([["01/09/2026 10:30:00Z", "15/09/2026 10:30:00Z"]], None),
    ([[]], None),
])  # fmt: skip
def test_the_whole_column_and_then_its_neighbours_decide(columns, why):
    said = refused(*columns).get("0")
    assert (why in said) if why and said else said is why


def test_a_refusal_has_examples_and_says_what_to_do():
    said = refused([each.strftime("%m/%d/%Y") for each in DAYS])["0"]
    number = sum(each.day > 12 for each in DAYS)
    assert f"{number} of its {len(DAYS)} dates can only be month first" in said
    assert said.count("/2026") == 3 and "2026-09-01" in said and "build again" in said


WRITTEN = ("%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d.%m.%y", "%m-%d-%y", "%y/%m/%d", "%d %b %Y", "%b %d, %Y", "%d-%b-%y", "%Y%m%d",
           "%d%m%Y", "%m%d%Y", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%Y-%j")  # fmt: skip
LIKELY = st.dates(date(2026, 5, 1), date(2026, 10, 31))


@settings(max_examples=2000, deadline=None)
@given(st.lists(LIKELY, min_size=1, max_size=40), st.sampled_from(WRITTEN), st.sampled_from(("plain", "unpadded")))
def test_no_column_of_one_form_gives_another_day(days, written, padding):
    """A column in any written form is read right, or is refused: what was written is the second opinion."""
    cells = [each.strftime(written) for each in days]
    if padding == "unpadded" and "/" in written:
        cells = ["/".join(part.lstrip("0") or "0" for part in cell.split("/")) for cell in cells]
    if refused(cells):
        return
    read_days = [date_order.day(cell) for cell in cells]
    assert all(got in (None, meant) for got, meant in zip(read_days, days, strict=True))
    assert read_days.count(None) <= max(1, 0.05 * len(days))


@settings(max_examples=1000, deadline=None)
@given(st.datetimes(datetime(1996, 1, 1), datetime(2040, 1, 1)), st.sampled_from(("Z", "+00:00", "+0000", " UTC")))
def test_a_time_with_a_zone_is_of_the_day_in_london(moment, zone):
    there = moment.replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/London")).date()
    assert date_order.day(f"{moment:%Y-%m-%dT%H:%M:%S}{zone}") == there


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
