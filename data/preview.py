"""What a build would bring, before it is used: each list with its rows and days, the figures that a missing column costs, and
what would change against the build in use.

The preview is a dict of texts, numbers and lists that can be written as JSON; days are ISO texts, shares from 0 to 1.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

import queries
from data import suggestions
from data.moves import against
from data.reading import lists
from queries import sources
from queries.definitions.header import Indicator
from queries.store.engine import Database
from queries.store.engines import Value

Shown = Callable[[dict], None]  # called with a preview
COUNTS = ("read", "loaded", "refused")


def unseen(_preview: dict) -> None:
    """Show a preview to nobody."""


def kept(told: dict[str, Any], shown: Shown) -> Shown:
    """`shown`, which also keeps the preview in `told`."""

    def both(found: dict) -> None:
        told.update(found)
        shown(found)

    return both


def preview(
    database: Database, report: pl.DataFrame, indicators: Sequence[Indicator], folder: Path, name: str,
    parameters: Mapping[str, Value],
) -> dict[str, Any]:
    """The preview of a counted build: `of_lists`, and its changes against the build in use in the warehouse `folder`."""
    found = of_lists(database, report, indicators, name, parameters)
    return found | against(database, folder, found["lists"], indicators)


def of_lists(
    database: Database, report: pl.DataFrame, indicators: Sequence[Indicator], name: str, parameters: Mapping[str, Value]
) -> dict[str, Any]:
    """The part of a preview that is known before figures are counted.

    The keys are `build`, `authority` (code, None before figures are counted), `against`, `compared`, `lists`, `files` (those
    without a list), `moves`, `lost` and `problem`. A list has `file`, `list`, `title`, `extract_date`, `covered_from`,
    `covered_to`, `read`, `loaded`, `refused`, `refused_share`, `new`, `new_share`, `withdrawn`, `withdrawn_share`, `missing`
    ([{field, column, what, costs, why, choices, proposed}]) and `note`. `choices` are headers of that list and file that mean no
    column, for a person to say which of them is the `field`; `proposed` is the nearest, or None. `parameters` are those of the
    settings: with some, a detail is not needed.
    """
    account = database.run(queries.text("reading/whole_table", table="list_account"))
    spared = [detail for detail, entry in queries.details().items() if parameters.get(entry.get("unless", ""))]
    lacks = database.run(queries.text("reading/unsaid_columns")).filter(~pl.col("detail").is_in(spared))
    asked = {(row["file"], row["list"], row["column"]): row for row in suggestions.lacking_columns(database).rows(named=True)}
    notes = {(row["file"], row["list"]): row["note"] for row in report.iter_rows(named=True)}
    return {
        "build": name, "authority": None, "against": None, "compared": "",
        "lists": [_list(row, lacks, notes, indicators, asked) for row in account.iter_rows(named=True)],
        "files": [{key: row[key] for key in ("file", "status", "note")}
                  for row in report.iter_rows(named=True) if row["list"] is None],
        "moves": [], "lost": [], "problem": None,
    }  # fmt: skip


def _list(
    row: dict, lacks: pl.DataFrame, notes: dict[tuple[str, str], str], indicators: Iterable[Indicator],
    asked: Mapping[tuple[str, str, str], dict],
) -> dict[str, Any]:
    spec = next(each for each in lists.load() if each.id == row["list"])
    own = lacks.filter(file=row["file"], list=row["list"])
    days = {key: row[key] and row[key].isoformat() for key in ("extract_date", "covered_from", "covered_to")}
    return {
        "file": row["file"], "list": spec.id, "title": spec.title, **days, **{key: row[key] for key in COUNTS},
        "refused_share": _share(row["refused"], row["read"]),
        "new": row["fresh"], "new_share": _share(row["fresh"], row["loaded"]),
        "withdrawn": row["withdrawn"], "withdrawn_share": _share(row["withdrawn"], row["due"]),
        "missing": [lack | _choices(asked.get((row["file"], spec.id, lack["field"]), {}))
                    for lack in _missing(spec, own, list(indicators))],
        "note": notes.get((row["file"], spec.title), ""),
    }  # fmt: skip


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _missing(spec: lists.ListSpec, lacks: pl.DataFrame, indicators: list[Indicator]) -> list[dict[str, Any]]:
    """The columns that a list lacks, each with the titles of the indicators that need it; columns nothing needs are left out."""
    found = []
    for field in lacks["field"].unique(maintain_order=True):
        of = lacks.filter(field=field)
        costs = [each.title for each in indicators if set(of["detail"]) & set(each.counts_from)]
        why = "is blank, cannot be read or contradicts its records" if of["has_column"][0] else "is missing"
        lack = {"field": field if field in spec.columns else None, "column": header(spec, field), "what": _what(spec, field, of)}
        found += [lack | {"costs": costs, "why": why}] if costs else []
    return found


def _what(spec: lists.ListSpec, field: str, lacks: pl.DataFrame) -> str:
    """What a column says: the meanings of its details in queries/staging/details.toml, or its header."""
    said = [queries.details()[each]["what"] for each in lacks["detail"] if each not in (sources.ANSWERS, sources.APART)]
    return "; ".join(said) or f"‘{header(spec, field)}’"


def _choices(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The headers among which a person can say which one a lacking column is, and the nearest of them."""
    return {"choices": list(asked.get("unused", [])), "proposed": asked.get("nearest")}


def header(spec: lists.ListSpec, field: str) -> str:
    """The header of a list's column; for a detail that the list has no column for, what it is."""
    written = spec.columns.get(field)
    return written[0].strip("/") if written else queries.details()[field.strip("()")]["what"]
