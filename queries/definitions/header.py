"""The header of an indicator: its fields, and the check of a file, whose errors name file, line and remedy."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from queries import FOLDER, IndicatorFile, QueryError, details, header_text, indicator_paths, read, toml
from queries.definitions import national_series
from queries.model import tables as model_tables
from queries.model import waits
from queries.store import engine

AVERAGES = ("average days", "average")  # of days, and of any other count
PROTECTED = "Figures about people are protected: take `counts` out of the header."
UNITS = {"needs_history": "months", "settles": "days"}
Text = Annotated[str, Meta(pattern=r"\S", description="a text in quotation marks that says something")]
Texts = Annotated[tuple[str, ...], Meta(description='a list of texts, such as ["referral"]')]
CHANGE = 'on = 2025-04-01, note = "what changed" and, if limits are to start again, rebase = true'
ASK = 'one question or two in a list, such as ["Who checks these decisions?"]'
Questions = Annotated[tuple[Annotated[str, Meta(pattern=r"\?$")], ...], Meta(max_length=2, description=ASK)]


class Changed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of practice or recording on a known day; `rebase` starts the limits again."""

    on: date
    note: str
    rebase: bool = False


@dataclass(frozen=True)
class Indicator:
    """One indicator as its header describes it; `needs_history` in months, `settles` in days, `order` within its stage."""

    id: str
    stage: str
    title: Text
    question: Text
    why: Text
    numerator: Text
    denominator: Text
    timing: Literal["during", "at end"]
    shown_as: Literal["number", "percentage", "rate per 10,000", "average days", "average"]
    polarity: Literal["high is good", "low is good", "neither"]
    needs_history: int
    settles: int
    counts_from: Texts
    source: Text
    caveats: Texts
    sql: str
    published: Text | None = None
    changed: Annotated[tuple[Changed, ...], Meta(description=CHANGE)] = ()
    order: Annotated[int, Meta(description="a whole number")] = 100
    groups: Text | None = None  # the meaning of its `category`, such as "Referral source"
    waits: Text | None = None  # the kind of wait of model/waits.toml that it is about
    ask: Questions = ()  # questions for members, in place of those of its stage
    counts: Text | None = None  # what it counts if not people; every audience then sees it exact
    target: float | None = None  # in shown units; from the authority's settings, never from the file

    def to_json(self) -> str:
        """The indicator as JSON text, for the warehouse."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str) -> "Indicator":
        """The indicator back from `to_json`."""
        return msgspec.json.decode(text, type=cls)


def every(folder: Path = FOLDER / "indicators") -> tuple[list[Indicator], dict[Path, str]]:
    """([indicator] of the files that are right, {path: what is wrong} of the others)."""
    good, wrong = [], {}
    for path in indicator_paths(folder):
        try:
            good.append(check(read(path)))
        except QueryError as problem:
            wrong[path] = str(problem)
    return good, wrong


def place(indicator: Indicator) -> Path:
    """The file of an indicator."""
    return FOLDER / "indicators" / indicator.stage / f"{indicator.id}.sql"


def sql_problem(file: IndicatorFile, problem: engine.SqlError) -> str:
    """The engine's error about a file's SELECT as a sentence, with the line of the file."""
    line = file.line + (engine.line_of(problem) or 1) - 1
    return f"{file.path}: line {line}: {str(problem).strip().splitlines()[0]} Mend the SELECT, then `python -m queries check`."


def check(file: IndicatorFile) -> Indicator:
    """The indicator of a file; raises QueryError for a field that is missing, unknown or wrong."""
    try:
        numbers = {name: _count(file, name, unit) for name, unit in UNITS.items() if name in file.header}
        found = toml.fit(file.header | numbers, Indicator, id=file.id, stage=file.stage, sql=file.sql, target=None)
    except toml.Misfit as problem:
        raise _misfit(file, problem) from problem
    for table in set(found.counts_from) - set(tables()):
        known = ", ".join(tables())
        raise _wrong(file, "counts_from", f"names {table!r}, which is neither a table nor a detail. There are: {known}")
    _published(file)
    if not found.ask and "ask" in file.header:
        raise _wrong(file, "ask", f"is empty. Write {ASK}")
    if found.waits not in (None, *waits.every()):
        raise _wrong(file, "waits", f"is {found.waits!r}. Write a kind of wait of model/waits.toml: {', '.join(waits.every())}")
    return found


def tables() -> tuple[str, ...]:
    """The names allowed in `counts_from`: the tables of model.sql and the details of staging/details.toml."""
    model = model_tables.names()
    return (*model, *(name for name in details() if name not in model))


def lacks(indicator: Indicator, columns: Iterable[str]) -> str | None:
    """What is wrong with the columns that an indicator's SELECT returns, and what to do; None if they are right."""
    missing = {"record_id", "event_date", "numerator"} - set(columns)
    if missing:
        return f"the SELECT returns no {', '.join(sorted(missing))}. Add the column."
    if "category" in columns and indicator.groups is None:
        return 'the SELECT returns `category`. Say in the header what it means, such as groups = "Referral source".'
    if "category" not in columns and indicator.groups is not None:
        return "the header has `groups` and the SELECT returns no `category`. Add the column, or take `groups` out."
    about = next((name for name in ("child_id", "worker_id") if name in columns), None)
    if indicator.counts is not None and about:
        return f"the header has `counts`, and the SELECT returns {about}. {PROTECTED}"
    return None


def counts_somebody(records: int) -> str:
    """The sentence that `records` records of an indicator with `counts` are about children or workers (see `exempt`)."""
    told = f"uses rows about children or workers ({records:,} records)"
    return f"the header has `counts`, and the SELECT {told}. {PROTECTED}"


def _published(file: IndicatorFile) -> None:
    """Raise QueryError if the published series has another unit than the indicator."""
    series = file.header.get("published")
    if series is not None and national_series.unit(series) != file.header["shown_as"]:
        alike = ", ".join(name for name, unit in national_series.UNITS.items() if unit == file.header["shown_as"])
        raise _wrong(file, "published", f"is {series!r}. Write a series of the unit of `shown_as`: {alike or 'there is none'}")


def _count(file: IndicatorFile, name: str, unit: str) -> int:
    match = re.fullmatch(rf"(\d+) {unit}", str(file.header[name]))
    if not match:
        raise _wrong(file, name, f'is {file.header[name]!r}. Write a number of {unit}, such as "12 {unit}"')
    return int(match[1])


def _misfit(file: IndicatorFile, problem: toml.Misfit) -> QueryError:
    """The error about a field of a header."""
    if problem.fault == toml.MISSING:
        what = "Add it; queries/README.md explains it."
        return QueryError(f"{file.path}: line 1: the header has no `{problem.key}`. {what}")
    if problem.fault == toml.UNKNOWN:
        return _wrong(file, problem.key, f"is not a field of the header. Fields: {', '.join(sorted(problem.keys))}")
    return _wrong(file, problem.key, f"is {problem.given[problem.key]!r}. Write {problem.write}", problem.path)


def _wrong(file: IndicatorFile, name: str, problem: str, path: tuple = ()) -> QueryError:
    """The error about a field, with the field's line."""
    header, above = header_text(file.path)
    return QueryError(f"{file.path}: line {above + toml.line(header, path or (name,))}: `{name}` {problem}.")
