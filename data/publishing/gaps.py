"""The gaps that are open on the last day of the data, counted in the build, and their protection for each audience.

The performance team's file has a row for each child and worker (`gap_now`); other audiences get only counts.
"""

import polars as pl

import queries
from data.publishing import disclosure
from data.settings import Rule
from queries.model import waits
from queries.store.engine import Database
from queries.store.engines import Value

COUNTS = ("past", "past by half", "past twice", "due")


def add(database: Database, parameters: dict[str, Value]) -> None:
    """Make `gap_now` and `gap_count` in a database with the model and the tables of `open_gap`."""
    database.execute(waits.gap_now(), **parameters)


def publish(database: Database, file: Database, rule: Rule) -> None:
    """Write the counts that the rule allows into an audience's file."""
    counts = database.run(queries.text("reading/whole_table", table="gap_count"))
    file.load("gap_count", protect(counts, rule))


def protect(counts: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """`gap_count` with protected numbers: rounded counts, whole percent (`value`), `symbol` c for hidden ones, and `rounded_to`.

    The catalogue lists figures by period, and these are of one day, so an audience gets them for every breakdown in its
    catalogue.
    """
    grains = {breakdown: grain for grain, breakdown in reversed(rule["catalogue"])}
    figures = counts.filter(pl.col("breakdown").is_in(list(grains))).with_columns(
        indicator=pl.col("measure"), grain=pl.col("breakdown").replace_strict(grains, default=None, return_dtype=pl.String),
        value=pl.lit(None, pl.Float64), symbol=pl.lit(None, pl.String))
    protected = disclosure.protect(figures, dict.fromkeys(COUNTS, "percentage"), rule)
    return protected.select(*counts.columns, "value", "symbol", "rounded_to")
