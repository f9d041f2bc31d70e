"""Is a source described whole and right? What is not is refused with the file, the line and what to write."""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from queries import FOLDER, QueryError, details, toml
from queries.sources.described import BELIEVED, ListSpec, SourceTable

WHERE_USED = {"fills": '["contact"], tables of model.sql', "starts": '"contact_date"', "believed_for": BELIEVED}
REMEDY = "A source has a source.toml and a lists.toml: queries/staging/README.md says how."


def kinds() -> dict[str, str]:
    """The kinds of answer a column may hold, and the SQL that says whether one can be read (staging/answers.toml)."""
    return read(FOLDER / "staging" / "answers.toml")


def read(file: Path) -> dict:
    """A TOML file of a source or of staging; raises QueryError where it is missing or cannot be read."""
    return toml.read(file, QueryError, REMEDY)


def wrong(file: Path, key: str, problem: str, table: str = "") -> NoReturn:
    """Raise QueryError about a key of a table of a file, with its line."""
    line = toml.line(file.read_text(encoding="utf-8"), (*filter(None, table.split(".")), key))
    raise QueryError(f"{file}: line {line}: {f'[{table}] ' if table else ''}{key} {problem}.")


def source(file: Path, table: dict) -> None:
    """Raise QueryError unless a source.toml says what it must, and no more."""
    toml.table(file, "", table, SourceTable, QueryError)


def lists(file: Path, written: dict, tables: tuple[str, ...]) -> None:
    """Raise QueryError unless every list is described whole and names only what is there; `tables` are those of the model."""
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
    """What several lists share is as right as what each says of itself."""
    for column, kind in answers.items():
        if kind not in kinds():
            wrong(file, column, f"is {kind!r}, which is no kind of answer. Kinds: {', '.join(kinds())}", "answers")
    for part, columns in shared.items():
        for column, headers in columns.items():
            if not isinstance(headers, list):
                wrong(file, column, f'is {headers!r}. Write a list of headers: {column} = ["..."]', f"shared.{part}")


def _facts(file: Path, name: str, table: dict) -> None:
    """What is written of a list is of the right kind, and a list that is used says what it fills."""
    told = toml.table(file, name, table, ListSpec, QueryError, id=name, source=file.parent.name, shared=frozenset())
    for key, write in WHERE_USED.items():
        if told.used and not getattr(told, key):
            wrong(file, key, f"is missing. Write: {key} = {write}", name)


def _columns(file: Path, name: str, table: dict, shared: dict) -> None:
    """Every column that a fact names is one of the list's, and those without which no row can be placed are needed."""
    for part in table.get("shares", ()):
        if part not in shared:
            wrong(file, "shares", f"names {part!r}, and there is no [shared.{part}]. Write that table, or take it out", name)
    columns = {*(column for part in table.get("shares", ()) for column in shared[part]), *table["columns"]}
    for place, key, column in _named(name, table):
        if column not in columns:
            wrong(file, key, f"names the column {column!r}, which the list has not. It has: {', '.join(sorted(columns))}", place)
    placed = [table[key] for key in ("starts", "whose", "own_id") if isinstance(table.get(key), str)]
    for column in placed if table.get("used", True) else ():
        if column not in table["needed"]:
            wrong(file, "needed", f"lacks {column!r}, without which no row can be placed. Add it", name)


def _named(name: str, table: dict) -> Iterator[tuple[str, str, str]]:
    """Each column that a fact of a list names: the table and the key that name it, and the column."""
    for key in ("needed", "event", "told_apart_by"):
        yield from ((name, key, column) for column in table.get(key, ()))
    for key in ("own_id", "starts", "ends"):
        yield from [(name, key, table[key])] if key in table else []
    whose = table.get("whose", ())
    yield from ((name, "whose", column) for column in ([whose] if isinstance(whose, str) else whose))
    yield from ((f"{name}.answers", column, column) for column in table.get("answers", ()))
    yield from ((f"{name}.says", detail, column) for detail, column in table.get("says", {}).items())


def _meaning(file: Path, name: str, table: dict, tables: tuple[str, ...]) -> None:
    """What a list fills, says and answers is known, and there is a SELECT for it."""
    for key, model_table in _held(table):
        if model_table not in tables:
            wrong(file, key, f"names {model_table!r}, which is no table of model.sql. Tables: {', '.join(tables)}", name)
        if not file.with_name(f"{model_table}.sql").exists():
            wrong(file, key, f"names {model_table!r}, and {model_table}.sql is missing beside this file. Write it", name)
    if table.get("believed_for") == "its spells" and "ends" not in table:
        wrong(file, "believed_for", 'is "its spells", and the list names no end. Write ends = "end_date", or "its dates"', name)
    for column, kind in table.get("answers", {}).items():
        if kind not in kinds():
            wrong(file, column, f"is {kind!r}, which is no kind of answer. Kinds: {', '.join(kinds())}", f"{name}.answers")
    _said(file, name, table)


def _apart(file: Path, own: dict[str, dict]) -> None:
    """A record tells its source and its row: so that its list is known too, no two of a source fill a table of which one is."""
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
            wrong(file, key, f"names {detail!r}, which is no detail of staging/details.toml. Mend the name", at)
    for detail in table.get("may_lack", ()):
        if detail not in table.get("says", ()) and details()[detail]["of"] not in table.get("fills", ()):
            wrong(file, "may_lack", f"names {detail!r}, which the list neither says nor has a table of. Take it out", name)
    for detail in table.get("says", ()):
        asked = details()[detail].get("where")
        if asked and asked not in table["columns"]:
            wrong(file, detail, f"is asked where `{asked}` is filled. Give the list a column of that name", f"{name}.says")
