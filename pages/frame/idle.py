"""Sessions that nobody uses end: what a session held is thrown away, and a sign-in that ended is not taken again."""

import time

import streamlit as st

from indicators.people import Person

LAST, OVER = "last_used", "session_over"
SEEN: dict[tuple[str, float], float] = {}  # when each sign-in was last used in this process; 0 once it was ended
LOOKED = 60  # seconds, at most, until an unused page notices


def over(person: Person, minutes: float) -> bool:
    """Whether this session has ended; if not, it counts as used now."""
    now, last = time.time(), _last(person)
    if st.session_state.get(OVER) or last == 0 or now - last > minutes * 60:
        return True
    st.session_state[LAST] = now
    if person.began is not None:
        SEEN[_key(person)] = now
        for key in [key for key, seen in SEEN.items() if max(seen, key[1]) < now - minutes * 60]:
            del SEEN[key]
    return False


def end(person: Person) -> None:
    """Throw away what the session held; a sign-in with a provider counts no more, here or in another window."""
    st.session_state.clear()
    st.session_state[OVER] = True
    if person.began is not None:
        SEEN[_key(person)] = 0


def watch(person: Person, minutes: float) -> None:
    """Look from time to time whether anybody is there, so that what an abandoned screen shows goes away by itself."""

    @st.fragment(run_every=min(LOOKED, minutes * 30))
    def look() -> None:
        if time.time() - _last(person) > minutes * 60:
            st.rerun()

    look()


def _last(person: Person) -> float:
    """When this session or sign-in was last used: this very moment if it is new, and for a provider's not before it began."""
    if person.began is None:
        return st.session_state.get(LAST, time.time())
    return SEEN.get(_key(person), person.began)


def _key(person: Person) -> tuple[str, float]:
    return person.who, person.began
