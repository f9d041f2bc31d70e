"""The three tables as Sightline made them before it had versions; a database of that time has some or all of them already."""

import sqlalchemy as sql
from alembic import op

revision, down_revision = "0001_three_tables", None

SERIES = ("indicator", "breakdown", "category")


def upgrade() -> None:
    """Make the missing tables; existing tables keep their rows."""
    op.create_table("step", *_start(), *_texts("starts_on:date", "note", "decided_by", "decided_at:time"), *_end(),
                    if_not_exists=True)
    op.create_table(
        "action", *_start(), *_texts("grain", "found_from:date", "found_on:date", "direction", "what", "owner", "due_on:date"),
        sql.Column("for_scrutiny", sql.Boolean, nullable=False), *_texts("noted_by", "noted_at:time"),
        sql.Column("done_on", sql.Date), sql.Column("done_by", sql.String), sql.Column("done_at", sql.DateTime), *_end(),
        if_not_exists=True,
    )
    op.create_table(
        "comment", *_start(), *_texts("grain", "period_start:date", "period_end:date", "text"),
        sql.Column("for_board", sql.Boolean, nullable=False), sql.Column("for_scrutiny", sql.Boolean, nullable=False),
        *_texts("written_by", "written_at:time"),
        sql.Column("replaces", sql.Integer, sql.ForeignKey("comment.id"), unique=True), *_end(),
        if_not_exists=True,
    )


def _start() -> list[sql.Column]:
    return [sql.Column("id", sql.Integer, primary_key=True), *_texts(*SERIES)]


def _texts(*names: str) -> list[sql.Column]:
    """Columns that are never NULL: text, or the type after the colon."""
    kinds = {"": sql.String, "date": sql.Date, "time": sql.DateTime}
    return [sql.Column(name, kinds[kind], nullable=False) for name, _, kind in (each.partition(":") for each in names)]


def _end() -> list[sql.Column]:
    return [sql.Column("withdrawn_by", sql.String), sql.Column("withdrawn_at", sql.DateTime)]
