"""All series of one breakdown and grain at once, with their phases: what overviews, alerts and actions start from."""

from pathlib import Path

import polars as pl

from indicators import catalogue
from indicators.judging import phases, seasons
from indicators.judging.watched import BASE
from indicators.remembered import remembered
from indicators.roles import View
from queries.definitions.header import Indicator
from queries.store import decisions, warehouse

RECORDING = "data_quality"  # has no alerts: faults are corrected over time, so the newest months always look worse


def version(view: View) -> tuple[Path, tuple]:
    """(build, confirmed level shifts): with the role in the view, all that figures depend on.

    A build is never changed in place, so figures are remembered by these three.
    """
    return warehouse.current(view.warehouse), tuple(decisions.steps(view.warehouse).rows())


def level(view: View, grain: str, breakdown: str) -> pl.DataFrame:
    """Every series of a breakdown in the audience's file, as counted."""
    return view.recall("level", grain=grain, breakdown=breakdown)


def phased(series: pl.DataFrame, indicator: Indicator, confirmed: pl.DataFrame) -> pl.DataFrame:
    """The series of one indicator with the columns of `phases.add`; `confirmed` holds level shifts (`decisions.steps`)."""
    rebase = [change.on for change in indicator.changed if change.rebase]
    return phases.add(series, rebase, confirmed.filter(indicator=indicator.id))


def known(view: View) -> dict[str, Indicator]:
    """The indicators that alerts watch."""
    return {each.id: each for each in catalogue.indicators(view) if each.stage != RECORDING}


def grain(view: View, breakdown: str) -> str | None:
    """The shortest grain of a breakdown that alerts can watch in the audience's file; None without one."""
    return next((each for each in catalogue.grains(view, breakdown) if each in BASE), None)


def watched(view: View, breakdown: str) -> pl.DataFrame:
    """Every series of a breakdown at the view's grain that alerts watch, with phases and with the authority's season."""
    return _watched(View(view.role, grain=view.grain, warehouse=view.warehouse), breakdown, *version(view))


@remembered(8)
def _watched(view: View, breakdown: str, _build: Path, _confirmed: tuple) -> pl.DataFrame:
    every = _phased_level(view, breakdown)
    if breakdown == "all":
        return seasons.add(every, every)
    held = view.grain in catalogue.grains(view, "all")
    return seasons.add(every, _phased_level(view, "all") if held else every.clear())


def _phased_level(view: View, breakdown: str) -> pl.DataFrame:
    every, confirmed = level(view, view.grain, breakdown), decisions.steps(view.warehouse)
    return pl.concat([phased(every.filter(indicator=name), each, confirmed) for name, each in known(view).items()])
