"""The tables and columns of the model, as the engine makes them from `model.sql`; the dictionary explains them."""

from functools import cache

from queries import text
from queries.store import engine


@cache
def columns() -> dict[str, tuple[str, ...]]:
    """The columns of every table, by the table's name, in the order a child meets them."""
    with engine.memory() as database:
        database.execute(text("model/model"))
        found: dict[str, tuple[str, ...]] = {}
        for table, column in database.run(text("model/tables")).select("table_name", "column_name").rows():
            found[table] = (*found.get(table, ()), column)
    return found


def names() -> tuple[str, ...]:
    """The names of those tables."""
    return tuple(columns())
