"""Adds what every audience needs to a build (reference tables, the indicators' own words, when and from what it was built)
and writes the file of every audience that may open no records: figures, exact or protected as its table says, and nothing else.
"""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

import queries
from data import published, settings
from data.publishing import disclosure, gaps, journey, waits
from data.settings import Rule
from queries.definitions.header import Indicator
from queries.store import build_format, engine
from queries.store.engine import Database

REFERENCE = Path(__file__).parents[1] / "reference"
SHARED = ("published", "neighbour", "population", "indicator", "build")
FIGURES = ("series", "waiting", "waiting_curve", "journey_flow", "gap_count")  # what holds figures, and nobody's records


def reference(database: Database) -> None:
    """Load the shipped public tables and number the working days."""
    for table, frame in published.read(REFERENCE).items():
        database.load(table, frame)
    database.execute(queries.text("model/calendar"))


def describe(database: Database, indicators: list[Indicator], chosen: dict, extracts: Path | None, name: str,
             report: pl.DataFrame) -> None:
    """Store the indicators' headers, the load report, and one row that says what this build is."""
    mark = invented(extracts)
    aimed = settings.with_targets(indicators, mark.get("targets", {}) | chosen["targets"])
    words = [(place, each.id, each.to_json()) for place, each in enumerate(aimed)]
    database.load("indicator", pl.DataFrame(words, schema=["position", "indicator", "header"], orient="row"))
    database.load("load_report", report)
    code = chosen["authority"]["code"]
    area = database.run(queries.text("reading/area_name"), code=code)["area_name"].to_list()
    database.load("build", pl.DataFrame([{
        "build": name,
        "built_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0),
        "data_to": database.run(queries.text("reading/data_to"))["data_to"].item(),
        "area_code": code,
        "area_name": area[0],
        "authority": mark.get("name", area[0]),
        "invented": bool(mark),
        **chosen["comparison"],
        "accessibility_contact": chosen["accessibility"]["contact"],
        "format": "",  # `audiences` writes it, once each file is whole
    }]))


def audiences(database: Database, folder: Path, chosen: dict, indicators: list[Indicator]) -> None:
    """Write a file for each audience that may open no records: its figures, and public tables. Mark every file as ours.

    Figures are as they were counted where the audience's `disclosure` is exact, otherwise as `disclosure.protect` leaves them.
    The audience with records reads the database itself.
    """
    for audience in chosen["audiences"].values():
        if audience.children:
            build_format.stamp(database, audience)
            continue
        with engine.create(folder / f"{audience.id}.duckdb") as file:
            if audience.exact:
                _exact(database, file, audience.teams)
            else:
                _protected(database, file, chosen["disclosure"][audience.disclosure], indicators)
            for table in SHARED:
                file.load(table, _whole(database, table))
            build_format.stamp(file, audience)


def _exact(database: Database, file: Database, teams: bool) -> None:
    """The figures as they were counted; without `teams` none of a team."""
    for table in FIGURES:
        frame = _whole(database, table)
        kept = frame if teams or "breakdown" not in frame.columns else frame.filter(pl.col("breakdown") != "team")
        file.load(table, kept)


def _protected(database: Database, file: Database, rule: Rule, indicators: list[Indicator]) -> None:
    series = database.run(queries.text("reading/all_series"))
    shown_as: dict[str, str] = {each.id: each.shown_as for each in indicators}
    exact = [each.id for each in indicators if each.counts]
    file.load("series", disclosure.protect(series, shown_as, rule, exact))
    for part in (waits, journey, gaps):
        part.publish(database, file, rule)


def _whole(database: Database, table: str) -> pl.DataFrame:
    return database.run(queries.text("reading/whole_table").replace("{table}", table))


def invented(extracts: Path | None) -> dict:
    """What the folder says of itself if it holds an invented authority, otherwise nothing."""
    if extracts is None:
        return {}
    mark = extracts / "invented.toml"
    return tomllib.loads(mark.read_text(encoding="utf-8")) if mark.exists() else {}
