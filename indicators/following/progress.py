"""The state of an action in words: a short state, and a sentence with its figures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from indicators.following.action_states import (
    CAME_BACK,
    HOLDS,
    IDENTIFIED,
    NOT_SAID,
    NOT_YET,
    PUT_RIGHT,
    RUN,
    STAYED_RIGHT,
    UNSURE,
    USUAL,
    Followed,
)
from indicators.judging import phases
from indicators.wording import words
from queries.definitions.header import Indicator

RIGHT = {
    IDENTIFIED: "Identified", UNSURE: "Too early to say", NOT_YET: "Not put right yet", PUT_RIGHT: "Put right",
    STAYED_RIGHT: "Stayed right", CAME_BACK: "Came back", USUAL: "Back to usual", NOT_SAID: "Cannot be said",
}
NEITHER = RIGHT | {  # for a change that was not for the worse
    NOT_YET: "Still away from its earlier level", PUT_RIGHT: "Back at its earlier level",
    STAYED_RIGHT: "Stayed at its earlier level", CAME_BACK: "Moved away again",
}
KINDS = {PUT_RIGHT: "better", STAYED_RIGHT: "better", NOT_YET: "worse", CAME_BACK: "worse"}
WHY = {
    UNSURE: "The {}s since do not yet tell the two levels apart.",
    NOT_YET: "The {}s since look like those of the alert.",
    PUT_RIGHT: "The {}s since look like those before the alert.",
    STAYED_RIGHT: f"It held for another {HOLDS} months.",
    CAME_BACK: "It had gone back to the level before the alert, and has moved away again.",
    USUAL: "The {}s since the alert look like those before it. Too little shows that the change lasted until the action: it may "
           "have been chance, so the action gets no credit.",
}
NOTHING_TO_TELL = (
    "The figures cannot show this: there are too few figures before the alert, the definition has changed, or later extracts no "
    "longer show the change."
)


def state(action: Followed) -> str:
    """The state in a few words: 'Put right', or 'Back at its earlier level' for a change that was not for the worse."""
    return (RIGHT if action["judgement"] == "worse" else NEITHER)[action["state"]]


def kind(action: Followed) -> str | None:
    """The colour of the state: better, worse or None; only a change for the worse has a colour."""
    return KINDS.get(action["state"]) if action["judgement"] == "worse" else None


def sentence(action: Followed, indicator: Indicator, decimals: int = 1) -> str:
    """The state with figures: '... 22.1% (98 of 443) since March 2026; 31.2% (140 of 449) at the level the alert found ...'"""
    if action["state"] == NOT_SAID:
        return NOTHING_TO_TELL
    if action["state"] == IDENTIFIED:
        return _waiting(action)
    when = f"since {words.begun(action['since'], _unit(action))}" if action["since"] else "since the action"
    levels = ((when, ""), ("at the level the alert found", "found_"), ("before it", "before_"))
    said = "; ".join(f"{_level(action, prefix, indicator, decimals)} {name}" for name, prefix in levels)
    return f"{WHY[action['state']].format(_unit(action))} {said}."


def due(action: Followed, today: date) -> str:
    """'Due 30 November 2026', 'Overdue since 3 November 2026', 'Done 12 November 2026, says A Person'."""
    if action["done_on"]:
        return f"Done {words.day(action['done_on'])}, says {action['done_by']}"
    day = words.day(action["due_on"])
    return f"Overdue since {day}" if action["due_on"] < today else f"Due {day}"


def _waiting(action: Followed) -> str:
    unit = _unit(action)
    needed = max(1, RUN // phases.MONTHS[unit])
    day, seen = words.day(action["done_on"] or action["noted_at"].date()), action["periods"]
    final = f"{needed} full {unit}{'' if needed == 1 else 's'}"
    return f"Too early to say more: it takes {final} after {day}, and there {'is' if seen == 1 else 'are'} {seen or 'none'} yet."


def _level(action: Mapping[str, Any], prefix: str, indicator: Indicator, decimals: int) -> str:
    x, n = action[f"{prefix}numerator"], action[f"{prefix}denominator"]
    share = words.amount(100 * x / n, "percentage", decimals)
    if indicator.timing == "at end":  # each period counts the same children again, so a sum of them means nothing
        return share
    return f"{share} ({x:,} of {n:,})"


def _unit(action: Followed) -> str:
    return "quarter" if action["grain_seen"] == "quarter" else "month"
