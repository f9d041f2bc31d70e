"""Alerts of rounded counts: rounding is not news, and a change that is larger than rounding still is."""

import numpy as np
import polars as pl
import pytest

from indicators.judging import alerts
from indicators.statistics import control_charts
from tests.support.series_frame import series

pytestmark = pytest.mark.slow

RNG = np.random.default_rng(20261123)


def rounded(counts, name="North"):
    """The counts as the board's file holds them."""
    shown = [tuple(int((count + 2) // 5 * 5) for count in each) for each in counts]
    shown = [(min(x, n), n) for x, n in shown]
    return series(shown, breakdown="team", category=name).with_columns(rounded_to=pl.lit(5))


def test_a_child_or_two_more_that_round_to_five_are_no_alert():
    counts = [(2, 55)] * 30 + [(3, 55)] * 3
    seen = rounded(counts)
    assert seen["numerator"].to_list()[-4:] == [0, 5, 5, 5]
    assert alerts.find(seen).is_empty()
    assert alerts.find(seen.drop("rounded_to")).height == 1  # which is what taking rounded counts for exact ones would say


def test_nor_are_a_child_or_two_fewer_of_nearly_all():
    assert alerts.find(rounded([(53, 55)] * 30 + [(52, 55)] * 3)).is_empty()


def test_workers_whose_supervision_lapsed_are_found_through_the_rounding():
    before, after = (RNG.binomial(72, share, months) for share, months in ((0.92, 30), (0.8, 6)))
    found = alerts.find(rounded([(int(x), 72) for x in [*before, *after]]))
    assert found.select("level", "direction").row(0) == ("act", "below")


@pytest.mark.parametrize("share", [0.04, 0.1, 0.2, 0.5, 0.9])
def test_stable_teams_seldom_raise_an_alert_to_act_on(share):
    """Of 60 levels of 30 teams in which nothing changed, about one in ten may have an alert to act on."""
    spoke = 0
    for _ in range(60):
        sizes = RNG.integers(30, 90, 30)
        teams = [rounded([(int(x), int(n)) for x in RNG.binomial(n, share, 33)], f"Team {n} {place}")
                 for place, n in enumerate(sizes)]
        spoke += (alerts.find(pl.concat(teams))["level"] == "act").any()
    assert spoke <= 12


def test_the_share_of_rounding_is_what_rounding_does_to_a_percentage():
    n, p = 400.0, 0.3
    x = RNG.binomial(400, p, 200_000)
    sizes = RNG.integers(390, 411, 200_000)
    moved = (x + RNG.integers(-2, 3, len(x))) / (sizes + RNG.integers(-2, 3, len(x))) - x / sizes
    chance = p * (1 - p) / n
    assert control_charts.rounding_share(n * p, n, 5) == pytest.approx(moved.var() / chance, rel=0.05)
    assert control_charts.rounding_share(n * p, n, 1) == 0
    assert control_charts.rounding_share(0.0, n, 5) == np.inf
