"""The one door to the database.

Everything that touches DuckDB is here: opening a warehouse for reading, making a new one, running a statement. Another
engine would be another file like this one. Every query takes a cursor of its own, because a connection that two viewers
share refuses the second of them; a warehouse opened for reading can read nothing but itself.
"""

import re
from pathlib import Path

import duckdb
import polars as pl

from queries import private

CLOSED = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}
PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)")


SqlError = duckdb.Error  # what a statement raises that the engine refuses


def line_of(error: duckdb.Error) -> int | None:
    """The line of the statement an error is about, where it says so."""
    found = re.search(r"^LINE (\d+):", str(error), re.MULTILINE)
    return int(found[1]) if found else None


class Database:
    """A database that is open: `run` reads, `execute` changes, `load` takes a frame in as a table."""

    def __init__(self, connection: duckdb.DuckDBPyConnection):
        self._connection = connection

    def run(self, sql: str, **parameters) -> pl.DataFrame:
        """The rows of one SELECT as a Polars frame; `$name` in the text takes the parameter of that name."""
        return self._connection.cursor().sql(sql, params=_mentioned(sql, parameters)).pl()

    def execute(self, sql: str, **parameters) -> None:
        """Run statements, separated by semicolons, that return nothing."""
        cursor = self._connection.cursor()
        for statement in cursor.extract_statements(sql):
            cursor.execute(statement, _mentioned(statement.query, parameters))

    def load(self, table: str, frame: pl.DataFrame) -> None:
        """Create `table` (its schema too, if it names one) with the rows of `frame`."""
        cursor = self._connection.cursor()
        if "." in table:
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {table.split('.')[0]}")
        cursor.register("incoming", frame)
        cursor.execute(f"CREATE TABLE {table} AS SELECT * FROM incoming")
        cursor.unregister("incoming")

    def columns(self, sql: str, **parameters) -> list[str]:
        """The names of the columns a SELECT returns, without running it."""
        return self._connection.cursor().sql(sql, params=_mentioned(sql, parameters)).columns

    def tables(self) -> list[str]:
        """The names of the tables this database holds; with their schema where that is not the main one."""
        sql = """SELECT CASE WHEN table_schema = 'main' THEN '' ELSE table_schema || '.' END || table_name AS name
                 FROM information_schema.tables ORDER BY 1"""
        return self.run(sql)["name"].to_list()

    def close(self) -> None:
        """Write what is pending and let go of the file."""
        self._connection.close()

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_) -> None:
        self.close()


def read(path: Path) -> Database:
    """Open a warehouse file for reading only; it can reach no other file, and nothing can loosen that."""
    return Database(duckdb.connect(str(path), read_only=True, config=CLOSED))


def create(path: Path) -> Database:
    """Make a new database file for the build to fill."""
    database = Database(duckdb.connect(str(path)))
    path.chmod(private.FILE)
    return database


def memory() -> Database:
    """A database in memory, for worked examples and tests."""
    return Database(duckdb.connect(":memory:"))


def _mentioned(sql: str, parameters: dict) -> dict | None:
    """Only the parameters the text names: DuckDB refuses the others, and each query needs only a few."""
    return {name: parameters[name] for name in PARAMETER.findall(sql) if name in parameters} or None
