"""Small pictures with their words beside them: the two icons of a Making Data Count chart, and the place among neighbours.

An icon's sign says what its colour says: an arrow up or down, a wave for chance alone; P, F or ? for a target. A place is a row
of dots, the lowest first: ours is large and filled, and a line under it reaches over the places that chance alone may give it.
"""

import base64

from markupsafe import Markup

from indicators.charts.style import Ink
from indicators.comparing.row_types import Standing
from indicators.judging import icons

RING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="17" fill="{ground}" '
    'stroke="{colour}" stroke-width="4.5"/><circle cx="20" cy="20" r="19.2" fill="none" stroke="{outline}" stroke-width="0.8"/>'
    "{sign}</svg>"
)
WAVE = '<path d="M9 21q4-8 8 0t8 0 6-4" fill="none" stroke="{ink}" stroke-width="2.4"/>'
ARROWS = {"higher": '<path d="M12 27l7-9 4 4 6-9m-5 0h5v5" fill="none" stroke="{ink}" stroke-width="2.4"/>',
          "lower": '<path d="M12 13l7 9 4-4 6 9m-5 0h5v-5" fill="none" stroke="{ink}" stroke-width="2.4"/>'}
LETTER = (
    '<text x="20" y="26" text-anchor="middle" font-size="17" font-weight="700" font-family="sans-serif" '
    'fill="{ink}">{letter}</text>'
)
BADGE = Markup('<span class="sightline-badge"><img src="{}" alt="" width="34" height="34"><span>{}</span></span>')
PLACES = Markup('<img class="sightline-places" src="{}" alt="" width="{}" height="20">')
ASSURED = {icons.PASS: ("P", "better"), icons.FAIL: ("F", "look"), icons.INCONSISTENT: ("?", "others")}
VARIED = {"Improvement": "better", "Concern": "look", "Change": "neither"}


def variation(said: str, ink: Ink) -> str:
    """The variation icon with its words, as HTML; `said` is one of the sentences of `icons`."""
    kind, _, way = said.partition(", ")
    sign = ARROWS.get(way, WAVE).format(ink=ink.text)
    return _badge(sign, getattr(ink, VARIED.get(kind, "others")), said, ink)


def assurance(said: str, target: str, ink: Ink) -> str:
    """The assurance icon with its words and the target, as HTML."""
    letter, colour = ASSURED[said]
    sign = LETTER.format(ink=ink.text, letter=letter)
    return _badge(sign, getattr(ink, colour), f"{said} of {target}", ink)


def places(standing: Standing, ink: Ink) -> str:
    """The place among neighbours as a row of dots, as HTML without words; empty where no place is known for sure."""
    rank, ranked, low, high = standing["rank"], standing["ranked"], standing["rank_lower"], standing["rank_upper"]
    if rank is None or ranked is None or low is None or high is None:
        return ""
    dots = "".join(_dot(place, place == rank, ink) for place in range(1, ranked + 1))
    first, last = _across(low), _across(high)
    reach = f'<path d="M{first - 4} 17H{last + 4}" stroke="{ink.own}" stroke-width="2"/>'
    width = _across(ranked) + 10
    row = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 20" width="{width}" height="20">{dots}{reach}</svg>'
    return PLACES.format(_source(row), width)


def _across(place: int) -> int:
    return 16 * place - 6


def _dot(place: int, ours: bool, ink: Ink) -> str:
    fill, radius, edge = (ink.own, 5.5, ink.own) if ours else (ink.ground, 3.5, ink.others)
    return f'<circle cx="{_across(place)}" cy="8" r="{radius}" fill="{fill}" stroke="{edge}" stroke-width="1.5"/>'


def _badge(sign: str, colour: str, said: str, ink: Ink) -> Markup:
    """As an image: a page's HTML may hold no drawing of its own."""
    ring = RING.format(ground=ink.ground, colour=colour, outline=ink.outline, sign=sign)
    return BADGE.format(_source(ring), said)


def _source(drawing: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"
