"""The sources of records: each folder of `queries/staging` with a `source.toml`, and the lists in its files.

A source is one folder: `source.toml` (title, rank, file types), `lists.toml` (all facts about each of its lists) and one SELECT
for each table of the model that it fills. Other code gets sources from this module and names none.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl

from queries import FOLDER, details
from queries.model import tables
from queries.sources import checks
from queries.sources.described import ListSpec, Source, list_of, months

__all__ = ["ListSpec", "Source", "comes_after", "described", "every", "filled_from", "kinds", "known_in", "load", "names",
           "needed", "said", "titles", "used"]  # fmt: skip
STAGING = FOLDER / "staging"
ANSWERS, APART = "every_answer", "identity"  # details that every list has: its answers, and the columns of its records' identity
DESCRIBED = {"list": pl.String, "source": pl.String, "whose": pl.String, "ends": pl.String, "months": pl.Int64,
             "spells": pl.Boolean, "arrivals": pl.Boolean, "latest_spell_only": pl.Boolean}  # fmt: skip


@cache
def every() -> tuple[Source, ...]:
    """The sources in order of rank, the most trusted first; raises QueryError with file, line and remedy."""
    return load(STAGING)


def names() -> tuple[str, ...]:
    """The values of the column `source` in the model: the names of the sources' folders. Their files are not read."""
    return tuple(file.parent.name for file in _files(STAGING))


def used() -> list[ListSpec]:
    """The lists that fill tables of the model, in order of source."""
    return [each for source in every() for each in source.lists if each.used]


def load(folder: Path) -> tuple[Source, ...]:
    """The sources in the folders below `folder`, in order of rank; raises QueryError if one of them is wrong."""
    found = sorted((_source(file) for file in _files(folder)), key=lambda source: source.rank)
    for first, second in pairwise(found):
        if first.rank == second.rank:
            checks.wrong(second.file, "rank", f"is {second.rank}, and {first.id} has the same rank. Write another rank")
    return tuple(found)


def described() -> pl.DataFrame:
    """The facts that staging uses, one row for each used list: columns as in DESCRIBED; `months` is NULL without a window."""
    rows = [
        (each.id, each.source, each.subject[0], each.ends, months(each.believed_for), each.believed_for == "its spells",
         each.arrivals, each.latest_spell_only)
        for each in used()
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=DESCRIBED, orient="row")


def needed() -> pl.DataFrame:
    """The columns (list, field, asked) that every row must answer of which `asked`, SQL over its columns, is filled.

    Those by which a row is placed are not here, because rows without them are refused. A meeting or session still to come has no
    answer yet.
    """
    rows = [(each.id, field, f"NULLIF(read_date({each.starts}) <= extract_date, FALSE)")
            for each in used() for field in each.needed
            if field not in (each.starts, each.subject[0], each.own_id)]
    return pl.DataFrame(rows, schema={"list": pl.String, "field": pl.String, "asked": pl.String}, orient="row")


def known_in() -> pl.DataFrame:
    """(list, other, same_day, least_known): the other lists that have its children; `same_day`: only those of the same day."""
    rows = [(each.id, other, months(each.believed_for) is not None, least)
            for each in used() for other, least in each.known_in.items()]
    return pl.DataFrame(rows, schema={"list": pl.String, "other": pl.String, "same_day": pl.Boolean, "least_known": pl.Int64},
                        orient="row")


def comes_after() -> pl.DataFrame:
    """(list, model_table, days): the tables of which a list has all records only so many days after its first day."""
    rows = [(each.id, table, days) for each in used() for table, days in each.comes_after.items()]
    return pl.DataFrame(rows, schema={"list": pl.String, "model_table": pl.String, "days": pl.Int32}, orient="row")


def filled_from() -> pl.DataFrame:
    """The rows of the model's table `filled_from`: each table, a list that fills it, and which of the list's rows it takes."""
    rows = [
        (table, each.source, each.id, takes, each.ends)
        for each in used()
        for takes, held in (("every row", each.fills[:1]), ("some rows", each.fills[1:]), ("the latest", each.names))
        for table in held
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(tables.columns()["filled_from"], pl.String), orient="row")


@cache
def said() -> tuple[tuple[str, str, str, bool], ...]:
    """(detail of staging/details.toml, list, column that says it, whether the list may lack it), for each detail and list.

    If a list fills a table and has no column for one of its details, the column here is the detail in brackets. An extract never
    has that column, so the detail is not known for the list's records.
    """
    return tuple(_said())


def _said() -> Iterator[tuple[str, str, str, bool]]:
    for each in used():
        yield from ((detail, each.id, column, detail in each.may_lack) for detail, column in each.says.items())
        yield from ((APART, each.id, column, False) for column in each.told_apart_by if column not in each.needed)
        without = {each.says.get(detail) for detail in each.may_lack}  # Ofsted's list of contacts has no outcome
        yield from ((ANSWERS, each.id, column, False) for column in each.answers if column not in {*each.needed, *without})
        yield from ((detail, each.id, f"({detail})", detail in each.may_lack) for detail in _lacked(each))


def _lacked(own: ListSpec) -> list[str]:
    """The details of a list's tables that lists of other sources say and no list of its own source says."""
    of = {detail: entry["of"] for detail, entry in details().items()}
    told = {detail: {each.source for each in used() if detail in each.says and of[detail] in each.fills} for detail in of}
    same_source = {detail for each in used() if each.source == own.source for detail in each.says}
    return [detail for detail in of if of[detail] in own.fills and told[detail] and detail not in same_source]


def _files(folder: Path) -> list[Path]:
    """The `source.toml` of every source below a folder, also where it is missing beside a `lists.toml`."""
    return sorted({each.with_name("source.toml") for name in ("source.toml", "lists.toml") for each in folder.glob(f"*/{name}")})


def _source(file: Path) -> Source:
    table = checks.read(file)
    checks.source(file, table)
    lists_file = file.with_name("lists.toml")
    written = checks.read(lists_file)
    checks.lists(lists_file, written, tables.names())
    shared, answers = written.pop("shared", {}), written.pop("answers", {})
    lists = tuple(list_of(file.parent.name, name, entry, shared, answers) for name, entry in written.items())
    said: dict[str, Any] = {**table, "files": tuple(table["files"])}
    return Source(file, file.parent.name, lists=lists, **said)


def titles() -> str:
    """The sources' titles, joined with 'or': 'Annex A workbooks or local files'."""
    *others, last = (source.title for source in sorted(every(), key=lambda source: source.id))
    return f"{', '.join(others)} or {last}" if others else last


def kinds() -> tuple[str, ...]:
    """The file types of all sources: 'csv', 'xlsx'."""
    return tuple(dict.fromkeys(kind for source in sorted(every(), key=lambda source: source.id) for kind in source.files))
