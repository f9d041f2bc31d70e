"""A column of days that a calendar, a query or another column of the row explains is not read; what work explains is."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.support.small_extracts import annex_a, referral, taken_in

pytestmark = pytest.mark.slow

DAY = date(2026, 10, 31)
START = {5: "Strategy discussion initiating Section 47 Enquiry Start Date", 6: "CIN Start Date"}
SEEN, CLOSED, ICPC = "Date Child Was Last Seen", "CIN Closure Date", "Date of Initial Child Protection Conference"
LED = "Did the Initial Child Protection Conference Result in a Child Protection Plan"
Cell = Callable[[int], object]


def start(n: int) -> date:
    return date(2026, 5, 1) + timedelta(7 * n % 183)


def soon(n: int) -> date:
    return start(n) + timedelta(5)


def first(n: int) -> date:
    return soon(n).replace(day=1)


def monday(n: int) -> date:
    return soon(n) - timedelta(soon(n).weekday())


def few(wrong: object, right: Cell, number: int) -> Cell:
    """The wrong value in the first `number` rows."""
    return lambda n: wrong if n < number else right(n)


CASES: dict[str, tuple[int, dict[str, Cell], set[str]]] = {
    "conferences in 2049, five": (5, {ICPC: few(date(2049, 12, 31), soon, 5)}, {"conference_date"}),
    "conferences in 2049, two": (5, {ICPC: few(date(2049, 12, 31), soon, 2)}, set()),
    "nine conferences on one day": (5, {ICPC: few(DAY, soon, 9)}, set()),
    "over a third of the conferences on one day": (5, {ICPC: few(DAY, soon, 15)}, {"conference_date"}),
    "seen on one day, records of three months": (6, {SEEN: lambda n: DAY if start(n).month < 8 else soon(n)}, set()),
    "seen on one day, records of six months": (6, {SEEN: lambda n: DAY}, {"last_seen_date"}),
    "closed on one day": (6, {CLOSED: lambda n: DAY - timedelta(1) if start(n) < DAY else None}, set()),
    "seen on the first of months": (6, {SEEN: first}, {"last_seen_date"}),
    "seen on the last of months": (6, {SEEN: lambda n: first(n) - timedelta(1)}, {"last_seen_date"}),
    "closed on the first of months": (6, {CLOSED: lambda n: (start(n) + timedelta(32)).replace(day=1)}, {"end_date"}),
    "a few seen on the first of months": (6, {SEEN: lambda n: first(n) if n % 4 else soon(n)}, set()),
    "seen on Mondays": (6, {SEEN: monday}, {"last_seen_date"}),
    "conferences on Mondays": (5, {ICPC: monday}, set()),
    "seen after the closure": (6, {SEEN: soon, CLOSED: start}, {"last_seen_date", "end_date"}),
    "a fifth seen after the closure": (6, {SEEN: lambda n: soon(n) if n < 8 else start(n), CLOSED: start}, set()),
    "plans without a conference": (
        5, {ICPC: lambda n: None if n < 9 else soon(n), LED: lambda n: "a) Yes"}, {"conference_date", "led_to_plan"}),
    "no conference, and no plan": (
        5, {ICPC: lambda n: None if n < 20 else soon(n), LED: lambda n: "b) No" if n < 20 else "a) Yes"}, set()),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_days_that_no_work_explains_are_not_read(tmp_path, case):
    number, cells, wrong = CASES[case]
    rows = [{"Child Unique ID": f"C{n}", START[number]: start(n), **{header: cell(n) for header, cell in cells.items()}}
            for n in range(40)]  # fmt: skip
    dated = [referral(f"C{n}", start(n)) for n in range(100)]  # its days date the workbook
    database, _ = taken_in(annex_a(tmp_path / f"annex_a_{DAY}.xlsx", list_3=dated, **{f"list_{number}": rows}))
    assert set(database.run("SELECT field FROM staging.column_refused")["field"]) == wrong


def test_a_day_that_fills_blanks_is_the_reason_and_not_the_rows_that_it_contradicts(tmp_path):
    """Conferences in 2049 stand where none was needed, so they contradict their rows as well."""
    needless = "Was an Initial Child Protection Conference deemed unnecessary?"
    rows = [{"Child Unique ID": f"C{n}", START[5]: start(n), needless: "a) Yes" if n < 20 else "b) No",
             ICPC: date(2049, 12, 31) if n < 20 else soon(n)} for n in range(40)]  # fmt: skip
    dated = [referral(f"C{n}", start(n)) for n in range(100)]
    database, _ = taken_in(annex_a(tmp_path / f"annex_a_{DAY}.xlsx", list_3=dated, list_5=rows))
    ((field, reason),) = database.run("SELECT field, reason FROM staging.column_refused").rows()
    assert field == "conference_date" and "such as 31 December 2049" in reason


def test_contacts_that_a_join_has_doubled_are_doubted(tmp_path):
    """Nearly all children and days come twice; a third of them does not show it."""
    for twice, found in ((40, ["doubled"]), (13, [])):
        rows = [{"Child Unique ID": f"C{n}", "Date of Contact": DAY - timedelta(n), "Contact Source": source}
                for n in range(40) for source in ("a) 6: Police", "b) 9: Other")[: 2 if n < twice else 1]]  # fmt: skip
        database, _ = taken_in(annex_a(tmp_path / f"annex_a_{DAY}.xlsx", list_1=rows))
        assert database.run("SELECT doubt FROM doubted WHERE list = 'annex_a_list_1'")["doubt"].to_list() == found
