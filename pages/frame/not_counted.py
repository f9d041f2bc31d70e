"""What a page that needs counts says where no extract is loaded yet: what to load and how, and what can be compared already."""

from types import ModuleType

import streamlit as st

from indicators import catalogue
from indicators.catalogue import Build
from indicators.roles import View
from pages import text
from pages.frame import links
from pages.text import Markdown

WITHOUT_COUNTS = ("compare", "definitions", "load", "accessibility")  # pages, by address, that need none
HOW = Markdown(
    "1. Put Annex A workbooks, or the local files that `data/README.md` describes, into the folder `data/extracts`.\n"
    "2. Run `python -m data build`. It says what it read and what it refused, and changes nothing if it cannot read a file.\n"
    "3. Open this page again."
)


def needed(module: ModuleType, build: Build) -> bool:
    """Whether a page can show nothing for want of extracts: it draws from counts, and the build has none."""
    return build["data_to"] is None and module.ADDRESS not in WITHOUT_COUNTS


def show(view: View, title: str, area: str) -> None:
    """Draw in place of the page called `title` what is missing and what can be done without it."""
    text.title(f"{title}: no extracts are loaded yet", anchor=False)
    text.markdown(
        f"This build holds what English authorities publish, and nothing counted from {area}'s own records. "
        f"The page {title} is drawn from those."
    )
    text.header("What to load", anchor=False)
    text.markdown(HOW)
    links.to("load", "Or hand the files in on the page Load", icon=":material/upload_file:")
    text.header("What can be compared already", anchor=False)
    text.markdown(f"What {area} published, beside its statistical neighbours and all of England:")
    with st.grid(columns=3, min_column_width=300, gap="small"):
        for stage, name in catalogue.STAGES.items():
            known = [each for each in catalogue.indicators(view) if each.stage == stage and each.published]
            if known:
                with st.container(gap="xxsmall"):
                    text.markdown(Markdown("**{}**").format(name))
                    for each in known:
                        links.to("compare", each.title, icon=":material/arrow_forward:", indicator=each.id)
