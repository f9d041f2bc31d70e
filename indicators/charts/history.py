"""One child's history: a line for each kind of event, bars for what lasts, marks for what happens on a day.

A visit that came after the child had been unseen on a plan for longer than the authority allows is an orange triangle.
"""

from datetime import date, timedelta
from typing import cast

import polars as pl

from indicators.charts import plot
from indicators.charts.axes import days_axis
from indicators.charts.style import Ink, Look, layout
from indicators.children.row_types import Event
from indicators.wording.letters import in_markup
from indicators.wording.words import day

LANES = ("Contact", "Early help", "Referral", "Assessment", "Section 47 enquiry", "Initial conference", "Child in need",
         "Child protection plan", "Visit", "Meeting", "Supervision", "Legal advice", "Audit", "Worker")
LANE, BAR, NAMES = 30, 11, 148  # pixels: of a line, of a bar, and for names at the left


def figure(events: pl.DataFrame, standard: int | None, to: date, look: Look) -> plot.Figure:
    """One child's events, as `timeline.of_child` gives them, each kind on a line of its own, up to the day `to`."""
    rows = cast(list[Event], events.to_dicts())
    lanes = _lanes(rows)
    return plot.drawn(_traces(rows, lanes, standard, to, look.ink), _layout(rows, lanes, standard, to, look))


def words(events: pl.DataFrame, standard: int | None, look: Look) -> str:
    """What one child's history shows: how often each thing happened, from when, and the long times unseen."""
    said = []
    for (kind,), part in events.partition_by("kind", as_dict=True, maintain_order=True).items():
        first, last = part.select(pl.min("start_date"), pl.max("start_date").alias("last")).row(0)
        said.append(f"{kind} {part.height}, {day(first)}{'' if first == last else f' to {day(last)}'}")
    long = events.filter(pl.col("unseen_days") > standard).to_dicts()
    unseen = [f"{row['unseen_days']} days to {day(row['start_date'])}" for row in long]
    told = f" Unseen on a plan for more than {standard} days: {', '.join(unseen)}." if unseen else ""
    return f"Timeline. {look.title}. {'; '.join(said)}.{told}"


def _lanes(rows: list[Event]) -> list[str]:
    """The kinds of event there are, in the order a child meets them."""
    return [lane for lane in LANES if any(row["kind"] == lane for row in rows)]


def _traces(rows: list[Event], lanes: list[str], standard: int | None, to: date, ink: Ink) -> list[dict]:
    """Bars and marks; a visit after too long a time unseen has a shape of its own."""
    lasting, moments = ([row for row in rows if row["lasts"] is lasts] for lasts in (True, False))
    bars = [_bar(row, lanes, to, ink) for row in lasting]
    late = [_is_late(row, standard) for row in moments]
    colours = [ink.look if each else ink.own for each in late]
    marks = {
        "type": "scatter", "mode": "markers", "cliponaxis": False,
        "x": [row["start_date"] for row in moments], "y": [_place(row, lanes) for row in moments],
        "marker": {"size": [11 if each else 8 for each in late], "color": colours, "line": {"width": 1.5, "color": colours},
                   "symbol": ["triangle-up" if each else _symbol(row) for each, row in zip(late, moments, strict=True)]},
        "customdata": [_hover(row, to) for row in moments], "hovertemplate": "%{customdata}<extra></extra>",
    }
    return [*bars, marks]


def _place(row: Event, lanes: list[str]) -> int:
    return len(lanes) - 1 - lanes.index(row["kind"])


def _symbol(row: Event) -> str:
    """Filled is the rule; hollow where a visit did not see the child or a meeting did not happen."""
    hollow = row["kind"] == "Visit" and row["what"] in ("not seen", "not recorded")
    return "circle-open" if hollow or "cancelled" in (row["what"] or "") else "circle"


def _bar(row: Event, lanes: list[str], to: date, ink: Ink) -> dict:
    end = row["end_date"] or to
    strong = row["kind"] == "Child protection plan"
    line = {"width": BAR, "color": ink.own if strong else ink.others}
    days = sorted({row["start_date"], row["start_date"] + (end - row["start_date"]) / 2, end})
    return {"type": "scatter", "mode": "lines", "x": days, "y": [_place(row, lanes)] * len(days), "line": line,
            "customdata": [_hover(row, to)] * len(days), "hovertemplate": "%{customdata}<extra></extra>"}


def _is_late(row: Event, standard: int | None) -> bool:
    """Whether an event is a visit after a longer time unseen than the standard allows."""
    return standard is not None and row["unseen_days"] is not None and row["unseen_days"] > standard


def _hover(row: Event, to: date) -> str:
    """What pointing at an event says: its kind, its days, and what is recorded of it."""
    until = f" to {day(row['end_date'])}" if row["end_date"] else ", still open" if row["lasts"] else ""
    unseen = f"<br>{row['unseen_days']} days since last seen" if row["unseen_days"] is not None else ""
    what = f"<br>{in_markup(row['what'])}" if row["what"] else ""
    return f"<b>{row['kind']}</b><br>{day(row['start_date'])}{until}{what}{unseen}"


def _layout(rows: list[Event], lanes: list[str], standard: int | None, to: date, look: Look) -> dict:
    """Kinds named at the left, time along the bottom."""
    ink = look.ink
    key = [f'<b style="color:{ink.own}">●</b> on a day', "○ not seen, or did not happen", "Bar: while it lasted"]
    if any(_is_late(row, standard) for row in rows):
        key.append(f'<b style="color:{ink.look}">▲</b> seen after more than {standard} days on a plan')
    base = layout(ink, 0, look.title, key, l=NAMES, r=24)
    base["height"] = LANE * len(lanes) + base["margin"]["t"] + base["margin"]["b"]
    first = min(row["start_date"] for row in rows)
    spare = max((to - first) / 40, timedelta(days=5))
    base["xaxis"] |= {"type": "date", "range": [first - spare, to + spare], **days_axis(first, to)}
    base["xaxis"] |= {"showgrid": True, "gridcolor": ink.grid}
    base["yaxis"] |= {"tickvals": list(range(len(lanes))), "ticktext": lanes[::-1], "range": [-0.6, len(lanes) - 0.4]}
    return base
