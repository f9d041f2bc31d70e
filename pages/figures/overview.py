"""The journey of a child on one page: what has changed first, then a band for each stage with the most worrying tile first."""

from typing import cast

import streamlit as st
from markupsafe import Markup

from indicators import catalogue, figures, tiles
from indicators.judging.row_types import Alert
from indicators.roles import View
from indicators.wording import alert_sentences, looked_at, words
from pages import text
from pages.frame import display, links
from queries.definitions.header import Indicator

TITLE = "Overview"
ADDRESS = "overview"
FILTERS = ("team", "grain")
VALUE, UNIT = Markup('<p class="{}">{}{} {}</p>'), Markup('<span class="sightline-unit">{}</span>')
SMALL, SAID = Markup('<p class="sightline-small">{}</p>'), Markup('<p class="sightline-said" style="color: {}">{}</p>')


def prepare(view: View) -> None:
    """Work out what takes long here, for light and for dark pages; the answers are remembered."""
    for dark in (False, True):
        tiles.overview(view, display.decimals(view), dark)


def show(view: View) -> None:
    """Draw the lead, then the bands."""
    with text.spinner("Reading every indicator"):
        seen = tiles.overview(view, display.decimals(view), display.dark())
    _lead(view, seen)
    if not seen.bands:
        text.info(f"There is no figure for {words.place_name(view.category)} in the data.")
    for band in seen.bands:
        text.header(band.title, anchor=False)
        _tiles(band.tiles)
        _others(band.rest)


def _lead(view: View, seen: tiles.Overview) -> None:
    alerts = figures.first_told(view)
    looked = figures.looked_at(view)
    said = alert_sentences.lead(alerts, catalogue.indicators(view), display.decimals(view), looked)
    text.title(said[0], anchor=False)
    concerns = cast(list[Alert], alert_sentences.concerns(alerts).to_dicts())
    with st.container(key="lead", gap="xsmall"):
        for row, sentence in zip(concerns, said[1:], strict=False):
            links.to("indicator", sentence, icon=":material/arrow_forward:", **display.place_in_address(row))
        if alerts.height:
            every = "All that has changed, and what to watch" if concerns else said[1]
            links.to("alerts", every, icon=":material/arrow_forward:")
        if not concerns:
            text.caption(looked_at.how_many(looked))
        _unexplained(seen.unexplained)


def _unexplained(found: list[tuple[Indicator, str]]) -> None:
    """The figures whose level changed in the last two years for a reason that is not noted."""
    if found:
        seem = "figure seems" if len(found) == 1 else "figures seem"
        with text.expander(f"{len(found)} {seem} to have changed level; the reason is not yet noted"):
            for indicator, said in found:
                links.to("indicator", said, icon=":material/help:", indicator=indicator.id)


def _tiles(band: list[tiles.Tile]) -> None:
    with st.grid(columns=4, min_column_width=270, gap="small", border=True):
        for tile in band:
            with st.container(key=f"tile_{tile.indicator.id}", gap="xxsmall"):
                links.to("indicator", tile.indicator.title, indicator=tile.indicator.id)
                st.html(_tile(tile))


def _others(rest: list[tuple[Indicator, str]]) -> None:
    """The indicators of a stage that have no tile, a line each."""
    if rest:
        with text.expander(f"{len(rest)} more in this stage"):
            for indicator, said in rest:
                links.to("indicator", said, indicator=indicator.id)


def _tile(tile: tiles.Tile) -> Markup:
    """A tile in one piece: thirty of them in eight pieces each took the browser longer than everything else on the page."""
    before, number, unit = tile.value
    kind = "sightline-value" if any(each.isdigit() for each in number) else "sightline-value words"
    return Markup("").join([
        VALUE.format(kind, _or_nothing(UNIT, before), number, _or_nothing(UNIT, unit)), SMALL.format(tile.counted), tile.picture,
        SAID.format(display.hue(tile.judgement), tile.said), _or_nothing(SMALL, tile.assured), tile.places,
        _or_nothing(SMALL, tile.standing),
    ])


def _or_nothing(markup: Markup, words: str | None) -> Markup | str:
    return markup.format(words) if words else ""
