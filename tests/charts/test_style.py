"""The house style: words wrap and lose nothing, title and key stand on the page and in the picture, and colours stand out."""

import re
from dataclasses import asdict
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.charts import axes, every_year, heading, style
from indicators.charts.style import Look
from indicators.row_types import Figure
from queries.definitions.header import Changed
from tests.support.drawn_charts import COMPARED, RISEN, USUAL, VERSIONS, bare, bars, text_of, trend
from tests.support.series_frames import figures


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=20), min_size=1, max_size=30))
def test_wrapping_loses_no_word_and_keeps_to_the_width(pieces):
    lines = style.wrap([" ".join(pieces)])
    assert " ".join(lines).split() == " ".join(pieces).split()
    assert max(map(len, lines)) <= style.WIDEST


def test_markup_is_neither_counted_nor_broken():
    piece = '<b style="color:#E46C0A">▲</b> ' + "worse than the usual level " * 6
    lines = style.wrap([piece.strip()])
    assert len(lines) == 2
    assert lines[0].startswith('<b style="color:#E46C0A">▲</b> worse')


def test_title_and_key_are_in_the_picture_and_beside_the_chart_word_for_word(compared):
    changed = (Changed(date(2026, 1, 15), "Less than <b> & more"),)
    shown = figures(RISEN, provisional=[26], comparators=COMPARED)
    years = every_year.figure(*compared, Look("Of <all> & each"))
    made = [trend(shown, neighbours=True, changed=changed), bars(compared, 2025), years]
    for chart in made:
        title, key = chart.layout.annotations[:2]
        assert all(note.text.startswith('<span style="--picture:1">') for note in (title, key))
        escaped = title.text.replace("<all>", "&lt;all&gt;").replace("& e", "&amp; e")
        assert bare(heading.above(chart.layout)) == bare(escaped)
        said = heading.below(chart.layout).split('<span class="sightline-narrow">')[0]
        assert bare(said).split() == bare(key.text).split()
        assert chart.layout.margin.t - chart.layout.meta["above"] >= 8
        assert chart.layout.margin.b - chart.layout.meta["below"] >= style.LINE
    assert "&lt;b&gt; &amp; more" in heading.below(made[0].layout)


def test_a_narrow_chart_says_below_what_it_has_no_room_for(compared):
    long = pl.when(pl.col("role") == "region").then(pl.lit("Yorkshire and The Humber and the rest")).otherwise("area_name")
    areas = compared[0].filter(year=2025).with_columns(area_name=long)
    chart = bars((areas, compared[1]), 2025)
    left_out = [bare(note.text) for note in chart.layout.annotations if "--wide" in note.text]
    assert len(left_out) == 3 and {each.split(": ")[1] for each in chart.layout.meta["narrow"]} == set(left_out)
    axis = axes.time_axis(Figure.rows(figures(USUAL * 3)))
    kept = [text for text in axis["ticktext"] if "--wide" not in text]
    assert 1 < len(kept) <= axes.NARROW and kept[-1] == axis["ticktext"][-1]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_published():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#A6A6A6", "#FFFFFF") == pytest.approx(2.43, abs=0.01)


@pytest.mark.parametrize("ink", VERSIONS, ids=["light", "dark"])
def test_graphics_stand_out_three_to_one_and_words_four_and_a_half(ink):
    # Making Data Count's light blue is too pale by itself: its outline stands out for it.
    for name in ("own", "others", "look", "neither", "outline"):
        assert contrast(getattr(ink, name), ink.ground) >= 3, name
    for name in ("text", "quiet", "own"):
        assert contrast(getattr(ink, name), ink.ground) >= 4.5, name
    assert contrast(ink.own, ink.others) >= 1.2


@pytest.mark.parametrize("dark", [False, True])
def test_only_the_house_colours_are_used_and_words_are_large_and_level(dark):
    frame = figures([*RISEN, "c", (30, 90)], provisional=[28], comparators=COMPARED)
    chart = trend(frame, dark=dark, neighbours=True)
    house = {colour.lower() for colour in asdict(style.colours(dark)).values()}
    used = {colour.lower() for colour in re.findall(r"#[0-9A-Fa-f]{6}", text_of(chart))}
    assert used <= house
    assert chart.layout.paper_bgcolor == chart.layout.plot_bgcolor == "rgba(0,0,0,0)"
    fonts = [note.font.size for note in chart.layout.annotations]
    assert min([*fonts, chart.layout.font.size, chart.layout.xaxis.tickfont.size]) >= 12
    assert (chart.layout.xaxis.tickangle, chart.layout.yaxis.tickangle) == (0, 0)
    assert (chart.layout.xaxis.showgrid, chart.layout.yaxis.showgrid) == (False, True)
