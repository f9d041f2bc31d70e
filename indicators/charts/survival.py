"""Curves of waits: the share that lasts longer, day by day, of one period and the same a year before.

Ours is a bold blue step line in its own interval, the year before a thin grey one; the standard is an upright line that
says what each curve has come to there.
"""

from indicators.charts import labels, plot
from indicators.charts.axes import NARROW, edge_labels, extent, start_note, value_axis
from indicators.charts.style import TEXT, Ink, Look, layout, thinned
from indicators.children.row_types import Curve, CurveDay
from indicators.wording.words import amount, period_of

HEIGHT = 400  # pixels
FORTNIGHT = 14
DAYS = 4  # labels in days that a narrow chart has room for
ROOM = 130.0  # the scale of curves that fall from 100%, with room above them for what they come to at the standard
MONTHS = {91: "3", 183: "6", 274: "9", 365: "12 months"}
SPOKEN = "%{customdata}<extra></extra>"


def figure(parts: list[Curve], standard: int, look: Look, rising: bool = False) -> plot.Figure:
    """The share of waits that last longer than so many days (`rising`: that have ended by then), and the same a year before.

    The latest is first; `standard` is in days. Points are steps where there is one for every day, joined up where there is one a
    week.
    """
    return plot.drawn(_traces(parts, look), _layout(parts, standard, rising, look))


def words(parts: list[Curve], look: Look) -> str:
    """What the curves of waits show: each by name, at four days on the way and on its last."""
    named = [(period_of(part.figure), _on_the_way(part.points, look)) for part in parts]
    said = [f"{when}: {', '.join(passed)}." for when, passed in named]
    return f"Line chart. {look.title}. {' '.join(said)}"


def _on_the_way(rows: list[CurveDay], look: Look) -> list[str]:
    picked = [rows[len(rows) * place // 5] for place in range(1, 5)] + rows[-1:]
    return [f"{amount(row['value'], 'percentage', look.decimals)} after {row['day']} days" for row in picked]


def _traces(parts: list[Curve], look: Look) -> list[dict]:
    """The curves, the first on top."""
    ink, decimals = look.ink, look.decimals
    first, *before = parts
    shape = "hv" if [row["day"] for row in first.points][:2] == [0, 1] else "linear"
    thin = {"color": ink.others, "width": 1.5, "dash": "dash", "shape": shape}
    bold = {"color": ink.own, "width": 2.5, "shape": shape}
    lines = [_line(part, thin, decimals) for part in before]
    return [*_band(first.points, ink, shape), *lines, _line(first, bold, decimals)]


def _layout(parts: list[Curve], standard: int, rising: bool, look: Look) -> dict:
    """The standard as an upright line, and beside it the share of each curve there.

    Of `rising` curves, of returns, the standard is the right edge and the scale ends where they do.
    """
    ink = look.ink
    key = ["Shaded: 95% interval", *(["Dashed: a year before"] if len(parts) > 1 else [])]
    reached = [row[name] for part in parts for row in part.points for name in ("value", "upper")]
    scale = extent(reached, "percentage") if rising else (0.0, ROOM)
    key.append(start_note(scale, "percentage"))
    base = layout(ink, HEIGHT, look.title, key, tick_lines=1, **({} if rising else {"r": 16}))
    days = [row["day"] for part in parts for row in part.points]
    base["xaxis"] |= _days(max(days, default=standard), standard, rising)
    base["yaxis"] |= value_axis(scale, "percentage")
    known = [part for part in parts if part.figure.value is not None]
    said = [f"{part.said.replace('about ', '≈ ')} {labels.brief(part.figure)}" for part in known]
    ends = [(part.figure.value or 0.0, text) for part, text in zip(known, said, strict=True)]
    if rising:
        colours = (ink.own, ink.quiet)
        base["annotations"] += edge_labels([(*end, colour) for end, colour in zip(ends, colours, strict=False)], scale, base)
    else:
        ticks = range(0, 101, 20)
        base["yaxis"] |= {"tickvals": list(ticks), "ticktext": [f"{tick}%" for tick in ticks]}
        base["shapes"] = [_pole(standard, ink)]
        base["annotations"].append(_beside(standard, [text for _, text in ends], ink))
    return base


def _days(furthest: int, standard: int, rising: bool) -> dict:
    if rising:
        within = {day: name for day, name in MONTHS.items() if day <= standard}
        return {"range": [0, standard], "tickvals": [0, *within], "ticktext": thinned(["0", *within.values()], NARROW)}
    ticks = list(range(0, furthest + 1, FORTNIGHT))
    return {"range": [0, furthest], "tickvals": ticks, "ticktext": thinned([f"{day}" for day in ticks], DAYS)}


def _line(part: Curve, pen: dict, decimals: int) -> dict:
    rows, when = part.points, period_of(part.figure)
    values = [amount(row["value"], "percentage", decimals) for row in rows]
    said = [f"<b>{value}</b> after {row['day']} days<br>{when}" for value, row in zip(values, rows, strict=True)]
    return {"type": "scatter", "mode": "lines", "line": pen, "customdata": said, "hovertemplate": SPOKEN,
            "x": [row["day"] for row in rows], "y": [row["value"] for row in rows]}


def _band(rows: list[CurveDay], ink: Ink, shape: str) -> list[dict]:
    known = [row for row in rows if row["lower"] is not None]
    edge = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"width": 0, "color": ink.band, "shape": shape},
            "x": [row["day"] for row in known]}
    return [{**edge, "y": [row["lower"] for row in known]},
            {**edge, "y": [row["upper"] for row in known], "fill": "tonexty", "fillcolor": ink.band}]


def _pole(standard: int, ink: Ink) -> dict:
    pen = {"color": ink.quiet, "width": 1, "dash": "dot"}
    return {"type": "line", "layer": "below", "x0": standard, "x1": standard, "yref": "paper", "y0": 0, "y1": 1, "line": pen}


def _beside(standard: int, said: list[str], ink: Ink) -> dict:
    text = "<br>".join([f"Longer than {standard} days:", *(f"<b>{each}</b>" for each in said[:1]), *said[1:]])
    return {"text": text, "x": standard, "xanchor": "left", "xshift": 6, "yref": "paper", "y": 1, "yanchor": "top",
            "align": "left", "showarrow": False, "font": {"size": TEXT, "color": ink.quiet}}
