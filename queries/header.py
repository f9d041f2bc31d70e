"""The header of an indicator: what it must say, checked once, with an error that names file, line and remedy."""

import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import date

from queries import IndicatorFile, QueryError

CHOICES = {
    "timing": ("during", "at end"),
    "shown_as": ("number", "percentage", "rate per 10,000", "average days", "average"),
    "polarity": ("high is good", "low is good", "neither"),
}
AVERAGES = ("average days", "average")  # of days, and of anything else that is counted
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
    target: float | None = None  # in shown units; the authority sets it in its own settings, never the file

    def to_json(self) -> str:
        """The indicator as JSON text, for the warehouse."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Indicator":
        """The indicator back from `to_json`."""
        raw = json.loads(text)
        changed = tuple(Changed(date.fromisoformat(c["on"]), c["note"], c["rebase"]) for c in raw["changed"])
        return cls(**{**raw, "changed": changed, "counts_from": tuple(raw["counts_from"]),
                      "caveats": tuple(raw["caveats"])})


GIVEN = {"id", "stage", "sql", "target"}
OPTIONAL = {"published", "changed", "order"}
KNOWN = {field.name for field in fields(Indicator)} - GIVEN


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
    numbers = {name: _count(file, name, unit) for name, unit in UNITS.items()}
    changed = tuple(Changed(**entry) for entry in header.get("changed", ()))
    lists = {name: tuple(header[name]) for name in ("counts_from", "caveats")}
    return Indicator(**{**header, **numbers, **lists, "changed": changed}, id=file.id, stage=file.stage, sql=file.sql)


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
