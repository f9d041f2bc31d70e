"""What a chart can and cannot see: the smallest lasting change it would show, as a sentence that stands beside it."""

import math
from collections.abc import Callable
from typing import TypedDict

import polars as pl

from indicators.statistics import control_charts, detection
from indicators.wording import words

WITHIN = {"month": 3, "quarter": 2}  # periods in which a change should be seen
YEAR = {"month": 12, "quarter": 4}
PER = {"number": 1, "rate per 10,000": 10_000}
SUBJECTS = {"percentage": "share", "number": "number", "rate per 10,000": "rate", "average days": "average", "average": "average"}
NOT_SEEN = "No single {} could show a {}: with so few counted, chance alone reaches {}. Only a run of {}s would show it."
HOW_MANY = {2: "two", 3: "three"}


class Smallest(TypedDict):
    """The smallest lasting change a chart would show: `smallest` says what the keys mean."""

    below: float | None
    above: float | None
    centre: float
    size: float
    grain: str
    within: int


class Width(TypedDict):
    """How wide a chart is drawn: how many times wider than chance, and to what its counts are rounded."""

    widening: float
    rounded_to: int


def smallest(frame: pl.DataFrame, shown_as: str) -> Smallest | None:
    """The smallest lasting change that one series' chart would show, or None where it has no limits.

    `frame` is a series with what `limits.add` adds. Keys: `below` and `above`, the levels in shown units (None on a side
    where no change could be seen); `centre`; `size`, the median denominator of the last 12 eligible months (4 quarters)
    at which this holds; `grain`, and `within`, the periods it would take, four times in five. Limits are taken at that
    size, from the centre and the width of the chart as it is drawn: see `statistics.detection`.
    """
    present = frame.filter(pl.col("phase") == pl.col("phase").max())
    drawn = present.filter(pl.col("centre").is_not_null() & pl.col("upper").is_not_null()).sort("period_start")
    if drawn.is_empty() or frame["grain"][0] not in WITHIN:
        return None
    grain, chart, size = frame["grain"][0], drawn["chart"][-1], _size(drawn)
    find = {"p": _share, "u": _count}.get(chart.removesuffix("_prime"), _average)
    below, above = find(drawn, size, WITHIN[grain], shown_as)
    return Smallest(below=_known(below), above=_known(above), centre=_centre(drawn), size=size, grain=grain, within=WITHIN[grain])


def sentence(found: Smallest | None, shown_as: str, decimals: int = 1) -> str:
    """What the chart would show and what it could miss; rounded away from the centre, so that it holds.

    'With about 150 counted in a month, if the true share rose to 31.0% or more, or fell to 14.9% or less, this chart would
    show it within three months four times in five; a smaller change could go unseen.' Empty where there are no limits.
    """
    if found is None:
        return ""
    up, down = _rounded(found["above"], math.ceil, shown_as, decimals), _rounded(found["below"], math.floor, shown_as, decimals)
    sides = [f"rose to {up} or more"] * (up is not None) + [f"fell to {down} or less"] * (down is not None)
    most = "100%" if shown_as == "percentage" else "any level"
    grain = found["grain"]
    ends = (("rise", most, up), ("fall", "0", down))
    unseen = [NOT_SEEN.format(grain, way, end, grain) for way, end, side in ends if side is None]
    span = f"{HOW_MANY[found['within']]} {found['grain']}s"
    if not sides:
        return f"So few are counted that no single {grain} could show a lasting change within {span}, however large it were."
    shows = f"{_counted(found, shown_as)}, if the true {SUBJECTS[shown_as]} {', or '.join(sides)}, this chart would show it"
    rest = f" {unseen[0]}" if unseen else ""
    return f"{shows} within {span} four times in five; a smaller change could go unseen.{rest}"


def _counted(found: Smallest, shown_as: str) -> str:
    """How many a period must count for a sentence to hold: as in the last year."""
    grain = found["grain"]
    if shown_as in PER:
        return f"In a {grain} of usual length"
    return f"With about {found['size']:,.0f} counted in a {grain}"


def _share(drawn: pl.DataFrame, size: float, points: int, shown_as: str) -> list[float]:
    centre, n = drawn["centre"][-1] / 100, max(1, round(size))
    lines = control_charts.p([0], [n], centre=centre, **_width(drawn))
    tails = control_charts.exact_p(centre, [n]) if min(n * centre, n * (1 - centre)) < control_charts.FEW else None
    lower, upper = _outer(lines, tails, drawn)
    return [100 * side for side in detection.smallest_share(centre, lower, upper, n, points, drawn["widening"][-1])]


def _count(drawn: pl.DataFrame, size: float, points: int, shown_as: str) -> list[float]:
    """Counts of one period: a rate is turned into the count it stands for and back."""
    usual = 1.0 if shown_as == "number" else size / PER[shown_as]
    expected = _centre(drawn) * usual
    lines = control_charts.u([0], [1], centre=expected, **_width(drawn))
    tails = control_charts.exact_u(expected, [1]) if expected < control_charts.FEW else None
    lower, upper = _outer(lines, tails, drawn)
    return [side / usual for side in detection.smallest_count(expected, lower, upper, points, drawn["widening"][-1])]


def _average(drawn: pl.DataFrame, size: float, points: int, shown_as: str) -> tuple[float, float]:
    chart, denominator, centre, upper = drawn.select("chart", "denominator", "centre", "upper").row(-1)
    narrowed = 1.0 if chart == "xmr" else math.sqrt(denominator / size)
    reach = (upper - centre) * narrowed
    return detection.smallest_average(centre, centre - reach, centre + reach, points)


def _width(drawn: pl.DataFrame) -> Width:
    """How wide the chart is drawn, and for counts rounded to what."""
    rounded_to = drawn["rounded_to"][-1] if "rounded_to" in drawn.columns else 1
    return {"widening": drawn["widening"][-1], "rounded_to": rounded_to}


def _outer(lines: control_charts.Lines, tails: control_charts.Lines | None, drawn: pl.DataFrame) -> tuple[float, float]:
    """The limits at one size: exact where few are expected, and never narrower than a widening or rounding has made them."""
    if tails is None:
        return lines.lower[0], lines.upper[0]
    if _width(drawn) == {"widening": 1.0, "rounded_to": 1}:
        return tails.lower[0], tails.upper[0]
    return min(lines.lower[0], tails.lower[0]), max(lines.upper[0], tails.upper[0])


def _last_year(drawn: pl.DataFrame) -> pl.DataFrame:
    return drawn.tail(YEAR[drawn["grain"][0]])


def _size(drawn: pl.DataFrame) -> float:
    return _last_year(drawn).select(pl.median("denominator")).item()


def _centre(drawn: pl.DataFrame) -> float:
    return _last_year(drawn).select(pl.median("centre")).item()


def _known(side: float) -> float | None:
    return None if math.isnan(side) else float(side)


def _rounded(value: float | None, outward: Callable[[float], int], shown_as: str, decimals: int) -> str | None:
    if value is None:
        return None
    step = 10 ** (0 if shown_as == "number" else decimals)
    return words.amount(outward(round(value * step, 6)) / step, shown_as, decimals)
