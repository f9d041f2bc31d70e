"""One child's history, for whoever may open records: asked for by identifier, or picked from a list of journeys.

The identifier is kept in the visitor's session and never in the address, which is copied, logged and remembered by browsers.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

import polars as pl
import streamlit as st

from indicators import catalogue
from indicators.charts import history
from indicators.children import journey, timeline
from indicators.roles import View
from indicators.wording import words
from pages import text
from pages.access import log
from pages.access.guard import children_only
from pages.frame import display, files, filters
from pages.sections.journeys import choose

TITLE = "Timeline"
ADDRESS = "timeline"
FILTERS = ()

CHILD, PICKED = "timeline_child", "timeline_picked"
NOBODY = "The extracts have no child with this identifier."
NOT_NAMED = "Write a child's identifier, or pick a child from a list of journeys."
NOT_PICKED = "Nothing was picked: the list has no such row."
IDENTIFIES = "This page names a child by an identifier. Keep it where such records are kept."
EVENTS = {"start_date": "Date", "end_date": "Until", "kind": "What", "what": "Details", "team": "Team",
          "unseen_days": "Days since last seen", "record_id": "Record"}
JOURNEYS = {"child_id": "Child", "event_date": "Received", "team": "Team", "assessment_date": "Assessment",
            "section_47_date": "Section 47 enquiry", "conference_date": "Conference", "plan_date": "Plan", "record_id": "Record"}
DAY = st.column_config.DateColumn(format="D MMM YYYY")
DATES = dict.fromkeys(("Date", "Until", "Received", "Assessment", "Section 47 enquiry", "Conference", "Plan"), DAY)


@children_only
def show(view: View) -> None:
    """Draw the ways to a child, then the child's history."""
    heading = st.container()
    text.text_input("Child's identifier", key=CHILD, max_chars=60, width=300, autocomplete="off")
    _journeys(view)
    child = (st.session_state.get(CHILD) or "").strip()
    to = catalogue.build(view)["data_to"] or date.min  # a build without extracts holds no child
    events, standard, now = timeline.of_child(view, child, to)
    if events.is_empty():
        with heading:
            text.title("One child's history", anchor=False)
        text.info(NOBODY if child else NOT_NAMED)
        return
    log.records(view, "one child", events.height, apart=child)
    with heading:
        text.title(timeline.message(child, events, standard, now, to), anchor=False)
    look = display.look(view, f"To {words.day(to)}")
    display.chart(history.figure(events, standard, to, look), history.words(events, standard, look), "timeline")
    _events(events, to)


def _events(events: pl.DataFrame, to: date) -> None:
    table = events.select(list(EVENTS))
    silent = [column.name for column in table if column.null_count() == len(column)]
    table = table.drop(silent).rename(EVENTS, strict=False)
    st.dataframe(table, hide_index=True, height=520, column_config=DATES, placeholder="",
                 alt="Everything held about the child, in order")
    files.download("Download (CSV)", table, "History of one child", f"to {words.day(to)}", unit=files.A_ROW_EACH)
    text.caption(IDENTIFIES)


def _journeys(view: View) -> None:
    """The journeys of one period that ended one way, to pick a child from."""
    held = journey.flow(view)
    if held.is_empty():
        return
    with text.expander("Pick a child by what became of a referral", expanded=not st.session_state.get(CHILD)):
        rows = choose(held)
        ended = {" ".join(step.key): step for step in journey.steps(rows) if step.ends} if rows else {}
        if not ended:
            return
        named = {key: f"{step.name}, {step.journeys:,}" for key, step in ended.items()}
        key = filters.choose("How it ended", list(ended), "ending", named.get, width=360)
        found = journey.records(view, rows[0], ended[key].key)
        log.records(view, "journeys", found.height, cohort=rows[0].cohort, period_end=rows[0].period_end, ended=key)
        listed = found.select(list(JOURNEYS))
        silent = [column.name for column in listed if column.null_count() == len(column)]
        children = found["child_id"].to_list()
        table = st.dataframe(listed.drop(silent).rename(JOURNEYS, strict=False), hide_index=True, height=280, column_config=DATES,
                             placeholder="", key=PICKED, selection_mode="single-row", on_select=partial(_pick, children),
                             alt="Journeys that ended this way")
        if table.selection.rows and picked(table.selection.rows, children) is None:
            text.caption(NOT_PICKED)


def _pick(children: list[str]) -> None:
    child = picked(st.session_state[PICKED].selection.rows, children)
    if child is not None:
        st.session_state[CHILD] = child


def picked(rows: list[int], children: Sequence[str | None]) -> str | None:
    """The child of the row that was chosen; of a row that the list does not have, as only a forged request chooses, nobody."""
    row = rows[0] if isinstance(rows, list) and rows else None
    return children[row] if isinstance(row, int) and 0 <= row < len(children) else None
