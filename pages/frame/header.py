"""The head of every page: the name, the menu, the role, and a mark if the data are invented."""

import streamlit as st

from indicators.roles import Role
from pages import text
from pages.access import sign_in
from pages.frame import filters, links
from pages.text import Markdown

INVENTED = "Invented authority: nothing here is real"
SKIP = '<a class="sightline-skip" href="#sightline-content">Skip to main content</a>'
CONTENT = '<span id="sightline-content" tabindex="-1"></span>'


def draw(roles: tuple[Role, ...], titles: dict[str, str]) -> None:
    """Draw the head; the menu has this role's pages only, and its links keep the filters.

    `titles` are {address: name} of the pages whose name in the menu differs from their title.
    """
    st.html(SKIP)
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        with st.container(key="name", width="content"):
            text.markdown(Markdown("**Sightline**"))
        with st.container(key="menu", horizontal=True, gap="xxsmall"):
            links.menu(titles)
        filters.role(roles)
        if sign_in.may_sign_out() and text.button("Sign out", key="sign_out", type="tertiary", help=sign_in.known_as()):
            sign_in.out()


def what_is_shown(line: str, invented: bool) -> None:
    """Draw the line that says what a page shows and how fresh the data are, with a mark if they are invented."""
    with st.container(key="what", horizontal=True, vertical_alignment="center", gap="small"):
        text.caption(line, width="content")
        if invented:
            text.badge(INVENTED, icon=":material/science:", color="orange")
