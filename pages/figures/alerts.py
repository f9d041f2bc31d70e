"""What changed and which way, in order of concern; an empty list says of how many figures it was asked, and of how many not."""

from typing import cast

import polars as pl
import streamlit as st

from indicators import catalogue, figures
from indicators.judging.row_types import Alert
from indicators.roles import View
from indicators.wording import alert_sentences, looked_at, words
from pages import text
from pages.frame import display, links
from pages.sections import actions, commentary
from pages.text import Markdown
from queries.definitions.header import Indicator

TITLE = "Alerts"
ADDRESS = "alerts"
FILTERS = ()

BOLD, SHAPE = Markdown("**{}**"), Markdown(":{}[**{}**] ")
KINDS = {"worse": "For the worse", "neither": "Changed, neither good nor bad in itself", "better": "For the better"}
HOW = (
    "What the time of year does is allowed for where three years of figures show it, and so is a figure that may move more than "
    "chance by itself, because children of one family come together. The checks of the records are not asked: faults are put "
    "right as time goes by, so the newest always look worse."
)


def menu_title(view: View) -> str:
    """The page's name in the menu, with how many changes there are to act on."""
    count = alert_sentences.concerns(figures.first_told(view)).height
    return f"{TITLE} ({count})" if count else TITLE


def show(view: View) -> None:
    """Draw the changes to act on, worse first, then what to watch, then how they are found and in how many figures."""
    every, levels = figures.alerts(view), figures.looked_at(view)
    known = {each.id: each for each in catalogue.indicators(view)}
    found = every.filter(pl.col("told_with").is_null())
    act, watch = alert_sentences.concerns(found), found.filter(level="watch")
    said = noted, _ = actions.known(view), commentary.known(view)
    text.title(alert_sentences.lead(found, list(known.values()), display.decimals(view), levels)[0], anchor=False)
    for judgement, title in KINDS.items():
        _list(view, title, act.filter(judgement=judgement), every, known, said)
    if found.is_empty():
        text.info(looked_at.none_listed(levels))
    _list(view, "Worth watching", watch, every, known, said)
    actions.draw(view, noted, known)
    text.header("How changes are found", anchor=False)
    text.markdown(f"{looked_at.asked(levels)} {HOW}" if levels else HOW)
    text.markdown(f"{looked_at.how_many(levels)} {looked_at.RULE}")


def _list(view: View, title: str, rows: pl.DataFrame, every: pl.DataFrame, known: dict, said: tuple) -> None:
    if rows.is_empty():
        return
    text.header(title, anchor=False)
    for place, row in enumerate(cast(list[Alert], rows.to_dicts())):
        with st.container(border=True, key=f"alert_{row['level']}_{row['judgement']}_{place}", gap="xsmall"):
            _alert(view, row, known[row["indicator"]])
            _said(view, row, said)
            parts = every.filter(indicator=row["indicator"], direction=row["direction"], told_with=row["category"])
            _parts(view, parts if row["breakdown"] == "all" else parts.clear(), known[row["indicator"]], said)


def _alert(view: View, row: Alert, indicator: Indicator) -> None:
    colour, shape = display.COLOURS[row["judgement"]], words.shape(row["direction"], row["judgement"])
    subject = f"{indicator.title}, {words.place_name(row['category'])}"
    said = alert_sentences.alert(row, indicator, display.decimals(view)).removeprefix(f"{subject}: ")
    links.to("indicator", BOLD.format(subject), mark=SHAPE.format(colour, shape), **display.place_in_address(row))
    text.markdown(said)
    _records(row, "The records")
    if view.role.children:
        text.caption(f"For analysts: {alert_sentences.for_analysts(row)}")


def _parts(view: View, rows: pl.DataFrame, indicator: Indicator, said: tuple) -> None:
    """The teams whose story this is; they are not counted a second time."""
    if rows.is_empty():
        return
    text.markdown(Markdown("**Also found in {}**").format("one team" if rows.height == 1 else f"{rows.height} teams"))
    for row in cast(list[Alert], rows.to_dicts()):
        share = alert_sentences.part_of_alert(row, indicator, display.decimals(view))
        links.to("indicator", row["category"], **display.place_in_address(row))
        text.markdown(share.removeprefix(f"{row['category']}: "))
        _records(row, f"The records of {row['category']}")
        _said(view, row, said)


def _said(view: View, row: Alert, said: tuple) -> None:
    """What was written about the series, and what is being done."""
    noted, written = said
    commentary.latest(written, row)
    actions.under(view, row, noted)


def _records(row: Alert, label: str) -> None:
    end = str(row["window_end"])
    links.to("behind", label, icon=":material/arrow_forward:", **display.place_in_address(row), period=end)
