"""One run of the product, for each thing a visitor does: who is looking, what at, and which pages they have."""

import os

import streamlit as st

from indicators import catalogue, words
from indicators.roles import Role, View, open_to
from pages import children, figures
from pages.frame import filters, first_start, header, links, not_counted, problems, style
from queries import warehouse

st.set_page_config("Sightline", page_icon=style.ICON, layout="wide")


def frame() -> None:
    """Find the role, draw the head, and hand the page that was asked for its View."""
    st.html(style.SHEET)
    if not first_start.ready(warehouse.FOLDER):
        return
    audience = os.environ.get("SIGHTLINE_AUDIENCE")
    build = catalogue.build(_view(open_to(audience, invented=False)[0]))
    roles = open_to(audience, build["invented"])
    view = _view(filters.role_in_address(roles))
    modules = [*figures.PAGES, *(children.PAGES if view.role.children else ())]
    pages = {each.ADDRESS: _page(each, view, build, each is modules[0]) for each in modules}
    current = st.navigation(list(pages.values()), position="hidden")
    links.remember(pages)
    header.draw(roles)
    current.run()


def _view(role: Role) -> View:
    return View(role=role, grain=role.grain, warehouse=warehouse.FOLDER)


def _page(module, view: View, build: dict, first: bool) -> st.Page:
    def run() -> None:
        # Held open for the run, so that every read of it below takes a moment and not a fresh start.
        with problems.said_plainly(), view.read(), st.container(key="page"):
            if not_counted.needed(module, build):
                header.what_is_shown(words.freshness(build, "year"), build["invented"])
                return not_counted.show(view, module.TITLE, build["area_name"])
            chosen = filters.bar(view, build, module.FILTERS)
            header.what_is_shown(words.freshness(build, chosen.grain, chosen.category), build["invented"])
            module.show(chosen)

    return st.Page(run, title=module.TITLE, url_path=module.ADDRESS, default=first)


with problems.said_plainly():
    frame()
