"""Downloads: at the click, a file is made, written in the audit log and sent to the visitor."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from indicators.roles import NotAllowed, View
from pages import text
from pages.access import downloads, log, people, sessions, sign_in
from pages.access.people import Person
from queries.store import audit


def button(label: str, make: Callable[[], str | bytes], name: str, kind: str, rows: int | None = None) -> None:
    """A button that downloads what `make` returns as a file of that name and media type.

    If the audit log cannot be written, a sentence stands in its place. `rows` is for the log.
    """
    view, person = st.session_state[log.PRESENT], st.session_state[sign_in.PERSON]
    try:
        audit.check(view.warehouse)
    except audit.NotWritten as refusal:
        text.caption(str(refusal))
        return
    said = log.described(view) | {"file": name} | ({} if rows is None else {"rows": rows})
    serve = partial(_serve, view, person, sessions.key(person), make, said, kind)
    st.download_button(text.into(label) or "", serve, name, kind, icon=":material/download:", on_click="ignore")


def _serve(view: View, person: Person, session: tuple, make: Callable[[], str | bytes], said: dict, kind: str) -> bytes:
    """The file's content; raises NotAllowed if the session or the role has ended. Streamlit calls this outside a script run."""
    if sessions.ended(session, people.sign_in().idle_minutes):
        raise NotAllowed("The session this file was offered in has ended.")
    held = sign_in.held(person)
    if held is not None and view.role not in held:
        raise NotAllowed("The role this file was offered to was taken away.")
    made = make()
    content = made.encode() if isinstance(made, str) else made
    audit.append(view.warehouse, "export", view.who, view.role.id, said)
    downloads.issue(person.who, content, said["file"], kind)
    return content
