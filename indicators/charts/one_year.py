"""One year of an authority and its neighbours: a dot and its interval for each, lowest first, and what they compare with.

Our own authority is bold and blue, neighbours are grey, their median is dashed, England dotted, the region
thin. An authority without a figure keeps its place, last, and says why in words. The thick bar is the interval
of the count alone, the thin line the one that decides whether an authority is outside the funnel. The median is
given, not computed here.
"""

import textwrap

import polars as pl

from indicators.charts import plot
from indicators.charts.axes import across, extent, start_note
from indicators.charts.labels import short
from indicators.charts.style import LETTER, LINE, NARROWEST, TEXT, Ink, Look, in_lines, in_wide, layout
from indicators.comparing.row_types import Area
from indicators.wording.letters import in_markup
from indicators.wording.words import amount, capital, financial_year, symbol

ROW, TALL = 30, 38  # height of an authority's row in pixels, and of each where one needs two lines
NAME, LONGEST = 20, 38  # characters of a name on one line, and of one in all; pointing at its dot says the rest
NAMES, VALUES = 150, 64  # room for names at the left and for values at the right, in pixels
Line = tuple[str, str, float]  # the kind, name and value of what is compared with
DASHES = {"median": ("dash", 2), "england": ("dot", 2), "region": ("solid", 1)}
PENS = {"median": "Dashed line", "england": "Dotted line", "region": "Thin line"}


def figure(areas: pl.DataFrame, median: float | None, look: Look) -> plot.Figure:
    """The dots of one year, with 95% intervals.

    `areas` are the rows of one year from the comparison's `areas`, perhaps with the wider intervals of `neighbours.this_year`;
    `median` is the neighbours' median from its `standing`. Raises ValueError for several years.
    """
    if areas["year"].n_unique() > 1:
        raise ValueError("these areas hold more than one year; give those of one.")
    rows, lines = _ordered(areas), _references(areas, median, look)
    reach = [end for row in rows for end in (row.value, row.lower, row.upper, row.wide_lower, row.wide_upper)]
    scale = extent([*reach, *(value for _, _, value in lines)], look.unit)
    return plot.drawn(_traces(rows, look), _layout(rows, lines, scale, look))


def words(areas: pl.DataFrame, median: float | None, look: Look) -> str:
    """What one year's neighbours show: every authority, lowest first, and what to compare with."""
    rows = Area.rows(areas.sort("value", nulls_last=True))
    near = [_area(row, look) for row in rows if row.role in ("own", "neighbour")]
    wider = [(f"{look.beside}' median", median)]
    wider += [(row.area_name, row.value) for row in rows if row.role in ("region", "england")]
    beside = ", ".join(f"{name} {amount(value, look.unit)}" for name, value in wider)
    said = f"Dot chart of {len(near)} authorities in {financial_year(rows[0].year)}, lowest first: {', '.join(near)}."
    return f"{said} To compare: {beside}."


def _area(row: Area, look: Look) -> str:
    own = row.role == "own"
    name = f"{row.area_name} (ours)" if own else row.area_name
    note = f" ({row.note})" if row.note else ""
    if row.value is None:
        return f"{name} {symbol(row.symbol)}"
    return f"{name} {amount(row.value, look.unit, look.decimals if own else 1)}{note}"


def _ordered(areas: pl.DataFrame) -> list[Area]:
    """Own and neighbours, lowest value first, then those without one by name."""
    near = Area.rows(areas.filter(pl.col("role").is_in(["own", "neighbour"])))
    return sorted(near, key=lambda row: (row.value is None, row.value or 0, row.area_name))


def median_of(beside: str) -> str:
    """The name of the line that sums the others up: "Neighbours' median"."""
    return f"{capital(beside)}' median"


def _references(areas: pl.DataFrame, median: float | None, look: Look) -> list[Line]:
    """(kind, name, value) of the median, the region and England where they are known, lowest first."""
    wider = Area.rows(areas.filter(pl.col("role").is_in(["region", "england"])))
    lines = [("median", median_of(look.beside), median), *((row.role, row.area_name, row.value) for row in wider)]
    return sorted(((kind, name, value) for kind, name, value in lines if value is not None), key=lambda line: line[2])


def _traces(rows: list[Area], look: Look) -> list[dict]:
    """A dot with its 95% interval for every area with a value, at the height of its place in `rows`.

    Where the wider interval is known, a thin line reaches as far.
    """
    ink = look.ink
    drawn = [_dots(rows, "neighbour", 9, ink.others, look), _dots(rows, "own", 13, ink.own, look)]
    return drawn + [_line(rows, role, colour) for role, colour in (("neighbour", ink.others), ("own", ink.own)) if _widened(rows)]


def _widened(rows: list[Area]) -> bool:
    return any(row.wide_lower is not None for row in rows)


def _line(rows: list[Area], role: str, colour: str) -> dict:
    known = [row for row in rows if row.role == role and row.wide_lower is not None]
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "cliponaxis": False,
        "x": [end for row in known for end in (row.wide_lower, row.wide_upper, None)],
        "y": [place for row in known for place in (rows.index(row), rows.index(row), None)],
        "line": {"color": colour, "width": 1},
    }


def _dots(rows: list[Area], role: str, size: int, colour: str, look: Look) -> dict:
    known = [row for row in rows if row.role == role and row.value is not None]
    return {
        "type": "scatter", "mode": "markers", "cliponaxis": False,
        "x": [row.value for row in known], "y": [rows.index(row) for row in known],
        "error_x": {"array": [_reach(row, row.upper) for row in known],
                    "arrayminus": [_reach(row, row.lower) for row in known],
                    "symmetric": False, "color": colour, "thickness": 4 if _widened(rows) else 2, "width": 0},
        "marker": {"symbol": ["circle-open" if row.note else "circle" for row in known], "size": size,
                   "color": colour, "opacity": 1},
        "customdata": [hover(row, look) for row in known], "hovertemplate": "%{customdata}<extra></extra>",
    }


def _reach(row: Area, end: float | None) -> float:
    """How far the interval reaches from the value; not at all if there is none."""
    return abs(end - row.known) if end is not None else 0


def hover(row: Area, look: Look) -> str:
    """What pointing at an authority's figure says: name, year, value, counts, interval, and any note."""
    decimals = look.decimals if row.role == "own" else 1
    said = [f"<b>{in_markup(row.area_name)}</b>, {financial_year(row.year)}", amount(row.value, look.unit, decimals)]
    if row.numerator is not None and row.denominator is not None:
        said[-1] += f" ({row.numerator:,.0f} of {row.denominator:,.0f})"
    if row.lower is not None:
        said.append("95% interval " + " to ".join(amount(end, look.unit, decimals) for end in (row.lower, row.upper)))
    return "<br>".join([*said, in_markup(capital(row.note or ""))]).removesuffix("<br>")


def _layout(rows: list[Area], lines: list, scale: tuple[float, float], look: Look) -> dict:
    """Names at the left, values at the right, the `lines` to compare with named above them."""
    ink, unit = look.ink, look.unit
    base = layout(ink, 0, look.title, _key(rows, scale, unit), tick_lines=1, l=NAMES, r=VALUES)
    names, missing = [_name(row) for row in rows], [row for row in rows if row.value is None]
    inside, span = (TALL if missing or "<br>" in "".join(names) else ROW) * len(rows), scale[1] - scale[0]
    _raise_title(base, LINE * len(lines) + 6, inside)
    base["xaxis"] |= across((scale[0] - span / 40, scale[1]), unit)
    base["yaxis"] |= {
        "range": [len(rows) - 0.5, -0.5], "tickvals": list(range(len(rows))),
        "ticktext": names, "tickfont": {"size": TEXT, "color": ink.text},
    }
    # Names stand on the side with more room, in steps, so that no line runs through the name of another.
    left = sum(value - scale[0] for _, _, value in lines) > len(lines) * span / 2
    steps = list(enumerate(lines if left else lines[::-1]))
    base["shapes"] = [_pole(line, step, inside, ink) for step, line in steps]
    shares = [(value - scale[0]) / span for _, _, value in lines]
    fits = all(_fits(_said(line, unit), share, left) for line, share in zip(lines, shares, strict=True))
    base["meta"]["narrow"] = [] if fits else [f"{PENS[line[0]]}: {_said(line, unit)}" for line in lines]
    base["annotations"] += [_flag(line, step, left, unit, ink, fits) for step, line in steps]
    base["annotations"] += [_beside(row, place, scale, look) for place, row in enumerate(rows)]
    return base


def _raise_title(base: dict, by: int, inside: int) -> None:
    """Room for the names of lines under the title, and a chart `inside` pixels high."""
    for caption in base["annotations"]:
        caption["yshift"] += by if caption["yshift"] > 0 else 0
    base["margin"]["t"] += by
    base["height"] = base["margin"]["t"] + base["margin"]["b"] + inside


def _key(rows: list[Area], scale: tuple[float, float], unit: str) -> list[str]:
    shown = [row for row in rows if row.value is not None]
    intervals = "Bars: 95% intervals of the count" if any(row.lower is not None for row in shown) else ""
    wider = "Thin lines: allowing for how much authorities differ, as the funnel does" if _widened(shown) else ""
    notes = sorted({row.note for row in shown if row.note})
    return [intervals, wider, *(f"○ {in_markup(note)}" for note in notes), start_note(scale, unit)]


def _name(row: Area) -> str:
    lines = in_lines(in_markup(textwrap.shorten(row.area_name, LONGEST, placeholder=" …")), NAME)
    return f"<b>{lines}</b>  " if row.role == "own" else f"{lines}  "


def _pole(line: Line, step: int, inside: int, ink: Ink) -> dict:
    kind, _, value = line
    dash, width = DASHES[kind]
    pen = {"color": ink.quiet, "dash": dash, "width": width}
    top = 1 + LINE * (step + 0.5) / inside
    place = {"x0": value, "x1": value, "yref": "paper", "y0": 0, "y1": top}
    return {"type": "line", "layer": "below", "line": pen, **place}


def _said(line: Line, unit: str) -> str:
    _, name, value = line
    return f"{in_markup(name)} {short(value, unit, 1)}"


def _fits(text: str, share: float, left: bool) -> bool:
    """Whether a name has room on the narrowest chart, from `share` of its scale to the left or right edge."""
    inside = NARROWEST - NAMES - VALUES
    return LETTER * len(text) <= (NAMES + share * inside if left else VALUES + (1 - share) * inside)


def _flag(line: Line, step: int, left: bool, unit: str, ink: Ink, fits: bool) -> dict:
    """The name of a line to compare with, beside its top."""
    value, said = line[2], _said(line, unit)
    side = {"xanchor": "right", "xshift": -5} if left else {"xanchor": "left", "xshift": 5}
    above = {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": LINE * step}
    text = {"text": said if fits else in_wide(said), "font": {"size": TEXT, "color": ink.quiet}}
    return {**text, "x": value, **side, **above, "showarrow": False}


def _beside(row: Area, place: int, scale: tuple[float, float], look: Look) -> dict:
    """A row's value at the right edge, or the reason it has none where its dot would be."""
    own, ink = row.role == "own", look.ink
    font = {"size": TEXT, "color": ink.own if own else ink.quiet}
    where = {"y": place, "yanchor": "middle", "xanchor": "left", "align": "left", "showarrow": False, "font": font}
    if row.value is None:
        return {"text": in_lines(symbol(row.symbol)), "x": scale[0], "bgcolor": ink.ground, **where}
    value = short(row.known, look.unit, look.decimals if own else 1)
    return {"text": f"<b>{value}</b>" if own else value, "x": 1, "xref": "paper", "xshift": 12, **where}
