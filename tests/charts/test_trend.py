"""The trend shows what its frame holds and nothing else; shapes, not colours alone, carry the meaning."""

from datetime import date

import polars as pl
import pytest

from indicators.charts import every_year, labels, series, small, style
from indicators.charts.style import Look
from indicators.judging import signals
from queries.definitions.header import Changed
from tests.support.drawn_charts import (
    COMPARED,
    FALLEN,
    NUMBERS,
    RISEN,
    USUAL,
    VERSIONS,
    bare,
    drawn,
    points,
    small_multiples,
    text_of,
    trend,
)
from tests.support.series_frames import figures


def test_every_number_drawn_is_in_the_frame():
    frame = figures([*RISEN, "c", (30, 90)], provisional=[28], comparators=COMPARED)
    held = {value for name in NUMBERS for value in frame[name].drop_nulls()}
    for chart in (trend(frame, neighbours=True), *small_multiples([("A", frame)], "percentage")):
        assert drawn(chart)
        assert drawn(chart) <= held
    assert drawn(trend(frame, neighbours=True)) == held


def test_what_is_hidden_is_a_letter_with_its_meaning_and_no_number():
    frame = figures([*USUAL, "c", "x", (20, 100), (0, 0)], short_history=[0])
    chart = trend(frame)
    letters = next(trace for trace in chart.data if trace.mode == "text")
    assert [bare(letter) for letter in letters.text] == ["c", "x", "z"]
    assert set(letters.y) == {0.0}
    assert letters.customdata[0] == "July 2026: hidden to protect children"
    assert len(points(chart).x) == 25
    assert not set(points(chart).x) & set(letters.x)
    key = chart.layout.annotations[1].text
    for said in ("hidden to protect children", "not available", "not applicable", "too little history to compare"):
        assert said in key


def test_a_line_is_broken_where_a_figure_is_missing(compared):
    over_time = trend(figures([*USUAL, "c", (20, 100)]))
    line = next(trace for trace in over_time.data if trace.line.width == 2)
    assert line.y[-2] is None
    years = every_year.figure(*compared, Look("Referrals closed with no further action"))
    assert any(None in trace.y for trace in years.data)
    assert {trace.connectgaps for trace in (line, *years.data)} == {False}


def test_hiding_a_figure_takes_every_trace_of_it_out_of_the_chart():
    """The number is one that nothing else could give: it is there when shown and gone when hidden."""
    shown, hidden = figures([*USUAL, (7919, 9973), (20, 100)]), figures([*USUAL, "c", (20, 100)])
    assert "7,919 of 9,973" in text_of(trend(shown))
    for chart in (trend(hidden), *small_multiples([("A", hidden)], "percentage")):
        assert "7,919" not in text_of(chart)
        assert "79.4" not in text_of(chart)


def test_a_signal_has_a_shape_of_its_own_and_a_dark_outline():
    marks = points(trend(figures(RISEN))).marker
    assert set(marks.symbol[:-3]) == {"circle"}
    assert marks.symbol[-3:] == ("triangle-up",) * 3
    assert set(marks.color[-3:]) == {style.LIGHT.look}
    assert set(marks.line.color[-3:]) == {style.LIGHT.outline}
    assert min(marks.size[-3:]) > max(marks.size[:-3])


@pytest.mark.parametrize(("counts", "polarity", "symbol", "colour"), [
    (RISEN, "low is good", "triangle-up", "look"), (RISEN, "high is good", "triangle-up", "better"),
    (FALLEN, "low is good", "triangle-down", "better"), (FALLEN, "high is good", "triangle-down", "look"),
    (RISEN, "neither", "diamond", "neither"), (FALLEN, "neither", "diamond", "neither"),
])
def test_what_is_neither_good_nor_bad_is_coloured_neither(counts, polarity, symbol, colour):
    for dark, ink in zip((False, True), VERSIONS, strict=True):
        marks = points(trend(figures(counts, polarity=polarity), dark=dark)).marker
        assert (marks.symbol[-1], marks.color[-1]) == (symbol, getattr(ink, colour))


def test_what_is_not_final_is_hollow_and_told_apart_by_shape():
    marks = points(trend(figures(USUAL, provisional=[23], short_history=[0]))).marker
    assert (marks.symbol[0], marks.symbol[1], marks.symbol[-1]) == ("square", "circle", "circle")
    assert (marks.color[0], marks.color[-1]) == (style.LIGHT.ground, style.LIGHT.ground)
    assert marks.color[1] == style.LIGHT.own


def test_the_key_explains_every_shape_there_is_and_no_other():
    plain, full = figures(USUAL), figures([*RISEN, "c", (20, 100)], provisional=[28], short_history=[0])
    assert small.key([("A", plain)], "percentage") == ""
    assert small.key([("A", plain), ("B", full)], "percentage") == (
        "▲ worse than usual · ○ provisional · □ too little history to compare · "
        "c hidden to protect children"
    )
    assert len(trend(plain).layout.annotations) == 1 + 4  # the title, and four labels at the edge


def test_pointing_at_a_figure_says_it_in_words():
    said = points(trend(figures(RISEN, provisional=[26]))).customdata
    assert said[-2] == "<b>46.0%</b> (46 of 100)<br>September 2026<br>Above the upper limit"
    assert said[-1] == "<b>45.0%</b> (45 of 100)<br>October 2026<br>Provisional"
    days = trend(figures([(4579, 190)], shown_as="average days", timing="at end"), unit="average days")
    assert points(days).customdata == ("<b>24.1 days</b> on average, 190 counted<br>October 2026",)
    whole = trend(figures([(10, 45)]), decimals=0)
    assert points(whole).customdata[0].startswith("<b>22%</b> (10 of 45)")


def test_limits_are_steps_as_wide_as_their_periods_and_stop_where_there_are_none():
    frame = figures([*USUAL, "c", (20, 100), (20, 400)])
    bands = [trace for trace in trend(frame).data if trace.fill == "tonexty"]
    assert [len(band.x) for band in bands] == [48, 4]
    assert bands[1].x == ("2026-09-01", "2026-10-01", "2026-10-01", "2026-11-01")
    assert bands[1].y[0] == bands[1].y[1] > bands[1].y[2] == bands[1].y[3]


def test_labels_stand_in_place_of_a_legend():
    chart = trend(figures(RISEN, comparators=COMPARED), neighbours=True)
    edge = [note.text for note in chart.layout.annotations if note.x == 1]
    assert edge == ["<b>45.0%</b> Oct 2026", "Usual 20.0%", "Limit 32.0%", "Limit 8.0%", "Neighbours 22.2%"]
    assert chart.layout.showlegend is False
    assert "statistical neighbours' median, to 2024–25" in chart.layout.annotations[1].text


def test_the_latest_settled_figure_is_named_before_a_provisional_one():
    frame = figures([*USUAL, (1, 100)], provisional=[24])
    edge = [(note.text, note.font.color) for note in trend(frame).layout.annotations if note.x == 1]
    assert edge[:2] == [("<b>20.0%</b> Sep 2026", style.LIGHT.own), ("1.0% provisional", style.LIGHT.own)]
    one = small_multiples([("A", frame)], "percentage")[0]
    assert [note.text for note in one.layout.annotations if note.x == 1] == ["<b>20.0%</b>"]


def test_a_change_of_practice_is_a_line_with_its_note():
    moved = Changed(date(2026, 1, 15), "Transfers in no longer count")
    before = Changed(date(2001, 1, 1), "Long ago")
    chart = trend(figures(USUAL), changed=(moved, before))
    assert [line.x0 for line in chart.layout.shapes] == ["2026-01-15"]
    assert "15 January 2026: Transfers in no longer count" in chart.layout.annotations[1].text
    assert "Long ago" not in text_of(chart)


def test_a_chart_of_nothing_is_still_a_chart():
    nothing = figures(USUAL).clear()
    assert trend(nothing).layout.height == 420
    assert points(trend(figures(["x", "x"]))).y == ()


def test_two_series_in_one_chart_are_refused():
    with pytest.raises(ValueError, match="more than one series"):
        trend(pl.concat([figures(USUAL), figures(USUAL, category="Locality North")]))


def test_every_signal_and_judgement_of_the_rules_has_its_words_and_shape():
    assert set(labels.RULES) == {*signals.UP, *signals.DOWN}
    assert set(labels.MEANING) == {"better", "worse", "neither"}
    assert len(set(series.SHAPES.values())) == 3
