"""The other readers of a comment or an action become rows, one for each audience, so that a new audience needs no new column."""

import sqlalchemy as sql
from alembic import op

revision, down_revision = "0002_readers_are_rows", "0001_three_tables"

COLUMNS = {"comment": ("board", "scrutiny"), "action": ("scrutiny",)}  # audiences that had a column for_…


def upgrade() -> None:
    """Write a row for each column that was true, then drop the columns."""
    for table, audiences in COLUMNS.items():
        readers = op.create_table(
            f"{table}_reader",
            sql.Column(table, sql.Integer, sql.ForeignKey(f"{table}.id"), primary_key=True),
            sql.Column("audience", sql.String, primary_key=True),
        )
        for audience in audiences:
            op.execute(readers.insert().from_select([table, "audience"], _who_read(table, audience)))
        with op.batch_alter_table(table) as changed:
            for audience in audiences:
                changed.drop_column(f"for_{audience}")


def _who_read(table: str, audience: str) -> sql.Select:
    column = sql.column(f"for_{audience}", sql.Boolean)
    return sql.select(sql.column("id"), sql.literal(audience)).select_from(sql.table(table)).where(column.is_(True))
