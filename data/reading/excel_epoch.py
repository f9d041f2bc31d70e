"""Turns a workbook's day numbers into those of the usual epoch: workbooks from older Macs count days from 1904 and not from 1900.

Cells that Excel shows as dates are read with the workbook's own epoch already; this is for days that are plain numbers.
"""

import re
import zipfile
from io import BytesIO

import polars as pl

LATER = 1462  # days from the epoch of 1900 to that of 1904
SINCE_1904 = re.compile(rb'<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true|on)"')
SERIAL = r"^([1-7]\d{4})((?:\.\d+)?)$"


def counts_from_1904(content: bytes) -> bool:
    """Whether the bytes of a workbook say that its days count from 1904."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        return SINCE_1904.search(book.read("xl/workbook.xml")) is not None


def rebased(rows: pl.DataFrame, dates: list[str]) -> pl.DataFrame:
    """Rows of text in which the day numbers of the columns `dates` count from 1900, as everywhere else."""
    return rows.with_columns(_rebased(name) for name in dates if name in rows.columns)


def _rebased(name: str) -> pl.Expr:
    cell = pl.col(name)
    number = cell.str.extract(SERIAL, 1).cast(pl.Int64, strict=False) + LATER
    return pl.coalesce(pl.concat_str(number.cast(pl.String), cell.str.extract(SERIAL, 2)), cell).alias(name)
