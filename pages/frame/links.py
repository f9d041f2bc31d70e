"""Links from page to page that carry what is being looked at, so that any page's address can be sent to a colleague."""

from collections.abc import Mapping

import streamlit as st

from pages import text
from pages.text import Markdown

REMEMBERED = "pages_of_this_run"
AT_THE_FOOT = "addresses_at_the_foot"


def remember(pages: Mapping[str, st.Page], at_the_foot: list[str]) -> None:
    """Note this run's pages by address, and which of them are not in the menu; a role's missing pages are missing here too."""
    st.session_state[REMEMBERED] = pages
    st.session_state[AT_THE_FOOT] = at_the_foot


def menu(titles: dict[str, str]) -> None:
    """A link to each page of this role but those at the foot; `titles` names those that say more than their page's title."""
    for address, page in st.session_state[REMEMBERED].items():
        if address not in st.session_state[AT_THE_FOOT]:
            text.page_link(page, titles.get(address, page.title), query_params=st.query_params.to_dict())


def follow(address: str, **query: str) -> None:
    """Go to a page at once, with the present filters changed by `query`; nothing happens if this role has no such page."""
    page = st.session_state[REMEMBERED].get(address)
    if page is not None:
        st.switch_page(page, query_params={**st.query_params.to_dict(), **query})


def to(address: str, label: str, icon: str | None = None, mark: Markdown | str = "", **query: str) -> None:
    """Draw a link to a page with the present filters, changed by `query`; nothing if this role has no such page.

    `mark` stands before the label.
    """
    page = st.session_state[REMEMBERED].get(address)
    if page is not None:
        said = Markdown("{}:blue[{}]").format(mark, label)
        text.page_link(page, said, icon=icon, query_params={**st.query_params.to_dict(), **query})
