"""Draws what a check of extracts found: each list, the columns it lacks with the figures they cost, and what would change."""

import streamlit as st

from indicators import catalogue
from indicators.roles import View
from indicators.wording import previewed
from pages import text
from pages.frame import display, files
from pages.loading import refused_files
from pages.loading.checking import Check
from pages.text import Markdown

COUNTS = {"Rows": st.column_config.NumberColumn(format="%,d")}
SMALL = "No settled figure of the last 12 months or years would change."
LOST = Markdown("**Figures that would be lost**")


def draw(view: View, check: Check) -> None:
    """Draw the tables of a check; nothing for a check that found no list."""
    if not check.preview:
        return
    _lists(view, check)
    if not check.problem:
        _changes(view, check)


def _lists(view: View, check: Check) -> None:
    """The lists of the files that the visitor brought, and those beside them folded away."""
    text.header("What the files bring", anchor=False)
    every = check.preview["lists"]
    mine, others = previewed.of_files(every, check.names), previewed.of_files(every, check.names, others=True)
    st.dataframe(previewed.table(mine), hide_index=True, column_config=COUNTS, alt="Each list, what it covers and what is new")
    if lacking := previewed.lacking(mine):
        text.markdown(text.bullets(lacking))
    if others:
        with text.expander(f"The other lists in data/extracts: {len(others):,}"):
            st.dataframe(previewed.table(others), hide_index=True, column_config=COUNTS, alt="Each list of the other files")
    files.download("Download what was read (CSV)", previewed.table(every), "Check of extracts", check.preview["build"],
                   unit="rows of an extract")
    if check.build and (refused := previewed.refused(mine)):
        refused_files.offer(view, refused, check.build)


def _changes(view: View, check: Check) -> None:
    """The ten largest moves against the build in use, and the figures that would be lost."""
    text.header("What would change", anchor=False)
    if check.preview["compared"]:
        text.markdown(check.preview["compared"])
        return
    table = previewed.moves(check.preview, {each.id: each.shown_as for each in catalogue.indicators(view)})
    if table.is_empty():
        text.markdown(SMALL)
    else:
        display.table(table, alt="The figures that would change most")
    if lost := previewed.lost(check.preview):
        text.markdown(LOST)
        text.markdown(text.bullets(lost))
