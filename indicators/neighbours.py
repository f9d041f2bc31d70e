"""Sets an indicator beside authorities like this one: the published tables an audience's file holds, given to `comparison`.

A real authority is compared by its own published figures, so that every line was counted by the same rules. An invented
authority has none: its own counted figures for each year take their place among the neighbours it borrows. Any English
authority can be looked at instead, by its published figures alone.
"""

import polars as pl

import queries
from indicators import catalogue, comparison
from indicators.roles import View
from queries.header import Indicator


def add(series: pl.DataFrame, view: View, indicator: Indicator) -> pl.DataFrame:
    """Add the comparators of our own authority to a series; columns as in `comparison.add`."""
    own = view.of(area=None)
    published, near = _published(own, indicator), _near(own)
    return comparison.add(series, code(own), published, near, indicator.published, model(view))


def compared(view: View, indicator: Indicator) -> pl.DataFrame:
    """The view's area, its neighbours, region and England in every published year; columns as in `comparison.areas`.

    Empty for an indicator that no authority publishes.
    """
    return comparison.areas(_published(view, indicator), _near(view), code(view), indicator.published, model(view))


def by_year(view: View, indicator: Indicator) -> pl.DataFrame:
    """The same comparison, a row for each published year; columns as in `comparison.table`."""
    return comparison.table(_published(view, indicator), _near(view), code(view), indicator.published, model(view))


def standing(view: View, indicator: Indicator) -> dict:
    """Where the view's area stands in the latest published year; columns as in `comparison.standing`, all None if unknown."""
    published = _published(view, indicator)
    year = published["year"].max() or 0
    rows = comparison.standing(published, _near(view), code(view), indicator.published, year, model=model(view))
    return rows.row(0, named=True)


def code(view: View) -> str:
    """The department's code of the area looked at."""
    return view.area or catalogue.build(view)["area_code"]


def model(view: View) -> str:
    """The statistical-neighbour model in use, by the month it was made."""
    return view.model or catalogue.build(view)["neighbour_model"]


def is_our_own_count(view: View) -> bool:
    """Whether the area's own line is what we counted, rather than what it published: so for an invented authority."""
    return view.area is None and catalogue.build(view)["invented"]


def _near(view: View) -> pl.DataFrame:
    with view.read() as database:
        return database.run(queries.text("reading/neighbours"), code=code(view), model=model(view))


def _published(view: View, indicator: Indicator) -> pl.DataFrame:
    """The national series, with our own count in place of the lender's published figures where we are invented."""
    with view.read() as database:
        published = database.run(queries.text("reading/published"), series=indicator.published or "")
        if published.is_empty() or not is_our_own_count(view):
            return published
        own = database.run(queries.text("reading/own_years"), indicator=indicator.id)
    lender = published.filter(area_code=code(view)).select("year", "area_code", "area_type", "region_name", "series", "source")
    ours = lender.join(own, on="year", how="left").with_columns(symbol=pl.coalesce("symbol", pl.lit("x")))
    ours = ours.with_columns(symbol=pl.when(pl.col("value").is_null()).then("symbol"), value=pl.col("value").round(1))
    ours = ours.with_columns(area_name=pl.lit(catalogue.build(view)["authority"]))
    others = published.filter(pl.col("area_code") != code(view))
    return pl.concat([others, ours.select(others.columns)], how="vertical_relaxed")
