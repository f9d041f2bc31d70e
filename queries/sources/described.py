"""The types for a source and its lists (`source.toml`, `lists.toml`); staging/annex_a/lists.toml explains each fact."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Meta

BELIEVED = '"6 months", "its dates" or "its spells"'
Title = Annotated[str, Meta(pattern=r"\S", description='"contacts with their outcome"')]
Columns = Annotated[tuple[str, ...], Meta(description='["child_id", "contact_date"]')]
Named = Annotated[dict[str, str], Meta(description="lines such as end_date = \"date\", in a table of their own")]
Choice = Annotated[bool, Meta(description="true or false")]


@dataclass(frozen=True)
class SourceTable:
    """The keys of a source.toml."""

    title: Title
    rank: Annotated[int, Meta(description="30: if two sources have the same record, the lower rank wins")]
    files: Annotated[tuple[Literal["xlsx", "csv", "tsv", "txt"], ...], Meta(min_length=1, description='["xlsx", "csv"]')]


@dataclass(frozen=True, kw_only=True)
class ListTable:
    """The keys of a list in a lists.toml; staging/annex_a/lists.toml explains each."""

    title: Title
    needed: Annotated[Columns, Meta(min_length=1)]
    columns: Annotated[dict[str, list[str]], Meta(min_length=1, description='{ contact_date = ["contact date"] }')]
    used: Choice = True
    fills: Columns = ()
    starts: Annotated[str, Meta(description='"contact_date"')] = ""
    believed_for: Annotated[str, Meta(pattern=r"^(\d+ months|its dates|its spells)$", description=BELIEVED)] | None = None
    shares: Annotated[tuple[str, ...], Meta(description='["child"]')] = ()
    event: Columns = ()
    whose: Annotated[str | dict[str, str], Meta(description='"child_id" or { child_id = "SQL over its columns" }')] = "child_id"
    id: Annotated[str, Meta(description='"contact_id"')] | None = None
    ends: Annotated[str, Meta(description='"end_date"')] | None = None
    told_apart_by: Named = field(default_factory=dict)
    vanishes_where: Annotated[str, Meta(description="SQL such as \"read_case_status(case_status) = 'Open assessment'\"")] = ""
    latest_spell_only: Choice = False
    arrivals: Choice = False
    may_lack: Annotated[tuple[str, ...], Meta(description='["contact_outcome"], details it may do without')] = ()
    answers: Named = field(default_factory=dict)
    says: Named = field(default_factory=dict)


@dataclass(frozen=True)
class ListSpec:
    """One list: its columns with their aliases, the tables it fills, and how its rows are read.

    `told_apart_by` and `whose_as` are SQL over the list's own columns. `answers` is {column: kind of answer}, and `says` is
    {detail of staging/details.toml: column}.
    """

    id: str
    source: str
    title: str
    columns: dict[str, list[str]]
    needed: tuple[str, ...]
    event: tuple[str, ...] = ()
    shared: frozenset[str] = frozenset()
    used: bool = True
    fills: tuple[str, ...] = ()
    whose: str = "child_id"
    whose_as: str = "child_id"
    own_id: str | None = None
    starts: str = ""
    ends: str | None = None
    told_apart_by: dict[str, str] = field(default_factory=dict)
    vanishes_where: str | None = None
    latest_spell_only: bool = False
    arrivals: bool = False
    believed_for: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    says: dict[str, str] = field(default_factory=dict)
    may_lack: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """One source: `id` is its folder's name; a lower `rank` wins over a higher one."""

    file: Path  # its source.toml
    id: str
    title: str
    rank: int
    files: tuple[str, ...]  # file types, such as "csv"
    lists: tuple[ListSpec, ...]

    def scripts(self, tables: tuple[str, ...]) -> list[Path]:
        """The SQL files to run before the tables are filled: those that are not named after one of `tables`."""
        return [each for each in sorted(self.file.parent.glob("*.sql")) if each.stem not in tables]

    def selects(self, tables: tuple[str, ...]) -> list[Path]:
        """The SQL files named after these tables, in their order."""
        return [each for table in tables if (each := self.file.with_name(f"{table}.sql")).exists()]


def list_of(source: str, name: str, entry: dict, shared: dict, answers: dict) -> ListSpec:
    """The list of a checked TOML table; `shared` are columns that several lists have, `answers` the kinds of their answers."""
    taken = {column: aliases for part in entry.get("shares", ()) for column, aliases in shared[part].items()}
    whose = entry.get("whose", "child_id")
    column, sql = next(iter(whose.items())) if isinstance(whose, dict) else (whose, whose)
    own = {key: value for key, value in entry.items() if key not in ("shares", "id", "whose")}
    ends = {entry["ends"]: "end"} if "ends" in entry else {}
    held = {name: kind for name, kind in answers.items() if name in taken} | ends | entry.get("answers", {})
    lists = {key: tuple(own[key]) for key in ("needed", "event", "fills", "may_lack") if key in own}
    said: dict[str, Any] = {
        **own, **lists, "id": name, "source": source, "columns": taken | entry["columns"], "shared": frozenset(taken),
        "answers": held, "whose": column, "whose_as": sql, "own_id": entry.get("id"),
    }
    return ListSpec(**said)


def months(believed_for: str) -> int | None:
    """The number of months a list covers; None if it covers the span of its own dates."""
    found = re.fullmatch(r"(\d+) months", believed_for)
    return int(found[1]) if found else None
