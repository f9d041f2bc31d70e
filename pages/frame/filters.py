"""The one filter bar, the same on every page.

The page's address is the only memory: each filter reads its choice from there and writes it back, by a short id that outlives
a change of title. So an address can be sent, Back goes back, and every link carries the whole of it. No filter names a child.
"""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from indicators import catalogue
from indicators.catalogue import Build
from indicators.comparing import neighbours
from indicators.roles import ROLES, Role, View
from indicators.wording import words
from pages import text
from pages.frame import unmet_filters

EVERY = "all"
GROUP = 20  # authorities a visitor may choose to compare with, at most
MODELS = {"2025": "May 2025", "2021": "April 2021"}


def role_in_address(roles: tuple[Role, ...]) -> Role:
    """The role the visitor takes: the one in the address if it is open to them, otherwise the first that is."""
    wanted = ROLES.get(unmet_filters.of("role"))
    return wanted if wanted in roles else roles[0]


def role(roles: tuple[Role, ...]) -> None:
    """The choice of role, offered only where there is more than one."""
    if len(roles) > 1:
        title = {each.id: f"Looking as: {each.title}" for each in roles}
        choose("Looking as", list(title), "role", title.get, width=270, label_visibility="collapsed")


def bar(view: View, build: Build, shown: tuple[str, ...]) -> View:
    """Draw the filters a page asks for (`shown`, names in FILTERS); the view with what they say."""
    if "model" in shown:
        view = view.of(grain="year")  # what is compared with other authorities is compared by year
    with unmet_filters.row("filters"):
        unmet_filters.role(view.role)
        for name in shown:
            view = FILTERS[name](view, build)
    return view


def _indicator(view: View, _: Build) -> View:
    known = {each.id: each.title for each in catalogue.indicators(view)}
    start = view.indicator if view.indicator in known else None
    return view.of(indicator=choose("Indicator", list(known), "indicator", known.get, start, width=430))


def _team(view: View, _: Build) -> View:
    if not (teams := catalogue.teams(view)):
        if unmet_filters.of("team") != EVERY:
            unmet_filters.in_vain("team", "Team", unmet_filters.NO_TEAMS)
        return view
    team = choose("Team", [EVERY, *teams], "team", {EVERY: "All teams"}.get, width=230)
    return view if team == EVERY else view.of(breakdown="team", category=team)


def _group(view: View, _: Build) -> View:
    """One group of children, such as those of one age; nobody is asked where a team is chosen or no groups are held."""
    held = [name for name in catalogue.breakdowns(view) if name != "team"] if view.breakdown == "all" else []
    if not held:
        return view
    named = catalogue.named(catalogue.find(view))
    by = choose("Only those of one", [EVERY, *held], "only", {**named, EVERY: "Everyone"}.get, width=180)
    if by == EVERY:
        return view
    group = choose(named[by], catalogue.groups(view, by), "group", width=230)
    return view.of(breakdown=by, category=group)


def _grain(view: View, _: Build) -> View:
    held = catalogue.grains(view, view.breakdown)
    if not held:  # nothing is counted of this: the page says so
        return view
    start = view.role.grain if view.role.grain in held else held[0]
    return view.of(grain=choose("Period", held, "grain", catalogue.GRAINS.get, default=start, width=200))


def _model(view: View, build: Build) -> View:
    if len(view.beside) > 1:  # a group of the visitor's own takes the neighbours' place
        return view
    start = next(short for short, model in MODELS.items() if model == build["neighbour_model"])
    return view.of(model=MODELS[choose("Neighbours chosen in", list(MODELS), "model", MODELS.get, start, width=180)])


def _area(view: View, build: Build) -> View:
    names = dict(catalogue.areas(view).select("area_code", "area_name").iter_rows())
    own = "Our authority" if build["invented"] else f"{build['area_name']} (ours)"
    others = [code for code in names if build["invented"] or code != build["area_code"]]
    area = choose("Authority", [EVERY, *others], "area", {**names, EVERY: own}.get, width=260)
    return view if area == EVERY else view.of(area=area)


def _year(view: View, _: Build) -> View:
    held = [str(year) for year in neighbours.years_published(view)]
    if not held:
        return view
    said = {year: words.financial_year(int(year)) for year in held}
    return view.of(year=int(choose("Published year", held, "year", said.get, width=150)))


def _beside(view: View, build: Build) -> View:
    """A group of the visitor's own: any English authorities but the one that is looked at."""
    names = dict(catalogue.areas(view).select("area_code", "area_name").iter_rows())
    names.pop(view.area or build["area_code"], None)
    chosen = choose_many("Compare with a group of your own, in place of the neighbours", names, "with", GROUP,
                         placeholder="Choose two authorities or more", width=560)
    return view.of(beside=tuple(chosen))


FILTERS = {"indicator": _indicator, "team": _team, "group": _group, "grain": _grain, "area": _area, "year": _year,
           "beside": _beside, "model": _model}


def choose(
    label: str, options: list[str], key: str, title: Callable[[str], str | None] = str, default: str | None = None, *,
    width: int, label_visibility: Literal["visible", "collapsed"] = "visible",
) -> str:
    """A select box whose choice is kept in the page's address under `key`; what it asks in vain is said below."""
    shown = {option: title(option) or option for option in options}
    wanted, start = unmet_filters.of(key), default or options[0]
    if wanted not in (None, *options):
        unmet_filters.in_vain(key, label, unmet_filters.SHOWN[key] if start == EVERY else f"“{shown[start]}” is shown")
    st.session_state[key] = wanted if wanted in options else start
    return text.selectbox(label, options, key=key, format_func=lambda option: shown.get(option, option), on_change=_keep,
                          args=(key,), width=width, label_visibility=label_visibility)


def choose_many(label: str, titles: dict[str, str], key: str, most: int, *, placeholder: str, width: int) -> list[str]:
    """As `choose`, for several of the options that `titles` names, at most so many; commas part them in the address."""
    wanted = [each for each in (unmet_filters.of(key) or "").split(",") if each in titles]
    st.session_state[key] = list(dict.fromkeys(wanted))[:most]
    return text.multiselect(label, list(titles), key=key, format_func=lambda option: titles.get(option, option),
                            on_change=_keep_many, args=(key,), max_selections=most, select_all=False,
                            placeholder=placeholder, width=width)


def _keep_many(key: str) -> None:
    unmet_filters.remember()
    if st.session_state[key]:
        st.query_params[key] = ",".join(st.session_state[key])
    else:
        st.query_params.pop(key, None)


def _keep(key: str) -> None:
    unmet_filters.remember()
    st.query_params[key] = st.session_state[key]
