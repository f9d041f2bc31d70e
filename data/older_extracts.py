"""Doubts extracts that lack records which the next extract has for the days they cover: an older file that was cut short.

What a newer extract lacks is judged in data/withdrawn.py; without this, an older one that lacks rows would give low
figures for the days that only it covers.
"""

import queries
from queries.store.engine import Database


def judge(database: Database) -> None:
    """Doubt those extracts; needs staging.extent and `doubted`. Each is then compared with the next one still believed."""
    before = -1
    while before != (doubted := database.run(queries.text("reading/whole_table", table="doubted")).height):
        before = doubted
        database.execute(queries.text("staging/older_extracts"))
