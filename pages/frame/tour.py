"""A tour of about two minutes for a first visit: a short numbered panel above the page, for each audience its own.

It covers nothing and traps nobody. Once hidden it stays so for the visit, and for every address that is kept or sent from it,
because the address says so; the link at the foot of each page brings it back.
"""

import streamlit as st

from indicators.roles import Role
from pages import text
from pages.frame import links
from pages.text import Markdown

HIDDEN = "tour_hidden"
CHANGED = "The heading counts what changed, or says what could be tested. The worst tile of each stage stands first."
OUTSIDE = "Points outside the pale band would seldom come by chance."
BOXES = "The heading says it. Each box below has one number, one chart and what to ask."
STEPS = {
    "performance": (
        ("overview", "What has changed", CHANGED, {}),
        ("alerts", "Each change", "How many children more than expected, and since when.", {}),
        ("indicator", "One figure", f"{OUTSIDE} The teams below share one scale.",
         {"indicator": "re_referrals", "grain": "month"}),
        ("behind", "The children behind it", "Every record that the figure counted, to open one by one or to download.",
         {"indicator": "re_referrals", "grain": "month"}),
    ),
    "board": (
        ("overview", "What has changed", CHANGED, {}),
        ("alerts", "Each change", "How many children more than expected, since when, and which team's story it is.", {}),
        ("indicator", "One figure, and what to ask", f"{OUTSIDE} Questions for your meeting stand below.",
         {"indicator": "re_referrals"}),
        ("compare", "Beside authorities like ours", "Our place among those most like us, and how far chance alone could move it.",
         {"indicator": "re_referrals"}),
    ),
    "scrutiny": (
        ("plain", "Are we worse than places like us?", BOXES, {}),
        ("compare", "Every place like us", "Our place among councils like ours, and how far chance alone could move it.",
         {"indicator": "re_referrals"}),
        ("indicator", "Is it getting better?", OUTSIDE, {"indicator": "re_referrals"}),
        ("definitions", "What exactly is counted", "Each figure in words, with what it cannot tell you.", {}),
    ),
}


def draw(role: Role, first_page: bool) -> None:
    """Draw the panel on the first page of a visit, or on any page whose address asks for it, until somebody hides it."""
    asked = st.query_params.get("tour")
    if asked == "off" or (asked != "on" and (not first_page or st.session_state.get(HIDDEN))):
        return
    with st.container(key="tour", border=True, gap="xsmall"):
        text.markdown(Markdown("**First time here?** Four things to look at, about two minutes."))
        with st.grid(columns=4, min_column_width=230, gap="small"):
            for place, (address, label, look_for, query) in enumerate(STEPS[role.id], start=1):
                with st.container(gap="xxsmall"):
                    links.to(address, Markdown("{}. {}").format(place, label), tour="on", **query)
                    text.caption(look_for)
        text.button("Hide the tour", on_click=_hide, type="tertiary", key="hide_tour")


def _hide() -> None:
    st.session_state[HIDDEN] = True
    st.query_params["tour"] = "off"
