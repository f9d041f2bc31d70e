"""The smallest lasting change that a chart could be expected to show: how much it can miss, said before it is trusted."""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np

POWER = 0.8  # the chance of showing it: four times in five
SAME = 1e-9  # counts closer than this are equal: a limit was divided by a denominator and is multiplied by it again
HALVINGS = 60  # of the interval searched, past the last digit of a float


def smallest_share(centre: float, lower: float, upper: float, n: int, points: int, widening: float = 1.0) -> tuple[float, float]:
    """(below, above): the proportions nearest `centre` that a P or P′ chart shows within `points`, four times in five.

    `lower` and `upper` are its limits, in proportions, where `n` are counted. Formula: a point shows a share π with the
    chance β that a binomial count of n at π lies strictly beyond the limit, and some point of k does with 1 − (1 − β)^k;
    π is the nearest with .8. Where limits are w times wider than chance (P′) so is the count: the limit's distance from
    nπ is divided by w, and the binomial is continued between whole counts (incomplete beta function). NaN on a side
    where no share would do, as where the limit is 0 or 1. Source: exact binomial tails; the operating characteristic of
    a control chart, Montgomery, Introduction to Statistical Quality Control, section 7.2.
    """
    from scipy.special import betainc

    def up_to(count: float, p: float) -> float:  # P(X ≤ count)
        return 0.0 if count <= -1 else 1.0 if count >= n else float(betainc(n - count, count + 1, 1 - p))

    few, many = np.ceil(n * lower - SAME) - 1, np.floor(n * upper + SAME) + 1
    below = _nearest(lambda p: up_to(_shrunk(few, n * p, widening), p), centre, 0.0, points) if few >= 0 else np.nan
    above = _nearest(lambda p: 1 - up_to(_shrunk(many - 1, n * p, widening), p), centre, 1.0, points) if many <= n else np.nan
    return below, above


def smallest_count(centre: float, lower: float, upper: float, points: int, widening: float = 1.0) -> tuple[float, float]:
    """(below, above): the counts expected in a period, nearest `centre`, that a U or U′ chart shows within `points`.

    `centre`, `lower` and `upper` are counts of one period. Formula: a point shows an expected count m with the chance β that
    a Poisson count of mean m lies strictly beyond the limit, and some point of k does with 1 − (1 − β)^k; m is the nearest
    with .8. With a widening w the limit's distance from m is divided by w, and the Poisson is continued between whole counts
    (incomplete gamma function). NaN below where the lower limit is 0, as no count is less; a missing (NaN) limit gives NaN
    on its side. Source: exact Poisson tails; the operating characteristic of a control chart, Montgomery, section 7.3.
    """
    from scipy.special import gammaincc

    def up_to(count: float, expected: float) -> float:
        return 0.0 if count <= -1 else float(gammaincc(count + 1, expected)) if expected > 0 else 1.0

    few, many = np.ceil(lower - SAME) - 1, np.floor(upper + SAME) + 1
    far = 10 * (many + 10 * widening**2)
    below = _nearest(lambda m: up_to(_shrunk(few, m, widening), m), centre, 0.0, points) if few >= 0 else np.nan
    return below, _nearest(lambda m: 1 - up_to(_shrunk(many - 1, m, widening), m), centre, far, points)


def smallest_average(centre: float, lower: float, upper: float, points: int) -> tuple[float, float]:
    """(below, above): the levels nearest `centre`, in the unit of the values, that an XmR or I′ chart shows within `points`.

    Formula: values are taken as normal, with a third of the distance from centre to upper limit as standard deviation σ;
    a level 3σ − σ·z away shows in one point with the chance β = P(Z > z), and in some point of k with 1 − (1 − β)^k = .8.
    `lower` may be cut off at 0. NaN below where the level would be 0 or less or `lower` is 0; both NaN where centre or
    upper limit is missing. Source: the operating characteristic of a chart of normal values, Montgomery, section 6.2.
    """
    move = (upper - centre) * (1 - NormalDist().inv_cdf(1 - _each(points)) / 3)
    below = centre - move
    return below if below > 0 and lower > 0 else np.nan, centre + move


def _nearest(chance: Callable[[float], float], centre: float, end: float, points: int) -> float:
    """Where, going from the centre to the end, the chance that one point shows it becomes enough; NaN if nowhere."""
    needed = _each(points)
    if chance(end) < needed:
        return np.nan
    short, enough = centre, end
    for _ in range(HALVINGS):
        middle = (short + enough) / 2
        short, enough = (short, middle) if chance(middle) >= needed else (middle, enough)
    return enough


def _each(points: int) -> float:
    """The chance each point must have for some point of so many to reach the power."""
    return 1 - (1 - POWER) ** (1 / points)


def _shrunk(count: float, expected: float, widening: float) -> float:
    """A count in a wider distribution, brought back to the plain one; its boundary is half a count above it."""
    return expected + (count + 0.5 - expected) / widening - 0.5
