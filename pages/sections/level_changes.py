"""Changes of an indicator's level: the confirmed ones, the one that is proposed, and the forms to confirm or withdraw one."""

from collections.abc import Callable

import polars as pl
import streamlit as st

from indicators.following import level_changes
from indicators.following.level_changes import Told
from indicators.judging.level_shift import Move
from indicators.roles import View
from indicators.wording import sentences, words
from pages import text
from pages.frame import display
from pages.sections import actions
from pages.text import Markdown
from queries.definitions.header import Indicator
from queries.store.decisions import Refused

PROPOSAL = (
    "This is a proposal: two levels fit these figures much better than one. Limits still measure against the level before. Once "
    "the change is confirmed, with a note of what changed, the limits start again here."
)
SEEMS = Markdown("**The level seems to have moved in {}; this is not yet confirmed.** {}")
OPEN_NOTE = "All who see this chart can read the note. Do not name a child or a worker."


def draw(view: View, indicator: Indicator, chosen: pl.DataFrame) -> None:
    """Draw each confirmed change of level, then the proposed one; draws nothing if there is none."""
    told, proposed = level_changes.told(view, indicator, chosen), level_changes.proposed(indicator, chosen)
    if told or proposed:
        text.header("Where the level moved", anchor=False)
    for move in told:
        _told(view, indicator, move)
    if proposed:
        _proposed(view, indicator, proposed)


def _told(view: View, indicator: Indicator, move: Told) -> None:
    by = f" Confirmed by {move['by']} on {words.day(move['decided_at'])}." if move["by"] and move["decided_at"] else ""
    said = sentences.move(move, indicator, display.decimals(view)) + by
    text.markdown(Markdown("**{}: {}.** {}").format(words.day(move["starts_on"]), move["note"], said))
    if move["id"] is not None and view.role.decides:
        with text.expander("Withdraw this change"), st.form(f"withdraw_{move['id']}", border=False):
            by = actions.name(view, "Who withdraws it?")
            if text.submit("Withdraw"):
                _do(level_changes.withdraw, view, move["id"], by)


def _proposed(view: View, indicator: Indicator, proposed: Move) -> None:
    with st.container(border=True, key="proposed_step"):
        since = words.period(proposed["starts_on"], proposed["starts_on"], view.grain)
        text.markdown(SEEMS.format(since, sentences.move(proposed, indicator, display.decimals(view))))
        text.caption(PROPOSAL)
        if view.role.decides:
            with text.expander("You know what changed? Confirm the change"), st.form("confirm_step", border=False):
                note = text.text_input("What changed then?", help=OPEN_NOTE, max_chars=200)
                by = actions.name(view, "Who confirms it?")
                if text.submit("Confirm the change and start the limits again"):
                    _do(level_changes.confirm, view, proposed["starts_on"], note, by)


def _do(decision: Callable[..., None], *given: object) -> None:
    """Carry out a decision and draw the page again; if it is refused, show why."""
    try:
        decision(*given)
    except Refused as slip:
        text.error(str(slip))
    else:
        st.rerun()
