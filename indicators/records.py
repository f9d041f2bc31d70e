"""The children and workers behind a figure: the very rows that were counted, so that a figure and its list cannot disagree."""

from datetime import date

import polars as pl

from indicators import catalogue
from indicators.roles import View


def behind(view: View, period_start: date, period_end: date) -> pl.DataFrame:
    """The rows one figure counted, the longest first where days were counted, then those in the numerator.

    Columns: record_id, child_id, worker_id, event_date, numerator, denominator, team, category, age_band, sex, ethnicity,
    disability, basis, days. A rate's denominator is the children who live here; its records are those of the numerator. Raises
    NotAllowed for an audience that may not see records.
    """
    indicator = catalogue.find(view)
    return view.records(
        "records", indicator=indicator.id, period_start=period_start, period_end=period_end, breakdown=view.breakdown,
        category=view.category, at_end=indicator.timing == "at end",
    )


def load_report(view: View) -> pl.DataFrame:
    """Per file and list, how many rows were read, loaded and rejected; raises NotAllowed."""
    return view.records("load_report")


def rejected(view: View) -> pl.DataFrame:
    """Every row and cell that was refused, with the reason; raises NotAllowed."""
    return view.records("rejected")
