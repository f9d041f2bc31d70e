"""Where things stand on a chart: the axis of values, the axis of time, and labels at the right edge that do
not overlap.

Each period takes up its own width on the axis of time and its point stands in its middle; limits are steps
over the same width. A running 12 months stands at its last day, because it overlaps the next.
"""

import calendar
import math
from datetime import date, timedelta
from statistics import fmean

from indicators.charts.style import LINE, TEXT, thinned
from indicators.row_types import Figure, InTime
from indicators.wording import words

NEAR_FULL = 60.0  # where every percentage is above this, the message is the distance from 100% and 0 would hide it
REACH = 2  # times the highest value: limits beyond that are not worth flattening every chart for
MONTH_STEPS = (1, 3, 6, 12, 24, 36, 60)
NARROW = 3  # labels of an axis that a narrow chart has room for
ACROSS = 5  # steps of a scale that lies along the bottom, at most
HAIR = 1e-9  # of a step: 0.3 is three steps of 0.1, though not to a computer
ROUND = (1, 2, 5, 10)  # times a power of ten: steps that can be read


def extent(values: list, unit: str, headroom: float = 0.08) -> tuple[float, float]:
    """The scale of values: from 0 to a little above the highest, unless 0 would hide the message."""
    known = [value for value in values if value is not None]
    high = max(known, default=0)
    if high <= 0:
        return 0.0, 10.0 if unit == "percentage" else 1.0  # where nothing is known, no step of an axis looks like a figure
    near_full = unit == "percentage" and NEAR_FULL < min(known) < high
    start = _floor(min(known), high) if near_full else 0.0
    top = high + headroom * (high - start)
    return start, min(top, 102.0) if unit == "percentage" else top


def common(rows: list[Figure], unit: str) -> tuple[float, float]:
    """One scale for small charts side by side: over every value, and over limits up to twice the highest of them.

    The limits of a tiny team reach from 0 to 100% and would flatten every chart: those run out, and `run_out` says so.
    """
    values = [row.value for row in rows if row.value is not None]
    most = REACH * max(values, default=0)
    return extent([*values, *(row.upper for row in rows if row.upper is not None and row.upper <= most)], unit)


def run_out(rows: list[Figure], scale: tuple[float, float]) -> str:
    """Says where limits go on beyond a scale; empty where they do not."""
    over = any(row.upper is not None and row.upper > scale[1] for row in rows)
    under = any(row.lower is not None and row.lower < scale[0] for row in rows)
    ends = " and ".join(["off the top"] * over + ["off the bottom"] * under)
    return f"the widest limits run {ends} of the chart" if ends else ""


def _floor(low: float, high: float) -> float:
    span = max(high - low, high / 5)  # so that chance around a flat line does not fill the picture
    step = 10 ** math.floor(math.log10(span))
    return max(0.0, math.floor((low - span / 4) / step) * step)


def value_axis(scale: tuple[float, float], unit: str) -> dict:
    """The axis of values over a scale."""
    return {"range": list(scale), "ticksuffix": "%" if unit == "percentage" else "", "separatethousands": True}


def across(scale: tuple[float, float], unit: str) -> dict:
    """The axis of values along the bottom over a scale, in round steps."""
    size = 10 ** math.floor(math.log10((scale[1] - scale[0]) / ACROSS))
    step = next(size * each for each in ROUND if size * each * ACROSS >= scale[1] - scale[0])
    first, last = math.ceil(scale[0] / step - HAIR), math.floor(scale[1] / step + HAIR)
    ticks = [step * place for place in range(first, last + 1)]
    said = [words.number(tick, max(0, -math.floor(math.log10(step)))) + ("%" if unit == "percentage" else "") for tick in ticks]
    return {"range": list(scale), "tickvals": ticks, "ticktext": thinned(said[::-1], NARROW)[::-1]}


def start_note(scale: tuple[float, float], unit: str) -> str:
    """Says where a scale starts, if that is not 0."""
    return f"The scale starts at {words.amount(scale[0], unit, 0)}, not at 0" if scale[0] > 0 else ""


def time_axis(rows: list[Figure], most: int = 8) -> dict:
    """The axis of time over the rows' periods, with at most `most` labels, in two lines each."""
    if not rows:
        return {"visible": False}
    ticked = _ticked(rows, most)
    stands = (lambda row: edges(row)[0]) if rows[0].grain == "quarter" else middle
    return {"type": "date", "range": [edges(rows[0])[0], edges(rows[-1])[1]],
            "tickvals": [stands(row) for row in ticked], "ticktext": thinned([_tick(row) for row in ticked], NARROW)}


def _ticked(rows: list[Figure], most: int) -> list[Figure]:
    """The rows to label: years counted back from the latest; Aprils among months and quarters."""
    if rows[0].grain == "year":
        return rows[::-1][:: math.ceil(len(rows) / most)][::-1]
    for step in MONTH_STEPS:
        ticked = [row for row in rows if _months(_named(row)) % step == 0]
        if len(ticked) <= most:
            return ticked or rows[-1:]
    return rows[-1:]


def _named(row: InTime) -> date:
    """The day a period takes its name from: its first or, of a running 12 months, its last."""
    return row.period_end if row.grain == "rolling" else row.period_start


def _months(day: date) -> int:
    """Months counted so that every April is a multiple of 12."""
    return 12 * day.year + day.month - 4


def _tick(row: InTime) -> str:
    if row.grain == "year":
        return "<br>–".join(words.financial_year(row.period_end.year).split("–"))
    day = _named(row)
    return f"{calendar.month_abbr[day.month]}<br>{day.year}"


def days_axis(first: date, last: date, most: int = 7) -> dict:
    """The labels of an axis of days: firsts of months in round steps, at most `most`; of a short time its first and last day."""
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
    """Where a row's point stands on the axis of time."""
    start, end = row.period_start, row.period_end
    return (end if row.grain == "rolling" else start + (end - start) / 2).isoformat()


def edges(row: InTime) -> tuple[str, str]:
    """Where a row's period begins and ends on the axis of time; the next begins where it ends."""
    end = row.period_end + timedelta(days=1)
    start = end.replace(day=1) - timedelta(days=1) if row.grain == "rolling" else row.period_start
    return start.replace(day=1).isoformat(), end.isoformat()


def spread(places: list[float], gap: float, low: float, high: float) -> list[float]:
    """The places moved as little as possible until each is `gap` from the next, within low and high if they
    fit there.

    Least squares: with the k-th smallest place lowered by k gaps, neighbours out of order are pooled to their
    mean (the pool-adjacent-violators rule), and the gaps are put back.
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
    """(value, text, colour) as labels at the right edge of a chart, none over another nor down among the labels of time."""
    margin = layout["margin"]
    inside = max(1, layout["height"] - margin["t"] - margin["b"])
    gap = (LINE - 2) * (scale[1] - scale[0]) / inside
    places = spread([value for value, _, _ in labels], gap, scale[0] + gap / 2, scale[1])
    return [
        {"text": text, "x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "y": place,
         "yanchor": "middle", "showarrow": False, "font": {"size": TEXT, "color": colour}}
        for place, (_, text, colour) in zip(places, labels, strict=True)
    ]
