"""The numbers under a chart: a table anyone can read, and the same rows as CSV."""

import polars as pl
import streamlit as st

from indicators.charts import plot, trend
from indicators.roles import WITH_RECORDS, View
from indicators.row_types import Figure
from indicators.wording import words
from pages import text
from pages.frame import display, files, filters
from queries.definitions.header import Indicator

LATEST = 24
KINDS = {"png": "Picture (PNG)", "svg": "Drawing (SVG)"}
SAVED = (
    "To save a chart, point at it and press the camera at its top right; by keyboard, go on with Tab until the camera has the "
    "focus, and press Enter. A picture goes into any document; a drawing stays sharp at any size."
)
IN_FILE = (
    "indicator", "grain", "period_start", "period_end", "breakdown", "category", "numerator", "denominator", "value", "symbol",
    "provisional", "short_history", "centre", "lower", "upper", "signal", "judgement",
    "comparator_year", "neighbours_median", "neighbours_mean", "region", "england",
)


def table(view: View, indicator: Indicator, chosen: pl.DataFrame) -> None:
    """The latest periods as a table, newest first, and all of them to download."""
    text.header("The numbers", anchor=False)
    rows = Figure.rows(chosen.reverse().head(LATEST))
    title = f"{indicator.title}, {words.place_name(view.category)}, newest first"
    with text.expander(f"Show the latest {len(rows)} as a table"):
        lines = pl.DataFrame([_line(row, indicator, display.decimals(view)) for row in rows])
        said = [column.name for column in lines if (column != "").any()]
        display.table(lines.select(said), alt=title)
    with st.container(key="filters_downloads", horizontal=True, vertical_alignment="bottom"):
        filters.choose("Save charts as", list(plot.PICTURES), display.PICTURE, KINDS.get, width=230)
        span = words.period(*chosen.select(pl.min("period_start"), pl.max("period_end")).row(0))
        named = f"{trend.STEPS[view.grain]} {span}", words.place_name(view.category)
        exact = f"exact; what is counted is {indicator.counts}" if indicator.counts else None
        files.download("Download all of them (CSV)", chosen.select(IN_FILE), indicator.title, *named, unit=indicator.shown_as,
                       counts=exact)
    text.caption(SAVED)


def _line(row: Figure, indicator: Indicator, decimals: int) -> dict[str, str]:
    said = words.UP | words.DOWN
    limits = [words.amount(end, indicator.shown_as, decimals) for end in (row.lower, row.upper)]
    return {
        "Period": words.period_of(row),
        "Value": words.value(row, indicator, decimals),
        "Counted": words.fraction(row, indicator),
        "Chance explains": " to ".join(limits) if row.lower is not None else "",
        "What it says": f"{words.shape(row.signal, row.judgement)} {said[row.signal]}" if row.signal in said else "",
        "Note": ", ".join(["provisional"] * row.provisional + ["short of history"] * row.short_history),
    }


def comparators(row: Figure, indicator: Indicator) -> str:
    """What authorities like ours, the region and England published, and for which year."""
    named = (("Statistical neighbours' median", row.neighbours_median), ("their mean", row.neighbours_mean),
             ("region", row.region), ("England", row.england))
    known = [f"{name} {words.amount(value, indicator.shown_as)}" for name, value in named if value is not None]
    return f"{words.financial_year(row.comparator_year)}: {', '.join(known)}." if row.comparator_year else ""


def none_held(view: View, indicator: Indicator) -> str:
    """Why there is nothing to show."""
    if view.grain == "rolling" and indicator.timing == "at end":
        return "This is counted on the last day of a period, so there is no rolling 12 months. Choose month, quarter or year."
    where = "The page Load says which." if view.role.children else f"The {WITH_RECORDS.title.lower()} can say which."
    return (
        f"There is no figure for {words.place_name(view.category)} in the data. The extracts may lack the list it is counted "
        f"from, or a column it rests on, such as the day a plan ended. {where}"
    )
