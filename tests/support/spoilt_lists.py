"""Spoilt lists: empty ones, refused ones, and parts of lists."""

from collections.abc import Callable
from functools import partial
from random import Random

from tests.support.spoilt import Folder
from tests.support.spoilt_case import NEVER, REFUSED, Case
from tests.support.spoilt_forms import append, change, cut, gone, keep, tables

LAST3, LAST6, LAST7 = "list3_2026-10", "list6_2026-10", "list7_2026-10"
END, SPREAD = "at its end", "here and there"
REFERRED, PLAN_END = "Date of referral", "Child Protection Plan End Date"


def _none(number: int, row: list[str]) -> bool:
    return False


def _commas(folder: Folder) -> None:
    keep(folder, LAST3, _none)
    append(folder, LAST3, *[[""] * 11] * 5)


def _template(folder: Folder) -> None:
    for number in range(1, 8):
        keep(folder, f"list{number}_2026-10", _none)


def _beside_before(folder: Folder, files: str, percent: int) -> None:
    """The file of today is a part of what it should be; last month's whole file is still there."""
    name = f"{files}_2026-10-31.csv"
    folder[f"{files}_2026-10-30.csv"] = [list(row) for row in folder[name]]
    cut(folder, name, percent, at_end=False)


def _one_team(folder: Folder, number: int) -> None:
    for rows in tables(folder, f"list{number}_2026-10"):
        at = rows[0].index("Allocated Team")
        team = max(sorted({row[at] for row in rows[1:]}), key=[row[at] for row in rows[1:]].count)
        rows[1:] = [row for row in rows[1:] if row[at] == team]


def _children(folder: Folder, percent: int) -> None:
    children = sorted({row[0] for number in range(1, 8) for row in folder[f"list{number}_2026-10-31.csv"][1:]})
    absent = set(Random(percent).sample(children, len(children) * percent // 100))
    for number in range(1, 8):
        keep(folder, f"list{number}_2026-10", lambda place, row: row[0] not in absent)


STARTS = {  # the day that each list rests on
    "list1": "Date of Contact",
    "list3": REFERRED,
    "list4": "Continuous Assessment Start Date",
    "list6": "CIN Start Date",
    "list5": "Strategy discussion initiating Section 47 Enquiry Start Date",
    "list7": "Child Protection Plan Start Date",
}
WRONG_DAYS = (  # which of these days are refused in the last, what they say, every so many-th, and in which lists
    ("every date", "not known", 1, tuple(STARTS)),
    ("every third date", "31/02/2026", 3, ("list3", "list4", "list7")),
)
CELLS = (  # cells of the last that are refused: what is wrong, the list, its column, what the cells say, and every so many-th
    ("list 3 of the last: every eighth date refused", LAST3, REFERRED, "tbc", 8),
    ("list 3 of the last: blank ids", LAST3, "Child Unique ID", "", 1),
    ("list 3 of the last: formulas that were never computed", LAST3, REFERRED, "=TODAY()-30", 1),
)
ANSWERS = (  # the same, of answers that the last then lacks; an earlier extract may still give them
    ("list 7 of the last: plan ends cannot be read", LAST7, PLAN_END, "ended", 1),
    ("list 7 of the last: every second plan's end cannot be read", LAST7, PLAN_END, "yes", 2),
    ("list 7 of the last: no plan has ended", LAST7, PLAN_END, "", 1),
    ("list 6 of the last: every closure reason is unknown", LAST6, "Reason for Closure", "Other reason", 1),
    ("list 3 of the last: NFA in words nobody knows", LAST3, "Referral NFA?", "Outcome 4", 1),
)
MISSING = (  # how many percent of the rows are missing in the last, where, in which lists, and what must happen
    (10, END, ("list3",), NEVER),  # a list that covers less far gives no other number
    (10, SPREAD, ("list3",), REFUSED),
    (45, SPREAD, ("list1", "list3", "list4"), REFUSED),
    (45, SPREAD, ("list5", "list6", "list7"), NEVER),
    (55, END, ("list1", "list3", "list4"), REFUSED),
    (55, END, ("list5", "list6", "list7"), NEVER),
    (60, SPREAD, ("list3",), REFUSED),
)
MISSING_BEFORE = (  # rows missing here and there in an earlier extract: which, its files, and how many percent
    ("list 3 of the first", "list3_2026-08", 20),
    ("list 3 of the second", "list3_2026-09", 20),
    ("list 7 of the first", "list7_2026-08", 60),
    ("list 7 of the second", "list7_2026-09", 60),
)
MISSING_BESIDE = (  # the same in local files
    ("visit", 10),
    ("visit", 55),
    ("case_supervision", 10),
    ("case_supervision", 55),
    ("contact", 10),
    ("contact", 55),
)
KEPT = (  # which rows alone are left in the last, the list, and whether a row is left
    ("list 3 of the last: only the last month", LAST3, lambda number, row: row[5][3:] == "10/2026"),
    ("list 7 of the last: only plans that have not ended", LAST7, lambda number, row: not row[12]),
    ("list 6 of the last: only episodes that have not ended", LAST6, lambda number, row: not row[9]),
    ("list 3 of the last: only referrals that went on", LAST3, lambda number, row: "No" in row[7]),
)
ONE_TEAM = (  # rows of one team alone in the last: the list's number, what must happen, and what the case lacks
    (3, REFUSED, ""),
    (4, REFUSED, ""),
    (7, NEVER, LAST7),
)
OTHERS = (  # what is wrong, what must happen, and the spoiling
    ("list 3 of the last: one row", NEVER, partial(keep, files=LAST3, wanted=lambda number, row: number == 0)),
    ("list 3 of the last: commas alone", REFUSED, _commas),
    ("every list of the last: only headers", REFUSED, _template),
    ("every list of every month: only headers", REFUSED, partial(keep, files="list", wanted=_none)),
    ("list 3 of every month: only headers", REFUSED, partial(keep, files="list3", wanted=_none)),
    ("every list of the last: 55% of the children are missing", REFUSED, partial(_children, percent=55)),
    ("every list of the last: 12% of the children are missing", REFUSED, partial(_children, percent=12)),
)


def _empty() -> list[Case]:
    """Each list of the last without rows, or not there at all."""
    last = [(files, f"{files}_2026-10") for files in STARTS]
    return [
        *(Case(f"{each} of the last: only headers", REFUSED, partial(keep, files=files, wanted=_none)) for each, files in last),
        *(Case(f"{each} of the last is not there", NEVER, partial(gone, files=files), lacks=files) for each, files in last),
    ]


def _saying(files: str, header: str, cell: str, every: int) -> Callable[[Folder], None]:
    """A spoiling after which every so many-th filled cell of a column says the same."""
    return partial(change, files=files, header=header, into=lambda was: cell, every=every)


def _cells() -> list[Case]:
    days = [
        Case(f"{files} of the last: {which} refused", REFUSED, _saying(f"{files}_2026-10", STARTS[files], cell, every))
        for which, cell, every, lists in WRONG_DAYS
        for files in lists
    ]
    refused = [Case(name, REFUSED, _saying(*cells)) for name, *cells in CELLS]
    return [*days, *refused, *(Case(name, NEVER, _saying(*cells), lacks=cells[0]) for name, *cells in ANSWERS)]


def _cut(name: str, must: str, files: str, percent: int, at_end: bool = False) -> Case:
    return Case(name, must, partial(cut, files=files, percent=percent, at_end=at_end), lacks=files)


def _missing() -> list[Case]:
    last = [
        _cut(f"{files} of the last: {percent}% of its rows are missing, {where}", must, f"{files}_2026-10", percent, where == END)
        for percent, where, lists, must in MISSING
        for files in lists
    ]
    before = [
        _cut(f"{which}: {percent}% of its rows are missing", NEVER, files, percent) for which, files, percent in MISSING_BEFORE
    ]
    return last + before


def _missing_beside() -> list[Case]:
    return [
        Case(
            f"{files}: {percent}% of its rows are missing",
            NEVER,
            partial(_beside_before, files=files, percent=percent),
            beside=True,
        )
        for files, percent in MISSING_BESIDE
    ]


def _kept() -> list[Case]:
    return [
        *(Case(name, NEVER, partial(keep, files=files, wanted=wanted), lacks=files) for name, files, wanted in KEPT),
        *(
            Case(f"list {number} of the last: one team alone", must, partial(_one_team, number=number), lacks=lacks)
            for number, must, lacks in ONE_TEAM
        ),
    ]


def cases() -> list[Case]:
    """All cases of empty, refused and partial lists."""
    return [*_empty(), *_cells(), *_missing(), *_missing_beside(), *_kept(), *(Case(*row) for row in OTHERS)]
