"""Figures drawn: a frame in, a Plotly figure out. The only door to Plotly.

What is drawn is decided in `drawing`; here it becomes a figure. A chart shows only what its frame holds, is
of fixed height, and is never sent anywhere: its toolbar can do nothing but save it as a picture. Show it with
`config=CONFIG`, in its own style (`theme=None`), with the text of the same name from `alternatives`. What nobody points at is
no figure but a picture (`drawing.picture`).
"""

from datetime import date

import plotly.graph_objects as go
import polars as pl

from indicators.charts import axes, dots, labels, paths, series, style, survival
from indicators.charts import flow as flows
from indicators.charts import funnel as funnels
from indicators.charts import gaps as open_gaps
from indicators.charts import groups as group_dots
from indicators.charts import timeline as timelines
from indicators.wording import rounded, words
from queries.definitions.header import Indicator

CONFIG = {
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "sightline"},
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}
PICTURES = ("png", "svg")  # what the toolbar can save a chart as: dots for a report, or lines that stay sharp at any size
DOT, CROWDED = 5, 40  # pixels of a usual point among more than so many; fewer are drawn larger


def config(picture: str = "png", name: str = "sightline") -> dict:
    """What a chart's toolbar may do: save it as a picture of a kind in PICTURES, in a file of that name, and nothing else."""
    size = {"scale": 1 if picture == "svg" else 2, "width": style.PICTURE}
    return {**CONFIG, "toImageButtonOptions": {"format": picture, "filename": name, **size}}


def trend(
    figures: pl.DataFrame, title: str, unit: str, dark: bool = False, decimals: int = 1,
    neighbours: bool = False, changed: tuple = (), target: float | None = None, height: int = 420,
) -> go.Figure:
    """The figures of one category over time, with limits, signals and letters for what is missing.

    `unit` is the indicator's shown_as. With `neighbours`, the published median of statistical neighbours is
    dashed in; `changed` are the indicator's changes of practice, each a dotted line on its day, named under
    the chart; `target` is a long-dashed line; with a column
    `expected` (see `seasons.expect`) that is dotted in. Raises ValueError for more than one category.
    """
    rows, ink = words.rows_of_one(figures), style.colours(dark)
    open_to = [end for _, ends in rounded.coarse(rows, unit) for end in ends]
    scale = axes.extent([*series.values(rows, neighbours), target, *(row.get("expected") for row in rows), *open_to], unit)
    within = [each for each in changed if series.covers(rows, each.on)]
    key = labels.key(rows, ink) + labels.rounding_key(rows, ink, unit) + [labels.change_key(each, ink) for each in within]
    edge, drawn = labels.edge(rows, ink, unit, decimals), []
    if neighbours:
        key, edge = key + labels.median_key(rows, ink), edge + labels.median(rows, ink, unit)
        drawn = series.median(rows, ink)
    if "expected" in figures.columns and figures["expected"].is_not_null().any():
        drawn.append(series.expected(rows, ink))
        key.append(("┄┄", ink.text, "what the time of year alone would make of it"))
    if target is not None:
        edge.append((target, f"Target {labels.short(target, unit, 0)}", ink.text))
        drawn.append(series.target(rows, target, ink))
    layout = style.layout(ink, height, title, [*map(_coloured, key), axes.start_note(scale, unit)])
    layout["shapes"] = [series.change_line(each, ink) for each in within]
    drawn += series.rounding(rows, ink, unit)
    drawn += series.traces(rows, ink, unit, decimals, scale[0], DOT if len(rows) > CROWDED else DOT + 2)
    layout["annotations"] += axes.edge_labels(edge, scale, layout)
    layout["xaxis"] |= axes.time_axis(rows)
    layout["yaxis"] |= axes.value_axis(scale, unit)
    return _figure(drawn, layout)


def periods_of(chart: go.Figure, figures: pl.DataFrame, pressed: list[dict]) -> list[date]:
    """The last days of the periods whose points were pressed on a `trend` of these figures.

    `pressed` has a curve_number and a point_index for each, as Plotly counts them; what is no point of a figure is left out.
    """
    known = [row for row in words.rows_of_one(figures) if row["value"] is not None]
    points = {place for place, trace in enumerate(chart.data) if trace.mode == "markers"}
    places = [each["point_index"] for each in pressed if each["curve_number"] in points]
    return [known[place]["period_end"] for place in places if place < len(known)]


def neighbour_bars(
    areas: pl.DataFrame, median: float | None, title: str, unit: str = "percentage", dark: bool = False,
    decimals: int = 1, beside: str = dots.BESIDE,
) -> go.Figure:
    """One year of an authority and its neighbours, lowest first: dots with 95% intervals.

    `areas` are the rows of one year from the comparison's `areas`, perhaps with the wider intervals of
    `neighbours.this_year`; `median` is the neighbours' median from its `standing`; `decimals` are those of
    the authority's own figure, and `beside` is what the others are called. Raises ValueError for several years.
    """
    if areas["year"].n_unique() > 1:
        raise ValueError("these areas hold more than one year; give those of one.")
    ink = style.colours(dark)
    rows, lines = dots.ordered(areas), dots.references(areas, median, beside)
    reach = [row.get(name) for row in rows for name in ("value", "lower", "upper", *dots.WIDE)]
    scale = axes.extent([*reach, *(value for _, _, value in lines)], unit)
    drawn = dots.traces(rows, unit, ink, decimals)
    return _figure(drawn, dots.dots_layout(rows, lines, scale, unit, title, ink, decimals))


def funnel(
    authorities: pl.DataFrame, lines: pl.DataFrame, centre: float, title: str, dark: bool = False,
    decimals: int = 1, height: int = 520, beside: str = "statistical neighbours",
) -> go.Figure:
    """Every authority of a year by the number of children counted, with the limits that narrow as it grows.

    The frames and the centre (percent) are those of `neighbours.funnel`; `decimals` are those of our own figure.
    """
    ink, rows = style.colours(dark), authorities.to_dicts()
    scale = axes.extent([centre, *map(funnels.share, rows)], "percentage")
    layout = funnels.funnel_layout(rows, lines, centre, scale, title, ink, height, beside)
    return _figure(funnels.traces(rows, lines, centre, decimals, ink), layout)


def neighbour_lines(
    areas: pl.DataFrame, summary: pl.DataFrame, title: str, unit: str = "percentage", dark: bool = False,
    height: int = 480, decimals: int = 1, beside: str = dots.BESIDE,
) -> go.Figure:
    """Every published year as lines: own bold, neighbours thin, each named at its end.

    `areas` and `summary` are the comparison's `areas` and `table` (of which year and neighbours_median are
    used); `decimals` are those of our own figures.
    """
    return _figure(*paths.drawn(areas, summary, title, unit, style.colours(dark), height, decimals, beside))


def waits(
    parts: list[dict], standard: int, title: str, rising: bool = False, dark: bool = False, decimals: int = 1, height: int = 400
) -> go.Figure:
    """The share of waits that last longer than so many days (`rising`: that have ended by then), and the same a year before.

    `parts`, the latest first, are those of `drawing.survival.traces`; `standard` is in days.
    """
    ink = style.colours(dark)
    layout = survival.survival_layout(parts, standard, rising, title, ink, height, decimals)
    return _figure(survival.traces(parts, ink, decimals), layout)


def by_group(
    groups: pl.DataFrame, indicator: Indicator, unit: str, whole: float | None, title: str, dark: bool = False, decimals: int = 1
) -> go.Figure:
    """The groups of one breakdown in one period, as `figures.by_group` gives them: dots with 95% intervals.

    `unit` is what a group's value is in (`figures.unit_of_groups`); `whole` is the whole authority's value on the same scale.
    """
    ink, rows = style.colours(dark), groups.to_dicts()
    reach = [row[name] for row in rows for name in ("value", "interval_lower", "interval_upper")]
    scale = axes.extent([*reach, whole], unit)
    layout = group_dots.groups_layout(rows, indicator, whole, scale, unit, title, ink, decimals)
    return _figure(group_dots.traces(rows, indicator, unit, ink, decimals), layout)


def flow(steps: list, title: str, dark: bool = False, decimals: int = 1) -> go.Figure:
    """What became of the referrals of a period, as `journey.steps` gives it: boxes, and bands as thick as their children."""
    ink = style.colours(dark)
    return _figure(flows.traces(steps, decimals, ink), flows.flow_layout(steps, title, decimals, ink))


def timeline(events: pl.DataFrame, standard: int | None, to: date, title: str, dark: bool = False) -> go.Figure:
    """One child's events, as `timeline.of_child` gives them, each kind on a line of its own, up to the day `to`."""
    ink, rows = style.colours(dark), events.to_dicts()
    lanes = timelines.lanes_of(rows)
    drawn = timelines.traces(rows, lanes, standard, to, ink)
    return _figure(drawn, timelines.timeline_layout(rows, lanes, standard, to, title, ink))


def gap_lines(rows: list[dict], events: list, absences: list, said: list, event: str, title: str, dark=False) -> go.Figure:
    """Open gaps, a line for each child or worker of `gaps.records`, in this order; the rest as `drawing.gaps.traces` takes it."""
    drawn = open_gaps.traces(rows, events, absences, said, style.colours(dark))
    return _figure(drawn, open_gaps.lines_layout(rows, bool(absences), event, title, style.colours(dark)))


def gap_bars(rows: list[dict], lengths: dict, said: list, title: str, dark: bool = False, decimals: int = 1) -> go.Figure:
    """For each row of `gaps.counted` the share past the standard, and past each of `gaps.lengths`."""
    drawn = open_gaps.bars(rows, lengths, said, style.colours(dark))
    return _figure(drawn, open_gaps.bars_layout(rows, lengths, title, style.colours(dark), decimals))


def _figure(drawn, layout):
    """A figure without Plotly's own template, whose colours would be 7 kB of every chart, and unchecked, which is seven times as
    fast; tests/charts/test_charts.py has Plotly check what every function here draws.
    """
    return go.Figure(drawn, {**layout, "template": {}}, _validate=False)


def _coloured(phrase):
    shape, colour, meaning = phrase
    return f'<b style="color:{colour}">{shape}</b> {meaning}'
