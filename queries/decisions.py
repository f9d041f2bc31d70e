"""What people decided, kept apart from the figures in a small database of its own, so that it survives every build.

SQLite beside the warehouse, or any database SQLAlchemy speaks to, by its URL in SIGHTLINE_DECISIONS. Nothing is ever
deleted: a decision that is taken back stays, with who took it back and when. The only import of sqlalchemy.
"""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import sqlalchemy as sql

TABLES = sql.MetaData()
STEP = sql.Table(
    "step", TABLES,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("indicator", sql.String, nullable=False),
    sql.Column("breakdown", sql.String, nullable=False),
    sql.Column("category", sql.String, nullable=False),
    sql.Column("starts_on", sql.Date, nullable=False),
    sql.Column("note", sql.String, nullable=False),
    sql.Column("decided_by", sql.String, nullable=False),
    sql.Column("decided_at", sql.DateTime, nullable=False),
    sql.Column("withdrawn_by", sql.String),
    sql.Column("withdrawn_at", sql.DateTime),
)
SCHEMA = {
    "id": pl.Int64, "indicator": pl.String, "breakdown": pl.String, "category": pl.String, "starts_on": pl.Date,
    "note": pl.String, "decided_by": pl.String, "decided_at": pl.Datetime,
}
SERIES = ("indicator", "breakdown", "category")


class Refused(ValueError):
    """A decision that cannot be kept as it is; says what to mend."""


def address(warehouse: Path) -> str:
    """The database of a warehouse's decisions, as a URL."""
    beside = warehouse.resolve().parent / "decisions" / f"{warehouse.name}.sqlite"
    return os.environ.get("SIGHTLINE_DECISIONS") or f"sqlite:///{beside}"


def steps(warehouse: Path) -> pl.DataFrame:
    """The confirmed steps in force, oldest first: columns as in SCHEMA. Reading creates nothing."""
    engine = _engine(warehouse)
    if engine is None or not sql.inspect(engine).has_table(STEP.name):
        return pl.DataFrame(schema=SCHEMA)
    wanted = sql.select(*(STEP.c[name] for name in SCHEMA)).where(STEP.c.withdrawn_at.is_(None)).order_by(STEP.c.starts_on)
    with engine.connect() as connection:
        return pl.DataFrame([tuple(row) for row in connection.execute(wanted)], schema=SCHEMA, orient="row")


def confirm_step(warehouse: Path, series: dict[str, str], starts_on: date, note: str, by: str) -> None:
    """Keep that a series (indicator, breakdown, category) moved to another level on a day, why, and who says so.

    Raises Refused without a note or a name, or if that step is already in force.
    """
    said = {"note": note.strip(), "decided_by": by.strip()}
    if not all(said.values()):
        raise Refused("Write what changed, and your name.")
    if steps(warehouse).filter(starts_on=starts_on, **{name: series[name] for name in SERIES}).height:
        raise Refused("That step is already confirmed.")
    row = {name: series[name] for name in SERIES} | said | {"starts_on": starts_on, "decided_at": _now()}
    _write(warehouse, sql.insert(STEP).values(**row))


def withdraw_step(warehouse: Path, step: int, by: str) -> None:
    """Take a step back; it is kept with who took it back, and no longer in force. Raises Refused without a name."""
    if not by.strip():
        raise Refused("Write your name.")
    change = sql.update(STEP).where(STEP.c.id == step, STEP.c.withdrawn_at.is_(None))
    _write(warehouse, change.values(withdrawn_by=by.strip(), withdrawn_at=_now()))


def _engine(warehouse: Path) -> sql.Engine | None:
    """A way to the database, or None where it is a file that does not exist yet. Nothing is held open between runs."""
    url = sql.make_url(address(warehouse))
    if url.get_backend_name() == "sqlite" and not Path(url.database).exists():
        return None
    return sql.create_engine(url, poolclass=sql.pool.NullPool)


def _write(warehouse: Path, statement) -> None:
    url = sql.make_url(address(warehouse))
    if url.get_backend_name() == "sqlite":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sql.create_engine(url, poolclass=sql.pool.NullPool)
    TABLES.create_all(engine)
    with engine.begin() as connection:
        connection.execute(statement)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
