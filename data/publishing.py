"""Adds what every audience needs to a build (reference tables, the indicators' own words, when and from what it was built)
and writes the board's and the scrutiny committee's files, with protected figures and nothing else.
"""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

import queries
from data import gaps, journey, published, settings, waiting
from indicators import disclosure
from queries import engine
from queries.engine import Database
from queries.header import Indicator

REFERENCE = Path(__file__).parent / "reference"
SHARED = ("published", "neighbour", "population", "indicator", "build")
PROTECTED = ("board", "scrutiny")


def reference(database: Database) -> None:
    """Load the shipped public tables and number the working days."""
    for table, frame in published.read(REFERENCE).items():
        database.load(table, frame)
    database.execute(queries.text("calendar"))


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
    }]))


def audiences(database: Database, folder: Path, chosen: dict, indicators: list[Indicator]) -> None:
    """Write a file for each protected audience: its figures as `disclosure.protect` leaves them, and public tables."""
    series = database.run(queries.text("reading/all_series"))
    shown_as, exact = {each.id: each.shown_as for each in indicators}, [each.id for each in indicators if each.counts]
    for audience in PROTECTED:
        with engine.create(folder / f"{audience}.duckdb") as file:
            file.load("series", disclosure.protect(series, shown_as, chosen["disclosure"][audience], exact))
            waiting.publish(database, file, chosen["disclosure"][audience])
            journey.publish(database, file, chosen["disclosure"][audience])
            gaps.publish(database, file, chosen["disclosure"][audience])
            for table in SHARED:
                file.load(table, database.run(queries.text("reading/whole_table").replace("{table}", table)))


def invented(extracts: Path | None) -> dict:
    """What the folder says of itself if it holds an invented authority, otherwise nothing."""
    if extracts is None:
        return {}
    mark = extracts / "invented.toml"
    return tomllib.loads(mark.read_text(encoding="utf-8")) if mark.exists() else {}
