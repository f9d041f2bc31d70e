"""The states that an action may have, what an action with its state is, and the rule in words. `follow_up` finds the state."""

from datetime import date, datetime
from typing import Any, TypedDict

from indicators.statistics import standing
from queries.store.decisions import Action

RUN = standing.FRESH  # months after the action, at least, that are looked at
HOLDS = 6  # further months after which a process put right has stayed right
FOLLOWED = 24  # months after the action: without an end, chance would move every figure some day

IDENTIFIED, NOT_YET, UNSURE = "identified", "not yet", "too early to say"
PUT_RIGHT, STAYED_RIGHT, CAME_BACK, USUAL, NOT_SAID = (
    "put right", "stayed right", "came back", "back to usual", "cannot be said")

LEVELS = ("before_", "found_", "")  # before the alert; found by it; after the action
UNSEEN: dict[str, Any] = {"state": NOT_SAID, "since": None, "periods": 0} | {
    f"{level}{name}": None for level in LEVELS for name in ("numerator", "denominator")
}

RULE = (
    f"An action is identified when it is noted. It is put right where {RUN} months or more after it lie clearly nearer to the "
    "level before the alert, and months between the alert and the return had shown the change once more. It has stayed right if "
    f"no new change in the same direction shows for {HOLDS} months. It is back to usual where the months since the alert look "
    "like those before it, but too little shows that the change lasted until the action. Then the alert may have been chance, "
    f"and the action gets no credit. An action is followed for {FOLLOWED} months. The most extreme months are chosen for an "
    "alert, so the months after it look better by themselves. A figure that moved after an action may also have moved for "
    "another reason."
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
