"""The types of the rows that this folder gives: an authority's rank and funnel in a published year, and its past.

See `comparison.standing`, `national.standing` and `years.against_past` for the keys; an unknown value is None.
"""

from typing import TypedDict


class Among(TypedDict):
    """The rank among neighbours: a row of `comparison.standing`."""

    year: int | None
    own: float | None
    own_symbol: str | None
    own_lower: float | None
    own_upper: float | None
    neighbours_median: float | None
    neighbours_mean: float | None
    neighbours_lowest: float | None
    neighbours_highest: float | None
    neighbours_known: int | None
    neighbours_listed: int | None
    region: float | None
    england: float | None
    rank: int | None
    ranked: int | None
    note: str | None
    rank_lower: int | None
    rank_upper: int | None


class Nationally(TypedDict):
    """The rank among all authorities: the result of `national.standing`."""

    national_rank: int | None
    national_ranked: int | None
    quarter: int | None
    band: str | None
    outside: int | None
    wide_lower: float | None
    wide_upper: float | None
    centre: float | None
    phi: float | None
    between: float | None


class Past(TypedDict):
    """The trend and the change over the years before: the result of `years.against_past`."""

    trend: str | None
    change: float | None
    change_lower: float | None
    change_upper: float | None
    too_new: str | None


class Standing(Among, Nationally, Past):
    """Ranks, funnel and past of an authority in a year; `unit` is that of the series."""

    unit: str | None
