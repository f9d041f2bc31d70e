"""The rows that leave this room, each key with its type: where an authority stands in a published year.

`comparison.standing`, `national.standing` and `years.against_past` say what the keys mean; what is not known is None.
"""

from typing import TypedDict


class Among(TypedDict):
    """The place among neighbours, as `comparison.standing` finds it."""

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
    """The place among all authorities, as `national.standing` finds it."""

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
    """What the years before show, as `years.against_past` finds it."""

    trend: str | None
    change: float | None
    change_lower: float | None
    change_upper: float | None
    too_new: str | None


class Standing(Among, Nationally, Past):
    """All that is said of an authority's place in a year; `unit` is that of the series."""

    unit: str | None
