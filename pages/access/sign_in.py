"""Who is looking, asked anew at every run, and what somebody sees who may see nothing: why, and what to do."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from indicators.roles import ROLES, Role, called
from pages import text
from pages.access import log, people, sessions
from pages.access.people import ALONE, OPENID, PROXY, Person

PERSON = "person"
SINGLE = Person("single user")
SIGN_IN = {
    OPENID: "Sightline shows figures about children. Sign in with your authority's account.",
    PROXY: "Sightline is opened by way of your authority's own sign-in page. Go to the address you were given.",
}
NO_ACCESS = (
    "You are signed in, and nobody has given you a role in Sightline yet. Send the line below to whoever looks after Sightline, "
    f"and say whether you belong to {called(tuple(ROLES.values()), 'or')}."
)
NOT_THIS_ONE = "This address is for the {}. You have a role, but not this one."


class Closed(Exception):
    """Nothing may be shown to this visitor; `page` draws why."""

    def __init__(self, page: Callable[[], None]) -> None:
        super().__init__()
        self.page = page


def person() -> Person:
    """The person looking; raises Closed where nobody is signed in, the sign-in has run out, or the session has ended."""
    settings = people.sign_in()
    try:
        found = WAYS[settings.way]()
    except people.NotSignedIn as reason:
        if log.PRESENT in st.session_state:  # somebody was looking until now
            st.session_state.clear()
        raise Closed(partial(_ask, settings.way, str(reason))) from None
    if sessions.over(found, settings.idle_minutes):
        raise Closed(partial(_ended, settings, found))
    sessions.watch(found, settings.idle_minutes)
    st.session_state[PERSON] = found
    return found


def held(found: Person) -> tuple[Role, ...] | None:
    """The roles the authority's table gives this person at this moment; None where nobody signs in."""
    return None if people.sign_in().way == ALONE else found.roles()


def no_access(found: Person, audience: str | None) -> Closed:
    """What somebody without a role, or without the one this process is for, sees: who they are, and what to send to whom."""
    log.came("refused", found.who, "", audience=audience)
    other = NOT_THIS_ONE.format(ROLES[audience].title.lower()) if audience and held(found) else NO_ACCESS
    return Closed(partial(_no_access, found, other))


def out() -> None:
    """End this sign-in, here and with the provider."""
    found = st.session_state[PERSON]
    log.came("signed out", found.who, "")
    sessions.end(found)
    st.logout()
    st.stop()


def may_sign_out() -> bool:
    """Whether leaving is ours to offer: of a proxy's sign-in only the proxy can say goodbye."""
    return people.sign_in().way == OPENID


def known_as() -> str:
    """Who is signed in, as the records name them."""
    return f"Signed in as {st.session_state[PERSON].who}"


def _openid() -> Person:
    claims = st.user.to_dict()
    if not claims.get("is_logged_in"):
        raise people.NotSignedIn("")
    return people.from_claims(claims)


def _named_by_proxy() -> str | None:
    named = st.user.to_dict().get("sightline_user")
    return named if isinstance(named, str) else None


WAYS = {ALONE: lambda: SINGLE, OPENID: _openid, PROXY: lambda: people.from_proxy(_named_by_proxy())}


def _ask(way: str, reason: str) -> None:
    text.title("Sign in to Sightline", anchor=False)
    if reason:
        text.info(reason)
    text.markdown(SIGN_IN[way])
    if way == OPENID:
        if text.button("Sign in", type="primary"):
            st.login()
        text.caption(f"A session that nobody uses ends after {people.sign_in().idle_minutes:g} minutes.")


def _ended(settings: people.SignIn, found: Person) -> None:
    log.came("signed out", found.who, "", reason="not used")
    arrived = st.session_state.get(log.ARRIVED)
    sessions.end(found)
    st.session_state[log.ARRIVED] = arrived
    text.title("This session has ended", anchor=False)
    text.markdown(f"Nobody used Sightline here for {settings.idle_minutes:g} minutes, so what it showed was put away.")
    if settings.way == OPENID:
        st.logout()
    else:
        text.button("Open Sightline again", type="primary", on_click=st.session_state.clear)


def _no_access(found: Person, why: str) -> None:
    text.title("You have no access yet", anchor=False)
    text.markdown(why)
    st.code(found.who, language=None, wrap_lines=True)
    text.caption("It says who you are and holds no password. Once the line is in data/people.csv, load this page again.")
    if may_sign_out() and text.button("Sign out"):
        out()
