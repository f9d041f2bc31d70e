"""The types for a source and its lists (`source.toml`, `lists.toml`); staging/annex_a/lists.toml explains each fact."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta

from queries import toml

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
class ListSpec:
    """One list as its table in a lists.toml describes it; staging/annex_a/lists.toml explains each key.

    `columns` and `answers` also have what several lists share (`list_of`); `shared` names those columns.
    """

    id: str
    source: str
    shared: frozenset[str] = frozenset()
    title: Title
    needed: Annotated[Columns, Meta(min_length=1)]
    columns: Annotated[dict[str, list[str]], Meta(min_length=1, description='{ contact_date = ["contact date"] }')]
    used: Choice = True
    called: Annotated[tuple[str, ...], Meta(description='["referrals"], names that a sheet of it may have')] = ()
    fills: Columns = ()
    names: Annotated[tuple[str, ...], Meta(description='["cp_visit"], tables of which it names only the latest record')] = ()
    latest: Annotated[dict[str, str], Meta(description='{ last_visit_date = "cp_visit" }, the table of visits')] = field(
        default_factory=dict)
    starts: Annotated[str, Meta(description='"contact_date"')] = ""
    believed_for: Annotated[str, Meta(pattern=r"^(\d+ months|its dates|its spells)$", description=BELIEVED)] = ""
    shares: Annotated[tuple[str, ...], Meta(description='["child"]')] = ()
    event: Columns = ()
    whose: Annotated[str | dict[str, str], Meta(description='"child_id" or { child_id = "SQL over its columns" }')] = "child_id"
    own_id: Annotated[str, Meta(description='"contact_id"')] | None = None
    ends: Annotated[str, Meta(description='"end_date"')] | None = None
    told_apart_by: Named = field(default_factory=dict)
    vanishes_where: Annotated[str, Meta(description="SQL such as \"read_case_status(case_status) = 'Open assessment'\"")] = ""
    latest_spell_only: Choice = False
    any_time: Annotated[Columns, Meta(description='["newly_qualified_until"], dates that may be of any time')] = ()
    own_day: Annotated[Columns, Meta(description='["last_visit_date"], days of work with one child')] = ()
    any_weekday: Annotated[Columns, Meta(description='["referral_date"], days that no panel or rota fixes')] = ()
    may_round: Annotated[Columns, Meta(description='["due_date"], days that may all begin or end a month')] = ()
    not_before: Annotated[Named, Meta(description='{ last_seen_date = "annex_a_list_7.last_visit_date" }')] = field(
        default_factory=dict)
    never: Annotated[Named, Meta(description='{ conference_date = "SQL over its columns" }')] = field(default_factory=dict)
    open_where: Annotated[Named, Meta(description="{ annex_a_list_7 = \"SQL over its columns\" }")] = field(default_factory=dict)
    comes_after: Annotated[dict[str, int], Meta(description="{ conference = 60 }, days after the start")] = field(
        default_factory=dict)
    may_change: Annotated[Columns, Meta(description='["previous_referrals"], whose answers change for a record')] = ()
    arrivals: Choice = False
    known_in: Annotated[dict[str, int], Meta(description="{ annex_a_list_6 = 50 }, percent of its children")] = field(
        default_factory=dict)
    also_in: Annotated[Named, Meta(description="{ annex_a_list_7 = \"SQL over its columns\" }")] = field(default_factory=dict)
    numbers: Annotated[Columns, Meta(description='["enquiries_in_year"], numbers that no figure needs')] = ()
    may_lack: Annotated[tuple[str, ...], Meta(description='["contact_outcome"], details it may do without')] = ()
    answers: Named = field(default_factory=dict)
    says: Named = field(default_factory=dict)

    @property
    def subject(self) -> tuple[str, str]:
        """The column that says whose a row is, and SQL over the list's columns that reads it."""
        return next(iter(self.whose.items())) if isinstance(self.whose, dict) else (self.whose, self.whose)

    def named_in(self, sql: str) -> list[str]:
        """The list's columns that an SQL expression names."""
        return [column for column in self.columns if re.search(rf"\b{column}\b", sql)]


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
    told = toml.fit(entry, ListSpec, id=name, source=source, shared=frozenset(taken))
    ends = {told.ends: "end"} if told.ends else {}
    held = {column: kind for column, kind in answers.items() if column in taken} | ends | told.answers
    return replace(told, columns=taken | told.columns, answers=held)


def months(believed_for: str) -> int | None:
    """The number of months a list covers; None if it covers the span of its own dates."""
    found = re.fullmatch(r"(\d+) months", believed_for)
    return int(found[1]) if found else None
