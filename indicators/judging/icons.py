"""The two icons of a Making Data Count chart: is it changing, and can it be relied on to meet its target.

Both are verdicts about one series, made from what `limits` and `signals` have found; good and bad come last.
"""

import polars as pl

from indicators.judging.signals import DOWN, UP

NOT_PAST = "not past the usual level"  # of a rise or fall that has not carried the figure to the side it moves to
LAST = 12  # periods over which the usual denominator is taken
VARIATION = {
    ("better", "up"): "Improvement, higher", ("better", "down"): "Improvement, lower",
    ("worse", "up"): "Concern, higher", ("worse", "down"): "Concern, lower",
    ("neither", "up"): "Change, higher", ("neither", "down"): "Change, lower",
    (None, "up"): f"Rising, {NOT_PAST}", (None, "down"): f"Falling, {NOT_PAST}",
}
COMMON = "No significant change"
PASS, FAIL, INCONSISTENT = "Will meet the target", "Will miss the target", "May meet or miss the target"


def variation(judgement: str | None, signal: str | None) -> str:
    """What the latest judged point says; COMMON where it carries no signal. Takes a row's own words for both.

    Only the latest point decides: a signal of years ago is history, not news. Source: NHS England, Making Data Count.
    """
    way = "up" if signal in UP else "down" if signal in DOWN else None
    return VARIATION.get((judgement, way), COMMON)


def assurance(frame: pl.DataFrame, target: float | None, polarity: str) -> str | None:
    """Whether chance alone could take one series across its target (shown units); None without target or limits.

    Formula: see `assured`, at the limits of the period whose denominator is the median of the last 12 of the latest phase
    that have limits: by the latest period alone, a quiet August would make every target hit or miss. Source: NHS England,
    Making Data Count, but for the choice of period.
    """
    recent = frame.filter(pl.col("upper").is_not_null(), pl.col("phase") == pl.col("phase").max()).tail(LAST)
    if target is None or recent.is_empty():
        return None
    lower, upper = recent.sort("denominator").select("lower", "upper").row((recent.height - 1) // 2)
    return assured(target, lower, upper, polarity)


def assured(target: float, lower: float, upper: float, polarity: str) -> str | None:
    """PASS or FAIL where the target lies beyond a limit, INCONSISTENT between them; None where no direction is good.

    A target above the upper limit is never reached: bad where high is good, good where low is good; below the
    lower limit the other way about. On a limit counts as between. Source: NHS England, Making Data Count.
    """
    if polarity == "neither":
        return None
    if lower <= target <= upper:
        return INCONSISTENT
    return PASS if (target < lower) == (polarity == "high is good") else FAIL
