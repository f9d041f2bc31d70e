"""The rows that leave this room, each key with its type: what every sentence and page may rest on.

A frame of Polars says nothing of its rows to a reader or to the type checker, so a row is called by its type where it is read.
"""

from datetime import date

from queries.store.decisions import Alerted


class Alert(Alerted):
    """A series that stands out: the columns of `alerts.COLUMNS`, judgement and told_with; `alerts.find` says what they mean."""

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
    p: float
    q: float
    since: date
    rounded_to: int
    judgement: str
    told_with: str | None
