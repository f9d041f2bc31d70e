"""Refuses columns that another list of the same day contradicts about the same children.

In true extracts a child on a plan was last seen on the day of the last visit or later, and the children whose status says that
they have a plan are those with an open one. A column that was sorted alone, moved by a row, half emptied or exchanged with
another breaks that, although each of its days can be read and stands after its record's start. Both lists cannot be right, so
what either of them may have wrong is refused. `not_before` and `open_where` in a lists.toml say what is compared.
"""

from collections.abc import Iterator

import queries
from data import contradictions, doubts
from queries.sources import ListSpec
from queries.sources.received import Received
from queries.store.engine import Database


def settle(database: Database) -> None:
    """Refuse those columns; needs staging.version."""
    lists = {each.id: each for each in Received(database).lists}
    for each in lists.values():
        for field, place in each.not_before.items():
            name, beside = place.split(".")
            if name in lists:
                found = list(_earlier(database, each, field, lists[name], beside))
                contradictions.refuse_beside(database, found, _alike, emptied=True)
                contradictions.refuse(database, found)
        for name, may in each.open_where.items():
            if name in lists:
                contradictions.refuse(database, list(_open(database, each, lists[name], may)))


def _earlier(database: Database, own: ListSpec, field: str, other: ListSpec, beside: str) -> Iterator[tuple]:
    """The columns with days of which one must be wrong, each with the column that shows it."""
    sql = queries.text("staging/contradicted_order", list=own.id, field=field, other=other.id, other_field=beside,
                       ends=other.ends or "")
    for name, *rest in database.run(sql).rows():
        yield name, *rest, _named(*((other, beside) if name == own.id else (own, field)))


def _alike(each: ListSpec, column: str) -> list[str]:
    """The other event columns of a list with answers of the same kind."""
    return [name for name in each.event if name != column and each.answers.get(name) == each.answers.get(column)]


def _open(database: Database, own: ListSpec, other: ListSpec, may: str) -> Iterator[tuple]:
    """The ends of the other list, and the columns of this one that say which of its children have an open row there."""
    asked = own.named_in(may)
    sql = queries.text("staging/contradicted_open", list=own.id, other=other.id, must=own.also_in[other.id], may=may,
                       ends=other.ends or "")
    for own_file, other_file, filled, impossible in database.run(sql).rows():
        yield other.id, other.ends, other_file, "open", filled, impossible, False, _named(own, asked[0])
        yield from ((own.id, column, own_file, "open", filled, impossible, False, _named(other, other.ends)) for column in asked)


def _named(each: ListSpec, column: str | None) -> str:
    """A column as a sentence names it."""
    return f"'{doubts.header(each.id, column)}' of {each.title}"
