"""What would change in the figures: a new build against the build in use, by its ten largest moves and the figures it would lose.

A move is measured against chance (queries/comparing/moves.sql), so that ten children more in a large figure do not hide a change
that means something. Builds of different authorities or kinds (invented, real) are not compared.
"""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

import queries
from queries import sources
from queries.definitions.header import Indicator
from queries.store import audiences, engine, warehouse
from queries.store.engine import Database

FIRST = "There is no build in use to compare with."
OTHER = "The build in use is of {}, so its figures are not compared with these."
UNREAD = "The build in use cannot be read, so its figures are not compared with these."


def against(database: Database, folder: Path, lists: Sequence[dict], indicators: Sequence[Indicator]) -> dict[str, Any]:
    """`authority`, `against` (the build in use, or None), `compared` (why nothing is compared, or ""), `moves` and `lost`."""
    own = database.run(queries.text("reading/build")).row(0, named=True)
    told: dict[str, Any] = {"authority": own["area_code"], "against": None, "compared": FIRST}
    try:
        used = warehouse.current(folder)
        with engine.read(used / f"{audiences.with_records().id}.duckdb") as before:
            other = _other(own, before.run(queries.text("reading/build")).row(0, named=True))
            return told | ({"compared": other} if other else _compared(database, before, used.name, lists, indicators))
    except (warehouse.NothingBuilt, warehouse.WrongPointer):
        return told
    except (engine.SqlError, OSError, ValueError, KeyError, pl.exceptions.PolarsError):
        return told | {"compared": UNREAD}


def _other(own: dict, used: dict) -> str:
    """Why two builds are not compared, or "": the rows of their tables `build`."""
    if used["invented"] and not own["invented"]:
        return OTHER.format("an invented authority")
    alike = used["area_code"] == own["area_code"] and used["invented"] == own["invented"]
    return "" if alike else OTHER.format("another authority")


def _compared(database: Database, before: Database, name: str, lists: Sequence[dict], indicators: Sequence[Indicator]) -> dict:
    headers = [json.loads(header) for header in before.run(queries.text("reading/headers"))["header"]]
    titles = {each["id"]: each["title"] for each in headers} | {each.id: each.title for each in indicators}
    with engine.memory() as both:
        both.load("before", before.run(queries.text("reading/recent_figures")))
        both.load("after", database.run(queries.text("reading/recent_figures")))
        both.load("unit", _units(indicators))
        moves, lost = both.run(queries.text("comparing/moves")), both.run(queries.text("comparing/lost"))
    return {
        "against": name, "compared": "",
        "moves": [_move(row, titles) for row in moves.iter_rows(named=True)],
        "lost": [_lost(row, titles, lists, indicators) for row in lost.iter_rows(named=True)],
    }  # fmt: skip


def _units(indicators: Sequence[Indicator]) -> pl.DataFrame:
    rows = [(each.id, each.shown_as) for each in indicators]
    return pl.DataFrame(rows, schema={"indicator": pl.String, "shown_as": pl.String}, orient="row")


def _move(row: dict, titles: dict[str, str]) -> dict[str, Any]:
    days = {key: row[key].isoformat() for key in ("period_start", "period_end")}
    return row | days | {"title": titles[row["indicator"]], "period": period(row["grain"], row["period_end"])}


def period(grain: str, end: date) -> str:
    """A period as text: 'October 2026', 'year to March 2026'."""
    return f"{'year to ' if grain == 'year' else ''}{end:%B %Y}"


def _lost(row: dict, titles: dict[str, str], lists: Sequence[dict], indicators: Sequence[Indicator]) -> dict[str, Any]:
    title = titles.get(row["indicator"], row["indicator"])
    return {"indicator": row["indicator"], "title": title, "periods": row["periods"], "latest": row["latest"].isoformat(),
            "none_left": row["is_all"], "reason": _reason(row["indicator"], title, lists, indicators)}  # fmt: skip


def _reason(indicator: str, title: str, lists: Sequence[dict], indicators: Sequence[Indicator]) -> str:
    """Why figures are lost: the indicator's file, a column, a list without cover, or days that no list covers any more."""
    if indicator not in {each.id for each in indicators}:
        return "The file of the indicator was removed or could not be counted."
    newest = sorted(lists, key=lambda each: each["extract_date"] or "", reverse=True)
    lacks = [(each["file"], lack) for each in newest for lack in each["missing"] if title in lack["costs"]]
    if lacks:
        return "In {} the column '{}' {}.".format(lacks[0][0], lacks[0][1]["column"], lacks[0][1]["why"])
    without = _without(next(each for each in indicators if each.id == indicator), newest)
    if without:
        return f"These lists give no figures: {', '.join(without)}."
    return "The extracts do not have all the days and answers that it needs."


def _without(indicator: Indicator, lists: Sequence[dict]) -> list[str]:
    """The lists that fill a table of an indicator and cover no day."""
    needed = set(indicator.counts_from)
    needed |= {entry["of"] for detail, entry in queries.details().items() if detail in needed}
    fill = {spec.id for spec in sources.used() if needed & set(spec.fills)}
    return [f"{each['title']} in {each['file']}" for each in lists if each["list"] in fill and not each["covered_to"]]
