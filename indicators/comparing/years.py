"""An authority against its own published past: five years and the year before.

It uses financial years, which do not overlap. A running 12 months shares eleven months with the next, so a trend test would count
the same months again.
"""

import numpy as np
import polars as pl

from indicators.comparing import comparison
from indicators.comparing.row_types import Past
from indicators.statistics import proportions, rounding
from queries.definitions.national_series import LOOKS_BACK, PERCENTAGE, unit

YEARS = 5
Counts = tuple[float, float]  # numerator and denominator of a year
NOT_YET = "the authority began in April {}, and figures of fewer than five of its years can be compared"
CERTAIN = 9.5495  # χ² on one degree of freedom that chance exceeds twice in a thousand


def against_past(published: pl.DataFrame, code: str, series: str | None, year: int | None) -> Past:
    """The trend of an authority over five years up to `year`, and its change from the year before.

    trend: 'rising', 'falling' or 'none' over the five years that end with `year`, or None where one of them has no
    counts or is recorded differently. It rises or falls where χ² for trend (Cochran and Armitage) is above 9.5495
    and the direction is the same whichever year is left out: the rule of the public health profiles (Fingertips). Only
    percentages have a trend, because the test assumes that every child counts once.
    change, change_lower, change_upper: percentage points since the year before, with Newcombe's 95% interval, or None.
    With rounded counts (optional column `rounded_to`) a change is None if rounding alone could make it, and the trend is
    'none' if the first and the last year may be equal.
    too_new: a sentence for an authority with fewer than five comparable years since it began, None for others. `published` may
    have `began`: see `comparison.known`.
    """
    rows = comparison.known(published.filter((pl.col("series") == pl.lit(series, pl.String)) & (pl.col("area_code") == code)))
    usable = rows.filter(
        pl.col("value").is_not_null() & pl.col("note").is_null() & pl.lit(unit(series) == PERCENTAGE),
        (pl.col("denominator") > 0) & pl.col("numerator").is_between(0, pl.col("denominator")),
    )
    counts = {each["year"]: (each["numerator"], each["denominator"]) for each in usable.to_dicts()}
    base = usable.select(pl.max("rounded_to")).item() or 1 if "rounded_to" in usable.columns else 1
    last = [counts.get(each) for each in range(year - YEARS + 1, year + 1)] if year else [None] * YEARS
    known = [each for each in last if each]
    whole = len(known) == YEARS
    told = _change(last[-2], last[-1], base)
    return {
        "trend": _trend(known, base) if whole else None, "too_new": None if whole else _too_new(rows, series, year),
        "change": told["change"], "change_lower": told["change_lower"], "change_upper": told["change_upper"],
    }


def _too_new(rows: pl.DataFrame, series: str | None, year: int | None) -> str | None:
    """The sentence for an authority that began in the years up to `year` or shortly before them; else None."""
    began = rows.select(pl.max("began")).item() if "began" in rows.columns else None
    if began is None or not year or year - YEARS + 1 >= began + LOOKS_BACK.get(series, 0):
        return None
    return NOT_YET.format(began - 1)


def _apart(one: Counts, other: Counts, base: int) -> bool:
    """Whether two pairs of counts are exact, or their ranges of true shares do not overlap."""
    return base == 1 or rounding.apart(*(rounding.share(round(x), round(n), base) for x, n in (one, other)))


def _trend(latest: list[Counts], base: int) -> str:
    if not _apart(latest[0], latest[-1], base):
        return "none"
    x, n = (np.array(column, dtype=float) for column in zip(*latest, strict=True))
    steps = np.arange(1.0, YEARS + 1)
    every = [np.ones(YEARS, dtype=bool), *~np.eye(YEARS, dtype=bool)]
    ways = {_direction(x[kept], n[kept], steps[kept]) for kept in every}
    certain = proportions.armitage(x, n, steps) > CERTAIN
    return {1: "rising", -1: "falling"}.get(ways.pop(), "none") if certain and len(ways) == 1 else "none"


def _direction(x: np.ndarray, n: np.ndarray, steps: np.ndarray) -> int:
    return int(np.sign(steps @ (x - n * x.sum() / n.sum())))


def _change(before: Counts | None, now: Counts | None, base: int) -> dict[str, float | None]:
    names = ("change", "change_lower", "change_upper")
    if before is None or now is None or not _apart(before, now, base):
        return dict.fromkeys(names)
    ends = [100 * float(end) for end in proportions.newcombe(*now, *before)]
    return dict(zip(names, (100 * (now[0] / now[1] - before[0] / before[1]), *ends), strict=True))
