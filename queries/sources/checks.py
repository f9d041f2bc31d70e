"""Is a source described whole and right? What is not is refused with the file, the line and what to write."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from queries import FOLDER, QueryError, details

SOURCE = {
    "title": (str, 'title = "What the housing service tells us"'),
    "rank": (int, "rank = 30: where two sources hold one record, the one with the lower rank is believed"),
    "files": (list, 'files = ["xlsx", "csv"]'),
}
READ = ("xlsx", "csv", "tsv", "txt")  # what the reader opens
LIST = {
    "title": (str, 'title = "contacts with their outcome"'),
    "needed": (list, 'needed = ["child_id", "contact_date"]: the columns without which a row means nothing'),
    "columns": (dict, 'a table [<list>.columns] of lines such as contact_date = ["contact date", "date of contact"]'),
    "fills": (list, 'fills = ["contact"]: tables of model.sql'),
    "starts": (str, 'starts = "contact_date"'),
    "believed_for": (str, 'believed_for = "6 months", "its dates" or "its spells"'),
    "shares": (list, 'shares = ["child"]'), "event": (list, 'event = ["contact_date"]'), "used": (bool, "used = false"),
    "whose": ((str, dict), 'whose = "child_id" or whose = { child_id = "SQL over its columns" }'),
    "id": (str, 'id = "contact_id"'), "ends": (str, 'ends = "end_date"'),
    "told_apart_by": (dict, 'told_apart_by = { organisation = "read_text(organisation)" }'),
    "vanishes_where": (str, "vanishes_where = \"read_case_status(case_status) = 'Open assessment'\""),
    "latest_spell_only": (bool, "latest_spell_only = true or false"), "arrivals": (bool, "arrivals = true or false"),
    "may_lack": (list, 'may_lack = ["contact_outcome"]: details it may do without'),
    "answers": (dict, 'a table [<list>.answers] of lines such as end_date = "date"'),
    "says": (dict, 'a table [<list>.says] of lines such as contact_outcome = "outcome"'),
}  # fmt: skip
ALWAYS, WHERE_USED = ("title", "needed", "columns"), ("fills", "starts", "believed_for")
BELIEVED = r"\d+ months|its dates|its spells"


def kinds() -> dict[str, str]:
    """The kinds of answer a column may hold, and the SQL that says whether one can be read (staging/answers.toml)."""
    return toml(FOLDER / "staging" / "answers.toml")


def toml(file: Path) -> dict:
    """A TOML file; raises QueryError where it is missing or cannot be read."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise QueryError(f"{file}: {error}. A source has a source.toml and a lists.toml: queries/README.md says how.") from error


def wrong(file: Path, key: str, problem: str, table: str = "") -> NoReturn:
    """Raise QueryError about a key of a table of a file, with its line."""
    said = f"[{table}] {key}" if table else key
    raise QueryError(f"{file}: line {line_of(file, key, table)}: {said} {problem}.")


def line_of(file: Path, key: str, table: str = "") -> int:
    """The line where a key stands in a table, or the table's heading where the key stands nowhere; 1 where neither does."""
    lines = file.read_text(encoding="utf-8").splitlines()
    begins = lines.index(f"[{table}]") + 1 if f"[{table}]" in lines else 0
    for number, line in enumerate(lines[begins:], begins + 1):
        if line.startswith("[") and begins:
            break
        if line.split("=")[0].strip() == key:
            return number
    return begins or 1


def source(file: Path, table: dict) -> None:
    """Raise QueryError unless a source.toml says what it must, and no more."""
    _keys(file, "", table, SOURCE, tuple(SOURCE))
    for kind in table["files"]:
        if kind not in READ:
            wrong(file, "files", f"names {kind!r}, which Sightline does not open. It opens: {', '.join(READ)}")


def lists(file: Path, written: dict, tables: tuple[str, ...]) -> None:
    """Raise QueryError unless every list is described whole and names only what is there; `tables` are those of the model."""
    own = {name: table for name, table in written.items() if name not in ("shared", "answers")}
    for name, table in own.items():
        if not name.startswith(f"{file.parent.name}_") or not isinstance(table, dict):
            wrong(file, name, f"cannot be a list's id. Begin it with the name of the folder, as in [{file.parent.name}_contact]")
        _keys(file, name, table, LIST, ALWAYS if table.get("used") is False else (*ALWAYS, *WHERE_USED))
        _columns(file, name, table, written.get("shared", {}))
        _meaning(file, name, table, tables)


def _keys(file: Path, name: str, table: dict, known: dict, needed: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            wrong(file, key, f"is nothing a source says here. It says: {', '.join(known)}", name)
    for key in needed:
        if key not in table:
            wrong(file, key, f"is missing. Write {known[key][1]}", name)
    for key, value in table.items():
        kind, write = known[key]
        if not isinstance(value, kind) or (key in needed and value in ("", [], {})):
            wrong(file, key, f"is {value!r}, which cannot be used. Write {write}", name)


def _columns(file: Path, name: str, table: dict, shared: dict) -> None:
    """Every column that a fact names is one of the list's, and those without which no row can be placed are needed."""
    for part in table.get("shares", ()):
        if part not in shared:
            wrong(file, "shares", f"names {part!r}, and there is no [shared.{part}]. Write that table, or take it out", name)
    columns = {*(column for part in table.get("shares", ()) for column in shared[part]), *table["columns"]}
    for place, key, column in _named(name, table):
        if column not in columns:
            wrong(file, key, f"names the column {column!r}, which the list has not. It has: {', '.join(sorted(columns))}", place)
    placed = [table[key] for key in ("starts", "whose", "id") if isinstance(table.get(key), str)]
    for column in placed if table.get("used", True) else ():
        if column not in table["needed"]:
            wrong(file, "needed", f"lacks {column!r}, without which no row can be placed. Add it", name)


def _named(name: str, table: dict) -> Iterator[tuple[str, str, str]]:
    """Each column that a fact of a list names: the table and the key that name it, and the column."""
    for key in ("needed", "event", "told_apart_by"):
        yield from ((name, key, column) for column in table.get(key, ()))
    for key in ("id", "starts", "ends"):
        yield from [(name, key, table[key])] if key in table else []
    whose = table.get("whose", ())
    yield from ((name, "whose", column) for column in ([whose] if isinstance(whose, str) else whose))
    yield from ((f"{name}.answers", column, column) for column in table.get("answers", ()))
    yield from ((f"{name}.says", detail, column) for detail, column in table.get("says", {}).items())


def _meaning(file: Path, name: str, table: dict, tables: tuple[str, ...]) -> None:
    """What a list fills, says and answers is known, and there is a SELECT for it."""
    for model_table in table.get("fills", ()):
        if model_table not in tables:
            wrong(file, "fills", f"names {model_table!r}, which is no table of model.sql. Tables: {', '.join(tables)}", name)
        if not file.with_name(f"{model_table}.sql").exists():
            wrong(file, "fills", f"names {model_table!r}, and {model_table}.sql is missing beside this file. Write it", name)
    if not re.fullmatch(BELIEVED, table.get("believed_for", "its dates")):
        wrong(file, "believed_for", f"is {table['believed_for']!r}. Write {LIST['believed_for'][1]}", name)
    if table.get("believed_for") == "its spells" and "ends" not in table:
        wrong(file, "believed_for", 'is "its spells", and the list names no end. Write ends = "end_date", or "its dates"', name)
    for column, kind in table.get("answers", {}).items():
        if kind not in kinds():
            wrong(file, column, f"is {kind!r}, which is no kind of answer. Kinds: {', '.join(kinds())}", f"{name}.answers")
    _said(file, name, table)


def _said(file: Path, name: str, table: dict) -> None:
    for detail in (*table.get("says", ()), *table.get("may_lack", ())):
        if detail not in details():
            key, at = (detail, f"{name}.says") if detail in table.get("says", ()) else ("may_lack", name)
            wrong(file, key, f"names {detail!r}, which is no detail of staging/details.toml. Mend the name", at)
    for detail in table.get("may_lack", ()):
        if detail not in table.get("says", ()) and details()[detail]["of"] not in table.get("fills", ()):
            wrong(file, "may_lack", f"names {detail!r}, which the list neither says nor has a table of. Take it out", name)
    for detail in table.get("says", ()):
        asked = details()[detail].get("where")
        if asked and asked not in table["columns"]:
            wrong(file, detail, f"is asked where `{asked}` is filled. Give the list a column of that name", f"{name}.says")
