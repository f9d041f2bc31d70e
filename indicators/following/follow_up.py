"""Whether a process moved after an action: identified, put right, stayed right, not yet, or came back.

An action has two levels: the level before the alert, and the level of the alert, which is assumed to last until the day of the
action. The rule decides which of the two levels the months after the action fit; `RULE` explains it to readers.
"""

from datetime import date, datetime
from typing import Any, TypedDict

import numpy as np
import polars as pl

from indicators.judging import phases
from indicators.statistics import intervals, two_levels, windows
from indicators.statistics.control_charts import rounding_share
from queries.store.decisions import Action

MONTHS = {"month": 1, "quarter": 3}
LIKELIER = 200  # the Bayes factor from which the process has moved
NOT_LIKELY = 10  # the Bayes factor for the alert's level from which the process has not moved yet
SURELY = 0.95  # the probability that the months after lie beyond the level before, above which they are not put right
RUN = 3  # months, at least, that are compared together
HOLDS = 6  # further months after which a process put right has stayed right
FOLLOWED = 24  # months after the action: without an end, chance would move every figure some day
BEFORE = 24  # months of the level before, as in an alert
EVERY = {"month": "1mo", "quarter": "1q"}  # the names of the periods in Polars
ROUGHLY = 0.2  # the probability that the dispersion is larger than its upper bound
RESTLESS_MOST = 0.9  # the largest lag-1 correlation that is used

IDENTIFIED, NOT_YET, UNSURE = "identified", "not yet", "too early to say"
PUT_RIGHT, STAYED_RIGHT, CAME_BACK, NOT_SAID = "put right", "stayed right", "came back", "cannot be said"

LEVELS = ("before_", "found_", "")  # before the alert; found by it; after the action
UNSEEN: dict[str, Any] = {"state": NOT_SAID, "since": None, "periods": 0} | {
    f"{level}{name}": None for level in LEVELS for name in ("numerator", "denominator")
}

RULE = (
    f"An action is identified when it is noted. It is put right once {RUN} months or more after it are, together, at "
    f"least {LIKELIER} times likelier at the level before the alert than at the level the alert found. It has stayed right "
    f"if that still holds {HOLDS} months later, and it came back if months in between are {LIKELIER} times likelier at the "
    f"alert's level. It is not put right yet where the months since are {NOT_LIKELY} times likelier at the alert's level; "
    f"where they do not tell the two levels apart it is too early to say. An action is followed for {FOLLOWED} months. A figure "
    "that moved after an action may have moved for another reason, and a figure whose alert was chance goes back by itself."
)


class Became(TypedDict):
    """The state of an action: the keys of UNSEEN, `judgement` and `grain_seen` (see `actions.followed`)."""

    state: str
    since: date | None
    periods: int
    before_numerator: int | None
    before_denominator: int | None
    found_numerator: int | None
    found_denominator: int | None
    numerator: int | None
    denominator: int | None
    judgement: str | None
    grain_seen: str | None


class Followed(Action, Became):
    """An action with its state."""


class Asked(TypedDict):
    """The keys of an action that its state depends on."""

    found_from: date
    found_on: date
    direction: str
    noted_at: datetime
    done_on: date | None


def state(frame: pl.DataFrame, action: Asked, timing: str, starts_afresh: tuple[date, ...] = ()) -> dict[str, Any]:
    """The state of one action, from the figures of its series by month or quarter: the keys of UNSEEN.

    `frame` is one series of percentages with eligible and phase (see `phases.add`) and optionally season (log-odds). `action` has
    found_from, found_on, direction, noted_at and done_on. The definition changes on each day of `starts_afresh`, so later
    periods are not used. Gives state (one of the names above), since (the first day of the run behind the state, or None),
    periods (the number after the action), and numerator and denominator of the level before (`before_`), of the alert's
    level until the action (`found_`), and of the present run, or of all periods since the action (no prefix); None where there
    is no period.
    """
    day = max(action["done_on"] or action["noted_at"].date(), action["found_on"])
    rows = frame.filter("eligible", pl.col("denominator") > 0).sort("period_start")
    before, found, after = _parted(rows, action, day, starts_afresh)
    said = {"state": NOT_SAID, "since": None, "periods": after.height} | _pooled("before_", before) | _pooled("found_", found)
    if not _stands_out(said, action["direction"]):
        return said | _pooled("", after)
    grain = frame["grain"][0]
    phi = restlessness(rows.filter(pl.col("period_end") < action["found_from"]), timing)
    runs = two_levels.compare(_counts(before), _counts(found), _counts(after), phi)
    still = runs.above if action["direction"] == "above" else 1 - runs.above
    name, first = _walked(np.where(still <= SURELY, runs.back, -np.inf), runs.away, MONTHS[grain])
    known = {PUT_RIGHT, STAYED_RIGHT, CAME_BACK}
    return said | {"state": name, "since": after["period_start"][first] if name in known else None} | _pooled("", after[first:])


def restlessness(rows: pl.DataFrame, timing: str) -> float:
    """The dispersion φ of the periods, at least 1: the factor on the variance that independent children would have.

    Formula: the dispersion of `windows.over_dispersion` over the first 24 months (12 quarters); where it is above 1 its upper
    80% bound φd/χ²(.2, d), because so few months estimate it roughly. For a persistent month-end figure
    (`intervals.persistent`) it is multiplied by (1 + r)/(1 − r) with r the lag-1 correlation, at most .9, because the same
    children are counted again. For rounded counts the variance of rounding is added, as a share of chance's. Source: the
    variance of a mean of a first-order autoregression, Box and Jenkins, 1970, section 2.1; Sheppard's variance of rounding, 1898.
    """
    from scipy.stats import chi2

    first = rows.filter("early", pl.col("phase") == pl.col("phase").first())
    if first.is_empty():
        return 1.0
    x, n = phases.spread(first, "numerator", "denominator")
    share = np.nansum(x) / np.nansum(n)
    counts = np.nan_to_num(x)[None], np.nan_to_num(n)[None], ~np.isnan(x)[None]
    phi, degrees = (float(each[0]) for each in windows.over_dispersion(*counts, np.full((1, len(x)), share)))
    phi = phi * degrees / float(chi2.ppf(ROUGHLY, degrees)) if phi > 1 else 1.0
    if timing == "at end" and intervals.persistent(x / n):
        alike = min(intervals.likeness(x / n), RESTLESS_MOST)
        phi *= (1 + alike) / (1 - alike)
    rounded_to = first["rounded_to"][0] if "rounded_to" in first.columns else 1
    mean = np.nanmean(n)
    return phi + (float(rounding_share(share * mean, mean, rounded_to)) if 0 < share < 1 else 0.0)


def _parted(
    rows: pl.DataFrame, action: Asked, day: date, starts_afresh: tuple[date, ...]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The periods of the level before, of the alert's level, and after the action; the period with its day is left out."""
    end = min((each for each in starts_afresh if each > action["found_on"]), default=date.max)
    rows = rows.filter(pl.col("period_start") < end)
    earlier = rows.filter(pl.col("period_end") < action["found_from"])
    since = pl.lit(action["found_from"]).dt.truncate(EVERY[_grain(rows)]).dt.offset_by(f"-{BEFORE}mo")
    before = earlier.filter(pl.col("phase") == pl.col("phase").last(), pl.col("period_start") >= since)
    found = rows.filter(pl.col("period_start") >= action["found_from"], pl.col("period_end") <= day)
    if found.is_empty():  # by quarter, an alert of one month gets its quarter
        found = rows.filter(pl.col("period_end") >= action["found_from"], pl.col("period_start") <= action["found_on"])
    last = pl.lit(day).dt.offset_by(f"{FOLLOWED}mo")
    return before, found, rows.filter(pl.col("period_start") > day, pl.col("period_start") <= last)


def _grain(rows: pl.DataFrame) -> str:
    """The grain of the rows; 'month' without rows."""
    return "month" if rows.is_empty() else rows["grain"][0]


def _stands_out(said: dict[str, Any], direction: str) -> bool:
    """Whether the figures still show a change in the alert's direction: later extracts may have corrected it."""
    if None in (said["before_denominator"], said["found_denominator"]):
        return False
    apart = said["found_numerator"] / said["found_denominator"] - said["before_numerator"] / said["before_denominator"]
    return apart > 0 if direction == "above" else apart < 0


def _walked(back: np.ndarray, away: np.ndarray, months: int) -> tuple[str, int]:
    """(state, number of the first period of the run behind it), decided period by period as they came in.

    `back` and `away` have a row for each start and a column for each end of a run: the log Bayes factor for the level before, and
    for the alert's level; see `two_levels.compare`.
    """
    run, periods = -(-RUN // months), len(back)
    name, first, reset = UNSURE, 0, 0
    for last in range(periods):
        strength = (away if name == PUT_RIGHT else back)[reset : max(last - run + 2, reset), last]
        if len(strength) and strength.max() >= np.log(LIKELIER):
            if name == PUT_RIGHT:
                return CAME_BACK, reset + int(strength.argmax())
            name, first, reset = PUT_RIGHT, reset + int(strength.argmax()), last + 1
        elif name == PUT_RIGHT and (last + 1 - reset) * months >= HOLDS:
            return STAYED_RIGHT, first
    if name == PUT_RIGHT or periods < run:
        return (name if periods >= run else IDENTIFIED), first
    return (NOT_YET if away[0, -1] >= np.log(NOT_LIKELY) else UNSURE), first


def _counts(rows: pl.DataFrame) -> two_levels.Counts:
    season = rows["season"].to_numpy() if "season" in rows.columns else None
    return two_levels.counts(rows["numerator"].to_numpy(), rows["denominator"].to_numpy(), season)


def _pooled(prefix: str, rows: pl.DataFrame) -> dict[str, int | None]:
    x, n = (None, None) if rows.is_empty() else rows.select(pl.sum("numerator", "denominator")).row(0)
    return {f"{prefix}numerator": x, f"{prefix}denominator": n}
