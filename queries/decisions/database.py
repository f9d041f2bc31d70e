"""The way to the database of decisions: where it is, and reading and writing so that two people at once lose nothing.

Nothing is held open between runs. A database that is locked or away is said in a sentence that tells what to do, never as a
failure of the page; what was typed stays in its form.
"""

import os
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import sqlalchemy as sql

from queries import private

TABLES = sql.MetaData()
SERIES = ("indicator", "breakdown", "category")
KINDS = {sql.Integer: pl.Int64, sql.String: pl.String, sql.Date: pl.Date, sql.DateTime: pl.Datetime, sql.Boolean: pl.Boolean}
WAIT = 8  # seconds to wait for another writer, who needs a fraction of one
BUSY = (
    "This could not be kept just now: the database of decisions is in use or cannot be reached. What you wrote is still here. "
    "Wait a moment and press the button again."
)
AWAY = (
    "What people decided and wrote cannot be read just now: its database is in use or cannot be reached. Load the page again; "
    "if that does not help, tell whoever looks after Sightline."
)


class Refused(ValueError):
    """A decision that cannot be kept as it is; says what to mend."""


class Unreachable(Refused):
    """The database of decisions is locked or away; says what to do."""


def address(warehouse: Path) -> str:
    """The database of a warehouse's decisions, as a URL."""
    beside = warehouse.resolve().parent / "decisions" / f"{warehouse.name}.sqlite"
    return os.environ.get("SIGHTLINE_DECISIONS") or f"sqlite:///{beside}"


def series_columns() -> list[sql.Column]:
    """The three columns that say which series a row is about."""
    return [sql.Column(name, sql.String, nullable=False) for name in SERIES]


def withdrawn_columns() -> list[sql.Column]:
    """The two columns of what was taken back: by whom and when; empty of what is in force."""
    return [sql.Column("withdrawn_by", sql.String), sql.Column("withdrawn_at", sql.DateTime)]


def schema(table: sql.Table, *without: str) -> dict[str, pl.DataType]:
    """The columns a reader gets of a table: all but those of taking back and the ones named."""
    left_out = {"withdrawn_by", "withdrawn_at", *without}
    return {each.name: KINDS[type(each.type)] for each in table.columns if each.name not in left_out}


def read(warehouse: Path, table: sql.Table, columns: dict, *conditions) -> pl.DataFrame:
    """The rows of a table in force that meet the conditions, oldest first; reading creates nothing. Raises Unreachable."""
    with _said(AWAY):
        engine = _engine(warehouse)
        if engine is None or not sql.inspect(engine).has_table(table.name):
            return pl.DataFrame(schema=columns)
        wanted = sql.select(*(table.c[name] for name in columns)).where(table.c.withdrawn_at.is_(None), *conditions)
        with engine.connect() as connection:
            found = [tuple(row) for row in connection.execute(wanted.order_by(table.c.id))]
    return pl.DataFrame(found, schema=columns, orient="row")


def write(warehouse: Path, work: Callable[[sql.Connection], None]) -> None:
    """Do some work in one transaction, in which nobody else can write; raises Unreachable, and whatever the work raises."""
    url = sql.make_url(address(warehouse))
    if url.get_backend_name() == "sqlite":
        private.folder(Path(url.database).parent)
        private.file(Path(url.database))
    with _said(BUSY):
        engine = _open(url)
        with engine.connect() as connection, connection.begin():
            if url.get_backend_name() == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            for table in TABLES.sorted_tables:
                connection.execute(sql.schema.CreateTable(table, if_not_exists=True))
            work(connection)


def withdraw(warehouse: Path, table: sql.Table, row: int, by: str) -> None:
    """Take a row back; it is kept with who took it back, and no longer in force. Raises Refused without a name."""
    by = named(by)
    change = sql.update(table).where(table.c.id == row, table.c.withdrawn_at.is_(None))
    write(warehouse, lambda connection: connection.execute(change.values(withdrawn_by=by, withdrawn_at=now())))


def named(by: str) -> str:
    """A name without blanks around it; raises Refused where there is none."""
    if not by.strip():
        raise Refused("Write your name.")
    return by.strip()


def now() -> datetime:
    """The moment, in UTC, to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _engine(warehouse: Path) -> sql.Engine | None:
    """A way to the database, or None where it is a file that does not exist yet."""
    url = sql.make_url(address(warehouse))
    if url.get_backend_name() == "sqlite" and not Path(url.database).exists():
        return None
    return _open(url)


def _open(url: sql.URL) -> sql.Engine:
    """SQLite is told to wait for another writer, and to leave the beginning of a transaction to `write`."""
    waiting = {"timeout": WAIT, "isolation_level": None} if url.get_backend_name() == "sqlite" else {}
    return sql.create_engine(url, poolclass=sql.pool.NullPool, connect_args=waiting)


@contextmanager
def _said(sentence: str):
    """A database that is locked, away or damaged, said in a sentence."""
    try:
        yield
    except sql.exc.IntegrityError:
        raise
    except sql.exc.DBAPIError as error:
        raise Unreachable(sentence) from error
