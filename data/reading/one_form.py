"""Gives each column of the received tables one form, before staging reads them: dates as 2026-09-01, identifiers repaired.

`settle` decides for each file, list and column. It writes what it can read into the cell, and the text as received into the
column beside it (`written_…`). A column whose form cannot be told is refused as a whole: `staging.column_refused` has the file,
list, field and reason, whether rows need it, and whether it was emptied.
"""

from collections import defaultdict
from datetime import date

import polars as pl

import queries
from data.reading import date_form, date_order
from queries.sources import ListSpec, statements, used
from queries.sources.received import Received
from queries.store.engine import Database

READ_AS = {"list": pl.String, "field": pl.String, "file": pl.String, "cell": pl.String, "text": pl.String, "what": pl.String,
           "n": pl.Int64}  # fmt: skip
REFUSED = {"file": pl.String, "list": pl.String, "field": pl.String, "reason": pl.String, "is_needed": pl.Boolean,
           "is_emptied": pl.Boolean}  # fmt: skip


def settle(database: Database) -> None:
    """Settle the dates of all lists; makes staging.column_refused."""
    database.load("staging.column_refused", pl.DataFrame(schema=REFUSED))
    read, refused, received = [], [], Received(database)
    for each in received.lists:
        of_list = _dates(database, each, received.of(each, statements.dates(each)))
        for file, columns in of_list.items():
            why = date_order.refusals({name: date_order.column(cells) for name, cells in columns.items()})
            refused += [(file, each.id, name, reason(each, name, said), name == each.starts, True) for name, said in why.items()]
            read += [(each.id, name, file, cell, str(day), "", n) for name in columns.keys() - why.keys()
                     for cell, n in columns[name] if (day := _day(cell))]  # fmt: skip
    refuse(database, refused)
    write(database, read)
    empty(database)


def reason(each: ListSpec, field: str, why: str) -> str:
    """The sentence about a refused column, under its header."""
    return f"The column '{each.columns[field][0].strip('/')}' is not read: {why}"


def refuse(database: Database, refused: list[tuple]) -> None:
    """Add rows, as in REFUSED, to the refused columns; a column that is refused already keeps its first reason."""
    place = ["file", "list", "field"]
    new = pl.DataFrame(refused, schema=REFUSED, orient="row").unique(place, keep="first", maintain_order=True)
    known = database.run("SELECT file, list, field FROM staging.column_refused")
    database.append("staging.column_refused", new.join(known, on=place, how="anti", maintain_order="left"))


def write(database: Database, read: list[tuple]) -> None:
    """Write cells as they are read; the rows are as in READ_AS."""
    database.execute("DROP TABLE IF EXISTS received.read_as")
    database.load("received.read_as", pl.DataFrame(read, schema=READ_AS, orient="row"))
    for name, field in sorted({row[:2] for row in read}):
        database.execute(queries.text("staging/read_as", list=name, field=field))


def empty(database: Database) -> None:
    """Empty the columns that are refused as a whole."""
    for name, field in _emptied(database):
        database.execute(queries.text("staging/refused_column", list=name, field=field))


def refused_cells(database: Database) -> None:
    """Put the cells of emptied columns into `rejected`; needs what staging/rows.sql makes."""
    needed = {(each.id, field) for each in used() for field in (*statements.identity(each), each.starts)}
    for name, field in _emptied(database):
        if (name, field) not in needed:  # otherwise their rows are rejected
            database.execute(queries.text("staging/refused_cells", list=name, field=field))


def _dates(database: Database, each: ListSpec, fields: list[str]) -> dict[str, dict[str, list[tuple[str, int]]]]:
    """{file: {field: its texts and the number of cells with each}} for these date columns of a list."""
    found: dict[str, dict[str, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    for field in fields:
        for file, cell, n in database.run(queries.text("staging/date_form", list=each.id, field=field)).rows():
            found[file][field].append((cell, n))
    return found


def _day(cell: str) -> date | None:
    """The day to write into a cell; None if it cannot be read, or is in that form already."""
    return (
        None if cell in ("2000-01-01", "2000-01-31") or date_form.of(cell).kind not in ("day", "either") else date_order.day(cell)
    )


def _emptied(database: Database) -> list[tuple[str, str]]:
    return database.run("SELECT DISTINCT list, field FROM staging.column_refused WHERE is_emptied ORDER BY list, field").rows()
