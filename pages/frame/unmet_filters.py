"""What an address asks for and the figures do not hold: said in a quiet line under the filters, because a page that showed
something else without a word could be taken for what was asked.

An address says it again at every run, and a choice may put another out of reach. So a line is about what the visitor came with,
and falls silent at their first own choice.
"""

from collections.abc import Generator
from contextlib import contextmanager
from urllib.parse import urlsplit

import streamlit as st

from indicators.roles import Role
from pages import text
from pages.access import known_addresses

LINES, SEEN = "asked_in_vain", "address_seen"
MOST = 60  # characters of an address that are said back
NOUNS = {"only": "breakdown", "by": "breakdown", "and": "second breakdown", "area": "authority", "model": "list of neighbours",
         "year": "year", "period": "period", "journeys": "journey", "gaps": "kind of gap"}
SHOWN = {"team": "all teams are shown", "only": "everyone is shown", "area": "our own authority is shown"}
NO_TEAMS = "the whole authority is shown"
FRONT = "front"  # the page that is opened at no page's address
NO_PAGE = "There is no page at this address for the {}. Its first page is shown instead."
ROLE = "The address asks for a role that is not open to you."


@contextmanager
def row(key: str) -> Generator[None]:
    """A row of filters, and under it what the address asks of them in vain."""
    st.session_state[LINES] = []
    with st.container(key=key, horizontal=True, vertical_alignment="bottom"):
        yield
    for line in st.session_state.pop(LINES):
        text.caption(line)


def of(key: str) -> str | None:
    """What the address says of one filter."""
    return st.query_params.get(key)


def in_vain(key: str, label: str, instead: str) -> None:
    """Note for the row that what the address asks of a filter is not held; `instead` says what is shown."""
    asked = of(key)
    if LINES in st.session_state and asked and asked != st.session_state.get(SEEN, {}).get(key):
        noun = NOUNS.get(key, label.lower())
        line = f"The address asks for the {noun} “{_said_back(asked)}”, which is not in these figures; {instead}."
        st.session_state[LINES].append(line)


def role(given: Role) -> None:
    """Note for the row that the role the address asks for is not the one that is given."""
    if of("role") not in (None, given.id):
        st.session_state[LINES].append(ROLE)


def page() -> set[str]:
    """The page that the browser's address asks for, whether there is one or not; none where it could be no page's address."""
    path = (known_addresses.below(urlsplit(st.context.url or "").path) or "").strip("/")
    return {path} - {FRONT} if known_addresses.PAGE.fullmatch(path) else set()


def no_page(given: Role) -> str:
    """That this audience has no such page, in the same words whether another audience has it or nobody does."""
    return NO_PAGE.format(given.title.lower())


def remember() -> None:
    """Note that the visitor has seen the address as it is and now chooses for themselves."""
    st.session_state[SEEN] = st.query_params.to_dict()


def _said_back(asked: str) -> str:
    """What a stranger may have written into an address, on one short line."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in asked).split())
    return line if len(line) <= MOST else f"{line[:MOST - 1]}…"
