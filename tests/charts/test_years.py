"""Authorities of one year as dots and of every year as lines: in order, complete, and named where they stand."""

from itertools import pairwise

import polars as pl
import pytest

from indicators.charts import every_year, one_year, style
from indicators.charts.style import Look
from tests.support.drawn_charts import bare, bars, drawn


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
        one_year.figure(compared[0], None, Look("All years"))


def test_the_years_draw_what_was_published_and_name_what_was_not(compared):
    areas, summary = compared
    chart = every_year.figure(areas, summary, Look("Referrals closed with no further action"))
    held = {*areas["value"].drop_nulls(), *summary["neighbours_median"].drop_nulls()}
    assert drawn(chart) <= held
    assert len(chart.data) == 10 + 3
    assert [trace.line.dash for trace in chart.data[10:12]] == ["dash", "dot"]
    assert chart.data[-1].line.color == style.LIGHT.own
    under = chart.layout.annotations[1].text.replace("<br>", " ")
    for row in areas.filter(pl.col("role") == "neighbour", pl.col("value").is_null()).to_dicts():
        assert row["area_name"] in under


def test_the_ends_of_the_years_are_named_without_overlap(compared):
    chart = every_year.figure(*compared, Look("Referrals closed with no further action"))
    ends = sorted(note.y for note in chart.layout.annotations if note.x == 1)
    inside = chart.layout.height - chart.layout.margin.t - chart.layout.margin.b
    low, high = chart.layout.yaxis.range
    apart = [(above - below) / (high - low) * inside for below, above in pairwise(ends)]
    assert len(ends) >= 10
    assert min(apart) >= style.TEXT
