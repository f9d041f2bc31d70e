"""A still chart as a picture: lines, points and words in SVG, from the same plain data as a chart that can be pointed at.

A tile, a team's small chart and the charts of the page in plain words are looked at, not pointed at, and there are dozens on a
page. A browser takes some thirty milliseconds over each chart of Plotly's, in which nothing else happens, and no time over a
picture. What is drawn is decided where the charts decide it; this knows lines, points, letters, axes and labels, and no more.
"""

import base64
import html
from collections.abc import Callable, Sequence
from datetime import date

from markupsafe import Markup, escape

from indicators.charts import heading
from indicators.charts.axes import across
from indicators.charts.style import LINE, MARKUP, NARROWEST, TEXT, for_wide

At = str | float  # a day, as ISO writes it, or a number
Place = Callable[[At, float], tuple[float, float]]
Box = tuple[float, float, float, float]  # left, top, right, bottom
DASHES = {"dash": "6 4", "dot": "2 3"}
IMAGE = Markup('<img class="{}" src="{}" alt="{}" width="{}" height="{}">')
TITLE, KEY = Markup('<p class="sightline-drawn">{}</p>'), Markup('<p class="sightline-key">{}</p>')
HALF, LOWER = 0.35, 4  # of a letter's height, to have words level with a point; pixels of a tick and from it to its words
# The corners of a mark about its middle, in halves of its size.
CORNERS = {"triangle-up": ((0, -1.1), (1.1, 0.8), (-1.1, 0.8)), "triangle-down": ((0, 1.1), (1.1, -0.8), (-1.1, -0.8)),
           "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)), "square": ((-1, -1), (1, -1), (1, 1), (-1, 1))}


def image(drawing: str, size: tuple[int, int], alt: str, kind: str) -> Markup:
    """SVG of a size in pixels as an image in HTML, of the CSS class `kind`, with `alt` for those who do not see it."""
    width, height = size
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">{drawing}</svg>'
    source = f"data:image/svg+xml;base64,{base64.b64encode(whole.encode()).decode()}"
    return IMAGE.format(kind, source, alt, width, height)


def draw(traces: list[dict], layout: dict, width: int, alt: str) -> Markup:
    """A chart over its axes as HTML: title, picture, key. `layout` is one of `style.layout`, with ranges for both axes.

    The picture is there twice, for a screen and for a telephone, on which the first would shrink until no word can be read; the
    stylesheet shows one of them.
    """
    meta = layout["meta"]
    pictures = _whole(traces, layout, width, alt, "sightline-screen")
    pictures += _whole(traces, _fewer(layout), NARROWEST, alt, "sightline-phone")
    return TITLE.format(meta["title"]) + pictures + (KEY.format(heading.phrases(meta["key"])) if meta["key"] else "")


def _fewer(layout: dict) -> dict:
    """The layout without the labels of time that a narrow chart has no room for."""
    axis = layout["xaxis"]
    kept = [place for place, text in enumerate(axis["ticktext"]) if not for_wide(text)]
    return {**layout, "xaxis": {**axis, **{name: [axis[name][place] for place in kept] for name in ("tickvals", "ticktext")}}}


def _whole(traces: list[dict], layout: dict, width: int, alt: str, kind: str) -> Markup:
    room, meta = layout["margin"], layout["meta"]
    size = width, layout["height"] - meta["above"] - meta["below"]
    box = room["l"], room["t"] - meta["above"], width - room["r"], size[1] - room["b"] + meta["below"]
    place = placed(layout["xaxis"]["range"], layout["yaxis"]["range"], box)
    drawn = [_axes(layout, box, place), _within(box, [each for each in traces if each["mode"] == "lines"], place)]
    drawn += [shapes([each for each in traces if each["mode"] != "lines"], place), _at_the_edge(layout, box, place)]
    return image("".join(drawn), size, alt, f"sightline-picture {kind}")


def placed(across_it: Sequence[At], up_it: Sequence[float], box: Box) -> Place:
    """The function that takes a day or a number, and a value, to where they stand in a box (left, top, right, bottom)."""
    (first, last), (low, high), (left, top, right, bottom) = map(_number, across_it), up_it, box

    def place(at: At, value: float) -> tuple[float, float]:
        along, up = (_number(at) - first) / (last - first), (value - low) / (high - low)
        return left + along * (right - left), bottom - up * (bottom - top)

    return place


def shapes(traces: list[dict], place: Place) -> str:
    """Traces of lines, markers and letters as SVG, the first undermost; a band is filled down to the line before it."""
    drawn, before = "", None
    for trace in traces:
        drawn += _line(trace, before, place) if "lines" in trace["mode"] else ""
        drawn += _points(trace, place) if "markers" in trace["mode"] else ""
        drawn += _letters(trace, place) if trace["mode"] == "text" else ""
        before = trace
    return drawn


def _number(at: At) -> float:
    return date.fromisoformat(at).toordinal() if isinstance(at, str) else at


def _within(box: Box, traces: list[dict], place: Place) -> str:
    """Lines that end at the box: limits may run out of it."""
    left, top, right, bottom = box
    size = f'x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"'
    return f'<svg {size} viewBox="{left} {top} {right - left} {bottom - top}">{shapes(traces, place)}</svg>'


def _axes(layout: dict, box: Box, place: Place) -> str:
    """Grid lines with their values at the left, and the axis of time with its labels."""
    left, _, right, bottom = box
    x, y = layout["xaxis"], layout["yaxis"]
    grid = across(y["range"], "percentage" if y["ticksuffix"] else "number")
    drawn = ""
    for value, text in zip(grid["tickvals"], grid["ticktext"], strict=True):
        up = place(x["range"][0], value)[1]
        drawn += f'<path d="M{left} {up:.1f}H{right}" stroke="{y["gridcolor"]}"/>'
        drawn += words(text, (left - LOWER, up), y["tickfont"]["color"], "end")
    drawn += f'<path d="M{left} {bottom}H{right}" stroke="{x["linecolor"]}"/>'
    for at, text in zip(x["tickvals"], x["ticktext"], strict=True):
        along = place(at, y["range"][0])[0]
        drawn += f'<path d="M{along:.1f} {bottom}v{LOWER}" stroke="{x["tickcolor"]}"/>'
        drawn += words(text, (along, bottom + LOWER + LINE / 2), x["tickfont"]["color"], "middle")
    return drawn


def _at_the_edge(layout: dict, box: Box, place: Place) -> str:
    """The labels of lines at the right edge; title and key are HTML."""
    edge = [each for each in layout["annotations"] if each["x"] == 1]
    return "".join(
        words(each["text"], (box[2] + each["xshift"], place(layout["xaxis"]["range"][1], each["y"])[1]), each["font"]["color"])
        for each in edge
    )


def words(text: str, at: tuple[float, float], colour: str, anchor: str = "start") -> str:
    """Words level with a point, bold where they are marked so; further lines below the first."""
    weight = ' font-weight="700"' if "<b>" in text else ""
    lines = [escape(html.unescape(MARKUP.sub("", line))) for line in text.split("<br>")]
    x, y = at[0], at[1] + HALF * TEXT
    said = "".join(f'<tspan x="{x:.1f}" y="{y + LINE * place:.1f}">{line}</tspan>' for place, line in enumerate(lines))
    return f'<text fill="{colour}" font-size="{TEXT}" text-anchor="{anchor}"{weight}>{said}</text>'


def _line(trace: dict, before: dict | None, place: Place) -> str:
    """A line, broken where it has no value."""
    pen, path, moved = trace["line"], "", True
    for at, value in zip(trace["x"], trace["y"], strict=True):
        if value is not None:
            path += f"{'M' if moved else 'L'}{_corner(place(at, value))}"
        moved = value is None
    dashes = f' stroke-dasharray="{DASHES[pen["dash"]]}"' if pen.get("dash") else ""
    drawn = f'<path d="{path}" fill="none" stroke="{pen["color"]}" stroke-width="{pen["width"]}"{dashes}/>' if path else ""
    return _band(trace, before, place) + drawn


def _band(trace: dict, before: dict | None, place: Place) -> str:
    if not trace.get("fill") or before is None:
        return ""
    around = [*zip(trace["x"], trace["y"], strict=True), *reversed([*zip(before["x"], before["y"], strict=True)])]
    return f'<polygon points="{" ".join(_corner(place(*each)) for each in around)}" fill="{trace["fillcolor"]}"/>'


def _letters(trace: dict, place: Place) -> str:
    points = zip(trace["x"], trace["y"], trace["text"], strict=True)
    raised = [(place(at, value), letter) for at, value, letter in points]
    return "".join(words(letter, (x, y - TEXT / 2), trace["textfont"]["color"], "middle") for (x, y), letter in raised)


def _points(trace: dict, place: Place) -> str:
    """Points, each with a look of its own or all with one."""
    marks, many = trace["marker"], len(trace["x"])
    edge = marks.get("line", {"color": "none", "width": 0})
    looks = [marks.get("symbol", "circle"), marks["size"], marks["color"], edge["color"], edge["width"]]
    each = zip(*(look if isinstance(look, (tuple, list)) else [look] * many for look in looks), strict=True)
    points = zip(trace["x"], trace["y"], each, strict=True)
    return "".join(_mark(place(at, value), *look) for at, value, look in points if value is not None)


def _mark(at: tuple[float, float], symbol: str, size: float, fill: str, outline: str, width: float) -> str:
    look = f'fill="{fill}" stroke="{outline}" stroke-width="{width}"'
    if symbol == "circle-open":
        return f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{size / 2}" fill="none" stroke="{fill}" stroke-width="1.5"/>'
    if symbol == "circle":
        return f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{size / 2}" {look}/>'
    corners = " ".join(_corner((at[0] + x * size / 2, at[1] + y * size / 2)) for x, y in CORNERS[symbol])
    return f'<polygon points="{corners}" {look}/>'


def _corner(place: tuple[float, float]) -> str:
    return f"{place[0]:.1f},{place[1]:.1f}"
