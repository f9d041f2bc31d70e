"""Whether a process moved after an action: identified, put right, stayed right, not yet, back to usual, or came back.

The months that raised an alert were chosen because they are extreme, so what follows them looks better by itself. A change is
called put right only if months after the alert showed it once more before it went. `RULE` explains this to readers.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from indicators.following import action_states
from indicators.following.action_states import HOLDS, RUN, UNSEEN, Asked
from indicators.judging import phases, watched
from indicators.judging.alerts import BASELINE
from indicators.judging.phases import KEYS
from indicators.judging.watched import Watched
from indicators.statistics import standing


class Places(NamedTuple):
    """Numbers of periods: the first and last of the alert's figures when the action was noted, and the last that begins on or
    before the day of the action."""

    began: int
    found: int
    acted: int


class Header(NamedTuple):
    """What `watched.levels` asks of an indicator."""

    timing: str
    shown_as: str = "percentage"


def state(frame: pl.DataFrame, action: Asked, timing: str, starts_afresh: tuple[date, ...] = (),
          level: pl.DataFrame | None = None, indicators: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The state of one action, from the figures of its series by month or quarter: the keys of UNSEEN.

    `frame` is one series of percentages with eligible and phase (see `phases.add`) and optionally season (log-odds). `action` has
    found_from, found_on, direction, noted_at and done_on. The definition changes on each day of `starts_afresh`, so later
    periods are not used. `level` has all series of its level, from which a small series learns how much months differ, and
    `indicators` their headers (shown_as, timing); alone it learns from itself. Gives state (see `action_states`), since (the
    first day of the run behind the state, or None), periods (the number after the action), and numerator and denominator of the
    level before (`before_`), of the alert's level until the action (`found_`), and of the present run, or of all periods since
    the action (no prefix); None where there is no period. For the rule see `standing.followed`; its errors are measured by
    tests/following/test_put_right.py.
    """
    usable = _usable(frame, action, starts_afresh)
    seen, row = _watched(usable, usable["period_end"] < action["found_from"], Header(timing), level, indicators)
    if seen is None:
        return UNSEEN
    at = _places(seen, row, action)
    if at is None:
        return UNSEEN
    name, first = _named(seen, row, at, action["direction"] == "above")
    after = seen.eligible[row] & (np.arange(len(seen.x[row])) > at.acted)
    amounts = _amounts(seen, row, at, first, _day(action))
    if not _stands_out(amounts, action["direction"]):
        name, first = action_states.NOT_SAID, at.acted + 1
    known = {action_states.PUT_RIGHT, action_states.STAYED_RIGHT, action_states.CAME_BACK}
    return {"state": name, "since": seen.period(row, first) if name in known else None, "periods": int(after.sum())} | amounts


def _usable(frame: pl.DataFrame, action: Asked, starts_afresh: tuple[date, ...]) -> pl.DataFrame:
    """The periods of the series that are compared, as one phase: from the phase before the alert on, while the definition stays
    and the action is followed."""
    end = min((each for each in starts_afresh if each > action["found_on"]), default=date.max)
    last = pl.lit(_day(action)).dt.offset_by(f"{action_states.FOLLOWED}mo")
    before = pl.col("period_end") < action["found_from"]
    phase = pl.col("phase").filter(before).max()
    return frame.filter(pl.col("phase") >= phase, pl.col("period_start") < end, pl.col("period_start") <= last).with_columns(
        phase=pl.lit(0, dtype=pl.Int64))


def _day(action: Asked) -> date:
    return max(action["done_on"] or action["noted_at"].date(), action["found_on"])


def _watched(
    frame: pl.DataFrame, before: pl.Series, header: Header, level: pl.DataFrame | None, indicators: Mapping[str, Any] | None
) -> tuple[Watched | None, int]:
    """The level with this series in it, whose base is the periods `before` the alert, and the number of its row; None where it
    cannot be watched."""
    if frame.filter("eligible").is_empty():
        return None, 0
    own = frame.select(KEYS).row(0)
    columns = [name for name in frame.columns if level is None or name in level.columns]
    others = [] if level is None else [level.filter(pl.struct(KEYS) != pl.struct(frame.select(KEYS).head(1))).select(columns)]
    others = [each.filter(pl.col("period_end") <= frame["period_end"].max()) for each in others]
    every = pl.concat([frame.select(columns).with_columns(in_base=before), *(each.with_columns(in_base=True) for each in others)])
    known = {name: Header("during") for name in every["indicator"].unique()} | dict(indicators or {}) | {own[0]: header}
    for seen in watched.levels(every, known):
        for row, last in enumerate(seen.row[:, -1]):
            if seen.part.select(KEYS).row(int(last)) == own:
                return seen, row
    return None, 0


def _places(seen: Watched, row: int, action: Asked) -> Places | None:
    """The Places of an action; None without a period of its alert, or without one before."""
    starts, ends = ([seen.period(row, at, name) for at in range(len(seen.x[row]))] for name in ("period_start", "period_end"))
    began = next((at for at, day in enumerate(ends) if day >= action["found_from"]), None)
    found = max((at for at, day in enumerate(starts) if day <= action["found_on"]), default=None)
    acted = max((at for at, day in enumerate(starts) if day <= _day(action)), default=None)
    return None if not began or found is None or acted is None or found < began else Places(began, found, acted)


def _named(seen: Watched, row: int, at: Places, upward: bool) -> tuple[str, int]:
    """(state, number of the first period of the run behind it)."""
    alert, later = _alert(seen, row, at, upward)
    last, step = len(seen.x[row]) - 1, phases.MONTHS[seen.grain]
    if seen.eligible[row, at.acted + 1 :].sum() * step < RUN:
        return action_states.IDENTIFIED, at.acted + 1
    if alert.ended is None:
        beyond = standing.levels(seen.found, row, alert, last).beyond()[at.acted - alert.began]
        return (action_states.NOT_YET if beyond > standing.USUAL else action_states.UNSURE), at.acted + 1
    if alert.how == standing.FADED or alert.until is None or alert.until < at.acted:
        return action_states.USUAL, at.acted + 1
    again = [each for each in later if each.upward == upward and (each.raised - alert.ended) * step <= HOLDS]
    if again:
        return action_states.CAME_BACK, again[0].began
    return (action_states.STAYED_RIGHT if (last - alert.ended) * step >= HOLDS else action_states.PUT_RIGHT), alert.until + 1


def _alert(seen: Watched, row: int, at: Places, upward: bool) -> tuple[standing.Alert, list[standing.Alert]]:
    """The alert that an action was noted on, as it became, and the alerts of its series after it.

    The figures say when it was raised. Where they no longer list it by themselves, it counts as raised when the action says.
    """
    told = seen.alerts(row)
    for number, each in enumerate(told):
        if each.upward == upward and each.raised <= at.found and (each.ended is None or each.ended > at.found):
            return each, told[number + 1 :]
    mine = standing.followed(seen.found, row, standing.Alert(at.found, at.began, upward))
    return mine, [each for each in told if mine.ended is not None and each.raised > mine.ended]


def _amounts(seen: Watched, row: int, at: Places, first: int, day: date) -> dict[str, int | None]:
    """The counts of the level before, of the alert's level until the action, and from the period `first` on."""
    place, ends = np.arange(len(seen.x[row])), [seen.period(row, each, "period_end") for each in range(len(seen.x[row]))]
    last = max(at.found, at.acted if ends[at.acted] <= day else at.acted - 1)  # a period that the action parts is in neither
    parts = {"before_": (place < at.began) & (place >= at.began - BASELINE[seen.grain]),
             "found_": (place >= at.began) & (place <= last), "": place >= max(first, at.acted + 1)}
    return {key: each for prefix, mask in parts.items() for key, each in _pooled(seen, row, prefix, mask).items()}


def _pooled(seen: Watched, row: int, prefix: str, mask: np.ndarray) -> dict[str, int | None]:
    mask = mask & seen.eligible[row]
    x, n = ((int(each[row][mask].sum()) if mask.any() else None) for each in (seen.x, seen.n))
    return {f"{prefix}numerator": x, f"{prefix}denominator": n}


def _stands_out(said: dict[str, Any], direction: str) -> bool:
    """Whether the figures still show a change in the alert's direction: later extracts may have corrected it."""
    if not said["before_denominator"] or not said["found_denominator"]:
        return False
    apart = said["found_numerator"] / said["found_denominator"] - said["before_numerator"] / said["before_denominator"]
    return apart > 0 if direction == "above" else apart < 0
