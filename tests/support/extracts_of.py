"""Reads the written extracts back, knowing nothing of how they were made: workbooks by list, CSVs by name."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import fastexcel
import polars as pl

SHORT = {
    "Child Unique ID": "child_id",
    "Date of Contact": "day",
    "Contact Source": "source",
    "Date of referral": "day",
    "Referral Source": "source",
    "Referral NFA?": "closed",
    "Number of Referrals in Last 12 Months": "earlier",
    "Continuous Assessment Start Date": "start",
    "Continuous Assessment Date of Authorisation": "end",
    "Was the child assessed as requiring LA children’s social care support": "needs_support",
    "Strategy discussion initiating Section 47 Enquiry Start Date": "start",
    "Was an Initial Child Protection Conference deemed unnecessary?": "unnecessary",
    "Date of Initial Child Protection Conference": "conference",
    "Did the Initial Child Protection Conference Result in a Child Protection Plan": "led_to_plan",
    "CIN Start Date": "start",
    "CIN Closure Date": "end",
    "Reason for Closure": "reason",
    "Case status": "status",
    "Child Protection Plan Start Date": "start",
    "Child Protection Plan End Date": "end",
    "Number of Previous Child Protection Plans": "previous",
    "Date of the Last Statutory Visit": "visited",
    "Date of latest review conference": "reviewed",
    "Allocated Team": "team",
    "Allocated Worker": "worker_id",
}


def extract_days(folder: Path) -> list[date]:
    """The days of the folder's workbooks, oldest first."""
    return sorted(date.fromisoformat(file.stem[-10:]) for file in folder.glob("annex_a_*.xlsx"))


@cache
def list_of(folder: Path, number: int, day: date) -> pl.DataFrame:
    """One list of the workbook drawn on a day, under short names, dates as dates."""
    book = fastexcel.read_excel(folder / f"annex_a_{day}.xlsx")
    rows = book.load_sheet(f"List_{number}", header_row=1).to_polars()
    rows = rows.rename({name: SHORT[name] for name in rows.columns if name in SHORT})
    return rows.with_columns(pl.col(pl.Datetime).dt.date(), extract=pl.lit(day))


@cache
def all_of(folder: Path, number: int) -> pl.DataFrame:
    """A list from a workbook in every three, and the first and last, which between them show every event."""
    days = extract_days(folder)
    rows = [list_of(folder, number, day) for day in days if day in (days[0], *days[::-1][::3])]
    return pl.concat(rows, how="diagonal_relaxed")


@cache
def csv_of(folder: Path, name: str) -> pl.DataFrame:
    """A local extract, dates as dates."""
    (file,) = folder.glob(f"{name}_????-??-??.csv")
    rows = pl.read_csv(file, infer_schema_length=0)
    days = [c for c in rows.columns if c.endswith("_date") or c == "newly_qualified_until"]
    return rows.with_columns(pl.col(days).str.to_date())


def without(rows: pl.DataFrame, folder: Path, *checks: str) -> pl.DataFrame:
    """Rows of children but for those in whose records a fault was planted, now or once, for one of these checks."""
    faults = json.loads((folder / "truths.json").read_text(encoding="utf-8"))["faults"]
    children = {child_id for check in checks for fate in ("listed", "put_right") for _, child_id, _ in faults[check][fate]}
    return rows.filter(~pl.col("child_id").is_in(children))
