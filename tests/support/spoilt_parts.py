"""Spoilt parts: a list of one day in several files, of which one is spoilt or missing.

The newest rows are missing from parts by period only: a team has so few rows that chance explains such a silence.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zlib import crc32

from tests.support import spoilt_lists
from tests.support.spoilt import Folder, Rows
from tests.support.spoilt_case import NEVER, REFUSED, SAME, Case
from tests.support.spoilt_forms import change, cut, empty, gone, keep, rename

DAY = "2026-10-31"
BY_TEAM, BY_PERIOD, BY_CHILD = "by team", "by period", "by child"
STARTS = spoilt_lists.STARTS | {  # the day that the records of each list begin
    "visit": "visit_date",
    "meeting": "meeting_date",
    "case_supervision": "supervision_date",
}
CHILD, TEAM = ("Child Unique ID", "child_id"), ("Allocated Team", "team")
WAYS = (  # which lists are divided, how, and into how many parts
    ("list1", BY_PERIOD, 3),
    ("list3", BY_TEAM, 2),
    ("list3", BY_PERIOD, 2),
    ("list3", BY_PERIOD, 3),
    ("list4", BY_TEAM, 3),
    ("list6", BY_PERIOD, 2),
    ("list6", BY_CHILD, 2),
    ("list7", BY_TEAM, 2),
    ("visit", BY_PERIOD, 3),
    ("visit", BY_CHILD, 2),
    ("meeting", BY_CHILD, 2),
    ("case_supervision", BY_TEAM, 2),
)

UNNOTICED = (  # a part that is missing: within the share that may be missing, or no other list has these events
    ("list4", BY_TEAM), ("case_supervision", BY_TEAM))  # fmt: skip
NOTICED = (("visit", BY_CHILD), ("meeting", BY_CHILD))  # list 7 names the last visit and review of each child
OLD_PARTS = ("visit", BY_PERIOD)  # the last events of its first part are a year before the day in its name


def _when(cell: str) -> datetime:
    """The day of a cell; a cell that is no day is before all others."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(cell[:10], form)
        except ValueError:
            continue
    return datetime.min


def _place(rows: Rows, files: str, way: str) -> Callable[[list[str]], object]:
    """What the rows of a list are put in order by, before they are divided."""
    headers = {BY_TEAM: TEAM, BY_CHILD: CHILD, BY_PERIOD: (STARTS[files],)}[way]
    at = next(rows[0].index(header) for header in headers if header in rows[0])
    by: dict[str, Callable[[str], object]] = {BY_PERIOD: _when, BY_TEAM: str, BY_CHILD: lambda cell: crc32(cell.encode())}
    return lambda row: by[way](row[at])


def divide(folder: Folder, files: str, way: str, parts: int) -> None:
    """Divide the last file of a list into parts of about equal length; rows that belong together stay together."""
    rows = folder.pop(f"{files}_{DAY}.csv")
    place = _place(rows, files, way)
    body = sorted(rows[1:], key=place)
    kinds = sorted({place(row) for row in body})  # by team: as many teams in each part
    edges = [kinds[len(kinds) * number // parts] for number in range(1, parts)] if way == BY_TEAM else [
        place(body[len(body) * number // parts]) for number in range(1, parts)]  # fmt: skip
    for number in range(parts):
        folder[f"{files}_{DAY}_part{number}.csv"] = [
            rows[0], *(list(row) for row in body if sum(edge <= place(row) for edge in edges) == number)]  # fmt: skip


def _newest_gone(folder: Folder, file: str, header: str, percent: int) -> None:
    """A part without its newest rows."""
    rows = folder[file]
    at = rows[0].index(header)
    rows[1:] = sorted(rows[1:], key=lambda row: _when(row[at]))
    cut(folder, file, percent)


def _spoilings(files: str) -> dict[str, Callable[[Folder, str], None]]:
    """What is wrong with a part of a list."""
    start = STARTS[files]
    return {
        "every day refused": lambda folder, file: change(folder, file, start, lambda cell: "not known"),
        "a third of the days refused": lambda folder, file: change(folder, file, start, lambda cell: "31/02/2026", every=3),
        "no days": lambda folder, file: empty(folder, file, start),
        "the newest fifth of its rows missing": partial(_newest_gone, header=start, percent=20),
        "the newest two fifths of its rows missing": partial(_newest_gone, header=start, percent=40),
        "only headers": lambda folder, file: keep(folder, file, lambda number, row: False),
        "another header for its days": lambda folder, file: rename(folder, file, start, "Period 7"),
        "missing": gone,
    }


def _spoil(folder: Folder, files: str, way: str, parts: int, number: int, then: Callable[[Folder, str], None]) -> None:
    divide(folder, files, way, parts)
    then(folder, f"{files}_{DAY}_part{number}.csv")


def cases() -> list[Case]:
    """All cases of parts."""
    whole = [
        Case(f"{files} in {parts} parts {way}", must, partial(divide, files=files, way=way, parts=parts), beside=True)
        for files, way, parts in WAYS
        for must in [REFUSED if (files, way) == OLD_PARTS else SAME]
    ]
    spoilt = [
        Case(f"{files} in {parts} parts {way}: part {number}: {name}",
             REFUSED if name == "only headers" or (name == "missing" and (files, way) in NOTICED) else NEVER,
             partial(_spoil, files=files, way=way, parts=parts, number=number, then=then), beside=True, lacks=f"{files}_{DAY}")
        for files, way, parts in WAYS
        for name, then in _spoilings(files).items()
        for number in range(parts)
        if (way == BY_PERIOD or "newest" not in name) and (name != "missing" or (files, way) not in UNNOTICED)
    ]  # fmt: skip
    return whole + spoilt
