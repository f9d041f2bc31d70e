"""The records behind a figure: the very rows that were counted, those that count first."""

from typing import Any

import polars as pl
import streamlit as st

from indicators import catalogue, figures
from indicators.children import records
from indicators.roles import View
from indicators.row_types import Figure
from indicators.wording import words
from pages import text
from pages.access import log
from pages.access.guard import children_only
from pages.children import timeline
from pages.frame import display, files, filters, links, unmet_filters
from pages.sections import numbers
from pages.text import Markdown
from queries.definitions.header import Indicator

TITLE = "Behind the number"
ADDRESS = "behind"
FILTERS = ("indicator", "team", "group", "grain")

LISTED = Markdown("**{:,} records listed**, the very rows that were counted.  \nNumerator: {}.")
EVERY, COUNTED, NOT_COUNTED = "all", "counted", "not"
WHICH = {EVERY: "All records", COUNTED: "Counted (in the numerator)", NOT_COUNTED: "Not counted (only in the denominator)"}
NAMES = {
    "child_id": "Child", "worker_id": "Worker", "event_date": "Date", "counts": "In the numerator", "days": "Days",
    "team": "Team", "category": "Group", "basis": "Known from", "record_id": "Record",
}
DATES = {"Date": st.column_config.DateColumn(format="D MMM YYYY")}


@children_only
def show(view: View) -> None:
    """Draw the choice of period, the figure, and its records."""
    indicator = catalogue.find(view)
    counted = pl.col("value").is_not_null() | (pl.col("numerator") > 0)  # a team has records of a rate, and no rate
    chosen = figures.figures(view).filter(counted, category=view.category).reverse()
    if chosen.is_empty():
        text.title(indicator.title, anchor=False)
        text.info(numbers.none_held(view, indicator))
        return
    row, which = _choose(indicator, chosen)
    listed = _some(records.behind(view, row.period_start, row.period_end), which)
    log.records(view, "behind the number", listed.height, period_end=row.period_end, which=which)
    _records(view, indicator, (row, which), listed)
    links.to("indicator", "Back to the indicator", icon=":material/arrow_back:")


def _choose(indicator: Indicator, chosen: pl.DataFrame) -> tuple[Figure, str]:
    rows = {str(row.period_end): row for row in Figure.rows(chosen)}
    named = {end: words.period_of(row) for end, row in rows.items()}
    with unmet_filters.row("filters_records"):
        end = filters.choose("Figure for", list(rows), "period", named.get, width=240)
        some = indicator.shown_as == "percentage"
        which = filters.choose("Records", list(WHICH), "records", WHICH.get, width=240) if some else EVERY
    return rows[end], which


def _some(found: pl.DataFrame, which: str) -> pl.DataFrame:
    counts = pl.col("numerator") > 0
    return found if which == EVERY else found.filter(counts if which == COUNTED else ~counts)


def _records(view: View, indicator: Indicator, chosen: tuple[Figure, str], listed: pl.DataFrame) -> None:
    row, which = chosen
    figure = words.figure(row, indicator, display.decimals(view))
    text.title(f"{indicator.title}: {figure} {words.when(row, indicator)}", anchor=False)
    text.markdown(LISTED.format(listed.height, indicator.numerator))
    table = _readable(listed, indicator)
    look: dict[str, Any] = {"hide_index": True, "height": 520, "column_config": DATES}
    look["alt"] = f"The records behind {indicator.title}"
    if listed["child_id"].is_not_null().any():
        _pick(listed, table, look, f"records {indicator.id} {row.period_end} {view.category} {which}")
    else:
        st.dataframe(table, placeholder="", **look)
    named = f"records {words.when(row, indicator)}", words.place_name(view.category)
    files.download("Download this list (CSV)", table, indicator.title, *named, unit=files.A_ROW_EACH)
    text.caption("This list names children or workers by their identifiers. Keep it where such records are kept.")


def _pick(listed: pl.DataFrame, table: pl.DataFrame, look: dict, key: str) -> None:
    """The list, of which a row leads to its child's timeline; each list has its own `key`, so that none keeps another's row."""
    rows = st.dataframe(table, placeholder="", key=key, selection_mode="single-row", on_select="rerun", **look).selection.rows
    child = timeline.picked(rows, listed["child_id"].to_list())
    if child is None:
        text.caption("Choose a row to go on to its child's timeline." if not rows else "This record names no child.")
        return
    st.session_state[timeline.CHILD] = child  # never in the address, which is copied and logged
    links.to("timeline", "This child's timeline", icon=":material/arrow_forward:")


def _readable(listed: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    counts = pl.when(pl.col("numerator") > 0).then(pl.lit("Yes")).otherwise(pl.lit("No")).alias("counts")
    wanted = listed.with_columns(counts).select(list(NAMES))
    if indicator.shown_as != "percentage":
        wanted = wanted.drop("counts")
    silent = [column.name for column in wanted if column.null_count() == len(column)]
    silent += ["basis"] if (listed["basis"] == "counted").all() else []
    silent += [] if indicator.groups else ["category"]
    own = {"category": indicator.groups} if indicator.groups and indicator.groups not in NAMES.values() else {}
    return wanted.drop(set(silent)).rename(NAMES | own, strict=False)
