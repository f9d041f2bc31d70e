"""The only module that uses DuckDB: it opens a warehouse for reading, makes a new one, and runs statements.

Another engine that counts is another module (`store/engines.py` has the table of them). Each query has its own cursor, because a
connection refuses a second query while one runs. A warehouse opened for reading cannot read any other file.
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
# The memory that a build's tables may take before DuckDB writes them to disk. By default DuckDB takes four fifths of the memory
# it sees: on a council's PC of 8 GB that leaves too little for reading files and for other programs, and in a container it may
# see the host's memory. If the limit is too small for data that cannot go to disk, the build stops. The invented authority needs
# between 150 and 250 MB, so this is enough for about ten times as many children.
BUILDING_MEMORY = "3GB"
# The size of the write-ahead log before DuckDB merges it into the file. At DuckDB's default of 16 MB the figures are packed many
# times while they are counted, and the free blocks left each time make up a fifth of the file.
BROUGHT_IN_AT = "1GB"


SqlError = duckdb.Error  # the error of a statement that the engine refuses


def line_of(error: duckdb.Error) -> int | None:
    """The line of the statement that an error is about, or None."""
    found = re.search(r"^LINE (\d+):", str(error), re.MULTILINE)
    return int(found[1]) if found else None


class Database:
    """An open database: `run` reads, `execute` changes, `load` makes a table from a frame."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def run(self, sql: str, **parameters: Value) -> pl.DataFrame:
        """The rows of one SELECT as a Polars frame; `$name` in the SQL is the parameter of that name. Raises SqlError."""
        return self._connection.cursor().execute(sql, _mentioned(sql, parameters)).pl()

    def execute(self, sql: str, **parameters: Value) -> None:
        """Run statements, separated by semicolons, that return no rows. Raises SqlError."""
        cursor = self._connection.cursor()
        for statement in cursor.extract_statements(sql):
            cursor.execute(statement, _mentioned(statement.query, parameters))

    @property
    def warehouse(self) -> "Database":
        """This database itself, for `engines.Tables`: DuckDB counts in the file that pages read."""
        return self

    def insert(self, table: str, select: str, **parameters: Value) -> None:
        """Add the rows of a SELECT to a table, by the order of its columns."""
        self.execute(f"INSERT INTO {table}\n{select}", **parameters)

    def write(self, table: str, file: Path) -> None:
        """Write a table as a Parquet file, for another engine to read."""
        self._connection.cursor().execute(f"COPY (SELECT * FROM {table}) TO '{_quoted(file)}' (FORMAT parquet)")

    def take(self, table: str, files: Path) -> None:
        """Insert the rows of Parquet files (a glob pattern) into a table by column names; makes the table if it is missing."""
        rows = f"SELECT * FROM read_parquet('{_quoted(files)}')"
        self.execute(f"INSERT INTO {table} BY NAME {rows}" if table in self.tables() else f"CREATE TABLE {table} AS {rows}")

    def load(self, table: str, frame: pl.DataFrame) -> None:
        """Create `table` with the rows of `frame`."""
        cursor = self._connection.cursor()
        cursor.register("incoming", frame)
        cursor.execute(f"CREATE TABLE {table} AS SELECT * FROM incoming")
        cursor.unregister("incoming")

    def append(self, table: str, frame: pl.DataFrame) -> None:
        """Add the rows of `frame` to a table by column names; columns that the frame lacks are NULL."""
        cursor = self._connection.cursor()
        cursor.register("incoming", frame)
        cursor.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
        cursor.unregister("incoming")

    def beside(self, *names: str) -> None:
        """Attach empty in-memory databases: `name.table` is then not part of this database's file. `let_go` removes them."""
        for name in names:
            self.execute(f"ATTACH ':memory:' AS {name}")

    def let_go(self, *names: str) -> None:
        """Detach databases that `beside` attached, with their content."""
        for name in names:
            self.execute(f"DETACH {name}")

    def columns(self, sql: str, **parameters: Value) -> list[str]:
        """The names of the columns a SELECT returns, without running it."""
        return self._connection.cursor().sql(sql, params=_mentioned(sql, parameters)).columns

    def kinds(self, table: str) -> dict[str, str]:
        """{column: type} of a table: VARCHAR, DATE, BIGINT, DOUBLE, BOOLEAN or INTEGER."""
        return dict(self.run(f"SELECT column_name, column_type FROM (DESCRIBE {table})").rows())

    def tables(self) -> list[str]:
        """The names of this database's tables, without attached databases; with their schema, unless it is main."""
        sql = """SELECT CASE WHEN table_schema = 'main' THEN '' ELSE table_schema || '.' END || table_name AS name
                 FROM information_schema.tables WHERE table_catalog = current_database() ORDER BY 1"""
        return self.run(sql)["name"].to_list()

    def structure(self) -> list[tuple[str, str, str, str]]:
        """(schema, table, column, type) of this database's columns, without attached databases, in order of their names."""
        sql = """SELECT table_schema, table_name, column_name, data_type
                 FROM information_schema.columns WHERE table_catalog = current_database() ORDER BY 1, 2, 3"""
        return self.run(sql).rows()

    def close(self) -> None:
        """Write pending changes and close the file."""
        self._connection.close()

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read(path: Path) -> Database:
    """Open a warehouse file for reading only, without access to other files; a query cannot change these settings."""
    return Database(duckdb.connect(str(path), read_only=True, config=CLOSED))


def create(path: Path) -> Database:
    """Make a new database file for the build; data beyond BUILDING_MEMORY go to a `.scratch` folder next to it."""
    settings: dict[str, str | float | list[str]] = {
        "memory_limit": BUILDING_MEMORY, "temp_directory": str(path.with_suffix(".scratch")),
        "checkpoint_threshold": BROUGHT_IN_AT,
    }
    database = Database(duckdb.connect(str(path), config=settings))
    path.chmod(private.FILE)
    return database


def memory() -> Database:
    """A database in memory, for worked examples and tests; it writes nothing to disk.

    It has one thread: most of its queries take longer to plan than to run, and a second thread adds a quarter to that.
    """
    return Database(duckdb.connect(":memory:", config={"temp_directory": "", "threads": 1}))


def ready(master: str | None) -> None:
    """Raise EngineError if a master is given: DuckDB is always installed and has none."""
    if master:
        raise EngineError("--master says where Spark runs. Write --engine spark with it, or leave it out.")


@contextmanager
def started(folder: Path, master: str | None) -> Generator[Holding]:
    """As `engines.started`: a DuckDB warehouse has its own tables, so there is no engine to start."""
    yield nullcontext


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _mentioned(sql: str, parameters: dict[str, Value]) -> dict[str, Value] | None:
    """The parameters that the SQL names, or None: DuckDB refuses others."""
    return {name: parameters[name] for name in PARAMETER.findall(sql) if name in parameters} or None
