"""Finds, opens and locks the database of decisions.

The database is SQLite in the folder `decisions` next to the warehouse, or the one in SIGHTLINE_DECISIONS. Opening a database of
an earlier version migrates it. Errors are raised with their cause (`failures`).
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sql
from sqlalchemy import exc

from queries.store.decisions import failures, versions
from queries.store.decisions.failures import Unreachable

WAIT = 8  # seconds to wait for another writer, who needs a fraction of one
ANSWER = 8  # seconds to wait for a server to answer
KNOWN = ("sqlite", "postgresql")
LOCK = 20_261_128  # the number of the PostgreSQL lock that all writing Sightlines share


def address(warehouse: Path) -> str:
    """The URL of the database of a warehouse's decisions."""
    beside = warehouse.resolve().parent / "decisions" / f"{warehouse.name}.sqlite"
    return os.environ.get("SIGHTLINE_DECISIONS") or f"sqlite:///{beside}"


def is_file(url: sql.URL) -> bool:
    """Whether the database is a file (SQLite)."""
    return url.get_backend_name() == "sqlite"


def file(url: sql.URL) -> Path:
    """The file of a SQLite database; `reached` refuses an address without one."""
    return Path(url.database or "")


def is_there(url: sql.URL) -> bool:
    """Whether the database may exist; for a file, whether it does. Raises OSError if that cannot be found out."""
    if not is_file(url):
        return True
    try:
        file(url).stat()
    except FileNotFoundError:
        return False
    return True


def bring_up(connection: sql.Connection) -> None:
    """Migrate a database of an earlier version, after other writers have finished; leave one of this version as it is."""
    if not versions.is_current(connection):
        alone(connection)
        versions.upgrade(connection)


def alone(connection: sql.Connection) -> None:
    """Lock out other writers until the end of the transaction."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
        connection.execute(sql.select(sql.func.pg_advisory_xact_lock(LOCK)))


def engine(url: sql.URL) -> sql.Engine:
    """The SQLAlchemy engine for a database; SQLite waits for other writers, and `alone` begins its transactions."""
    given = {"timeout": WAIT, "isolation_level": None} if is_file(url) else {"connect_timeout": ANSWER}
    return sql.create_engine(url, poolclass=sql.pool.NullPool, connect_args=given)


@contextmanager
def reached(warehouse: Path, lead: str) -> Generator[sql.URL]:
    """The database's URL; raises errors inside the block as Unreachable, with their cause."""
    try:
        url = sql.make_url(address(warehouse))
    except exc.ArgumentError as error:  # not logged, because it may contain a password
        raise Unreachable(failures.sentence(lead, failures.NO_ADDRESS)) from error
    if url.get_backend_name() not in KNOWN or (is_file(url) and not url.database):
        raise Unreachable(failures.sentence(lead, failures.NO_ADDRESS))
    with failures.told(lead, url):
        yield url
