"""The shipped published figures, as numbers: what the tests of funnels and ranks are held to."""

from pathlib import Path

import polars as pl

from indicators.comparing import comparison

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
KINDS = {"area_code": pl.String, "year": pl.Int64, "numerator": pl.Float64, "denominator": pl.Float64, "value": pl.Float64}


def counted(series: str, year: int) -> pl.DataFrame:
    """Every authority with a figure for a year: its code, value and counts."""
    rows = pl.read_csv(REFERENCE / "published.csv", schema_overrides=KINDS, infer_schema_length=None)
    return rows.filter(area_type="authority", series=series, year=year).filter(
        pl.col("symbol").is_null(), pl.col("value").is_not_null())


def recorded_differently(published: pl.DataFrame, code: str, series: str, year: int | None = None) -> bool:
    """Whether the product takes an authority's figure for a year (default: the latest published) for recorded differently."""
    rows = comparison.known(published.filter((pl.col("series") == series) & (pl.col("area_code") == code)))
    year = rows["year"].max() if year is None else year
    return year in rows.filter(pl.col("note") == comparison.NOT_COMPARABLE)["year"].to_list()
