"""The two icons of a Making Data Count chart: is the figure changing, and does it reliably meet its target?

Both are verdicts about one series, from the columns of `limits` and `signals`.
"""

import polars as pl

from indicators.judging.signals import DOWN, UP

NOT_PAST = "not past the usual level"  # a rise from below the centre that has not reached it, or a fall from above
LAST = 12  # periods for the median denominator
VARIATION = {
    ("better", "up"): "Improvement, higher", ("better", "down"): "Improvement, lower",
    ("worse", "up"): "Concern, higher", ("worse", "down"): "Concern, lower",
    ("neither", "up"): "Change, higher", ("neither", "down"): "Change, lower",
    (None, "up"): f"Rising, {NOT_PAST}", (None, "down"): f"Falling, {NOT_PAST}",
}
COMMON = "No significant change"
PASS, FAIL, INCONSISTENT = "Will meet the target", "Will miss the target", "May meet or miss the target"


def variation(judgement: str | None, signal: str | None) -> str:
    """The name of the icon for a row's judgement and signal; COMMON where the row has no signal.

    Takes the latest judged row: an earlier signal does not count. Source: NHS England, Making Data Count.
    """
    way = "up" if signal in UP else "down" if signal in DOWN else None
    return VARIATION.get((judgement, way), COMMON)


def assurance(frame: pl.DataFrame, target: float | None, polarity: str) -> str | None:
    """Whether chance alone could take one series across its target (shown units); None without target or limits.

    Formula: see `assured`, at the limits of the period with the median denominator among the last 12 with limits of the latest
    phase. The latest period alone could be a quiet August, whose limits are too wide. Source: NHS England, Making Data Count,
    except the choice of period.
    """
    recent = frame.filter(pl.col("upper").is_not_null(), pl.col("phase") == pl.col("phase").max()).tail(LAST)
    if target is None or recent.is_empty():
        return None
    lower, upper = recent.sort("denominator").select("lower", "upper").row((recent.height - 1) // 2)
    return assured(target, lower, upper, polarity)


def assured(target: float, lower: float, upper: float, polarity: str) -> str | None:
    """PASS or FAIL where the target lies beyond a limit, INCONSISTENT between them; None where no direction is good.

    A figure stays below a target above its upper limit: bad where high is good, good where low is good. For a target
    below the lower limit it is the reverse. On a limit counts as between. Source: NHS England, Making Data Count.
    """
    if polarity == "neither":
        return None
    if lower <= target <= upper:
        return INCONSISTENT
    return PASS if (target < lower) == (polarity == "high is good") else FAIL
