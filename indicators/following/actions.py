"""Actions on alerts: noting, finishing and withdrawing them, the audiences that may read them, and the state of each.

An audience reads an action only if `queries.store.decisions` gives it to that audience and its own file holds the series. The
state comes from the figures of that file alone, so it reveals no count of another audience.
"""

from datetime import date
from pathlib import Path
from typing import cast

import polars as pl

from indicators import catalogue, figures, levels
from indicators.following import follow_up, level_changes
from indicators.following.action_states import UNSEEN, Became, Followed
from indicators.judging import past_alerts, signals
from indicators.remembered import remembered
from indicators.roles import DECIDES, View, must_decide
from queries.definitions.header import Changed, Indicator
from queries.store import decisions, warehouse
from queries.store.decisions import Action

SHORT = 40  # characters of an action's text on a chart


def readable(view: View) -> pl.DataFrame:
    """The actions in force that this view's role may read and its file has figures for, newest first."""
    found = decisions.actions(view.warehouse, view.role.id)
    if found.is_empty():
        return found
    teams, known = catalogue.teams(view), [each.id for each in catalogue.indicators(view)]
    whole, team = pl.col("breakdown") == "all", (pl.col("breakdown") == "team") & pl.col("category").is_in(teams)
    return found.filter(pl.col("indicator").is_in(known), whole | team)


def followed(view: View, actions: pl.DataFrame) -> list[Followed]:
    """Each action with its state (see `follow_up.state`), `judgement` of the change it was noted on, and `grain_seen`.

    `judgement` is worse, better or neither; `grain_seen` is month or quarter, the grain of this audience's figures. The state is
    `action_states.NOT_SAID` where the file holds neither months nor quarters of the series.
    """
    seen = View(view.role, warehouse=view.warehouse)
    version = warehouse.current(view.warehouse), tuple(level_changes.confirmed(view).rows())
    facts = [name for name in actions.columns if name != "readers"]  # the readers of an action do not change its state
    rows = actions.to_dicts()
    return [cast(Followed, row | _became(seen, *version, tuple((name, row[name]) for name in facts))) for row in rows]


def recovered(view: View) -> tuple[int, int]:
    """(gone back, all): what became of earlier alerts on figures without an action; see `past_alerts.recovered`.

    The actions of all audiences count, because one that this audience cannot read may have moved a figure, too.
    """
    every = decisions.actions(view.warehouse, DECIDES.id).select("indicator", "breakdown", "category").rows()
    return past_alerts.recovered(figures.past_alerts_of(view), set(every))


def note(
    view: View, alert: decisions.Alerted, what: str, owner: str, due_on: date | None, by: str, readers: tuple[str, ...] = ()
) -> None:
    """Note an action on an alert; raises NotAllowed for a role that may not, decisions.Refused with what to correct."""
    must_decide(view, "notes actions", "them")
    decisions.note_action(view.warehouse, alert, what, owner, due_on, by, readers)


def finish(view: View, action: int, done_on: date | None, by: str) -> None:
    """Record that an action was done on a day; raises as `note` does."""
    must_decide(view, "notes actions", "them")
    decisions.finish_action(view.warehouse, action, done_on, by)


def withdraw(view: View, action: int, by: str) -> None:
    """Withdraw an action; raises as `note` does."""
    must_decide(view, "notes actions", "them")
    decisions.withdraw_action(view.warehouse, action, by)


def marks(view: View, indicator: Indicator) -> tuple[Changed, ...]:
    """The actions of the view's series as marks for its chart, each on its `day_of`."""
    own = readable(view).filter(indicator=indicator.id, breakdown=view.breakdown, category=view.category)
    rows = cast(list[Action], own.reverse().to_dicts())  # as `readable` gives them
    return tuple(Changed(day_of(row), f"Action: {_shortened(row['what'])}", False) for row in rows)


def day_of(action: Action) -> date:
    """The day from which an action may have worked: the day it was done or, before that is recorded, the day it was noted."""
    return action["done_on"] or action["noted_at"].date()


@remembered(256)
def _became(view: View, _build: Path, _confirmed: tuple, facts: tuple) -> Became:
    """The state of an action, remembered by view, build and confirmed level shifts, because nothing else changes it."""
    action = cast(Action, dict(facts))
    indicator = catalogue.find(view.of(indicator=action["indicator"]))
    judgement = signals.MEANING[indicator.polarity][action["direction"] == "below"]
    view = view.of(indicator=indicator.id, breakdown=action["breakdown"], category=action["category"])
    grain = levels.grain(view, view.breakdown)
    if grain is None or indicator.shown_as != "percentage":
        return cast(Became, UNSEEN | {"judgement": judgement, "grain_seen": None})
    starts_afresh = tuple(each.on for each in indicator.changed if each.rebase)
    level = levels.watched(view.of(grain=grain), view.breakdown)
    mine = level.filter(indicator=indicator.id, category=view.category)
    found = follow_up.state(mine, action, indicator.timing, starts_afresh, level, levels.known(view))
    return cast(Became, found | {"judgement": judgement, "grain_seen": grain})


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1].rstrip()}…"
