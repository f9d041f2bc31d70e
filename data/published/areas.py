"""The area of a published row: an authority, a region, or England.

Authorities are identified by the department's three-digit code, as text. The tables of neighbours use this
code, and it stays when an authority becomes unitary (Buckinghamshire, Somerset and North Yorkshire changed
their ONS code and kept this one). An abolished authority keeps its own code and its own years: Cumbria ends
in 2023 and its successors begin in 2024, without a link between them.
"""

import polars as pl

from data.published.downloads import Download, DownloadError, require

COLUMNS = ["time_period", "geographic_level", "country_code", "country_name", "region_code", "region_name",
           "old_la_code", "la_name"]
LEVELS = {"national": "england", "regional": "region", "local authority": "authority"}
CODE = {"england": "country_code", "region": "region_code"}
JOINT = " / "
NAME = {"england": "country_name", "region": "region_name"}


def add(download: Download) -> pl.DataFrame:
    """The table's rows with area_code, area_name, area_type, region_name and year; one row per area and year.

    Raises DownloadError for a missing column, an unknown level or year, an area without code, or a repeated row."""
    require(download, COLUMNS)
    level = pl.col("geographic_level").str.to_lowercase()
    area_type = level.replace_strict(LEVELS, default=None, return_dtype=pl.String)
    rows = download.rows.with_columns(area_type=area_type).with_columns(
        area_code=_by_type(CODE, pl.col("old_la_code")).str.replace(r"\.0$", ""),
        area_name=_by_type(NAME, pl.col("la_name")),
        region_name=pl.when(pl.col("area_type") != "england").then("region_name"),
        year=pl.col("time_period").str.replace(r"\.0$", ""),
    )
    _check_filled(download.file, rows)
    _check_once(download.file, rows)
    return rows


def with_members(rows: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """The rows of `add` and, for each joint row ('314 / 318'), a row for each of its authorities with those columns blank,
    because a joint figure is not available for either one. An authority with its own row gets no second one."""
    joint = rows.filter(pl.col("area_code").str.contains(JOINT, literal=True))
    parts = joint.with_columns(pl.col("area_code", "area_name").str.split(JOINT))
    alike = parts.filter(pl.col("area_code").list.len() == pl.col("area_name").list.len())
    members = alike.explode("area_code", "area_name").with_columns(pl.lit("").alias(column) for column in columns)
    return pl.concat([rows, members.join(rows, on=["area_code", "year"], how="anti")])


def _by_type(columns: dict[str, str], otherwise: pl.Expr) -> pl.Expr:
    for area_type, column in columns.items():
        otherwise = pl.when(pl.col("area_type") == area_type).then(column).otherwise(otherwise)
    return otherwise


def _check_filled(file: str, rows: pl.DataFrame) -> None:
    faults = {
        "geographic_level is not National, Regional or Local authority": pl.col("area_type").is_null(),
        "time_period is not a year of four digits": ~pl.col("year").str.contains(r"^\d{4}$"),
        "the area has no code": pl.col("area_code").is_in(["", "x", "z"]),
        "the area has no name": pl.col("area_name") == "",
    }
    for fault, found in faults.items():
        odd = rows.filter(found)
        if odd.height:
            raise DownloadError(f"{file} line {odd['line'][0]}: {fault}. Download the table again.")


def _check_once(file: str, rows: pl.DataFrame) -> None:
    twice = rows.filter(pl.struct("area_code", "year").is_duplicated()).sort("area_code", "year", "line")
    if twice.height:
        code, name, year = twice.select("area_code", "area_name", "year").row(0)
        lines = twice.filter((pl.col("area_code") == code) & (pl.col("year") == year))["line"]
        raise DownloadError(f"{file} has {len(lines)} rows for {name} ({code}) in {year}, on lines "
                            f"{', '.join(map(str, lines))}. Keep the right one, or download the table again "
                            "without any breakdown.")
