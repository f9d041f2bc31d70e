"""Actions that people noted on an alert: what is to be done, the person who does it, the due date, and whether it is done."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import sqlalchemy as sql

from queries.store import audiences
from queries.store.decisions import database
from queries.store.decisions.database import SERIES, TABLES, Refused, Series

ACTION = sql.Table(
    "action", TABLES,
    sql.Column("id", sql.Integer, primary_key=True),
    *database.series_columns(),
    sql.Column("grain", sql.String, nullable=False),
    sql.Column("found_from", sql.Date, nullable=False),  # the first and last day of the alert's window
    sql.Column("found_on", sql.Date, nullable=False),
    sql.Column("direction", sql.String, nullable=False),  # above or below what was expected
    sql.Column("what", sql.String, nullable=False),
    sql.Column("owner", sql.String, nullable=False),
    sql.Column("due_on", sql.Date, nullable=False),
    sql.Column("noted_by", sql.String, nullable=False),
    sql.Column("noted_at", sql.DateTime, nullable=False),
    sql.Column("done_on", sql.Date),
    sql.Column("done_by", sql.String),
    sql.Column("done_at", sql.DateTime),
    *database.withdrawn_columns(),
)
READER = database.reader_table(ACTION)
ACTIONS = database.schema(ACTION) | {"readers": pl.List(pl.String)}
ALERT = (*SERIES, "grain", "direction")
WHOLE = ACTION.c.breakdown == "all"


class Alerted(Series):
    """The part of an alert that an action keeps: series, grain, `direction` (above or below) and the window's two days."""

    grain: str
    direction: str
    window_start: date
    window_end: date


class Action(Series):
    """An action as read: found_from and found_on are its alert's window; done_on, done_by and done_at are None until it is
    done."""

    id: int
    grain: str
    found_from: date
    found_on: date
    direction: str
    what: str
    owner: str
    due_on: date
    noted_by: str
    noted_at: datetime
    done_on: date | None
    done_by: str | None
    done_at: datetime | None
    readers: list[str]


def _open_to(role: str) -> sql.ColumnElement:
    """The condition for the actions that an audience (its id) may read; the caller checks whether its file has the team."""
    audience = audiences.every().get(role)
    if audience is None or audience.decides:
        return sql.false() if audience is None else sql.true()
    place = sql.or_(WHOLE, ACTION.c.breakdown == "team") if audience.teams and not audience.public else WHOLE
    return sql.and_(place, database.is_for(READER, role)) if audience.public else place


def actions(warehouse: Path, role: str) -> pl.DataFrame:
    """The actions in force that an audience (its id) may read, newest first: columns as in ACTIONS; empty for an unknown id."""
    found = database.read(warehouse, ACTION, ACTIONS, _open_to(role), readers=READER)
    return found.sort("noted_at", "id", descending=True)


def note_action(
    warehouse: Path, alert: Alerted, what: str, owner: str, due_on: date | None, by: str, readers: tuple[str, ...] = ()
) -> None:
    """Save an action on an alert.

    `readers` are the ids of the public audiences that may read it, if it is about the whole authority; other audiences always
    may. Raises Refused if an entry is missing, if the due date has passed, or if the same action is already noted.
    """
    said = {"what": what.strip(), "owner": owner.strip(), "noted_by": by.strip()}
    wanted = {"what": "what is to be done", "owner": "who does it", "noted_by": "your name"}
    missing = [wanted[name] for name, text in said.items() if not text] + ["by when"] * (due_on is None)
    if missing or due_on is None:
        raise Refused(f"Please add: {', '.join(missing)}.")
    if due_on < database.now().date():
        raise Refused("The due date has passed. Choose today or a later day.")
    row = {name: alert[name] for name in ALERT} | {"found_from": alert["window_start"], "found_on": alert["window_end"]}
    row |= {"due_on": due_on, "what": said["what"], "owner": said["owner"]}

    def work(connection: sql.Connection) -> None:
        same = (ACTION.c[name] == each for name, each in row.items())
        if connection.execute(sql.select(ACTION.c.id).where(ACTION.c.withdrawn_at.is_(None), *same)).first():
            raise Refused("That action is already noted.")
        kept = row | {"noted_by": said["noted_by"], "noted_at": database.now()}
        offered = [each.id for each in audiences.every().values() if each.public and row["breakdown"] == "all"]
        chosen = tuple(each for each in offered if each in readers)
        database.insert(connection, ACTION, kept, READER, chosen)

    database.write(warehouse, work)


def finish_action(warehouse: Path, action: int, done_on: date | None, by: str) -> None:
    """Save that an action was done on a day, and the name of the person who says so. Raises Refused without a day or a name,
    for a future day, or if the action is already done or withdrawn.
    """
    by = database.named(by)
    if done_on is None or done_on > database.now().date():
        raise Refused("Choose the day it was done, today or earlier.")
    change = sql.update(ACTION).where(ACTION.c.id == action, ACTION.c.withdrawn_at.is_(None), ACTION.c.done_on.is_(None))

    def work(connection: sql.Connection) -> None:
        if not connection.execute(change.values(done_on=done_on, done_by=by, done_at=database.now())).rowcount:
            raise Refused("This action is already done or withdrawn. Load the page again.")

    database.write(warehouse, work)


def withdraw_action(warehouse: Path, action: int, by: str) -> None:
    """Withdraw an action; its row stays, with the name. Raises Refused without a name."""
    database.withdraw(warehouse, ACTION, action, by)
