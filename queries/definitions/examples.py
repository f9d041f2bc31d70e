"""Runs the worked examples of an indicator file: a few rows of the model, and the numerator of each counted record.

The model, the derived tables and the SELECT are those of the build, in a database in memory.
"""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from typing import Any

import polars as pl

from queries import IndicatorFile, QueryError, details, sources, text
from queries.definitions import exempt
from queries.model import derived
from queries.store import engine

OPEN = date(9999, 12, 31)
EVER = {"covered_from": date(1990, 1, 1), "covered_to": date(2039, 12, 31)}
NOT_FILLED = {"bank_holiday", "calendar", "coverage", "detail_coverage", "filled_from", "rejected", "unsaid"}
ALSO_FILLED = ("rejected", "unsaid")  # an example may fill them, because a check may count what was refused or is not said
NOT_TABLES = {"says", "counts", "settings", "month_end", "coverage"}


def counted(files: list[IndicatorFile], example: dict[str, Any], settings: dict[str, Any]) -> list[pl.DataFrame]:
    """For each file, the rows that its SELECT returns from one example."""
    with filled(example, settings) as (database, parameters):
        return [database.run(file.sql, **parameters) for file in files]


def about_somebody(file: IndicatorFile, example: dict[str, Any], settings: dict[str, Any]) -> int:
    """The number of records in one example that the file counts only because of rows about children or workers (see `exempt`)."""
    with filled(example, settings) as (database, parameters):
        return exempt.somebody(database, file.sql, **parameters)


@contextmanager
def filled(example: dict[str, Any], settings: dict[str, Any]) -> Generator[tuple[engine.Database, dict[str, Any]]]:
    """(a database in memory with the example's rows and the derived tables, the parameters)."""
    parameters = {**settings, **example.get("settings", {})}
    with engine.memory() as database:
        _model(database, example)
        for name, sql in derived.texts().items():
            database.execute(sql, **parameters)
            if name == derived.PERIOD and "month_end" in example:
                days = ", ".join(f"DATE '{day}'" for day in example["month_end"])
                database.execute(f"DELETE FROM period WHERE grain <> 'month' OR period_end NOT IN ({days})")
        yield database, parameters


def _model(database: engine.Database, example: dict[str, Any]) -> None:
    """Make the model with the example's rows. Every table is covered from 1990 to 2039 unless the example says otherwise, and
    each detail as its table.
    """
    database.execute("CREATE TABLE bank_holiday (day DATE)")
    database.execute(text("model/model"))
    database.append("filled_from", sources.filled_from())
    database.execute(text("model/calendar"))
    tables = [name for name in database.tables() if name not in NOT_FILLED]
    for row in example.get("coverage", [{"model_table": name, **EVER} for name in tables]):
        _insert(database, "coverage", row)
    pairs = ", ".join(f"('{detail}', '{entry['of']}')" for detail, entry in details().items())
    database.execute(
        "INSERT INTO detail_coverage SELECT detail, file, covered_from, covered_to FROM coverage "
        f"JOIN (VALUES {pairs}) AS belongs(detail, of_table) ON of_table = model_table"
    )
    for table in example.keys() - NOT_TABLES:
        if table not in (*tables, *ALSO_FILLED):
            raise QueryError(f"an example fills {table!r}, which model.sql does not have; it has {', '.join(tables)}.")
        for row in example[table]:
            _insert(database, table, _spell(database, table, row))


def _spell(database: engine.Database, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """The row with the dates that the example leaves out: a spell without an end is open, one without a start begins in 1990."""
    columns = database.columns(f"SELECT * FROM {table}")
    ends = {"start_date": EVER["covered_from"], "end_date": OPEN}
    return {name: day for name, day in ends.items() if name in columns} | row


def _insert(database: engine.Database, table: str, row: dict[str, Any]) -> None:
    names, values = ", ".join(row), ", ".join(f"${name}" for name in row)
    database.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", **row)
