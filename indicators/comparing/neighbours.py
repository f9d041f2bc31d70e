"""Compares an indicator with other authorities: gives the published tables of an audience's file to `comparison`.

A real authority is compared by its own published figures, so that all authorities are counted by the same rules. An invented
authority has no published figures, so its own counts of each year take their place among the neighbours of a real one. A visitor
can choose another English authority, by its published figures alone, and a group of authorities in place of the statistical
neighbours.
"""

from pathlib import Path
from typing import NamedTuple, cast

import polars as pl

from indicators import catalogue
from indicators.comparing import comparison, national, years
from indicators.comparing.row_types import Among, Standing
from indicators.remembered import remembered
from indicators.roles import View
from queries.definitions.header import Indicator
from queries.definitions.national_series import unit
from queries.store import warehouse

Tables = tuple[pl.DataFrame, pl.DataFrame, str, str]  # the series, the neighbours, the area's code and the neighbour model


def add(series: pl.DataFrame, view: View, indicator: Indicator) -> pl.DataFrame:
    """Add the comparators of our own authority to a series; columns as in `comparison.add`."""
    published, near, code, model = _tables(view.of(area=None, beside=()), indicator)
    return comparison.add(series, code, published, near, indicator.published, model)


def compared(view: View, indicator: Indicator) -> pl.DataFrame:
    """The view's area, its neighbours, region and England in every published year; columns as in `comparison.areas`.

    Empty for an indicator that no authority publishes.
    """
    published, near, code, model = _tables(view, indicator)
    return _called(view, comparison.areas(published, near, code, indicator.published, model))


def by_year(view: View, indicator: Indicator) -> pl.DataFrame:
    """The comparison as a row for each published year; columns as in `comparison.table`."""
    return _by_year(*_asked(view, indicator))


@remembered(128)
def _by_year(view: View, indicator: Indicator, _build: Path) -> pl.DataFrame:
    published, near, code, model = _tables(view, indicator)
    return comparison.table(published, near, code, indicator.published, model)


def standing(view: View, indicator: Indicator) -> Standing:
    """The standing of the view's area in the view's published year, or else the latest; all None if unknown.

    Columns as in `comparison.standing`, `national.standing` and `years.against_past`, and unit, that of the series.
    """
    return this_year(view, indicator).standing


def own_years(view: View, most: int) -> pl.DataFrame:
    """The latest `most` final years of our own for the view's indicator, for a chart: columns as in `comparison.areas`.

    Empty where the audience's file holds no whole year yet.
    """
    base = 1 if catalogue.find(view).counts else catalogue.rounded_to(view)
    years = view.recall("series", indicator=view.indicator, grain="year", breakdown="all")
    final = years.filter(~pl.col("provisional") & ~pl.col("short_history")).sort("period_end").tail(most)
    return final.select(
        "value", "symbol", pl.col("numerator", "denominator").cast(pl.Float64),
        year=pl.col("period_end").dt.year().cast(pl.Int64), rounded_to=pl.lit(base),
        role=pl.lit("own"), position=pl.lit(0, pl.Int64), area_code=pl.lit("own"),
        area_name=pl.lit(catalogue.build(view)["authority"]), lower=pl.lit(None, pl.Float64), note=pl.lit(None, pl.String),
    )


class Year(NamedTuple):
    """One published year: the area's standing, the rows compared, and the funnel of all authorities (or None)."""

    standing: Standing
    areas: pl.DataFrame
    funnel: tuple[pl.DataFrame, pl.DataFrame, float] | None


def this_year(view: View, indicator: Indicator) -> Year:
    """The comparison of the view's published year, or else the latest.

    standing is that of `standing`; areas are the year's rows of `compared`, with outside, wide_lower and wide_upper of
    `national.of_year`; funnel holds the authorities that have counts, with role ('own', 'neighbour' or 'other'), the
    limits of `national.lines`, and the centre in percent.
    """
    return _this_year(*_asked(view, indicator))


@remembered(256)
def _this_year(view: View, indicator: Indicator, _build: Path) -> Year:
    published, near, code, model = tables = _tables(view, indicator)
    year = _year(view, tables)
    everyone = _national(tables, indicator, year)
    areas = comparison.areas(published, near, code, indicator.published, model)
    areas = areas.filter(pl.col("year") == pl.lit(year, pl.Int64))
    judged = everyone.authorities.select("area_code", *national.JUDGED)
    areas = _called(view, areas.join(judged, on="area_code", how="left", maintain_order="left"))
    return Year(_standing(tables, indicator, everyone, year), areas, _funnel(everyone, near, code))


def _asked(view: View, indicator: Indicator) -> tuple[View, Indicator, Path]:
    """The key that a comparison is remembered by: the view's choices, the indicator and the build, which never changes."""
    asked = View(view.role, indicator.id, area=view.area, model=view.model, year=view.year, beside=view.beside,
                 warehouse=view.warehouse)
    return asked, indicator, warehouse.current(view.warehouse)


def model(view: View) -> str:
    """The statistical-neighbour model in use, by the month it was made."""
    return view.model or catalogue.build(view)["neighbour_model"]


def models_that_know(view: View) -> list[str]:
    """The models of statistical neighbours that include the view's area, the newest first."""
    return view.recall("models", code=view.area or catalogue.build(view)["area_code"])["model"].to_list()


def years_published(view: View) -> list[int]:
    """The years in which the national series of the view's indicator is published, newest first; none without a series."""
    series = catalogue.find(view).published
    return view.recall("published_years", series=series or "")["year"].to_list()


def called(view: View) -> str:
    """The name of the authorities compared with: 'neighbours', or 'chosen authorities' for the visitor's own group."""
    return "chosen authorities" if view.beside else "neighbours"


def is_our_own_count(view: View) -> bool:
    """Whether the line of the area is our own count and not a published figure, as for an invented authority."""
    return view.area is None and catalogue.build(view)["invented"]


def _tables(view: View, indicator: Indicator) -> Tables:
    """The national series, the neighbours, the area's code and the neighbour model of a comparison."""
    build = catalogue.build(view)
    code, chosen = view.area or build["area_code"], view.model or build["neighbour_model"]
    published = _named(view, view.recall("published", series=indicator.published or ""))
    near = view.recall("neighbours", code=code, model=chosen)
    near = _chosen(view, near, code, chosen) if view.beside else near
    if build["invented"] and view.area is None and published.height:
        published = _with_our_count(published, view.recall("own_years", indicator=indicator.id), code, build["authority"])
        base = 1 if indicator.counts else catalogue.rounded_to(view)
        published = published.with_columns(rounded_to=pl.when(pl.col("area_code") == code).then(base).otherwise(1))
    return published, near, code, chosen


def _named(view: View, published: pl.DataFrame) -> pl.DataFrame:
    """The national series with one name for each authority, and `began`: see `queries/reading/areas.sql`."""
    known = catalogue.areas(view).select("area_code", "began", label="area_name")
    rows = published.join(known, on="area_code", how="left", maintain_order="left")
    return rows.with_columns(area_name=pl.coalesce("label", "area_name")).drop("label")


def _called(view: View, areas: pl.DataFrame) -> pl.DataFrame:
    """The areas with a name in place of a code, for areas without published rows, such as two that publish together."""
    names = dict(catalogue.areas(view).select("area_code", "area_name").iter_rows())
    return areas.with_columns(area_name=pl.col("area_name").replace(names))


def _chosen(view: View, near: pl.DataFrame, code: str, model: str) -> pl.DataFrame:
    """The visitor's own group with the columns of the table of neighbours, in the visitor's order, without the authority."""
    others = [each for each in view.beside if each != code]
    rows = [(code, place, other, model) for place, other in enumerate(others, 1)]
    group = pl.DataFrame(rows, schema=["area_code", "position", "neighbour_code", "model"], orient="row")
    return pl.concat([near.clear(), group], how="diagonal_relaxed")


def _year(view: View, tables: Tables) -> int | None:
    """The view's year if it is published, else the latest published year; None without one."""
    held = tables[0]["year"]
    return view.year if view.year in held else tables[0].select(pl.max("year")).item()


def _national(tables: Tables, indicator: Indicator, year: int | None) -> national.National:
    return national.of_year(tables[0], indicator.published, year)


def _standing(
    tables: Tables, indicator: Indicator, everyone: national.National, year: int | None,
) -> Standing:
    published, near, code, model = tables
    series = indicator.published
    among = comparison.standing(published, near, code, series, year or 0, model=model).row(0, named=True)
    return {
        **cast(Among, among),  # the one row of `comparison.standing`
        **national.standing(everyone, code, indicator.polarity),
        **years.against_past(published, code, series, year),
        "unit": unit(series),
    }


def _funnel(everyone: national.National, near: pl.DataFrame, code: str) -> tuple[pl.DataFrame, pl.DataFrame, float] | None:
    if everyone.funnel is None:
        return None
    area = pl.col("area_code")
    role = pl.when(area == code).then(pl.lit("own")).when(area.is_in(near["neighbour_code"].implode())).then(pl.lit("neighbour"))
    counted = everyone.authorities.filter(pl.col("outside").is_not_null()).with_columns(role=role.otherwise(pl.lit("other")))
    return counted, national.lines(everyone.funnel, counted.select(pl.max("denominator")).item()), 100 * everyone.funnel.centre


def _with_our_count(published: pl.DataFrame, own: pl.DataFrame, code: str, name: str) -> pl.DataFrame:
    """The national series with our own counts, to one decimal, in place of the figures of the real authority with our code."""
    lender = published.filter(area_code=code).select("year", "area_code", "area_type", "region_name", "series", "source", "began")
    ours = lender.join(own, on="year", how="left").with_columns(
        pl.when(pl.col("value").is_null()).then(pl.coalesce("symbol", pl.lit("x"))).alias("symbol"),
        pl.col("value").round(1),
        pl.lit(name).alias("area_name"),
    )
    others = published.filter(pl.col("area_code") != code)
    return pl.concat([others, ours.select(others.columns)], how="vertical_relaxed")
