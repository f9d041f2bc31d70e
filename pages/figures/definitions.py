"""Every indicator as the public reads it: in the order of a child's journey, with the very query that counts it."""

import streamlit as st

from indicators import catalogue
from indicators.roles import View
from pages import definition
from pages.frame import links

TITLE = "Definitions"
ADDRESS = "definitions"
FILTERS = ()


def show(view: View) -> None:
    """Draw a band for each stage and a definition for each indicator in it."""
    st.title("What is counted, and how", anchor=False)
    known = catalogue.indicators(view)
    for stage, title in catalogue.STAGES.items():
        band = [indicator for indicator in known if indicator.stage == stage]
        if band:
            st.header(title, anchor=False)
        for indicator in band:
            with st.expander(f"**{indicator.title}**"):
                definition.body(indicator)
                st.markdown("**The query that counts it**")
                st.code(indicator.sql, "sql")
                links.to("indicator", "See the figures", icon=":material/arrow_forward:", indicator=indicator.id)
