"""Checks the identifiers of all lists before staging reads them: repairs what is certain, and refuses the rest.

`settle` works on the received tables as `one_form` does. A list is refused if scientific notation stands in its identifiers, as
others may have lost figures too; if zeros in front are lost; and, without being emptied, if more than a set share is bad.
"""

from collections import defaultdict
from collections.abc import Callable

import polars as pl

import queries
from data.reading import identifier_form, one_form
from data.reading.date_order import FEWEST_UNREAD, MOST_UNREAD
from queries.sources import ListSpec, statements, used
from queries.sources.received import Received
from queries.store.engine import Database

REPAIRED = {"file": pl.String, "list": pl.String, "said": pl.String}
ADVICE = "Export the list again with its identifiers as text, and do not open it in Excel before."
LOST_ZEROS = (
    "{n:,} of its identifiers are shorter than those of other lists, which have zeros in front, and too few of them are known "
    "there with zeros. "
)
Cells = list[tuple[str, int]]


def settle(database: Database) -> None:
    """Settle the identifiers of all lists; makes staging.repaired. Needs staging.column_refused."""
    read, refused, received = [], [], Received(database)
    for each in received.lists:
        for field in received.of(each, statements.identifiers(each)):
            for file, (cells, whole) in _suspicious(database, each, field).items():
                judged = _judged(cells, whole, field in statements.identity(each))
                read += [(each.id, field, file, cell, text, what, n) for cell, n, text, what in judged]
                refused += _refusals(each, field, file, judged, whole)
    one_form.write(database, read)
    refused += _compared(database)
    one_form.refuse(database, refused)
    one_form.empty(database)


def _suspicious(database: Database, each: ListSpec, field: str) -> dict[str, tuple[Cells, int]]:
    """{file: (texts that are not plainly identifiers with their numbers of cells, number of all filled cells)}."""
    found: dict[str, tuple[Cells, int]] = {}
    sql = queries.text("staging/identifier_form", list=each.id, field=field)
    for file, cell, n, whole in database.run(sql, plain=identifier_form.PLAIN, unplain=identifier_form.UNPLAIN).rows():
        found.setdefault(file, ([], whole))[0].append((cell, n))
    return found


def _judged(cells: Cells, whole: int, is_identity: bool) -> list[tuple[str, int, str | None, str]]:
    """(cell, number of cells, text or None, what was done) for the cells that are repaired or, in an identity, refused."""
    judged = [(cell, n, *identifier_form.judge(cell)) for cell, n in cells]
    long = [text for _, _, text, _ in judged if text and text.isdigit() and len(text) > identifier_form.FIGURES]
    if sum(map(identifier_form.is_cut, long)) * 2 > len(long):
        judged = _without(judged, identifier_form.is_cut, identifier_form.CUT)
    if sum(n for _, n, text, _ in judged if _is_letter(text or "")) * 2 > whole:
        judged = _without(judged, _is_letter, identifier_form.NO_IDENTIFIER)
    return [row for row in judged if row[3] and (row[2] or is_identity)]


def _without(judged: list, refuses: Callable[[str], bool], why: str) -> list:
    return [(cell, n, None, why) if text and refuses(text) else (cell, n, text, what) for cell, n, text, what in judged]


def _is_letter(text: str) -> bool:
    return text.casefold() in identifier_form.LETTERS


def _refusals(each: ListSpec, field: str, file: str, judged: list[tuple[str, int, str | None, str]], whole: int) -> list[tuple]:
    """The rows of REFUSED for one column of a file."""
    bad = [(cell, n, what) for cell, n, text, what in judged if text is None]
    ruined = [row for row in bad if row[2] in identifier_form.WHOLE_LIST]
    number = sum(n for _, n, _ in ruined or bad)
    if not ruined and (number < FEWEST_UNREAD or number <= MOST_UNREAD * whole):
        return []
    of = f"are {ruined[0][2]}" if ruined else "are no identifiers"
    why = f"{number:,} of its {whole:,} cells {of} ({', '.join(cell for cell, _, _ in (ruined or bad)[:3])}). {ADVICE}"
    return [(file, each.id, field, one_form.reason(each, field, why), field in statements.identity(each), bool(ruined))]


def _compared(database: Database) -> list[tuple]:
    """Compare the identifiers of the lists, note the repairs, and return the refused columns."""
    notes = database.run("SELECT file, list, what, n FROM received.read_as WHERE text IS NOT NULL").rows()
    database.execute(statements.every_identifier(Received(database).staged()))
    compared = database.run("SELECT * FROM received.read_as").rows()
    one_form.write(database, compared)
    notes += [(file, name, what, n) for name, _, file, _, text, what, n in compared if text]
    _note(database, notes)
    lost = database.run(
        "SELECT file, list, field, SUM(n) AS n FROM staging.zeros_lost WHERE NOT is_certain GROUP BY ALL ORDER BY ALL"
    )
    lists = {each.id: each for each in used()}
    return [(file, name, field, one_form.reason(lists[name], field, LOST_ZEROS.format(n=int(n)) + ADVICE), True, True)
            for file, name, field, n in lost.rows() if field in statements.identity(lists[name])]  # fmt: skip


def _note(database: Database, done: list[tuple[str, str, str, int]]) -> None:
    total: dict[tuple[str, str, str], int] = defaultdict(int)
    for file, name, what, n in done:
        total[file, name, what] += n
    rows = [(file, name, f"Identifiers repaired ({what}): {n:,}.") for (file, name, what), n in sorted(total.items())]
    database.load("staging.repaired", pl.DataFrame(rows, schema=REPAIRED, orient="row"))
