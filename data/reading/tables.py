"""Makes the table of a list from the cells of a sheet or the lines of a CSV, whose header has been recognised.

Every row below the header is in `rows` or in `refused`, except blank rows and repeated headers.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import polars as pl

from data.reading import arriving, belonging, delimited, escaped, packed
from data.reading.belonging import FITS, ROWS
from data.reading.lists import ListSpec, Match
from data.reading.unread import Waiting

AT_ONCE = 50_000  # records of a CSV; a million of them as Python objects would take a gigabyte
MARK = " | "  # between the cells of a refused row of a workbook
SPACES = "[\u00a0\u2007\u202f\u200b\ufeff]"  # special and invisible spaces from web pages and case systems


class Table(NamedTuple):
    """A list found in a file: `rows` has row_number and the list's columns as text; `refused` are the rows that do not fit.

    `unused` are the headers that mean no column of the list.
    """

    list: str
    sheet: str
    rows: pl.DataFrame
    refused: pl.DataFrame
    unused: tuple[str, ...] = ()


def of_sheet(
    cells: pl.DataFrame, header: list[str | None], match: Match, name: str, lists: tuple[ListSpec, ...], wrong: str | None = None
) -> Table:
    """The list of a sheet, from all its cells; `name` is the sheet's. Every row is refused if it is `wrong`."""
    cells = _numbered(cells).slice(match.row + 1)
    rows = _fields(cells)
    refused = belonging.every(rows, wrong, MARK) if wrong else belonging.sift(rows, match, name, lists, MARK)
    outside = belonging.outside(rows.join(refused, on="row_number", how="anti"), header, MARK)
    refused = pl.concat([refused, outside]).sort("row_number")
    return Table(match.spec.id, name, _rows(cells.join(refused, on="row_number", how="anti"), match), refused, match.unknown)


def from_1904(table: Table, match: Match) -> Table:
    """The list of a workbook that counts days from 1904, with plain numbers of days counted from 1900 as in other workbooks."""
    days = {match.spec.starts, match.spec.ends, *match.spec.event}
    days |= {name for name, kind in match.spec.answers.items() if kind in ("date", "end")}
    number = r"^(\d{5})(\.\d+)?$"
    counted = [
        pl.when(pl.col(name).str.contains(number)).then(
            (pl.col(name).str.extract(number, 1).cast(pl.Int64, strict=False) + packed.DAYS_BETWEEN).cast(pl.String)
            + pl.col(name).str.extract(number, 2).fill_null("")).otherwise(pl.col(name)).alias(name)
        for name in table.rows.columns if name in days
    ]  # fmt: skip
    return table._replace(rows=table.rows.with_columns(counted))


def of_lines(
    lines: list[str], ended: bool, header: delimited.Record, delimiter: str, match: Match, name: str, lists: tuple[ListSpec, ...]
) -> Table:
    """The list below the header of a CSV; raises Waiting if its last line is cut."""

    def records(*width: int) -> Iterator[delimited.Record]:
        return (each for each in delimited.records(lines, delimiter, *width) if each.line > header.line)

    width = 1 + max(index for index, field in enumerate(header.fields) if field.strip())
    lines = escaped.usual(lines, delimiter, width)
    cells, odd = _columns(records(width, belonging.surplus(records(), header, width)), width)
    rows = pl.concat([_fields(cells), odd.select(list(ROWS))]).sort("row_number")
    refused = belonging.sift(rows, match, name, lists, delimiter)
    odd = odd.join(refused, on="row_number", how="anti")
    if delimited.cut(lines, ended, delimiter, width, odd["row_number"]):
        raise Waiting(arriving.LAST_LINE)
    odd = odd.select("row_number", "reason", received=pl.col("fields").list.join(delimiter), rule=pl.lit(FITS))
    refused = pl.concat([refused, odd]).sort("row_number")
    return Table(match.spec.id, name, _rows(cells.join(refused, on="row_number", how="anti"), match), refused, match.unknown)


def _columns(records: Iterator[delimited.Record], width: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(records as a frame of row_number, c0, c1, …; records with a fault as ROWS and reason), AT_ONCE records at a time."""
    schema = {"row_number": pl.Int64} | {f"c{index}": pl.String for index in range(width)}
    cells, odd = [pl.DataFrame(schema=schema)], []
    while some := list(islice(records, AT_ONCE)):
        whole = [[record.line, *record.fields[:width]] for record in some if not record.fault]
        cells.append(pl.DataFrame(whole, schema=schema, orient="row"))
        odd += [(record.line, record.fields, record.fault) for record in some if record.fault]
    return pl.concat(cells), pl.DataFrame(odd, schema={**ROWS, "reason": pl.String}, orient="row")


def _fields(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells of each row as ROWS."""
    return cells.select("row_number", pl.concat_list(pl.exclude("row_number")).cast(pl.List(pl.String)).alias("fields"))


def _numbered(cells: pl.DataFrame) -> pl.DataFrame:
    cells = cells.rename({name: f"c{index}" for index, name in enumerate(cells.columns)})
    return cells.with_row_index("row_number", offset=1).cast({"row_number": pl.Int64})


def _rows(cells: pl.DataFrame, match: Match) -> pl.DataFrame:
    """The list's columns by name, trimmed, without blank rows and repeated headers."""
    named = [
        pl.col(f"c{index}").str.replace_all(SPACES, " ").str.strip_chars().replace("", None).alias(name)
        for name, index in match.columns.items()
    ]
    rows = cells.select("row_number", *named)
    filled = pl.any_horizontal(pl.col(name).is_not_null() for name in match.columns)
    header = pl.all_horizontal(
        pl.col(name).is_null() | (pl.col(name).str.to_lowercase() == text.lower()) for name, text in match.headers.items()
    )
    return rows.filter(filled & ~header)
