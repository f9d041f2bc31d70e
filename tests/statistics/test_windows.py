"""The grid of windows against a slow reading of the same definition, one series and one period at a time."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.judging import alerts
from indicators.statistics import many_tests, windows
from tests.support.series_frame import month_on, series

COUNTS = st.integers(20, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
PERIOD = st.one_of(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, st.just((0, 0)), st.none())


def slowly(counts, hidden):
    """Each window that can be tested: (length, x, n, base x, base n, since), from lists of (x, n), None where missing."""
    good = [count is not None and count[1] > 0 and not late for count, late in zip(counts, hidden, strict=True)]
    empty = [count == (0, 0) for count in counts]
    while counts and not good[-1]:  # up to the latest eligible period
        counts, good, empty = counts[:-1], good[:-1], empty[:-1]
    for length in (1, 3, 6):
        first = len(counts) - length
        here, before = range(first, len(counts)), [at for at in range(max(0, first - 24), first) if good[at]]
        if len(counts) < length or not all(good[at] or empty[at] for at in here) or len(before) < 12:
            continue
        x, n = (sum(counts[at][side] for at in here) for side in (0, 1))
        base_x, base_n = (sum(counts[at][side] for at in before) for side in (0, 1))
        side, since, gap = 1 if x * base_n > base_x * n else -1, None, 0
        for at in reversed(range(len(counts))):
            gap = gap + 1 if counts[at] is None or empty[at] else 0
            if 0 < gap <= 6:
                continue
            if gap or not good[at] or side * (counts[at][0] * base_n - base_x * counts[at][1]) <= 0:
                break
            since = at
        yield length, x, n, base_x, base_n, len(counts) - length if since is None else since


@pytest.mark.slow
@given(st.lists(st.tuples(PERIOD, st.sampled_from([False] * 9 + [True])), min_size=13, max_size=45))
@settings(max_examples=150, deadline=None)
def test_every_window_is_the_one_read_slowly(rows):
    counts, hidden = ([row[side] for row in rows] for side in (0, 1))
    frame = series(counts, provisional=hidden)
    tests, slow = alerts.tested(frame), list(slowly(counts, hidden))
    assert tests.height == bool(slow)
    if not slow:
        return
    got = tests.row(0, named=True)
    mine = {each[0]: each for each in slow}[got["window_months"]]
    names = ("window_months", "numerator", "denominator", "baseline_numerator", "baseline_denominator")
    assert tuple(got[name] for name in names) == mine[:5]
    assert got["since"] == frame["period_start"][mine[5]] or got["excess"] == pytest.approx(0, abs=1e-9)
    if got["phi"] == 1:
        p = [float(many_tests.fisher_mid_p(*each[1:5])) for each in slow]
        assert got["p"] >= min(1, len(p) * min(p)) - 1e-12
        assert got["p"] == pytest.approx(min(1, len(p) * p[[each[0] for each in slow].index(got["window_months"])]))


def test_series_of_one_level_do_not_touch_each_other():
    """Of different lengths, with gaps, together and alone: the same counts, windows and p."""
    rng = np.random.default_rng(3)
    parts = [
        series([(int(x), 50) if rng.uniform() > 0.1 else None for x in rng.binomial(50, 0.2, months)],
               breakdown="team", category=name, start=month_on(date(2026, 1, 1), -months))
        for name, months in (("A", 60), ("B", 40), ("C", 33), ("D", 20))
    ]
    together = alerts.tested(pl.concat(parts)).drop("q").sort("category")
    alone = pl.concat([alerts.tested(part) for part in parts]).drop("q").sort("category")
    same = alone.join(together, on="category").filter(pl.col("window_end") == pl.col("window_end_right"))
    assert same.height >= 2
    assert together.filter(pl.col("category").is_in(same["category"].to_list())).equals(
        alone.filter(pl.col("category").is_in(same["category"].to_list())))


def test_an_indicator_that_ends_earlier_is_tested_up_to_its_own_end():
    """A figure that takes months to settle ends months before the others of its level."""
    months = [(20 + at % 3, 100) for at in range(40)]
    both = pl.concat([series(months, indicator="a"), series(months[:33], indicator="b")])
    assert alerts.tested(both).select("indicator", "window_end").rows() == [
        ("a", both["period_end"][39]), ("b", both["period_end"][32])]


def test_the_expected_share_adds_up_to_the_baseline_whatever_the_season():
    rng = np.random.default_rng(4)
    n = rng.integers(1, 80, (50, 30)).astype(float)
    x, base = rng.binomial(n.astype(int), 0.3).astype(float), rng.uniform(size=n.shape) < 0.7
    season = rng.normal(0, 0.6, n.shape)
    season[0] = 0
    share = windows.expected_share(x, n, base, season)
    assert np.where(base, share * n, 0).sum(axis=1) == pytest.approx(np.clip(np.where(base, x, 0).sum(axis=1), 0.5, None))
    odds = np.log(share / (1 - share)) - season
    assert odds == pytest.approx(odds[:, :1] + np.zeros(n.shape))
    assert share[0] == pytest.approx(np.full(30, x[0][base[0]].sum() / n[0][base[0]].sum()))


def test_a_baseline_of_none_or_of_all_still_has_an_expectation_in_season():
    n, season = np.full((2, 30), 40.0), np.tile(np.where(np.arange(30) % 12 == 4, 0.7, -0.06), (2, 1))
    share = windows.expected_share(np.vstack([np.zeros(30), np.full(30, 40.0)]), n, np.ones((2, 30), dtype=bool), season)
    assert np.all((share > 0) & (share < 1)) and share[0].max() < 0.002 and share[1].min() > 0.998
