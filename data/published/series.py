"""The national series that Sightline compares with, and their columns in the department's tables.

A percentage or average that the department prints is kept as printed and not calculated again; its counts are kept with it. If a
count is hidden and the percentage is not, both are kept as published. arithmetic.py calculates the figures that the department
does not print.
"""

from dataclasses import dataclass

import polars as pl

from data.published import areas, arithmetic, cells
from data.published.downloads import Download, require
from queries.definitions.national_series import NUMBER, PERCENTAGE, RATE, UNITS

SCHEMA = {"area_code": pl.String, "area_name": pl.String, "area_type": pl.String,
          "region_name": pl.String, "year": pl.Int64, "series": pl.String, "numerator": pl.Float64,
          "denominator": pl.Float64, "value": pl.Float64, "symbol": pl.String, "source": pl.String}
B1, C1 = "B1 children in need", "C1 referrals and re-referrals"
C2, C4 = "C2 duration of assessments", "C4 section 47 enquiries and conferences"
D1, D3 = "D1 child protection plans", "D3 second or subsequent child protection plans"
D5, D6 = "D5 duration of child protection plans at 31 March", "D6 reviews of child protection plans"
D7, WORKFORCE = "D7 duration of child protection plans that ended", "children's social work workforce"
RELEASE = {WORKFORCE: "DfE CSWW {}"}  # every other table is of the Children in need release
YEARS_ON = {WORKFORCE: 1}  # counted on 30 September, in the year that ends on 31 March after it
WITHIN_45_DAYS = ("same_day", "1-10_days", "11-20_days", "21-30_days", "31-40_days", "41-45_days")
PER = {PERCENTAGE: 100, RATE: 10_000}
CHILDREN = "children"  # the column that a rate is divided by, from the population estimates


@dataclass(frozen=True)
class Series:
    """The columns of a series in its table: the counts that add up to its numerator, its denominator (None for a number or a
    rate), and its value, if the department prints one."""

    id: str
    numerator: tuple[str, ...]
    denominator: str | None = None
    value: str | None = None

    @property
    def unit(self) -> str:
        """The unit of the series."""
        return UNITS[self.id]

    @property
    def counted(self) -> tuple[str, ...]:
        """The columns needed for calculating the value; empty if the department prints it."""
        return () if self.value or self.unit == NUMBER else self.columns

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table that the series needs."""
        return (*self.numerator, *(column for column in (self.denominator, self.value) if column))


SERIES = {
    B1: (Series("children_in_need_per_10000", ("at31_episodes",)),),
    C1: (
        Series("referrals", ("referral_count",)),
        Series("referrals_per_10000", ("referral_count",)),
        Series("re_referral_percent", ("rereferral_count",), "referral_count", "rereferral_percent"),
        Series("re_referral_child_percent", ("rereferral_child_count",), "referral_child_count", "rereferral_child_percent"),
        Series("no_further_action_percent", ("no_further_action_count",), "referral_count", "no_further_action_percent"),
        Series("not_in_need_percent", ("not_in_need_count",), "referral_count", "not_in_need_percent"),
    ),
    C2: (Series("assessment_45_days_percent", WITHIN_45_DAYS, "assessments_completed"),),
    C4: (
        Series("section_47", ("section47",)),
        Series("section_47_per_10000", ("section47",)),
        Series("conferences", ("icpc",)),
        Series("conference_15_days_percent", ("duration_0-10_days", "duration_11-15_days"), "icpc"),
    ),
    D1: (Series("plans_ended", ("cpp_end",)),),
    D3: (
        Series("plans_started", ("cpp_start",)),
        Series("subsequent_plan_percent", ("cpp_subsequent",), "cpp_start", "cpp_subsequent_percent"),
    ),
    D5: (
        Series("plans_at_31_march", ("cpp_at31",)),
        Series("plans_per_10000", ("cpp_at31",)),
        Series("plans_two_years_percent", ("2_years_or_more",), "cpp_at31", "2_years_or_more_percent"),
    ),
    D6: (Series("reviews_on_time_percent", ("reviewed_within_timescales",), "cpp_at31_3months",
                "reviewed_within_timescales_percent"),),
    D7: (
        Series("plans_ended_within_3_months_percent", ("3_months_or_less",), "cpp_end", "3_months_or_less_percent"),
        Series("plans_ended_two_years_percent", ("2_years_or_more",), "cpp_end", "2_years_or_more_percent"),
    ),
    WORKFORCE: (Series("caseload", ("cases",), "case_holders_fte", "caseload_fte"),),
}


def tidy(title: str, download: Download, population: pl.DataFrame) -> pl.DataFrame:
    """The series of one downloaded table, columns as in SCHEMA, numbers still as text.

    `population` is the result of `population.tidy`. Raises DownloadError for a missing column, a cell that is neither number
    nor symbol, or a repeated row."""
    columns = sorted({column for series in SERIES[title] for column in series.columns})
    require(download, columns)
    cells.check(download, columns)
    cells.check_whole(download, [column for series in SERIES[title] for column in series.counted])
    release = RELEASE.get(title, "DfE CIN {} " + title.split()[0]).format(download.edition)
    year = pl.col("year").cast(pl.Int64) + YEARS_ON.get(title, 0)
    rows = areas.with_members(areas.add(download), columns).with_columns(year=year.cast(pl.String), source=pl.lit(release))
    rows = arithmetic.with_children(rows, population, CHILDREN)
    return pl.concat(rows.select(_columns(series)) for series in SERIES[title])


def disagreements(frame: pl.DataFrame) -> tuple[int, int, int]:
    """(number of authorities' printed percentages with both counts, number of those that differ from
    100 x numerator / denominator to one decimal place, number that differ by more than 0.1)."""
    printed = [each.id for table in SERIES.values() for each in table if each.value and each.unit == PERCENTAGE]
    counts = pl.col("numerator", "denominator").cast(pl.Int64, strict=False)
    said = (pl.col("value").cast(pl.Float64) * 10).round().cast(pl.Int64)
    rows = frame.filter(pl.col("area_type") == "authority", pl.col("series").is_in(printed)).select(counts, said)
    ours = arithmetic.tenths(pl.col("numerator"), pl.col("denominator"), 100)
    gaps = rows.select(gap=(ours - pl.col("value")).abs())["gap"].drop_nulls()
    return gaps.len(), int((gaps > 0).sum()), int((gaps > 1).sum())


def _columns(series: Series) -> list[pl.Expr]:
    divided = CHILDREN if series.unit == RATE else series.denominator
    printed = series.value or (series.numerator[0] if series.unit == NUMBER else None)
    value, symbol = (
        (cells.number(printed), cells.symbol(printed)) if printed
        else arithmetic.share(series.numerator, divided or "", PER[series.unit]))
    made = {"series": pl.lit(series.id), "numerator": arithmetic.total(series.numerator),
            "denominator": cells.number(divided) if divided else pl.lit(None, pl.String), "value": value, "symbol": symbol}
    return [made.get(name, pl.col(name)).alias(name) for name in SCHEMA]
