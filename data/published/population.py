"""The number of children who live in each area: the denominator of every rate per 10,000.

The estimates are those of the Office for National Statistics for 30 June, as the department republishes them.
The year is that of the estimate: mid-2024 is for the year that ended on 31 March 2025.
"""

from dataclasses import replace

import polars as pl

from data.published import areas, cells
from data.published.downloads import Download, DownloadError, require

SCHEMA = {"area_code": pl.String, "area_name": pl.String, "year": pl.Int64, "children": pl.Int64}


def tidy(download: Download) -> pl.DataFrame:
    """Children aged 0 to 17 by area and year: SCHEMA's columns as text, and a symbol without an estimate.

    Raises DownloadError for a missing column or age group, an unknown cell, or a repeated row."""
    require(download, ["age_group", "population_estimate"])
    children = download.rows.filter(pl.col("age_group").str.contains(r"(?i)\b0 to 17\b"))
    if children.is_empty():
        raise DownloadError(f"{download.file} has no age group '0 to 17'. Download the children's table.")
    of_children = replace(download, rows=children)
    cells.check(of_children, ["population_estimate"])
    estimate, symbol = cells.number("population_estimate"), cells.symbol("population_estimate")
    tidied = areas.add(of_children).select(
        "area_code", "area_name", "year", estimate.alias("children"), symbol.alias("symbol"))
    return tidied.sort("area_code", "year")
