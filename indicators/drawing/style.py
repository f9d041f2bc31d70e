"""The house style of every chart: its colours, in a light and a dark version, and the empty chart they are
drawn on.

The Analysis Function's dark blue is us and grey is others. Signals have the hues of Making Data Count, which members
know: orange for concern, light blue for improvement, purple where neither direction is good. Those hues are too
pale or too alike to carry a message, so each has a shape, a dark outline and words as well.

Backgrounds are clear, so that the page shows through; heights are fixed, so that nothing jumps. Everything is plain
data: `charts` alone turns it into a figure.
"""

import re
from dataclasses import dataclass

FONT = '"Source Sans", "Source Sans 3", "Segoe UI", sans-serif'
TEXT, LINE = 13, 18  # size of words and height of a line of them, in pixels
EDGE = 124  # room for labels at the right edge, in pixels
WIDEST = 56  # characters of a title or a key on one line; they fit a narrow phone
CLEAR = "rgba(0,0,0,0)"
MARKUP = re.compile(r"<[^>]*>")
SPACE = re.compile(r" +(?![^<]*>)")  # not inside markup


@dataclass(frozen=True)
class Ink:
    """The colours of one version; `quiet` is for words that explain, `ground` is the page behind."""

    own: str
    others: str
    look: str
    better: str
    neither: str
    text: str
    quiet: str
    outline: str
    grid: str
    band: str
    ground: str


LIGHT = Ink(
    own="#12436D", others="#808080", look="#E46C0A", better="#00B0F0", neither="#490092", text="#262626", quiet="#595959",
    outline="#3D3D3D", grid="#E4E4E4", band="rgba(18, 67, 109, 0.08)", ground="#FFFFFF",
)
DARK = Ink(
    own="#6BACE6", others="#8C939B", look="#F46A25", better="#00B0F0", neither="#B794F6", text="#F0F0F0", quiet="#C8CCD0",
    outline="#F2F2F2", grid="#31343D", band="rgba(107, 172, 230, 0.13)", ground="#0E1117",
)


def colours(dark: bool) -> Ink:
    """The colours for a dark page, or for a light one."""
    return DARK if dark else LIGHT


def layout(ink: Ink, height: int, title: str = "", key=(), tick_lines: int = 2, **margin: int) -> dict:
    """An empty chart, `title` above it, the phrases of `key` under it; nothing to drag or zoom.

    `height` and `margin` (l, r, t, b) are in pixels; without margins there is room for title, key and edge
    labels, below axis labels of `tick_lines` lines.
    """
    above, below, ticks = wrap(title.split(" ")), wrap(key, between="    "), 8 + LINE * tick_lines
    room = {"l": 52, "r": EDGE, "t": 18 + LINE * len(above), "b": ticks + 4 + LINE * len(below), **margin}
    words = {"family": FONT, "size": TEXT, "color": ink.text}
    return {
        "height": height, "margin": {**room, "autoexpand": False},
        "paper_bgcolor": CLEAR, "plot_bgcolor": CLEAR, "font": words, "showlegend": False, "dragmode": False,
        "hovermode": "closest", "hoverdistance": 30,
        "hoverlabel": {"bgcolor": ink.ground, "bordercolor": ink.others, "align": "left", "font": words},
        "modebar": {"bgcolor": CLEAR, "color": ink.quiet, "activecolor": ink.text},
        "xaxis": {**_axis(ink), "showgrid": False, "showline": True, "linecolor": ink.others,
                  "ticks": "outside", "ticklen": 4, "tickcolor": ink.others},
        "yaxis": {**_axis(ink), "showgrid": True, "gridcolor": ink.grid, "ticks": "", "nticks": 6},
        "annotations": [
            *([caption(above, room, ink.text, y=1, yanchor="bottom", yshift=8)] if above else []),
            *([caption(below, room, ink.quiet, y=0, yanchor="top", yshift=-ticks)] if below else []),
        ],
    }


def _axis(ink):
    tickfont = {"size": TEXT, "color": ink.quiet}
    return {"fixedrange": True, "zeroline": False, "tickangle": 0, "tickfont": tickfont}


def caption(lines: list[str], room: dict, colour: str, **place) -> dict:
    """Lines of text that begin at the left edge of the chart, at a `place` on its height."""
    words = {"text": "<br>".join(lines), "align": "left", "font": {"size": TEXT, "color": colour}}
    left = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 4 - room["l"]}
    return {**words, **left, "yref": "paper", "showarrow": False, **place}


def wrap(pieces, between: str = " ", widest: int = WIDEST) -> list[str]:
    """Pieces of text set in lines of at most `widest` characters; only longer pieces are broken.

    Markup is neither counted nor broken.
    """
    lines = []
    for piece in filter(None, pieces):
        if lines and _length(lines[-1] + between + piece) <= widest:
            lines[-1] += between + piece
        elif _length(piece) > widest and SPACE.search(piece):
            lines += wrap(SPACE.split(piece), widest=widest)
        else:
            lines.append(piece)
    return lines


def _length(text):
    """Characters a reader sees."""
    return len(MARKUP.sub("", text))
