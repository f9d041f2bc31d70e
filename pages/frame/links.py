"""Links from page to page that keep the filters, so that a visitor can send any page's address to a colleague."""

from collections.abc import Mapping

import streamlit as st

from pages import text
from pages.text import Markdown

REMEMBERED = "pages_of_this_run"
AT_THE_FOOT = "addresses_at_the_foot"


def remember(pages: Mapping[str, st.Page], at_the_foot: list[str]) -> None:
    """Keep this role's pages by address, and the addresses of those that are not in the menu."""
    st.session_state[REMEMBERED] = pages
    st.session_state[AT_THE_FOOT] = at_the_foot


def menu(titles: dict[str, str]) -> None:
    """Draw a link to each page of the menu; `titles` are {address: name} where the name differs from the page's title."""
    for address, page in st.session_state[REMEMBERED].items():
        if address not in st.session_state[AT_THE_FOOT]:
            text.page_link(page, titles.get(address, page.title), query_params=st.query_params.to_dict())


def follow(address: str, **query: str) -> None:
    """Switch to a page, with the present filters changed by `query`; does nothing if this role has no such page."""
    page = st.session_state[REMEMBERED].get(address)
    if page is not None:
        st.switch_page(page, query_params={**st.query_params.to_dict(), **query})


def to(address: str, label: str, icon: str | None = None, mark: Markdown | str = "", **query: str) -> None:
    """Draw a link to a page with the present filters, changed by `query`; draws nothing if this role has no such page.

    `mark` is text before the label.
    """
    page = st.session_state[REMEMBERED].get(address)
    if page is not None:
        said = Markdown("{}:blue[{}]").format(mark, label)
        text.page_link(page, said, icon=icon, query_params={**st.query_params.to_dict(), **query})
