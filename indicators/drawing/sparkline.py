"""The small line of a tile: the last 24 periods of one figure, as a picture and not as a chart.

An overview has a tile for each of some thirty indicators. Nobody points at a tile or saves it, and thirty charts take a
browser a second in which nothing else happens; thirty pictures take it none. What is drawn is decided where the charts
decide it, in `series`; here it becomes lines and shapes.
"""

import base64
import html
from datetime import date
from itertools import pairwise

import polars as pl

from indicators import words
from indicators.drawing import axes, series
from indicators.drawing.style import Ink

RECENT = 24  # periods
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 300, 64, 8, 10, 8, 8  # pixels, where a tile is as wide as it is drawn
DOT = 5  # pixels of a usual point
# The corners of a mark about its middle, in halves of its size.
CORNERS = {"triangle-up": ((0, -1.1), (1.1, 0.8), (-1.1, 0.8)), "triangle-down": ((0, 1.1), (1.1, -0.8), (-1.1, -0.8)),
           "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)), "square": ((-1, -1), (1, -1), (1, 1), (-1, 1))}


def draw(figures: pl.DataFrame, unit: str, alt: str, ink: Ink) -> str:
    """One category as an image in HTML, with `alt` for those who do not see it; empty where no period has a value.

    `unit` is the indicator's shown_as: a percentage near the full 100 has a scale of its own, as on its page.
    """
    rows = words.rows_of_one(figures)[-RECENT:]
    if all(row["value"] is None for row in rows):
        return ""
    scale = axes.extent(series.values(rows), unit, headroom=0.15)
    place = _places(axes.time_axis(rows)["range"], scale)
    shapes = "".join(_drawn(trace, before, place) for before, trace in pairwise([None, *traces(rows, scale[0], ink)]))
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{shapes}</svg>'
    source = f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"
    return f'<img class="sightline-spark" src="{source}" alt="{html.escape(alt)}" width="{WIDTH}" height="{HEIGHT}">'


def traces(rows: list[dict], floor: float, ink: Ink) -> list[dict]:
    """What is drawn of these rows, as `series` gives it: of the points only the latest, those alone, and the present run."""
    shown = [*words.present_run(rows), *series.alone(rows), *rows[-1:]]
    marked = [row for row in rows if row in shown]
    lines = [*series.limits(rows, ink), series.line(rows, ink), *series.letters(rows, ink, floor, small=True)]
    return [*lines, series.points(marked, ink, "number", 0, DOT)]


def _places(days: list[str], scale: tuple[float, float]):
    """The function that takes a day and a value to where they stand in the picture."""
    first, last = (date.fromisoformat(day).toordinal() for day in days)

    def place(day: str, value: float) -> tuple[float, float]:
        across = (date.fromisoformat(day).toordinal() - first) / (last - first)
        up = (value - scale[0]) / (scale[1] - scale[0])
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    return place


def _drawn(trace: dict, before: dict | None, place) -> str:
    return {"lines": _line, "text": _letters, "markers": _points}[trace["mode"]](trace, before, place)


def _line(trace, before, place):
    """A line broken where it has no value; one that is filled down to the line before it is filled first."""
    pen, path, moved = trace["line"], "", True
    for day, value in zip(trace["x"], trace["y"], strict=True):
        if value is not None:
            path += f"{'M' if moved else 'L'}{_at(place(day, value))}"
        moved = value is None
    filled = ""
    if trace.get("fill"):
        around = [*zip(trace["x"], trace["y"], strict=True), *reversed([*zip(before["x"], before["y"], strict=True)])]
        corners = " ".join(_at(place(day, value)) for day, value in around)
        filled = f'<polygon points="{corners}" fill="{trace["fillcolor"]}"/>'
    return f'{filled}<path d="{path}" fill="none" stroke="{pen["color"]}" stroke-width="{pen["width"]}"/>'


def _letters(trace, _, place):
    font = trace["textfont"]
    bold = f'fill="{font["color"]}" font-size="{font["size"]}" font-family="sans-serif" font-weight="700" text-anchor="middle"'
    drawn = ""
    for day, floor, letter in zip(trace["x"], trace["y"], trace["text"], strict=True):
        x, y = place(day, floor)
        drawn += f'<text x="{x:.1f}" y="{y - 2:.1f}" {bold}>{letter.removeprefix("<b>").removesuffix("</b>")}</text>'
    return drawn


def _points(trace, _, place):
    marks = trace["marker"]
    looks = zip(marks["symbol"], marks["size"], marks["color"], marks["line"]["color"], marks["line"]["width"], strict=True)
    points = zip(trace["x"], trace["y"], strict=True)
    return "".join(_mark(place(*point), *look) for point, look in zip(points, looks, strict=True))


def _mark(at, symbol, size, fill, outline, width):
    look = f'fill="{fill}" stroke="{outline}" stroke-width="{width}"'
    if symbol == "circle":
        return f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{size / 2}" {look}/>'
    corners = " ".join(_at((at[0] + x * size / 2, at[1] + y * size / 2)) for x, y in CORNERS[symbol])
    return f'<polygon points="{corners}" {look}/>'


def _at(place):
    return f"{place[0]:.1f},{place[1]:.1f}"
