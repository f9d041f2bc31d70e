"""Checks the description of a source; an error names the file, the line and what to write."""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from queries import FOLDER, QueryError, details, toml
from queries.sources.described import BELIEVED, ListSpec, SourceTable

WHERE_USED = {"fills": '["contact"], tables of model.sql', "starts": '"contact_date"', "believed_for": BELIEVED}
REMEDY = "A source has a source.toml and a lists.toml: queries/staging/README.md says how."


def kinds() -> dict[str, str]:
    """{kind of answer: SQL that says whether such an answer can be read}, from staging/answers.toml."""
    return read(FOLDER / "staging" / "answers.toml")


def read(file: Path) -> dict:
    """The content of a TOML file; raises QueryError if it is missing or cannot be read."""
    return toml.read(file, QueryError, REMEDY)


def wrong(file: Path, key: str, problem: str, table: str = "") -> NoReturn:
    """Raise QueryError about a key in a table of a file, with the key's line."""
    line = toml.line(file.read_text(encoding="utf-8"), (*filter(None, table.split(".")), key))
    raise QueryError(f"{file}: line {line}: {f'[{table}] ' if table else ''}{key} {problem}.")


def source(file: Path, table: dict) -> None:
    """Raise QueryError if a source.toml has a key that is missing, unknown or wrong."""
    toml.table(file, "", table, SourceTable, QueryError)


def lists(file: Path, written: dict, tables: tuple[str, ...]) -> None:
    """Raise QueryError if a list's facts are missing or wrong; `tables` are the names of the model's tables."""
    _shared(file, written.get("shared", {}), written.get("answers", {}))
    own = {name: table for name, table in written.items() if name not in ("shared", "answers")}
    for name, table in own.items():
        if not name.startswith(f"{file.parent.name}_") or not isinstance(table, dict):
            wrong(file, name, f"cannot be a list's id. Begin it with the name of the folder, as in [{file.parent.name}_contact]")
        _facts(file, name, table)
        _columns(file, name, table, written.get("shared", {}))
        _meaning(file, name, table, tables)
    _apart(file, own)


def _shared(file: Path, shared: dict, answers: dict) -> None:
    """Raise QueryError if the columns or answers that several lists share are wrong."""
    for column, kind in answers.items():
        if kind not in kinds():
            wrong(file, column, f"is {kind!r}, which is not a kind of answer. Kinds: {', '.join(kinds())}", "answers")
    for part, columns in shared.items():
        for column, headers in columns.items():
            if not isinstance(headers, list):
                wrong(file, column, f'is {headers!r}. Write a list of headers: {column} = ["..."]', f"shared.{part}")


def _facts(file: Path, name: str, table: dict) -> None:
    """Raise QueryError if a fact of a list has the wrong type, or if a used list does not say what it fills."""
    told = toml.table(file, name, table, ListSpec, QueryError, id=name, source=file.parent.name, shared=frozenset())
    for key, write in WHERE_USED.items():
        if told.used and not getattr(told, key):
            wrong(file, key, f"is missing. Write: {key} = {write}", name)


def _columns(file: Path, name: str, table: dict, shared: dict) -> None:
    """Raise QueryError if a fact names a column that the list lacks, or if a column that placing needs is not in `needed`."""
    for part in table.get("shares", ()):
        if part not in shared:
            wrong(file, "shares", f"names {part!r}, and there is no [shared.{part}]. Write that table, or remove the name", name)
    columns = {*(column for part in table.get("shares", ()) for column in shared[part]), *table["columns"]}
    for place, key, column in _named(name, table):
        if column not in columns:
            wrong(file, key, f"names the column {column!r}, which the list lacks. It has: {', '.join(sorted(columns))}", place)
    placed = [table[key] for key in ("starts", "whose", "own_id") if isinstance(table.get(key), str)]
    for column in placed if table.get("used", True) else ():
        if column not in table["needed"]:
            wrong(file, "needed", f"lacks {column!r}, which every row needs. Add it", name)


def _named(name: str, table: dict) -> Iterator[tuple[str, str, str]]:
    """(TOML table, key, column) for each column that a fact of a list names."""
    for key in ("needed", "event", "any_time", "own_day", "any_weekday", "may_round", "not_before", "never", "told_apart_by",
                "numbers", "latest"):
        yield from ((name, key, column) for column in table.get(key, ()))
    for key in ("own_id", "starts", "ends"):
        yield from [(name, key, table[key])] if key in table else []
    whose = table.get("whose", ())
    yield from ((name, "whose", column) for column in ([whose] if isinstance(whose, str) else whose))
    yield from ((f"{name}.answers", column, column) for column in table.get("answers", ()))
    yield from ((f"{name}.says", detail, column) for detail, column in table.get("says", {}).items())


def _meaning(file: Path, name: str, table: dict, tables: tuple[str, ...]) -> None:
    """Raise QueryError if a list fills, says or answers something unknown, or fills a table without a SELECT."""
    latest = (("latest", model_table) for model_table in table.get("latest", {}).values())
    after = (("comes_after", model_table) for model_table in table.get("comes_after", ()))
    for key, model_table in (*_held(table), *latest, *after):
        if model_table not in tables:
            wrong(file, key, f"names {model_table!r}, which is not a table of model.sql. Tables: {', '.join(tables)}", name)
        if key != "latest" and not file.with_name(f"{model_table}.sql").exists():
            wrong(file, key, f"names {model_table!r}, and this folder has no {model_table}.sql. Write it", name)
    if table.get("believed_for") == "its spells" and "ends" not in table:
        wrong(file, "believed_for", 'is "its spells", and the list names no end. Write ends = "end_date", or "its dates"', name)
    for column, kind in table.get("answers", {}).items():
        if kind not in kinds():
            wrong(file, column, f"is {kind!r}, which is not a kind of answer. Kinds: {', '.join(kinds())}", f"{name}.answers")
    _said(file, name, table)


def _apart(file: Path, own: dict[str, dict]) -> None:
    """Raise QueryError if it would be unknown which list a record came from, because a record names only its source and row.

    If each row of one list is a record of a table, no other list of the source may fill that table.
    """
    owner = {table["fills"][0]: name for name, table in own.items() if table.get("fills")}
    for name, table in own.items():
        for key, model_table in _held(table):
            if owner.get(model_table, name) != name:
                wrong(file, key, f"names {model_table!r}, of which each row of [{owner[model_table]}] is a record: nothing would "
                      "say which list a record came from. Make them one list, or give this one a folder of its own", name)


def _held(table: dict) -> Iterator[tuple[str, str]]:
    """Each table of the model that a list has something of, and the key that names it."""
    yield from ((key, model_table) for key in ("fills", "names") for model_table in table.get(key, ()))


def _said(file: Path, name: str, table: dict) -> None:
    for detail in (*table.get("says", ()), *table.get("may_lack", ())):
        if detail not in details():
            key, at = (detail, f"{name}.says") if detail in table.get("says", ()) else ("may_lack", name)
            wrong(file, key, f"names {detail!r}, which is not a detail of staging/details.toml. Correct the name", at)
    for detail in table.get("may_lack", ()):
        if detail not in table.get("says", ()) and details()[detail]["of"] not in table.get("fills", ()):
            wrong(file, "may_lack", f"names {detail!r}, which belongs to no column and no table of the list. Remove it", name)
    for detail in table.get("says", ()):
        asked = details()[detail].get("where")
        if asked and asked not in table["columns"]:
            wrong(file, detail, f"is needed only where `{asked}` is filled. Add a column of that name", f"{name}.says")
