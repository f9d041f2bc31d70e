"""One run of the product, for each thing a visitor does: who is looking, what at, and which pages they have."""

import os
from types import ModuleType

import streamlit as st

from indicators import catalogue
from indicators.catalogue import Build
from indicators.roles import Role, View, open_to
from indicators.wording import words
from pages import children, figures, text
from pages.access import log, sign_in
from pages.access.people import Person
from pages.frame import filters, foot, header, links, not_counted, problems, style, tour, unmet_filters
from pages.loading import first_start
from queries.store import warehouse

st.set_page_config(page_icon=style.ICON, layout="wide")  # each page says its own title


def frame() -> None:
    """Find who is looking; draw what they asked for, or why they see nothing."""
    st.html(style.SHEET)
    try:
        person = sign_in.person()
        held = _held(person)  # first, so that somebody without a role starts no build
        if first_start.ready(warehouse.FOLDER, os.environ.get("SIGHTLINE_AUDIENCE"), held):
            _look(person, held)
    except sign_in.Closed as closed:
        addresses = {unmet_filters.FRONT, *unmet_filters.page(), *(each.ADDRESS for each in (*figures.PAGES, *children.PAGES))}
        st.navigation([_closed(each, closed) for each in addresses], position="hidden").run()


def _held(person: Person) -> tuple[Role, ...] | None:
    """The roles this person holds, None where nobody signs in; raises Closed if none of them is open here."""
    audience, held = os.environ.get("SIGHTLINE_AUDIENCE"), sign_in.held(person)
    if not open_to(audience, invented=False, held=held):
        raise sign_in.no_access(person, audience)
    return held


def _look(person: Person, held: tuple[Role, ...] | None) -> None:
    """Find the role, draw the head, and hand the page that was asked for its View."""
    audience = os.environ.get("SIGHTLINE_AUDIENCE")
    build = catalogue.build(_view(open_to(audience, invented=False, held=held)[0], person))
    roles = open_to(audience, build["invented"], held)
    view = _view(filters.role_in_address(roles), person)
    log.came("signed in", person.who, view.role.id)
    modules = [*figures.ordered(view.role.id), *(children.PAGES if view.role.children else ())]
    pages = {each.ADDRESS: _page(each, view, build) for each in modules}
    front = _page(modules[0], view, build, unmet_filters.FRONT)
    no_page = unmet_filters.no_page(view.role)
    nothing = [_page(modules[0], view, build, each, no_page) for each in unmet_filters.page() - pages.keys()]
    current = st.navigation([front, *pages.values(), *nothing], position="hidden")
    at_front = {modules[0].ADDRESS: front} if current is front else {}  # so that the menu shows where one is
    links.remember(pages | at_front, [each.ADDRESS for each in figures.AT_THE_FOOT])
    foot.on_paper(view.role, build)
    with text.spinner("Looking for what has changed"):  # once for each build; nobody sees it again
        titles = {each.ADDRESS: each.menu_title(view) for each in modules if _says_more(each, build)}
    header.draw(roles, titles)
    tour.draw(view.role, current in (pages[modules[0].ADDRESS], front, *nothing))
    current.run()
    foot.draw(modules[0].ADDRESS)


def _says_more(module: ModuleType, build: Build) -> bool:
    return hasattr(module, "menu_title") and not not_counted.needed(module, build)


def _view(role: Role, person: Person) -> View:
    return View(role=role, grain=role.grain, warehouse=warehouse.FOLDER, who=person.who)


def _closed(address: str, closed: sign_in.Closed) -> st.Page:
    """A page's address with nothing behind it but the reason."""
    return st.Page(closed.page, title="Sightline", url_path=address, default=address == unmet_filters.FRONT)


def titled(*parts: str) -> str:
    """What a tab of the browser, its history and its bookmarks say: 'Alerts · Sightline'."""
    return " · ".join((*parts, "Sightline"))


def _page(module: ModuleType, view: View, build: Build, address: str = "", instead: str = "") -> st.Page:
    """A page by its own address or another, where it says why it stands there; Streamlit knows unmet_filters.FRONT by none."""

    def run() -> None:
        st.set_page_config(page_title=titled(module.TITLE))
        if instead:
            text.info(instead)
        with problems.said_plainly(), st.container(key="page"):
            st.html(header.CONTENT)
            if not_counted.needed(module, build):
                header.what_is_shown(words.freshness(build, "year"), build["invented"])
                return not_counted.show(view, module.TITLE, build["area_name"])
            chosen = filters.bar(view, build, module.FILTERS)
            grain = chosen.grain if {"grain", "model"} & set(module.FILTERS) else None  # others have periods of their own
            header.what_is_shown(words.freshness(build, grain, chosen.category), build["invented"])
            if "indicator" in module.FILTERS:
                page = () if module is figures.indicator else (module.TITLE,)
                st.set_page_config(page_title=titled(catalogue.find(chosen).title, *page))
            log.arrived(chosen, module.ADDRESS)
            module.show(chosen)

    return st.Page(run, title=module.TITLE, url_path=address or module.ADDRESS, default=address == unmet_filters.FRONT)


with problems.said_plainly():
    frame()
