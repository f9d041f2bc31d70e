"""The trend of one category: its figures over time, with limits, signals and letters for missing periods.

`series` makes the traces, which the small charts share, and `labels` the texts.
"""

from datetime import date

import polars as pl

from indicators.charts import axes, labels, plot, series, style
from indicators.charts.labels import only_provisional
from indicators.charts.style import Look
from indicators.row_types import Figure
from indicators.wording import rounded
from indicators.wording.sentences import figure_when, sentence
from indicators.wording.words import (
    ABSENT,
    DIRECTIONS,
    DOWN,
    UNKNOWN,
    UP,
    USUAL,
    amount,
    financial_year,
    latest_of,
    period_of,
    rows_of_one,
    symbol,
    told,
    verdict,
    when,
)
from queries.definitions.header import Changed, Indicator

HEIGHT, DOT, CROWDED = 420, 5, 40  # pixels of the chart and of a point; with up to CROWDED points they are drawn larger
STEPS = {
    "month": "month by month",
    "quarter": "quarter by quarter",
    "year": "year by year",
    "rolling": "12 months at a time",
}


def figure(
    figures: pl.DataFrame, look: Look, neighbours: bool = False, changed: tuple[Changed, ...] = (), target: float | None = None
) -> plot.Figure:
    """The figures of one category over time, with limits, signals and letters for missing periods.

    `neighbours` adds the published median of the statistical neighbours as a dashed line; `changed` are the indicator's changes
    of practice, each a dotted line on its day, explained under the chart; `target` is a long-dashed line. A column `expected`
    (see `seasons.expect`) is a dotted line. Raises ValueError for more than one category.
    """
    rows, ink, unit, decimals = rows_of_one(figures), look.ink, look.unit, look.decimals
    open_to = [end for _, ends in rounded.coarse(rows, unit) for end in ends]
    scale = axes.extent([*series.values(rows, neighbours), target, *(row.expected for row in rows), *open_to], unit)
    within = [each for each in changed if series.covers(rows, each.on)]
    key = labels.key(rows, ink) + labels.rounding_key(rows, ink, unit) + [labels.change_key(each, ink) for each in within]
    edge, drawn = labels.edge(rows, ink, unit, decimals), []
    if neighbours:
        key, edge = key + labels.median_key(rows, ink), edge + labels.median(rows, ink, unit)
        drawn = series.median(rows, ink)
    if "expected" in figures.columns and figures["expected"].is_not_null().any():
        drawn.append(series.expected(rows, ink))
        key.append(("┄┄", ink.text, "expected from the time of year alone"))
    if target is not None:
        edge.append((target, f"Target {labels.short(target, unit, 0)}", ink.text))
        drawn.append(series.target(rows, target, ink))
    layout = style.layout(ink, HEIGHT, look.title, [*map(_coloured, key), axes.start_note(scale, unit)])
    layout["shapes"] = [series.change_line(each, ink) for each in within]
    drawn += series.rounding(rows, ink, unit)
    drawn += series.traces(rows, ink, unit, decimals, scale[0], DOT if len(rows) > CROWDED else DOT + 2)
    layout["annotations"] += axes.edge_labels(edge, scale, layout)
    layout["xaxis"] |= axes.time_axis(rows)
    layout["yaxis"] |= axes.value_axis(scale, unit)
    return plot.drawn(drawn, layout)


def periods_of(chart: plot.Figure, figures: pl.DataFrame, pressed: list[dict]) -> list[date]:
    """The last days of the periods whose points were pressed on a `figure` of these figures.

    `pressed` has Plotly's curve_number and point_index for each press; a press on another trace is left out.
    """
    known = [row for row in rows_of_one(figures) if row.value is not None]
    points = {place for place, trace in enumerate(chart.data) if trace.mode == "markers"}
    places = [each["point_index"] for each in pressed if each["curve_number"] in points]
    return [known[place].period_end for place in places if place < len(known)]


def words(figures: pl.DataFrame, indicator: Indicator, decimals: int = 1) -> str:
    """The trend in words: latest figure, lowest and highest, verdict, limits, comparators, missing periods."""
    rows = rows_of_one(figures)
    known = [row for row in rows if row.value is not None]
    latest = latest_of(known)
    if latest is None:
        why = symbol(rows[-1].symbol if rows else None)
        return f"Line chart of {indicator.title}, without figures: {why}."
    said = [
        _span(rows, indicator),
        sentence(figure_when(latest, indicator, decimals)),
        _extremes(known, indicator, decimals),
        _verdict(figures, indicator),
        _level(rows, indicator, decimals),
        _marked(rows),
        _comparators(rows[-1], indicator),
        _gaps(rows),
    ]
    return " ".join(filter(None, said))


def _coloured(phrase: tuple[str, str, str]) -> str:
    shape, colour, meaning = phrase
    return f'<b style="color:{colour}">{shape}</b> {meaning}'


def _span(rows: list[Figure], indicator: Indicator) -> str:
    first, last = period_of(rows[0]), period_of(rows[-1])
    over = first if first == last else f"{first} to {last}"
    return f"Line chart of {indicator.title}, {STEPS[rows[0].grain]}, {over}."


def _extremes(known: list[Figure], indicator: Indicator, decimals: int) -> str:
    settled = [row for row in known if not row.provisional]
    if len(settled) < 3:
        return ""
    ends = [pick(settled, key=lambda row: row.known) for pick in (min, max)]
    if not rounded.apart(*ends, indicator.shown_as):
        return ""
    values = [told(row, indicator.shown_as, decimals) for row in ends]
    low, high = (f"{value} {when(row, indicator)}" for value, row in zip(values, ends, strict=True))
    return f"Lowest {low}, highest {high}."


def _verdict(figures: pl.DataFrame, indicator: Indicator) -> str:
    mark, said = verdict(figures)
    if mark in (ABSENT, UNKNOWN):
        return ""
    return f"{said}." if mark == USUAL else f"{said} ({DIRECTIONS[indicator.polarity]})."


def _level(rows: list[Figure], indicator: Indicator, decimals: int) -> str:
    limited = [row for row in rows if row.centre is not None]
    if not limited:
        return rows[-1].chart_reason
    last = limited[-1]
    level, low, high = (amount(each, indicator.shown_as, decimals) for each in (last.centre, last.lower, last.upper))
    return f"Usual level {level}; chance alone explains {low} to {high} {when(last, indicator)}."


def _marked(rows: list[Figure]) -> str:
    """The number of points with a signal, by direction; empty for none."""
    up, down = (sum(row.signal in way for row in rows) for way in (UP, DOWN))
    ways = [f"{count} {way}" for count, way in ((up, "upwards"), (down, "downwards")) if count]
    if not ways:
        return ""
    stand = "stands" if up + down == 1 else "stand"
    return f"{up + down} of {len(rows)} points {stand} out by a rule of the chart: {', '.join(ways)}."


def _comparators(row: Figure, indicator: Indicator) -> str:
    named = (("statistical neighbours' median", row.neighbours_median), ("region", row.region), ("England", row.england))
    said = ", ".join(f"{name} {amount(value, indicator.shown_as)}" for name, value in named if value is not None)
    return f"In {financial_year(row.comparator_year)}: {said}." if said and row.comparator_year is not None else ""


def _gaps(rows: list[Figure]) -> str:
    """The periods that are missing or not final: '2 months not available, 1 month provisional.'"""
    known = [row for row in rows if row.value is not None]
    reasons = [symbol(row.symbol) for row in rows if row.value is None]
    reasons += ["provisional" for row in known if row.provisional]
    uncompared = [row for row in known if not only_provisional(row)]
    reasons += ["with too little history" for _ in uncompared]
    counts = {reason: reasons.count(reason) for reason in reasons}
    grain = "month" if rows[0].grain == "rolling" else rows[0].grain
    said = [f"{count} {grain}{'' if count == 1 else 's'} {reason}" for reason, count in counts.items()]
    return sentence(", ".join(said))
