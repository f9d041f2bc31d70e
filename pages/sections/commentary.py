"""Comments on a figure, with author and time; a role that decides can write, correct and withdraw them."""

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

PERIODS = 36  # the latest periods that a comment can be about
WARNING = (
    "This text is shown as you write it, and Sightline does not round the numbers in it. Together with a small number one "
    "word may identify a child: do not name a child, a family or a worker, and do not give a number below ten."
)


def known(view: View) -> pl.DataFrame | None:
    """The comments this role may read; None, and a warning on the page, if they cannot be read."""
    try:
        return commentary.readable(view)
    except Refused as away:
        text.warning(str(away))
        return None


def draw(view: View, indicator: Indicator, chosen: pl.DataFrame) -> None:
    """Draw the comments on an indicator's series, newest period first, and the form; draws nothing if both are missing."""
    every = known(view)
    if every is None:
        return
    series: Series = {"indicator": indicator.id, "breakdown": view.breakdown, "category": view.category}
    own = commentary.of_series(every, series)
    if own.is_empty() and not view.role.decides:
        return
    text.header("What the authority says about this figure", anchor=False)
    rows = {(row.period_start, row.period_end): row for row in Figure.rows(chosen)}
    for comment in cast(list[Comment], own.to_dicts()):
        with st.container(border=True, key=f"comment_{comment['id']}", gap="xsmall"):
            row = rows.get((comment["period_start"], comment["period_end"]))
            _one(view, comment, words.figure(row, indicator, display.decimals(view)) if row else "")
    if view.role.decides:
        _write(view, chosen)


def latest(comments: pl.DataFrame | None, alert: Series) -> None:
    """Draw the latest comment on an alert's series, if there is one to read."""
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
        with text.expander("Correct or withdraw it"):
            _correct(view, comment)


def _write(view: View, chosen: pl.DataFrame) -> None:
    form = "_".join(("write", view.indicator, view.breakdown, view.category, view.grain))
    rows = [row for row in Figure.rows(chosen.reverse()) if row.value is not None][:PERIODS]
    if not rows:
        return
    with text.expander("Write about a figure"), st.form(actions.fresh(form), border=False):
        named = {place: words.period_of(row) for place, row in enumerate(rows)}
        said = next((place for place, row in enumerate(rows) if not row.provisional), 0)  # the period of the headline
        place = text.selectbox("Figure for", list(named), index=said, format_func=lambda place: named.get(place, ""))
        written, readers = _asked(view)
        by = actions.name(view)
        if text.submit("Save the comment"):
            about = commentary.about(rows[place])
            actions.do(commentary.write, view, about, written, by, readers, said="The comment is saved.", form=form)


def _correct(view: View, comment: Comment) -> None:
    form = f"correct_{comment['id']}"
    with st.form(actions.fresh(form), border=False):
        written, readers = _asked(view, comment)
        by = actions.name(view)
        with st.container(horizontal=True):
            kept = text.submit("Save the correction")
            back = text.submit("Withdraw it")
        if kept:
            actions.do(commentary.write, view, comment, written, by, readers, comment["id"], said="It is corrected.", form=form)
        if back:
            actions.do(commentary.withdraw, view, comment["id"], by, said="It is withdrawn.", form=form)


def _asked(view: View, comment: Comment | None = None) -> tuple[str, tuple[str, ...]]:
    """Draw the form's fields: (text, ids of the other roles that may read it)."""
    before: Mapping[str, Any] = comment or {"text": "", "breakdown": view.breakdown, "readers": ()}
    plain = "Plain text: links and formatting do nothing."
    written = text.text_area("Your comment", str(before["text"]), max_chars=1000, help=plain)
    text.warning(WARNING, icon=":material/warning:")
    text.markdown(f"The {DECIDES.title.lower()} can read it. Which others may read it, if their figures have that period?")
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
