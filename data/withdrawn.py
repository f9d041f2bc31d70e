"""Stops a build if a newer extract lacks too many records of the one before, until a person says that they are rightly gone.

A file that was cut short, or that has one team's rows, would otherwise withdraw all other records without a word. The yes
(`--accept-withdrawn`) is for one extract, by its content, and one list; `accepted_withdrawals.json` in the warehouse folder keeps
it, so that later builds do not ask again, unless that extract then lacks even more records.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

import queries
from data.reading.readers import ReadFile
from queries import sources
from queries.store import private
from queries.store.engine import Database

KEPT = "accepted_withdrawals.json"
AGREED = {"sha256": pl.String, "list": pl.String, "missing": pl.Int64}
REMEDY = (
    " Write them to a file with: python -m data withdrawn missing.csv. If the extract is not whole, get it again. If they are "
    "rightly gone, build with --accept-withdrawn; later builds then do not ask again."
)
DOUBT = {
    "withdraws": "{missing:,} of the {due:,} records that it should have are missing ({share:.1f}%, more than {most:g}%)."
                 + REMEDY,
    "ends unseen": "{unseen:,} of {open_due:,} spells that were open in the extract before are missing, more than half." + REMEDY,
}


class Told(NamedTuple):
    """What a person has said: earlier answers (as AGREED), and whether this build says yes to every withdrawal."""

    agreed: tuple[dict[str, Any], ...] = ()
    accepts: bool = False


NOBODY = Told()


def agreed(folder: Path) -> tuple[dict[str, Any], ...]:
    """The answers kept in a warehouse folder; none if the file is missing or damaged, so that the build asks again."""
    try:
        found = json.loads((folder / KEPT).read_text(encoding="utf-8"))
        return tuple({name: each[name] for name in AGREED} for each in found if isinstance(each["missing"], int))
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def remember(database: Database, folder: Path) -> None:
    """Keep the yes to every withdrawal that this build accepted; raises OSError if it cannot be written."""
    new = database.run(queries.text("reading/withdrawals_agreed")).to_dicts()
    known = {(each["sha256"], each["list"]): each for each in agreed(folder)}
    whole = known | {(each["sha256"], each["list"]): each for each in new}
    if whole == known:
        return
    coming = folder / f"{KEPT}.coming"
    with open(coming, "w", encoding="utf-8", opener=private.opener) as file:
        json.dump(list(whole.values()), file, indent=1)
    os.replace(coming, folder / KEPT)


def prepare(database: Database, files: Iterable[ReadFile], placed: pl.DataFrame, told: Told) -> None:
    """Load for staging `received.file_order` (file, place, sha256), `received.withdrawing` (whether this build says yes) and
    `received.agreed`."""
    contents = {file.file: file.sha256 for file in files}
    sha256 = pl.Series("sha256", [contents[name] for name in placed["file"]], dtype=pl.String)
    database.load("received.file_order", placed.with_columns(sha256))
    database.load("received.withdrawing", pl.DataFrame({"accepts": [told.accepts]}))
    database.load("received.agreed", pl.DataFrame(list(told.agreed), schema=AGREED))


def notes(database: Database) -> dict[tuple[str, str], str]:
    """{(file, list): note}: how many records of the extract before an extract lacks, if it is believed."""
    found = database.run(queries.text("reading/whole_table", table="missing_records"))
    return {(row["file"], row["list"]): _note(row) for row in found.rows(named=True)
            if row["missing"] and (row["kind"] is None or row["is_agreed"])}


def _note(row: dict[str, Any]) -> str:
    said = "" if row["kind"] is None else " A person said that they are rightly gone."
    share = 100 * row["missing"] / row["due"]
    return f"Records that it should have and does not: {row['missing']:,} of {row['due']:,} ({share:.1f}%).{said}"


def listed(database: Database) -> pl.DataFrame:
    """The records that make a build stop, or would without a yes: newer_file, list (its title), file, row, id, day.

    Needs the tables of staging, as `loading.take_in` leaves them.
    """
    titles = {each.id: each.title for each in sources.used()}
    found = database.run(queries.text("staging/lacked"))
    return found.with_columns(pl.col("list").replace(titles))

