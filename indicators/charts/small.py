"""Small charts of every team side by side, all on one scale; each is a picture, and what the shapes mean is said once."""

import polars as pl

from indicators.charts import axes, labels, series, style
from indicators.charts.style import Ink
from indicators.row_types import Figure
from indicators.wording import rounded, words

WIDTH, HEIGHT, DOT = 400, 200, 4  # pixels; the last of a usual point
LABELS = 4  # of the axis of time
STEPS = "The counts are rounded, so a step from one period to the next may be rounding alone"


def multiples(
    parts: list[tuple[str, pl.DataFrame]], unit: str, ink: Ink, decimals: int = 1
) -> list[tuple[list[dict], dict]]:
    """(traces, layout) of a small chart for each (name, figures of one category), in this order."""
    every = [(name, words.rows_of_one(figures)) for name, figures in parts]
    scale = axes.common([row for _, rows in every for row in rows], unit)
    return [_small(name, rows, scale, unit, ink, decimals) for name, rows in every]


def key(parts: list[tuple[str, pl.DataFrame]], unit: str) -> str:
    """What the shapes and letters mean, and what the scale leaves out, as a line of text."""
    rows = [row for _, figures in parts for row in Figure.rows(figures)]
    scale, said = axes.common(rows, unit), [f"{shape} {meaning}" for shape, _, meaning in labels.key(rows, style.LIGHT)]
    steps = STEPS if rounded.coarse(rows, unit) else ""
    return " · ".join(each for each in (*said, axes.run_out(rows, scale), axes.start_note(scale, unit), steps) if each)


def _small(
    name: str, rows: list[Figure], scale: tuple[float, float], unit: str, ink: Ink, decimals: int
) -> tuple[list[dict], dict]:
    layout = style.layout(ink, HEIGHT, name, r=80, l=44, b=44)
    layout["annotations"] += axes.edge_labels(labels.latest(rows, ink, unit, decimals), scale, layout)
    layout["xaxis"] |= axes.time_axis(rows, LABELS)
    layout["yaxis"] |= axes.value_axis(scale, unit)
    return series.traces(rows, ink, unit, decimals, scale[0], DOT, small=True), layout
