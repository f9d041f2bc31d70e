"""Compares one authority's published figures with its statistical neighbours or a chosen group, and with all of England: one
year, the funnel, and every year. The page needs no extracts.
"""

from collections.abc import Iterator

import polars as pl
import streamlit as st

from indicators import catalogue
from indicators.charts import every_year, funnel, one_year
from indicators.charts.style import Look
from indicators.comparing import neighbours
from indicators.comparing.row_types import Area
from indicators.roles import View
from indicators.wording import verdicts, words
from pages import text
from pages.frame import display, files
from pages.sections import definition
from queries.definitions.header import Indicator
from queries.definitions.national_series import NUMBER, PERCENTAGE, RATE

TITLE = "Compare"
ADDRESS = "compare"
FILTERS = ("indicator", "area", "year", "beside", "model")

ROLES = {"own": "", "neighbour": " (neighbour {})", "region": " (region)", "england": ""}
CHOSEN = ROLES | {"neighbour": " (chosen)"}
LICENCE = (
    "Published figures and statistical neighbours: Department for Education, statistics of children in need and of the "
    "children's social work workforce, and the local authority interactive tool. Rates are published counts per 10,000 children "
    "by the mid-year estimates of the Office for National Statistics. Contains public sector information licensed under the Open "
    "Government Licence v3.0."
)
NOTHING = "Other authorities do not publish this figure, so there is no comparison."
SUMMARY = (("Median of the {}", "neighbours_median"), ("Mean of the {}", "neighbours_mean"),
           ("All authorities together", "centre"))
FOR_ANALYSTS = ("95% interval of the count", "As the funnel judges")
ONE = "A group needs two authorities: choose another. Until then the statistical neighbours are shown."
UNITS = {
    "percentage": "per cent, with the numbers behind it where they are published",
    "rate per 10,000": "a year's count for every 10,000 children who live there, not for 10,000 of any group",
    "average": "an average for each worker",
}
A_NUMBER = (
    "Counts of authorities of different size cannot be compared: more children live in a larger one. The published counts are "
    "below, without rank, chart or median. A rate or a percentage can be compared."
)
BESIDE_FEW = "A rank needs at least two other authorities with a figure."
TREND = (
    "A trend is tested over five financial years, which do not overlap. It is called rising or falling only if a test for trend "
    "says so (χ² above 9.55, assuming that every child counts once) whichever year is left out."
)
FUNNEL = (
    "The line for all authorities together is the children counted in any authority divided by all children they were counted "
    "from. The funnel shows how far from this line an authority of each size may lie. An authority is outside the funnel if "
    "its interval, as the funnel judges, does not contain the line. Where fewer than 10 children are expected the limits are "
    "exact and move in steps of one child. "
)


def show(view: View) -> None:
    """Draw the authority's place in the year, the charts of the year and of all years, the table, and how it is compared."""
    indicator = catalogue.find(view)
    if len(view.beside) == 1:
        text.info(ONE)
        view = view.of(beside=())
    # The department's table has counts of children as decimals; full-time equivalents are rounded.
    areas = neighbours.compared(view, indicator).with_columns(pl.col("numerator", "denominator").round().cast(pl.Int64))
    if areas.is_empty():
        text.title(f"{indicator.title}: no published figure", anchor=False)
        text.info(NOTHING)
        return definition.draw(indicator)
    standing, this_year, everyone = neighbours.this_year(view, indicator)
    name = areas.filter(role="own")["area_name"][0]
    this_year = this_year.with_columns(pl.col("numerator", "denominator").round().cast(pl.Int64))
    (own,) = Area.rows(this_year.filter(role="own"))
    year = verdicts.year_of(standing)
    mark = f", {own.note}" if own.note in verdicts.LEFT_OUT and own.value is not None else ""
    said = words.figure(own, indicator, _decimals(view, own.role))
    text.title(f"{indicator.title}: {name} {said} in {year}{mark}", anchor=False)
    listed = this_year.filter(role="neighbour").height
    text.caption(_beside_whom(view, year, listed))
    if not listed:
        text.info(verdicts.no_neighbours(name, neighbours.model(view), neighbours.models_that_know(view)))
    if standing["unit"] == NUMBER:
        text.info(A_NUMBER)
    else:
        _message(view, indicator, standing, this_year)
        _this_year(view, indicator, this_year, standing, everyone)
        _years(view, indicator, areas)
    _table(view, indicator, areas, this_year, standing)
    _how(view, indicator, standing)


def _beside_whom(view: View, year: str, listed: int) -> str:
    """'Published year 2024–25 · compared with its 10 statistical neighbours, model of May 2025, by their median'."""
    if not listed:
        return f"Published year {year} · without statistical neighbours in the model of {neighbours.model(view)}"
    group = f"a group of {listed} chosen authorities"
    whom = group if view.beside else f"its {listed} statistical neighbours, model of {neighbours.model(view)}"
    return f"Published year {year} · compared with {whom}, by their median"


def _message(view: View, indicator: Indicator, standing: neighbours.Standing, areas: pl.DataFrame) -> None:
    decimals, analyst = _decimals(view, "own"), view.role.children
    now = [verdicts.place(standing, _among(view)), verdicts.against_all(standing, analyst),
           verdicts.quarter(standing, indicator.polarity, analyst)]
    before = [verdicts.over_years(standing), verdicts.since_last_year(standing, decimals)]
    for said in (now, before, [verdicts.without(Area.rows(areas))]):
        if any(said):
            text.markdown(" ".join(filter(None, said)))


def _among(view: View) -> str:
    return "the authorities chosen" if view.beside else verdicts.NEIGHBOURS


def _this_year(view: View, indicator: Indicator, areas: pl.DataFrame, standing: neighbours.Standing,
               everyone: tuple | None) -> None:
    title, called = f"{indicator.title}, {verdicts.year_of(standing)}", neighbours.called(view)
    first, second = st.columns(2, gap="medium")
    with first:
        if (median := standing["neighbours_median"]) is not None:
            look = _look(view, indicator, title + (", with 95% intervals" if areas["lower"].count() else ""), called)
            display.chart(one_year.figure(areas, median, look), one_year.words(areas, median, look), "bars")
    with second:
        if everyone:
            authorities, limits, centre = everyone
            marked = called if view.beside else verdicts.NEIGHBOURS
            look = _look(view, indicator, f"{title}, all authorities in England by children counted", marked)
            display.chart(funnel.figure(authorities, limits, centre, look), funnel.words(authorities, centre, look), "funnel")
        text.caption(verdicts.limits(standing, view.role.children))


def _years(view: View, indicator: Indicator, areas: pl.DataFrame) -> None:
    look = _look(view, indicator, f"{indicator.title}, every published year", neighbours.called(view))
    by_year = neighbours.by_year(view, indicator)
    display.chart(every_year.figure(areas, by_year, look), every_year.words(areas, by_year, look), "years")


def _look(view: View, indicator: Indicator, title: str, beside: str) -> Look:
    return display.look(view, title, indicator.shown_as, decimals=_decimals(view, "own"), beside=beside)


def _table(view: View, indicator: Indicator, areas: pl.DataFrame, this_year: pl.DataFrame, standing: neighbours.Standing) -> None:
    text.header(f"The numbers for {verdicts.year_of(standing)}", anchor=False)
    lines = [_line(view, row, indicator) for row in Area.rows(this_year)]
    summary = [(name.format(neighbours.called(view)), standing[key]) for name, key in SUMMARY if standing[key] is not None]
    lines += [{"Authority": name, "Value": _bare(words.amount(value, indicator.shown_as))} for name, value in summary]
    filled = pl.DataFrame(lines).fill_null("")
    filled = filled.select(column for column in filled if column.n_unique() > 1 or column[0])  # no column that says nothing
    filled = filled if view.role.children else filled.drop(FOR_ANALYSTS, strict=False)
    alt = f"Every authority compared, {verdicts.year_of(standing)}"
    filled = filled.rename({"Value": f"Value{words.UNITS[RATE]}"} if indicator.shown_as == RATE else {})
    display.table(filled, alt=alt)
    to = f"every published year to {words.financial_year(areas.select(pl.max('year')).item())}"
    files.download("Download every year (CSV)", areas, indicator.title, to, unit=standing["unit"] or "", counts=files.PUBLISHED)


def _line(view: View, row: Area, indicator: Indicator) -> dict[str, str]:
    decimals, roles = _decimals(view, row.role), CHOSEN if view.beside else ROLES
    note = f"; {row.note}" if row.note and indicator.shown_as != NUMBER else ""
    return {
        "Authority": row.area_name + roles[row.role].format(row.position),
        "Value": _bare(words.value(row, indicator, decimals)) + note,
        "Counted": words.fraction(row, indicator),
        "In the funnel": verdicts.lies(row.outside),
        FOR_ANALYSTS[0]: _ends((row.lower, row.upper), indicator, decimals),
        FOR_ANALYSTS[1]: _ends((row.wide_lower, row.wide_upper), indicator, decimals),
    }


def _ends(ends: tuple[float | None, float | None], indicator: Indicator, decimals: int) -> str:
    if ends[0] is None:
        return ""
    return " to ".join(_bare(words.amount(end, indicator.shown_as, decimals)) for end in ends)


def _bare(said: str) -> str:
    """A figure without the unit of a rate, because the column's heading has the unit."""
    return said.removesuffix(words.UNITS[RATE])


def _decimals(view: View, role: str) -> int:
    """Decimals: one for a published figure; for our own count, this audience's usual number."""
    return display.decimals(view) if role == "own" and neighbours.is_our_own_count(view) else 1


def _how(view: View, indicator: Indicator, standing: neighbours.Standing) -> None:
    build = catalogue.build(view)
    text.header("What is compared, and how", anchor=False)
    text.markdown(text.bullets(_lines(view, build, standing)))
    text.caption(f"{LICENCE} Source of this series: {indicator.source}.")


def _lines(view: View, build: catalogue.Build, standing: neighbours.Standing) -> Iterator[str]:
    yield _whose(view, build)
    yield f"The figures are those published for {verdicts.year_of(standing)}. {_others(view)}"
    if standing["unit"] == NUMBER:
        return
    yield (
        f"Charts and sentences use the median of the {neighbours.called(view)}, as the department's dashboard does. The table "
        "also has their mean, which the department's interactive tool shows. Three kinds of figures are left out of median, "
        "mean, rank, band and funnel: hidden or missing figures, figures that are recorded differently, and figures that "
        "look back further than a new authority's own records. Every figure is in the unit the department publishes: "
        f"{UNITS.get(standing['unit'], standing['unit'])}."
    )
    yield BESIDE_FEW
    yield (
        "Rank 1 is the lowest figure. A rank is uncertain because every figure is, so it is shown with its 95% interval, which "
        "assumes that every child counts once. A rank needs published counts; without them it is left out."
    )
    if standing["centre"] is not None:
        yield FUNNEL + verdicts.beyond(standing)
    if standing["unit"] == PERCENTAGE:
        yield TREND


def _others(view: View) -> str:
    """A sentence that says with which authorities this one is compared, and who chose them."""
    if view.beside:
        return (
            f"It is compared with {len(view.beside)} authorities that were chosen by hand; the address of this page contains "
            "them. A group that was chosen to look good proves nothing, so say why you chose these. Median, mean, rank and "
            "charts are of this group. The funnel always has all authorities."
        )
    return (
        "Statistical neighbours are the authorities most like this one by the model of "
        f"{neighbours.model(view)}, which names up to ten; neighbour 1 is the most like it."
    )


def _whose(view: View, build: catalogue.Build) -> str:
    """A sentence that says which lines are published figures and which are our own counts."""
    if neighbours.is_our_own_count(view):
        return (
            f"{build['authority']} is invented. Its line is what Sightline counted from its invented extracts for each year; "
            f"it borrows the ten statistical neighbours of {build['area_name']}, but not its figures. Every other line is a real "
            "authority's published figure."
        )
    if view.area is None and build["data_to"] is None:
        return ("Every line is as published by the Department for Education, our own too. This build has no counts from our own "
                "extracts.")
    if view.area is None:
        return (
            "Every line is as published by the Department for Education, our own too. What Sightline counts from "
            "our extracts, by the same rules but at another time, is on the page Indicator."
        )
    return "Every line is as published by the Department for Education; this page uses none of our own extracts."
