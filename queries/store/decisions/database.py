"""Reads and writes the database of decisions, safely for several writers at once, and has the columns that its tables share.

Each call opens and closes its own connection.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict

import polars as pl
import sqlalchemy as sql

from queries.store import private
from queries.store.decisions import failures, opening, versions
from queries.store.decisions.failures import Refused

TABLES = sql.MetaData()
Columns = dict[str, type[pl.DataType] | pl.DataType]  # column name: type
SERIES = ("indicator", "breakdown", "category")
KINDS: dict[type, type[pl.DataType]] = {
    sql.Integer: pl.Int64, sql.String: pl.String, sql.Date: pl.Date, sql.DateTime: pl.Datetime, sql.Boolean: pl.Boolean,
}


class Series(TypedDict):
    """The series that a row is about."""

    indicator: str
    breakdown: str
    category: str


def series_of(row: Series) -> tuple[str, str, str]:
    """(indicator, breakdown, category) of a row, for comparing."""
    return row["indicator"], row["breakdown"], row["category"]


def series_columns() -> list[sql.Column]:
    """The three columns for a row's series."""
    return [sql.Column(name, sql.String, nullable=False) for name in SERIES]


def withdrawn_columns() -> list[sql.Column]:
    """The two columns for a withdrawal: the person and the time; NULL in rows that are in force."""
    return [sql.Column("withdrawn_by", sql.String), sql.Column("withdrawn_at", sql.DateTime)]


def schema(table: sql.Table, *without: str) -> Columns:
    """The columns of a table that reading returns: all but those of the withdrawal and those in `without`."""
    left_out = {"withdrawn_by", "withdrawn_at", *without}
    return {each.name: KINDS[type(each.type)] for each in table.columns if each.name not in left_out}


def reader_table(table: sql.Table) -> sql.Table:
    """The table with a row for each audience that may read a row of `table`, besides those that always may."""
    return sql.Table(
        f"{table.name}_reader", TABLES,
        sql.Column(table.name, sql.Integer, sql.ForeignKey(table.c.id), primary_key=True),
        sql.Column("audience", sql.String, primary_key=True),
    )


def is_for(readers: sql.Table, audience: str) -> sql.ColumnElement[bool]:
    """The condition that an audience is among a row's readers."""
    row, table = _of(readers)
    return sql.exists().where(row == table.c.id, readers.c.audience == audience)


def read(warehouse: Path, table: sql.Table, columns: Columns, *conditions: sql.ColumnElement[bool],
         readers: sql.Table | None = None) -> pl.DataFrame:
    """The rows in force that meet the conditions, oldest first; with a column `readers` (list of ids) if that table is given.

    Reading does not make a missing database or table, and migrates a database of an earlier version. Raises Unreachable.
    """
    with opening.reached(warehouse, failures.READING) as url:
        if not opening.is_there(url):
            return pl.DataFrame(schema=columns)
        with opening.engine(url).connect() as connection, connection.begin():
            if versions.is_empty(connection, list(TABLES.tables)):
                return pl.DataFrame(schema=columns)
            opening.bring_up(connection)
            wanted = sql.select(*(table.c[name] for name in columns if name in table.c))
            found = connection.execute(wanted.where(table.c.withdrawn_at.is_(None), *conditions).order_by(table.c.id)).mappings()
            rows = [dict(row) for row in found]
            if readers is not None:
                rows = _with_readers(connection, readers, rows)
    return pl.DataFrame(rows, schema=columns)


def write(warehouse: Path, work: Callable[[sql.Connection], object]) -> None:
    """Run `work` in one transaction without other writers; raises Unreachable, and whatever `work` raises."""
    with opening.reached(warehouse, failures.WRITING) as url:
        if opening.is_file(url):
            private.folder(opening.file(url).parent)
            private.file(opening.file(url))
        with opening.engine(url).connect() as connection, connection.begin():
            opening.alone(connection)
            versions.upgrade(connection)
            work(connection)


def insert(
    connection: sql.Connection, table: sql.Table, row: dict[str, Any], readers: sql.Table, audiences: tuple[str, ...]
) -> None:
    """Insert a row and the audiences that may read it."""
    kept = connection.execute(sql.insert(table).values(**row))
    (key,) = kept.inserted_primary_key  # ty: ignore[not-iterable]  one row was inserted, and every row has a key
    for audience in audiences:
        connection.execute(sql.insert(readers).values(**{table.name: key, "audience": audience}))


def withdraw(warehouse: Path, table: sql.Table, row: int, by: str) -> None:
    """Withdraw a row; it stays in the table, with the name and the time. Raises Refused without a name."""
    by = named(by)
    change = sql.update(table).where(table.c.id == row, table.c.withdrawn_at.is_(None))
    write(warehouse, lambda connection: connection.execute(change.values(withdrawn_by=by, withdrawn_at=now())))


def named(by: str) -> str:
    """The name without blanks around it; raises Refused if it is empty."""
    if not by.strip():
        raise Refused("Write your name.")
    return by.strip()


def now() -> datetime:
    """The present time in UTC, to the second, without a time zone."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _of(readers: sql.Table) -> tuple[sql.ColumnElement, sql.Table]:
    """(the foreign key column of a reader table, the table that it points to)."""
    (key,) = readers.foreign_keys
    return key.parent, key.column.table


def _with_readers(connection: sql.Connection, readers: sql.Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = defaultdict(list)
    for row, audience in connection.execute(sql.select(_of(readers)[0], readers.c.audience).order_by(readers.c.audience)):
        found[row].append(audience)
    return [row | {"readers": found[row["id"]]} for row in rows]
