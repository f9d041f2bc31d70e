"""Decides which lists of an extract are believed, because a nearly empty list or a missing column does not mean few events.

`prepare` loads what staging needs for that: the columns that were read, the details they give (queries/staging/details.toml), the
facts of the lists (queries/sources), and today's date. `check` stops a build at lists that cannot be believed
(queries/staging/doubted.sql), and `notes` says which figures are not available because an extract lacks a column.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import polars as pl

import queries
from data import disagreements, doubts, settings, suggestions
from data.reading.readers import ReadFile
from queries import sources
from queries.sources.received import Received
from queries.store.engine import Database

LACKS = "lacks"  # the doubt of queries/staging/older_extracts.sql
ANSWER, ALWAYS, COUNTED = "is an answer", "may be every answer", "is counted"
YES_NO = {"yes or no", "no further action", "seen alone", "attendance"}  # kinds of answer of which numbers are 0 and 1 alone
COLUMN = {"file": pl.String, "list": pl.String, "field": pl.String}
DETAIL = {"detail": pl.String, "model_table": pl.String, "list": pl.String, "field": pl.String, "asked": pl.String,
          "blank_says": pl.Boolean, "always_blank_says": pl.Boolean, "blank_counts": pl.Boolean, "is_yes_no": pl.Boolean,
          "unread_says": pl.Boolean, "may_lack": pl.Boolean}  # fmt: skip


class NotBelieved(ValueError):
    """Lists whose figures would be wrong, because they have too few rows or a wrong date; the message says which and what to
    do."""


def prepare(database: Database, files: Iterable[ReadFile], today: date, shares: dict[str, int] | None = None) -> None:
    """Load for staging `received.column_read` (file, list, field), `unused_header` (file, list, header), `detail`, `described`
    (the facts of the lists), `clock` (today) and `belief` (one row of percentages, by the names of [belief] in the settings;
    default: those of the product)."""
    files = list(files)
    read = [(file.file, table.list, name) for file in files for table in file.tables for name in table.rows.columns]
    unused = [(file.file, table.list, header) for file in files for table in file.tables for header in table.unused]
    database.load("received.unused_header", pl.DataFrame(unused, schema=suggestions.UNUSED, orient="row"))
    database.load("received.column_read", pl.DataFrame(read, schema=COLUMN, orient="row"))
    database.load("received.detail", details())
    database.load("received.described", sources.described())
    database.load("received.needed", sources.needed())
    database.load("received.known_in", sources.known_in())
    database.load("received.comes_after", sources.comes_after())
    given = settings.BELIEF | (shares or {})
    database.load("received.belief", pl.DataFrame([given], schema=dict.fromkeys(settings.BELIEF, pl.Int64)))
    database.load("received.clock", pl.DataFrame({"today": [today]}, schema={"today": pl.Date}))


def details() -> pl.DataFrame:
    """One row for each column of a list that gives a detail: columns as in DETAIL; only rows in which `asked` is filled need
    it."""
    kinds = {(each.id, field): kind for each in sources.used() for field, kind in each.answers.items()}
    rows = [
        (detail, entry["of"], name, field, entry.get("where", "row_number"), entry.get("blank") in (ANSWER, ALWAYS),
         entry.get("blank") == ALWAYS, entry.get("blank") == COUNTED, kinds.get((name, field)) in YES_NO,
         entry.get("unread") == ANSWER, may_lack)
        for detail, name, field, may_lack in sources.said()
        for entry in [queries.details()[detail]]
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=DETAIL, orient="row")


def answered(database: Database) -> None:
    """Count the filled cells of the columns that give details or that every row needs, into `staging.answered`."""
    every = pl.concat([details().select("list", "field", "asked"), sources.needed()]).unique(maintain_order=True)
    for name, field, asked in every.join(_whole(database, "received.column_read"), on=["list", "field"], how="semi").rows():
        database.execute(queries.text("staging/answered", list=name, field=field, asked=asked))


def judge(database: Database) -> None:
    """Make `staging.pace`, `staging.silent`, `staging.stranger` and `doubted`: which lists are believed, and how far."""
    database.execute(queries.text("staging/event_days"))
    received = Received(database)
    for each in received.lists:
        for field in received.of(each, dict.fromkeys(filter(None, (each.starts, *each.event, each.ends)))):
            is_start = str(field == each.starts)
            database.execute(queries.text("staging/event_day", list=each.id, field=field, is_start=is_start))
    for name in ("pace", "silent", "strangers", "doubted"):
        database.execute(queries.text(f"staging/{name}"))
    disagreements.judge(database)
    for name in ("foreign_ids", "other_parts"):
        database.execute(queries.text(f"staging/{name}"))


def compare(database: Database, *statements: str) -> None:
    """Run statements that compare the extracts of a list and doubt some, until they doubt no more: the others are then compared
    without those."""
    before = -1
    while before != (doubted := _whole(database, "doubted").height):
        before = doubted
        for name in statements:
            database.execute(queries.text(f"staging/{name}"))


def carry(database: Database) -> None:
    """Take a detail that an extract does not say from the extract before that says it, for each record that both have.

    The latest events of a record, such as its last visit, are left out: they are the state of the extract's own day.
    """
    latest = {(each.id, field) for each in sources.used() for field in each.event}
    for name, field in database.run(queries.text("staging/carried_columns")).rows():
        if (name, field) not in latest:
            database.execute(queries.text("staging/carried", list=name, field=field))
    database.execute(queries.text("staging/carried_ends"))


def check(database: Database, accept: bool = False) -> None:
    """Raise NotBelieved if a list is doubted, unless `accept` is set.

    An older extract that lacks records of the next one stops no build: its list gives no figures, and a later extract is there.
    """
    doubted = database.run(queries.text("reading/doubted")).filter(pl.col("doubt") != LACKS)
    if doubted.is_empty() or accept:
        return
    said = [f"{row['file']}: {doubts.title(row['list'])}: {doubts.why(row)}" for row in doubted.rows(named=True)]
    raise NotBelieved("\n".join(["Some of the extracts cannot be believed:", *said, doubts.remedy(doubted.to_dicts())]))


def notes(database: Database) -> dict[tuple[str, str], str]:
    """{(file, list): note}: why a list gives no figures or covers less, which of its children no other list knows, and which
    figures are not available because a column is missing."""
    doubted = {(row["file"], row["list"]): row for row in database.run(queries.text("reading/doubted")).rows(named=True)}
    said = {key: [f"This list gives no figures: {doubts.why(row)}"] for key, row in doubted.items()}
    for row, words in _remarks(database):
        if (row["file"], row["list"]) not in doubted:
            said.setdefault((row["file"], row["list"]), []).append(words)
    for row in database.run(queries.text("staging/form_notes")).rows(named=True):
        said.setdefault((row["file"], row["list"]), []).append(row["said"])
    meant = {(row["file"], row["list"], row["column"]): suggestions.words(row)
             for row in suggestions.lacking_columns(database, "received.unused_header").rows(named=True)}
    for row in database.run(queries.text("reading/unsaid")).rows(named=True):
        column = meant.get((row["file"], row["list"], row["field"]), "")
        said.setdefault((row["file"], row["list"]), []).append(doubts.lacks(row, column))
    return {key: " ".join(every) for key, every in said.items()}


def _remarks(database: Database) -> Iterator[tuple[dict, str]]:
    """(row, words) of lists that are believed, and of which a person should know something."""
    yield from ((row, doubts.cut(row)) for row in _whole(database, "staging.silent").rows(named=True))
    most = _whole(database, "received.belief")["most_unknown"][0]
    usually_known = pl.col("least_known") > 20  # lists with less, such as list 6, rightly have children that no other list has
    too_many = pl.col("strangers") * 100 > most * pl.col("subjects")
    strange = _whole(database, "staging.stranger").filter(usually_known & too_many)
    yield from ((row, doubts.strange(row)) for row in strange.rows(named=True))


def _whole(database: Database, table: str) -> pl.DataFrame:
    return database.run(queries.text("reading/whole_table", table=table))
