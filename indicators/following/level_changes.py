"""The level shifts of a series: declared in the indicator's file, confirmed by a user, or proposed by `level_shift`.

A user confirms or withdraws a level shift of one series, for every audience, from the next page view on.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, cast

import polars as pl

from indicators.judging import level_shift
from indicators.judging.level_shift import Move
from indicators.roles import View, must_decide
from queries.definitions.header import Changed, Indicator
from queries.store import decisions

RECENT_DAYS = 730


class Told(Move):
    """A move with its reason; `by`, `decided_at` and `id` are None where the indicator's file declares it."""

    note: str
    by: str | None
    decided_at: datetime | None
    id: int | None


def confirmed(view: View) -> pl.DataFrame:
    """Every confirmed level shift in force; columns as in `decisions.steps`."""
    return decisions.steps(view.warehouse)


def marks(view: View, indicator: Indicator) -> tuple[Changed, ...]:
    """The marks of the view's chart: the changes declared in the indicator's file and the confirmed shifts of this series."""
    own = _of_series(view, indicator)
    return (*indicator.changed, *(Changed(row["starts_on"], row["note"], True) for row in own.iter_rows(named=True)))


def told(view: View, indicator: Indicator, chosen: pl.DataFrame) -> list[Told]:
    """Each move of one series' level (see `level_shift.moved`), oldest first, with its reason.

    Adds note, by, decided_at and id (of the decision); the last three are None where the indicator's file declares the move.
    """
    declared: list[dict[str, Any]] = [{"starts_on": each.on, "note": each.note, "by": None, "decided_at": None, "id": None}
                for each in indicator.changed if each.rebase]
    own = _of_series(view, indicator).rename({"decided_by": "by"}).select("starts_on", "note", "by", "decided_at", "id")
    said = sorted([*declared, *own.to_dicts()], key=lambda each: each["starts_on"])
    moves = level_shift.moved(chosen, indicator.shown_as, indicator.timing)
    found = [{**move, **_reason(said, move, before)} for move, before in _with_previous(moves)]
    return cast(list[Told], found)  # a move with the keys of `_reason`


def proposed(indicator: Indicator, chosen: pl.DataFrame) -> Move | None:
    """The level shift that `level_shift.propose` finds in the latest phase of one series; or None."""
    return level_shift.propose(chosen, indicator.shown_as, indicator.timing)


def lately(known: list[tuple[Indicator, pl.DataFrame]]) -> list[tuple[Indicator, Move]]:
    """(indicator, proposed level shift) of each series with one in its last two years, the latest first."""
    found = [(indicator, proposed(indicator, frame), frame.select(pl.max("period_end")).item()) for indicator, frame in known]
    recent = [(each, step) for each, step, end in found if step and (end - step["starts_on"]).days <= RECENT_DAYS]
    return sorted(recent, key=lambda pair: pair[1]["starts_on"], reverse=True)


def confirm(view: View, starts_on: date, note: str, by: str) -> None:
    """Confirm that the view's series moved on a day; raises NotAllowed for a role that may not, decisions.Refused for a mistake.
    """
    must_decide(view, "confirms a change of level", "it")
    series: decisions.Series = {"indicator": view.indicator, "breakdown": view.breakdown, "category": view.category}
    decisions.confirm_step(view.warehouse, series, starts_on, note, by)


def withdraw(view: View, step: int, by: str) -> None:
    """Withdraw a confirmed level shift; raises as `confirm` does."""
    must_decide(view, "confirms a change of level", "it")
    decisions.withdraw_step(view.warehouse, step, by)


def _of_series(view: View, indicator: Indicator) -> pl.DataFrame:
    return confirmed(view).filter(indicator=indicator.id, breakdown=view.breakdown, category=view.category)


def _with_previous(moves: list[Move]) -> Iterator[tuple[Move, date]]:
    """Each move with the first day of the move before it; `date.min` for the first."""
    return zip(moves, [date.min, *(move["starts_on"] for move in moves)], strict=False)


def _reason(said: list[dict[str, Any]], move: Move, before: date) -> dict[str, Any]:
    """The last declared or confirmed start of a move's phase: a start inside a month takes effect in the next month."""
    return [each for each in said if before < each["starts_on"] <= move["starts_on"]][-1]
