"""The groups of one figure: a dot and its interval for each, highest first, beside what the whole comes to.

Under each name stands what was counted. A group of too few keeps its place and its counts, and says so in words where its dot
would be; so does one that is hidden. The whole is a dashed line, where it is on the same scale as its parts.
"""

import polars as pl
from msgspec.structs import replace

from indicators.charts import plot
from indicators.charts.axes import across, extent, start_note
from indicators.charts.style import LINE, TEXT, Ink, Look, in_lines, layout, name_lines, room
from indicators.row_types import Counted, Figure
from indicators.wording.letters import in_markup
from indicators.wording.words import TOO_FEW, amount, capital, fraction, symbol, told
from queries.definitions.header import Indicator

ROW = 40  # height of one group's row, in pixels
NAME = 22  # characters of a name on one line


def figure(groups: pl.DataFrame, indicator: Indicator, whole: float | None, look: Look) -> plot.Figure:
    """The groups of one breakdown in one period, as `figures.by_group` gives them: dots with 95% intervals.

    The look's unit is what a group's value is in (`figures.unit_of_groups`); `whole` is the whole
    authority's value on that scale.
    """
    rows = Figure.rows(groups)
    scale = extent([*(end for row in rows for end in (row.value, row.interval_lower, row.interval_upper)), whole], look.unit)
    return plot.drawn(_traces(rows, indicator, look), _layout(rows, indicator, whole, scale, look))


def words(groups: pl.DataFrame, indicator: Indicator, look: Look) -> str:
    """What the groups of one breakdown show: each with its figure and what it was counted from, highest first."""
    each = [(row.category, said(row, look.unit, look.decimals), counted(row, indicator)) for row in Figure.rows(groups)]
    told_of = [f"{name} {value}{f' ({counts})' if counts else ''}" for name, value, counts in each]
    return f"Dot chart. {look.title}. {'; '.join(told_of)}."


def _traces(rows: list[Figure], indicator: Indicator, look: Look) -> list[dict]:
    """A dot with its 95% interval, where there is one, for every group with a value, at the height of its place in `rows`."""
    known = [(place, row) for place, row in enumerate(rows) if row.value is not None]
    below, above = ([0 if to is None else abs(to - row.known) for row, to in ends] for ends in (
        [(row, row.interval_lower) for _, row in known], [(row, row.interval_upper) for _, row in known]))
    return [{
        "type": "scatter", "mode": "markers", "cliponaxis": False,
        "x": [row.value for _, row in known], "y": [place for place, _ in known],
        "error_x": {"array": above, "arrayminus": below,
                    "symmetric": False, "color": look.ink.own, "thickness": 2, "width": 0},
        "marker": {"symbol": "circle", "size": 11, "color": look.ink.own},
        "customdata": [_hover(row, indicator, look) for _, row in known],
        "hovertemplate": "%{customdata}<extra></extra>",
    }]


def counted(row: Counted, indicator: Indicator) -> str:
    """What a group's figure was counted from: '12 of 39', '40 children'; empty where nothing is divided, or it is hidden."""
    return "" if row.denominator is None else fraction(replace(row, value=0.0), indicator)


def said(row: Counted, unit: str, decimals: int) -> str:
    """A group's figure, or in words why there is none."""
    if row.value is not None:
        return told(row, unit, decimals)
    return TOO_FEW if row.too_few else capital(symbol(row.symbol))


def _hover(row: Figure, indicator: Indicator, look: Look) -> str:
    """What pointing at a group says: name, value, counts and interval."""
    parts = [f"<b>{in_markup(row.category)}</b>", said(row, look.unit, look.decimals), counted(row, indicator)]
    if row.interval_lower is not None:
        ends = [amount(end, look.unit, look.decimals) for end in (row.interval_lower, row.interval_upper)]
        parts.append(f"95% interval {' to '.join(ends)}")
    return "<br>".join(filter(None, parts))


def _layout(
    rows: list[Figure], indicator: Indicator, whole: float | None, scale: tuple[float, float], look: Look
) -> dict:
    """Names and counts at the left, values at the right, the `whole` as a line with its name above it."""
    ink = look.ink
    intervals = any(row.interval_lower is not None for row in rows)
    key = ["Bars: 95% intervals" if intervals else "", start_note(scale, look.unit)]
    names = [_name(row, indicator, ink) for row in rows]
    values = [said(row, look.unit, look.decimals) for row in rows if row.value is not None]
    base = layout(ink, 0, look.title, key, tick_lines=1, l=room(names), r=room(values))
    flag, start = 0 if whole is None else LINE + 6, scale[0] - (scale[1] - scale[0]) / 40
    for caption in base["annotations"]:
        caption["yshift"] += flag if caption["yshift"] > 0 else 0
    base["margin"]["t"] += flag
    inside = height_of(names, ROW) * len(rows)
    base["height"] = base["margin"]["t"] + base["margin"]["b"] + inside
    base["xaxis"] |= across((start, scale[1]), look.unit)
    base["yaxis"] |= {
        "range": [len(rows) - 0.5, -0.5], "tickvals": list(range(len(rows))),
        "ticktext": names, "tickfont": {"size": TEXT, "color": ink.text},
    }
    base["annotations"] += [_beside(row, place, scale, look) for place, row in enumerate(rows)]
    if whole is not None:
        base["shapes"] = [_line(whole, inside, ink)]
        base["annotations"].append(_flag(whole, scale, look))
    return base


def height_of(names: list[str], least: int) -> int:
    """Pixels of a row that has room for the name with the most lines."""
    return max(least, *(LINE * (1 + name.count("<br>")) + 4 for name in names))


def _name(row: Figure, indicator: Indicator, ink: Ink) -> str:
    lines, counts = name_lines(row.category, NAME), counted(row, indicator)
    under = [f'<span style="color:{ink.quiet}">{counts}</span>'] if counts else []
    return "<br>".join(f"{line}  " for line in [*lines, *under])


def _beside(row: Figure, place: int, scale: tuple[float, float], look: Look) -> dict:
    where = {"y": place, "yanchor": "middle", "xanchor": "left", "align": "left", "showarrow": False}
    text, ink = said(row, look.unit, look.decimals), look.ink
    if row.value is None:
        return {**where, "text": in_lines(text), "x": scale[0], "font": {"size": TEXT, "color": ink.quiet}, "bgcolor": ink.ground}
    return {**where, "text": text, "x": 1, "xref": "paper", "xshift": 12, "font": {"size": TEXT, "color": ink.text}}


def _line(whole: float, inside: int, ink: Ink) -> dict:
    pen, top = {"color": ink.quiet, "dash": "dash", "width": 2}, 1 + LINE / inside / 2
    return {"type": "line", "layer": "below", "line": pen, "x0": whole, "x1": whole, "yref": "paper", "y0": 0, "y1": top}


def _flag(whole: float, scale: tuple[float, float], look: Look) -> dict:
    """The name of the line, on the side of it with more room."""
    left = whole - scale[0] > (scale[1] - scale[0]) / 2
    side = {"xanchor": "right", "xshift": -5} if left else {"xanchor": "left", "xshift": 5}
    text = {"text": f"All {amount(whole, look.unit, look.decimals)}", "font": {"size": TEXT, "color": look.ink.quiet}}
    return {**text, **side, "x": whole, "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
