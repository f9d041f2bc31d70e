"""Pages that show numbers, in the order of the menu; all audiences have them."""

from types import ModuleType

from indicators.roles import ROLES
from pages.figures import (
    accessibility,
    alerts,
    compare,
    definitions,
    gaps,
    in_plain_words,
    indicator,
    journey,
    overview,
)

PAGES = (overview, indicator, journey, gaps, compare, alerts, in_plain_words, definitions, accessibility)
AT_THE_FOOT = (accessibility,)  # pages that are linked from the foot instead of the menu


def ordered(role: str) -> tuple[ModuleType, ...]:
    """The pages in an audience's order, its first page first; `role` is the audience's id."""
    first = next(each for each in PAGES if ROLES[role].first_page == each.ADDRESS)
    return first, *(each for each in PAGES if each is not first)
