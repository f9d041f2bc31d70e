"""Spoilt workbooks: the last month's lists as one workbook, with sheets that are blank, doubled, hidden or not understood."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial

from tests.support.spoilt import LAST, Folder
from tests.support.spoilt_case import NEVER, REFUSED, SAME, X_OR_REFUSED, Case
from tests.support.spoilt_days import day
from tests.support.spoilt_forms import gathered, workbook

Sheets = dict[str, list]


def _booked(
    folder: Folder,
    spoil: Callable[[Sheets], Sheets | None] = lambda sheets: None,
    options: dict | None = None,
    hidden: tuple[str, ...] = (),
) -> None:
    """The last month's lists as one workbook, with real days, after its sheets were spoilt."""
    sheets = gathered(folder, LAST)
    for rows in sheets.values():
        days = [at for at, header in enumerate(rows[0]) if "Date" in header or header.endswith(" date")]
        for row, at in ((row, at) for row in rows[1:] for at in days if row[at]):
            with suppress(ValueError):  # the good lists have a few wrong days
                row[at] = datetime(*day(row[at]).timetuple()[:3])
    folder[f"annex_a_{LAST}.xlsx"] = workbook(spoil(sheets) or sheets, options, hidden)


def _numbers(sheets: Sheets) -> None:
    for rows in sheets.values():
        for row in rows[1:]:
            row[0] = int(row[0])


def _three_numbers(sheets: Sheets) -> None:
    for row in sheets["List_3"][1:]:
        row[0] = int(row[0])


def _title(sheets: Sheets, count: int) -> None:
    sheets["List_3"][:0] = [[f"Page {number}"] for number in range(count)]


def _headers(sheets: Sheets, number: int) -> None:
    rows = sheets[f"List_{number}"]
    rows[0] = [f"Column {at}" for at in range(len(rows[0]))]


def _other_words(sheets: Sheets) -> None:
    """A list 3 of which only the child is known by its header."""
    rows = sheets["List_3"]
    rows[0] = ["Client", "Sex", "Origin", "Born", "Years", "Received", "From", "Closed", "Before", "Team", "Worker"]


def _below(sheets: Sheets) -> None:
    sheets["List_3"] += [[], *sheets.pop("List_1")]


def _twice(sheets: Sheets, percent: int = 100) -> None:
    rows = sheets["List_3"]
    sheets["List_3 (2)"] = rows[: 1 + len(rows) * percent // 100]


def _blank(sheets: Sheets, *numbers: int) -> None:
    for number in numbers or range(1, 8):
        del sheets[f"List_{number}"][1:]


def _formulas(sheets: Sheets) -> None:
    for row in sheets["List_3"][1:]:
        row[5] = "=TODAY()-20"


def _texts(sheets: Sheets) -> None:
    for row in sheets["List_3"][1:]:
        row[5] = row[5] if isinstance(row[5], str) else f"{row[5]:%m/%d/%Y}"


def _mixed(sheets: Sheets) -> None:
    """What a spreadsheet makes of month-first text: days up to 12 become days, swapped; the others stay text."""
    for row in sheets["List_3"][1:]:
        each = row[5]
        if not isinstance(each, str):
            row[5] = each.replace(month=each.day, day=each.month) if each.day <= 12 else f"{each:%m/%d/%Y}"


def cases() -> list[Case]:
    """All cases of workbooks."""

    def case(name: str, must: str, spoil: Callable = lambda sheets: None, **more: object) -> Case:
        return Case(f"a workbook: {name}", must, partial(_booked, spoil=spoil, **more))

    return [
        case("of the good lists", SAME),
        case("epoch 1904, real days", SAME, options={"date_1904": True}),
        case("ids are numbers, zeros lost", NEVER, _numbers),
        case("ids of list 3 are numbers", NEVER, _three_numbers),
        case("three title rows above list 3", SAME, partial(_title, count=3)),
        case("16 title rows above list 3", SAME, partial(_title, count=16)),
        case("list 3 with unknown headers", REFUSED, partial(_headers, number=3)),
        case("list 7 with unknown headers", REFUSED, partial(_headers, number=7)),
        case("list 3 with headers in other words", X_OR_REFUSED, _other_words),
        case("list 1 below list 3 on a sheet", NEVER, _below),
        case("list 3 twice", REFUSED, _twice),
        case("list 3 twice, the second half as long", NEVER, partial(_twice, percent=50)),
        case("list 3 hidden", NEVER, hidden=("List_3",)),
        case("a blank template", REFUSED, _blank),
        case("list 7 blank", REFUSED, lambda sheets: _blank(sheets, 7)),
        case("list 3 blank", REFUSED, lambda sheets: _blank(sheets, 3)),
        case("formulas that were never computed", REFUSED, _formulas, options={"strings_to_formulas": True}),
        case("list 3 month first as text", REFUSED, _texts),
        case("list 3 month first, days up to 12 swapped", NEVER, _mixed),
    ]
