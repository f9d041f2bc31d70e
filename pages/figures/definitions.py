"""The definition of every indicator, in the order of a child's journey, with the query that counts it."""

import polars as pl
import streamlit as st

from indicators import catalogue
from indicators.roles import View
from pages import text
from pages.frame import display, links
from pages.sections import definition
from pages.text import Markdown
from queries.definitions import dictionary

TITLE = "Definitions"
ADDRESS = "definitions"
FILTERS = ()

SAID = ["Column", "Kind", "Meaning"]


def show(view: View) -> None:
    """Draw a heading for each stage and the definition of each of its indicators."""
    text.title("What is counted, and how", anchor=False)
    known = catalogue.indicators(view)
    for stage, title in catalogue.STAGES.items():
        band = [indicator for indicator in known if indicator.stage == stage]
        if band:
            text.header(title, anchor=False)
        for indicator in band:
            with text.expander(Markdown("**{}**").format(indicator.title)):
                definition.body(indicator)
                text.markdown(Markdown("**The query that counts it**"))
                st.code(indicator.sql, "sql")
                links.to("indicator", "See the figures", icon=":material/arrow_forward:", indicator=indicator.id)
    _dictionary()


def _dictionary() -> None:
    """The tables of the model and their columns, as model.sql describes them."""
    text.header("What the queries select from", anchor=False)
    text.markdown("Sightline reads every source into these tables and counts every indicator from them.")
    for table in dictionary.tables():
        with text.expander(Markdown("**{}**: {}").format(table.name, table.a_row_is)):
            lines = pl.DataFrame([(c.name, c.kind, c.meaning) for c in table.columns], schema=SAID, orient="row")
            display.table(lines, alt=f"Columns of the table {table.name}")
