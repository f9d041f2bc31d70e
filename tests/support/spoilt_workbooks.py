"""Spoilt workbooks: the last month's lists as one workbook, with sheets that are blank, doubled, hidden or not understood."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial

from tests.support.spoilt import LAST, Folder
from tests.support.spoilt_case import NEVER, REFUSED, SAME, X_OR_REFUSED, Case
from tests.support.spoilt_days import day
from tests.support.spoilt_forms import gathered, workbook

Sheets = dict[str, list]
Spoil = Callable[[Sheets], None]


def _as_they_are(sheets: Sheets) -> None:
    """The sheets of the good lists."""


def _with_days(rows: list[list]) -> None:
    """Make real days of the texts in the columns of days."""
    columns = [at for at, header in enumerate(rows[0]) if "Date" in header or header.endswith(" date")]
    for row, at in ((row, at) for row in rows[1:] for at in columns if row[at]):
        with suppress(ValueError):  # the good lists have a few wrong days
            row[at] = datetime(*day(row[at]).timetuple()[:3])


def _booked(folder: Folder, spoil: Spoil = _as_they_are, options: dict | None = None, hidden: tuple[str, ...] = ()) -> None:
    """The last month's lists as one workbook, with real days, after its sheets were spoilt."""
    sheets = gathered(folder, LAST)
    for rows in sheets.values():
        _with_days(rows)
    spoil(sheets)
    folder[f"annex_a_{LAST}.xlsx"] = workbook(sheets, options, hidden)


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


def _blank(sheets: Sheets, numbers: Iterable[int]) -> None:
    for number in numbers:
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


SHEETS = (  # what the workbook is, what must happen, and what is done to its sheets
    ("of the good lists", SAME, _as_they_are),
    ("ids are numbers, zeros lost", NEVER, _numbers),
    ("ids of list 3 are numbers", NEVER, _three_numbers),
    ("three title rows above list 3", SAME, partial(_title, count=3)),
    ("16 title rows above list 3", SAME, partial(_title, count=16)),
    ("list 3 with unknown headers", REFUSED, partial(_headers, number=3)),
    ("list 7 with unknown headers", REFUSED, partial(_headers, number=7)),
    ("list 3 with headers in other words", X_OR_REFUSED, _other_words),
    ("list 1 below list 3 on a sheet", NEVER, _below),
    ("list 3 twice", REFUSED, _twice),
    ("list 3 twice, the second half as long", NEVER, partial(_twice, percent=50)),
    ("a blank template", REFUSED, partial(_blank, numbers=range(1, 8))),
    ("list 7 blank", REFUSED, partial(_blank, numbers=[7])),
    ("list 3 blank", REFUSED, partial(_blank, numbers=[3])),
    ("list 3 month first as text", REFUSED, _texts),
    ("list 3 month first, days up to 12 swapped", NEVER, _mixed),
)
WRITTEN = (  # workbooks that are written in another way, too
    ("epoch 1904, real days", SAME, partial(_booked, options={"date_1904": True})),
    ("list 3 hidden", NEVER, partial(_booked, hidden=("List_3",))),
    (
        "formulas that were never computed",
        REFUSED,
        partial(_booked, spoil=_formulas, options={"strings_to_formulas": True}),
    ),
)


def cases() -> list[Case]:
    """All cases of workbooks."""
    rows = [*((name, must, partial(_booked, spoil=spoil)) for name, must, spoil in SHEETS), *WRITTEN]
    return [Case(f"a workbook: {name}", must, spoil) for name, must, spoil in rows]
