"""The version of a database of decisions, and its migration from earlier versions.

Each step between two versions is a file in `migrations/versions` that Alembic runs; the same files make a new database. The table
`sightline_version` has the version; a database without it is empty or was made before versions. An unknown version comes from a
newer Sightline, so that database is not changed.
"""

import threading
from functools import cache
from pathlib import Path

import sqlalchemy as sql

SCRIPTS = Path(__file__).parent / "migrations"
TABLE = "sightline_version"  # our own name: the authority's database may have another program's alembic_version
ONE_AT_A_TIME = threading.Lock()  # Alembic keeps its state in its module, for all threads


class Newer(RuntimeError):
    """A newer Sightline wrote the database; the message has its version."""


@cache
def known() -> tuple[str, ...]:
    """The names of all versions, the oldest first."""
    return tuple(sorted(file.stem for file in (SCRIPTS / "versions").glob("[0-9]*.py")))


def is_empty(connection: sql.Connection, tables: list[str]) -> bool:
    """Whether a database has none of these tables and no version."""
    return not {TABLE, *tables} & set(sql.inspect(connection).get_table_names())


def is_current(connection: sql.Connection) -> bool:
    """Whether a database has this program's version; raises Newer for an unknown version."""
    if not sql.inspect(connection).has_table(TABLE):
        return False
    found = connection.scalar(sql.select(sql.column("version_num", sql.String)).select_from(sql.table(TABLE)))
    if found is not None and found not in known():
        raise Newer(f"The database has the version {found!r}; this Sightline knows {known()[-1]!r} and those before it.")
    return found == known()[-1]


def upgrade(connection: sql.Connection) -> None:
    """Migrate a database to this program's version, in the caller's transaction, which must be the only writer. Raises Newer."""
    if is_current(connection):
        return
    from alembic import command, config  # imported here because it takes a fifth of a second

    how = config.Config()
    how.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    how.attributes["given"] = {"connection": connection, "version_table": TABLE}
    with ONE_AT_A_TIME:
        command.upgrade(how, "head")
