"""The data dictionary, read out of model.sql: what each table holds, a row of what, and what its columns mean.

model.sql is where the tables are made, so what is said of them stands there and nowhere else.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from queries import text

TABLE = re.compile(r"CREATE TABLE (\w+) \(\s*(?:-- ([^\n]*))?\n(.*?)\);", re.DOTALL)
EVERYWHERE = {  # columns that mean the same in every table
    "child_id": "the child, as the source names it", "worker_id": "the worker", "team": "the team the record belongs to",
    "source": "annex_a or local", "file": "the file the row came from", "row_number": "its row there",
    "start_date": "first day", "end_date": "first day after; 9999-12-31 while it lasts",
}


class Column(NamedTuple):
    """One column: its name, the kind of value, and what it means (empty where the name says it)."""

    name: str
    kind: str
    meaning: str


class Table(NamedTuple):
    """One table: its name, what a row is, and its columns."""

    name: str
    a_row_is: str
    columns: tuple[Column, ...]


def tables() -> list[Table]:
    """Every table of the model, in the order a child meets them."""
    return [Table(name, says.strip(), tuple(_columns(body))) for name, says, body in TABLE.findall(text("model/model"))]


def _columns(body: str) -> Iterator[Column]:
    """Columns of a table; a comment at the end of a line is about the last column on it."""
    for line in body.splitlines():
        code, _, comment = line.partition("--")
        named = re.findall(r"(\w+) (VARCHAR|DATE|BOOLEAN|BIGINT|DOUBLE)", code)
        for place, (name, kind) in enumerate(named, 1):
            own = comment.strip() if place == len(named) else ""
            yield Column(name, KINDS[kind], own or EVERYWHERE.get(name, ""))


KINDS = {"VARCHAR": "text", "DATE": "date", "BOOLEAN": "yes or no", "BIGINT": "number", "DOUBLE": "number"}
