"""Checks an indicator whose header says that it counts no people (`counts`): it must count the same without any row about a child
or a worker. Only then may every audience see it exact.
"""

import re

import polars as pl

from queries import text
from queries.store.engine import Database
from queries.store.engines import Value

ABOUT_SOMEBODY = ("child_id", "worker_id", "supervisor_id", "received")  # `received`, the raw text of a row, may name one


def somebody(database: Database, sql: str, **parameters: Value) -> int:
    """The number of records that a SELECT counts only because of rows about children or workers; 0 is right.

    The SELECT runs a second time on tables without the rows that name a person. A row about a person without an identifier is not
    found, so a reader of the file must still judge what its records are.
    """
    every, left = (database.run(each, **parameters) for each in (sql, _apart(database, sql)))
    same = [name for name in ("record_id", "event_date", "numerator", "denominator") if name in every.columns]
    return every.join(left, on=same, how="anti", nulls_equal=True).height + left.join(
        every, on=same, how="anti", nulls_equal=True).height


def _apart(database: Database, sql: str) -> str:
    """The SELECT over the rows without a child's or worker's identifier."""
    held = database.run(text("definitions/about_somebody", columns=", ".join(f"'{name}'" for name in ABOUT_SOMEBODY)))
    named = held.group_by("table_name", maintain_order=True).agg(pl.col("column_name")).rows()
    cut = [f"{table} AS (SELECT * FROM main.{table} WHERE {' AND '.join(f'{name} IS NULL' for name in names)})"
           for table, names in named if re.search(rf"\b{table}\b", sql)]
    return f"WITH {', '.join(cut)} SELECT own.* FROM ({sql}) AS own" if cut else sql
