"""What is drawn of the groups of one figure: a dot and its interval for each, highest first, beside what the whole comes to.

Under each name stands what was counted. A group of too few keeps its place and its counts, and says so in words where its dot
would be; so does one that is hidden. The whole is a dashed line, where it is on the same scale as its parts.
"""

from indicators.charts.axes import across, start_note
from indicators.charts.style import LINE, TEXT, Ink, in_lines, layout, name_lines, room
from indicators.wording import words
from indicators.wording.letters import in_markup
from queries.definitions.header import Indicator

ROW = 40  # height of one group's row, in pixels
NAME = 22  # characters of a name on one line


def traces(rows: list[dict], indicator: Indicator, unit: str, ink: Ink, decimals: int) -> list[dict]:
    """A dot with its 95% interval, where there is one, for every group with a value, at the height of its place in `rows`."""
    known = [(place, row) for place, row in enumerate(rows) if row["value"] is not None]
    reach = [{end: row[f"interval_{end}"] for end in ("lower", "upper")} for _, row in known]
    far = [{end: 0 if to is None else abs(to - row["value"]) for end, to in ends.items()}
           for (_, row), ends in zip(known, reach, strict=True)]
    return [{
        "type": "scatter", "mode": "markers", "cliponaxis": False,
        "x": [row["value"] for _, row in known], "y": [place for place, _ in known],
        "error_x": {"array": [each["upper"] for each in far], "arrayminus": [each["lower"] for each in far],
                    "symmetric": False, "color": ink.own, "thickness": 2, "width": 0},
        "marker": {"symbol": "circle", "size": 11, "color": ink.own},
        "customdata": [hover(row, indicator, unit, decimals) for _, row in known],
        "hovertemplate": "%{customdata}<extra></extra>",
    }]


def counted(row: dict, indicator: Indicator) -> str:
    """What a group's figure was counted from: '12 of 39', '40 children'; empty where nothing is divided, or it is hidden."""
    return "" if row["denominator"] is None else words.fraction({**row, "value": 0.0}, indicator)


def said(row: dict, unit: str, decimals: int) -> str:
    """A group's figure, or in words why there is none."""
    if row["value"] is not None:
        return words.told(row, unit, decimals)
    return words.TOO_FEW if row["too_few"] else words.capital(words.symbol(row["symbol"]))


def hover(row: dict, indicator: Indicator, unit: str, decimals: int) -> str:
    """What pointing at a group says: name, value, counts and interval."""
    parts = [f"<b>{in_markup(row['category'])}</b>", said(row, unit, decimals), counted(row, indicator)]
    if row["interval_lower"] is not None:
        ends = [words.amount(row[f"interval_{end}"], unit, decimals) for end in ("lower", "upper")]
        parts.append(f"95% interval {' to '.join(ends)}")
    return "<br>".join(filter(None, parts))


def groups_layout(
    rows: list[dict], indicator: Indicator, whole: float | None, scale: tuple, unit: str, title: str, ink: Ink, decimals: int
) -> dict:
    """The layout: names and counts at the left, values at the right, the `whole` as a line with its name above it."""
    intervals = any(row["interval_lower"] is not None for row in rows)
    key = ["Bars: 95% intervals" if intervals else "", start_note(scale, unit)]
    names = [_name(row, indicator, ink) for row in rows]
    values = [said(row, unit, decimals) for row in rows if row["value"] is not None]
    base = layout(ink, 0, title, key, tick_lines=1, l=room(names), r=room(values))
    flag, start = 0 if whole is None else LINE + 6, scale[0] - (scale[1] - scale[0]) / 40
    for caption in base["annotations"]:
        caption["yshift"] += flag if caption["yshift"] > 0 else 0
    base["margin"]["t"] += flag
    inside = height_of(names, ROW) * len(rows)
    base["height"] = base["margin"]["t"] + base["margin"]["b"] + inside
    base["xaxis"] |= across((start, scale[1]), unit)
    base["yaxis"] |= {
        "range": [len(rows) - 0.5, -0.5], "tickvals": list(range(len(rows))),
        "ticktext": names, "tickfont": {"size": TEXT, "color": ink.text},
    }
    base["annotations"] += [_beside(row, place, unit, scale, ink, decimals) for place, row in enumerate(rows)]
    if whole is not None:
        base["shapes"] = [_line(whole, inside, ink)]
        base["annotations"].append(_flag(whole, scale, unit, ink, decimals))
    return base


def height_of(names: list[str], least: int) -> int:
    """Pixels of a row that has room for the name with the most lines."""
    return max(least, *(LINE * (1 + name.count("<br>")) + 4 for name in names))


def _name(row, indicator, ink):
    lines, counts = name_lines(row["category"], NAME), counted(row, indicator)
    under = [f'<span style="color:{ink.quiet}">{counts}</span>'] if counts else []
    return "<br>".join(f"{line}  " for line in [*lines, *under])


def _beside(row, place, unit, scale, ink, decimals):
    where = {"y": place, "yanchor": "middle", "xanchor": "left", "align": "left", "showarrow": False}
    text = said(row, unit, decimals)
    if row["value"] is None:
        return {**where, "text": in_lines(text), "x": scale[0], "font": {"size": TEXT, "color": ink.quiet}, "bgcolor": ink.ground}
    return {**where, "text": text, "x": 1, "xref": "paper", "xshift": 12, "font": {"size": TEXT, "color": ink.text}}


def _line(whole, inside, ink):
    pen, top = {"color": ink.quiet, "dash": "dash", "width": 2}, 1 + LINE / inside / 2
    return {"type": "line", "layer": "below", "line": pen, "x0": whole, "x1": whole, "yref": "paper", "y0": 0, "y1": top}


def _flag(whole, scale, unit, ink, decimals):
    """The name of the line, on the side of it with more room."""
    left = whole - scale[0] > (scale[1] - scale[0]) / 2
    side = {"xanchor": "right", "xshift": -5} if left else {"xanchor": "left", "xshift": 5}
    text = {"text": f"All {words.amount(whole, unit, decimals)}", "font": {"size": TEXT, "color": ink.quiet}}
    return {**text, **side, "x": whole, "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
