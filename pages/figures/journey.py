"""What became of the referrals of a period: the flow from the front door to a plan, and the same numbers as a list."""

import polars as pl
import streamlit as st
from msgspec.structs import asdict

from indicators.charts import flow
from indicators.children import journey
from indicators.children.row_types import Ending
from indicators.roles import View
from indicators.wording import words
from pages import text
from pages.frame import display, files, links
from pages.sections.journeys import choose
from pages.text import Markdown

TITLE = "Journey"
ADDRESS = "journey"
FILTERS = ()

STAGE, ENDING = Markdown("**{}**"), Markdown("\u2003{}")
NARROW = "<style>@media (max-width: 900px) { .st-key-flow { display: none; } }</style>"
NONE = (
    "No period is old enough yet. A journey takes time, so only quarters and years are shown whose every referral has been "
    "followed for as long as a new referral counts as a re-referral, and whose every step is in the extracts."
)
HOW = {
    journey.ALL: (
        "Each referral is in one path only: the furthest stage it reached before the child's next referral, and within {months} "
        "months. Stages before it are drawn whether or not each is on record.",
        "A contact that became a referral counts as that referral; any other contact ends at the door. Where the source does "
        "not say what came of contacts, the journey begins at the referral.",
        "An assessment belongs to the referral if it starts soon after, by the authority's own rule. Section 47 enquiries, "
        "conferences and plans belong to the child's latest referral.",
    ),
    journey.CLOSED: (
        "Contacts and referrals closed with no further action, by what came to the child in the {months} months after: a child "
        "protection plan; failing that, a new referral; failing that, neither.",
        "Something new may have happened since. A child who came back is a reason to read the record, not proof of a mistake.",
    ),
    journey.EARLIER: (
        "Referrals of children whose earlier plan had ended by then, at the furthest stage each reached within {months} months.",
        "An earlier plan that ended before our records begin is known only if the child goes on a plan again, so the share that "
        "ends in a plan is a little too high.",
    ),
}
ROUNDED = (
    "Each number is rounded, and each total is the sum of rounded numbers, so it may differ a little from the same total on "
    "another page. Endings of few children are put together."
)


def show(view: View) -> None:
    """Draw the choice, the message, the flow, the list, and how it is counted."""
    held = journey.flow(view)
    if held.is_empty():
        text.title("What became of referrals", anchor=False)
        text.info(NONE)
        return
    rows = choose(held)
    if not rows:
        text.title("What became of referrals", anchor=False)
        text.info("There is nothing of this for this period, or too little to show.")
        return
    steps, title = journey.steps(rows), f"{journey.COHORTS[rows[0].cohort]}, {words.period_of(rows[0])}"
    text.title(journey.headline(rows), anchor=False)
    _flow(view, steps, title)
    _list(view, rows, title)
    _how(view, rows)


def _flow(view: View, steps: list, title: str) -> None:
    look = display.look(view, title)
    st.html(NARROW)  # names beside thin bands cannot be read on a phone: there the list stands alone
    with st.container(key="flow"):
        display.chart(flow.figure(steps, look), flow.words(steps, look), "flow")


def _list(view: View, rows: list[Ending], title: str) -> None:
    text.header("Step by step", anchor=False)
    table = journey.table(rows, display.decimals(view))
    display.table(table, [ENDING if step.ends else STAGE for step in journey.steps(rows)], alt=f"{title}, step by step")
    named = journey.COHORTS[rows[0].cohort], words.period_of(rows[0])
    files.download("Download (CSV)", pl.DataFrame(list(map(asdict, rows))), "What became of referrals", *named, unit="number")
    links.to("timeline", "The children behind each ending", icon=":material/arrow_forward:")


def _how(view: View, rows: list[Ending]) -> None:
    text.header("How it is counted", anchor=False)
    lines = [line.format(months=rows[0].months) for line in HOW[rows[0].cohort]]
    lines.append(f"Only periods that ended {rows[0].months} months ago or longer are shown: every journey had its time.")
    lines += [] if view.role.exact else [ROUNDED]
    text.markdown(text.bullets(lines))
