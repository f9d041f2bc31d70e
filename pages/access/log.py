"""Writes the audit log for pages: one line for each sign-in, refusal and list of records, not one for each click."""

import logging
from datetime import date

import streamlit as st

from indicators.roles import View
from queries.store import audit, warehouse

PRESENT, PAGE, SHOWN, ARRIVED = "present_view", "present_page", "records_shown", "signed_in_as"


def arrived(view: View, page: str) -> None:
    """Note who looks at which page with which filters; after a change of page, its records are logged again."""
    if st.session_state.get(PAGE) != (page, view.role.id):
        st.session_state[SHOWN] = {}
    st.session_state[PRESENT], st.session_state[PAGE] = view, (page, view.role.id)


def came(kind: str, who: str, role: str, **what: str | None) -> None:
    """Log a visitor who came, was refused or left, once for each session and role. If the log fails, figures are still shown.

    A visitor who changes roles and back is logged once in each; one who gets in after a refusal is logged again.
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
    """Log the records that a part of a page is about to show, once until it shows others. Raises audit.NotWritten.

    `apart` distinguishes lists and is not written: a child's identifier.
    """
    shown = st.session_state.setdefault(SHOWN, {})
    said = described(view) | {"part": part, "rows": rows} | what
    seen = said, apart, warehouse.current(view.warehouse).name  # the same list of another build holds other records
    if shown.get(part) != seen:
        audit.append(view.warehouse, "records", view.who, view.role.id, said)
        shown[part] = seen


def loaded(view: View, files: int, worked: bool, step: str = "use") -> None:
    """Log a step of a load ("check" or "use"): how many files were uploaded and whether it worked. Raises audit.NotWritten."""
    audit.append(view.warehouse, "load", view.who, view.role.id, {"files": files, "worked": worked, "step": step})


def described(view: View) -> dict[str, str]:
    """The page and the filters, for a line of the log; none of them names a child."""
    page = st.session_state.get(PAGE, ("", ""))[0]
    filters = {name: getattr(view, name) for name in ("indicator", "grain", "breakdown", "category", "area", "model")}
    return {"page": page} | {name: value for name, value in filters.items() if value is not None}
