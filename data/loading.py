"""Loads a folder of extracts into the canonical model; each row that was read is either loaded or rejected.

The received tables are stored file by file; `one_form` and `identifiers` give each column one form and keep its text as received.
The SQL of `queries/staging` then reads them, in the order below, and this module checks that no row was lost. Received tables and
staging tables are in in-memory databases (`BESIDE`), so the published file never contains them.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

import queries
from data import belief, calendar_days, compared_lists, contradictions, corrected, exchanged, same_day, withdrawn
from data.reading import folder as drop_folder
from data.reading import identifiers, one_form
from data.reading.belonging import REFUSED
from data.reading.lists import ListSpec
from data.reading.readers import ReadFile, Table
from queries import sources
from queries.sources import placing, statements
from queries.sources.received import Received
from queries.store import engine
from queries.store.engine import Database

BESIDE = ("received", "staging")
AT_ONCE = 100_000  # rows stored together: single files take twice the processor time, all files too much memory
FROM_FILE = {"file": pl.String, "sheet": pl.String, "row_number": pl.Int64, "extract_date": pl.Date}
LIST_READ = {"file": pl.String, "list": pl.String, "sheet": pl.String, "extract_date": pl.Date, "read": pl.Int64}
REPORT = {"file": pl.String, "list": pl.String, "status": pl.String, "read": pl.Int64, "loaded": pl.Int64,
          "rejected": pl.Int64, "note": pl.String}  # fmt: skip


Progress = Callable[[float, str], None]  # a share from 0 to 1, and a text


class LoadError(ValueError):
    """A folder cannot be loaded, or a load lost a row; the message says which file and list."""


def load(
    database: Database, folder: Path, progress: Progress = lambda share, words: None, today: date | None = None,
    shares: dict[str, int] | None = None, told: withdrawn.Told = withdrawn.NOBODY,
) -> pl.DataFrame:
    """Load a folder of extracts into an empty database and stage it into the canonical model.

    `shares` are the percentages of [belief] in the settings, if they are not the product's own.
    Returns a row per file and list: file, list, status, read, loaded, rejected, note; a file without a list has list null
    and counts of 0. Raises LoadError if there is no extract, if read ≠ loaded + rejected for a list, or if two files of one day
    have the same list and it is not known which counts. `told` has a person's answers about records that an extract lacks.
    """
    if not Path(folder).is_dir():
        raise LoadError(f"{folder}: no such folder. Make it, and put the extracts into it.")
    files = drop_folder.read_folder(folder, lambda share, words: progress(0.85 * share, words))
    report = take_in(database, files, progress, today, shares, told)
    _tidy(database)
    return report


def take_in(
    database: Database, files: Iterable[ReadFile], progress: Progress = lambda share, words: None, today: date | None = None,
    shares: dict[str, int] | None = None, told: withdrawn.Told = withdrawn.NOBODY,
) -> pl.DataFrame:
    """Stage the files into the model, and return the report of `load`; raises LoadError as it does.

    An extract of a day after `today` (default: the clock's day) is not believed. The databases `received` and `staging` stay
    attached.
    """
    specs = sources.used()
    apart = corrected.Apart(files)
    read = _receive(database, apart, specs)
    if not any(file.tables for file in read):
        remedy = f"No extract could be read. Put {sources.titles()} into the folder; data/README.md explains them."
        raise LoadError("\n".join([remedy, *(f"{file.file}: {' '.join(file.notes)}" for file in read)]))
    belief.prepare(database, read, today or date.today(), shares)
    read += corrected.put_in(database, apart.found)
    withdrawn.prepare(database, read, same_day.order(read), told)
    progress(0.85, "Staging into the model")
    settled = stage(database, read)
    progress(0.98, "Checking that no row was lost")
    return _report(database, read, specs, settled)


def nothing(database: Database) -> pl.DataFrame:
    """Make an empty model, for a build of published figures alone; returns an empty report."""
    _receive(database, [], sources.used())
    belief.prepare(database, [], date.today())
    withdrawn.prepare(database, [], same_day.order([]), withdrawn.NOBODY)
    stage(database)
    _tidy(database)
    return pl.DataFrame(schema=REPORT)


def _tidy(database: Database) -> None:
    database.execute(queries.text("staging/list_account"))
    database.execute(queries.text("staging/tidy"))
    database.let_go(*BESIDE)


def check() -> None:
    """Stage an empty model in memory: raises QueryError for a source that cannot be staged, before minutes of reading."""
    with engine.memory() as database:
        nothing(database)


def stage(database: Database, files: Iterable[ReadFile] = ()) -> dict[tuple[str, str], str]:
    """Make the model from the received tables: model.sql, then queries/staging, the sources in order of rank.

    Returns {(file, list): note} for the lists that several files of one day have. Raises QueryError if a source's SQL is refused,
    and LoadError if two of those files differ and it is not known which counts.
    """
    database.execute(queries.text("model/model"))
    database.append("filled_from", sources.filled_from())
    database.execute(queries.text("staging/functions"))
    placing.check_facts(database)
    one_form.settle(database)
    identifiers.settle(database)
    calendar_days.settle(database)  # first, because a day that fills blanks contradicts its row, too, and is the cause
    contradictions.settle(database)
    exchanged.settle(database)
    lists = Received(database).staged()
    database.execute(statements.rows(lists))
    settled = _settled(database, files)
    exchanged.compare_lists(database)
    compared_lists.settle(database)
    contradictions.settle_records(database)
    database.execute(statements.cells(lists))
    one_form.refused_cells(database)
    belief.answered(database)
    belief.judge(database)
    database.execute(queries.text("staging/coverage"))
    database.execute(queries.text("staging/refused_rows"))
    belief.compare(database, "older_extracts")
    belief.compare(database, "kept", "withdrawing")
    database.execute(queries.text("staging/covering"))
    corrected.keep_refused(database)
    belief.carry(database)
    for source in (each for each in sources.every() if any(own.source == each.id for own in lists)):
        placing.place(database, source)
    return settled


def _settled(database: Database, files: Iterable[ReadFile]) -> dict[tuple[str, str], str]:
    try:
        return same_day.settle(database, list(files))
    except same_day.SameDay as problem:
        raise LoadError(str(problem)) from problem


def _receive(database: Database, files: Iterable[ReadFile], specs: list[ListSpec]) -> list[ReadFile]:
    """Make a table `received.<list>` for every list, perhaps empty, and `received.refused` and `received.list_read`.

    At most AT_ONCE rows plus those of one file are in memory. Returns the files without their rows.
    """
    database.beside(*BESIDE)
    for spec in specs:
        columns = (*spec.columns, *(f"{statements.WRITTEN}{name}" for name in statements.written(spec)))
        database.load(f"received.{spec.id}", pl.DataFrame(schema=FROM_FILE | dict.fromkeys(columns, pl.String)))
    database.load("received.refused", pl.DataFrame(schema={"file": pl.String, "list": pl.String, **REFUSED}))
    database.load("received.list_read", pl.DataFrame(schema=LIST_READ))
    read, waiting = [], []
    for file in files:
        waiting.append(file)
        if sum(_read(table) for each in waiting for table in each.tables) >= AT_ONCE:
            read += _received(database, waiting)
            waiting = []
    return read + _received(database, waiting)


def _received(database: Database, files: list[ReadFile]) -> list[ReadFile]:
    """Store the rows of some files; returns the files without their rows."""
    found = [(file, table) for file in files for table in file.tables]
    for name in dict.fromkeys(table.list for _, table in found):
        parts = [_labelled(table.rows, file, table) for file, table in found if table.list == name]
        database.append(f"received.{name}", pl.concat(parts, how="diagonal"))
    refused = [table.refused.with_columns(file=pl.lit(file.file), list=pl.lit(table.list)) for file, table in found]
    read = [(file.file, table.list, table.sheet, file.extract_date, _read(table)) for file, table in found]
    if found:
        database.append("received.refused", pl.concat(refused))
        database.append("received.list_read", pl.DataFrame(read, schema=LIST_READ, orient="row"))
    return [replace(file, tables=tuple(_without_rows(table) for table in file.tables)) for file in files]


def _labelled(rows: pl.DataFrame, file: ReadFile, table: Table) -> pl.DataFrame:
    return rows.with_columns(
        file=pl.lit(file.file), sheet=pl.lit(table.sheet), extract_date=pl.lit(file.extract_date, pl.Date)
    )


def _read(table: Table) -> int:
    return len(table.rows) + len(table.refused)


def _without_rows(table: Table) -> Table:
    return table._replace(rows=table.rows.clear(), refused=table.refused.clear())


def _report(
    database: Database, files: list[ReadFile], specs: list[ListSpec], settled: dict[tuple[str, str], str]
) -> pl.DataFrame:
    """The report per file and list; raises LoadError if a row was lost. `settled` has the notes of `stage`."""
    account = database.run(queries.text("staging/account"))
    lost = account.filter(pl.col("read") != pl.col("loaded") + pl.col("rejected"))
    for row in lost.iter_rows(named=True):
        raise LoadError(
            f"{row['file']}, {row['list']}: {row['read']} rows read, but {row['loaded']} loaded and {row['rejected']}"
            " rejected. The build was not published; report this to the person who looks after Sightline."
        )
    counted = {(row["file"], row["list"]): row for row in account.iter_rows(named=True)}
    titles = {spec.id: spec.title for spec in specs}
    rows, more = [], _together(settled, withdrawn.notes(database), belief.notes(database))
    for file in (_without_aside(each, counted, settled) for each in files):
        keys = [(file.file, table.list) for table in file.tables]
        rows += [_line(file, titles[key[1]], counted[key], more.get(key)) for key in keys]
        rows += [] if file.tables and not file.notes else [(file.file, None, file.status, 0, 0, 0, " ".join(file.notes))]
    return pl.DataFrame(rows, schema=REPORT, orient="row")


def _together(*notes: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """The notes on each file and list in one text."""
    keys = dict.fromkeys(key for each in notes for key in each)
    return {key: " ".join(each[key] for each in notes if key in each) for key in keys}


def _without_aside(file: ReadFile, counted: dict, settled: dict[tuple[str, str], str]) -> ReadFile:
    """A file without the lists that do not count because another file of the day has them; its notes say so."""
    staying = tuple(table for table in file.tables if (file.file, table.list) in counted)
    aside = [settled[file.file, table.list] for table in file.tables if table not in staying]
    status = "identical" if file.tables and not staying else file.status
    return replace(file, status=status, tables=staying, notes=(*file.notes, *aside))


def _line(file: ReadFile, title: str, row: dict, more: str | None) -> tuple:
    notes = [
        words.format(row[name])
        for name, words in (
            ("cells", "Cells that could not be read: {}."),
            ("withdrawn", "Records corrected or withdrawn since: {}."),
            ("ended", "Open spells of the extract before that are missing: {}. They count as ended when last seen."),
        )
        if row[name]
    ]
    notes += [more] if more else []
    return file.file, title, file.status, row["read"], row["loaded"], row["rejected"], " ".join(notes)
