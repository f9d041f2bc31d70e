"""Positions on a chart: the axis of values, the axis of time, and labels at the right edge without overlap.

A period takes up its own width on the axis of time, with its point in the middle; limits are steps over the
same width. A running 12 months is at its last day, because it overlaps the next.
"""

import calendar
import math
from datetime import date, timedelta
from statistics import fmean

from indicators.charts.style import LINE, TEXT, thinned
from indicators.row_types import Figure, InTime
from indicators.wording import words

NEAR_FULL = 60.0  # if every percentage is above this, the scale does not start at 0
REACH = 2  # times the highest value: limits beyond that do not extend a common scale
MONTH_STEPS = (1, 3, 6, 12, 24, 36, 60)
NARROW = 3  # labels that fit on the axis of a narrow chart
ACROSS = 5  # steps of a horizontal scale, at most
HAIR = 1e-9  # of a step, against rounding errors: 0.3 / 0.1 is not exactly 3
ROUND = (1, 2, 5, 10)  # times a power of ten: round steps


def extent(values: list, unit: str, headroom: float = 0.08) -> tuple[float, float]:
    """(lowest, highest) of the scale: from 0 to a little above the highest value; higher percentages start above 0."""
    known = [value for value in values if value is not None]
    high = max(known, default=0)
    if high <= 0:
        return 0.0, 10.0 if unit == "percentage" else 1.0  # a scale without values
    near_full = unit == "percentage" and NEAR_FULL < min(known) < high
    start = _floor(min(known), high) if near_full else 0.0
    top = high + headroom * (high - start)
    return start, min(top, 102.0) if unit == "percentage" else top


def common(rows: list[Figure], unit: str) -> tuple[float, float]:
    """One scale for small charts side by side: over every value, and over limits up to twice the highest value.

    The limits of a tiny team reach from 0 to 100% and would flatten every chart, so they are cut off; `run_out` says so.
    """
    values = [row.value for row in rows if row.value is not None]
    most = REACH * max(values, default=0)
    return extent([*values, *(row.upper for row in rows if row.upper is not None and row.upper <= most)], unit)


def run_out(rows: list[Figure], scale: tuple[float, float]) -> str:
    """A note where limits reach beyond a scale; else empty."""
    over = any(row.upper is not None and row.upper > scale[1] for row in rows)
    under = any(row.lower is not None and row.lower < scale[0] for row in rows)
    ends = " and ".join(["off the top"] * over + ["off the bottom"] * under)
    return f"the widest limits run {ends} of the chart" if ends else ""


def _floor(low: float, high: float) -> float:
    span = max(high - low, high / 5)  # so that small changes do not fill the whole height
    step = 10 ** math.floor(math.log10(span))
    return max(0.0, math.floor((low - span / 4) / step) * step)


def value_axis(scale: tuple[float, float], unit: str) -> dict:
    """Plotly's vertical axis of values over a scale."""
    return {"range": list(scale), "ticksuffix": "%" if unit == "percentage" else "", "separatethousands": True}


def across(scale: tuple[float, float], unit: str) -> dict:
    """Plotly's horizontal axis of values over a scale, in round steps."""
    size = 10 ** math.floor(math.log10((scale[1] - scale[0]) / ACROSS))
    step = next(size * each for each in ROUND if size * each * ACROSS >= scale[1] - scale[0])
    first, last = math.ceil(scale[0] / step - HAIR), math.floor(scale[1] / step + HAIR)
    ticks = [step * place for place in range(first, last + 1)]
    said = [words.number(tick, max(0, -math.floor(math.log10(step)))) + ("%" if unit == "percentage" else "") for tick in ticks]
    return {"range": list(scale), "tickvals": ticks, "ticktext": thinned(said[::-1], NARROW)[::-1]}


def start_note(scale: tuple[float, float], unit: str) -> str:
    """A note on the start of a scale; empty if it is 0."""
    return f"The scale starts at {words.amount(scale[0], unit, 0)}, not at 0" if scale[0] > 0 else ""


def time_axis(rows: list[Figure], most: int = 8) -> dict:
    """Plotly's axis of time over the rows' periods, with at most `most` labels of two lines; hidden without rows."""
    if not rows:
        return {"visible": False}
    ticked = _ticked(rows, most)
    stands = (lambda row: edges(row)[0]) if rows[0].grain == "quarter" else middle
    return {"type": "date", "range": [edges(rows[0])[0], edges(rows[-1])[1]],
            "tickvals": [stands(row) for row in ticked], "ticktext": thinned([_tick(row) for row in ticked], NARROW)}


def _ticked(rows: list[Figure], most: int) -> list[Figure]:
    """The rows to label: years counted back from the latest; months and quarters in steps that include April."""
    if rows[0].grain == "year":
        return rows[::-1][:: math.ceil(len(rows) / most)][::-1]
    for step in MONTH_STEPS:
        ticked = [row for row in rows if _months(_named(row)) % step == 0]
        if len(ticked) <= most:
            return ticked or rows[-1:]
    return rows[-1:]


def _named(row: InTime) -> date:
    """The day in a period's label: its first day, or the last day of a running 12 months."""
    return row.period_end if row.grain == "rolling" else row.period_start


def _months(day: date) -> int:
    """The number of a month, where every April is a multiple of 12."""
    return 12 * day.year + day.month - 4


def _tick(row: InTime) -> str:
    if row.grain == "year":
        return "<br>–".join(words.financial_year(row.period_end.year).split("–"))
    day = _named(row)
    return f"{calendar.month_abbr[day.month]}<br>{day.year}"


def days_axis(first: date, last: date, most: int = 7) -> dict:
    """The labels of an axis of days: at most `most` first days of months in round steps; for a short time its first and last day.
    """
    firsts = [date(month // 12, month % 12 + 1, 1) for month in range(_since(first) + 1, _since(last) + 1)]
    stepped = ([day for day in firsts if _since(day) % step == 0] for step in MONTH_STEPS)
    ticks = next((days for days in stepped if len(days) <= most), [])
    if len(ticks) < 2:
        ticks = sorted({first, last})
    said = [f"{'' if day in firsts else f'{day.day} '}{calendar.month_abbr[day.month]}<br>{day.year}" for day in ticks]
    return {"tickvals": ticks, "ticktext": thinned(said, NARROW)}


def _since(day: date) -> int:
    return 12 * day.year + day.month - 1


def middle(row: InTime) -> str:
    """The day of a row's point on the axis of time, in ISO format: the middle, or the last day of a running 12 months."""
    start, end = row.period_start, row.period_end
    return (end if row.grain == "rolling" else start + (end - start) / 2).isoformat()


def edges(row: InTime) -> tuple[str, str]:
    """(first day, day after the last) of a row's period on the axis of time, in ISO format."""
    end = row.period_end + timedelta(days=1)
    start = end.replace(day=1) - timedelta(days=1) if row.grain == "rolling" else row.period_start
    return start.replace(day=1).isoformat(), end.isoformat()


def spread(places: list[float], gap: float, low: float, high: float) -> list[float]:
    """The places moved as little as possible until neighbours are at least `gap` apart, within low and high if
    they fit there.

    Least squares: the k-th smallest place is lowered by k gaps, neighbours out of order are pooled to their
    mean (the pool-adjacent-violators rule), and the gaps are added again.
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    pools = []
    for rank, place in enumerate(order):
        pools.append([places[place] - rank * gap])
        while len(pools) > 1 and fmean(pools[-2]) >= fmean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    levels = [fmean(pool) for pool in pools for _ in pool]
    moved, last = dict.fromkeys(order, low), len(order) - 1
    for rank, (place, level) in enumerate(zip(order, levels, strict=True)):
        moved[place] = max(min(level + rank * gap, high - (last - rank) * gap), low + rank * gap)
    return [moved[place] for place in range(len(places))]


def edge_labels(labels: list[tuple[float, str, str]], scale: tuple[float, float], layout: dict) -> list[dict]:
    """Annotations at the right edge of a chart from (value, text, colour), without overlap and above the axis of time."""
    margin = layout["margin"]
    inside = max(1, layout["height"] - margin["t"] - margin["b"])
    gap = (LINE - 2) * (scale[1] - scale[0]) / inside
    places = spread([value for value, _, _ in labels], gap, scale[0] + gap / 2, scale[1])
    return [
        {"text": text, "x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "y": place,
         "yanchor": "middle", "showarrow": False, "font": {"size": TEXT, "color": colour}}
        for place, (_, text, colour) in zip(places, labels, strict=True)
    ]
