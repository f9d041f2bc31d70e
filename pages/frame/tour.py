"""A tour of about two minutes for a first visit: a numbered panel above the page, with its own steps for each audience.

It does not cover the page. After a visitor hides it, it stays hidden for the visit and for every address kept or sent from it,
because the address contains the choice. The link at the foot of each page shows it again.
"""

import streamlit as st

from indicators.roles import Role
from pages import text
from pages.frame import links
from pages.text import Markdown

HIDDEN = "tour_hidden"


def draw(role: Role, first_page: bool) -> None:
    """Draw the panel on the first page of a visit, or on a page whose address has tour=on, until the visitor hides it."""
    asked = st.query_params.get("tour")
    if asked == "off" or (asked != "on" and (not first_page or st.session_state.get(HIDDEN))):
        return
    with st.container(key="tour", border=True, gap="xsmall"):
        text.markdown(Markdown("**First time here?** Four things to look at, about two minutes."))
        with st.grid(columns=4, min_column_width=230, gap="small"):
            for place, step in enumerate(role.tour, start=1):
                with st.container(gap="xxsmall"):
                    links.to(step.page, Markdown("{}. {}").format(place, step.label), tour="on", **dict(step.filters))
                    text.caption(step.look_for)
        text.button("Hide the tour", on_click=_hide, type="tertiary", key="hide_tour")


def _hide() -> None:
    st.session_state[HIDDEN] = True
    st.query_params["tour"] = "off"
