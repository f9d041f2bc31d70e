"""Makes the SQL of staging for each list and source from templates and the facts of the lists.

`staging/row.sql` reads a row of a list and `staging/cell.sql` a cell; `staging/taken.sql` puts a source's SELECT into a table.
"""

import re
from pathlib import Path

from queries import FOLDER, QueryError, text
from queries.model import tables
from queries.sources import checks, used
from queries.sources.described import ListSpec, Source

WRITTEN = "written_"  # the column beside a date, identifier or fact about a child with its text, where it is read as another
OF_CHILD = ("sex", "ethnicity", "disability")  # facts about a child in several lists; where one is refused, another counts
SAME = FOLDER / "staging" / "same.toml"


def rows(lists: list[ListSpec]) -> str:
    """The statements of staging/rows.sql over the rows of these lists."""
    return text("staging/rows", every_row="\nUNION ALL\n".join(row(each) for each in lists))


def cells(lists: list[ListSpec]) -> str:
    """The statements of staging/cells.sql over every cell of these lists with a kind of answer, and the SQL of those kinds.

    Lists without such a column, as one of legal advice alone, give way to all lists, because a view needs a column.
    """
    asked = lists if any(each.answers for each in lists) else used()
    found = [_cell(each, field, kind) for each in asked for field, kind in each.answers.items()]
    kinds = "\n".join(f"            WHEN '{kind}' THEN {readable}" for kind, readable in checks.kinds().items())
    return text("staging/cells", every_cell="\nUNION ALL\n".join(found), kinds=kinds)


def dates(each: ListSpec) -> list[str]:
    """The columns of a list that have a date."""
    kinds = [name for name, kind in each.answers.items() if kind in ("date", "end")]
    return list(dict.fromkeys(filter(None, (each.starts, each.ends, *each.event, *kinds))))


def identity(each: ListSpec) -> list[str]:
    """The columns whose identifiers say whose a row is, and which record."""
    apart = [name for name in each.told_apart_by if name.endswith("_id")]
    return list(dict.fromkeys(filter(None, (each.subject[0], each.own_id, *apart))))


def identifiers(each: ListSpec) -> list[str]:
    """All columns of a list that have identifiers, of children, workers or records."""
    return list(dict.fromkeys((*identity(each), *(name for name in each.columns if name.endswith("_id")))))


def written(each: ListSpec) -> list[str]:
    """The columns that have a column with their text as received beside them."""
    return list(dict.fromkeys((*dates(each), *identifiers(each), *(name for name in each.columns if name in OF_CHILD))))


def every_identifier(lists: list[ListSpec]) -> str:
    """The statements of staging/identifiers.sql over the children and workers of these lists."""
    found = [
        _of_one("identifier", list=each.id, field=field, kind="child" if field == "child_id" else "worker",
                is_counted=_is(field if field == each.subject[0] and not each.own_id else None))
        for each in lists for field in identifiers(each) if field != each.own_id
    ]  # fmt: skip
    return text("staging/identifiers", every_identifier="\nUNION ALL\n".join(found))


def row(each: ListSpec) -> str:
    """The SELECT of a list's rows as staging reads them."""
    return _of_one(
        "row", list=each.id, whose=each.subject[1], starts=each.starts, is_spell=_is(each.ends), ends=each.ends or "NULL",
        has_id=_is(each.own_id), own_id=each.own_id or "NULL",
        told_apart_by=f"nullif(concat_ws(' ', {', '.join(each.told_apart_by.values())}), '')" if each.told_apart_by else "NULL",
        vanishes=f"COALESCE({each.vanishes_where}, FALSE)" if each.vanishes_where else "FALSE",
        columns=", ".join(_received(each, name) for name in each.columns),
        starts_written=_received(each, each.starts), whose_written=_received(each, each.subject[0]),
        own_id_written=_received(each, each.own_id) if each.own_id else "NULL",
    )  # fmt: skip


def compared(each: ListSpec) -> str:
    """The SELECT of a list's records on `$day` with every column as it is read (staging/compared.sql)."""
    values = ", ".join(f"{value(each, name)} AS {name}" for name in each.columns)
    return text("staging/compared", list=each.id, values=values)


def taken(source: Source, select: Path) -> str:
    """The statement that puts the rows of a source's SELECT into the table that its file is named after."""
    table = select.stem
    columns = tables.columns()[table]
    given = [name for name in columns if name != "source"]
    same = checks.read(SAME).get(table)
    if not same:
        raise QueryError(f"{SAME}: it has no line for {table}. Write the columns that identify one record.")
    return text(
        "staging/taken", table=table, source=source.id, given=", ".join(given),
        select=select.read_text(encoding="utf-8").rstrip(" \n;"),
        columns=", ".join(f"'{source.id}'" if name == "source" else name for name in columns),
        same=", ".join(f"{each} AS same_{number}" for number, each in enumerate(same)),
        all_same=" AND ".join(f"held.same_{number} IS NOT DISTINCT FROM own.same_{number}" for number in range(len(same))),
    )  # fmt: skip


def as_received(each: ListSpec, column: str) -> str:
    """SQL of a column of the row `own` of a list, as its file wrote it."""
    return f"COALESCE(own.{WRITTEN}{column}, own.{column})" if column in written(each) else f"own.{column}"


def _cell(each: ListSpec, field: str, kind: str) -> str:
    begins = each.starts if kind == "end" else "NULL"
    return _of_one("cell", list=each.id, field=field, kind=kind, begins=begins, written=_received(each, field))


def _received(each: ListSpec, field: str) -> str:
    """The SQL of a cell's text as it was received."""
    return f"COALESCE({WRITTEN}{field}, {field})" if field in written(each) else field


def value(each: ListSpec, column: str) -> str:
    """SQL of a column as text: as it is read, or unchanged but for capitals if it cannot be read; '' for a blank cell."""
    kind = "date" if column == each.starts or column in each.event else each.answers.get(column, "")
    reads = re.search(r"read_\w+", checks.kinds().get(kind, ""))
    read = f"CAST({reads[0]}(received.{column}) AS VARCHAR), " if reads else ""
    return f"COALESCE({read}lower(read_text(received.{column})), '')"


def _is(column: str | None) -> str:
    return "FALSE" if column is None else "TRUE"


def _of_one(name: str, **parts: str) -> str:
    """The SQL of one row or cell, which is put into a larger text: without its comments."""
    return re.sub(r"^--.*\n", "", text(f"staging/{name}", **parts), flags=re.MULTILINE).rstrip()
