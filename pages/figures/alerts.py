"""What changed and which way, in order of concern; an empty list is good news and looks like it."""

import streamlit as st

from indicators import catalogue, figures, sentences, words
from indicators.roles import View
from pages import shown
from pages.frame import links

TITLE = "Alerts"
ADDRESS = "alerts"
FILTERS = ()

KINDS = {"worse": "For the worse", "neither": "Changed, neither good nor bad in itself", "better": "For the better"}
HOW = (
    "Each figure of the authority, and of each team where this audience may see teams, is asked one question: are its latest "
    "months like the two years before them? The answers are judged together, so that of the changes listed about one in ten is "
    "chance. Those worth watching are weaker: about one in five is chance."
)


def show(view: View) -> None:
    """Draw the changes to act on, worse first, then what to watch, then how they are found."""
    found = figures.alerts(view)
    known = {each.id: each for each in catalogue.indicators(view)}
    act = sentences.concerns(found)
    st.title(sentences.lead(found, list(known.values()), shown.decimals(view))[0], anchor=False)
    for judgement, title in KINDS.items():
        _list(view, title, act.filter(judgement=judgement), known)
    _list(view, "Worth watching", found.filter(level="watch"), known)
    if found.is_empty():
        st.success("Every figure is where chance would put it. That is good news.", icon=":material/check_circle:")
    st.header("How changes are found", anchor=False)
    st.markdown(HOW)


def _list(view: View, title: str, rows, known: dict) -> None:
    if rows.is_empty():
        return
    st.header(title, anchor=False)
    for place, row in enumerate(rows.to_dicts()):
        with st.container(border=True, key=f"alert_{row['level']}_{row['judgement']}_{place}", gap="xsmall"):
            _alert(view, row, known[row["indicator"]])


def _alert(view: View, row: dict, indicator) -> None:
    colour, shape = shown.COLOURS[row["judgement"]], words.shape({**row, "signal": row["direction"]})
    subject = f"{indicator.title}, {words.place_name(row['category'])}"
    said = sentences.alert(row, indicator, shown.decimals(view)).removeprefix(f"{subject}: ")
    links.to("indicator", f"**{subject}**", mark=f":{colour}[**{shape}**] ", **shown.place_in_address(row))
    st.markdown(said)
    end = str(row["window_end"])
    links.to("behind", "The records", icon=":material/arrow_forward:", **shown.place_in_address(row), period=end)
