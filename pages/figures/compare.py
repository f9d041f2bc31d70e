"""Statistical neighbours, the region and England: this year and over the years, for us or for any authority in England."""

import polars as pl
import streamlit as st

from indicators import alternatives, catalogue, charts, neighbours, words
from indicators.roles import View
from pages import definition, shown
from queries.header import Indicator

TITLE = "Compare"
ADDRESS = "compare"
FILTERS = ("indicator", "area", "model")

ROLES = {"own": "", "neighbour": " (neighbour {})", "region": " (region)", "england": ""}
LICENCE = (
    "Published figures and statistical neighbours: Department for Education, children in need statistics and the local authority "
    "interactive tool. Contains public sector information licensed under the Open Government Licence v3.0."
)
NOTHING = (
    "No English authority publishes this, so there is nothing to set it beside. It can be compared with its own past and between "
    "teams."
)


def show(view: View) -> None:
    """Draw where the area stands this year, then the years, then what was compared and how."""
    indicator = catalogue.find(view)
    # Counts are whole; the department's table holds them as decimals.
    areas = neighbours.compared(view, indicator).with_columns(pl.col("numerator", "denominator").cast(pl.Int64))
    if areas.is_empty():
        st.title(f"{indicator.title}: no published figure", anchor=False)
        st.info(NOTHING)
        return definition.draw(indicator)
    standing = neighbours.standing(view, indicator)
    name = areas.filter(role="own")["area_name"][0]
    this_year = areas.filter(year=standing["year"])
    own = this_year.filter(role="own").row(0, named=True)
    year = words.financial_year(standing["year"])
    st.title(f"{indicator.title}: {name} {words.figure(own, indicator, _decimals(view, own))} in {year}", anchor=False)
    st.markdown(f"{words.standing(standing, indicator.shown_as)}.")
    _pictures(view, indicator, areas, this_year, standing)
    _table(view, indicator, areas, this_year, standing)
    _how(view, indicator)


def _pictures(view: View, indicator: Indicator, areas: pl.DataFrame, this_year: pl.DataFrame, standing: dict) -> None:
    unit, median, years = indicator.shown_as, standing["neighbours_median"], neighbours.by_year(view, indicator)
    first, second = st.columns(2, gap="medium")
    with first:
        title = f"{indicator.title}, {words.financial_year(standing['year'])}, with 95% intervals"
        drawn = charts.neighbour_bars(this_year, median, title, unit, shown.dark())
        shown.chart(drawn, alternatives.neighbour_bars(this_year, median, shown_as=unit), "bars")
    with second:
        drawn = charts.neighbour_lines(areas, years, f"{indicator.title}, every published year", unit, shown.dark())
        shown.chart(drawn, alternatives.neighbour_lines(areas, years, shown_as=unit), "years")


def _table(view: View, indicator: Indicator, areas: pl.DataFrame, this_year: pl.DataFrame, standing: dict) -> None:
    st.header(f"The numbers for {words.financial_year(standing['year'])}", anchor=False)
    summary = [("Median of the neighbours", "neighbours_median"), ("Mean of the neighbours", "neighbours_mean")]
    lines = [_line(row, indicator, _decimals(view, row)) for row in this_year.to_dicts()]
    lines += [{"Authority": name, "Value": words.amount(standing[key], indicator.shown_as)} for name, key in summary]
    st.table(pl.DataFrame(lines).fill_null(""), border="horizontal", hide_index=True, alt="Every authority compared, this year")
    shown.download("Download every year (CSV)", areas, f"{indicator.id} compared")


def _line(row: dict, indicator: Indicator, decimals: int) -> dict[str, str]:
    ends = [words.amount(row[side], indicator.shown_as, decimals) for side in ("lower", "upper")]
    note = f"; {row['note']}" if row["note"] else ""
    return {
        "Authority": row["area_name"] + ROLES[row["role"]].format(row["position"]),
        "Value": words.value(row, indicator, decimals) + note,
        "Counted": words.fraction(row, indicator),
        "95% interval": " to ".join(ends) if row["lower"] is not None else "",
    }


def _decimals(view: View, row: dict) -> int:
    """One for what is published; for our own count, as many as this audience is shown anywhere."""
    return shown.decimals(view) if row["role"] == "own" and neighbours.is_our_own_count(view) else 1


def _how(view: View, indicator: Indicator) -> None:
    build = catalogue.build(view)
    st.header("What is compared, and how", anchor=False)
    st.markdown("\n".join(f"- {line}" for line in _lines(view, build)))
    st.caption(f"{LICENCE} Source of this series: {indicator.source}.")


def _lines(view: View, build: dict):
    yield _whose(view, build)
    yield (
        f"Statistical neighbours are the ten authorities most like this one by the model of {neighbours.model(view)}; "
        "neighbour 1 is the most like it."
    )
    yield (
        "Charts and sentences sum them up by their median; their mean stands beside it in the table. "
        "A hidden or missing figure enters neither, nor a rank."
    )
    yield "Rank 1 is the lowest figure. Authorities whose intervals overlap may differ by chance alone."


def _whose(view: View, build: dict) -> str:
    """Which lines are published figures and which our own count."""
    if neighbours.is_our_own_count(view):
        return (
            f"{build['authority']} is invented. Its line is what Sightline counted from its invented extracts for each year; "
            f"it borrows the ten statistical neighbours of {build['area_name']}, but not its figures. Every other line is a real "
            "authority's published figure."
        )
    if view.area is None:
        return (
            "Every line is as published by the Department for Education, our own too. What Sightline counts from "
            "our extracts, by the same rules but at another time, is on the page Indicator."
        )
    return "Every line is as published by the Department for Education; nothing from our own extracts is on this page."
