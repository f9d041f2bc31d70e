"""What the product says of authorities in which nothing, or something known, happens: held against other people's simulations.

Those others are 60 dashboards of 120 series over two years, so their numbers have an error as ours have. Both are allowed
for, three standard errors of the difference. A longer run: `python -m tests.support.simulation --years 400`.
"""

import numpy as np
import pytest

from indicators.judging import alerts
from tests.support import simulation as invented

pytestmark = pytest.mark.slow

THEIRS = 60  # dashboards

# New alerts a year in one level if nothing changes and children come one by one, of those to act on and of all. A yardstick, said
# on no page: children come in families and levels wander, which raise more.
A_YEAR = {"month": {"act": 0.8, "watch": 1.9}, "quarter": {"act": 0.5, "watch": 0.9}}


def agrees(found, theirs, ours):
    """Whether a mean with its standard error over so many dashboards is a published one, within the error of both."""
    mean, error = found
    return abs(mean - theirs) <= 3 * error * np.sqrt(1 + ours / THEIRS)


def test_the_reference_method_gives_the_reference_rates():
    """Separate children, Fisher's test as it is: .8 alerts a year at q ≤ .1 and 1.9 at q ≤ .2 of 120 series."""
    with invented.untempered():
        found = invented.false_alarms(np.random.default_rng(1), 24, months=18)
    assert agrees(found["act"], 0.8, 18) and agrees(found["watch"], 1.9, 18)


def test_separate_children_raise_about_as_many_as_the_yardstick():
    """The yardstick lies between that of separate children and that of children who come together a little."""
    separate, together = (
        invented.false_alarms(np.random.default_rng(2), 24, months=12, rho=rho) for rho in ((0.0,), invented.TOGETHER)
    )
    for level, stated in A_YEAR["month"].items():
        (low, low_error), (high, high_error) = separate[level], together[level]
        assert low - 3 * low_error <= stated <= high + 3 * high_error
        assert low + 3 * low_error >= stated / 2 and high - 3 * high_error <= 2 * stated


def test_a_twelfth_of_the_series_raise_about_as_many():
    """The answers are judged together, so the rate is that of the level and not of its series."""
    found = invented.false_alarms(np.random.default_rng(3), 120, 10, 12, sizes=(150,), rho=invented.TOGETHER)
    for level, stated in A_YEAR["month"].items():
        mean, error = found[level]
        assert stated / 2 - 3 * error <= mean <= 2 * stated + 3 * error and mean > 3 * stated / 12


def test_quarters_raise_fewer():
    separate, together = (
        invented.false_alarms(np.random.default_rng(3), 90, 30, 12, "quarter", sizes=(24, 75, 180), rho=rho)
        for rho in ((0.0,), invented.TOGETHER)
    )
    for level, stated in A_YEAR["quarter"].items():
        (low, low_error), (high, high_error) = separate[level], together[level]
        assert low - 3 * low_error <= stated <= high + 3 * high_error


@pytest.mark.parametrize("rho", [0.005, 0.01])
def test_children_who_come_together_raise_no_more_than_others_and_would_by_the_dozen(rho):
    kind = {"months": 12, "sizes": (150,), "rho": (rho,)}
    tempered = invented.false_alarms(np.random.default_rng(4), 8, **kind)
    with invented.untempered():
        plain = invented.false_alarms(np.random.default_rng(4), 3, **kind)
    assert tempered["act"][0] <= 3 and plain["act"][0] >= 30
    assert plain["act"][0] > 15 * tempered["act"][0]


def test_families_of_few_children_raise_no_more_than_children_who_come_alone():
    """Brothers and sisters, one fate for all: 8 and 15 a month raised 49 and 72 a year to act on while φ was taken as 1 there."""
    for sizes in ((8,), (15,)):
        kind = {"months": 12, "sizes": sizes, "come": invented.families}
        mean, error = invented.false_alarms(np.random.default_rng(9), 5, **kind)["act"]
        assert mean <= 2 * A_YEAR["month"]["act"] + 3 * error and mean < 5


def test_doubled_odds_in_6_of_120_series_are_found_as_often_as_theirs():
    """24, 44 and 55% within 3, 6 and 12 months, at a share of 20%."""
    found, series = invented.found_within(np.random.default_rng(5), 40)
    for share, theirs in zip(found, (0.24, 0.44, 0.55), strict=True):
        error = np.sqrt(theirs * (1 - theirs) * (1 / series + 1 / (6 * THEIRS)))
        assert abs(share - theirs) <= 3 * error


@pytest.mark.parametrize(("sizes", "outside", "most"), [((150,), 0.041, 0.38), (range(5, 41), 0.052, 0.38)])
def test_coloured_points_of_stable_charts(sizes, outside, most):
    """Outside the limits in the year after 24 months: 4.1% of charts of 150 children and 5.2% of 5 to 40 by plain limits,
    which ours are at 150; of few children they are exact, and are crossed less. Any colour in three years: 29%.
    """
    charts = 400
    beyond, coloured = invented.coloured(np.random.default_rng(6), charts, sizes)
    error = np.sqrt(outside * (1 - outside) * (1 / charts + 1 / 4000))
    assert beyond <= outside + 3 * error
    if sizes == (150,):
        assert beyond >= outside - 3 * error and coloured == pytest.approx(0.29, abs=3 * np.sqrt(0.29 * 0.71 / charts))
    assert coloured <= most


def seasonal(rng, months, last=0.0, dashboards=8):
    """Ten indicators of an authority with one and the same season; `last` moves two of them in the last month."""
    effect = np.zeros((dashboards, 10, months)) + invented.seasonal_effect(months)
    effect[:, :2, -1] += last
    return invented.drawn(rng, dashboards, 10, months, sizes=(300,), share=(0.15, 0.35), effect=effect)


def test_a_season_raises_alerts_only_where_it_is_not_allowed_for():
    x, n = seasonal(np.random.default_rng(7), 73, dashboards=4)
    blind, allowed = (
        invented.new_a_year(invented.watched(x, n, allow_for_season=allow, history=60), alerts.ACT)[0] for allow in (False, True)
    )
    assert blind > 5 and allowed <= 2 * A_YEAR["month"]["act"]


def test_a_real_rise_in_august_is_still_found():
    """The last of 68 months is August: as high as every August, and in two of ten series 1.8 times the odds higher."""
    x, n = seasonal(np.random.default_rng(8), 68, np.log(1.8))
    q = [invented.watched(x, n, allow_for_season=allow, history=68)[:, :, 0] for allow in (False, True)]
    blind, allowed = (each <= alerts.ACT for each in q)
    assert allowed[:, :2].mean() >= 0.75
    assert allowed[:, 2:].mean() <= 0.1 and blind[:, 2:].mean() >= 0.3
