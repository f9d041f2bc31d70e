"""Decides what counts if two files of one day have the same list, because neither the alphabet nor chance may decide that.

The files' records are compared as they are read (`data/reading/same_list.py`). If they are equal, one file counts. If no record
is in both, the files are parts of one list (one for each team) and count together. Otherwise one is a correction of the other:
the newer one counts, if it is known which that is (`data/reading/file_time.py`) and if it does not lack more than the share of
records that a newer extract may lack. Else the build stops, with the rows that differ.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import polars as pl

import queries
from data.reading import file_time, same_list
from data.reading.readers import ReadFile
from data.reading.same_list_words import Pair, Part
from queries import sources
from queries.sources import statements
from queries.store.engine import Database

ORDER = {"file": pl.String, "place": pl.Int64}


class SameDay(ValueError):
    """Two files of one day have the same list with other rows, and which counts is not known; the message shows the rows."""


def order(files: Iterable[ReadFile]) -> pl.DataFrame:
    """(file, place): a later place is newer, for files of one day; files of unknown order are in order of name."""
    known = sorted(files, key=lambda file: file.file)
    placed: list[ReadFile] = []
    for file in known:  # by insertion, because `newer` says nothing of some pairs and is no order by itself
        at = next((n for n, each in enumerate(placed) if file_time.newer(_evidence(each), _evidence(file)) > 0), len(placed))
        placed.insert(at, file)
    return pl.DataFrame([(file.file, place) for place, file in enumerate(placed)], schema=ORDER, orient="row")


def settle(database: Database, files: list[ReadFile], most_lacking: float) -> dict[tuple[str, str], str]:
    """Set aside the lists that another file of the day has too; returns {(file, list): note}, also for those that stay.

    Needs what rows.sql makes. `most_lacking` is a percentage. Raises SameDay, with every pair of files that differ.
    """
    evidence = {file.file: _evidence(file) for file in files}
    several = database.run(queries.text("staging/several"))
    notes, problems = {}, []
    for (name, day), rows in several.group_by("list", "day", maintain_order=True):
        told = _settled(database, (name, day), rows, evidence, most_lacking)
        notes |= {(file, name): note for file, note in told.items() if note}
        problems += [told[""]] if "" in told else []
    if problems:
        raise SameDay("\n".join(["Two files have the same list for the same day, and differ:", *problems]))
    return notes


def _settled(database: Database, key: tuple, rows: pl.DataFrame, evidence: dict, most_lacking: float) -> dict[str, str]:
    """{file: note} of the files of one list and day, after setting aside; {"": problem} if it cannot be known."""
    name, day = key
    spec = next(each for each in sources.used() if each.id == name)
    staying, notes = [], {}
    for part in _parts(database, spec, day, rows):
        for other in list(staying):
            pair = _pair(other, part, spec, day, evidence)
            found = same_list.outcome(pair, most_lacking)
            if isinstance(found, str):
                return {"": found}
            notes |= {each.file: note for each, note in zip((other, part), found.notes, strict=True) if note}
            staying = [each for each in staying if each.file != found.aside]
            if found.aside:
                database.execute(queries.text("staging/set_aside", list=name), file=found.aside)
            if found.aside == part.file:
                break
        else:
            staying.append(part)
    return notes


def _parts(database: Database, spec: sources.ListSpec, day: date, rows: pl.DataFrame) -> list[Part]:
    found = database.run(statements.compared(spec), day=day)
    return [_part(row, found.filter(file=row["file"])) for row in rows.iter_rows(named=True)]


def _part(row: dict, found: pl.DataFrame) -> Part:
    """The part of one file; its records are compared by every column but their place in the file."""
    records = {each[2]: tuple(each[3:]) for each in found.rows()}
    return Part(row["file"], records, dict(zip(found["record_id"], found["row_number"], strict=True)),
                frozenset(row["fields"] or ()), row["refused"])  # fmt: skip


def _pair(first: Part, second: Part, spec: sources.ListSpec, day: date, evidence: dict) -> Pair:
    columns = tuple(spec.columns)
    compared = tuple(at for at, name in enumerate(columns) if name in first.fields & second.fields)
    ids = frozenset(filter(None, (spec.subject[0], spec.own_id)))
    newer = file_time.newer(evidence[first.file], evidence[second.file])
    return Pair(first, second, spec.title, day, compared, columns, ids, newer)


def _evidence(file: ReadFile) -> file_time.Evidence:
    return file_time.Evidence(Path(file.file).stem, file.saved, file.written)
