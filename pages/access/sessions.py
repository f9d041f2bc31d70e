"""Sessions that nobody uses end: what a session held is thrown away, and a sign-in that ended is not taken again."""

import time

import streamlit as st

from pages.access.people import Person

BEGAN, OVER = "session_began", "session_over"
SEEN: dict[tuple[str, float], float] = {}  # when each session was last used in this process; 0 once it was ended
LOOKED = 60  # seconds, at most, until an unused page notices


def over(person: Person, minutes: float) -> bool:
    """Whether this session has ended; if not, it counts as used now."""
    if st.session_state.get(OVER) or ended(key(person), minutes):
        return True
    now = SEEN[key(person)] = time.time()
    for old in [each for each, seen in SEEN.items() if max(seen, each[1]) < now - minutes * 60]:
        del SEEN[old]
    return False


def ended(session: tuple[str, float], minutes: float) -> bool:
    """Whether the session with this `key` was ended, or not used for so long. May be asked outside a run of the page."""
    return time.time() - _last(session) > minutes * 60


def key(person: Person) -> tuple[str, float]:
    """A session by who and since when: a sign-in with a provider in all its windows, and otherwise each window for itself."""
    began = st.session_state.setdefault(BEGAN, time.time()) if person.began is None else person.began
    return person.who, began


def end(person: Person) -> None:
    """Throw away what the session held; a sign-in with a provider counts no more, here or in another window."""
    SEEN[key(person)] = 0
    st.session_state.clear()
    st.session_state[OVER] = True


def watch(person: Person, minutes: float) -> None:
    """Look from time to time whether anybody is there, so that what an abandoned screen shows goes away by itself."""

    @st.fragment(run_every=min(LOOKED, minutes * 30))
    def look() -> None:
        if ended(key(person), minutes):
            st.rerun()

    look()


def _last(session: tuple[str, float]) -> float:
    """When a session was last used; one that nobody used here yet, when it began."""
    return SEEN.get(session, session[1])
