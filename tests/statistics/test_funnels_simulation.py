"""How often a funnel calls an authority outside when nothing is the matter: exactly for small teams, by simulation for large."""

import numpy as np
import pytest
from scipy.stats import binom

from indicators.statistics import funnels, outside
from indicators.statistics.funnels import INNER, OUTER, Funnel

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("centre", [0.2, 0.22])
@pytest.mark.parametrize("confidence", [INNER, OUTER])
def test_fifteen_children_raise_no_more_alarms_than_was_said(centre, confidence):
    """Added up over all sixteen counts: at most half of the error on either side, unlike score and arcsine limits."""
    x = np.arange(16)
    chance, called = binom.pmf(x, 15, centre), outside.outside(Funnel(centre), x, np.full(16, 15), confidence)
    for side in (1, -1):
        assert chance[called == side].sum() <= (1 - confidence) / 2
    score = funnels.score_limits(centre, 15, OUTER)[1]
    arcsine = funnels.angle_limits(centre, 15, funnels.two_sided(OUTER))[0]
    assert chance[x / 15 > score].sum() > 0.001  # what the exact tails are for
    assert chance[x / 15 < arcsine].sum() > 0.02


@pytest.mark.parametrize("centre", [0.2, 0.22])
@pytest.mark.parametrize("confidence", [INNER, OUTER])
def test_three_thousand_children_raise_as_many_alarms_as_was_said(centre, confidence):
    """4 million authorities: the error of a rate of .002 is .00002, of .05 .0001; four of them, and the step of a child."""
    rng, draws = np.random.default_rng(3000), 4_000_000
    counts = np.bincount(rng.binomial(3000, centre, draws), minlength=3001)
    called = outside.outside(Funnel(centre), np.arange(3001), np.full(3001, 3000), confidence)
    alarms, nominal = counts[called != 0].sum() / draws, 1 - confidence
    limit = 3000 * centre - funnels.two_sided(confidence) * np.sqrt(3000 * centre * (1 - centre))
    step = 2 * binom.pmf(round(limit), 3000, centre)
    assert abs(alarms - nominal) < 4 * np.sqrt(nominal * (1 - nominal) / draws) + step


def test_where_authorities_differ_the_funnel_still_calls_few_outside():
    """400 countries of 150 authorities whose true percentages differ by 3.5 points about 22%, nobody exceptional.

    τ² is under-estimated by two fifths because the outer tenths are drawn in, so 1 in 8 lies beyond the 95% limits and 1 in
    60 beyond the 99.8% limits; without the widening two in three would. The error of each share is below .003.
    """
    rng, widened, far, plain = np.random.default_rng(150), [], [], []
    for _ in range(400):
        n = rng.integers(800, 6000, 150)
        x = rng.binomial(n, np.clip(rng.normal(0.22, 0.035, 150), 0.02, 0.98))
        funnel = funnels.estimated(x, n)
        widened.append(np.mean(outside.outside(funnel, x, n) != 0))
        far.append(np.mean(outside.outside(funnel, x, n, OUTER) != 0))
        plain.append(np.mean(outside.outside(Funnel(funnel.centre), x, n) != 0))
    assert max(np.std(widened), np.std(far), np.std(plain)) / 20 < 0.003
    assert abs(np.mean(widened) - 1 / 8) < 0.012 and abs(np.mean(far) - 1 / 60) < 0.006  # what the page says
    assert 0.6 < np.mean(plain) < 0.75


def test_pure_chance_seldom_widens_the_funnel():
    """φ is below 1 in the mean under pure chance, since the outer tenths are drawn in: .63 to .68."""
    rng = np.random.default_rng(63)
    found = []
    for _ in range(400):
        n = rng.integers(800, 6000, 150)
        found.append(funnels.estimated(rng.binomial(n, 0.22), n).phi)
    assert np.std(found) / 20 < 0.005 and 0.62 < np.mean(found) < 0.69
    assert np.mean(np.array(found) > 1) < 0.02
