"""A record whose answer its extract does not say makes the figures that count it not available, and no others."""

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest

import queries
from data import counting, settings
from queries.definitions import header
from tests.support.small_extracts import annex_a, plan, referral, taken_in

pytestmark = pytest.mark.slow

CHOSEN = settings.parameters(settings.load())
CHECKED = {file.id: header.check(file) for file in queries.indicator_files() if file.id in (
    "closure_reason_and_date", "dates_out_of_order", "second_or_subsequent_plans", "previous_plans_disagree")}
APRIL = date(2026, 4, 1)  # in the window of September's extract, and before that of October's
SEPTEMBER, OCTOBER = date(2026, 9, 30), date(2026, 10, 31)
CLOSED, REASON, STATUS = "CIN Closure Date", "Reason for Closure", "Case status"
REVIEWED, BEFORE = "Date of latest review conference", "Number of Previous Child Protection Plans"
S47, ASSESSED = "Strategy discussion initiating Section 47 Enquiry Start Date", "Continuous Assessment Start Date"
AUTHORISED, ICPC = "Continuous Assessment Date of Authorisation", "Date of Initial Child Protection Conference"
Cells = dict[str, Callable[[int], object]]


def begins(n: int) -> date:
    """A record begins every sixth day from 1 April: five of them in April."""
    return APRIL + timedelta(6 * n)


def every_second(n: int) -> date | None:
    return begins(n) + timedelta(3) if n % 2 == 0 else None


def rows(day: date, starts: str, cells: Cells) -> list[dict]:
    """The records of a list that have begun by a day; `cells` are {header: value by number of record}."""
    return [{"Child Unique ID": f"C{n}", starts: begins(n), **{header: cell(n) for header, cell in cells.items()}}
            for n in range(36) if begins(n) <= day]  # fmt: skip


def book(folder, day: date, plans: Cells | None = None, episodes: Cells | None = None):
    """A workbook with lists 3 to 7 of one authority."""
    known = [plan(f"C{n}", begins(n), **{header: cell(n) for header, cell in (plans or {}).items()})
             for n in range(36) if begins(n) <= day]  # fmt: skip
    status = {STATUS: lambda n: "a) Child in need plan"}
    return annex_a(
        folder / f"annex_a_{day}.xlsx", list_3=[referral(f"C{n}", begins(n)) for n in range(36) if begins(n) <= day],
        list_4=rows(day, ASSESSED, {AUTHORISED: every_second}), list_5=rows(day, S47, {ICPC: every_second}),
        list_6=rows(day, "CIN Start Date", status | (episodes or {})),
        list_7=known)  # fmt: skip


def april(indicator: str, *files, month: date = APRIL) -> tuple:
    """(numerator, denominator, symbol) of an indicator for April, or another month; empty if there is no such figure."""
    database, _ = taken_in(*files)
    database.execute("CREATE TABLE bank_holiday (day DATE)")
    database.execute(queries.text("model/calendar"))
    database.load("population", pl.DataFrame(schema={"area_code": pl.String, "year": pl.Int64, "children": pl.Int64}))
    assert not counting.count(database, [CHECKED[indicator]], CHOSEN)
    found = database.run("SELECT * FROM series WHERE grain = 'month' AND breakdown = 'all'").filter(period_start=month)
    return next(found.select("numerator", "denominator", "symbol").iter_rows(), ())


def closes(*numbers: int) -> Cells:
    """Reasons for the episodes that have closed, and the last day of April for those of the first two."""
    return {REASON: lambda n: "RC7" if n in numbers else None, CLOSED: lambda n: date(2026, 4, 30) if n < 2 else None}


def without(cells: Cells, header: str) -> Cells:
    return {name: cell for name, cell in cells.items() if name != header}


@pytest.mark.parametrize(("october", "expected"), [
    (closes(0, 1), (0, 2, None)),  # two closed in April, each with a date and a reason
    (closes(0, 1, 3), (1, 3, None)),  # the fourth, which began in April, has a reason and no date
    (without(closes(0, 1), CLOSED), (0, 2, None)),  # September's extract said when they closed
    (without(closes(0, 1, 3), CLOSED), (None, None, "x")),  # nothing says when the fourth closed
    (without(closes(0, 1), REASON), (None, None, "x")),  # nothing says whether the other three have a reason
    ({}, (None, None, "x")),
])
def test_a_closure_that_is_not_known_is_no_fault(tmp_path, october, expected):
    files = (book(tmp_path, SEPTEMBER, episodes=closes(0, 1)), book(tmp_path, OCTOBER, episodes=october))
    assert april("closure_reason_and_date", *files) == expected


ENDS = {"Child Protection Plan End Date": lambda n: begins(n) + timedelta(20) if n % 9 == 1 else None}


@pytest.mark.parametrize(("october", "expected"), [
    ({REVIEWED: lambda n: begins(n) + timedelta(30)} | ENDS, (0, 22, None)),  # four pairs for each of the five, two conferences
    ({REVIEWED: lambda n: begins(n) + timedelta(30 * (n != 18))} | ENDS, (1, 22, None)),
    ({REVIEWED: lambda n: None} | ENDS, ()),  # no month of conferences is left that September's extract says alone
    (ENDS, ()),
])
def test_a_review_that_is_not_said_is_not_left_out(tmp_path, october, expected):
    first = {REVIEWED: lambda n: begins(n) + timedelta(30)} | ENDS
    files = (book(tmp_path, SEPTEMBER, first, closes(0)), book(tmp_path, OCTOBER, october, closes(0)))
    assert april("dates_out_of_order", *files, month=date(2026, 7, 1)) == expected


@pytest.mark.parametrize("indicator", ["second_or_subsequent_plans", "previous_plans_disagree"])
@pytest.mark.parametrize(("september", "october", "is_known"), [
    ({BEFORE: lambda n: n % 3}, {BEFORE: lambda n: n % 3}, True),
    ({BEFORE: lambda n: n % 3}, {}, True),  # September's number stays true
    ({BEFORE: lambda n: n % 3}, {BEFORE: lambda n: "b) No"}, True),  # the column has other answers
    ({}, {}, False),
])
def test_the_number_of_earlier_plans_is_carried_or_not_known(tmp_path, indicator, september, october, is_known):
    told = april(indicator, book(tmp_path, SEPTEMBER, september), book(tmp_path, OCTOBER, october))
    expected = (3 if indicator == "second_or_subsequent_plans" else 0, 5, None)
    assert told == expected if is_known else not told or told[2] == "x"
