"""Doubts lists that contradict themselves or each other: identifiers with two dates of birth, and sources with other records.

Two children under one identifier join their records, one record under two names counts twice, and a list of visits without one
team's looks like visits that were not made, or a list of plans like children without one. None of it shows in a row.
"""

from collections.abc import Iterator

import queries
from data import doubts
from queries.sources import ListSpec, checks, statements
from queries.sources.received import Received
from queries.store.engine import Database

BIRTH = "birth_date"
WHOSE = ("child_id", "worker_id")


def judge(database: Database) -> None:
    """Add those lists to `doubted`; needs staging.version."""
    lists = Received(database).lists
    for each in lists:
        if BIRTH in each.columns:
            database.execute(queries.text("staging/shared_ids", list=each.id, field=BIRTH))
        if each.told_apart_by and each.event and not each.own_id:  # not allocations: a child may always have two workers
            database.execute(queries.text("staging/doubled", list=each.id))
        if each.own_id:
            database.execute(queries.text("staging/exchanged_ids", list=each.id, field=each.own_id, whose=each.subject[0]))
    for own, other in _pairs(lists):
        ours, theirs = _same(own), _same(other)
        all_same = " AND ".join(f"own.same_{number} IS NOT DISTINCT FROM theirs.same_{number}" for number in range(len(ours)))
        database.execute(queries.text(
            "staging/disagreeing", list=own.id, other=other.id, own_same=_numbered(ours), other_same=_numbered(theirs),
            all_same=all_same))  # fmt: skip
    for each, field, other in _latest(lists):
        column = f"'{doubts.header(each.id, field)}' of {each.title}"
        database.execute(queries.text("staging/unlisted", list=each.id, field=field, other=other.id), column=column)
    for each in lists:
        for other, asked in each.also_in.items():
            database.execute(queries.text("staging/absent", list=each.id, other=other, asked=asked), title=each.title)


def _latest(lists: list[ListSpec]) -> Iterator[tuple[ListSpec, str, ListSpec]]:
    """Each list and column with the latest events of a table, and each list of another source that has all of these events."""
    for each in lists:
        for field, table in each.latest.items():
            yield from ((each, field, other) for other in lists if other.source != each.source and table in other.fills)


def _pairs(lists: list[ListSpec]) -> Iterator[tuple[ListSpec, ListSpec]]:
    """Each two lists of different sources whose rows are records of one table, the one whose source wins first;
    the lists are in order of rank."""
    for place, own in enumerate(lists):
        others = (each for each in lists[place + 1:] if each.source != own.source)
        yield from ((own, other) for other in others if other.fills[:1] == own.fills[:1])


def _same(each: ListSpec) -> list[str]:
    """The SQL of what identifies a record of a list's table (staging/same.toml), besides its child and day, over its columns.

    The list says which of its columns is meant; what it has no column for is NULL.
    """
    wanted = checks.read(statements.SAME)[each.fills[0]]
    return ["TRUE", *(_own(each, sql) for sql in wanted if sql not in WHOSE and not sql.endswith("_date"))]


def _own(each: ListSpec, sql: str) -> str:
    """A column of the model, or a function of one, as a list has it: "source_label(contact_source)" is "source_label(caller)"
    where the list says contact_source in its column `caller`."""
    call, _, name = sql.rstrip(")").rpartition("(")
    column = each.says.get(name, name)
    if column not in each.columns:
        return "NULL"
    return f"{call}({column})" if call else column


def _numbered(same: list[str]) -> str:
    return ", ".join(f"{sql} AS same_{number}" for number, sql in enumerate(same))
