"""The header of an indicator: what it must say, checked once, with an error that names file, line and remedy."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from queries import FOLDER, IndicatorFile, QueryError, details, indicator_paths, read, text
from queries.definitions import national_series
from queries.store import engine

CHOICES = {
    "timing": ("during", "at end"),
    "shown_as": ("number", "percentage", "rate per 10,000", "average days", "average"),
    "polarity": ("high is good", "low is good", "neither"),
}
AVERAGES = ("average days", "average")  # of days, and of anything else that is counted
PROTECTED = "What is about somebody is protected: take `counts` out of the header."
UNITS = {"needs_history": "months", "settles": "days"}


@dataclass(frozen=True)
class Changed:
    """A change of practice or recording on a known day; `rebase` starts the limits afresh."""

    on: date
    note: str
    rebase: bool = False


@dataclass(frozen=True)
class Indicator:
    """One indicator as its header describes it; `needs_history` in months, `settles` in days, `order` within its stage."""

    id: str
    stage: str
    title: str
    question: str
    why: str
    numerator: str
    denominator: str
    timing: str
    shown_as: str
    polarity: str
    needs_history: int
    settles: int
    counts_from: tuple[str, ...]
    source: str
    caveats: tuple[str, ...]
    sql: str
    published: str | None = None
    changed: tuple[Changed, ...] = ()
    order: int = 100
    groups: str | None = None  # what its `category` tells apart, such as "Referral source"
    waits: str | None = None  # the kind of wait of spell.sql that it is about
    ask: tuple[str, ...] = ()  # questions for members, in place of those of its stage
    counts: str | None = None  # what it counts where that is nobody's case; then every audience has it exact
    target: float | None = None  # in shown units; the authority sets it in its own settings, never the file

    def to_json(self) -> str:
        """The indicator as JSON text, for the warehouse."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Indicator":
        """The indicator back from `to_json`."""
        raw = json.loads(text)
        changed = tuple(Changed(date.fromisoformat(c["on"]), c["note"], c["rebase"]) for c in raw["changed"])
        said: dict[str, Any] = {**raw, "changed": changed, "counts_from": tuple(raw["counts_from"]),
                                "caveats": tuple(raw["caveats"]), "ask": tuple(raw["ask"])}
        return cls(**said)


WORDS = {"title", "question", "why", "numerator", "denominator", "source", "groups", "counts"}
GIVEN = {"id", "stage", "sql", "target"}
OPTIONAL = {"published", "changed", "order", "groups", "waits", "counts", "ask"}
KNOWN = {field.name for field in fields(Indicator)} - GIVEN


def every(folder: Path = FOLDER / "indicators") -> tuple[list[Indicator], dict[Path, str]]:
    """(every indicator whose file is right, what is wrong with each of the others): one bad file spoils no other."""
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
    """What the engine says of a file's SELECT, with the line of the file."""
    line = file.line + (engine.line_of(problem) or 1) - 1
    return f"{file.path}: line {line}: {str(problem).strip().splitlines()[0]} Mend the SELECT, then `python -m queries check`."


def check(file: IndicatorFile) -> Indicator:
    """The checked header of a file; raises QueryError for anything missing, unknown or misspelt."""
    header = file.header
    for name in sorted(KNOWN - OPTIONAL - header.keys()):
        raise QueryError(f"{file.path}: line 1: the header has no `{name}`. Add it; queries/README.md says what it holds.")
    for name in sorted(header.keys() - KNOWN):
        raise _wrong(file, name, f"is not a field of the header. Fields: {', '.join(sorted(KNOWN))}")
    for name, allowed in CHOICES.items():
        if header[name] not in allowed:
            raise _wrong(file, name, f"is {header[name]!r}. Write one of: {', '.join(allowed)}")
    for name in sorted(WORDS & header.keys()):
        if not isinstance(header[name], str) or not header[name].strip():
            raise _wrong(file, name, "must be a text in quotation marks that says something")
    numbers = {name: _count(file, name, unit) for name, unit in UNITS.items()}
    lists = {name: _texts(file, name) for name in ("counts_from", "caveats")}
    for table in set(lists["counts_from"]) - set(tables()):
        raise _wrong(file, "counts_from", f"names {table!r}, which is no table. Tables: {', '.join(tables())}")
    lists["ask"] = _questions(file) if "ask" in header else ()
    _published(file)
    if header.get("waits", kinds_of_wait()[0]) not in kinds_of_wait():
        raise _wrong(file, "waits", f"is {header['waits']!r}. Write a kind of wait of spell.sql: {', '.join(kinds_of_wait())}")
    changed = tuple(_changed(file, entry) for entry in header.get("changed", ()))
    said: dict[str, Any] = {**header, **numbers, **lists, "changed": changed}
    return Indicator(**said, id=file.id, stage=file.stage, sql=file.sql)


def tables() -> tuple[str, ...]:
    """What an indicator can rest on: the tables of model.sql, and the details an extract may lack (staging/details.toml)."""
    model = re.findall(r"CREATE TABLE (\w+)", text("model/model"))
    return (*model, *(name for name in details() if name not in model))


def kinds_of_wait() -> tuple[str, ...]:
    """The kinds of wait that spell.sql follows."""
    return tuple(dict.fromkeys(re.findall(r"\('(\w+)', '\w+'\)", text("model/spell"))))


def lacks(indicator: Indicator, columns: Iterable[str]) -> str | None:
    """What is wrong with the columns that an indicator's SELECT returns, and what to do about it; None where all is well."""
    missing = {"record_id", "event_date", "numerator"} - set(columns)
    if missing:
        return f"the SELECT returns no {', '.join(sorted(missing))}. Add the column."
    if "category" in columns and indicator.groups is None:
        return 'the SELECT returns `category`. Say in the header what it tells apart, such as groups = "Referral source".'
    if "category" not in columns and indicator.groups is not None:
        return "the header has `groups` and the SELECT returns no `category`. Add the column, or take `groups` out."
    about = next((name for name in ("child_id", "worker_id") if name in columns), None)
    if indicator.counts is not None and about:
        return f"the header has `counts`, and the SELECT returns {about}. {PROTECTED}"
    return None


def counts_somebody(records: int) -> str:
    """What is wrong where so many records of an indicator with `counts` are about children or workers (see `nobody`)."""
    told = f"rests on rows about children or workers ({records:,} records)"
    return f"the header has `counts`, and what it counts {told}. {PROTECTED}"


def _texts(file: IndicatorFile, name: str) -> tuple[str, ...]:
    given = file.header[name]
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise _wrong(file, name, 'must be a list of texts, such as ["referral"]')
    return tuple(given)


def _questions(file: IndicatorFile) -> tuple[str, ...]:
    asked = _texts(file, "ask")
    if not 1 <= len(asked) <= 2 or not all(each.endswith("?") for each in asked):
        raise _wrong(file, "ask", 'must be one question or two, such as ["Who checks these decisions?"]')
    return asked


def _published(file: IndicatorFile) -> None:
    """A figure and the published one beside it must be of one kind."""
    series = file.header.get("published")
    if series is not None and national_series.unit(series) != file.header["shown_as"]:
        alike = ", ".join(name for name, unit in national_series.UNITS.items() if unit == file.header["shown_as"])
        raise _wrong(file, "published", f"is {series!r}. Write a series of the unit of `shown_as`: {alike or 'there is none'}")


def _changed(file: IndicatorFile, entry: dict) -> Changed:
    if not {"on", "note"} <= entry.keys() <= {"on", "note", "rebase"} or not isinstance(entry["on"], date):
        takes = 'takes on = 2025-04-01, note = "what changed" and, if limits are to start afresh, rebase = true'
        raise _wrong(file, "[[changed]]", takes)
    return Changed(**entry)


def _count(file: IndicatorFile, name: str, unit: str) -> int:
    match = re.fullmatch(rf"(\d+) {unit}", str(file.header[name]))
    if not match:
        raise _wrong(file, name, f'is {file.header[name]!r}. Write a number of {unit}, such as "12 {unit}"')
    return int(match[1])


def _wrong(file: IndicatorFile, name: str, problem: str) -> QueryError:
    """An error at the line of the header where the field stands."""
    lines = file.path.read_text(encoding="utf-8").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if text.split("=")[0].strip() == name), 1)
    return QueryError(f"{file.path}: line {line}: `{name}` {problem}.")
