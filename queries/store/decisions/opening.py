"""Where the database of decisions is, how it is opened, and how whoever writes is alone.

SQLite beside the warehouse, or the SQLite or PostgreSQL database of SIGHTLINE_DECISIONS. Whoever opens one of an earlier version
brings it to this one. What goes wrong is told by its cause (`failures`).
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
LOCK = 20_261_128  # the number by which all Sightlines that write into one PostgreSQL database wait for each other


def address(warehouse: Path) -> str:
    """The database of a warehouse's decisions, as a URL."""
    beside = warehouse.resolve().parent / "decisions" / f"{warehouse.name}.sqlite"
    return os.environ.get("SIGHTLINE_DECISIONS") or f"sqlite:///{beside}"


def is_file(url: sql.URL) -> bool:
    """Whether the database is a file (SQLite)."""
    return url.get_backend_name() == "sqlite"


def file(url: sql.URL) -> Path:
    """The file of a database that is one; `reached` lets no address through that names none."""
    return Path(url.database or "")


def is_there(url: sql.URL) -> bool:
    """Whether there may be a database; of a file, whether it lies there. Raises OSError where that cannot be looked up."""
    if not is_file(url):
        return True
    try:
        file(url).stat()
    except FileNotFoundError:
        return False
    return True


def bring_up(connection: sql.Connection) -> None:
    """A database of an earlier version waits until nobody writes; one of this version waits for nobody."""
    if not versions.is_current(connection):
        alone(connection)
        versions.upgrade(connection)


def alone(connection: sql.Connection) -> None:
    """From here to the end of the transaction nobody else writes."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
        connection.execute(sql.select(sql.func.pg_advisory_xact_lock(LOCK)))


def engine(url: sql.URL) -> sql.Engine:
    """A way to a database; SQLite is told to wait for another writer, and to leave the beginning of a transaction to `alone`."""
    given = {"timeout": WAIT, "isolation_level": None} if is_file(url) else {"connect_timeout": ANSWER}
    return sql.create_engine(url, poolclass=sql.pool.NullPool, connect_args=given)


@contextmanager
def reached(warehouse: Path, lead: str) -> Generator[sql.URL]:
    """The address as a URL; what fails inside is raised as Unreachable, with its cause."""
    try:
        url = sql.make_url(address(warehouse))
    except exc.ArgumentError as error:  # which may hold a password, so it is not logged
        raise Unreachable(failures.sentence(lead, failures.NO_ADDRESS)) from error
    if url.get_backend_name() not in KNOWN or (is_file(url) and not url.database):
        raise Unreachable(failures.sentence(lead, failures.NO_ADDRESS))
    with failures.told(lead, url):
        yield url
