"""Who and where: the groups in an indicator's latest final figure and, for a role with records, two breakdowns at once."""

import polars as pl
import streamlit as st

from indicators import catalogue, figures
from indicators.charts import groups
from indicators.roles import WITH_RECORDS, View
from indicators.row_types import Crossed, Figure
from indicators.wording import rounded, words
from pages import text
from pages.frame import display, files, filters, links, unmet_filters
from pages.text import Markdown
from queries.definitions.header import Indicator

NONE = "none"
TOO_FEW = (
    f"For a group of fewer than {figures.FEWEST} only the counts are given: one more or less would change the figure by "
    "a tenth or more."
)
BY_CHANCE = "A group whose bar reaches the dashed line may differ from the whole by chance alone."
NO_RATE = "These are counts, not rates: there is no published number of children of each group who live here."
CROSSED = (
    f"Two breakdowns at once make small groups, so only the {WITH_RECORDS.title.lower()} sees them. Small counts say little "
    "about a group and may identify a child: do not pass them on."
)


def draw(view: View, indicator: Indicator) -> None:
    """Draw the section, unless this audience's file has no breakdown of the indicator."""
    view, named = view.of(breakdown="all", category="All"), catalogue.named(indicator)
    held = list(catalogue.breakdowns(view))
    if not held:
        return
    text.header("Who and where", anchor=False)
    with unmet_filters.row("filters_parts"):
        by = filters.choose("Broken down by", held, "by", named.get, width=230)
        others = [NONE, *(name for name in held if name != by)]
        cross = view.role.children and len(others) > 1
        titles = {**named, NONE: "Nothing else"}
        second = filters.choose("And at once by", others, "and", titles.get, width=230) if cross else NONE
    parts = figures.by_group(view, by)
    if parts.is_empty():
        text.info("There is no final figure yet.")
        return
    _chart(view, indicator, by, parts)
    if second != NONE:
        _crossed(view, indicator, (by, second), parts)


def _chart(view: View, indicator: Indicator, by: str, parts: pl.DataFrame) -> None:
    """Draw the groups as dots, with alternative text, notes, and a link to the records of one group."""
    rows, unit = Figure.rows(parts), figures.unit_of_groups(indicator)
    row = rows[0]
    whole = figures.whole_of(view, parts) if unit == indicator.shown_as != "number" else None
    what = indicator.title if unit == indicator.shown_as else indicator.numerator
    title = f"{what} by {catalogue.named(indicator)[by].lower()}, {words.when(row, indicator)}, highest first{_as_far(row)}"
    value, look = whole.value if whole else None, display.look(view, title, unit)
    display.chart(groups.figure(parts, indicator, value, look), groups.words(parts, indicator, look), "parts")
    notes = {
        NO_RATE: unit != indicator.shown_as, BY_CHANCE: parts["interval_lower"].is_not_null().any() and value is not None,
        TOO_FEW: parts["too_few"].any(), rounded.unordered(rounded.ranked(rows, unit), row.rounded_to): True,
    }
    text.caption(" ".join(note for note, holds in notes.items() if note and holds))
    place = {"grain": row.grain, "period": str(row.period_end)}
    group = {} if by == "team" else {"only": by, "team": filters.EVERY}
    links.to("behind", "The records of one group", icon=":material/arrow_forward:", **place, **group)


def _as_far(row: Figure) -> str:
    return " as far as rounded counts can tell" if row.rounded_to > 1 else ""


def _crossed(view: View, indicator: Indicator, by: tuple[str, str], parts: pl.DataFrame) -> None:
    """Draw the table of two breakdowns: a row for each group of the first, a column for each group of the second."""
    row = Figure.rows(parts)[0]
    found = figures.crossed(view, *by, (row.period_start, row.period_end))
    named = catalogue.named(indicator)
    first, second = (named[name].lower() for name in by)
    what = indicator.title if figures.unit_of_groups(indicator) == indicator.shown_as else indicator.numerator
    title = f"{what} by {first} and {second}, {words.when(row, indicator)}"
    text.markdown(Markdown("**{}**").format(title))
    names = {named[by[0]]: st.column_config.Column(pinned=True)}
    st.dataframe(_square(view, indicator, by, found), hide_index=True, alt=title, column_config=names)
    text.caption(" ".join([CROSSED, *([TOO_FEW] if found["too_few"].any() else [])]))
    files.download("Download both breakdowns (CSV)", found, f"{what} by {first} and {second}", words.period_of(row),
                   unit=figures.unit_of_groups(indicator))


def _square(view: View, indicator: Indicator, by: tuple[str, str], found: pl.DataFrame) -> pl.DataFrame:
    columns, rows = catalogue.ordered(found["second_group"].unique().to_list()), catalogue.named(indicator)[by[0]]
    cells = {(row.first_group, row.second_group): _cell(row, indicator, display.decimals(view)) for row in Crossed.rows(found)}
    return pl.DataFrame([
        {rows: name} | {column: cells.get((name, column), "–") for column in columns}
        for name in catalogue.ordered(found["first_group"].unique().to_list())
    ])


def _cell(row: Crossed, indicator: Indicator, decimals: int) -> str:
    """'24.7% (24 of 97)'; for a small group '3 of 4'; for a number the number."""
    value = groups.said(row, figures.unit_of_groups(indicator), decimals)
    counts = groups.counted(row, indicator)
    if row.too_few:
        return counts
    return f"{value} ({counts})" if counts else value
