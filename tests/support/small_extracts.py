"""Small extracts written by hand for tests: workbooks and CSVs of a few rows under Ofsted's headers or the local ones."""

import re
from datetime import datetime
from pathlib import Path

import xlsxwriter

from data import loading
from data.reading import lists, readers
from queries.store import engine

LISTS = lists.load()
FIVE = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
ALLOCATED = ("Allocated Team", "Allocated Worker")
HEADERS = {
    1: (*FIVE, "Date of Contact", "Contact Source"),
    2: (*FIVE, "Assessment start date", "Assessment completion date", "Organisation completing assessment"),
    3: (*FIVE, "Date of referral", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months", *ALLOCATED),
    4: (
        *FIVE,
        "Does the Child have a Disability",
        "Continuous Assessment Start Date",
        "Child Seen During Continuous Assessment",
        "Continuous Assessment Date of Authorisation",
        "Was the child assessed as requiring LA children’s social care support",
        *ALLOCATED,
    ),
    5: (
        *FIVE,
        "Does the Child have a Disability",
        "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan",
        "Number of Section 47 Enquiries in the last 12 months",
        "Number of ICPCs in the last 12 months",
        *ALLOCATED,
    ),
    6: (
        *FIVE,
        "Does the Child have a Disability",
        "CIN Start Date",
        "Primary Need Code",
        "Date Child Was Last Seen",
        "CIN Closure Date",
        "Reason for Closure",
        "Case status",
        *ALLOCATED,
    ),
    7: (
        *FIVE,
        "Does the Child have a Disability",
        "Child Protection Plan Start Date",
        "Initial Category of Abuse",
        "Latest Category of Abuse",
        "Date of the Last Statutory Visit",
        "Was the Child Seen Alone?",
        "Date of latest review conference",
        "Child Protection Plan End Date",
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
        "Number of Previous Child Protection Plans",
        *ALLOCATED,
    ),
}


def _told(text, as_written: bool):
    """A text with its dates in the form 2026-09-01: a few rows in dd/mm/yyyy do not show their order, and would be refused."""
    return text if as_written or not isinstance(text, str) else re.sub(r"(?<![\d/])\d\d/\d\d/\d{4}(?![\d/])", _iso, text)


def _iso(found: re.Match) -> str:
    try:
        return f"{datetime.strptime(found[0], '%d/%m/%Y'):%Y-%m-%d}"
    except ValueError:
        return found[0]


def workbook(path: Path, sheets: dict[str, list[tuple]], as_written: bool = False) -> Path:
    """Write sheets of rows to a workbook; None is an empty cell, text stays text, and `as_written` keeps the form of dates."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, given in enumerate(row):
                    value = _told(given, as_written)
                    if hasattr(value, "year"):
                        sheet.write_datetime(at, column, value, day)
                    elif value is not None:
                        sheet.write(at, column, value)
    return path


def annex_a(path: Path, as_written: bool = False, **numbered: list[dict]) -> Path:
    """Write lists of an Annex A: `list_3=[{"Child Unique ID": "A", …}]`, each row naming only the cells it fills."""
    sheets = {}
    for name, rows in numbered.items():
        headers = HEADERS[int(name.removeprefix("list_"))]
        assert all(header in headers for row in rows for header in row)
        sheets[name.replace("list", "List")] = [headers, *(tuple(row.get(header) for header in headers) for row in rows)]
    return workbook(path, sheets, as_written)


def referral(child, day, closed="b) No", earlier=0, **more):
    """A row of list 3."""
    return {
        "Child Unique ID": child,
        "Date of referral": day,
        "Referral NFA?": closed,
        "Number of Referrals in Last 12 Months": earlier,
    } | more


def plan(child, start, end=None, **more):
    """A row of list 7."""
    return {"Child Unique ID": child, "Child Protection Plan Start Date": start, "Child Protection Plan End Date": end} | more


def csv(path: Path, *lines: str, encoding: str = "utf-8", as_written: bool = False) -> Path:
    """Write lines to a text file; `as_written` keeps the form of dates."""
    path.write_bytes("\n".join(_told(line, as_written) for line in lines).encode(encoding))
    return path


def read(path: Path) -> readers.ReadFile:
    """Read a file in this process."""
    return readers.read(path, LISTS)


def taken_in(*paths: Path, **shares: int) -> tuple[engine.Database, list[dict]]:
    """A database with the model made from files, and the report of the load; `shares` are those of [belief] that are others."""
    database = engine.memory()
    report = loading.take_in(database, [read(path) for path in sorted(paths)], shares=shares or None)
    return database, report.to_dicts()
