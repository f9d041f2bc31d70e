"""The quiet line at the foot of every page, and the line that heads it on paper."""

import streamlit as st
from markupsafe import Markup

from indicators.catalogue import Build
from indicators.roles import Role
from indicators.wording import words
from pages.frame import header, links

PAPER = Markup('<p class="sightline-paper"><strong>Sightline</strong> · {}</p>')

def draw(first: str) -> None:
    """Links to what helps with any page; `first` is the address that the tour begins at."""
    with st.container(key="foot", horizontal=True, gap="medium"):
        links.to("definitions", "Definitions")
        links.to("accessibility", "Accessibility")
        links.to(first, "Show the tour", tour="on")


def on_paper(role: Role, build: Build) -> None:
    """What a printed sheet says of itself: whose figures, up to when, from which build, for whom; a screen does not show it."""
    parts = [build["authority"], f"figures to {words.day(build['data_to'])}" if build["data_to"] else "published figures"]
    parts += [f"build {build['build']}", f"for the {role.title.lower()}", *([header.INVENTED] if build["invented"] else [])]
    st.html(PAPER.format(" · ".join(parts)))
