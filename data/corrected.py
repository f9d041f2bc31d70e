"""Puts rows that a person has corrected into the extracts they came from, before staging reads them.

A corrected row takes the place of the row that was refused, so the extract is then judged as if it had been right from the start.
A row whose extract is not in the folder, or has changed since, is not used, and the report says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import polars as pl

import queries
from data.reading import corrections
from data.reading.readers import ReadFile, Table
from queries import sources, spreadsheets
from queries.sources import statements
from queries.sources.described import ListSpec
from queries.sources.received import Received
from queries.store.engine import Database

STATUS = "corrections"
UNPLACED = "{:,} rows were not used: the extract they correct is not in the folder, or has changed since they were refused."


class Apart:
    """Reads files one after the other and yields the extracts; the files of corrections are then in `found`."""

    def __init__(self, files: Iterable[ReadFile]) -> None:
        self._files, self.found = files, []

    def __iter__(self) -> Iterator[ReadFile]:
        for file in self._files:
            if any(corrections.are_in(table.rows) for table in file.tables):
                self.found.append(file)
            else:
                yield file


def put_in(database: Database, found: list[ReadFile]) -> list[ReadFile]:
    """Put the rows of files of corrections into the received tables; returns the files without their rows, with a note each.

    A second correction of a row fits only after the first, so files are tried again as long as rows find their place. Needs
    received.column_read.
    """
    left = {(file.file, table.list): _wanted(table) for file in found for table in file.tables}
    done = {key: {} for key in left}
    while sum(_some(database, key, left, done) for key in left):
        pass
    return [_told(file, left, done) for file in found]


def _wanted(table: Table) -> pl.DataFrame:
    """The rows of a table of corrections that have content, numbered."""
    own = [name for name in table.rows.columns if name not in (*corrections.KEYS, "row_number")]
    rows = table.rows.filter(pl.any_horizontal(pl.col(own).is_not_null())) if own else table.rows.clear()
    number = pl.col("corrects_row").str.strip_suffix(".0").cast(pl.Int64, strict=False)
    plain = spreadsheets.as_received(pl.col(own))
    return rows.rename({"row_number": "number"}).with_columns(plain, corrects_row=number)


def _some(database: Database, key: tuple[str, str], left: dict, done: dict) -> int:
    """Place those rows of a file of corrections that fit now; returns how many."""
    rows, spec = left[key], next(each for each in sources.used() if each.id == key[1])
    placed = 0
    for file in rows["corrects_file"].drop_nulls().unique(maintain_order=True):
        fit = _fitting(database, rows, spec, file)
        if not fit.is_empty():
            _correct(database, fit, spec, file)
            done[key][file] = done[key].get(file, 0) + len(fit)
            left[key] = left[key].join(fit, on="number", how="anti")
            placed += len(fit)
    return placed


def _fitting(database: Database, rows: pl.DataFrame, spec: ListSpec, file: str) -> pl.DataFrame:
    """The rows whose row of the extract `file` is as it was when it was refused, once each, with `found` ('row' or 'text')."""
    database.load("received.correction", rows)
    sql = queries.text("staging/correction_fits", list=spec.id, mark=mark(spec))
    fit = database.run(sql, file=file)
    database.execute("DROP TABLE received.correction")
    return rows.join(fit, on="number").unique("corrects_row", keep="last", maintain_order=True)


def _correct(database: Database, fit: pl.DataFrame, spec: ListSpec, file: str) -> None:
    read = database.run(queries.text("reading/whole_table", table="received.column_read")).filter(file=file, list=spec.id)
    shared = [name for name in spec.columns if name in fit.columns and name in set(read["field"])]
    database.load("received.correction", fit)
    assigned, columns = ", ".join(f"{name} = new.{name}" for name in shared), ", ".join(f"new.{name}" for name in shared)
    database.execute(queries.text("staging/correct", list=spec.id, assigned=assigned, columns=columns), file=file)
    database.execute("DROP TABLE received.correction")


def mark(spec: ListSpec) -> str:
    """SQL of a row's mark, a hash of all cells of the row `own` of a list, as received."""
    cells = ", ".join(f"COALESCE({statements.as_received(spec, name)}, '')" for name in spec.columns)
    return f"md5(concat_ws(chr(31), {cells}))"


def _told(file: ReadFile, left: dict, done: dict) -> ReadFile:
    keys = [(file.file, table.list) for table in file.tables]
    notes = [f"Corrects {n:,} rows of {extract}." for key in keys for extract, n in done[key].items()]
    unplaced = sum(len(left[key]) for key in keys)
    notes += [UNPLACED.format(unplaced)] if unplaced else []
    return replace(file, status=STATUS, tables=(), notes=tuple(notes) or ("It has no corrected row.",))


def keep_refused(database: Database) -> None:
    """Keep the refused rows as received (`rejected_row`, `rejected_cell`), before staging changes the received tables."""
    database.execute(queries.text("staging/rejected_rows"))
    for each in Received(database).lists:
        columns = ", ".join(statements.as_received(each, name) for name in each.columns)
        names = ", ".join(f"'{name}'" for name in each.columns)
        database.execute(queries.text("staging/rejected_row", list=each.id, mark=mark(each), columns=columns, names=names))
