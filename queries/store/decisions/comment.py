"""Comments on figures, with series, period, author and time, and the audiences that the author chose."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import sqlalchemy as sql
from sqlalchemy import exc

from queries.store import audiences
from queries.store.decisions import database
from queries.store.decisions.database import SERIES, TABLES, Refused, Series

COMMENT = sql.Table(
    "comment", TABLES,
    sql.Column("id", sql.Integer, primary_key=True),
    *database.series_columns(),
    sql.Column("grain", sql.String, nullable=False),
    sql.Column("period_start", sql.Date, nullable=False),
    sql.Column("period_end", sql.Date, nullable=False),
    sql.Column("text", sql.String, nullable=False),
    sql.Column("written_by", sql.String, nullable=False),
    sql.Column("written_at", sql.DateTime, nullable=False),
    sql.Column("replaces", sql.Integer, sql.ForeignKey("comment.id"), unique=True),  # the corrected version; once only
    *database.withdrawn_columns(),
)
READER = database.reader_table(COMMENT)
COMMENTS = database.schema(COMMENT) | {"readers": pl.List(pl.String)}
PERIOD = (*SERIES, "grain", "period_start", "period_end")
LATER = COMMENT.alias("later")
LATEST = ~sql.exists().where(LATER.c.replaces == COMMENT.c.id)
WHOLE = COMMENT.c.breakdown == "all"
OVERTAKEN = "This comment was corrected or withdrawn meanwhile. Copy what you wrote, then load the page again."


def comments(warehouse: Path, role: str) -> pl.DataFrame:
    """The latest version of each comment that an audience (its id) may read, newest period first: columns as in COMMENTS.

    Earlier versions are never returned, even if the latest one has fewer readers. Empty for an unknown audience.
    """
    found = database.read(warehouse, COMMENT, COMMENTS, LATEST, _open_to(role), readers=READER)
    return found.sort("period_end", "written_at", "id", descending=True)


class Commented(Series):
    """The figure that a comment is about: its series, grain and period."""

    grain: str
    period_start: date
    period_end: date


class Comment(Commented):
    """A comment as read, in its latest version; `replaces` is the id of the version it corrects, or None."""

    id: int
    text: str
    written_by: str
    written_at: datetime
    replaces: int | None
    readers: list[str]


def _open_to(role: str) -> sql.ColumnElement:
    """The condition for the comments that an audience (its id) may read; the caller checks whether its file has the figure."""
    audience = audiences.every().get(role)
    if audience is None or audience.decides:
        return sql.false() if audience is None else sql.true()
    place = sql.or_(WHOLE, COMMENT.c.breakdown == "team") if audience.teams else WHOLE
    return sql.and_(place, database.is_for(READER, role))


def write_comment(
    warehouse: Path, period: Commented, text: str, by: str, readers: tuple[str, ...] = (), replaces: int | None = None
) -> None:
    """Save a comment on a figure.

    `readers` are the ids of the audiences that may read it, besides the one that decides. `replaces` is the id of the comment it
    corrects, whose series and period it keeps. Raises Refused without a text or a name, or if that comment was corrected or
    withdrawn meanwhile.
    """
    said = {"text": text.strip(), "written_by": by.strip()}
    if not all(said.values()):
        missing = [name for name, each in zip(("your comment", "your name"), said.values(), strict=True) if not each]
        raise Refused(f"Please add: {' and '.join(missing)}.")
    row = {name: period[name] for name in PERIOD} | said

    def work(connection: sql.Connection) -> None:
        current = sql.select(COMMENT).where(COMMENT.c.id == replaces, COMMENT.c.withdrawn_at.is_(None), LATEST)
        before = connection.execute(current).mappings().first()
        if replaces is not None and before is None:
            raise Refused(OVERTAKEN)
        same = {name: before[name] for name in PERIOD} if before else {}
        kept: dict[str, Any] = row | same | {"written_at": database.now(), "replaces": replaces}
        database.insert(connection, COMMENT, kept, READER, _chosen(readers, kept["breakdown"]))

    try:
        database.write(warehouse, work)
    except exc.IntegrityError as twice:
        raise Refused(OVERTAKEN) from twice


def _chosen(readers: tuple[str, ...], breakdown: str) -> tuple[str, ...]:
    """Those of the chosen audiences that may read a comment on a figure of this breakdown."""
    offered = [each.id for each in audiences.every().values() if not each.decides and (each.teams or breakdown == "all")]
    return tuple(each for each in offered if each in readers)


def withdraw_comment(warehouse: Path, comment: int, by: str) -> None:
    """Withdraw a comment; its row stays, with the name. Raises Refused without a name."""
    database.withdraw(warehouse, COMMENT, comment, by)
