"""The text in place of a page that needs extracts, before any are loaded: what to load, and what can already be compared."""

from types import ModuleType

import streamlit as st

from indicators import catalogue
from indicators.catalogue import Build
from indicators.roles import View
from pages import text
from pages.frame import links
from pages.text import Markdown

WITHOUT_COUNTS = ("compare", "definitions", "load", "tell", "accessibility")  # addresses of the pages that need no extracts
HOW = Markdown(
    "1. Put Annex A workbooks, or the local files that `data/README.md` describes, into the folder `data/extracts`.\n"
    "2. Run `python -m data build`. It prints what it read and what it refused. If it cannot read a file, it changes nothing.\n"
    "3. Open this page again."
)


def needed(module: ModuleType, build: Build) -> bool:
    """Whether a page needs extracts and the build has none."""
    return build["data_to"] is None and module.ADDRESS not in WITHOUT_COUNTS


def show(view: View, title: str, area: str) -> None:
    """Draw, in place of the page called `title`, what is missing and what can be compared without it."""
    text.title(f"{title}: no extracts are loaded yet", anchor=False)
    text.markdown(
        f"This build has the figures that English authorities publish, but no counts of {area}'s own records. "
        f"The page {title} needs those counts."
    )
    text.header("What to load", anchor=False)
    text.markdown(HOW)
    links.to("load", "Or upload the files on the page Load", icon=":material/upload_file:")
    text.header("What can be compared already", anchor=False)
    text.markdown(f"What {area} published, next to its statistical neighbours and all of England:")
    with st.grid(columns=3, min_column_width=300, gap="small"):
        for stage, name in catalogue.STAGES.items():
            known = [each for each in catalogue.indicators(view) if each.stage == stage and each.published]
            if known:
                with st.container(gap="xxsmall"):
                    text.markdown(Markdown("**{}**").format(name))
                    for each in known:
                        links.to("compare", each.title, icon=":material/arrow_forward:", indicator=each.id)
