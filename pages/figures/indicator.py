"""One indicator: its message, its chart and why it is drawn so, its teams and groups, its numbers, questions, and what it is."""

import polars as pl
import streamlit as st

from indicators import catalogue, figures, tiles
from indicators.charts import picture, small, style, trend
from indicators.children import gaps
from indicators.following import actions, level_changes
from indicators.judging import seasons
from indicators.roles import View
from indicators.row_types import Figure
from indicators.wording import alert_sentences, detectable, sentences, words
from indicators.wording.questions import questions
from pages import text
from pages.frame import display, links
from pages.sections import breakdowns, commentary, definition, numbers, recording, waits
from pages.sections import level_changes as level_changes_section
from pages.text import NAMED, Markdown
from queries.definitions.header import Indicator

TITLE = "Indicator"
ADDRESS = "indicator"
FILTERS = ("indicator", "team", "grain")

COUNTED = Markdown("**What is counted**  \n{}.")
OUT_OF = Markdown("**What is counted**  \n{}.  \nOut of: {}.")
BY_KEYBOARD = "Press a point to open its records. By keyboard, follow “The records behind the number” and choose a period."


def show(view: View) -> None:
    """Draw the page from top to bottom: message, evidence, numbers, questions, definition."""
    indicator = catalogue.find(view)
    every = figures.figures(view)
    chosen = every.filter(category=view.category)
    if chosen.is_empty():
        text.title(indicator.title, anchor=False)
        text.info(numbers.none_held(view, indicator))
        if indicator.published:
            links.to("compare", "What authorities publish of it", icon=":material/arrow_forward:")
        return definition.draw(indicator)
    text.title(sentences.headline(tiles.settled(chosen), indicator, view.category, display.decimals(view)), anchor=False)
    display.badges(tiles.settled(chosen), indicator)
    alert = figures.alert_of(view)
    if alert:
        text.markdown(alert_sentences.alert_beside(alert, indicator, display.decimals(view)))
    _evidence(view, indicator, chosen)
    commentary.draw(view, indicator, chosen)
    level_changes_section.draw(view, indicator, chosen)
    _teams(view, indicator)
    breakdowns.draw(view, indicator)
    waits.draw(view, indicator)
    numbers.table(view, indicator, chosen)
    _ask(indicator, chosen)
    recording.draw(view, indicator)
    definition.draw(indicator)


def _evidence(view: View, indicator: Indicator, chosen: pl.DataFrame) -> None:
    (latest,) = Figure.rows(chosen.tail(1))
    main, side = st.columns([3, 1], gap="medium")
    with main:
        _trend(view, indicator, _in_season(view, indicator, chosen))
    with side:
        counted = COUNTED if indicator.shown_as == "number" else OUT_OF
        text.markdown(counted.format(indicator.numerator, indicator.denominator))
        text.markdown(NAMED.format("Why this chart", latest.chart_reason))
        seen = detectable.sentence(detectable.smallest(chosen, indicator.shown_as), indicator.shown_as, display.decimals(view))
        if seen:
            text.markdown(NAMED.format("What it can see", seen))
        if latest.comparator_year:
            text.markdown(NAMED.format("Elsewhere", numbers.comparators(latest, indicator)))
            links.to("compare", "Compare with authorities like ours", icon=":material/arrow_forward:")
        links.to("behind", "The records behind the number", icon=":material/arrow_forward:")
        if kind := gaps.about(indicator.id):
            links.to("gaps", "Gaps that are open now", icon=":material/arrow_forward:", gaps=kind)


def _in_season(view: View, indicator: Indicator, chosen: pl.DataFrame) -> pl.DataFrame:
    """The figures, with what the time of year would make of them where it matters and the visitor asks for it."""
    if indicator.shown_as != "percentage" or chosen["chart"].is_null().all():
        return chosen
    known = figures.seasonal(view, indicator, chosen)
    said = seasons.sentence(known)
    if known["expected"].is_null().all():
        text.caption(said)
        return chosen
    return known if text.toggle(f"{said} Show it on the chart", key="season") else chosen


def _trend(view: View, indicator: Indicator, chosen: pl.DataFrame) -> None:
    span = words.period(*chosen.select(pl.min("period_start"), pl.max("period_end")).row(0))
    title = f"{indicator.title}, {words.place_name(view.category)}, {trend.STEPS[view.grain]}, {span}"
    changed = (*level_changes.marks(view, indicator), *actions.marks(view, indicator))
    look = display.look(view, title, indicator.shown_as)
    drawn = trend.figure(chosen, look, neighbours=True, changed=changed, target=indicator.target)
    alt = trend.words(chosen, indicator, look.decimals)
    if not view.role.children:
        display.chart(drawn, alt, "trend")
        return
    picked = display.chart(drawn, alt, "trend", on_select="rerun", selection_mode="points")
    text.caption(BY_KEYBOARD)
    ends = trend.periods_of(drawn, chosen, picked.selection.points)
    if ends:
        links.follow("behind", period=str(ends[0]))


def _teams(view: View, indicator: Indicator) -> None:
    """Small charts of every team, those of most concern first, where the audience has teams."""
    held = catalogue.grains(view, "team")
    if not held or figures.unit_of_groups(indicator) != indicator.shown_as:  # no team has a rate
        return
    grain = view.grain if view.grain in held else held[0]
    every = figures.figures(view.of(breakdown="team", category="All", grain=grain))
    parts = sorted(every.partition_by("category", as_dict=True).items(), key=lambda part: tiles.concern(part[1]))
    parts = [(name, frame) for (name,), frame in parts]
    if not parts or (indicator.counts and len(parts) == 1):  # what is no team's has one part, which is the whole
        return
    text.header(f"Team by team, {trend.STEPS[grain]}", anchor=False)
    drawn = small.multiples(parts, indicator.shown_as, style.colours(display.dark()), display.decimals(view))
    with st.grid(columns=3, min_column_width=330, gap="small"):
        for (name, frame), one in zip(parts, drawn, strict=True):
            alt = f"{name}. {trend.words(frame, indicator, display.decimals(view))}"
            st.html(picture.draw(*one, small.WIDTH, alt))
    text.caption(small.key(parts, indicator.shown_as))


def _ask(indicator: Indicator, chosen: pl.DataFrame) -> None:
    text.header("Questions to ask", anchor=False)
    text.markdown(text.bullets(questions(indicator, tiles.settled(chosen))))
