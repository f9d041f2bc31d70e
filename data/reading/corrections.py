"""Files of corrections: refused rows that `python -m data refused` wrote and a person has put right.

Beside a list's own columns such a file says which row of which extract each of its rows is (KEYS). It is no extract: its rows
take the place of those rows, and it covers no day and withdraws nothing.
"""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from queries.sources import ListSpec

KEYS = {"corrects_file": "Sightline: file", "corrects_row": "Sightline: row", "corrects_mark": "Sightline: mark"}
WHY, RAW = "Sightline: why refused", "Sightline: as received"
NAME = "{list}_corrections_{day}.csv"
WITHOUT = "it is a file of corrections, and has no column {}. Take the refused rows away again and keep those columns."


class NotCorrections(ValueError):
    """A file of corrections does not say which rows it corrects; the message says what it lacks and what to do."""


def readable(lists: Iterable[ListSpec]) -> tuple[ListSpec, ...]:
    """The lists, each with the columns that a file of corrections has besides its own."""
    keys = {column: [f"/{header.lower().replace(':', '')}/"] for column, header in KEYS.items()}  # nothing but these words
    return tuple(replace(each, columns=each.columns | keys, shared=each.shared | keys.keys()) for each in lists)


def are_in(rows: pl.DataFrame) -> bool:
    """Whether a list's rows as read are corrections."""
    return not KEYS.keys().isdisjoint(rows.columns)


def check(stem: str, tables: Iterable[pl.DataFrame], lists: Iterable[ListSpec]) -> bool:
    """Whether a file is one of corrections, by its columns; raises NotCorrections if it is one and lacks a column of KEYS."""
    named = any(stem.startswith(NAME.format(list=each.id, day="").removesuffix(".csv")) for each in lists)
    found = [rows for rows in tables if named or are_in(rows)]
    lacks = [header for column, header in KEYS.items() if any(column not in rows.columns for rows in found)]
    if lacks:
        raise NotCorrections(WITHOUT.format(" or ".join(f"'{header}'" for header in lacks)))
    return bool(found)
