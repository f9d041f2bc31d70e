"""The version of a database of decisions, and how one of an earlier version is brought to this one with nothing lost.

Each step between two versions is a file in `migrations/versions`, run by Alembic; a new database is made by the same files. A
database says its version in the table `sightline_version`; one without that table was made before versions, or is empty. A
version that no file here has is a later Sightline's: it is left as it is.
"""

import threading
from functools import cache
from pathlib import Path

import sqlalchemy as sql

SCRIPTS = Path(__file__).parent / "migrations"
TABLE = "sightline_version"  # a name of ours: the authority's database may have an alembic_version of another program
ONE_AT_A_TIME = threading.Lock()  # Alembic keeps what it is doing in its module, for all threads


class Newer(RuntimeError):
    """The database was written by a later Sightline; says its version."""


@cache
def known() -> tuple[str, ...]:
    """The names of all versions, the oldest first."""
    return tuple(sorted(file.stem for file in (SCRIPTS / "versions").glob("[0-9]*.py")))


def is_empty(connection: sql.Connection, tables: list[str]) -> bool:
    """Whether a database holds none of these tables and no version."""
    return not {TABLE, *tables} & set(sql.inspect(connection).get_table_names())


def is_current(connection: sql.Connection) -> bool:
    """Whether a database has this program's version; raises Newer for a version that is none of ours."""
    if not sql.inspect(connection).has_table(TABLE):
        return False
    found = connection.scalar(sql.select(sql.column("version_num", sql.String)).select_from(sql.table(TABLE)))
    if found is not None and found not in known():
        raise Newer(f"The database has the version {found!r}; this Sightline knows {known()[-1]!r} and those before it.")
    return found == known()[-1]


def upgrade(connection: sql.Connection) -> None:
    """Bring a database to this program's version, in the caller's transaction, in which nobody else may write. Raises Newer."""
    if is_current(connection):
        return
    from alembic import command, config  # a fifth of a second, which only a database of another version costs

    how = config.Config()
    how.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    how.attributes["given"] = {"connection": connection, "version_table": TABLE}
    with ONE_AT_A_TIME:
        command.upgrade(how, "head")
