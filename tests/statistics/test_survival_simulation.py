"""What each way of measuring gaps makes of gaps whose truth is known: simulated visits, a child at a time, seeds fixed.

Gaps last a Weibull number of days (shape 1.8, scale 32), rounded up to whole days, so that exp(−(d/32)^1.8) of them last longer
than d days; the median is 26.1 days, or 27 in whole days. A quarter is watched.
"""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from data.publishing import waiting_times
from indicators.statistics import survival

pytestmark = pytest.mark.slow

SHAPE, SCALE, STANDARD, FAR = 1.8, 32, 31, 42
MEDIAN = SCALE * np.log(2) ** (1 / SHAPE)
ORIGIN, BEGAN, QUARTER = date(2024, 1, 1), 400, 91


def longer_than(days):
    return np.exp(-((days / SCALE) ** SHAPE))


def gaps(random, children, until, stopped=None, share=0.25):
    """Start and end of every gap, in whole days; the end of one not seen to end by `until` is missing.

    From day `stopped` on, a `share` of the children are not seen again.
    """
    lengths = np.ceil(SCALE * random.weibull(SHAPE, (children, int(until / 12) + 20)))
    ends = np.cumsum(lengths, axis=1) - random.integers(0, 200, (children, 1))
    starts = ends - lengths
    silent = np.arange(children)[:, None] < (0 if stopped is None else share * children)
    ends = np.where((silent & (ends >= (stopped or 0))) | (ends > until), np.nan, ends)
    seen = ~np.isnan(starts) & (starts <= until) & ~(silent & (starts >= (stopped or np.inf)))
    return starts[seen], ends[seen]


def estimated(starts, ends, until, standard=STANDARD):
    """The product's own figure for the quarter that ends on day `until`, from spells as the warehouse holds them."""
    ended = ~np.isnan(ends)
    day = [ORIGIN + timedelta(days=int(each)) for each in np.concatenate([starts, np.where(ended, ends, until + 1)])]
    spells = pl.DataFrame({
        "kind": "visit", "spell_id": [str(n) for n in range(len(starts))], "child_id": [str(n) for n in range(len(starts))],
        "worker_id": pl.Series([None] * len(starts), dtype=pl.String), "team": "Only", "start_date": day[: len(starts)],
        "end_date": day[len(starts):], "ended": ended, "days_before": 0})
    period = {"kind": "visit", "standard_days": standard, "returns": False, "grain": "quarter", "followed_to": None,
              "period_start": ORIGIN + timedelta(days=until - QUARTER + 1), "period_end": ORIGIN + timedelta(days=until)}
    figures, _ = waiting_times.estimates(spells, pl.DataFrame([period], schema_overrides={"followed_to": pl.Date}))
    return figures.row(0, named=True)


def closed_only(starts, ends, until):
    """The lengths of the gaps that ended in the quarter: what most reports measure."""
    return (ends - starts)[(ends > until - QUARTER) & (ends <= until)]


def within_error(values, truth, slack=0.0):
    """Whether the mean of simulated values lies within three standard errors of the truth."""
    return abs(np.mean(values) - truth) <= 3 * np.std(values, ddof=1) / np.sqrt(len(values)) + slack


@pytest.fixture(scope="module")
def quarters():
    """Forty simulated authorities of 300 children, to the end of their quarter."""
    random = np.random.default_rng(20261123)
    return [gaps(random, 300, BEGAN) for _ in range(40)]


def test_period_kaplan_meier_finds_the_true_share_and_median(quarters):
    found = [estimated(*each, BEGAN) for each in quarters]
    assert within_error([row["share_over"] for row in found], 100 * longer_than(STANDARD))
    medians = [row["median"] for row in found]
    assert abs(np.mean(medians) - 27) < 0.5, "whole days: 50.2% last longer than 26 days, 47.8% than 27"
    covered = [row["share_lower"] <= 100 * longer_than(STANDARD) <= row["share_upper"] for row in found]
    assert sum(covered) >= 35, "a 95% interval of 40 may miss five"


def test_closed_gaps_and_open_ages_pooled_are_too_long_and_open_ages_alone_too_short(quarters):
    pooled, open_ages = [], []
    for starts, ends in quarters:
        closed, running = closed_only(starts, ends, BEGAN), (BEGAN - starts)[np.isnan(ends)]
        status = np.repeat([1, 0], [len(closed), len(running)])
        lengths = np.concatenate([closed, running])
        pooled.append(survival.quantile(survival.kaplan_meier(lengths[lengths > 0], status[lengths > 0])).value)
        open_ages.append(np.median(running))
    assert np.mean(pooled) > MEDIAN + 1.2
    assert np.mean(open_ages) < MEDIAN - 8


@pytest.mark.parametrize(("after", "shows"), [(0, False), (30, True), (60, True), (90, True), (150, False)])
def test_if_a_quarter_of_the_children_are_no_longer_seen_closed_gaps_never_show_it_the_curve_does_at_first_and_open_gaps_stay(
        after, shows):
    """The curve shows it while the quarter holds the days on which those gaps passed the standard, and open gaps from then on."""
    random, stopped, until = np.random.default_rng(20261124), 400, 400 + after
    simulated = [gaps(random, 600, until, stopped) for _ in range(12)]
    found = [estimated(*each, until, standard=FAR) for each in simulated]
    closed = [np.median(closed_only(*each, until)) for each in simulated]
    assert abs(np.mean(closed) - 26.5) < 0.5, "the median of the gaps that ended never moves"
    shares, truth = [row["share_over"] for row in found], 100 * longer_than(FAR)
    assert np.mean(shares) > truth + 3 if shows else within_error(shares, truth)
    assert np.mean([row["open_over"] for row in found]) > 110 if after else 40 < np.mean([row["open_over"] for row in found]) < 50


def test_two_formulations_agree_where_gaps_are_not_whole_days():
    """Continuous time, by the formula alone: the median of 20,000 children is 26.1."""
    random = np.random.default_rng(7)
    ends = np.cumsum(SCALE * random.weibull(SHAPE, (20_000, 30)), axis=1)
    starts = np.concatenate([np.zeros((20_000, 1)), ends[:, :-1]], axis=1)
    first, last = 300.0, 391.0
    seen = (ends > first) & (starts < last)
    entry, time = np.maximum(0, first - starts[seen]), np.minimum(ends[seen], last) - starts[seen]
    curve = survival.kaplan_meier(time, ends[seen] <= last, entry)
    assert survival.quantile(curve).value == pytest.approx(MEDIAN, abs=0.3)
    assert survival.still_waiting(curve, FAR).value == pytest.approx(longer_than(FAR), abs=0.006)
