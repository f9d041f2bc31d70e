"""The types of the rows that this folder gives: an authority's year, and where one stands in it.

See `comparison.standing`, `national.standing` and `years.against_past` for the keys; an unknown value is None.
"""

from typing import TypedDict

from indicators.row_types import Counted


class Authority(Counted, frozen=True, kw_only=True):
    """An authority in the funnel of a year: a row of the funnel of `neighbours.this_year`.

    `role` is own, neighbour or other. wide_lower and wide_upper are the ends of the 95% interval that allows for how much
    authorities differ, and `outside` is where it lies (see `national.of_year`); None if they are unknown or were not worked out.
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
