"""The engines that can count, by name, and the interface of an engine.

An engine is a module with two functions: `ready` checks that it is installed, and `started` starts it and gives access to a
warehouse's tables (`Tables`) for counting. DuckDB does the staging and serves the pages in any case.
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
    """An engine is unknown or not installed, cannot be reached, or stopped; the message says what to do."""


class Tables(Protocol):
    """A warehouse's tables in an engine. In all SQL `$name` is the parameter of that name; SQL that the engine refuses raises
    `queries.store.engine.SqlError`.
    """

    warehouse: "Database"

    def columns(self, sql: str, **parameters: Value) -> list[str]:
        """The names of the columns a SELECT returns, without running it."""

    def run(self, sql: str, **parameters: Value) -> pl.DataFrame:
        """The rows of one SELECT."""

    def execute(self, sql: str, **parameters: Value) -> None:
        """Run a statement that returns no rows, such as CREATE TABLE … AS SELECT …."""

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


ENGINES = {"duckdb": _duckdb, "spark": _spark}  # each imports its library only when it is used
USUAL = "duckdb"


def ready(name: str, master: str | None = None) -> None:
    """Raise EngineError if the engine is unknown, is not installed or does not take this master; does not start it."""
    if name not in ENGINES:
        raise EngineError(f"{name!r} is not an engine. Write --engine with one of: {', '.join(ENGINES)}.")
    ENGINES[name]().ready(master)


def started(name: str, folder: Path, master: str | None = None) -> AbstractContextManager[Holding]:
    """Start an engine for a `with` block. It gives a function: call it with a warehouse for an inner block with its Tables.

    `folder` is for the engine's files while it runs. When the inner block ends without an error, its results are in the
    warehouse. Raises EngineError if the engine cannot start, or stops.
    """
    ready(name, master)
    return ENGINES[name]().started(folder, master)
