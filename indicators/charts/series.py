"""What is drawn of one series over time: limits, line, points, and what is missing.

A signal has a shape of its own and a dark outline besides its colour. A period without a figure is a letter
on the axis, never only a gap. Nothing is drawn that its row does not hold.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from indicators.charts import labels
from indicators.charts.axes import edges, middle
from indicators.charts.style import TEXT, Ink, in_wide
from indicators.row_types import Figure
from indicators.wording import rounded, words
from queries.definitions.header import Changed

SHAPES = {"▲": "triangle-up", "▼": "triangle-down", "◆": "diamond"}
LETTERS, FEW = 24, 10  # for so many of one kind there is room on the axis of a small chart; for so many of all, of a narrow one
SAID = "%{customdata}<extra></extra>"


def values(rows: list[Figure], neighbours: bool = False) -> list:
    """Every number that will be drawn of these rows."""
    medians = [row.neighbours_median for row in rows] if neighbours else []
    return [*(each for row in rows for each in (row.value, row.lower, row.upper)), *medians]


def traces(rows: list[Figure], ink: Ink, unit: str, decimals: int, floor: float, size: int, small: bool = False) -> list[dict]:
    """Everything of one series, points last; letters on the axis at `floor` (see `letters`), points of a `size`."""
    below = [*limits(rows, ink), line(rows, ink), *letters(rows, ink, floor, small)]
    return [*below, points(rows, ink, unit, decimals, size)]


def rounding(rows: list[Figure], ink: Ink, unit: str) -> list[dict]:
    """An upright stroke at every period from the lowest to the highest value that may lie behind its rounded counts; none where
    that is no more than a few points.
    """
    x, y = [], []
    for row, ends in rounded.coarse(rows, unit):
        x += [middle(row)] * 3
        y += [*ends, None]
    return [_still((x, y), {"color": ink.others, "width": 4})] if x else []


def limits(rows: list[Figure], ink: Ink) -> list[dict]:
    """The band between the limits, its edges and the centre, as steps, for every stretch that has them."""
    drawn = []
    for stretch in _stretches(rows):
        lower, upper, centre = (_steps(stretch, line) for line in (
            [row.lower for row in stretch], [row.upper for row in stretch], [row.centre for row in stretch]))
        edge, middle = {"color": ink.others, "width": 1}, {"color": ink.quiet, "width": 1}
        filled = {**_still(upper, edge), "fill": "tonexty", "fillcolor": ink.band}
        drawn += [_still(lower, edge), filled, _still(centre, middle)]
    return drawn


def median(rows: list[Figure], ink: Ink) -> list[dict]:
    """The neighbours' published median beside each period, dashed."""
    known = [row for row in rows if row.neighbours_median is not None]
    dashed = {"color": ink.quiet, "width": 1.5, "dash": "dash"}
    return [_still(_steps(known, [row.neighbours_median for row in known]), dashed)] if known else []


def target(rows: list[Figure], value: float, ink: Ink) -> dict:
    """What the authority wants to reach, long-dashed from the first period to the last."""
    ends = edges(rows[0])[:1] + edges(rows[-1])[-1:]
    return _still((ends, [value, value]), {"color": ink.text, "width": 1.2, "dash": "longdashdot"})


def expected(rows: list[Figure], ink: Ink) -> dict:
    """What the time of year alone would make of each period, dotted through its middle."""
    path = [middle(row) for row in rows], [row.expected for row in rows]
    return _still(path, {"color": ink.text, "width": 1.6, "dash": "dot"})


def line(rows: list[Figure], ink: Ink) -> dict:
    """The line through the values, broken where there is none."""
    path = [middle(row) for row in rows], [row.value for row in rows]
    return _still(path, {"color": ink.own, "width": 2})


def points(rows: list[Figure], ink: Ink, unit: str, decimals: int, size: int) -> dict:
    """A point for every value; its mark says what it is, and pointing at it says so in words."""
    known = [row for row in rows if row.value is not None]
    marks = [mark(row, ink, size) for row in known]
    symbol, sizes, fill, outline, width = zip(*marks, strict=True) if marks else ((),) * 5
    return {
        "type": "scatter", "mode": "markers", "cliponaxis": False,
        "x": [middle(row) for row in known], "y": [row.value for row in known],
        "marker": {"symbol": symbol, "size": sizes, "color": fill, "opacity": 1,
                   "line": {"color": outline, "width": width}},
        "customdata": [labels.hover(row, unit, decimals) for row in known], "hovertemplate": SAID,
    }


def mark(row: Figure, ink: Ink, size: int) -> tuple:
    """(symbol, size, fill, outline, width of it) of one row.

    A signal is a large triangle, or a diamond where neither direction is good; a provisional figure is a
    hollow circle, one that cannot be compared a hollow square; any other is a dot.
    """
    if row.judgement is not None:
        fill = {"worse": ink.look, "better": ink.better, "neither": ink.neither}[row.judgement]
        return SHAPES[words.shape(row.signal, row.judgement)], size + 5, fill, ink.outline, 1
    if words.comparable(row):
        return "circle", size, ink.own, ink.own, 0
    symbol, outline = ("circle", ink.own) if labels.only_provisional(row) else ("square", ink.others)
    return symbol, size + 2, ink.ground, outline, 1.5


def letters(rows: list[Figure], ink: Ink, floor: float, small: bool = False) -> list[dict]:
    """A letter on the axis for every period without a figure: c hidden, x not available, z not applicable.

    In a `small` chart they would lie over one another: there one stands for an unbroken run, in its middle, and runs a few
    pixels apart share one.
    """
    runs = _missing(rows) if small else [[row] for row in rows if row.value is None]
    gone = [run[len(run) // 2] for run in runs]
    said = [f"<b>{labels.letter(row)}</b>" for row in gone]
    said = said if small else [text if kept else in_wide(text) for text, kept in zip(said, _apart(rows), strict=True)]
    spans = [words.period_of(run[0]) + (f" to {words.period_of(run[-1])}" if len(run) > 1 else "") for run in runs]
    return [{
        "type": "scatter", "mode": "text", "cliponaxis": False, "textposition": "top center",
        "x": [middle(row) for row in gone], "y": [floor] * len(gone),
        "text": said,
        "textfont": {"size": TEXT, "color": ink.quiet},
        "customdata": [f"{span}: {words.symbol(row.symbol)}" for span, row in zip(spans, gone, strict=True)],
        "hovertemplate": SAID,
    }] if gone else []


def alone(rows: list[Figure]) -> list[Figure]:
    """The rows with a value between two without: a line shows nothing of them, so they need a point."""
    known = [False, *(row.value is not None for row in rows), False]
    return [row for place, row in enumerate(rows) if known[place : place + 3] == [False, True, False]]


def covers(rows: list[Figure], day: date) -> bool:
    """Whether a day lies within the periods of the rows."""
    return bool(rows) and rows[0].period_start <= day <= rows[-1].period_end


def change_line(change: Changed, ink: Ink) -> dict:
    """An upright dotted line on the day of a change of practice."""
    day, pen = change.on.isoformat(), {"color": ink.quiet, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": day, "x1": day, "yref": "paper", "y0": 0, "y1": 1, "line": pen}


def _apart(rows: list[Figure]) -> list[bool]:
    """For each row without a figure, whether a narrow chart has room for its letter beside the last one that is kept."""
    kept, last = [], -len(rows)
    for place, row in enumerate(rows):
        if row.value is None:
            kept.append(place - last >= len(rows) / FEW)
            last = place if kept[-1] else last
    return kept


def _missing(rows: list[Figure]) -> list[list[Figure]]:
    """The rows without a figure, in unbroken runs of one letter; of runs too near to have a letter each, the first."""
    found, at = [], {}
    for letter, run in groupby(enumerate(rows), lambda each: labels.letter(each[1]) if each[1].value is None else None):
        places = [place for place, _ in run]
        middle_of = places[len(places) // 2]
        if letter and (letter not in at or middle_of - at[letter] >= len(rows) / LETTERS):
            found.append([rows[place] for place in places])
            at[letter] = middle_of
    return found


def _stretches(rows: list[Figure]) -> list[list[Figure]]:
    """The rows that have limits, in stretches of neighbouring periods of one phase: a chart breaks where a process moved."""
    stretches, before = [], None
    for row in rows:
        if row.centre is not None:
            joins = before is not None and before.centre is not None and before.phase == row.phase
            stretches = [*stretches[:-1], [*stretches[-1], row]] if joins else [*stretches, [row]]
        before = row
    return stretches


def _steps(rows: list[Figure], values: list[float | None]) -> tuple[list[str], list[float | None]]:
    return [edge for row in rows for edge in edges(row)], [value for value in values for _ in range(2)]


def _still(path: tuple[Sequence[str], Sequence[float | None]], pen: dict) -> dict:
    x, y = path
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": pen, "hoverinfo": "skip",
            "connectgaps": False}
