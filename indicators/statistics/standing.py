"""How long an alert stands: from the month in which the evidence is enough until fresh months show that the change has gone.

The months that raised an alert are extreme because they were chosen for it. So later months alone confirm or end it. It does not
end because its change has grown old: to accept a new level is a person's decision, and starts a new phase.
"""

from typing import NamedTuple

import numpy as np

from indicators.statistics.detector import EARLIEST, OLDEST, SHIFT, Evidence, added_up

FRESH = 3  # months after the alert, at least, that confirm or end it
CONFIRMS = 2.33  # standard errors that the fresh months lie beyond the earlier level: one in a hundred by chance
FADES = 0.5  # standard errors, below which the fresh months look as before
USUAL = 1.64  # standard errors, within which months that went back lie of the earlier level
RETURNS = 4.5  # standard errors between the changed level and the months after it, from which the series has gone back
FADED, BACK = "faded", "back"


class Alert(NamedTuple):
    """An alert of one series, in numbers of periods: `raised` in one, of a change that likeliest `began` in another and is upward
    or not; `confirmed` by the months up to one, or None; `ended` in one, or None, as FADED (the months since look as before the
    change) or BACK (a confirmed change has gone back, after the period `until`)."""

    raised: int
    began: int
    upward: bool
    confirmed: int | None = None
    ended: int | None = None
    how: str | None = None
    until: int | None = None


class Levels(NamedTuple):
    """A change and the months after it, for every period that the change may have lasted to: sizes in log-odds against the level
    before, in the alert's direction, with their variances and their covariance."""

    change: np.ndarray
    after: np.ndarray
    variance: np.ndarray
    variance_after: np.ndarray
    together: np.ndarray

    def beyond(self) -> np.ndarray:
        """How far the months after lie beyond the level before, in standard errors."""
        return self.after / np.sqrt(self.variance_after)

    def returned(self) -> np.ndarray:
        """How far the months after lie nearer to the level before than the change did, in standard errors of the difference."""
        return (self.change - self.after) / np.sqrt(self.variance + self.variance_after - 2 * self.together)


def levels(found: Evidence, row: int, alert: Alert, month: int) -> Levels:
    """The Levels of an alert as seen in a month, for a change that lasted to each period from its beginning to the last but one.

    A missing month says nothing. Formula: generalised least squares of the months up to this one on two columns, 1 in the change
    and 1 after it, each with the prior N(0, SHIFT²); the level before is in the covariance. Source: Aitken, 1936, Proceedings of
    the Royal Society of Edinburgh 55, 42-48.
    """
    seen = slice(0, month + 1)
    inverse = np.linalg.inv(found.covariance[row, seen, seen])
    weighed = np.cumsum((inverse @ found.y[row, seen])[alert.began :]) * (1.0 if alert.upward else -1.0)
    sums = inverse[alert.began :, alert.began :].cumsum(axis=0).cumsum(axis=1)
    a, across = np.diagonal(sums)[:-1], sums[:-1, -1]
    b, c = sums[-1, -1] - 2 * across + a, across - a
    a, b = a + 1 / SHIFT**2, b + 1 / SHIFT**2
    of_change, of_after = weighed[:-1], weighed[-1] - weighed[:-1]
    whole = a * b - c**2
    change, after = (b * of_change - c * of_after) / whole, (a * of_after - c * of_change) / whole
    return Levels(change, after, b / whole, a / whole, -c / whole)


def alerts(found: Evidence, row: int, spoken: np.ndarray, act: float, ends: float) -> list[Alert]:
    """The alerts of a series, the oldest first; only the last may stand. `spoken` marks the periods in which one may be raised.

    Formula: raised where the evidence is above `act`, ended where that of its own change is below `ends` or by `followed`; after
    an end only changes that begin later are looked for. A missing period raises none. Source: hysteresis; the rule is ours and is
    measured by tests/judging/test_simulation.py.
    """
    told: list[Alert] = []
    month, earliest = 0, EARLIEST // found.months
    while month < len(spoken):
        if not spoken[month] or not found.weight(row, month, earliest) > act:
            month += 1
            continue
        alert = followed(found, row, _raised(found, row, month, earliest), ends, earliest)
        told.append(alert)
        if alert.ended is None:
            break
        month = earliest = alert.ended + 1
    return told


def _raised(found: Evidence, row: int, month: int, earliest: int) -> Alert:
    first = max(earliest, month - OLDEST // found.months + 1)
    began = first + int(np.argmax(found.factor[row, month, first : month + 1]))
    return Alert(month, began, bool(found.shift[row, month, began] > 0))


def followed(found: Evidence, row: int, alert: Alert, ends: float = -np.inf, earliest: int = 0) -> Alert:
    """An alert as it became by the last period, or when it ended; missing periods neither confirm nor end it.

    Formula: with the Levels of a change until the alert, confirmed once the months after lie CONFIRMS standard errors beyond the
    earlier level; faded where they lie within FADES. A confirmed change has gone back where, for some last period of it since
    then, the months after lie RETURNS standard errors nearer to the earlier level, at less than half the change, and within USUAL
    of it. Source: the constants are ours and are measured by tests/following/test_put_right.py.
    """
    first = max(earliest, alert.raised - OLDEST // found.months + 1)
    for month in range(alert.raised + 1, found.y.shape[1]):
        alert = _seen(found, row, alert, month)
        began = first + int(np.argmax(found.factor[row, month, first : alert.raised + 1]))
        alert = alert if alert.ended is not None else alert._replace(began=began)
        if alert.ended is None and added_up(found.factor[row, month, first : month + 1]) < ends:
            return alert._replace(ended=month, how=FADED)
        if alert.ended is not None:
            return alert
    return alert


def _seen(found: Evidence, row: int, alert: Alert, month: int) -> Alert:
    """An alert after one more period."""
    enough = -(-FRESH // found.months)
    fresh = np.cumsum(found.informed(row)[month:alert.began:-1])[::-1]  # the months with children after each of those before
    if fresh[alert.raised - alert.began] < enough:
        return alert
    told = levels(found, row, alert, month)
    if alert.confirmed is None:
        beyond = told.beyond()[alert.raised - alert.began]
        if beyond > CONFIRMS:
            return alert._replace(confirmed=month)
        return alert._replace(ended=month, how=FADED) if beyond < FADES else alert
    since = np.arange(alert.began, month) > alert.confirmed - enough
    until = _went_back(told, since & (fresh >= enough))
    return alert if until is None else alert._replace(ended=month, how=BACK, until=alert.began + until)


def _went_back(told: Levels, asked: np.ndarray) -> int | None:
    """The number of the period, of those `asked`, after which a series has gone back most clearly; None if it has not."""
    back = asked & (told.after < told.change / 2) & (told.beyond() < USUAL) & (told.returned() >= RETURNS)
    return int(np.argmax(np.where(back, told.returned(), -np.inf))) if back.any() else None
