"""Whether an indicator that says it counts nobody's case (`counts` in its header) does: what it counts must be there without any
row about a child or a worker. Only then may every audience have it exact.
"""

import re

import polars as pl

from queries.store.engine import Database
from queries.store.engines import Value

ABOUT_SOMEBODY = ("child_id", "worker_id", "supervisor_id", "received")  # `received` is the raw text of a row, of whomever
TABLES = """SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'main' AND column_name IN ('{columns}') ORDER BY 1, 2"""


def somebody(database: Database, sql: str, **parameters: Value) -> int:
    """How many of the records that a SELECT counts are there only because of rows about children or workers; 0 is right.

    The SELECT is run again with every table cut down to the rows that name nobody. It cannot see a person whom the extracts
    hold without an identifier, so a reader of the file must still judge what its records are.
    """
    every, left = (database.run(each, **parameters) for each in (sql, _apart(database, sql)))
    same = [name for name in ("record_id", "event_date", "numerator", "denominator") if name in every.columns]
    return every.join(left, on=same, how="anti", nulls_equal=True).height + left.join(
        every, on=same, how="anti", nulls_equal=True).height


def _apart(database: Database, sql: str) -> str:
    """The SELECT over the rows that name nobody."""
    held = database.run(TABLES.format(columns="', '".join(ABOUT_SOMEBODY)))
    named = held.group_by("table_name", maintain_order=True).agg(pl.col("column_name")).rows()
    cut = [f"{table} AS (SELECT * FROM main.{table} WHERE {' AND '.join(f'{name} IS NULL' for name in names)})"
           for table, names in named if re.search(rf"\b{table}\b", sql)]
    return f"WITH {', '.join(cut)} SELECT own.* FROM ({sql}) AS own" if cut else sql
