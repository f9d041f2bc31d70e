"""The links at the foot of every page, and the line at the top of a printed page."""

import streamlit as st
from markupsafe import Markup

from indicators.catalogue import Build
from indicators.roles import Role
from indicators.wording import words
from pages.frame import header, links

PAPER = Markup('<p class="sightline-paper"><strong>Sightline</strong> · {}</p>')

def draw(first: str) -> None:
    """Draw the links to definitions, accessibility and the tour; `first` is the address of the tour's first page."""
    with st.container(key="foot", horizontal=True, gap="medium"):
        links.to("definitions", "Definitions")
        links.to("accessibility", "Accessibility")
        links.to(first, "Show the tour", tour="on")


def on_paper(role: Role, build: Build) -> None:
    """Draw the line that only a printed page shows: the authority, the last day of data, the build and the audience."""
    parts = [build["authority"], f"figures to {words.day(build['data_to'])}" if build["data_to"] else "published figures"]
    parts += [f"build {build['build']}", f"for the {role.title.lower()}", *([header.INVENTED] if build["invented"] else [])]
    st.html(PAPER.format(" · ".join(parts)))
