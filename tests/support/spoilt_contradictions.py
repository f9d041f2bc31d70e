"""Spoilt columns of days that can all be read: the calendar, the list beside them or the row contradicts them.

Ofsted's lists are those of one month alone, so no earlier extract shows the change.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from tests.support.spoilt import Folder
from tests.support.spoilt_case import NEVER, SAME, X_OR_REFUSED, Case
from tests.support.spoilt_days import day
from tests.support.spoilt_forms import append, change, swap, tables

Cells = list[str]
CONFERENCE, UNTIL = ("list5", "Date of Initial Child Protection Conference"), ("worker", "newly_qualified_until")
VISIT, REVIEW = ("list7", "Date of the Last Statutory Visit"), ("list7", "Date of latest review conference")
ENDED = "list7", "Child Protection Plan End Date"
SEEN, STATUS = ("list6", "Date Child Was Last Seen"), ("list6", "Case status")
REFERRED, CONTACTS = ("list3", "Date of referral"), "list1_2026-10-31.csv"
UNNECESSARY = "list5", "Was an Initial Child Protection Conference deemed unnecessary?"
RESULTED = "list5", "Did the Initial Child Protection Conference Result in a Child Protection Plan"
DISABILITY, ALONE = ("list7", "Does the Child have a Disability"), ("list7", "Was the Child Seen Alone?")
CLOSED = "list6", "CIN Closure Date"
COMPLETED, RESPONSE = ("audit", "completed_date"), ("audit", "response_date")
TOLD = {CONFERENCE: "conferences_on_time", SEEN: "days_since_child_in_need_seen", VISIT: "visits_on_time"}


def whole(folder: Folder, column: tuple[str, str], into: Callable[[Cells], Cells]) -> None:
    """Change the cells of a column, all at once."""
    for rows in tables(folder, column[0]):
        at = rows[0].index(column[1])
        for row, cell in zip(rows[1:], into([row[at] for row in rows[1:]]), strict=True):
            row[at] = cell


def _filled(cells: Cells, day: str) -> Cells:
    return [cell or day for cell in cells]


def _down(cells: Cells) -> Cells:
    """Blank cells with what is above them."""
    last, filled = "", []
    for cell in cells:
        last = cell or last
        filled.append(last)
    return filled


WAYS: dict[str, Callable[[Cells], Cells]] = {
    "all the day of the extract": lambda cells: ["31/10/2026"] * len(cells),
    "sorted alone": lambda cells: sorted(cells, key=lambda cell: (cell[6:], cell[3:5], cell[:2])),
    "moved by a row": lambda cells: cells[-1:] + cells[:-1],
    "half blank": lambda cells: [cell if number < len(cells) // 2 else "" for number, cell in enumerate(cells)],
    "filled down": _down,
}
CUT: dict[str, Callable[[str], str]] = {
    "first of the month": lambda cell: f"01{cell[2:]}",
    "last of the month": lambda cell: f"{(day(f'01{cell[2:]}') + timedelta(31)).replace(day=1) - timedelta(1):%d/%m/%Y}",
    "Monday": lambda cell: f"{day(cell) - timedelta(day(cell).weekday()):%d/%m/%Y}",
    "Sunday": lambda cell: f"{day(cell) - timedelta(day(cell).isoweekday() % 7):%d/%m/%Y}",
}
FILLED = {
    CONFERENCE: ("2079-06-06", "2049-12-31", "2030-01-01", "31/10/2026", "31/12/2026"),
    UNTIL: ("2079-06-06", "2049-12-31", "2027-03-31"),
    SEEN: ("2079-06-06", "2030-01-01"),
}
EXCHANGED = ((VISIT, REVIEW), (UNNECESSARY, RESULTED), (DISABILITY, ALONE), (SEEN, CLOSED), (COMPLETED, RESPONSE))
FIRSTS = (REFERRED, VISIT, ENDED, SEEN, CONFERENCE)
WEEKS = (REFERRED, VISIT)


def _case(column: tuple[str, str], how: str, must: str, spoil: Callable[[Folder], Folder | None]) -> Case:
    named = (TOLD[column],) if must == X_OR_REFUSED else ()
    return Case(f"{column[0]} of one month: '{column[1]}' {how}", must, spoil, named, column in (UNTIL, COMPLETED), newest=True)


def _must(column: tuple[str, str]) -> str:
    return X_OR_REFUSED if column in TOLD else NEVER


def _blanks() -> list[Case]:
    return [_case(column, f"blank is {with_}", _must(column), partial(whole, column=column, into=partial(_filled, day=with_)))
            for column, days in FILLED.items() for with_ in days]  # fmt: skip


def _rounded() -> list[Case]:
    asked = [(column, name) for column in FIRSTS for name in ("first of the month", "last of the month")]
    asked += [(column, name) for column in WEEKS for name in ("Monday", "Sunday")]
    return [_case(column, f"cut to {name}", _must(column), partial(change, files=column[0], header=column[1], into=CUT[name]))
            for column, name in asked]  # fmt: skip


def _moved() -> list[Case]:
    asked = [(column, name) for column in (VISIT, SEEN) for name in WAYS if name != "filled down"]
    asked += [(ENDED, name) for name in ("sorted alone", "moved by a row", "filled down")]
    asked += [(STATUS, "moved by a row"), (CONFERENCE, "filled down")]
    return [_case(column, name, _must(column), partial(whole, column=column, into=WAYS[name])) for column, name in asked]


def _believed() -> list[Case]:
    """True extracts, which must not be doubted."""
    return [_case(column, "as it is", SAME, lambda folder: None) for column in (VISIT, UNTIL)]


def _exchanged() -> list[Case]:
    return [_case(column, f"exchanged with '{other}'", NEVER, partial(swap, files=column[0], header=column[1], other=other))
            for column, (_, other) in EXCHANGED]  # fmt: skip


def _join(folder: Folder) -> None:
    """Each contact a second time with another source."""
    rows = folder[CONTACTS]
    append(folder, "list1", *([*row[:6], "z) 9: Other"] for row in rows[1:]))


def cases() -> list[Case]:
    """All cases of days that contradict something."""
    doubled = _case(("list1", "Contact Source"), "doubled by a join", NEVER, _join)
    return [*_blanks(), *_rounded(), *_moved(), *_exchanged(), doubled, *_believed()]
