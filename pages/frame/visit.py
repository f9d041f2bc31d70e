"""One run of the product, for each thing a visitor does: who is looking, what at, and which pages they have."""

import os

import streamlit as st

from indicators import catalogue, words
from indicators.roles import Role, View, open_to
from pages import children, figures
from pages.frame import filters, first_start, foot, header, links, not_counted, problems, style, tour
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
    modules = [*figures.ordered(view.role.id), *(children.PAGES if view.role.children else ())]
    pages = {each.ADDRESS: _page(each, view, build) for each in modules}
    front = _page(modules[0], view, build, front=True)
    current = st.navigation([front, *pages.values()], position="hidden")
    at_front = {modules[0].ADDRESS: front} if current is front else {}  # so that the menu shows where one is
    links.remember(pages | at_front, [each.ADDRESS for each in figures.AT_THE_FOOT])
    foot.on_paper(view.role, build)
    header.draw(roles)
    tour.draw(view.role, current is pages[modules[0].ADDRESS] or current is front)
    current.run()
    foot.draw(modules[0].ADDRESS)


def _view(role: Role) -> View:
    return View(role=role, grain=role.grain, warehouse=warehouse.FOLDER)


def _page(module, view: View, build: dict, front: bool = False) -> st.Page:
    """A page by its address; the `front` one has no address, because Streamlit knows its first page by none."""

    def run() -> None:
        # Held open for the run, so that every read of it below takes a moment and not a fresh start.
        with problems.said_plainly(), view.read(), st.container(key="page"):
            if not_counted.needed(module, build):
                header.what_is_shown(words.freshness(build, "year"), build["invented"])
                return not_counted.show(view, module.TITLE, build["area_name"])
            chosen = filters.bar(view, build, module.FILTERS)
            header.what_is_shown(words.freshness(build, chosen.grain, chosen.category), build["invented"])
            module.show(chosen)

    return st.Page(run, title=module.TITLE, url_path="front" if front else module.ADDRESS, default=front)


with problems.said_plainly():
    frame()
