"""The data dictionary: each table of the model, what its rows are, and what its columns mean.

`model.sql` makes the tables and `meaning.sql` says what they and their columns mean. Both run in memory, and the dictionary is
read from the engine's catalogue. EVERYWHERE has the columns that mean the same in every table.
"""

from functools import lru_cache
from typing import NamedTuple

from queries import sources, text
from queries.store import engine

EVERYWHERE = {
    "child_id": "the child, as the source names it", "worker_id": "the worker", "team": "the team the record belongs to",
    "file": "the file the row came from", "row_number": "its row there",
    "start_date": "first day", "end_date": "first day after; 9999-12-31 while it lasts",
    "end_is_inferred": "the end is not recorded: the spell was last seen open, and later extracts no longer have it",
    "recorded_date": "the day it was put on record", "supervisor_id": "the worker who supervised",
    "supervision_id": "the session's id, as the source has it", "supervision_date": "the day it took place or is planned for",
    "covered_from": "the first day", "covered_to": "the last day",
}
OWN_ID = "the record's id: the source's own, or made of the child and the day"
KINDS = {
    "VARCHAR": "text", "DATE": "date", "TIMESTAMP": "date and time", "BOOLEAN": "yes or no", "BIGINT": "number",
    "INTEGER": "number", "DOUBLE": "number",
}


class Column(NamedTuple):
    """One column: its name, the kind of value, and its meaning (empty if none is written)."""

    name: str
    kind: str
    meaning: str


class Table(NamedTuple):
    """One table: its name, what a row is (empty if that is not written), and its columns."""

    name: str
    a_row_is: str
    columns: tuple[Column, ...]


def tables() -> tuple[Table, ...]:
    """The tables of the model, in the order of a child's journey."""
    return _told(text("model/model"), text("definitions/meaning"))


@lru_cache(4)
def _told(model: str, meaning: str) -> tuple[Table, ...]:
    with engine.memory() as database:
        database.execute(model)
        database.execute(meaning)
        found = database.run(text("model/tables"))
    parts = found.partition_by("table_name", maintain_order=True)
    return tuple(Table(part["table_name"][0], part["a_row_is"][0], tuple(map(_column, part.rows(named=True)))) for part in parts)


def _column(row: dict) -> Column:
    name, kind = row["column_name"], row["data_type"]
    told = {f"{row['table_name']}_id": OWN_ID, "source": " or ".join(sources.names())} | EVERYWHERE
    return Column(name, KINDS.get(kind, kind.lower()), row["meaning"] or told.get(name, ""))
