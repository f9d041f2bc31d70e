"""Two lists of one day that say other things of the same children: their columns are not read, and a few slips do not count."""

from datetime import date, timedelta

import openpyxl
import pytest

from tests.support.small_extracts import annex_a, plan, referral, taken_in

pytestmark = pytest.mark.slow

DAY = date(2026, 10, 31)
PLAN, NEED, CARE = "b) Child Protection plan", "c) Child in need plan", "a) Looked after child"
BOTH, ALIKE = {"last_seen_date", "last_visit_date"}, {"last_review_date"}
OPEN = {"end_date", "case_status"}


def start(n: int) -> date:
    return date(2026, 5, 1) + timedelta(5 * n % 120)


def visited(n: int) -> date:
    return DAY - timedelta(1 + 3 * n % 28)


def refused(
    folder, children: int, seen=visited, visit=visited, status=lambda n: PLAN, end=lambda n: None, without: str = ""
) -> dict[str, str]:
    """The columns that are refused of lists 6 and 7 of the same children, and why; each argument gives a cell by its row, and
    `without` is a header of list 7 that nobody knows."""
    need = [{"Child Unique ID": f"C{n}", "CIN Start Date": start(n), "Date Child Was Last Seen": seen(n),
             "Case status": status(n)} for n in range(children)]  # fmt: skip
    plans = [plan(f"C{n}", start(n), end(n), **{"Date of the Last Statutory Visit": visit(n)}) for n in range(children)]
    dated = [referral(f"C{n}", start(n)) for n in range(children)]
    path = annex_a(folder / f"annex_a_{DAY}.xlsx", list_3=dated, list_6=need, list_7=plans)
    if without:
        book = openpyxl.load_workbook(path)
        next(cell for row in book["List_7"] for cell in row if cell.value == without).value = "Dyddiad"
        book.save(path)
    database, _ = taken_in(path)
    return dict(database.run("SELECT field, reason FROM staging.column_refused").rows())


def first(number: int, wrong, right):
    """The wrong cell in the first so many rows."""
    return lambda n: wrong(n) if n < number else right(n)


def early(n: int) -> date:
    return visited(n) - timedelta(20)


CASES = {
    "all is right": (40, {}, set()),
    "seen after the visit": (40, {"seen": lambda n: DAY}, {"last_seen_date"}),  # on one day, which is another doubt
    "four seen before the last visit": (20, {"seen": first(4, early, visited)}, set()),
    "eight of forty seen before it": (40, {"seen": first(8, early, visited)}, set()),
    "nine of forty seen before it": (40, {"seen": first(9, early, visited)}, BOTH | ALIKE),
    "last seen is blank for eight": (40, {"seen": first(8, lambda n: None, visited)}, set()),
    "last seen is blank for nine": (40, {"seen": first(9, lambda n: None, visited)}, {"last_seen_date"}),
    "the last visit is blank for nine": (40, {"visit": first(9, lambda n: None, visited)}, {"last_visit_date"} | ALIKE),
    "no visit is said": (40, {"visit": lambda n: None}, set()),
    "no child was seen": (40, {"seen": lambda n: None}, set()),
    "four children, all before": (4, {"seen": early}, set()),
    "a status of another kind, eight of forty": (40, {"status": first(8, lambda n: NEED, lambda n: PLAN)}, set()),
    "nine of forty": (40, {"status": first(9, lambda n: NEED, lambda n: PLAN)}, OPEN),
    "children in care with a plan": (40, {"status": first(20, lambda n: CARE, lambda n: PLAN)}, set()),
    "no status says that there is a plan": (40, {"status": lambda n: NEED}, set()),
    "no status": (40, {"status": lambda n: None}, set()),
    "nine plans ended, by list 7 alone": (40, {"end": first(9, lambda n: DAY - timedelta(n), lambda n: None)}, OPEN),
    "four plans ended, by list 7 alone": (40, {"end": first(4, lambda n: DAY - timedelta(n), lambda n: None)}, set()),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_columns_of_two_lists_that_contradict_each_other_are_not_read(tmp_path, case):
    children, cells, wrong = CASES[case]
    assert refused(tmp_path, children, **cells).keys() == wrong


def test_a_column_that_may_have_changed_headers_is_not_said_to_contradict(tmp_path):
    said = refused(tmp_path, 40, seen=first(9, early, visited))
    assert all("9 of its 40 children contradict the column" in said[column] for column in BOTH)
    assert "another column of this list" in said["last_review_date"] and "contradict" not in said["last_review_date"]


@pytest.mark.parametrize("without", ["", "Child Protection Plan End Date"])
def test_a_missing_column_of_ends_is_not_said_to_contradict(tmp_path, without):
    """Plans that ended look open in a file that does not say so; the columns of the other list are right."""
    ended = {"end": first(15, lambda n: DAY - timedelta(n), lambda n: None), "status": first(15, lambda n: NEED, lambda n: PLAN)}
    assert refused(tmp_path, 40, seen=first(15, early, visited), without=without, **ended) == {}


ENQUIRIES, DISABILITY = "Number of Section 47 Enquiries in the last 12 months", "Does the Child have a Disability"
CONFERENCES = "Number of ICPCs in the last 12 months"
LED = "Did the Initial Child Protection Conference Result in a Child Protection Plan"
NUMBERS = {  # cells of list 5 by row, and the columns that are refused
    "as they should be": ({ENQUIRIES: lambda n: n % 2, DISABILITY: lambda n: "b) No"}, set()),
    "disabilities by number": ({ENQUIRIES: lambda n: n % 4, DISABILITY: lambda n: n % 2}, set()),
    "counts that include the present one": ({ENQUIRIES: lambda n: 1 + n % 3, CONFERENCES: lambda n: 1}, set()),
    "no counts": ({DISABILITY: lambda n: n % 2}, set()),
    "disabilities <-> enquiries": (
        {ENQUIRIES: lambda n: ("b) No", "c) Unknown")[n % 2], DISABILITY: lambda n: n % 2}, {"disability"}),
    "disabilities <-> conferences": (
        {CONFERENCES: lambda n: "b) No" if n % 2 else None, DISABILITY: lambda n: 0}, {"disability"}),
    "enquiries <-> the decision": ({ENQUIRIES: lambda n: "a) Yes" if n % 3 else None, LED: lambda n: n % 2}, {"led_to_plan"}),
}  # fmt: skip


@pytest.mark.parametrize("case", NUMBERS)
def test_numbers_that_no_figure_needs_show_that_a_column_has_their_header(tmp_path, case):
    cells, wrong = NUMBERS[case]
    begins = "Strategy discussion initiating Section 47 Enquiry Start Date"
    held = {"Date of Initial Child Protection Conference": lambda n: start(n) + timedelta(15)} if LED in cells else {}
    enquiries = [{"Child Unique ID": f"C{n}", begins: start(n), **{header: cell(n) for header, cell in (cells | held).items()}}
                 for n in range(40)]  # fmt: skip
    dated = [referral(f"C{n}", start(n)) for n in range(40)]
    database, _ = taken_in(annex_a(tmp_path / f"annex_a_{DAY}.xlsx", list_3=dated, list_5=enquiries))
    assert set(database.run("SELECT field FROM staging.column_refused")["field"]) == wrong
