"""Ends unused sessions: the session's data are deleted, and its sign-in is not accepted again."""

import time

import streamlit as st

from pages.access.people import Person

BEGAN, OVER = "session_began", "session_over"
SEEN: dict[tuple[str, float], float] = {}  # session key: second of its last use in this process; 0 after its end
LOOKED = 60  # seconds between two checks of an open page, at most


def over(person: Person, minutes: float) -> bool:
    """Whether this session has ended after `minutes` without use; if not, note that it is used now."""
    if st.session_state.get(OVER) or ended(key(person), minutes):
        return True
    now = SEEN[key(person)] = time.time()
    for old in [each for each, seen in SEEN.items() if max(seen, each[1]) < now - minutes * 60]:
        del SEEN[old]
    return False


def ended(session: tuple[str, float], minutes: float) -> bool:
    """Whether the session with this `key` was ended or is unused for `minutes`. Works outside a script run too."""
    return time.time() - _last(session) > minutes * 60


def key(person: Person) -> tuple[str, float]:
    """(who, second it began): one session for all windows of a provider's sign-in, otherwise one for each window."""
    began = st.session_state.setdefault(BEGAN, time.time()) if person.began is None else person.began
    return person.who, began


def end(person: Person) -> None:
    """Delete the session's data; a provider's sign-in ends in all its windows."""
    SEEN[key(person)] = 0
    st.session_state.clear()
    st.session_state[OVER] = True


def watch(person: Person, minutes: float) -> None:
    """Check the session regularly, so that an unused screen clears itself."""

    @st.fragment(run_every=min(LOOKED, minutes * 30))
    def look() -> None:
        if ended(key(person), minutes):
            st.rerun()

    look()


def _last(session: tuple[str, float]) -> float:
    """The second of a session's last use, or of its beginning if it was not yet used here."""
    return SEEN.get(session, session[1])
