"""What an indicator is, as the public reads it: what is counted, when, why, with what cautions, and from which source."""

from collections.abc import Iterator

import streamlit as st

from indicators.wording import words
from pages import text
from pages.text import NAMED, Markdown
from queries.definitions.header import Indicator

TIMING = {
    "during": "Counted when it happens: everything in the period.",
    "at end": "Counted as it stands on the last day of the period.",
}


def draw(indicator: Indicator) -> None:
    """Draw the definition under a heading of its own."""
    text.header("What this is", anchor=False)
    body(indicator)


def body(indicator: Indicator) -> None:
    """Draw the definition."""
    text.markdown(Markdown("*{}* {}").format(indicator.question, indicator.why))
    with st.grid(columns=3, min_column_width=300, gap="small"):
        for name, said in _lines(indicator):
            text.markdown(NAMED.format(name, said))
    if indicator.caveats:
        text.markdown(Markdown("**Cautions**\n\n{}").format(text.bullets(indicator.caveats)))


def _lines(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield "Numerator", indicator.numerator
    if indicator.shown_as != "number":
        yield "Denominator", indicator.denominator
    if indicator.groups:
        yield "Its own breakdown", indicator.groups
    if indicator.counts:
        yield "Protection", f"This counts {indicator.counts}, which is nobody's case. So it is never rounded or hidden"
    yield "When", TIMING[indicator.timing]
    yield "Direction", words.capital(words.DIRECTIONS[indicator.polarity])
    if indicator.target is not None:
        yield "Target", f"{words.amount(indicator.target, indicator.shown_as, 0)}, set by the authority"
    if indicator.needs_history:
        yield "History needed", f"{indicator.needs_history} months; periods with less are marked and have no limits"
    if indicator.settles:
        yield "Late entry", f"Figures of the last {indicator.settles} days are provisional"
    for change in indicator.changed:
        yield f"Changed {words.day(change.on)}", change.note
    yield "Source", indicator.source
