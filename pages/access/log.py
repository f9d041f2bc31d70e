"""The audit log as pages write to it: who looks at which page, and one line for each thing looked at, not for each run."""

import logging
from datetime import date

import streamlit as st

from indicators.roles import View
from queries.store import audit, warehouse

PRESENT, PAGE, SHOWN, ARRIVED = "present_view", "present_page", "records_shown", "signed_in_as"


def arrived(view: View, page: str) -> None:
    """Note who looks at which page with which filters in this run; going to another page makes its records a new view."""
    if st.session_state.get(PAGE) != (page, view.role.id):
        st.session_state[SHOWN] = {}
    st.session_state[PRESENT], st.session_state[PAGE] = view, (page, view.role.id)


def came(kind: str, who: str, role: str, **what: str | None) -> None:
    """A line for a visitor who came, was refused or left: one for each session and role. Without a log, figures are shown.

    Somebody who goes from role to role and back comes once in each; one who is let in after a refusal comes anew.
    """
    before, said = st.session_state.get(ARRIVED, ("", frozenset()))
    said = said if kind == before else frozenset()
    if (who, role) in said:
        return
    st.session_state[ARRIVED] = kind, said | {(who, role)}
    try:
        audit.append(warehouse.FOLDER, kind, who, role, what)
    except audit.NotWritten:
        logging.getLogger("sightline").exception("The audit log could not be written.")


def records(view: View, part: str, rows: int, apart: str = "", **what: str | date | None) -> None:
    """A line for records that a page is about to show: one until others are shown in that part. Raises audit.NotWritten.

    `apart` tells one view from the next and is not written: a child's identifier.
    """
    shown = st.session_state.setdefault(SHOWN, {})
    said = described(view) | {"part": part, "rows": rows} | what
    seen = said, apart, warehouse.current(view.warehouse).name  # the same list of another build holds other records
    if shown.get(part) != seen:
        audit.append(view.warehouse, "records", view.who, view.role.id, said)
        shown[part] = seen


def loaded(view: View, files: int, worked: bool) -> None:
    """A line for extracts that were handed in and built from. Raises audit.NotWritten."""
    audit.append(view.warehouse, "load", view.who, view.role.id, {"files": files, "worked": worked})


def described(view: View) -> dict[str, str]:
    """The page and the filters, as a line says them; none of them names a child."""
    page = st.session_state.get(PAGE, ("", ""))[0]
    filters = {name: getattr(view, name) for name in ("indicator", "grain", "breakdown", "category", "area", "model")}
    return {"page": page} | {name: value for name, value in filters.items() if value is not None}
