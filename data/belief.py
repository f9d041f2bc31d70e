"""Decides which lists of an extract are believed, because a nearly empty list or a missing column does not mean few events.

`prepare` loads what staging needs for that: the columns that were read, the details they give (queries/staging/details.toml), the
facts of the lists (queries/sources), and today's date. `check` stops a build at lists that cannot be believed
(queries/staging/doubted.sql), and `notes` says which figures are not available because an extract lacks a column.
"""

from collections.abc import Iterable
from datetime import date

import polars as pl

import queries
from data.reading import lists
from data.reading.readers import ReadFile
from queries import sources
from queries.store.engine import Database

ANSWER = "is an answer"
COLUMN = {"file": pl.String, "list": pl.String, "field": pl.String}
DETAIL = {"detail": pl.String, "model_table": pl.String, "list": pl.String, "field": pl.String, "asked": pl.String,
          "blank_says": pl.Boolean, "unread_says": pl.Boolean, "may_lack": pl.Boolean}  # fmt: skip
DOUBT = {
    "empty": "no row was loaded ({read:,} read, {refused:,} refused).",
    "form": "{reason}",
    "refused": "{refused:,} of {read:,} rows were refused, more than a fifth.",
    "later than today": "its date is {extract_date:%d %B %Y}, which is in the future. Correct the date in its name.",
}
REMEDY = (
    "Find the cause (an empty list, formulas without values, dates in another form, a sheet cut short), correct the file and "
    "build again. If a list really is empty, remove its sheet or its file: figures that need it are then not "
    "available, rather than 0. Or build with --accept: then these lists give no figures, and the others do."
)


class NotBelieved(ValueError):
    """Lists whose figures would be wrong, because they have too few rows or a wrong date; the message says which and what to
    do."""


def prepare(database: Database, files: Iterable[ReadFile], today: date) -> None:
    """Load for staging `received.column_read` (file, list, field), `detail`, `described` (the facts of the lists) and `clock`
    (today)."""
    read = [(file.file, table.list, name) for file in files for table in file.tables for name in table.rows.columns]
    database.load("received.column_read", pl.DataFrame(read, schema=COLUMN, orient="row"))
    database.load("received.detail", details())
    database.load("received.described", sources.described())
    database.load("received.clock", pl.DataFrame({"today": [today]}, schema={"today": pl.Date}))


def details() -> pl.DataFrame:
    """One row for each column of a list that gives a detail: columns as in DETAIL; only rows in which `asked` is filled need
    it."""
    rows = [
        (detail, entry["of"], name, field, entry.get("where", "row_number"), entry.get("blank") == ANSWER,
         entry.get("unread") == ANSWER, may_lack)
        for detail, name, field, may_lack in sources.said()
        for entry in [queries.details()[detail]]
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=DETAIL, orient="row")


def answered(database: Database) -> None:
    """Count the filled cells of the columns that give details, into `staging.answered`."""
    read = _whole(database, "received.column_read")
    wanted = details().join(read, on=["list", "field"], how="semi").select("list", "field", "asked").unique(maintain_order=True)
    for name, field, asked in wanted.rows():
        database.execute(queries.text("staging/answered", list=name, field=field, asked=asked))


def check(database: Database, accept: bool = False) -> None:
    """Raise NotBelieved if a list is doubted, unless `accept` is set."""
    doubted = _whole(database, "doubted")
    if doubted.is_empty() or accept:
        return
    said = [f"{row['file']}: {_titles()[row['list']]}: {DOUBT[row['doubt']].format(**row)}" for row in doubted.rows(named=True)]
    raise NotBelieved("\n".join(["Some of the extracts cannot be believed:", *said, REMEDY]))


def notes(database: Database) -> dict[tuple[str, str], str]:
    """{(file, list): note}: why a list gives no figures, and which figures are not available because a column is missing."""
    doubted = _whole(database, "doubted")
    unsaid = database.run(queries.text("reading/unsaid"))
    said = {(row["file"], row["list"]): [f"This list gives no figures: {DOUBT[row['doubt']].format(**row)}"]
            for row in doubted.rows(named=True)}
    for row in database.run(queries.text("staging/form_notes")).rows(named=True):
        said.setdefault((row["file"], row["list"]), []).append(row["said"])
    for row in unsaid.rows(named=True):
        said.setdefault((row["file"], row["list"]), []).append(_lacks(row))
    return {key: " ".join(every) for key, every in said.items()}


def _lacks(row: dict) -> str:
    what, column = queries.details()[row["detail"]]["what"], _columns(row["list"]).get(row["field"])
    days = f"Figures that need it are not available from {row['covered_from']:%d %B %Y} to {row['covered_to']:%d %B %Y}."
    if column is None:
        return f"The list has no column for {what}. {days}"
    lacks, mend = ("is blank or cannot be read", "its content") if row["has_column"] else ("is missing", "the header")
    header = column[0].strip("/")
    return f"The column '{header}' {lacks}, so the extract does not say {what}. {days} Correct {mend} and build again."


def _columns(name: str) -> dict[str, list[str]]:
    return next(spec for spec in lists.load() if spec.id == name).columns


def _whole(database: Database, table: str) -> pl.DataFrame:
    return database.run(queries.text("reading/whole_table", table=table))


def _titles() -> dict[str, str]:
    return {spec.id: spec.title for spec in lists.load()}
