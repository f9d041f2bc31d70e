"""The small line of a tile: the last 24 periods of one figure, as a picture."""

import polars as pl

from indicators.charts import axes, picture, series
from indicators.charts.style import Ink
from indicators.row_types import Figure
from indicators.wording.sentences import figure_when, sentence
from indicators.wording.words import latest_of, present_run, rows_of_one, verdict
from queries.definitions.header import Indicator

RECENT = 24  # periods
WIDTH, HEIGHT = 300, 64  # pixels, where a tile is as wide as it is drawn
BOX = 8, 8, WIDTH - 10, HEIGHT - 8  # left, top, right, bottom
DOT = 5  # pixels of a usual point


def draw(figures: pl.DataFrame, unit: str, alt: str, ink: Ink) -> str:
    """One category as an image in HTML, with `alt` for those who do not see it; empty where no period has a value.

    `unit` is the indicator's shown_as: a percentage near the full 100 has a scale of its own, as on its page.
    """
    rows = rows_of_one(figures)[-RECENT:]
    if all(row.value is None for row in rows):
        return ""
    scale = axes.extent(series.values(rows), unit, headroom=0.15)
    place = picture.placed(axes.time_axis(rows)["range"], scale, BOX)
    return picture.image(picture.shapes(traces(rows, scale[0], ink), place), (WIDTH, HEIGHT), alt, "sightline-spark")


def words(figures: pl.DataFrame, indicator: Indicator, decimals: int = 1) -> str:
    """What a tile's small line shows: the indicator, its latest figure and its verdict."""
    latest = latest_of(rows_of_one(figures))
    shown = figure_when(latest, indicator, decimals) if latest and latest.value is not None else ""
    return " ".join(sentence(each) for each in (indicator.title, shown, verdict(figures)[1]) if each)


def traces(rows: list[Figure], floor: float, ink: Ink) -> list[dict]:
    """What is drawn of these rows, as `series` gives it: of the points only the latest, those alone, and the present run."""
    shown = [*present_run(rows), *series.alone(rows), *rows[-1:]]
    marked = [row for row in rows if row in shown]
    lines = [*series.limits(rows, ink), series.line(rows, ink), *series.letters(rows, ink, floor, small=True)]
    return [*lines, series.points(marked, ink, "number", 0, DOT)]
