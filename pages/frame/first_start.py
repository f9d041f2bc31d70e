"""The first start: with no data of its own, the product builds an invented authority and opens on it."""

import time
from pathlib import Path

import streamlit as st

from pages import building, received, text
from pages.text import Markdown
from queries import warehouse

EXTRACTS = building.PROJECT / "data" / "extracts"
READING = Markdown("Reading {} files from `data/extracts` and counting. This takes a minute or two.")


def ready(folder: Path) -> bool:
    """Whether there is something to show; if not, build it under a progress bar, and say what went wrong if it fails."""
    try:
        warehouse.current(folder)
    except warehouse.NothingBuilt:
        return _build(folder)
    return True


def _build(folder: Path) -> bool:
    own = received.present(EXTRACTS)
    text.title("Sightline")
    if own:
        text.markdown(READING.format(len(own)))
    else:
        text.markdown(
            "There are no extracts yet, so Sightline is making up an authority to show you. "
            "Nothing in it is real. This takes a minute or two and happens once."
        )
    source = ("--extracts", str(EXTRACTS)) if own else ("--invented",)
    worked, said = building.run(*source, "--warehouse", str(folder))
    if not worked and building.UNDER_WAY in said:
        text.markdown("Another window has begun this already. This one opens when it is done.")
        time.sleep(3)
    if worked or building.UNDER_WAY in said:
        st.rerun()
    text.error("The figures could not be built.")
    st.code(said, language=None)
    return False
