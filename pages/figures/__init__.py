"""Pages that show numbers, in the order of the menu; every audience has them."""

from pages.figures import alerts, compare, definitions, indicator, journey, overview

PAGES = (overview, indicator, journey, compare, alerts, definitions)
