"""Charts show what their frame holds and nothing else; shapes, not colours alone, carry the meaning; nothing leaves."""

import json
import re
from dataclasses import asdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import plotly.graph_objects as go
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.published import read
from indicators.charts import axes, charts, heading, labels, series, small, style
from indicators.comparing import comparison
from indicators.judging import signals
from queries.definitions.header import Changed
from tests.support.series_frames import figures

USUAL = [(20, 100), (22, 100), (18, 100), (21, 100), (19, 100), (20, 100)] * 4
RISEN = [*USUAL, (45, 100), (46, 100), (45, 100)]
FALLEN = [*USUAL, (2, 100), (1, 100)]
REFERENCE = Path(__file__).parents[2] / "data" / "reference"
COMPARED = {"neighbours_median": 22.2, "comparator_year": 2025}
NUMBERS = ("value", "lower", "upper", "centre", "neighbours_median")
VERSIONS = [style.LIGHT, style.DARK]


def trend(frame, **options):
    return charts.trend(frame, "Re-referrals within 12 months", "percentage", **options)


def small_multiples(parts, unit):
    """The small charts as figures, which Plotly checks."""
    return [go.Figure(*one) for one in small.multiples(parts, unit, style.LIGHT)]


def points(chart):
    """The trace of points of a chart over time."""
    return next(trace for trace in chart.data if trace.mode == "markers")


def text_of(chart) -> str:
    return json.dumps(json.loads(chart.to_json()), ensure_ascii=False)


def bare(text: str) -> str:
    """The words of a label, in one line and without its markup."""
    return style.MARKUP.sub("", text.replace("<br>", " "))


def drawn(chart) -> set[float]:
    """Every number on the value axis of a chart, but for letters, which stand on the axis itself."""
    return {y for trace in chart.data if trace.mode != "text" for y in trace.y if y is not None}


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
    years = charts.neighbour_lines(*compared, "Referrals closed with no further action")
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
    days = charts.trend(figures([(4579, 190)], shown_as="average days", timing="at end"), "Days", "average days")
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


def test_small_multiples_share_a_scale_keep_their_order_and_have_their_own_limits():
    parts = [("Duty and Assessment", figures(RISEN, category="Duty and Assessment")),
             ("Exploitation", figures([(1, 2), (0, 3)] * 14, category="Exploitation"))]
    made = small_multiples(parts, "percentage")
    assert [chart.layout.meta["title"] for chart in made] == [name for name, _ in parts]
    assert made[0].layout.yaxis.range == made[1].layout.yaxis.range
    bands = [next(trace for trace in chart.data if trace.fill) for chart in made]
    assert bands[0].y != bands[1].y


def test_the_common_scale_reaches_to_the_largest_limit():
    """The limits of 40 children lie far above every value of either team; nothing is cut off and nothing said of it."""
    few = figures([(8, 40)] * 24, category="Exploitation")
    parts = [("Duty and Assessment", figures(USUAL)), ("Exploitation", few)]
    widest = few["upper"].max()
    assert max(value for _, frame in parts for value in frame["value"]) < 30 < widest <= 2 * 22
    for chart in small_multiples(parts, "percentage"):
        assert chart.layout.yaxis.range == pytest.approx((0, 1.08 * widest))
    assert "limits run" not in small.key(parts, "percentage")


def test_limits_more_than_twice_the_highest_value_run_out_and_the_key_says_so():
    tiny = figures([(1, 4), (0, 4), (1, 4), (0, 4), (1, 4), (1, 4)] * 4, category="Exploitation")
    usual = figures(USUAL)
    tiny_upper, usual_upper = tiny["upper"].max(), usual["upper"].max()
    assert usual_upper < 2 * 25 < tiny_upper
    parts = [("Duty and Assessment", usual), ("Exploitation", tiny)]
    for chart in small_multiples(parts, "percentage"):
        assert chart.layout.yaxis.range == pytest.approx((0, 1.08 * usual_upper))
    assert small.key(parts, "percentage").endswith("the widest limits run off the top of the chart")
    assert "limits run" not in small.key(parts[:1], "percentage")


def test_small_charts_of_shares_near_a_hundred_say_where_they_start_and_which_limits_run_out_below():
    near, few = figures([(97, 100), (95, 100), (96, 100)] * 8), figures([(9, 10), (10, 10), (9, 10)] * 8, category="B")
    parts = [("A", near), ("B", few)]
    made, said = small_multiples(parts, "percentage"), small.key(parts, "percentage")
    start = made[0].layout.yaxis.range[0]
    assert few["lower"].min() < start and near["upper"].max() <= made[0].layout.yaxis.range[1]
    assert said.endswith(f"the widest limits run off the bottom of the chart · The scale starts at {start:.0f}%, not at 0")


def test_a_small_chart_has_one_letter_for_an_unbroken_run_and_the_main_chart_one_for_each_period():
    frame = figures([*USUAL, "c", "c", "c", (20, 100), "c", (0, 0), (0, 0)])
    few = next(trace for trace in small_multiples([("A", frame)], "percentage")[0].data if trace.mode == "text")
    assert list(few.text) == ["<b>c</b>", "<b>c</b>", "<b>z</b>"]
    assert few.customdata[0] == "April 2026 to June 2026: hidden to protect children"
    assert few.x[0].startswith("2026-05") and few.customdata[1] == "August 2026: hidden to protect children"
    often = figures([(20, 100), "c"] * 36)  # 72 months, of which every second is hidden: three of them are as wide as a letter
    near = next(trace for trace in small_multiples([("A", often)], "percentage")[0].data if trace.mode == "text")
    assert len(near.x) == 18 and len(next(trace for trace in trend(often).data if trace.mode == "text").x) == 36
    main = next(trace for trace in trend(frame).data if trace.mode == "text")
    assert [bare(letter) for letter in main.text] == list("ccc" + "c" + "zz")
    key = small.key([("A", frame)], "percentage")
    assert "c hidden to protect children" in key and "z not applicable" in key


@pytest.mark.parametrize(("values", "unit", "scale"), [
    ([10.0, 22.0], "percentage", (0.0, 22.0 * 1.08)), ([99.0, 40.0], "percentage", (0.0, 102.0)),
    ([0.0, 0.0], "percentage", (0.0, 10.0)), ([], "number", (0.0, 1.0)), ([None, 5.0], "number", (0.0, 5.4)),
    ([21.0, 23.5], "percentage", (0.0, 23.5 * 1.08)), ([20.0, 26.0], "average days", (0.0, 26.0 * 1.08)),
    ([86.9, 99.3], "percentage", (80.0, 99.3 + 0.08 * 19.3)),
])
def test_a_scale_starts_at_nought_unless_all_of_it_is_near_a_hundred(values, unit, scale):
    low, high = axes.extent(values, unit)
    assert low == scale[0]
    assert high == pytest.approx(scale[1])


def test_a_scale_that_starts_higher_says_so():
    near_full = [(95, 100), (97, 100), (96, 100)] * 9
    chart = trend(figures([(970 + each[0] % 7, 1000) for each in near_full]))
    assert chart.layout.yaxis.range[0] > 0
    assert f"The scale starts at {chart.layout.yaxis.range[0]:.0f}%, not at 0" in chart.layout.annotations[1].text
    assert "The scale starts" not in text_of(trend(figures(USUAL)))


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.floats(0, 100), min_size=1, max_size=14), st.floats(0.1, 7))
def test_labels_never_overlap_and_keep_their_order(places, gap):
    order = sorted(range(len(places)), key=places.__getitem__)
    moved = axes.spread(places, gap, 0, 100)
    ordered = [moved[place] for place in order]
    assert all(above - below >= gap - 1e-6 for below, above in pairwise(ordered))
    assert -1e-6 <= ordered[0] <= ordered[-1] <= 100 + 1e-6


def test_labels_that_do_not_overlap_stay_where_they_are():
    assert axes.spread([10, 50, 90], 5, 0, 100) == [10, 50, 90]
    assert axes.spread([50, 50], 10, 0, 100) == [45, 55]
    assert axes.spread([0, 0], 10, 0, 100) == [0, 10]


@pytest.mark.parametrize(("grain", "count"), [
    ("month", 1), ("month", 24), ("month", 240), ("quarter", 8), ("quarter", 80), ("year", 13), ("rolling", 61),
])
def test_the_axis_of_time_has_few_labels_and_reaches_over_every_period(grain, count):
    end = date(2026, 3, 31)
    rows = figures([(1, 2)] * count, grain=grain, end=end).to_dicts()
    axis = axes.time_axis(rows)
    assert 1 <= len(axis["tickvals"]) <= 8
    assert axis["range"][0] <= axes.middle(rows[0])[:10] <= axis["range"][1] == "2026-04-01"
    assert len(set(axis["ticktext"])) == len(axis["ticktext"])
    if grain == "year":
        assert axis["ticktext"][-1] == "2025<br>–26"


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
    years = charts.neighbour_lines(*compared, "Of <all> & each")
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
    axis = axes.time_axis(figures(USUAL * 3).to_dicts())
    kept = [text for text in axis["ticktext"] if "--wide" not in text]
    assert 1 < len(kept) <= axes.NARROW and kept[-1] == axis["ticktext"][-1]


@pytest.mark.parametrize(("first", "last", "said"), [
    (date(2021, 3, 9), date(2026, 10, 31), ["Jan 2022", "Jan 2023", "Jan 2024", "Jan 2025", "Jan 2026"]),
    (date(2026, 5, 9), date(2026, 10, 31), ["Jun 2026", "Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026"]),
    (date(2026, 10, 2), date(2026, 10, 31), ["2 Oct 2026", "31 Oct 2026"]), (date(2026, 1, 5), date(2026, 1, 5), ["5 Jan 2026"]),
    (date(1920, 1, 5), date(2026, 1, 5), ["5 Jan 1920", "5 Jan 2026"]),
])
def test_an_axis_of_days_is_named_in_round_steps_and_never_not_at_all(first, last, said):
    assert [bare(text) for text in axes.days_axis(first, last)["ticktext"]] == said


@pytest.mark.parametrize(("scale", "unit", "said"), [
    ((0.0, 42.0), "percentage", ["0%", "10%", "20%", "30%", "40%"]), ((-0.4, 1.05), "number", ["0.0", "0.5", "1.0"]),
    ((80.0, 99.3), "percentage", ["80%", "85%", "90%", "95%"]), ((0.0, 5400.0), "number", ["0", "2,000", "4,000"]),
    ((0.0, 0.3), "average", ["0.0", "0.1", "0.2", "0.3"]),
])
def test_a_scale_along_the_bottom_goes_in_round_steps(scale, unit, said):
    axis = axes.across(scale, unit)
    assert [bare(text) for text in axis["ticktext"]] == said
    assert "--wide" not in axis["ticktext"][0] and axis["range"] == list(scale)


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


def test_nothing_is_ever_sent_anywhere():
    for config in (charts.CONFIG,):
        assert config["modeBarButtons"] == [["toImage"]]
        assert config["showSendToCloud"] is False
        assert config["plotlyServerURL"] == ""
        assert config["displaylogo"] is False
    page = trend(figures(RISEN)).to_html(include_plotlyjs=False, full_html=False, config=charts.CONFIG)
    assert not re.search(r"https?:|//[a-z]|plot\.ly|sendDataToCloud", page.replace(style.FONT, ""))


@pytest.fixture(scope="module")
def compared():
    """Real published figures of an authority, its neighbours, its region and England; and their summary by year."""
    tables = read(REFERENCE)
    given = (tables["published"], tables["neighbour"], "890", "no_further_action_percent")
    return comparison.areas(*given), comparison.table(*given)


def bars(compared, year, **options):
    areas, summary = compared
    median = summary.filter(year=year)["neighbours_median"].item()
    return charts.neighbour_bars(areas.filter(year=year), median, "Referrals closed with no further action", **options)


def test_neighbours_stand_in_order_our_own_bold_and_the_missing_last_in_words(compared):
    chart = bars(compared, 2024)
    names = [name.strip() for name in chart.layout.yaxis.ticktext]
    assert len(names) == 11
    assert "<b>Blackpool</b>" in names
    assert names[-1] == "Salford"
    values = {y: x for trace in chart.data for x, y in zip(trace.x, trace.y, strict=True)}
    assert sorted(values) == list(range(10))
    assert [values[place] for place in range(10)] == sorted(values.values())
    reasons = [note for note in chart.layout.annotations if bare(note.text) == "hidden to protect children"]
    assert [note.y for note in reasons] == [10]


def test_intervals_and_the_lines_to_compare_with_are_those_of_the_frame(compared):
    areas = compared[0].filter(year=2025)
    chart = bars(compared, 2025)
    own = areas.row(by_predicate=pl.col("role") == "own", named=True)
    trace = chart.data[1]
    assert trace.x[0] + trace.error_x.array[0] == pytest.approx(own["upper"])
    assert trace.x[0] - trace.error_x.arrayminus[0] == pytest.approx(own["lower"])
    lines = {line.line.dash: line.x0 for line in chart.layout.shapes}
    expected = {areas.filter(role=role)["value"].item() for role in ("region", "england")}
    assert {lines["solid"], lines["dot"]} == expected
    assert lines["dash"] == compared[1].filter(year=2025)["neighbours_median"].item()


def test_the_names_of_the_lines_do_not_cross_another_line(compared):
    """A name runs away from its line; no line on that side may be taller than the name is high."""
    for year in (2015, 2019, 2024, 2025):
        chart = bars(compared, year)
        tops = {line.x0: line.y1 for line in chart.layout.shapes}
        flags = [note for note in chart.layout.annotations if note.yref == "paper" and note.x in tops]
        assert len(flags) == 3
        for flag in flags:
            beyond = [x < flag.x if flag.xanchor == "right" else x > flag.x for x in tops]
            taller = [top > tops[flag.x] for top in tops.values()]
            assert not any(crossed and tall for crossed, tall in zip(beyond, taller, strict=True))


def test_bars_of_several_years_are_refused(compared):
    with pytest.raises(ValueError, match="more than one year"):
        charts.neighbour_bars(compared[0], None, "All years")


def test_the_years_draw_what_was_published_and_name_what_was_not(compared):
    areas, summary = compared
    chart = charts.neighbour_lines(areas, summary, "Referrals closed with no further action")
    held = {*areas["value"].drop_nulls(), *summary["neighbours_median"].drop_nulls()}
    assert drawn(chart) <= held
    assert len(chart.data) == 10 + 3
    assert [trace.line.dash for trace in chart.data[10:12]] == ["dash", "dot"]
    assert chart.data[-1].line.color == style.LIGHT.own
    under = chart.layout.annotations[1].text.replace("<br>", " ")
    for row in areas.filter(pl.col("role") == "neighbour", pl.col("value").is_null()).to_dicts():
        assert row["area_name"] in under


def test_the_ends_of_the_years_are_named_without_overlap(compared):
    chart = charts.neighbour_lines(*compared, "Referrals closed with no further action")
    ends = sorted(note.y for note in chart.layout.annotations if note.x == 1)
    inside = chart.layout.height - chart.layout.margin.t - chart.layout.margin.b
    low, high = chart.layout.yaxis.range
    apart = [(above - below) / (high - low) * inside for below, above in pairwise(ends)]
    assert len(ends) >= 10
    assert min(apart) >= style.TEXT


def test_every_signal_and_judgement_of_the_rules_has_its_words_and_shape():
    assert set(labels.RULES) == {*signals.UP, *signals.DOWN}
    assert set(labels.MEANING) == {"better", "worse", "neither"}
    assert len(set(series.SHAPES.values())) == 3


def test_plotly_itself_finds_nothing_wrong_with_what_is_drawn_unchecked(compared):
    areas, summary = compared
    drawn = [trend(figures(RISEN)), *small_multiples([("A", figures(RISEN))], "percentage"),
             charts.neighbour_lines(areas, summary, "Years"), bars(compared, 2025)]
    for chart in drawn:
        assert len(go.Figure(chart.to_dict()).data) == len(chart.data) > 0
