"""Control limits of a series: against a naive recount, and at every boundary the rules have."""

import math
from datetime import date
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.judging import limits
from indicators.statistics import control_charts
from tests.support.series_frame import series

POINT = st.one_of(st.none(), st.integers(0, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
STEADY = [(30 + at % 7, 150 + at) for at in range(36)]


def percentages(counts, **columns):
    return limits.add(series(counts, **columns), "percentage", "during")


def naive_limits(frame):
    """Centre and limits of one monthly series, row by row in plain Python; exact ones by adding up tails."""
    rows = frame.to_dicts()
    good = [
        row["denominator"] not in (None, 0)
        and not row["provisional"]
        and not row["short_history"]
        and row["basis"] == "counted"
        for row in rows
    ]
    began = good.index(True) if any(good) else 0
    base = [row for row, is_good in zip(rows[: began + 24], good[: began + 24], strict=True) if is_good]
    if len(base) < 12 or not 0 < sum(r["numerator"] for r in base) < sum(r["denominator"] for r in base):
        return [(None, None, None)] * len(rows)
    p = sum(row["numerator"] for row in base) / sum(row["denominator"] for row in base)
    wide = naive_widening(rows[: rows.index(base[-1]) + 1], base, p)
    return [
        naive_row(row["denominator"], p, wide) if ok else (None,) * 3 for row, ok in zip(rows, good, strict=True)
    ]


def naive_widening(rows, base, p):
    """Laney's sigma, at least 1, where Pearson's test finds months of 50 children or more to differ by more than chance."""
    if sum(row["denominator"] for row in base) / len(base) < 50:
        return 1
    z = [(r["numerator"] - r["denominator"] * p) / math.sqrt(r["denominator"] * p * (1 - p)) if r in base else None for r in rows]
    if chance_of(sum(each**2 for each in z if each is not None), len(base) - 1) >= 0.01:
        return 1
    ranges = [abs(b - a) for a, b in pairwise(z) if a is not None and b is not None]
    kept = [each for each in ranges if each < 3.267 * sum(ranges) / len(ranges)]
    return max(1, sum(kept) / len(kept) / 1.128) if kept else 1


def chance_of(chi_squared, degrees):
    """The upper tail of chi-squared in closed form, which it has for whole degrees."""
    half, odd = chi_squared / 2, degrees % 2
    if half == 0:
        return 1
    powers = [i + odd / 2 for i in range(degrees // 2)]
    terms = [math.exp(power * math.log(half) - half - math.lgamma(power + 1)) for power in powers]
    return (math.erfc(math.sqrt(half)) if odd else 0) + math.fsum(terms)


def naive_row(n, p, wide):
    reach = 3 * wide * math.sqrt(p * (1 - p) / n)
    normal = 100 * p, max(0, 100 * (p - reach)), min(100, 100 * (p + reach))
    if min(n * p, n * (1 - p)) >= 10:
        return normal
    chance = [
        math.exp(
            math.lgamma(n + 1)
            - math.lgamma(k + 1)
            - math.lgamma(n - k + 1)
            + k * math.log(p)
            + (n - k) * math.log(1 - p)
        )
        for k in range(n + 1)
    ]
    above = next(k for k in range(n, -1, -1) if k == 0 or math.fsum(chance[k:]) > 0.00135)
    below = next(k for k in range(n + 1) if k == n or math.fsum(chance[: k + 1]) >= 0.00135)
    exact = 100 * p, max(0, 100 * (below - 0.5) / n), min(100, 100 * (above + 0.5) / n)
    return exact if wide == 1 else (100 * p, min(normal[1], exact[1]), max(normal[2], exact[2]))


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(POINT, st.sampled_from(["", "", "", "", "provisional", "short", "recorded"])),
        min_size=16,
        max_size=40,
    )
)
def test_add_agrees_with_a_naive_recount(points):
    frame = series(
        [count for count, _ in points],
        provisional=[kind == "provisional" for _, kind in points],
        short_history=[kind == "short" for _, kind in points],
        basis=["recorded" if kind == "recorded" else "counted" for _, kind in points],
    )
    got = limits.add(frame, "percentage", "during")
    for row, expected in zip(got.select("centre", "lower", "upper").rows(), naive_limits(frame), strict=True):
        assert (row == expected) if None in expected else (row == pytest.approx(expected, rel=1e-9, abs=1e-9))
        if row[0] is not None:
            assert 0 <= row[1] <= row[0] <= row[2] <= 100
    assert got.select(frame.columns).equals(frame)


@pytest.mark.parametrize(
    ("months", "chart", "says"),
    [
        (0, None, None),
        (1, None, "1 month can"),
        (11, None, "11 months can"),
        (12, "p", "first 12 months"),
        (23, "p", "trial"),
        (24, "p", "first 24 months"),
        (36, "p", "first 24 months"),
    ],
)
def test_twelve_points_make_trial_limits_and_twenty_four_settle_them(months, chart, says):
    got = percentages(STEADY[:months])
    assert got["chart"].to_list() == [chart] * months
    assert all(says in reason for reason in got["chart_reason"])
    assert all(("trial" in reason) == (12 <= months < 24) for reason in got["chart_reason"])
    assert got["in_baseline"].sum() == (min(months, 24) if chart else 0)


def test_the_baseline_is_frozen_after_24_months_and_later_months_do_not_move_it():
    before = percentages(STEADY[:24])
    after = percentages(STEADY[:24] + [(120, 150)] * 12)
    assert before["centre"].unique().to_list() == after["centre"].unique().to_list()
    assert after["in_baseline"].to_list() == [True] * 24 + [False] * 12


def test_quarters_have_a_baseline_of_three_years_and_settle_at_24():
    got = percentages(STEADY[:16] + [(120, 150)] * 8, grain="quarter")
    first = STEADY[:12]
    assert got["centre"].unique().to_list() == [
        pytest.approx(100 * sum(x for x, _ in first) / sum(n for _, n in first))
    ]
    assert "first 12 quarters" in got["chart_reason"][0] and "trial" not in got["chart_reason"][0]
    assert "until 24 quarters" in percentages(STEADY[:23], grain="quarter")["chart_reason"][0]
    assert percentages(STEADY[:11], grain="quarter")["chart"].null_count() == 11


@pytest.mark.parametrize(
    "bad", [{"provisional": True}, {"short_history": True}, {"basis": "recorded"}, {"basis": "mixed"}]
)
def test_points_that_are_not_eligible_neither_set_limits_nor_have_them(bad):
    name, value = next(iter(bad.items()))
    usual = {"basis": "counted"}.get(name, False)
    got = percentages([(90, 100)] * 3 + STEADY[:24], **{name: [value] * 3 + [usual] * 24})
    assert got["centre"].to_list() == [None] * 3 + percentages(STEADY[:24])["centre"].to_list()
    assert got["lower"].null_count() == got["upper"].null_count() == 3
    assert got["chart"].null_count() == 0


def test_missing_months_and_months_without_children_have_no_limits_and_do_not_count():
    got = percentages([*STEADY[:6], None, (0, 0), *STEADY[6:12]])
    assert got["lower"].is_null().to_list() == [at in (6, 7) for at in range(14)]
    assert percentages([*STEADY[:6], None, (0, 0), *STEADY[6:11]])["chart"].null_count() == 13


@pytest.mark.parametrize(("counts", "same"), [([(0, 9)] * 30, "0%"), ([(9, 9)] * 30, "100%")])
def test_a_series_that_never_varied_has_no_limits_and_says_so(counts, same):
    got = percentages(counts)
    assert got["upper"].null_count() == 30 and same in got["chart_reason"][0]


def test_a_later_case_after_24_months_of_none_is_not_called_outside():
    assert percentages([(0, 9)] * 24 + [(1, 9)])["chart"].null_count() == 25


def test_small_teams_get_exact_limits_and_the_reason_says_so():
    got = percentages([(1 + at % 5, 15) for at in range(24)])
    assert got["upper"].unique().to_list() == [pytest.approx(100 * 8.5 / 15)]
    assert "exact" in got["chart_reason"][0] and "exact" not in percentages(STEADY)["chart_reason"][0]


def test_few_on_the_other_side_count_as_small_too():
    nearly_all = percentages([(145 + at % 3, 150) for at in range(24)])
    p = nearly_all["centre"][0] / 100
    assert 150 * (1 - p) < 10
    assert nearly_all["lower"][0] == pytest.approx(100 * control_charts.exact_p(p, [150]).lower[0])


@pytest.mark.parametrize(
    ("shown_as", "timing", "grain", "says"),
    [
        ("percentage", "during", "rolling", "shares 11"),
        ("percentage", "at end", "year", "a year is too long"),
        ("number", "at end", "month", "counted again"),
        ("rate per 10,000", "at end", "month", "counted again"),
        ("number", "during", "rolling", "shares 11"),
    ],
)
def test_what_the_chart_does_not_fit_gets_a_sentence_and_no_limits(shown_as, timing, grain, says):
    got = limits.add(series(STEADY, grain=grain), shown_as, timing)
    assert got["chart"].null_count() == got["centre"].null_count() == got["upper"].null_count() == 36
    assert says in got["chart_reason"][0] and got["chart_reason"][0].startswith("No limits")
    assert not got["in_baseline"].any()


@pytest.mark.parametrize(
    ("timing", "slow", "warned"), [("at end", 7, True), ("at end", 1, False), ("during", 7, False)]
)
def test_a_month_end_state_that_lasts_carries_a_caution_about_runs(timing, slow, warned):
    counts = [(30 + 10 * (at // slow % 2), 150) for at in range(30)]
    got = limits.add(series(counts), "percentage", timing)
    assert got["chart"].null_count() == 0 and ("expect runs" in got["chart_reason"][0]) == warned


@pytest.mark.parametrize(
    ("shown_as", "timing"), [("percent", "during"), ("percentage", "flow"), ("number", "stock")]
)
def test_a_word_that_is_not_in_a_header_is_refused(shown_as, timing):
    with pytest.raises(ValueError, match=r"shown_as|timing"):
        limits.add(series(STEADY), shown_as, timing)


def test_a_rebase_starts_a_chart_of_its_own():
    counts = STEADY[:24] + [(100, 150)] * 12 + [(101, 150)]
    got = percentages(counts, rebase=[series(counts)["period_start"][24]])
    assert got["centre"][:24].equals(percentages(STEADY[:24])["centre"])
    assert got["centre"][24] == pytest.approx(100 * (100 * 12 + 101) / (150 * 13))
    assert "trial" in got["chart_reason"][30] and "trial" not in got["chart_reason"][0]
    too_short = percentages(counts, rebase=[date(2025, 1, 1)])
    assert too_short["chart"].to_list() == ["p"] * 33 + [None] * 4


def test_each_team_is_a_chart_of_its_own_and_rows_keep_their_order():
    north = series(STEADY, breakdown="team", category="North")
    south = series([(100, 150)] * 10, breakdown="team", category="South")
    both = pl.concat([north, south])
    got = limits.add(both, "percentage", "during")
    assert got.select(both.columns).equals(both)
    assert got.filter(category="North")["centre"].equals(percentages(STEADY)["centre"])
    assert got.filter(category="South")["chart"].null_count() == 10
    mixed = both.sample(fraction=1, shuffle=True, seed=4)
    assert (
        limits.add(mixed.sort("period_start", maintain_order=True), "percentage", "during").height
        == both.height
    )


def test_an_empty_frame_gains_the_columns():
    empty, full = percentages([]), percentages(STEADY)
    assert empty.schema == full.schema and empty.height == 0
