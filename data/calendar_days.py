"""Refuses columns whose days come from a calendar or a query, and not from work with children.

Blanks filled with the end of a database's calendar, a last visit on the day of the extract for everyone, and days cut to the
first of their month can all be read, and would give other figures without a word. staging/contradicted_calendar.sql says how
many days of which kind show it, and where honest practice explains them.
"""

import queries
from data import contradictions
from queries.sources import ListSpec, statements
from queries.sources.received import Received
from queries.store.engine import Database

SOON, PLANNED = 31, 1096  # days after the extract: an event that is entered in advance; the longest post or plan that has an end


def settle(database: Database) -> None:
    """Refuse those columns; needs what one_form.settle makes."""
    received = Received(database)
    found = [
        (each.id, field, *row) for each in received.lists
        for field in received.of(each, statements.dates(each)) if field != contradictions.BIRTH
        for row in database.run(_asked(each, field)).rows()
    ]  # fmt: skip
    contradictions.refuse(database, found)


def _asked(each: ListSpec, field: str) -> str:
    return queries.text(
        "staging/contradicted_calendar", list=each.id, field=field, starts=each.starts, is_start=_sql(field == each.starts),
        latest=str(SOON if field in each.event else PLANNED), is_spell_day=_sql(field in (each.starts, each.ends)),
        is_own_day=_sql(field in each.own_day), may_round=_sql(field in each.may_round),
        is_any_weekday=_sql(field in each.any_weekday))  # fmt: skip


def _sql(is_so: bool) -> str:
    return str(is_so).upper()
