"""The one door to the database.

Everything that touches DuckDB is here: opening a warehouse for reading, making a new one, running a statement. Another
engine that counts is another file (`store/engines.py` has the table of them). Every query takes a cursor of its own, because a
connection that two viewers share refuses the second of them; a warehouse opened for reading can read nothing but itself.
"""

import re
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import duckdb
import polars as pl

from queries.store import private
from queries.store.engines import EngineError, Holding, Value

CLOSED: dict[str, str | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}
PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)")
# What a build's tables may take of memory before they are written to disk. By itself DuckDB takes four fifths of what it sees: on
# a council's PC of 8 GB that leaves too little for the files being read and for everybody else, and in a container what it sees
# may be the host's. Where it is too little for what cannot be written to disk, the build stops: the invented authority is built
# within 250 MB and not within 150, so this is meant for ten times as many children.
BUILDING_MEMORY = "3GB"
# How much may wait beside the file before it is brought into it. At DuckDB's own 16 MB the figures are packed again and again
# while they are counted, and what each time leaves free stays in the file: a fifth of it.
BROUGHT_IN_AT = "1GB"


SqlError = duckdb.Error  # what a statement raises that the engine refuses


def line_of(error: duckdb.Error) -> int | None:
    """The line of the statement an error is about, where it says so."""
    found = re.search(r"^LINE (\d+):", str(error), re.MULTILINE)
    return int(found[1]) if found else None


class Database:
    """A database that is open: `run` reads, `execute` changes, `load` takes a frame in as a table."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def run(self, sql: str, **parameters: Value) -> pl.DataFrame:
        """The rows of one SELECT as a Polars frame; `$name` in the text takes the parameter of that name."""
        return self._connection.cursor().sql(sql, params=_mentioned(sql, parameters)).pl()

    def execute(self, sql: str, **parameters: Value) -> None:
        """Run statements, separated by semicolons, that return nothing."""
        cursor = self._connection.cursor()
        for statement in cursor.extract_statements(sql):
            cursor.execute(statement, _mentioned(statement.query, parameters))

    @property
    def warehouse(self) -> "Database":
        """Itself: what is counted here is where pages read it (`engines.Tables`)."""
        return self

    def insert(self, table: str, select: str, **parameters: Value) -> None:
        """Add the rows of a SELECT to a table, by the order of its columns."""
        self.execute(f"INSERT INTO {table}\n{select}", **parameters)

    def write(self, table: str, file: Path) -> None:
        """Write a table as a Parquet file, for another engine to read."""
        self._connection.cursor().execute(f"COPY (SELECT * FROM {table}) TO '{_quoted(file)}' (FORMAT parquet)")

    def take(self, table: str, files: Path) -> None:
        """Take the rows of Parquet files, a pattern, into a table by the names of its columns; it is made if it is missing."""
        rows = f"SELECT * FROM read_parquet('{_quoted(files)}')"
        self.execute(f"INSERT INTO {table} BY NAME {rows}" if table in self.tables() else f"CREATE TABLE {table} AS {rows}")

    def load(self, table: str, frame: pl.DataFrame) -> None:
        """Create `table` with the rows of `frame`."""
        cursor = self._connection.cursor()
        cursor.register("incoming", frame)
        cursor.execute(f"CREATE TABLE {table} AS SELECT * FROM incoming")
        cursor.unregister("incoming")

    def append(self, table: str, frame: pl.DataFrame) -> None:
        """Add the rows of `frame` to a table, by the names of its columns; those the frame lacks are left NULL."""
        cursor = self._connection.cursor()
        cursor.register("incoming", frame)
        cursor.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
        cursor.unregister("incoming")

    def beside(self, *names: str) -> None:
        """Open empty databases in memory beside this one, so that `name.table` lies in none of its files; `let_go` ends them."""
        for name in names:
            self.execute(f"ATTACH ':memory:' AS {name}")

    def let_go(self, *names: str) -> None:
        """Close databases that `beside` opened, and forget what they held."""
        for name in names:
            self.execute(f"DETACH {name}")

    def columns(self, sql: str, **parameters: Value) -> list[str]:
        """The names of the columns a SELECT returns, without running it."""
        return self._connection.cursor().sql(sql, params=_mentioned(sql, parameters)).columns

    def kinds(self, table: str) -> dict[str, str]:
        """What a table's columns hold, by name: VARCHAR, DATE, BIGINT, DOUBLE, BOOLEAN, INTEGER."""
        return dict(self.run(f"SELECT column_name, column_type FROM (DESCRIBE {table})").rows())

    def tables(self) -> list[str]:
        """The names of the tables this database holds, not those beside it; with their schema where that is not the main one."""
        sql = """SELECT CASE WHEN table_schema = 'main' THEN '' ELSE table_schema || '.' END || table_name AS name
                 FROM information_schema.tables WHERE table_catalog = current_database() ORDER BY 1"""
        return self.run(sql)["name"].to_list()

    def structure(self) -> list[tuple[str, str, str, str]]:
        """Every column this database holds, not those beside it: schema, table, column, type, in the order of their names."""
        sql = """SELECT table_schema, table_name, column_name, data_type
                 FROM information_schema.columns WHERE table_catalog = current_database() ORDER BY 1, 2, 3"""
        return self.run(sql).rows()

    def close(self) -> None:
        """Write what is pending and let go of the file."""
        self._connection.close()

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read(path: Path) -> Database:
    """Open a warehouse file for reading only; it can reach no other file, and nothing can loosen that."""
    return Database(duckdb.connect(str(path), read_only=True, config=CLOSED))


def create(path: Path) -> Database:
    """Make a new database file for the build to fill; what memory cannot hold meanwhile is written beside it."""
    settings: dict[str, str | float | list[str]] = {
        "memory_limit": BUILDING_MEMORY, "temp_directory": str(path.with_suffix(".scratch")),
        "checkpoint_threshold": BROUGHT_IN_AT,
    }
    database = Database(duckdb.connect(str(path), config=settings))
    path.chmod(private.FILE)
    return database


def memory() -> Database:
    """A database in memory, for worked examples and tests; it writes nothing to disk."""
    return Database(duckdb.connect(":memory:", config={"temp_directory": ""}))


def ready(master: str | None) -> None:
    """DuckDB is always there and has no master; raises EngineError for one."""
    if master:
        raise EngineError("--master says where Spark runs. Write --engine spark with it, or leave it out.")


@contextmanager
def started(folder: Path, master: str | None) -> Generator[Holding]:
    """Nothing to start (`engines.started`): a warehouse of DuckDB holds its own tables."""
    yield nullcontext


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _mentioned(sql: str, parameters: dict[str, Value]) -> dict[str, Value] | None:
    """Only the parameters the text names: DuckDB refuses the others, and each query needs only a few."""
    return {name: parameters[name] for name in PARAMETER.findall(sql) if name in parameters} or None
