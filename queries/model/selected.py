"""The SELECT of an indicator with all columns that `counted.sql` needs: an optional column it leaves out gets its default."""

from collections.abc import Collection

from queries import text

OPTIONAL = {
    "child_id": "NULL", "worker_id": "NULL", "denominator": "1", "team": "NULL", "latest_team": "NULL", "category": "NULL",
    "basis": "'counted'", "days": "NULL",
}


def completed(sql: str, has: Collection[str]) -> str:
    """An indicator's SELECT, which returns the columns `has`, with each optional column it leaves out given its default."""
    missing = (f"{default} AS {name}" for name, default in OPTIONAL.items() if name not in has)
    return text("model/completed", columns=", ".join(["own.*", *missing]), indicator=sql)


def nothing() -> str:
    """A SELECT with all columns and no rows."""
    return completed(text("model/no_record"), ())
