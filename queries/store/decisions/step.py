"""Changes of level that people confirmed: the series, the day, the reason, and the person's name."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import sqlalchemy as sql

from queries.store.decisions import database
from queries.store.decisions.database import SERIES, TABLES, Refused, Series

STEP = sql.Table(
    "step", TABLES,
    sql.Column("id", sql.Integer, primary_key=True),
    *database.series_columns(),
    sql.Column("starts_on", sql.Date, nullable=False),
    sql.Column("note", sql.String, nullable=False),
    sql.Column("decided_by", sql.String, nullable=False),
    sql.Column("decided_at", sql.DateTime, nullable=False),
    *database.withdrawn_columns(),
)
SCHEMA = database.schema(STEP)


class Step(Series):
    """A confirmed change of level as read."""

    id: int
    starts_on: date
    note: str
    decided_by: str
    decided_at: datetime


def steps(warehouse: Path) -> pl.DataFrame:
    """The confirmed changes in force, oldest first: columns as in SCHEMA."""
    return database.read(warehouse, STEP, SCHEMA).sort("starts_on", maintain_order=True)


def confirm_step(warehouse: Path, series: Series, starts_on: date, note: str, by: str) -> None:
    """Save that a series moved to another level on a day, with the reason and the person's name.

    Raises Refused without a note or a name, or if the same change is already confirmed.
    """
    said = {"note": note.strip(), "decided_by": by.strip()}
    if not all(said.values()):
        raise Refused("Write what changed, and your name.")
    place = {name: series[name] for name in SERIES} | {"starts_on": starts_on}

    def work(connection: sql.Connection) -> None:
        same = sql.select(STEP.c.id).where(STEP.c.withdrawn_at.is_(None), *(STEP.c[name] == each for name, each in place.items()))
        if connection.execute(same).first():
            raise Refused("This change is already confirmed.")
        connection.execute(sql.insert(STEP).values(**place, **said, decided_at=database.now()))

    database.write(warehouse, work)


def withdraw_step(warehouse: Path, step: int, by: str) -> None:
    """Withdraw a change; its row stays, with the name. Raises Refused without a name."""
    database.withdraw(warehouse, STEP, step, by)
