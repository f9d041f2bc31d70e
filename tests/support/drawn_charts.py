"""Charts drawn for tests, and what of them a test reads: points, numbers, words."""

import json

import plotly.graph_objects as go

from indicators.charts import one_year, small, style
from indicators.charts import trend as trends
from indicators.charts.style import Look

USUAL = [(20, 100), (22, 100), (18, 100), (21, 100), (19, 100), (20, 100)] * 4
RISEN = [*USUAL, (45, 100), (46, 100), (45, 100)]
FALLEN = [*USUAL, (2, 100), (1, 100)]
COMPARED = {"neighbours_median": 22.2, "comparator_year": 2025}
NUMBERS = ("value", "lower", "upper", "centre", "neighbours_median")
VERSIONS = [style.LIGHT, style.DARK]


def trend(frame, neighbours=False, changed=(), target=None, **look):
    """The trend of a frame; `look` is what a Look has besides its title."""
    return trends.figure(frame, Look("Re-referrals within 12 months", **look), neighbours, changed, target)


def small_multiples(parts, unit):
    """The small charts as figures, which Plotly checks."""
    return [go.Figure(*one) for one in small.multiples(parts, unit, style.LIGHT)]


def points(chart):
    """The trace of points of a chart over time."""
    return next(trace for trace in chart.data if trace.mode == "markers")


def text_of(chart) -> str:
    """Everything of a chart as one text."""
    return json.dumps(json.loads(chart.to_json()), ensure_ascii=False)


def bare(text: str) -> str:
    """The words of a label, in one line and without its markup."""
    return style.MARKUP.sub("", text.replace("<br>", " "))


def drawn(chart) -> set[float]:
    """Every number on the value axis of a chart, but for letters, which stand on the axis itself."""
    return {y for trace in chart.data if trace.mode != "text" for y in trace.y if y is not None}


def bars(compared, year, **look):
    """One year of (areas, summary) as dots."""
    areas, summary = compared
    median = summary.filter(year=year)["neighbours_median"].item()
    return one_year.figure(areas.filter(year=year), median, Look("Referrals closed with no further action", **look))
