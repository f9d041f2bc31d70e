"""Where things stand on a chart: scales that begin at nought, few labels of time, and no label over another."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.charts import axes
from indicators.row_types import Figure
from tests.support.drawn_charts import USUAL, bare, text_of, trend
from tests.support.series_frames import figures


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
    rows = Figure.rows(figures([(1, 2)] * count, grain=grain, end=end))
    axis = axes.time_axis(rows)
    assert 1 <= len(axis["tickvals"]) <= 8
    assert axis["range"][0] <= axes.middle(rows[0])[:10] <= axis["range"][1] == "2026-04-01"
    assert len(set(axis["ticktext"])) == len(axis["ticktext"])
    if grain == "year":
        assert axis["ticktext"][-1] == "2025<br>–26"


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
