"""How long until something happens, when some are still waiting and some were waiting before the watch began.

Those still waiting are counted for as long as they were watched, and nobody is counted before they were: leaving
either out makes long waits look rare.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

SAME = np.sqrt(np.finfo(float).eps)  # a curve this close to a level lies on it


class Curve(NamedTuple):
    """A survival curve: arrays over the times at which something happened, and the last time anybody was watched.

    `at_risk` were watched just before, `events` happened then; `survival` is the share still waiting after it,
    `error` its standard error, `lower` and `upper` its interval; the last three are NaN once nobody is left.
    """

    time: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray
    survival: np.ndarray
    error: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    last: float


class Estimate(NamedTuple):
    """A number, or an array of them, with its interval."""

    value: Any
    lower: Any
    upper: Any


NOT_KNOWN = Estimate(np.nan, np.nan, np.nan)


def kaplan_meier(
    time: ArrayLike, status: ArrayLike, entry: ArrayLike | None = None, confidence: float = 0.95, interval: str = "log-log"
) -> Curve:
    """The share still waiting at each time, from waits that ended (status 1) or were cut off (status 0) at `time`.

    Formula: S(t) = ∏ (1 − d/n) over event times up to t, with n those of entry < t ≤ time; Greenwood's error, S√Σ
    d/(n(n − d)). Interval: "log-log", S^exp(±z·error/(S log S)), or "log", S·exp(±z·error/S), at most 1. Units are
    those of `time`. A wait that enters at `entry` or before it leaves is never at risk and left out, as is one with
    a missing number; without `entry` all are watched from the start. No events: empty arrays. With delayed entry
    few are watched early; S stays 0 once all of them have ended, which `reach` is there to notice. Raises
    ValueError for another interval, a negative time, or a confidence not between 0 and 1. Source: Kaplan and Meier,
    1958; Klein and Moeschberger, 2003, Survival Analysis, sections 4.2 to 4.6; the numbers are R survfit's.
    """
    from statsmodels.duration.survfunc import SurvfuncRight

    time, status, entry = _watched(time, status, entry)
    z = _quantile(confidence)
    if not len(time):
        return Curve(*[np.empty(0)] * 7, last=np.nan)
    found = SurvfuncRight(time, status, entry=entry)
    survival = np.minimum.accumulate(found.surv_prob)  # the library lets it rise a hair from 0
    error = np.where(survival > 0, found.surv_prob_se, np.nan)
    lower, upper = _interval(survival, error, z, interval)
    counts = (np.asarray(each, dtype=float) for each in (found.n_risk, found.n_events))
    return Curve(found.surv_times, *counts, survival, error, lower, upper, float(time.max()))


def quantile(curve: Curve, share: float = 0.5) -> Estimate:
    """The time by which a share of the waits have ended: 0.5 is the median. In units of time.

    Formula: where S first reaches 1 − share; where S lies on that level, the middle of the stretch, up to the last time
    watched if no event follows. The interval is where the curve's own limits come down to that level. NaN where not
    reached. A limit that rises again (a handful watched early, with delayed entry) is taken where it is highest below
    the level, which makes that interval too short; keep to what `reach` allows. Source: Brookmeyer and Crowley, 1982,
    Biometrics 38, 29-41; the rules for ties and rising limits are those of R's quantile.survfit.
    """
    lines = (curve.survival, curve.lower, curve.upper)
    return Estimate(*(_crossing(curve.time, line, 1 - share, curve.last) for line in lines))


def still_waiting(curve: Curve, time: ArrayLike) -> Estimate:
    """The share that lasts longer than each time (in the curve's unit), with its interval: arrays in 0 to 1.

    Formula: S(t) and its limits at the last event time up to t; before the first event all three are 1. NaN beyond the last
    time watched, unless nobody was left by then, when S stays 0; the interval is NaN where S is 0. For a curve without events
    1 up to the last time watched; a missing time is NaN. Source: Kaplan and Meier, 1958, as R's summary.survfit reads a curve.
    """
    time = np.asarray(time, dtype=float)
    place = np.searchsorted(curve.time, time, side="right")
    ended = len(curve.survival) > 0 and curve.survival[-1] == 0
    known = (ended | (time <= curve.last)) & ~np.isnan(time)
    lines = (curve.survival, curve.lower, curve.upper)
    return Estimate(*(np.where(known, np.append(1.0, line)[place], np.nan) for line in lines))


def all_followed(events: ArrayLike, watched: ArrayLike, confidence: float = 0.95) -> Estimate:
    """The share still waiting where all were watched from the start until now: arrays in 0 to 1, for arrays of counts.

    Formula: that of `kaplan_meier` where none was cut off, S = 1 − d/n, Greenwood's error S√(d/(n(n − d))) and the log-log
    interval. The interval is NaN where none or all have ended; all is NaN of a missing count and of n = 0. Source: that of
    `kaplan_meier`.
    """
    events, watched = np.broadcast_arrays(np.asarray(events, dtype=float), np.asarray(watched, dtype=float))
    n = np.where(watched > 0, watched, np.nan)
    survival = 1 - events / n
    inside = np.where((events > 0) & (events < n), survival, np.nan)
    return Estimate(survival, *_interval(inside, inside * np.sqrt(events / n / (n * inside)), _quantile(confidence), "log-log"))


def support(curve: Curve, time: ArrayLike, entry: ArrayLike | None = None) -> tuple[np.ndarray, np.ndarray]:
    """(times, how many waits the curve rests on up to each), for every time at which somebody enters or leaves.

    Formula: n/S(t−), with n those of entry < t ≤ time: how many would have had to be watched from the start for n to be at
    risk at t. Times are in the unit of `time`. It is 0 where nobody is watched, and infinite once nobody is left. A wait with a
    missing number, or that enters when it leaves or later, is left out; of no waits both are empty. Raises ValueError for a
    negative time. Source: ours, to notice the thin beginnings of which Klein and Moeschberger, 2003, section 4.6, warn.
    """
    time, _, entry = _watched(time, np.ones_like(np.asarray(time, dtype=float)), entry)
    started = np.zeros_like(time) if entry is None else entry
    places = np.unique(np.concatenate([time, started, [0.0]]))[1:]
    risk = np.searchsorted(np.sort(started), places) - np.searchsorted(np.sort(time), places)
    before = np.append(1.0, curve.survival)[np.searchsorted(curve.time, places)]
    return places, np.divide(risk, before, out=np.full(len(places), np.inf), where=before > 0)


def reach(curve: Curve, places: np.ndarray, followed: np.ndarray, fewest: float) -> float:
    """The last time to which a curve rests on at least `fewest` waits, by its `support`; infinite if until nobody is left.

    Formula: the last of `places` before the first at which `followed` is below `fewest`, 0 if that is the first of all; where
    none is, the last place, or infinite if S ends at 0. 0 for no waits; missing waits were left out by `support`. With
    delayed entry few may be watched early, or nobody, and from there on the curve says nothing or jumps to 0: it is trusted
    up to the first such time only. Source: Klein and Moeschberger, 2003, section 4.6, who warn of it.
    """
    short = np.flatnonzero(followed < fewest * (1 - SAME))
    if len(short):
        return float(places[short[0] - 1]) if short[0] else 0.0
    ended = len(curve.survival) > 0 and curve.survival[-1] == 0
    return np.inf if ended else float(max(places, default=0.0))


def rate(events: float, exposure: float, confidence: float = 0.95) -> Estimate:
    """Events per unit of time watched, with the exact Poisson interval.

    Formula: d/T; limits χ²(α/2; 2d)/2T and χ²(1 − α/2; 2d + 2)/2T; the lower limit of no events is 0. NaN without
    exposure. Source: Garwood, 1936, Biometrika 28, 437-442.
    """
    from scipy.stats import chi2

    if not exposure > 0:
        return NOT_KNOWN
    tail = (1 - confidence) / 2
    lower = chi2.ppf(tail, 2 * events) / 2 if events else 0.0
    return Estimate(events / exposure, float(lower / exposure), float(chi2.ppf(1 - tail, 2 * events + 2) / 2 / exposure))


def exposure(time: ArrayLike, entry: ArrayLike | None = None) -> float:
    """The time watched, added up, in the unit of `time`.

    Formula: Σ (time − entry), without `entry` Σ time. A wait with a missing number, or that enters when it leaves or later, was
    not watched and adds nothing; 0 for no waits. Raises ValueError for a negative time. Source: person-time at risk, Rothman,
    Greenland and Lash, Modern Epidemiology, chapter 3.
    """
    time, _, entry = _watched(time, np.ones_like(np.asarray(time, dtype=float)), entry)
    return float(np.sum(time) if entry is None else np.sum(time - entry))


def _watched(
    time: ArrayLike, status: ArrayLike, entry: ArrayLike | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """The three as arrays of numbers, without the waits that were never watched."""
    time, status = (np.asarray(each, dtype=float) for each in (time, status))
    known = ~np.isnan(time) & ~np.isnan(status)
    if np.any(time < 0):
        raise ValueError("a time is below zero.")
    if entry is None:
        return time[known], status[known], None
    entry = np.asarray(entry, dtype=float)
    known &= entry < time
    return time[known], status[known], entry[known]


def _interval(survival: np.ndarray, error: np.ndarray, z: float, kind: str) -> tuple[np.ndarray, np.ndarray]:
    if kind not in ("log", "log-log"):
        raise ValueError(f"there is no interval {kind!r}; give log-log or log.")
    inside = np.where(survival > 0, survival, np.nan)
    if kind == "log":
        reach = z * error / inside
        return inside * np.exp(-reach), np.minimum(1.0, inside * np.exp(reach))
    reach = z * error / (inside * np.log(inside))  # below 0, because log S is
    return inside ** np.exp(-reach), inside ** np.exp(reach)


def _crossing(time: np.ndarray, line: np.ndarray, level: float, last: float) -> float:
    """When a line comes down to a level; where it lies on the level, the middle of that stretch; NaN if it never does."""
    first, after = _highest_below(time, line, level + SAME), _highest_below(time, line, level - SAME)
    ends_on_it = len(line) > 0 and abs(line[-1] - level) < SAME
    return float((first + (last if ends_on_it else after)) / 2)


def _highest_below(time: np.ndarray, line: np.ndarray, level: float) -> float:
    """The time of the highest point at or below a level, the first of equals; NaN if none is."""
    below = np.where(line <= level, line, -np.inf)
    return time[np.argmax(below)] if np.any(below > -np.inf) else np.nan


def _quantile(confidence: float) -> float:
    from statistics import NormalDist

    if not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence}; give a share between 0 and 1, such as 0.95.")
    return NormalDist().inv_cdf((1 + confidence) / 2)
