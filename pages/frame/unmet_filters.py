"""A line under the filters if the address asks for a value that the figures do not have, because the page then shows another.

The line is about the address that the visitor opened. It disappears at their first own choice, because that choice may itself
make another filter's value impossible.
"""

from collections.abc import Generator
from contextlib import contextmanager
from urllib.parse import urlsplit

import streamlit as st

from indicators.roles import Role
from pages import text
from pages.access import known_addresses

LINES, SEEN = "asked_in_vain", "address_seen"
MOST = 60  # characters of an address's value that the line repeats
NOUNS = {"only": "breakdown", "by": "breakdown", "and": "second breakdown", "area": "authority", "model": "list of neighbours",
         "year": "year", "period": "period", "journeys": "journey", "gaps": "kind of gap"}
SHOWN = {"team": "all teams are shown", "only": "everyone is shown", "area": "our own authority is shown"}
NO_TEAMS = "the whole authority is shown"
FRONT = "front"  # the page without an address of its own
NO_PAGE = "There is no page at this address for the {}. Its first page is shown instead."
ROLE = "The address asks for a role that is not open to you."


@contextmanager
def row(key: str) -> Generator[None]:
    """A row of filters, and under it a line for each of their values in the address that does not exist."""
    st.session_state[LINES] = []
    with st.container(key=key, horizontal=True, vertical_alignment="bottom"):
        yield
    for line in st.session_state.pop(LINES):
        text.caption(line)


def of(key: str) -> str | None:
    """A filter's value in the address, or None."""
    return st.query_params.get(key)


def in_vain(key: str, label: str, instead: str) -> None:
    """Note for the row that a filter's value in the address does not exist; `instead` says what the page shows."""
    asked = of(key)
    if LINES in st.session_state and asked and asked != st.session_state.get(SEEN, {}).get(key):
        noun = NOUNS.get(key, label.lower())
        line = f"The address asks for the {noun} “{_said_back(asked)}”, which is not in these figures; {instead}."
        st.session_state[LINES].append(line)


def role(given: Role) -> None:
    """Note for the row that the visitor does not get the role in the address."""
    if of("role") not in (None, given.id):
        st.session_state[LINES].append(ROLE)


def page() -> set[str]:
    """The page in the browser's address, as a set of at most one, whether it exists or not; empty if it is no possible page."""
    path = (known_addresses.below(urlsplit(st.context.url or "").path) or "").strip("/")
    return {path} - {FRONT} if known_addresses.PAGE.fullmatch(path) else set()


def no_page(given: Role) -> str:
    """The sentence that this audience has no such page, the same whether another audience has it or not."""
    return NO_PAGE.format(given.title.lower())


def remember() -> None:
    """Note that the visitor has seen the lines about the present address and now chooses a filter."""
    st.session_state[SEEN] = st.query_params.to_dict()


def _said_back(asked: str) -> str:
    """A value from an address, printable and at most MOST characters long."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in asked).split())
    return line if len(line) <= MOST else f"{line[:MOST - 1]}…"
