"""The rows that leave this room, each key or field with its type: an authority's year, and where one stands in it.

`comparison.standing`, `national.standing` and `years.against_past` say what the keys mean; what is not known is None.
"""

from typing import TypedDict

from indicators.row_types import Counted


class Authority(Counted, frozen=True, kw_only=True):
    """An authority in the funnel of a year: a row of the funnel of `neighbours.this_year`.

    `role` is own, neighbour or other. wide_lower and wide_upper are the ends of the 95% interval that allows for how much
    authorities differ, and `outside` is where it lies (see `national.of_year`); None where they are not known, or nobody asked.
    """

    area_code: str
    area_name: str
    role: str
    outside: int | None = None
    wide_lower: float | None = None
    wide_upper: float | None = None


class Area(Authority, frozen=True, kw_only=True):
    """One authority, region or country in one year: a row of `comparison.areas`, or of `neighbours.own_years`.

    `role` may be region or england too; `position` is a neighbour's place among the nearest, 0 for others. lower and upper are
    the 95% interval of the count, None where the counts are not known.
    """

    year: int
    position: int
    note: str | None = None
    lower: float | None = None
    upper: float | None = None


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
