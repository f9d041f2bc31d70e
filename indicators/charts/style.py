"""The house style of every chart: its colours, in a light and a dark version, and the empty chart they are
drawn on.

The server does not know how wide a screen is and nothing of ours runs in the browser, so words are marked for where they are
read: title and key stand in the figure for a saved picture alone, since a page sets them around it as text that wraps by
itself (`meta` holds them); what a narrow chart has no room for is marked too. The marks are styles without effect;
pages/frame/style.py acts on them, and a saved picture, which is drawn away from the page, holds every word.

The Analysis Function's dark blue is us and grey is others. Signals have the hues of Making Data Count, which members
know: orange for concern, light blue for improvement, purple where neither direction is good. Those hues are too
pale or too alike to carry a message, so each has a shape, a dark outline and words as well.

Backgrounds are clear, so that the page shows through; heights are fixed, so that nothing jumps. Everything is plain
data: `plot` alone turns it into a figure.
"""

import html
import math
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.wording.letters import in_markup, seen

FONT = '"Source Sans", "Source Sans 3", "Segoe UI", sans-serif'
TEXT, LINE = 13, 18  # size of words and height of a line of them, in pixels
LETTER, BOLD, NARROWEST = 6.6, 7.4, 288  # pixels of a usual character, a bold one, and a chart on the narrowest telephone
MOST_LINES = 3  # of a name beside a chart; pointing at its row says all of it
REASON = 17  # characters of a line that says inside a chart why there is no figure
BESIDE = 24  # pixels between a chart, a label beside it, and the edge
EDGE = 124  # room for labels at the right edge, in pixels
PICTURE = 960  # pixels across a chart that is saved as a picture, whatever screen it was saved from
WIDEST = 120  # characters of a title or a key on one line of such a picture
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


@dataclass(frozen=True)
class Look:
    """How a chart is asked for: the title above it; what its values are in, which is an indicator's shown_as; the decimals of our
    own figures; whether the page is dark; and what the authorities beside ours are called.
    """

    title: str
    unit: str = "percentage"
    decimals: int = 1
    dark: bool = False
    beside: str = "neighbours"

    @property
    def ink(self) -> Ink:
        """The colours for its page."""
        return colours(self.dark)


def layout(ink: Ink, height: int, title: str = "", key: Sequence[str] = (), tick_lines: int = 2, **margin: int) -> dict:
    """An empty chart, `title` above it, the phrases of `key` under it; nothing to drag or zoom.

    Its `meta` holds both for the page, with the pixels above and below that only a saved picture needs.

    `height` and `margin` (l, r, t, b) are in pixels; without margins there is room for title, key and edge
    labels, below axis labels of `tick_lines` lines.
    """
    above, below, ticks = wrap(in_markup(title).split(" ")), wrap(key, between="    "), 8 + LINE * tick_lines
    room = {"l": 46, "r": EDGE, "t": 18 + LINE * len(above), "b": ticks + 4 + LINE * len(below), **margin}
    words = {"family": FONT, "size": TEXT, "color": ink.text}
    return {
        "height": height, "margin": {**room, "autoexpand": False},
        "meta": {"title": title, "key": [*filter(None, key)], "narrow": [],
                 "above": 6 + LINE * len(above) if above else 0, "below": LINE * len(below)},
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


def _axis(ink: Ink) -> dict:
    tickfont = {"size": TEXT, "color": ink.quiet}
    return {"fixedrange": True, "zeroline": False, "tickangle": 0, "tickfont": tickfont}


def caption(lines: list[str], room: dict[str, int], colour: str, **place: str | float) -> dict:
    """Lines of text that begin at the left edge of a saved picture, at a `place` on its height; a page does not show them."""
    words = {"text": in_picture("<br>".join(lines)), "align": "left", "font": {"size": TEXT, "color": colour}}
    left = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 4 - room["l"]}
    return {**words, **left, "yref": "paper", "showarrow": False, **place}


def in_picture(text: str) -> str:
    """Words that only a saved picture shows, because the page says them beside the chart."""
    return f'<span style="--picture:1">{text}</span>'


def in_wide(text: str) -> str:
    """Words that a chart leaves out where it is narrow; the page says them elsewhere."""
    return f'<span style="--wide:1">{text}</span>'


def for_wide(text: str) -> bool:
    """Whether words are such as a narrow chart leaves out."""
    return "--wide" in text


def hatched(ink: Ink, shape: str) -> dict:
    """The fill of a bar for what needs a look: orange, and hatched in a `shape` of Plotly's."""
    pattern = {"shape": shape, "fgcolor": ink.ground, "bgcolor": ink.look, "size": 6, "solidity": 0.25, "fillmode": "replace"}
    return {"color": ink.look, "pattern": pattern, "line": {"color": ink.outline, "width": 1}}


def unmarked(text: str) -> str:
    """What pointing at something says, for reading aloud: in one line and without the marks of a chart."""
    return html.unescape(text.replace("<br>", ", "))


def thinned(texts: list[str], most: int) -> list[str]:
    """Labels of an axis of which a narrow chart shows at most so many, evenly spaced, the last among them."""
    step = math.ceil(len(texts) / most) or 1
    last = len(texts) - 1
    return [text if (last - place) % step == 0 else in_wide(text) for place, text in enumerate(texts)]


def wrap(pieces: Iterable[str], between: str = " ", widest: int = WIDEST) -> list[str]:
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


def name_lines(name: str, widest: int) -> list[str]:
    """A name of any length as at most MOST_LINES lines of so many letters, ready for a chart; a longer one ends in dots."""
    return [in_markup(line) for line in textwrap.wrap(seen(name), widest, max_lines=MOST_LINES, placeholder=" …")]


def in_lines(text: str, widest: int = REASON) -> str:
    """Text set in lines, for what stands inside a narrow chart."""
    return "<br>".join(wrap(text.split(" "), widest=widest))


def room(texts: list[str]) -> int:
    """Pixels beside a chart for the longest line of some labels, so that no more of a narrow chart is taken than they need."""
    widths = [_length(line) * (BOLD if "<b>" in line else LETTER) for text in texts for line in text.split("<br>")]
    return BESIDE + math.ceil(max(widths, default=0))


def _length(text: str) -> int:
    """Characters a reader sees."""
    return len(html.unescape(MARKUP.sub("", text)))
