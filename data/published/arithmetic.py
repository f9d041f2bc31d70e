"""What the department does not print, from the counts it does: sums of bands, percentages and rates per 10,000 children.

A sum with a hidden or missing part is not known, and is never the sum of the rest. Everything is worked out in whole
numbers and rounded to one decimal place with halves upwards, as the department rounds. Regions' and England's counts are
rounded to 10 before they are published, so a figure made from them can be 0.1 from the department's own.
"""

from collections.abc import Iterable

import polars as pl

from data.published import cells


def with_children(rows: pl.DataFrame, population: pl.DataFrame, name: str) -> pl.DataFrame:
    """The rows with the children living in their area, as text: those of 30 June before the 31 March the year ends on, as
    the department divides; the symbol x where there is no estimate."""
    living = population.select(
        "area_code", pl.col("children").alias(name), year=(pl.col("year").cast(pl.Int64) + 1).cast(pl.String))
    rows = rows.join(living, on=["area_code", "year"], how="left", maintain_order="left")
    return rows.with_columns(pl.col(name).fill_null("x"))


def total(columns: tuple[str, ...]) -> pl.Expr:
    """The sum of counts as text; null where any of them is a symbol. One column alone may hold decimals."""
    if len(columns) == 1:
        return cells.number(columns[0])
    return _sum(columns).cast(pl.String)


def share(columns: tuple[str, ...], denominator: str, per: int) -> tuple[pl.Expr, pl.Expr]:
    """The summed columns per so many of the denominator: (value as the shortest text, symbol); one of them is null.

    The symbol is that of the denominator or of the first column that has one, and z where there is nothing to divide by."""
    divided = cells.number(denominator).cast(pl.Int64)
    found = tenths(_sum(columns), divided, per)
    rest = pl.when(found % 10 > 0).then("." + (found % 10).cast(pl.String)).otherwise(pl.lit(""))
    symbols = [cells.symbol(column) for column in (denominator, *columns)]
    nothing = pl.when(divided == 0).then(pl.lit("z"))
    return (found // 10).cast(pl.String) + rest, pl.coalesce(*symbols, nothing)


def tenths(numerator: pl.Expr, denominator: pl.Expr, per: int) -> pl.Expr:
    """Whole numbers as so many tenths per `per` of the denominator, halves upwards; null where there is nothing to divide by."""
    divided = pl.when(denominator > 0).then(denominator)
    return (20 * per * numerator + divided) // (2 * divided)


def _sum(columns: Iterable[str]) -> pl.Expr:
    return sum((cells.number(column).cast(pl.Int64) for column in columns), start=pl.lit(0, pl.Int64))
