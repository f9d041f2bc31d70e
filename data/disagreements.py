"""Doubts lists that contradict themselves or each other: identifiers with two dates of birth, and sources with other records.

Two children under one identifier join their records, and one record under two names counts twice. Neither shows in a row.
"""

from collections.abc import Iterator

import queries
from queries.sources import ListSpec, checks, statements, used
from queries.store.engine import Database

BIRTH = "birth_date"


def judge(database: Database) -> None:
    """Add those lists to `doubted`; needs staging.version."""
    for each in used():
        if BIRTH in each.columns:
            database.execute(queries.text("staging/shared_ids", list=each.id, field=BIRTH))
    for own, other in _pairs():
        same = _same(own)
        database.execute(queries.text(
            "staging/disagreeing", list=own.id, other=other.id,
            same=", ".join(f"{sql} AS same_{number}" for number, sql in enumerate(same)) or "TRUE AS same_0",
            all_same=" AND ".join(f"own.same_{number} IS NOT DISTINCT FROM theirs.same_{number}"
                                  for number in range(max(len(same), 1)))))  # fmt: skip


def _pairs() -> Iterator[tuple[ListSpec, ListSpec]]:
    """Each two lists of different sources whose rows are records of one table, the one whose source wins first."""
    lists = used()  # in order of rank
    for place, own in enumerate(lists):
        others = (each for each in lists[place + 1:] if each.source != own.source)
        yield from ((own, other) for other in others if other.fills[:1] == own.fills[:1])


def _same(each: ListSpec) -> list[str]:
    """The SQL of what identifies a record of a list's table, besides its child and day (staging/same.toml)."""
    return [sql for sql in checks.read(statements.SAME)[each.fills[0]] if sql not in (each.subject[0], each.starts)]
