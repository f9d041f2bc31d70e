"""Makes the SQL of staging for each list and source from templates and the facts of the lists.

`staging/row.sql` reads a row of a list and `staging/cell.sql` a cell; `staging/taken.sql` puts a source's SELECT into a table.
"""

import re
from pathlib import Path

from queries import FOLDER, QueryError, text
from queries.model import tables
from queries.sources import checks, used
from queries.sources.described import ListSpec, Source

SAME = FOLDER / "staging" / "same.toml"


def rows() -> str:
    """The statements of staging/rows.sql over the rows of all lists."""
    return text("staging/rows", every_row="\nUNION ALL\n".join(row(each) for each in used()))


def cells() -> str:
    """The statements of staging/cells.sql over every cell with a kind of answer, and the SQL of those kinds."""
    found = [_cell(each, field, kind) for each in used() for field, kind in each.answers.items()]
    kinds = "\n".join(f"            WHEN '{kind}' THEN {readable}" for kind, readable in checks.kinds().items())
    return text("staging/cells", every_cell="\nUNION ALL\n".join(found), kinds=kinds)


def row(each: ListSpec) -> str:
    """The SELECT of a list's rows as staging reads them."""
    return _of_one(
        "row", list=each.id, whose=each.subject[1], starts=each.starts, is_spell=_is(each.ends), ends=each.ends or "NULL",
        has_id=_is(each.own_id), own_id=each.own_id or "NULL",
        told_apart_by=f"nullif(concat_ws(' ', {', '.join(each.told_apart_by.values())}), '')" if each.told_apart_by else "NULL",
        vanishes=f"COALESCE({each.vanishes_where}, FALSE)" if each.vanishes_where else "FALSE", columns=", ".join(each.columns),
    )  # fmt: skip


def compared(each: ListSpec) -> str:
    """The SELECT of a list's records on `$day` with every column as it is read (staging/compared.sql)."""
    kinds = checks.kinds()
    values = ", ".join(f"{_value(each, name, kinds)} AS {name}" for name in each.columns)
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


def _cell(each: ListSpec, field: str, kind: str) -> str:
    begins = each.starts if kind == "end" else "NULL"
    return _of_one("cell", list=each.id, field=field, kind=kind, begins=begins)


def _value(each: ListSpec, column: str, kinds: dict[str, str]) -> str:
    """SQL of a column as text: as it is read, or unchanged but for capitals if it cannot be read; '' for a blank cell."""
    kind = "date" if column == each.starts or column in each.event else each.answers.get(column, "")
    reads = re.search(r"read_\w+", kinds.get(kind, ""))
    read = f"CAST({reads[0]}(received.{column}) AS VARCHAR), " if reads else ""
    return f"COALESCE({read}lower(read_text(received.{column})), '')"


def _is(column: str | None) -> str:
    return "FALSE" if column is None else "TRUE"


def _of_one(name: str, **parts: str) -> str:
    """The SQL of one row or cell, which is put into a larger text: without its comments."""
    return re.sub(r"^--.*\n", "", text(f"staging/{name}", **parts), flags=re.MULTILINE).rstrip()
