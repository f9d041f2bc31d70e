"""The list of changes, worst first; an empty list says how many figures were checked and how many could not be."""

from typing import cast

import polars as pl
import streamlit as st

from indicators import catalogue, figures
from indicators.judging.row_types import Alert
from indicators.roles import View
from indicators.wording import alert_sentences, how_often, looked_at, words
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
    "Sightline allows for the time of year where three years of figures show its effect. It also allows for figures that vary "
    "more than chance alone explains, because children of one family arrive together. Data-quality checks are left out: faults "
    "are corrected over time, so the newest months always look worse."
)


def menu_title(view: View) -> str:
    """The page's name in the menu, with the number of changes to act on."""
    count = alert_sentences.concerns(figures.first_told(view)).height
    return f"{TITLE} ({count})" if count else TITLE


def show(view: View) -> None:
    """Draw the changes to act on, worst first, then those to watch, the actions, and how changes are found."""
    every, levels = figures.alerts(view), figures.looked_at(view)
    known = {each.id: each for each in catalogue.indicators(view)}
    found = every.filter(pl.col("told_with").is_null())
    act, watch = alert_sentences.concerns(found), found.filter(level="watch")
    said = noted, _ = actions.known(view), commentary.known(view)
    text.title(alert_sentences.lead(found, list(known.values()), display.decimals(view), levels)[0], anchor=False)
    for day in alert_sentences.together(act):
        same = act.filter(since=day)
        text.info(alert_sentences.as_one(day, same.height, same["grain"][0]))
    for judgement, title in KINDS.items():
        _list(view, title, act.filter(judgement=judgement), every, known, said)
    if found.is_empty():
        text.info(looked_at.none_listed(levels))
    _list(view, "Worth watching", watch, every, known, said)
    actions.draw(view, noted, known)
    text.header("How changes are found", anchor=False)
    text.markdown(f"{looked_at.asked(levels)} {HOW}" if levels else HOW)
    text.markdown(f"{looked_at.how_many(levels)} {looked_at.RULE}")
    past = figures.past_alerts_of(view)
    text.markdown(f"{how_often.by_chance(past)} {how_often.history(past)}")


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
    """The teams with the same change as the authority; the number in the menu does not count them again."""
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
    """The latest comment on the series and its actions."""
    noted, written = said
    commentary.latest(written, row)
    actions.under(view, row, noted)


def _records(row: Alert, label: str) -> None:
    end = str(row["window_end"])
    links.to("behind", label, icon=":material/arrow_forward:", **display.place_in_address(row), period=end)
