"""Says which columns the lists of a build lack, and which of a file's unused headers each probably is ("did you mean").

A person confirms a suggestion once: on the page *Load*, or as a line below `[columns]` in data/authority.toml
(`settings.add_column` writes it). Nothing is read by a suggestion alone.
"""

import polars as pl

import queries
from data.reading import headers, lists, refusals
from queries.sources import ListSpec
from queries.store.engine import Database

LACKING = {"file": pl.String, "list": pl.String, "title": pl.String, "column": pl.String, "header": pl.String,
           "unused": pl.List(pl.String), "nearest": pl.String}  # fmt: skip
UNUSED = {"file": pl.String, "list": pl.String, "header": pl.String}


def lacking_columns(database: Database, table: str = "unused_header") -> pl.DataFrame:
    """One row for each file, list and column that the file lacks and figures need, of a build or of a load that is going on.

    Columns as in LACKING: `header` is the official one, `unused` are the headers of the list in that file that mean no column,
    and `nearest` is the one of them that the column probably is, or NULL. `table` has the unused headers; while the received
    tables are attached it is `received.unused_header`.
    """
    specs = {spec.id: spec for spec in lists.load()}
    unused = database.run(queries.text("reading/whole_table", table=table)).group_by("file", "list").agg("header")
    headers_of = {(file, name): found for file, name, found in unused.rows()}
    unsaid = database.run(queries.text("reading/unsaid")).filter(~pl.col("has_column"))
    rows = [
        _row(file, specs[name], column, headers_of.get((file, name), []))
        for file, name, column in unsaid.select("file", "list", "field").rows()
        if column in specs[name].columns
    ]
    return pl.DataFrame(rows, schema=LACKING, orient="row")


def _row(file: str, spec: ListSpec, column: str, unused: list[str]) -> tuple:
    official = headers.official(spec.columns[column])
    return file, spec.id, spec.title, column, official, unused, refusals.nearest(spec, column, unused)


def words(row: dict) -> str:
    """'Did you mean ...?' with the line to write, for a row of `lacking_columns`; an empty text without a suggestion."""
    spec = next(spec for spec in lists.load() if spec.id == row["list"])
    return refusals.proposal(spec, row["column"], [row["nearest"]] if row["nearest"] else []).strip()
