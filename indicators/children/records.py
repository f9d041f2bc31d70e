"""The records that a figure counts: rows about children and workers.

The list must add up to its figure. Where it does not, one of the two is wrong, so the page shows an error and not the list.
"""

from datetime import date

import polars as pl

from indicators import catalogue, figures
from indicators.roles import View
from indicators.wording import words
from queries.definitions.header import Indicator
from queries.model import breakdowns


class Disagrees(RuntimeError):
    """Raised where a list of records does not add up to its figure; the message gives both numbers and what to do."""


def behind(view: View, period_start: date, period_end: date) -> pl.DataFrame:
    """The rows that one figure counts, the longest first where days were counted, then those in the numerator.

    The figure is that of the view's indicator, grain, breakdown and category. Columns: indicator, record_id, child_id, worker_id,
    event_date, numerator, denominator, basis, days, and one for each breakdown. A rate's denominator is the children who live
    here; its records are those of the numerator. Raises NotAllowed for an audience that may not see records, and Disagrees where
    the list does not add up to the figure or there is no such figure. A figure without counts is not checked.
    """
    indicator = catalogue.find(view)
    figure, listed = view.figure_and_records(
        breakdowns.records(view.breakdown), indicator=indicator.id, period_start=period_start, period_end=period_end,
        at_end=indicator.timing == "at end",
    )
    when = words.period(period_start, period_end, view.grain)
    _agree(indicator, figure.to_dicts(), listed, f"{words.place_name(view.category)}, {when}")
    return listed


def _agree(indicator: Indicator, figure: list[dict], listed: pl.DataFrame, whose: str) -> None:
    """Raise Disagrees unless the list adds up to the numerator and, where records make up the denominator, to that too."""
    if len(figure) != 1:
        raise Disagrees(f"{indicator.title} ({whose}): the records cannot be listed, because there is no figure for them.")
    names = ["numerator"] + ([] if indicator.shown_as in figures.UNDIVIDED else ["denominator"])
    said, found = ([row[name] for name in names] for row in (figure[0], listed.select(pl.col(names).sum()).row(0, named=True)))
    if said[0] is not None and said != found:
        raise Disagrees(
            f"{indicator.title} ({whose}): the figure counts {_counts(said)}, and its records add up to {_counts(found)}. Use "
            "neither. Build again, and tell the person who looks after Sightline if that does not help."
        )


def _counts(numbers: list[int]) -> str:
    return " of ".join(f"{number:,}" for number in numbers)


def load_report(view: View) -> pl.DataFrame:
    """The numbers of rows read, loaded and rejected, for each file and list; raises NotAllowed."""
    return view.records("load_report")


def rejected(view: View) -> pl.DataFrame:
    """Every refused row and cell, with the reason; raises NotAllowed."""
    return view.records("rejected")
