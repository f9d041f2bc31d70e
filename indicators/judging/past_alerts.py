"""What the rule of alerts would have listed in the past, month by month: how often it speaks here, and what became of it.

An alert that nobody acted on shows how often a figure goes back by itself. The present figures are used, so later corrections
are in them, and a base that was still growing is whole.
"""

from datetime import date
from typing import NamedTuple, cast

from indicators.judging import phases
from indicators.judging.phases import KEYS
from indicators.judging.watched import Watched
from indicators.statistics import detector, standing

RECOVERED = 12  # months within which an alert that nobody acted on counts as gone back by itself


class Listed(NamedTuple):
    """An alert of the past: the series (indicator, breakdown, category), its direction, the last day of the period that first
    listed it, the first day of the period in which its change began, and how it ended and after how many months, or None."""

    series: tuple[str, str, str]
    direction: str
    raised: date
    began: date
    how: str | None
    months: int | None


class Past(NamedTuple):
    """The alerts of a level: of how many `series`, in how many `years` on average, how many a year are `by_chance`, and
    the last day of its figures."""

    breakdown: str
    grain: str
    series: int
    years: float
    by_chance: float
    until: date
    listed: tuple[Listed, ...]


def past(level: Watched) -> Past:
    """The alerts that the series of a level have had."""
    months = phases.MONTHS[level.grain]
    rate, _ = detector.BY_CHANCE[months]
    listed = [_listed(level, row, each, months) for row in range(len(level.x)) for each in level.alerts(row)]
    years = level.spoken.sum() * months / 12 / len(level.x)
    breakdown = level.part["breakdown"][0]
    return Past(breakdown, level.grain, len(level.x), float(years), rate * len(level.x) / 120,
                cast(date, level.part["period_end"].max()), tuple(listed))


def _listed(level: Watched, row: int, alert: standing.Alert, months: int) -> Listed:
    names = level.part.row(int(level.row[row, -1]), named=True)
    indicator, _, breakdown, category = (names[key] for key in KEYS)
    after = None if alert.ended is None else (alert.ended - alert.raised) * months
    return Listed((indicator, breakdown, category), "above" if alert.upward else "below",
                  level.period(row, alert.raised, "period_end"), level.period(row, alert.began), alert.how, after)


def recovered(levels: list[Past], acted_on: set[tuple[str, str, str]]) -> tuple[int, int]:
    """(gone back, all): of the alerts that were listed a year or more before the latest figures on series without an action, how
    many had gone back, or faded, within a year."""
    old = [each for level in levels for each in level.listed
           if each.series not in acted_on and (level.until - each.raised).days >= 365 * RECOVERED / 12]
    return sum(each.months is not None and each.months <= RECOVERED for each in old), len(old)
