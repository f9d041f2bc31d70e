"""How a number, a verdict, a chart and a table are put on a page, so that they look the same wherever they stand."""

from collections.abc import Iterable
from typing import Any, Literal, TypedDict, Unpack, overload

import polars as pl
import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.plotly_chart import PlotlyState

from indicators.charts import badges as badge
from indicators.charts import heading, plot, style
from indicators.charts.style import Look
from indicators.judging import icons
from indicators.judging.row_types import Alert
from indicators.roles import View
from indicators.wording import words
from pages.frame import files
from pages.text import Markdown, plain
from queries.definitions.header import Indicator
from queries.store.decisions import Action

BADGES = Markup('<div class="sightline-badges">{}</div>')
PICTURE = "picture"  # in the address: what charts are saved as
COLOURS = {"worse": "orange", "better": "green", "neither": "violet", None: "gray"}  # the theme gives them their hues


class Picking(TypedDict, total=False):
    """How a visitor picks points of a chart, as `st.plotly_chart` takes it."""

    on_select: Literal["rerun"]
    selection_mode: Literal["points"]


def decimals(view: View) -> int:
    """Decimals of a percentage: one where the counts are exact, none where they are rounded to protect children."""
    return 1 if view.role.exact else 0


def badges(figures: pl.DataFrame, indicator: Indicator) -> None:
    """The icons of one category: whether it is changing and, where there is a target, whether it can be relied on."""
    ink, rows = style.colours(dark()), words.rows_of_one(figures)
    run = words.present_run(rows)
    told = words.verdict(figures)[0] not in (words.ABSENT, words.UNKNOWN)  # what was not tested is no "no significant change"
    varied = icons.variation(run[-1].judgement, run[-1].signal) if run else icons.COMMON
    drawn = [badge.variation(varied, ink)] if told else []
    assured = icons.assurance(figures, indicator.target, indicator.polarity)
    if assured:
        drawn.append(badge.assurance(assured, words.amount(indicator.target, indicator.shown_as, 0), ink))
    if drawn:
        st.html(BADGES.format(Markup("").join(drawn)))


def dark() -> bool:
    """Whether the visitor's page is dark."""
    return st.context.theme.type == "dark"


def look(view: View, title: str, unit: str = "percentage", **more: str | int) -> Look:
    """How a chart of this page looks: in the visitor's colours and with the decimals of their audience; `more` as in Look."""
    said: dict[str, Any] = {"title": title, "unit": unit, "decimals": decimals(view), "dark": dark(), **more}
    return Look(**said)


def hue(judgement: str | None) -> str:
    """The theme's colour for words about a judgement."""
    return st.get_option(f"theme.{'dark' if dark() else 'light'}.{COLOURS[judgement]}TextColor")


@overload
def chart(figure: plot.Figure, alt: str, key: str) -> DeltaGenerator: ...


@overload
def chart(
    figure: plot.Figure, alt: str, key: str, *, on_select: Literal["rerun"], selection_mode: Literal["points"]
) -> PlotlyState: ...


def chart(figure: plot.Figure, alt: str, key: str, **more: Unpack[Picking]) -> DeltaGenerator | PlotlyState:
    """A chart with its text for those who do not see it.

    Its title and key are text around it. The toolbar saves it, with both, as the kind of picture the address names and under its
    title. `more` goes to Streamlit, whose answer is returned.
    """
    with st.container(key=f"figure_{key}", gap=None):
        st.html(heading.above(figure.layout))
        answer = _drawn(figure, alt, key, **more)
        st.html(heading.below(figure.layout))
    return answer


def _drawn(figure: plot.Figure, alt: str, key: str, **more: Unpack[Picking]) -> DeltaGenerator | PlotlyState:
    figure.update_layout(paper_bgcolor=style.colours(dark()).ground)  # a picture saved from a dark page is read on white paper
    asked, called = st.query_params.get(PICTURE), files.of_chart(figure.layout.meta["title"])
    picture = plot.config(asked if asked in plot.PICTURES else plot.PICTURES[0], called)
    return st.plotly_chart(figure, config=picture, alt=alt, key=f"chart_{key}", theme=None, **more)


def table(frame: pl.DataFrame, first: Iterable[Markdown] | None = None, *, alt: str) -> None:
    """A table whose cells and headings are text; `first` has for each row the Markdown its first cell is set in."""
    text = frame.select(pl.col(pl.String).map_elements(plain, return_dtype=pl.String)) if frame.height else frame
    whole = frame.with_columns(text) if text.width else frame
    if first is not None:
        name = frame.columns[0]
        whole = whole.with_columns(pl.Series(name, [each.format(cell) for each, cell in zip(first, frame[name], strict=True)]))
    st.table(whole.rename(plain), border="horizontal", hide_index=True, alt=alt)


def place_in_address(alert: Alert | Action) -> dict[str, str]:
    """The filters that open an alert's figures."""
    team = alert["category"] if alert["breakdown"] == "team" else "all"
    return {"indicator": alert["indicator"], "team": team, "grain": alert["grain"]}
