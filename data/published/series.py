"""The national series Sightline compares with, and where each stands in the department's tables.

A percentage is the department's own, as published to one decimal place, never worked out again; the counts
behind it travel beside it. Where a count is hidden and the percentage is not, each is kept as it was
published.
"""

from dataclasses import dataclass

import polars as pl

from data.published import areas, cells
from data.published.downloads import Download, require

SCHEMA = {"area_code": pl.String, "area_name": pl.String, "area_type": pl.String,
          "region_name": pl.String, "year": pl.Int64, "series": pl.String, "numerator": pl.Float64,
          "denominator": pl.Float64, "value": pl.Float64, "symbol": pl.String, "source": pl.String}
C1, D3 = "C1 referrals and re-referrals", "D3 second or subsequent child protection plans"


@dataclass(frozen=True)
class Series:
    """Where a published series stands in its table: the columns of its value and of the counts behind it."""

    id: str
    value: str
    numerator: str
    denominator: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table the series needs."""
        return tuple(column for column in (self.value, self.numerator, self.denominator) if column)


SERIES = {
    C1: (
        Series("referrals", "referral_count", "referral_count"),
        Series("re_referral_percent", "rereferral_percent", "rereferral_count", "referral_count"),
        Series("re_referral_child_percent", "rereferral_child_percent", "rereferral_child_count",
               "referral_child_count"),
        Series("no_further_action_percent", "no_further_action_percent", "no_further_action_count",
               "referral_count"),
        Series("not_in_need_percent", "not_in_need_percent", "not_in_need_count", "referral_count"),
    ),
    D3: (
        Series("plans_started", "cpp_start", "cpp_start"),
        Series("subsequent_plan_percent", "cpp_subsequent_percent", "cpp_subsequent", "cpp_start"),
    ),
}


def tidy(title: str, download: Download) -> pl.DataFrame:
    """The series of one downloaded table, columns as in SCHEMA, numbers still as their text.

    Raises DownloadError for a missing column, a cell neither number nor symbol, or a row given twice."""
    columns = sorted({column for series in SERIES[title] for column in series.columns})
    require(download, columns)
    cells.check(download, columns)
    rows = areas.add(download).with_columns(source=pl.lit(f"DfE CIN {download.edition} {title.split()[0]}"))
    return pl.concat(rows.select(_columns(series)) for series in SERIES[title])


def disagreements(frame: pl.DataFrame) -> tuple[int, int, int]:
    """How many authorities' percentages have both counts beside them, how many of those differ from
    100 x numerator / denominator to one decimal place, and how many differ by more than 0.1."""
    percentages = (pl.col("area_type") == "authority") & pl.col("series").str.ends_with("_percent")
    counts = pl.col("numerator", "denominator", "value").cast(pl.Float64)
    counted = frame.filter(percentages).select(counts).drop_nulls().filter(pl.col("denominator") > 0)
    expected = (100 * counted["numerator"] / counted["denominator"]).round(1)
    gap = (expected - counted["value"]).abs().round(6)  # 0.1 is not exact in binary
    return counted.height, int((gap > 0).sum()), int((gap > 0.1).sum())


def _columns(series: Series) -> list[pl.Expr]:
    denominator = cells.number(series.denominator) if series.denominator else pl.lit(None, pl.String)
    made = {"series": pl.lit(series.id), "numerator": cells.number(series.numerator),
            "denominator": denominator, "value": cells.number(series.value),
            "symbol": cells.symbol(series.value)}
    return [made.get(name, pl.col(name)).alias(name) for name in SCHEMA]
