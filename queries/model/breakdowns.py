"""The breakdowns of figures: the list `breakdowns.toml`, and the SQL that is made from it.

A breakdown is one line of that list and one column of `counted.sql`. This module puts the list into the SQL for figures, for
records and for two breakdowns at once; pages, the command line and the settings take names and titles from it.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from msgspec import Meta

from queries import FOLDER, QueryError, text, toml
from queries.model import selected

FILE, COUNTED = FOLDER / "model" / "breakdowns.toml", FOLDER / "model" / "counted.sql"
ALL = "all"  # the whole authority, without a breakdown
NAME = re.compile(r"[a-z][a-z0-9_]*")
OTHERS = ("indicator", "record_id", "child_id", "worker_id", "event_date", "numerator", "denominator", "basis", "days")
LINE = 'need = { title = "Primary need" }'


@dataclass(frozen=True)
class Breakdown:
    """A breakdown's title, and whether figures about workers have it too."""

    title: Annotated[str, Meta(pattern=r"\S")]
    of_workers: bool = False


@cache
def every() -> dict[str, Breakdown]:
    """{name: breakdown}, in the order of the list; raises QueryError with the line to mend."""
    lines = toml.read(FILE, QueryError, f"Each breakdown is one line with a name of its own, such as {LINE}")
    return {name: _read(name, line) for name, line in lines.items()}


def titles() -> dict[str, str]:
    """{name: title} of the breakdowns, in the order of the list."""
    return {name: each.title for name, each in every().items()}


def check(columns: list[str]) -> None:
    """Raise QueryError unless `columns`, those of `counted.sql`, contain each breakdown of the list once and no other."""
    given, listed = [name.lower() for name in columns], [*OTHERS, *every()]
    for name in listed:
        if name not in given:
            raise QueryError(f"{COUNTED}: no column is called `{name}`. Add it there{_or_unlist(name)}.")
    for name in (name for name in given if name not in listed):
        first = re.sub(r"(_\d+)+$", "", name)  # the engine adds a number to a second column of the same name
        if first in listed:
            raise QueryError(f"{COUNTED}: two columns are called `{first}`. Take one of them out.")
        raise QueryError(f"{COUNTED}: the column `{name}` has no line in {FILE}. Write one there, or take the column out.")


def counted(indicator: str) -> str:
    """The SELECT of the records that an indicator counts; `indicator` is its SELECT."""
    return text("model/counted", indicator=indicator)


def table() -> str:
    """The statement that makes `counted`, with the columns counted.sql gives and no rows."""
    return text("model/counted_table", records=counted(selected.nothing()))


def empty() -> str:
    """The SELECT of one row: for how many counted records each breakdown is empty."""
    return text("model/counted_empty", empty=", ".join(f"COUNT(*) - COUNT({name}) AS {name}" for name in every()))


def series() -> str:
    """The SQL that adds up counted records to the figures of every breakdown."""
    names = list(every())
    told = " ".join(f"WHEN GROUPING({name}) = 0 THEN '{name}'" for name in names)
    workers = ", ".join(f"'{name}'" for name in (ALL, *(name for name in names if every()[name].of_workers)))
    sets = ", ".join(["(indicator, counts_on)", *(f"(indicator, counts_on, {name})" for name in names)])
    columns = ", ".join((*names, "'All'"))
    return text("model/series", breakdown=f"CASE {told} ELSE '{ALL}' END", columns=columns, sets=sets, of_workers=workers)


def records(breakdown: str) -> str:
    """The SELECT of the records behind a figure of this breakdown; raises QueryError for an unknown one."""
    return text("reading/records", part=_part(breakdown))


def crossed(first: str, second: str) -> str:
    """The SELECT of two breakdowns at once; raises QueryError for an unknown one."""
    return text("reading/crossed", first=_part(first), second=_part(second))


def _read(name: str, line: object) -> Breakdown:
    if not NAME.fullmatch(name) or name in (ALL, *OTHERS):
        raise _wrong(name, "cannot name a breakdown: write small letters, digits and _, and not the name of another column")
    try:
        return toml.fit(line if isinstance(line, dict) else {}, Breakdown)
    except toml.Misfit as problem:
        kinds = "needs a text in quotation marks as its title, and true or false as of_workers"
        keys = "needs a title, may have of_workers, and has no other keys"
        raise _wrong(name, kinds if problem.fault == toml.WRONG else keys) from problem


def _wrong(name: str, problem: str) -> QueryError:
    where = toml.line(FILE.read_text(encoding="utf-8"), (name,))
    return QueryError(f"{FILE}: line {where}: `{name}` {problem}. Write such as {LINE}")


def _part(breakdown: str) -> str:
    """The SQL for a record's group in a breakdown: its column, or 'All'."""
    if breakdown not in (ALL, *every()):
        raise QueryError(f"{breakdown!r} is not a breakdown. There are: {', '.join(every())}.")
    return "'All'" if breakdown == ALL else breakdown


def _or_unlist(name: str) -> str:
    return f", or take its line out of {FILE}" if name in every() else ""
