"""What rounded counts let be known: ranges in place of noughts, no order and no change that rounding alone could make."""

import math
from datetime import date
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.publishing import disclosure
from data.publishing import gaps as counted_gaps
from indicators.charts import gap_bars, small, trend
from indicators.charts.style import Look
from indicators.children import gaps
from indicators.children.gaps import KINDS
from indicators.children.row_types import Gaps
from indicators.comparing import years
from indicators.roles import View
from indicators.row_types import Figure
from indicators.statistics import rounding
from indicators.wording import rounded, sentences, words
from queries.definitions.header import Indicator
from queries.definitions.national_series import PERCENTAGE, UNITS
from tests.support.audience import BOARD
from tests.support.series_frames import figures, indicator

SERIES = next(name for name, each in UNITS.items() if each == PERCENTAGE)
DAY = date(2026, 10, 31)
BASES = st.integers(1, 12)


@given(BASES, st.integers(0, 60), st.integers(1, 60))
def test_the_ends_of_a_share_are_those_of_all_counts_that_are_rounded_so(base, x, n):
    """Tried one by one: all pairs of true counts that the build would publish as these two."""
    rule = {"round_to": base}
    x, n = disclosure.rounded(min(x, n), rule), disclosure.rounded(n, rule)
    pairs = [(e, d) for d in range(1, n + base) for e in range(d + 1)
             if disclosure.rounded(d, rule) == n and disclosure.rounded(e, rule) == x]
    shares = [e / d for e, d in pairs]
    if n:
        assert rounding.share(x, n, base) == pytest.approx((min(shares), max(shares)))
    assert rounding.nearest(x, base) == x
    least, most = rounding.behind(x, base)
    assert {disclosure.rounded(each, rule) for each in range(least, most + 1)} == {x}
    assert disclosure.rounded(most + 1, rule) > x and (least == 0 or disclosure.rounded(least - 1, rule) < x)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=8))
def test_blocks_are_in_order_whatever_was_rounded_and_no_longer_than_they_must_be(found):
    ends = [tuple(sorted(each)) for each in found]
    blocks = rounding.ordered(ends)
    groups = [[end for end, block in zip(ends, blocks, strict=True) if block == each] for each in range(max(blocks) + 1)]
    assert all(min(low for low, _ in above) > max(high for _, high in below) for above, below in pairwise(groups))
    for group in groups:
        by_top = sorted(group, key=lambda end: end[1], reverse=True)
        assert not any(min(low for low, _ in by_top[:cut]) > by_top[cut][1] for cut in range(1, len(by_top)))


@pytest.mark.parametrize(("counts", "base", "decimals", "said"), [
    ((0, 20), 5, 0, "0 to 11% (fewer than 3 out of 20)"), ((20, 20), 5, 0, "82 to 100% (20 of 20)"),
    ((0, 10), 10, 0, "0 to 80% (fewer than 5 out of 10)"), ((5, 5), 5, 0, "43 to 100% (5 of 5)"),
    ((0, 4), 4, 0, "0 to 50% (fewer than 2 out of 4)"), ((0, 2000), 5, 0, "0% (fewer than 3 out of 2,000)"),
    ((0, 20), 1, 1, "0.0% (0 of 20)"), ((20, 20), 1, 1, "100.0% (20 of 20)"), ((5, 20), 5, 0, "about 25% (5 of 20)")])
def test_none_and_all_of_rounded_counts_are_a_range(counts, base, decimals, said):
    frame = figures([counts]).with_columns(rounded_to=pl.lit(base))
    assert words.figure(Figure.rows(frame)[0], indicator(), decimals) == said
    drawn = trend.figure(frame, Look("Title", decimals=decimals))
    assert said.split(" (")[0] in drawn.data[-1].customdata[0]


def months(first, last, base=5, value=None):
    """Thirteen monthly figures that cannot be tested against chance: counts first and last, and `value` of what is no share."""
    none = [pl.lit(None, pl.Float64).alias(name) for name in ("centre", "lower", "upper")]
    frame = figures([first, *[last] * 12]).with_columns(*none, rounded_to=pl.lit(base))
    return frame.with_columns(value=pl.Series([float(value[0]), *[float(value[1])] * 12])) if value else frame


@pytest.mark.parametrize(("counts", "base", "told"), [
    (((70, 75), (65, 75)), 5, False),    # 68 of 77 is 88%, and 67 of 73 is 92%
    (((70, 75), (65, 75)), 1, True),
    (((40, 75), (65, 75)), 5, True),
    (((40, 75), (65, 75)), 50, False),
    (((0, 10), (5, 10)), 5, False),      # 2 of 8 and 3 of 12 are both a quarter
    (((10, 10), (5, 10)), 5, False),
    (((100, 1000), (110, 1000)), 5, True), (((100, 1000), (100, 1010)), 5, False),
])
def test_no_year_before_is_said_that_rounding_alone_could_make(counts, base, told):
    said = sentences.headline(months(*counts, base=base), indicator(), decimals=0)
    assert ("a year before it was" in said) is told
    assert (rounded.NOT_APART in said) is not told


def test_a_year_before_of_counts_and_of_averages_is_said_only_if_rounding_did_not_make_it():
    number = Indicator(**{**vars(indicator()), "shown_as": "number"})
    for before, now, told in ((20, 20, False), (20, 25, True)):
        frame = months((before, None), (now, None), value=(before, now))
        assert ("a year before it was" in sentences.headline(frame, number, decimals=0)) is told
    average = Indicator(**{**vars(indicator()), "shown_as": "average days"})
    for base in (5, 1):  # under a rule that only hides, days are whole too
        for before, now, told in ((14.0, 15.0, False), (14.0, 16.0, True)):
            frame = months((10, 40), (10, 40), base=base, value=(before, now))
            assert ("a year before it was" in sentences.headline(frame, average, decimals=0)) is told
    exact = months((10, 40), (10, 40), base=1, value=(14.4, 14.5))
    assert "a year before it was 14.4 days" in sentences.headline(exact, average, decimals=1)


def test_the_extremes_of_a_chart_are_said_only_if_rounding_did_not_make_them():
    near, far = (figures([(x, 20) for x in (5, *[10] * 11, high)]).with_columns(rounded_to=pl.lit(5)) for high in (10, 15))
    assert "Lowest" not in trend.words(near, indicator(), 0)
    assert "Lowest about 25%" in trend.words(far, indicator(), 0)
    assert "Lowest 25%" in trend.words(near.with_columns(rounded_to=pl.lit(1)), indicator(), 0)


def test_a_line_of_coarse_figures_is_drawn_with_what_rounding_leaves_open():
    coarse = figures([(65, 75), (75, 75), (70, 75)] * 4).with_columns(rounded_to=pl.lit(5))
    drawn, exact = (trend.figure(frame, Look("Title")) for frame in (coarse, coarse.with_columns(rounded_to=pl.lit(1))))
    assert len(drawn.data) == len(exact.data) + 1
    strokes = next(trace for trace in drawn.data if trace.line.width == 4)
    assert [round(each, 1) for each in strokes.y[:2]] == [81.8, 91.8] and strokes.y[2] is None, "63 of 77 to 67 of 73"
    assert "rounding of the counts leaves open" in drawn.to_json() and "leaves open" not in exact.to_json()
    assert small.key([("A", coarse)], "percentage").endswith(small.STEPS)
    fine = figures([(650, 750), (700, 750)] * 6).with_columns(rounded_to=pl.lit(5))
    assert "leaves open" not in trend.figure(fine, Look("Title")).to_json()


def board(*teams, base=5, rule=None):
    """What the board gets of (past the standard, children) of teams, in the order the page has them."""
    rule = {"round_to": base, "smallest_group": base, "hide_up_to": 0, "catalogue": [["quarter", "all"], ["quarter", "team"]]} | (
        rule or {})
    counts = pl.DataFrame([
        {"kind": "visit", "day": DAY, "standard_days": 28, "measure": measure, "breakdown": "team", "category": name,
         "numerator": past if measure == "past" else 0, "denominator": of}
        for name, past, of in teams for measure in counted_gaps.COUNTS])
    return counted_gaps.protect(counts, rule)


def of_page(protected, monkeypatch):
    monkeypatch.setattr(View, "ask", lambda *_, **__: protected)  # the database alone is left out: it holds just these rows
    return gaps.counted(View(BOARD), KINDS["visit"])


def test_the_worst_team_is_not_hidden_behind_near_nought(monkeypatch):
    """2 of 21 is the largest share; rounded it is 0 of 20, and 5 of 72 becomes 5 of 70."""
    rows = of_page(board(("Locality South", 5, 72), ("Exploitation", 2, 21), ("Adolescents", 1, 40)), monkeypatch)
    assert rows["category"].to_list() == ["Adolescents", "Exploitation", "Locality South"], "by name: rounding cannot order them"
    table = gaps.teams(rows, KINDS["visit"], 0)
    assert table["Share over 28 days"].to_list() == ["0 to 5%", "0 to 11%", "about 7%"]
    assert gaps.foremost(rows) is None
    places = rounded.blocks([row.past for row in Gaps.rows(rows)])
    assert rounded.unordered(places, 5).startswith("These cannot be put in order") and rounded.unordered(places, 1) == ""
    look = Look("Title", decimals=0)
    bars = gap_bars.figure(Gaps.rows(rows), gaps.lengths(28), [""] * 3, look)
    (ranges,) = [trace for trace in bars.data if trace.base is not None]
    assert ranges.marker.pattern.shape and list(ranges.base)[:2] == [0, 0]
    ends = [start + length for start, length in zip(ranges.base, ranges.x, strict=True)]
    assert ends == pytest.approx([100 * 2 / 38, 100 * 2 / 18, 100 * 7 / 68]) and bars.layout.xaxis.range[1] > max(ends)
    assert "0 to 11%" in " ".join(note.text for note in bars.layout.annotations)
    exact = gap_bars.figure(Gaps.rows(rows.with_columns(rounded_to=pl.lit(1))), gaps.lengths(28), [""] * 3, look)
    assert not [trace for trace in exact.data if trace.base is not None]


def test_teams_that_rounding_can_order_are_ordered(monkeypatch):
    rows = of_page(board(("A", 1, 20), ("B", 31, 42), ("C", 2, 22), ("D", 14, 41)), monkeypatch)
    assert rows["category"].to_list() == ["B", "D", "A", "C"] and gaps.foremost(rows).category == "B"
    exact = of_page(board(("A", 1, 20), ("B", 31, 42), ("C", 2, 22), ("D", 14, 41), base=1), monkeypatch)
    assert exact["category"].to_list() == ["B", "D", "C", "A"]
    hidden = of_page(board(("A", 2, 20), ("B", 31, 42), base=1, rule={"hide_up_to": 4}), monkeypatch)
    assert hidden["category"].to_list() == ["B", "A"] and hidden["past"].to_list() == [31, None]


def published(*counts, base):
    rows = [{"series": SERIES, "area_code": "1", "year": 2020 + place, "value": 100 * x / n, "numerator": float(x),
             "denominator": float(n), "symbol": None, "rounded_to": base} for place, (x, n) in enumerate(counts)]
    return pl.DataFrame(rows, schema_overrides={"symbol": pl.String})


@pytest.mark.parametrize(("before", "now", "base", "told"), [
    ((10, 60), (15, 60), 1, True), ((10, 60), (15, 60), 5, True), ((10, 60), (20, 60), 10, False),
    ((15, 60), (15, 65), 5, False)])
def test_no_points_higher_than_the_year_before_that_rounding_alone_could_make(before, now, base, told):
    found = years.against_past(published(before, now, base=base), "1", SERIES, 2021)
    assert (found["change"] is not None) is told and math.isfinite(found["change"] or 0)
