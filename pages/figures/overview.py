"""The journey of a child on one page: what has changed first, then a band for each stage with the most worrying tile first."""

import polars as pl
import streamlit as st

from indicators import alternatives, catalogue, charts, figures, moves, neighbours, sentences, words
from indicators.roles import View
from pages import shown
from pages.frame import links
from queries.header import Indicator

TITLE = "Overview"
ADDRESS = "overview"
FILTERS = ("team", "grain")


def show(view: View) -> None:
    """Draw the lead, then the bands."""
    with st.spinner("Reading every indicator"):
        known = figures.overview(view)
    _lead(view, known)
    for stage, title in catalogue.STAGES.items():
        band = [(indicator, frame) for indicator, frame in known if indicator.stage == stage]
        if band:
            st.header(title, anchor=False)
            ordered = sorted(band, key=lambda tile: (tile[1]["value"].is_null().all(), shown.concern(tile[1])))
            _band(view, ordered[: shown.leading([frame for _, frame in ordered])])
            _others(view, ordered[shown.leading([frame for _, frame in ordered]) :])


def _lead(view: View, known: list[tuple[Indicator, pl.DataFrame]]) -> None:
    alerts = figures.alerts(view).filter(pl.col("told_with").is_null())
    said = sentences.lead(alerts, catalogue.indicators(view), shown.decimals(view))
    st.title(said[0], anchor=False)
    concerns = sentences.concerns(alerts).to_dicts()
    with st.container(key="lead", gap="xsmall"):
        for row, sentence in zip(concerns, said[1:], strict=False):
            links.to("indicator", sentence, icon=":material/arrow_forward:", **shown.place_in_address(row))
        if alerts.height:
            every = "All that has changed, and what to watch" if concerns else said[1]
            links.to("alerts", every, icon=":material/arrow_forward:")
        _unexplained(view, known)


def _unexplained(view: View, known: list[tuple[Indicator, pl.DataFrame]]) -> None:
    """Levels that moved in the last two years without anybody having said why."""
    found = moves.lately(known)
    if not found:
        return
    with st.expander(f"{len(found)} level{' has' if len(found) == 1 else 's have'} moved and nobody has said why yet"):
        for indicator, moved in found:
            said = sentences.unexplained(moved, indicator, view.grain, shown.decimals(view))
            links.to("indicator", said, icon=":material/help:", indicator=indicator.id)


def _band(view: View, band: list[tuple[Indicator, pl.DataFrame]]) -> None:
    with st.grid(columns=4, min_column_width=270, gap="small", border=True):
        for indicator, frame in band:
            with st.container(key=f"tile_{indicator.id}", gap="xxsmall"):
                _tile(view, indicator, frame)


def _others(view: View, rest: list[tuple[Indicator, pl.DataFrame]]) -> None:
    """The indicators of a stage that have no tile, a line each."""
    if rest:
        with st.expander(f"{len(rest)} more in this stage"):
            for indicator, frame in rest:
                settled = shown.settled(frame)
                value = words.figure(settled.row(-1, named=True), indicator, shown.decimals(view))
                links.to("indicator", f"{indicator.title}: {value}. {words.change(settled)}", indicator=indicator.id)


def _tile(view: View, indicator: Indicator, frame: pl.DataFrame) -> None:
    latest = shown.settled(frame).row(-1, named=True)
    links.to("indicator", indicator.title, indicator=indicator.id)
    shown.large(latest, indicator, shown.decimals(view))
    st.caption(shown.counted_when(latest, indicator))
    if frame["value"].is_not_null().any():
        drawn = charts.sparkline(frame, shown.dark())
        shown.chart(drawn, alternatives.sparkline(frame, indicator, shown.decimals(view)), indicator.id, still=True)
    st.markdown(shown.verdict(shown.settled(frame)))
    shown.target(shown.settled(frame), indicator)
    if indicator.published and view.breakdown == "all":
        shown.standing(neighbours.standing(view, indicator), indicator, shown.decimals(view))
