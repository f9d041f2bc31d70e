"""What people wrote about a figure, beside it, with author and time; for who decides a form to write, correct and take back."""

from collections.abc import Mapping
from typing import Any, cast

import polars as pl
import streamlit as st

from indicators.following import commentary
from indicators.roles import DECIDES, View
from indicators.row_types import Figure
from indicators.wording import words
from pages import text
from pages.frame import display
from pages.sections import actions
from pages.text import Markdown
from queries.definitions.header import Indicator
from queries.store.decisions import Comment, Refused, Series

PERIODS = 36  # the latest so many may be written about
WARNING = (
    "What stands here was written freely, over figures that are not rounded for anybody. Together with a small number a word may "
    "tell who a child is: name no child, no family and no worker, and give no number below ten."
)


def known(view: View) -> pl.DataFrame | None:
    """Every comment this role may read; None, and a message in their place, if they cannot be read."""
    try:
        return commentary.readable(view)
    except Refused as away:
        text.warning(str(away))
        return None


def draw(view: View, indicator: Indicator, chosen: pl.DataFrame) -> None:
    """The section of an indicator's page: comments of its series, newest period first; nothing where there are none to read."""
    every = known(view)
    if every is None:
        return
    series: Series = {"indicator": indicator.id, "breakdown": view.breakdown, "category": view.category}
    own = commentary.of_series(every, series)
    if own.is_empty() and not view.role.decides:
        return
    text.header("What the authority says about it", anchor=False)
    rows = {(row.period_start, row.period_end): row for row in Figure.rows(chosen)}
    for comment in cast(list[Comment], own.to_dicts()):
        with st.container(border=True, key=f"comment_{comment['id']}", gap="xsmall"):
            row = rows.get((comment["period_start"], comment["period_end"]))
            _one(view, comment, words.figure(row, indicator, display.decimals(view)) if row else "")
    if view.role.decides:
        _write(view, chosen)


def latest(comments: pl.DataFrame | None, alert: Series) -> None:
    """The latest comment on an alert's series, under the alert; nothing where there is none to read."""
    if comments is None or (own := commentary.of_series(comments, alert)).is_empty():
        return
    comment = cast(Comment, own.row(0, named=True))
    text.caption(f"{words.capital(_when(comment))}, {_signed(comment)}:")
    st.text(comment["text"])


def _one(view: View, comment: Comment, figure: str) -> None:
    text.markdown(Markdown("**{}{}**").format(_when(comment), f": {figure}" if figure else ""))
    st.text(comment["text"])
    text.caption(words.capital(_signed(comment)) + _readers(view, comment))
    if view.role.decides:
        with text.expander("Correct it, or take it back"):
            _correct(view, comment)


def _write(view: View, chosen: pl.DataFrame) -> None:
    form = "_".join(("write", view.indicator, view.breakdown, view.category, view.grain))
    rows = [row for row in Figure.rows(chosen.reverse()) if row.value is not None][:PERIODS]
    if not rows:
        return
    with text.expander("Write about a figure"), st.form(actions.fresh(form), border=False):
        named = {place: words.period_of(row) for place, row in enumerate(rows)}
        said = next((place for place, row in enumerate(rows) if not row.provisional), 0)  # the headline's
        place = text.selectbox("Figure for", list(named), index=said, format_func=lambda place: named.get(place, ""))
        written, readers = _asked(view)
        by = actions.name(view)
        if text.submit("Keep what I wrote"):
            actions.do(commentary.write, view, commentary.about(rows[place]), written, by, readers, said="It is kept.", form=form)


def _correct(view: View, comment: Comment) -> None:
    form = f"correct_{comment['id']}"
    with st.form(actions.fresh(form), border=False):
        written, readers = _asked(view, comment)
        by = actions.name(view)
        with st.container(horizontal=True):
            kept = text.submit("Keep the correction")
            back = text.submit("Take it back")
        if kept:
            actions.do(commentary.write, view, comment, written, by, readers, comment["id"], said="It is corrected.", form=form)
        if back:
            actions.do(commentary.withdraw, view, comment["id"], by, said="It is taken back.", form=form)


def _asked(view: View, comment: Comment | None = None) -> tuple[str, tuple[str, ...]]:
    """The text and whom its author lets read it, as fields of the form this stands in."""
    before: Mapping[str, Any] = comment or {"text": "", "breakdown": view.breakdown, "readers": ()}
    plain = "Plain text: links and formatting do nothing."
    written = text.text_area("What there is to say", str(before["text"]), max_chars=1000, help=plain)
    text.warning(WARNING, icon=":material/warning:")
    text.markdown(f"The {DECIDES.title.lower()} reads it. Who else may, where its own figures have that period?")
    offered = commentary.READERS if before["breakdown"] == "all" else commentary.TEAMS
    ticked = {role: text.checkbox(f"The {title.lower()}", role in before["readers"]) for role, title in offered.items()}
    return written, tuple(role for role, may in ticked.items() if may)


def _when(comment: Comment) -> str:
    return words.period(comment["period_start"], comment["period_end"], comment["grain"])


def _signed(comment: Comment) -> str:
    again = "corrected" if comment["replaces"] is not None else "written"
    at = f"{words.day(comment['written_at'])}, {comment['written_at']:%H:%M} UTC"
    return f"{again} by {comment['written_by']} on {at}"


def _readers(view: View, comment: Comment) -> str:
    if not view.role.decides:
        return ""
    others = [title.lower() for role, title in commentary.READERS.items() if role in comment["readers"]]
    return f". Read by the {DECIDES.title.lower()}{''.join(f' and the {each}' for each in others)}."
