"""Whose journeys, and of which period: the filters that pages about journeys share."""

import polars as pl

from indicators import catalogue
from indicators.children import journey
from indicators.children.row_types import Ending
from pages.frame import filters, unmet_filters


def choose(held: pl.DataFrame) -> list[Ending]:
    """The flow of the cohort and period the visitor chooses; no rows where nothing is held of it."""
    grains = [grain for grain in catalogue.GRAINS if grain in set(held["grain"])]
    with unmet_filters.row("filters_records"):
        cohort = filters.choose("Whose journey", list(journey.COHORTS), "journeys", journey.COHORTS.get, width=300)
        grain = filters.choose("Period", grains, "grain", catalogue.GRAINS.get, default=grains[-1], width=220)
        known = journey.periods(held, grain)
        end = filters.choose("Received in", list(known), "period", lambda each: known[each][1], width=200)
    return Ending.rows(held.filter(cohort=cohort, grain=grain, period_end=known[end][0]))
