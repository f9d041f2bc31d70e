"""The one table of engines by name, and what an engine must offer.

An engine is a module with two functions: `ready` says whether it can be asked for at all, and `started` starts it and gives what
holds a warehouse's tables while indicators are counted (`Tables`). Staging, and everything pages read, stays with DuckDB.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

import polars as pl

if TYPE_CHECKING:  # that module imports this one
    from queries.store.engine import Database


Value = str | int | float | date | None  # what a parameter of a statement holds


class EngineError(RuntimeError):
    """An engine that is unknown, is not installed, cannot be reached or stopped; says what to do."""


class Tables(Protocol):
    """A warehouse's tables where an engine holds them. In every text `$name` takes the parameter of that name, and what the
    engine refuses raises `queries.store.engine.SqlError`.
    """

    warehouse: "Database"

    def columns(self, sql: str, **parameters: Value) -> list[str]:
        """The names of the columns a SELECT returns, without running it."""

    def run(self, sql: str, **parameters: Value) -> pl.DataFrame:
        """The rows of one SELECT."""

    def execute(self, sql: str, **parameters: Value) -> None:
        """Run a statement that returns nothing, such as CREATE TABLE … AS SELECT …."""

    def insert(self, table: str, select: str, **parameters: Value) -> None:
        """Add the rows of a SELECT to a table, by the order of its columns."""

    def load(self, table: str, frame: pl.DataFrame) -> None:
        """Create a table with the rows of a frame."""


Holding = Callable[["Database"], AbstractContextManager[Tables]]


def _duckdb() -> ModuleType:
    from queries.store import engine

    return engine


def _spark() -> ModuleType:
    from queries.store import spark

    return spark


ENGINES = {"duckdb": _duckdb, "spark": _spark}  # each imports its library only when it is asked for
USUAL = "duckdb"


def ready(name: str, master: str | None = None) -> None:
    """Raise EngineError unless this engine is known, is installed and takes this master; it does not start it."""
    if name not in ENGINES:
        raise EngineError(f"{name!r} is no engine. Write --engine with one of: {', '.join(ENGINES)}.")
    ENGINES[name]().ready(master)


def started(name: str, folder: Path, master: str | None = None) -> AbstractContextManager[Holding]:
    """Start an engine until the block ends; what it gives is called with a warehouse, and holds its tables in a block of its own.

    `folder` is the engine's own while it runs. Where that inner block ends well, what was made in it is in the warehouse.
    Raises EngineError where the engine cannot be started, or stops.
    """
    ready(name, master)
    return ENGINES[name]().started(folder, master)
