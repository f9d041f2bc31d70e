"""A column of dates has one form: its order of day and month is decided once, and what cannot be told is refused."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reading import date_order

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


@settings(max_examples=2000, deadline=None)
@given(st.text(alphabet="0123456789 /-.:TZ+,'aAdegjnmoprstuvy()", max_size=30) | st.text(max_size=200))
def test_any_text_is_a_day_or_is_not(cell):
    assert isinstance(date_order.day(cell), date | None)
    refused([cell])
