"""The gaps that are open on the last day of the data, counted once at the build, and what each audience gets of them.

The performance team's file holds a row for each child and worker (`gap_now`); another audience gets the counts alone.
"""

import polars as pl

import queries
from data.publishing import disclosure
from data.settings import Rule
from queries.store.engine import Database
from queries.store.engines import Value

COUNTS = ("past", "past by half", "past twice", "due")


def add(database: Database, parameters: dict[str, Value]) -> None:
    """Leave `gap_now` and `gap_count` in a database that holds the model and what `open_gap` makes of it."""
    database.execute(queries.text("model/gap_now"), **parameters)


def publish(database: Database, file: Database, rule: Rule) -> None:
    """Copy into an audience's file the counts its rule lets it hold."""
    counts = database.run(queries.text("reading/whole_table").replace("{table}", "gap_count"))
    file.load("gap_count", protect(counts, rule))


def protect(counts: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """`gap_count` as an audience may hold it: rounded counts, whole percent (`value`), `symbol` c where they are hidden,
    and `rounded_to`.

    The catalogue names figures by period and these are of one day, so an audience gets them for the breakdowns it holds at all.
    """
    grains = {breakdown: grain for grain, breakdown in reversed(rule["catalogue"])}
    figures = counts.filter(pl.col("breakdown").is_in(list(grains))).with_columns(
        indicator=pl.col("measure"), grain=pl.col("breakdown").replace_strict(grains, default=None, return_dtype=pl.String),
        value=pl.lit(None, pl.Float64), symbol=pl.lit(None, pl.String))
    protected = disclosure.protect(figures, dict.fromkeys(COUNTS, "percentage"), rule)
    return protected.select(*counts.columns, "value", "symbol", "rounded_to")
