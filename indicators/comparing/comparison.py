"""The same measure in similar authorities, the region and England, by financial year (2025 ends on 31 March 2025).

Three kinds of figures are left out of medians, means and ranks: a figure with a symbol (suppressed or not
collected); the figure of an authority that publishes 0% year after year, because it records the measure elsewhere; and
a figure that looks back to a time before its authority began. The number of figures used is always given. Numbers are not
compared, because a larger authority has more children. A rank needs two or more others with a figure.
"""

import polars as pl

from indicators.statistics import intervals, ranks
from queries.definitions.national_series import HAPPENED, LOOKS_BACK, NUMBER, PERCENTAGE, RATE, UNITS, unit

MODEL = "May 2025"
NOT_COMPARABLE = "not comparable: recorded differently"
YEARS_OF_NEW = ("first", "second", "third")
NEW = "not comparable: the authority's {} year"
FIRST_YEARS = tuple(map(NEW.format, YEARS_OF_NEW))  # notes of figures that look back to a time before the authority began
SIZE = "not compared: a number is larger where more children live"
ZERO_YEARS = 3  # this many published zeros in a row show another way of recording ...
ZERO_CHILDREN = 100  # ... if their denominators add up to this or more
GROUP = 2  # others with a figure that a rank needs
DECIMALS = 1  # of published percentages and rates; our own figure is ranked at the same precision

YEARLY = ["neighbours_median", "neighbours_mean", "region", "england"]


def add(
    frame: pl.DataFrame,
    own_code: str,
    published: pl.DataFrame,
    neighbours: pl.DataFrame,
    series: str | None,
    model: str = MODEL,
) -> pl.DataFrame:
    """Add comparator_year, neighbours_median and _mean, region, england (shown units), rank, ranked.

    A row is compared with the financial year its period ends in or, if that is not published, with the latest
    year published before it. Rank 1 is the lowest value, equal values share a rank, and `ranked` is the number of
    authorities ranked. Only final 12-month figures of the whole authority (grains year and rolling) have a rank, because
    the others are neither years nor authorities. All are null where `series` is None, unpublished or a number, and for a month or
    quarter where the series counts events of a whole year. `published` and `neighbours` are the tables of those names.
    """
    everyone = areas(published, neighbours, own_code, series, model)
    yearly = _summary(everyone).rename({"year": "comparator_year"})
    yearly = yearly.select("comparator_year", pl.col("comparator_year").alias("ends_in"), *YEARLY).sort("ends_in")
    rows = frame.with_row_index("row").with_columns(ends_in=_financial_year(pl.col("period_end"))).sort("ends_in")
    rows = rows.join_asof(yearly, on="ends_in", strategy="backward").with_columns(_beside_like_periods(series))
    return rows.join(_places(rows, everyone), on="row", how="left").sort("row").drop("row", "ends_in")


def areas(published: pl.DataFrame, neighbours: pl.DataFrame, code: str, series: str | None, model: str = MODEL) -> pl.DataFrame:
    """Every area to compare with in every published year, in long form: a row per year and area.

    Columns: year, role ('own', 'neighbour', 'region', 'england'), position (1 to 10, the nearest first; 0 for
    the others), area_code, area_name, closeness, value, symbol, numerator, denominator, lower and upper
    (95%, shown units: Wilson for percentages with both counts, `intervals.rate` for rates), note (NOT_COMPARABLE, SIZE,
    one of FIRST_YEARS, or null). A figure with a symbol has no value; an area without a row in a year has the symbol x.
    """
    rows = published.filter(pl.col("series") == pl.lit(series, pl.String))
    figures = _interval(known(rows).select("year", "area_code", *FIGURE), series)
    names = rows.sort("year").group_by("area_code").agg(pl.col("area_name").last())
    every = _members(rows, neighbours, code, model).join(rows.select("year").unique(), how="cross")
    every = every.join(names, on="area_code", how="left").join(figures, on=["year", "area_code"], how="left")
    unknown = pl.col("value").is_null() & pl.col("symbol").is_null()
    return every.with_columns(
        area_name=pl.coalesce("area_name", "area_code"),
        symbol=pl.when(unknown).then(pl.lit("x")).otherwise(pl.col("symbol")),
    ).sort("year", pl.col("role").replace_strict(ROLES, return_dtype=pl.Int8), "position")


def known(rows: pl.DataFrame) -> pl.DataFrame:
    """The published rows of one series with their note; a figure with a symbol has no value.

    Only a row with a value and no note enters medians, means and ranks. The optional column `began` is the first published year
    of a new authority, null for others: see `queries/reading/areas.sql` and `national_series.LOOKS_BACK`.
    """
    rows = rows.with_columns(_without_symbol()).join(_zero_runs(rows), on=["year", "area_code"], how="left")
    numbers = pl.col("series").is_in([series for series, each in UNITS.items() if each == NUMBER])
    return rows.with_columns(note=pl.when(numbers).then(pl.lit(SIZE)).otherwise(pl.coalesce(_first_years(rows), "note")))


def table(published: pl.DataFrame, neighbours: pl.DataFrame, code: str, series: str | None, model: str = MODEL) -> pl.DataFrame:
    """The comparison by year, newest last: year, own, a column per neighbour (its name, the nearest first),
    then summary.

    Summary: neighbours_median, neighbours_mean, neighbours_known (how many had a value), region, england,
    rank (1 = lowest, null where own is unknown or not comparable, or fewer than two neighbours have a figure), ranked (the
    number of authorities ranked, with own), note.
    Values in shown units.
    """
    everyone = areas(published, neighbours, code, series, model)
    near = everyone.filter(pl.col("role") == "neighbour")
    wide = near.select("year", "area_name", "value").pivot("area_name", index="year", values="value")
    summary = _summary(everyone)
    ending = [*YEARLY[:2], "neighbours_known", *YEARLY[2:], "rank", "ranked", "note"]
    named = near.sort("position")["area_name"].unique(maintain_order=True).to_list()
    return summary.join(wide, on="year", how="left").select("year", "own", *named, *ending).sort("year")


def standing(
    published: pl.DataFrame,
    neighbours: pl.DataFrame,
    code: str,
    series: str | None,
    year: int,
    model: str = MODEL,
) -> pl.DataFrame:
    """An authority among its neighbours in a year: one row.

    Columns: year (the latest published up to `year`; null if there is none), own, own_symbol, own_lower,
    own_upper, neighbours_median, neighbours_mean, neighbours_lowest, neighbours_highest, neighbours_known (how many had
    a comparable value), neighbours_listed (how many there are), region, england, rank, ranked, note, and rank_lower and
    rank_upper: the 95% interval of the rank, null where an authority ranked has no counts.
    """
    everyone = areas(published, neighbours, code, series, model).filter(pl.col("year") <= year)
    everyone = everyone.filter(pl.col("year") == pl.col("year").max())
    summary = _summary(everyone)
    summary = summary if summary.height else pl.DataFrame([dict.fromkeys(summary.columns)], schema=summary.schema)
    ends = _rank_interval(everyone, summary, unit(series) == RATE)
    return summary.with_columns(pl.lit(end, pl.Int64).alias(name) for name, end in ends.items())


FIGURE = ("symbol", "numerator", "denominator", "value", "note")
ROLES = {"own": 0, "neighbour": 1, "region": 2, "england": 3}

NEAR = (pl.col("role") == "neighbour") & pl.col("note").is_null()  # neighbours with a comparable figure


def _financial_year(day: pl.Expr) -> pl.Expr:
    return (day.dt.year() + (day.dt.month() > 3)).cast(pl.Int64)


def _beside_like_periods(series: str | None) -> list[pl.Expr]:
    """The comparators, null for a number, and for a month or quarter where the series counts events of a whole year."""
    alike = (pl.col("grain").is_in(["year", "rolling"]) | pl.lit(series not in HAPPENED)) & pl.lit(unit(series) != NUMBER)
    return [pl.when(alike).then(name).alias(name) for name in ("comparator_year", *YEARLY)]


def _without_symbol() -> pl.Expr:
    return pl.when(pl.col("symbol").is_null()).then(pl.col("value")).alias("value")


def _first_years(rows: pl.DataFrame) -> pl.Expr:
    """The note of a figure that looks back to a time before its authority began; null for others."""
    if "began" not in rows.columns:
        return pl.lit(None, pl.String)
    place = pl.col("year") - pl.col("began")
    wanted = pl.col("series").replace_strict(LOOKS_BACK, default=0, return_dtype=pl.Int64)
    note = place.replace_strict(dict(enumerate(FIRST_YEARS)), default=None, return_dtype=pl.String)
    return pl.when(place < wanted).then(note)


def _members(rows: pl.DataFrame, neighbours: pl.DataFrame, code: str, model: str) -> pl.DataFrame:
    """The areas compared: role, position, area_code, closeness; the region comes from the authority's own rows."""
    region = rows.filter(pl.col("area_code") == code)["region_name"].drop_nulls().tail(1)
    wider = rows.filter(
        (pl.col("area_type") == "england") | ((pl.col("area_type") == "region") & pl.col("area_name").is_in(region.implode()))
    )
    wider = wider.select(role="area_type", area_code="area_code").unique()
    near = neighbours.filter((pl.col("model") == model) & (pl.col("area_code") == code))
    near = near.select(pl.lit("neighbour").alias("role"), "position", area_code="neighbour_code", closeness="closeness")
    own = pl.DataFrame({"role": ["own"], "area_code": [code]})
    everyone = pl.concat([own, near, wider], how="diagonal_relaxed")
    return everyone.with_columns(pl.col("position").cast(pl.Int64).fill_null(0))


def _zero_runs(figures: pl.DataFrame) -> pl.DataFrame:
    """(year, area_code, note) of every figure that is one of ZERO_YEARS or more zeros in a row."""
    run = ["area_code", "run"]
    known = figures.filter(pl.col("value").is_not_null()).sort("year")
    zeros = known.with_columns(run=(pl.col("value") != 0).cum_sum().over("area_code")).filter(pl.col("value") == 0)
    enough = pl.col("denominator").sum().over(run) >= ZERO_CHILDREN
    flagged = zeros.filter((pl.len().over(run) >= ZERO_YEARS) & enough)
    return flagged.select("year", "area_code", pl.lit(NOT_COMPARABLE).alias("note"))


def _interval(figures: pl.DataFrame, series: str | None) -> pl.DataFrame:
    """Add lower and upper to percentages and rates with both counts; null where the numerator exceeds the denominator."""
    usable = (pl.col("denominator") > 0) & pl.col("numerator").is_between(0, pl.col("denominator"))
    usable = usable & pl.col("value").is_not_null() & pl.lit(unit(series) in (PERCENTAGE, RATE))
    counts = figures.select(pl.when(usable).then(pl.col(name)) for name in ("numerator", "denominator"))
    x, n = counts["numerator"], counts["denominator"]
    ends = intervals.rate(x, n) if unit(series) == RATE else [100 * end for end in intervals.wilson(x, n)]
    lower, upper = (pl.Series(end, dtype=pl.Float64).fill_nan(None) for end in ends)
    return figures.with_columns(lower=lower, upper=upper)


def _summary(everyone: pl.DataFrame) -> pl.DataFrame:
    """One row per year: own, the summary of the neighbours, region, England, and the rank of own among the neighbours."""
    value, own, near = pl.col("value"), pl.col("role") == "own", NEAR
    mine, theirs = value.filter(own).first(), value.filter(near)
    comparable = mine.is_not_null() & pl.col("note").filter(own).first().is_null()
    comparable &= theirs.count() >= GROUP
    place = (theirs.round(DECIMALS) < mine.round(DECIMALS)).sum().cast(pl.Int64) + 1
    return everyone.group_by("year", maintain_order=True).agg(
        own=mine,
        own_symbol=pl.col("symbol").filter(own).first(),
        own_lower=pl.col("lower").filter(own).first(),
        own_upper=pl.col("upper").filter(own).first(),
        neighbours_median=theirs.median(),
        neighbours_mean=theirs.mean(),
        neighbours_lowest=theirs.min(),
        neighbours_highest=theirs.max(),
        neighbours_known=theirs.count().cast(pl.Int64),
        neighbours_listed=(pl.col("role") == "neighbour").sum().cast(pl.Int64),
        region=value.filter((pl.col("role") == "region") & pl.col("note").is_null()).first(),
        england=value.filter((pl.col("role") == "england") & pl.col("note").is_null()).first(),
        rank=pl.when(comparable).then(place),
        ranked=pl.when(comparable).then(theirs.count().cast(pl.Int64) + 1),
        note=pl.col("note").filter(own).first(),
    )


def _rank_interval(everyone: pl.DataFrame, summary: pl.DataFrame, events: bool) -> dict[str, int | None]:
    """rank_lower and rank_upper of a year's own rank; the interval always includes the rank, even where values are equal."""
    rank = summary["rank"].item()
    ranked = everyone.filter(((pl.col("role") == "own") | NEAR) & pl.col("value").is_not_null())
    if rank is None or ranked["lower"].null_count():
        return {"rank_lower": None, "rank_upper": None}
    low, high = ranks.rank_interval(ranked["numerator"], ranked["denominator"], events=events)
    return {"rank_lower": min(int(low), rank), "rank_upper": max(int(high), rank)}


def _places(rows: pl.DataFrame, everyone: pl.DataFrame) -> pl.DataFrame:
    """(row, rank, ranked) of each row that can be ranked, by its value among the neighbours of its year."""
    whole = pl.col("grain").is_in(["year", "rolling"]) & (pl.col("breakdown") == "all") & pl.col("value").is_not_null()
    rankable = rows.filter(whole & ~pl.col("provisional") & ~pl.col("short_history"))
    comparable = everyone.filter((pl.col("role") == "own") & pl.col("note").is_null()).select("year")
    theirs = everyone.filter(NEAR & pl.col("value").is_not_null()).select("year", theirs="value")
    pairs = rankable.select("row", "comparator_year", "value").join(
        theirs.join(comparable, on="year", how="semi"), left_on="comparator_year", right_on="year"
    )
    lower = (pl.col("theirs").round(DECIMALS) < pl.col("value").round(DECIMALS)).sum().cast(pl.Int64)
    ranked = pairs.group_by("row").agg(rank=lower + 1, ranked=pl.len().cast(pl.Int64) + 1)
    return ranked.filter(pl.col("ranked") > GROUP)
