"""A funnel: every authority by how many children were counted, and the limits that narrow as there are more.

Our own authority is bold and named, its neighbours are grey and named where they lie outside, all others are faint. The
limits are given, not computed here: 95% dashed, 99.8% solid, all authorities together dashed in the middle. The number of
children is on a scale of equal ratios, since the largest authority counts hundreds of times as many as the smallest.
"""

import math

import polars as pl

from indicators.charts import plot
from indicators.charts.axes import edge_labels, extent, spread, start_note, value_axis
from indicators.charts.style import LINE, TEXT, Ink, Look, in_wide, layout
from indicators.comparing.row_types import Authority
from indicators.wording import verdicts
from indicators.wording.letters import in_markup
from indicators.wording.words import amount, capital

SIDES = ("lower95", "upper95", "lower998", "upper998")
TICKS = [10**power for power in range(6)]  # few enough for a narrow phone
HEIGHT, NAMES = 520, 84  # pixels: of the chart, and for the names of lines at the right


def figure(authorities: pl.DataFrame, lines: pl.DataFrame, centre: float, look: Look) -> plot.Figure:
    """Every authority of a year by the number of children counted, with the limits that narrow as it grows.

    The frames and the centre (percent) are those of `neighbours.this_year`.
    """
    rows = Authority.rows(authorities)
    scale = extent([centre, *map(_share, rows)], "percentage")
    return plot.drawn(_traces(rows, lines, centre, look), _layout(rows, lines, centre, scale, look))


def words(authorities: pl.DataFrame, centre: float, look: Look) -> str:
    """What a funnel shows: how many authorities lie where, our own place, and the neighbours outside."""
    rows = Authority.rows(authorities.sort("area_name"))
    lie = [row.outside or 0 for row in rows]
    above, below = sum(each > 0 for each in lie), sum(each < 0 for each in lie)
    said = [
        f"Funnel chart of {len(rows)} authorities about {amount(centre, 'percentage')}: {lie.count(0)} within the 95% "
        f"limits, {above} above and {below} below them."
    ]
    for row in (row for role in ("own", "neighbour") for row in rows if row.role == role):
        if _named(row):
            value = amount(row.value, "percentage", look.decimals if row.role == "own" else 1)
            said.append(f"{row.area_name}, {value} of {row.denominator:,.0f}, is {verdicts.LIES[row.outside or 0]}.")
    return " ".join(said)


def _traces(rows: list[Authority], lines: pl.DataFrame, centre: float, look: Look) -> list[dict]:
    """The limits, the centre, and a point for every authority, our own on top."""
    ink, width = look.ink, {"95": {"dash": "dash", "width": 1.2}, "998": {"dash": "solid", "width": 1.5}}
    children = lines["children"].to_list()
    drawn = [_line(children, lines[side].to_list(), {"color": ink.quiet, **width[side[5:]]}) for side in SIDES]
    drawn.append(_line([children[0], children[-1]], [centre, centre], {"color": ink.text, "dash": "longdash", "width": 1.5}))
    return [
        *drawn,
        _points(rows, "other", {"symbol": "circle-open", "size": 5, "color": ink.others, "opacity": 0.55}, look.decimals),
        _points(rows, "neighbour", {"symbol": "circle", "size": 9, "color": ink.others, "opacity": 1}, look.decimals),
        _points(rows, "own", {"symbol": "circle", "size": 14, "color": ink.own, "opacity": 1,
                              "line": {"width": 1.5, "color": ink.outline}}, look.decimals),
    ]


def _line(x: list[float], y: list[float], pen: dict) -> dict:
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": pen, "hoverinfo": "skip"}


def _points(rows: list[Authority], role: str, marker: dict, decimals: int) -> dict:
    shown = [row for row in rows if row.role == role]
    return {
        "type": "scatter", "mode": "markers", "cliponaxis": False, "marker": marker,
        "x": [row.denominator for row in shown], "y": [_share(row) for row in shown],
        "customdata": [_hover(row, decimals) for row in shown], "hovertemplate": "%{customdata}<extra></extra>",
    }


def _share(row: Authority) -> float:
    """A row's percentage before rounding, which is what is judged."""
    return 100 * (row.numerator or 0) / _size(row)


def _size(row: Authority) -> float:
    """How many were counted, which is known and not nought of everybody in a funnel."""
    return row.denominator or 1


def _hover(row: Authority, decimals: int) -> str:
    """What pointing at an authority says: name, value, counts, and where it lies."""
    value = amount(row.value, "percentage", decimals if row.role == "own" else 1)
    counts = f"{row.numerator:,.0f} of {row.denominator:,.0f}"
    return f"<b>{in_markup(row.area_name)}</b><br>{value} ({counts})<br>{capital(verdicts.LIES[row.outside or 0])}"


def _layout(
    rows: list[Authority], lines: pl.DataFrame, centre: float, scale: tuple[float, float], look: Look
) -> dict:
    """Lines named at the right edge, our own and the neighbours outside named where they stand."""
    ink = look.ink
    own = [f'<b style="color:{ink.own}">●</b> {in_markup(row.area_name)}' for row in rows if row.role == "own"]
    key = [*own, f'<b style="color:{ink.others}">●</b> {look.beside}', "○ all other authorities",
           "Dashed: 95% limits", "Solid: 99.8% limits",
           f"Long dashes: all together, {amount(centre, 'percentage')}",
           "Across: children counted, each step ten times as many",
           start_note(scale, "percentage")]
    base = layout(ink, HEIGHT, look.title, key, tick_lines=1, r=NAMES)
    sizes = [_size(row) for row in rows]
    reach = (math.log10(min(sizes) / 1.25), math.log10(max(sizes) * 1.25))
    ticks = [tick for tick in TICKS if reach[0] <= math.log10(tick) <= reach[1]]
    base["xaxis"] |= {"type": "log", "range": list(reach), "tickvals": ticks, "ticktext": [f"{tick:,}" for tick in ticks]}
    base["yaxis"] |= value_axis(scale, "percentage")
    ends = lines.row(-1, named=True)
    edge = [(centre, f"All {amount(centre, 'percentage')}", ink.text)]
    edge += [(ends[side], "99.8%" if side.endswith("998") else "95%", ink.quiet) for side in SIDES]
    base["annotations"] += edge_labels(edge, scale, base)
    base["annotations"] += _names([row for row in rows if _named(row)], reach, scale, base, ink)
    base["meta"]["narrow"] = [f"{in_markup(row.area_name)}: {verdicts.LIES[row.outside or 0]}" for row in rows if _named(row)]
    return base


def _named(row: Authority) -> bool:
    """Whether an authority is named in the picture: our own always, a neighbour outside the limits."""
    return row.role == "own" or (row.role == "neighbour" and row.outside != 0)


def _names(
    rows: list[Authority], reach: tuple[float, float], scale: tuple[float, float], base: dict, ink: Ink
) -> list[dict]:
    """A name beside each of some points, none over another: above the point or below it, whichever is further out."""
    pixel = (scale[1] - scale[0]) / (base["height"] - base["margin"]["t"] - base["margin"]["b"])
    outer = [1 if (row.outside or 0) > 0 or (row.outside == 0 and _share(row) > sum(scale) / 2) else -1 for row in rows]
    wished = [_share(row) + 1.5 * LINE * pixel * side for row, side in zip(rows, outer, strict=True)]
    places = spread(wished, LINE * pixel, scale[0] + LINE * pixel, scale[1])
    return [_name(row, (_share(row) - place) / pixel, reach, ink) for row, place in zip(rows, places, strict=True)]


def _name(row: Authority, below: float, reach: tuple[float, float], ink: Ink) -> dict:
    """A name so many pixels below its point, on the side with more room, and a thin line between them."""
    place, own, name = math.log10(_size(row)), row.role == "own", in_markup(row.area_name)
    left = place > sum(reach) / 2
    return {
        "x": place, "y": _share(row), "text": in_wide(f"<b>{name}</b>" if own else name),
        "font": {"size": TEXT, "color": ink.own if own else ink.text}, "bgcolor": ink.ground, "borderpad": 1,
        "showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": ink.own if own else ink.others,
        "standoff": 7 if own else 4, "ax": -28 if left else 28, "ay": below, "xanchor": "right" if left else "left",
    }
