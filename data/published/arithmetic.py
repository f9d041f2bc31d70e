"""Figures that the department does not print, from its published counts: sums of bands, percentages, rates per 10,000 children.

A sum with a hidden or missing part is unknown, and never the sum of the other parts. The arithmetic uses whole numbers and
rounds to one decimal place with halves upwards, as the department does. The counts of regions and England are published
rounded to 10, so a figure made from them can differ by 0.1 from the department's own.
"""

from collections.abc import Iterable

import polars as pl

from data.published import cells


def with_children(rows: pl.DataFrame, population: pl.DataFrame, name: str) -> pl.DataFrame:
    """The rows with a column `name`, the children living in the area, as text: the estimate of 30 June before the end of the
    year, as the department uses; the symbol x without an estimate."""
    living = population.select(
        "area_code", pl.col("children").alias(name), year=(pl.col("year").cast(pl.Int64) + 1).cast(pl.String))
    rows = rows.join(living, on=["area_code", "year"], how="left", maintain_order="left")
    return rows.with_columns(pl.col(name).fill_null("x"))


def total(columns: tuple[str, ...]) -> pl.Expr:
    """The sum of counts as text; null if one of them is a symbol. A single column may have decimals."""
    if len(columns) == 1:
        return cells.number(columns[0])
    return _sum(columns).cast(pl.String)


def share(columns: tuple[str, ...], denominator: str, per: int) -> tuple[pl.Expr, pl.Expr]:
    """The sum of the columns per `per` of the denominator: (value as the shortest text, symbol); one of the two is null.

    The symbol is that of the denominator or of the first column that has one, and z if the denominator is 0."""
    divided = cells.number(denominator).cast(pl.Int64)
    found = tenths(_sum(columns), divided, per)
    rest = pl.when(found % 10 > 0).then("." + (found % 10).cast(pl.String)).otherwise(pl.lit(""))
    symbols = [cells.symbol(column) for column in (denominator, *columns)]
    nothing = pl.when(divided == 0).then(pl.lit("z"))
    return (found // 10).cast(pl.String) + rest, pl.coalesce(*symbols, nothing)


def tenths(numerator: pl.Expr, denominator: pl.Expr, per: int) -> pl.Expr:
    """`per` times numerator / denominator in whole tenths, halves upwards; null if the denominator is 0."""
    divided = pl.when(denominator > 0).then(denominator)
    return (20 * per * numerator + divided) // (2 * divided)


def _sum(columns: Iterable[str]) -> pl.Expr:
    return sum((cells.number(column).cast(pl.Int64) for column in columns), start=pl.lit(0, pl.Int64))
