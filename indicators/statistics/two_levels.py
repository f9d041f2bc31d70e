"""Which of two earlier levels fits later counts: the level before a change, or the level after it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

LOG_ODDS = np.linspace(-9, 9, 361)  # the levels a proportion may have: .01% to 99.99%, in steps of .05 of log-odds


class Counts(NamedTuple):
    """Periods in order of time: numerators x, denominators n, and the effect of the season in log-odds (0 for none)."""

    x: np.ndarray
    n: np.ndarray
    season: np.ndarray


class Runs(NamedTuple):
    """For each run of later periods (start × end): log Bayes factors `back` and `away`, and the probability `above`."""

    back: np.ndarray
    away: np.ndarray
    above: np.ndarray


def counts(x: ArrayLike, n: ArrayLike, season: ArrayLike | None = None) -> Counts:
    """Numerators and denominators as the `Counts` that `compare` takes; none may be missing.

    Formula: none; the season is 0 unless given. Source: none; the arrays are converted to floats.
    """
    x, n = np.asarray(x, dtype=float), np.asarray(n, dtype=float)
    return Counts(x, n, np.zeros(len(x)) if season is None else np.asarray(season, dtype=float))


def compare(before: Counts, changed: Counts, later: Counts, phi: float = 1.0) -> Runs:
    """Compare every run of later periods with the level before and with the changed level.

    A row for each first period of a run, a column for each last period; NaN where the last would come before the first. All
    periods have children. Formulas: with P(run | K) = ∫ L(run | a) π(a | K) da, `back` is log P(run | before) − log P(run |
    changed, and the later periods before the run): the process stayed changed until the run began, then went back. `away` is
    log P(run | changed) − log P(run | before). Here a is a level in log-odds, L = Π p^x (1 − p)^(n − x) with p = expit(a +
    season), and π(a | K) the posterior of a level from the periods K, from Jeffreys' prior; without a season P is a
    beta-binomial probability. `above` is P(a of the run > a before), both from their posteriors. Every log L is divided by
    `phi` (1 is chance alone), because children who come together count for less. Both levels are estimated, so a change seen in
    few children needs more children afterwards. Source: Kass and Raftery, 1995, Journal of the American Statistical
    Association 90, 773-795; the power likelihood of Ibrahim and Chen, 2000, Statistical Science 15, 46-60; integrals by the
    trapezium rule.
    """
    seen = np.vstack([np.zeros(len(LOG_ODDS)), np.cumsum(_log_likelihood(later, phi), axis=0)])
    runs = seen[None, 1:] - seen[:-1, None]  # start × end × level
    runs[np.tri(len(later.x), k=-1, dtype=bool)] = np.nan
    usual, found = (_log_likelihood(each, phi).sum(axis=0) for each in (before, changed))
    usual, found, lasting = _posterior(usual), _posterior(found), _posterior(found + seen[:-1])
    likely = np.exp(runs - runs.max(axis=2, keepdims=True))
    with np.errstate(divide="ignore"):
        at_usual, at_found = np.log(likely @ usual), np.log(likely @ found)
        back = at_usual - np.log((likely @ lasting[:, :, None])[:, :, 0])
    return Runs(back, at_found - at_usual, _posterior(runs) @ (np.cumsum(usual) - usual / 2))


def _log_likelihood(counts: Counts, phi: float) -> np.ndarray:
    """log L of each period at each level, without the terms that do not depend on the level: periods × levels."""
    x, n, season = (each[:, None] for each in counts)
    odds = LOG_ODDS[None, :] + season
    return (x * odds - n * np.logaddexp(0, odds)) / phi


def _posterior(log_likelihood: np.ndarray) -> np.ndarray:
    """The posterior probability of each level, from Jeffreys' prior, which in log-odds is √(p(1 − p)); the sum is 1."""
    prior = -np.logaddexp(0, LOG_ODDS) / 2 - np.logaddexp(0, -LOG_ODDS) / 2
    known = np.exp(log_likelihood + prior - (log_likelihood + prior).max(axis=-1, keepdims=True))
    return known / known.sum(axis=-1, keepdims=True)
