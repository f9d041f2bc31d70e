"""Spoilt lists: empty ones, refused ones, and parts of lists."""

from functools import partial
from random import Random

from tests.support.spoilt import Folder
from tests.support.spoilt_case import NEVER, REFUSED, Case
from tests.support.spoilt_forms import append, change, cut, gone, keep, tables

LAST3 = "list3_2026-10"
STARTS = {
    "list1": "Date of Contact",
    "list3": "Date of referral",
    "list4": "Continuous Assessment Start Date",
    "list6": "CIN Start Date",
    "list5": "Strategy discussion initiating Section 47 Enquiry Start Date",
    "list7": "Child Protection Plan Start Date",
}


def _none(number: int, row: list[str]) -> bool:
    return False


def _emptied() -> list[Case]:
    cases = [
        Case(f"{files} of the last: only headers", REFUSED, partial(keep, files=f"{files}_2026-10", wanted=_none))
        for files in STARTS
    ]
    cases += [
        Case(
            f"{files} of the last: every date refused",
            REFUSED,
            partial(change, files=f"{files}_2026-10", header=header, into=lambda cell: "not known"),
        )
        for files, header in STARTS.items()
    ]
    cases += [
        Case(
            f"{files} of the last: every third date refused",
            REFUSED,
            partial(change, files=f"{files}_2026-10", header=header, into=lambda cell: "31/02/2026", every=3),
        )
        for files, header in STARTS.items()
        if files in ("list3", "list4", "list7")
    ]
    return [
        *cases,
        Case(
            "list 3 of the last: every eighth date refused",
            REFUSED,
            partial(change, files=LAST3, header="Date of referral", into=lambda cell: "tbc", every=8),
        ),
        Case(
            "list 3 of the last: blank ids", REFUSED, partial(change, files=LAST3, header="Child Unique ID", into=lambda cell: "")
        ),
        Case("list 3 of the last: one row", NEVER, partial(keep, files=LAST3, wanted=lambda number, row: number == 0)),
        Case("list 3 of the last: commas alone", REFUSED, _commas),
        Case("every list of the last: only headers", REFUSED, _template),
        Case("every list of every month: only headers", REFUSED, partial(keep, files="list", wanted=_none)),
        Case("list 3 of every month: only headers", REFUSED, partial(keep, files="list3", wanted=_none)),
        Case(
            "list 3 of the last: formulas that were never computed",
            REFUSED,
            partial(change, files=LAST3, header="Date of referral", into=lambda cell: "=TODAY()-30"),
        ),
        Case(
            "list 7 of the last: plan ends cannot be read",
            NEVER,
            partial(change, files="list7_2026-10", header="Child Protection Plan End Date", into=lambda cell: "ended"),
            lacks="list7_2026-10",
        ),
        Case(
            "list 7 of the last: every second plan's end cannot be read",
            NEVER,
            partial(change, files="list7_2026-10", header="Child Protection Plan End Date", into=lambda cell: "yes", every=2),
            lacks="list7_2026-10",
        ),
        Case(
            "list 7 of the last: no plan has ended",
            NEVER,
            partial(change, files="list7_2026-10", header="Child Protection Plan End Date", into=lambda cell: ""),
            lacks="list7_2026-10",
        ),
        Case(
            "list 6 of the last: every closure reason is unknown",
            NEVER,
            partial(change, files="list6_2026-10", header="Reason for Closure", into=lambda cell: "Other reason"),
            lacks="list6_2026-10",
        ),
        Case(
            "list 3 of the last: NFA in words nobody knows",
            NEVER,
            partial(change, files=LAST3, header="Referral NFA?", into=lambda cell: "Outcome 4"),
            lacks="list3_2026-10",
        ),
    ]


def _commas(folder: Folder) -> None:
    keep(folder, LAST3, _none)
    append(folder, LAST3, *[[""] * 11] * 5)


def _template(folder: Folder) -> None:
    for number in range(1, 8):
        keep(folder, f"list{number}_2026-10", _none)


def _partial() -> list[Case]:
    cases = [
        Case(
            f"{files} of the last: {percent}% of its rows are missing, {where}",
            NEVER if percent == 10 and where == "at its end" else must,  # a list that covers less far gives no other number
            partial(cut, files=f"{files}_2026-10", percent=percent, at_end=where == "at its end"),
            lacks=f"{files}_2026-10",
        )
        for files, must in (
            ("list3", REFUSED),
            ("list1", REFUSED),
            ("list4", REFUSED),
            ("list5", NEVER),
            ("list6", NEVER),
            ("list7", NEVER),
        )
        for percent, where in (
            (10, "at its end"),
            (10, "here and there"),
            (45, "here and there"),
            (55, "at its end"),
            (60, "here and there"),
        )
        if files == "list3" or percent in (45, 55)
    ]
    cases += [
        Case(
            f"list {number} of the {which}: {percent}% of its rows are missing",
            NEVER,
            partial(cut, files=f"list{number}_{month}", percent=percent, at_end=False),
            lacks=f"list{number}_{month}",  # a doubted list counts as absent
        )
        for number in (3, 7)
        for which, month in (("first", "2026-08"), ("second", "2026-09"))
        for percent in (20, 60)
        if (percent == 20) == (number == 3)
    ]
    cases += [
        Case(
            f"{files}: {percent}% of its rows are missing",
            NEVER,
            partial(_beside_before, files=files, percent=percent),
            beside=True,
        )
        for files in ("visit", "case_supervision", "contact")
        for percent in (10, 55)
    ]
    return [
        *cases,
        Case("list 3 of the last: one team alone", REFUSED, partial(_one_team, number=3)),
        Case("list 4 of the last: one team alone", REFUSED, partial(_one_team, number=4)),
        Case("list 7 of the last: one team alone", NEVER, partial(_one_team, number=7), lacks="list7_2026-10"),
        Case(
            "list 3 of the last: only the last month",
            NEVER,
            partial(keep, files=LAST3, wanted=lambda n, row: row[5][3:] == "10/2026"),
            lacks="list3_2026-10",
        ),
        Case(
            "list 7 of the last: only plans that have not ended",
            NEVER,
            partial(keep, files="list7_2026-10", wanted=lambda n, row: not row[12]),
            lacks="list7_2026-10",
        ),
        Case(
            "list 6 of the last: only episodes that have not ended",
            NEVER,
            partial(keep, files="list6_2026-10", wanted=lambda n, row: not row[9]),
            lacks="list6_2026-10",
        ),
        Case(
            "list 3 of the last: only referrals that went on",
            NEVER,
            partial(keep, files=LAST3, wanted=lambda n, row: "No" in row[7]),
            lacks="list3_2026-10",
        ),
        Case("every list of the last: 55% of the children are missing", REFUSED, partial(_children, percent=55)),
        Case("every list of the last: 12% of the children are missing", REFUSED, partial(_children, percent=12)),
    ]


def _beside_before(folder: Folder, files: str, percent: int) -> None:
    """The file of today is a part of what it should be; last month's whole file is still there."""
    name = f"{files}_2026-10-31.csv"
    folder[f"{files}_2026-10-30.csv"] = [list(row) for row in folder[name]]
    cut(folder, name, percent, at_end=False)


def _one_team(folder: Folder, number: int) -> None:
    for rows in tables(folder, f"list{number}_2026-10"):
        at = rows[0].index("Allocated Team")
        team = max({row[at] for row in rows[1:]}, key=[row[at] for row in rows[1:]].count)
        rows[1:] = [row for row in rows[1:] if row[at] == team]


def _children(folder: Folder, percent: int) -> None:
    children = sorted({row[0] for number in range(1, 8) for row in folder[f"list{number}_2026-10-31.csv"][1:]})
    absent = set(Random(percent).sample(children, len(children) * percent // 100))
    for number in range(1, 8):
        keep(folder, f"list{number}_2026-10", lambda place, row: row[0] not in absent)


def cases() -> list[Case]:
    """All cases of empty, refused and partial lists."""
    missing = [
        Case(f"{files} of the last is not there", NEVER, partial(gone, files=f"{files}_2026-10"), lacks=f"{files}_2026-10")
        for files in STARTS
    ]
    return _emptied() + _partial() + missing
