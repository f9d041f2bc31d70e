"""The types of the rows that this folder gives to sentences and pages.

A Polars frame does not tell a type checker its columns, so code that reads a row casts it to its type.
"""

from datetime import date

from queries.store.decisions import Alerted


class Alert(Alerted):
    """An alert: the columns of `alerts.COLUMNS` (see `alerts.find`), judgement and told_with (see `alerts.told_once`)."""

    level: str
    window_months: int
    numerator: int
    denominator: int
    value: float
    baseline_numerator: int
    baseline_denominator: int
    baseline_value: float
    expected_value: float
    odds_ratio: float
    excess: float
    phi: float
    evidence: float
    among: int
    since: date
    raised: date | None
    confirmed: bool
    rounded_to: int
    judgement: str
    told_with: str | None
