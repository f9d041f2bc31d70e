"""Finds the rows of a sheet or file that are no records of its list: totals and footers, rows of another list below it, and rows
with values outside the columns of the header.

They are refused by line and never loaded. `rule` says which kind they are: a FOOTER is normal in a report, so it does not count
against the list. A row that is the header of another list, or of this list in other columns, ends the list.
"""

from collections.abc import Iterable, Sequence

import polars as pl

from data.reading import footers
from data.reading.delimited import DELIMITERS, Record
from data.reading.lists import ListSpec, Match, recognise

FITS, READABLE, FOOTER, ANOTHER = "fits the header", "readable", "footer", "another list"
REFUSED = {"row_number": pl.Int64, "reason": pl.String, "received": pl.String, "rule": pl.String}
ROWS = {"row_number": pl.Int64, "fields": pl.List(pl.String)}

MOST_TEXT = 0.05  # rows of text alone above this share, and above these numbers, are no headings and footers
MOST_BETWEEN, MOST_AT_END = 3, 30  # so many may stand between records, and below the last: a report's filters take some lines
NAMES = r"(?i:(?:^|[^a-z])(?:id|date|ref|reference|number|no|identifier|day|start|worker|team)(?:[^a-z]|$))|[a-z](I[dD]|Date)"
DAY = r"^\s*\d|\d{4}|\d\D+\d"  # what a header in the place of a date does not have
WHY_FOOTER = "A total or footer of the report, and no record."
WHY_TEXT = "It has text in one cell and is no record, and too many rows are like it: records may be broken over lines."
WHY_HEADER = "This is the header of {}: the rows from here on are not of this list. Put each list in a file of its own."
WHY_AFTER = "It is below row {}, which is the header of {}."


def sift(rows: pl.DataFrame, match: Match, name: str, lists: tuple[ListSpec, ...], mark: str) -> pl.DataFrame:
    """The rows that are no records, as REFUSED. `rows` are as ROWS, all below the header; `mark` joins the fields of a row.

    `name` is that of the sheet or file, which decides between two lists as for the header.
    """
    plain = pl.col("fields").list.eval(pl.element().str.strip_chars().replace("", None).drop_nulls())
    seen = rows.with_columns(filled=plain).filter(pl.col("filled").list.len() > 0)
    ends = _ends(seen, match, name, lists)
    seen = seen.with_columns(is_footer=_footer(match).fill_null(False), is_text=footers.only_text())
    text = _text_of_records(seen, ends)
    seen = seen.with_columns(is_footer=pl.col("is_footer") & ~pl.col("row_number").is_in(text))
    is_footer = pl.col("is_footer")
    found = [_refused(seen.filter(is_footer), FOOTER, pl.lit(WHY_FOOTER), mark),
             _refused(seen.filter(pl.col("row_number").is_in(text)), FITS, pl.lit(WHY_TEXT), mark)]  # fmt: skip
    if ends:
        row, titled = ends
        why = pl.when(pl.col("row_number") == row).then(pl.lit(WHY_HEADER.format(titled))).otherwise(
            pl.lit(WHY_AFTER.format(row, titled)))  # fmt: skip
        found.append(_refused(seen.filter(~is_footer, pl.col("row_number") >= row), ANOTHER, why, mark))
    return pl.concat(found)


def _text_of_records(seen: pl.DataFrame, ends: tuple[int, str] | None) -> list[int]:
    """The rows of text in one cell that are too many for headings and footers: parts of broken records, or rows of another form.

    Text between records may be a heading of each page, so a few are footers; below the last record stand notes, or filters.
    """
    of_list = seen.filter(pl.col("row_number") < ends[0]) if ends else seen
    last = of_list.filter(~pl.col("is_footer"))["row_number"].max() or 0
    text = of_list.filter(pl.col("is_footer") & pl.col("is_text"))["row_number"]
    parts = (text.filter(text < last), MOST_BETWEEN), (text.filter(text > last), MOST_AT_END)
    return [row for rows, most in parts if len(rows) > max(most, MOST_TEXT * len(of_list)) for row in rows]


def every(rows: pl.DataFrame, reason: str, mark: str) -> pl.DataFrame:
    """All rows that are not blank, as REFUSED for one reason."""
    filled = pl.col("fields").list.eval(pl.element().str.strip_chars().fill_null("") != "").list.any()
    return _refused(rows.filter(filled), READABLE, pl.lit(reason), mark)


def outside(rows: pl.DataFrame, header: Sequence[str | None], mark: str) -> pl.DataFrame:
    """The rows of a sheet that have values outside the columns of the header, as REFUSED: cells were moved to one side.

    Values to the left do not count if every row has one, as the numbers of rows do; values beside an empty row are no record.
    """
    named = [index for index, text in enumerate(header) if (text or "").strip()]
    filled = rows.with_columns(at=pl.col("fields").list.eval(pl.element().str.strip_chars().fill_null("") != ""))
    within = pl.col("at").list.slice(named[0], named[-1] - named[0] + 1).list.any()
    left, right = (pl.col("at").list.slice(*part).list.any() for part in ((0, named[0]), (named[-1] + 1, None)))
    filled = filled.filter(within.fill_null(False)).with_columns(left=left.fill_null(False), right=right.fill_null(False))
    numbered = len(filled) > 1 and bool(filled["left"].all())
    odd = filled.filter(pl.col("right") | (pl.col("left") & (not numbered)))
    return _refused(odd, FITS, pl.lit("The row has a value outside the columns that have a header: its cells were moved."), mark)


def surplus(records: Iterable[Record], header: Record, width: int) -> int:
    """The number of blank fields beyond the header's `width` that a record may have.

    That is the number that the header line itself has, or the same number that each of at least two rows has, because the program
    ends each line with separators. Where only some rows have them, or a field begins with a space, a separator inside a text has
    moved the fields, and the blank one is the last column.
    """
    if len(header.fields) > width:
        return len(header.fields) - width
    found, rows = 0, 0
    for record in records:
        more = len(record.fields) - width
        if more > 0 and not _moved(record.fields, width) and (not rows or more == found):
            found, rows = more, rows + 1
        elif record.fields != header.fields and not footers.is_one(record.fields):
            return 0
    return found if rows > 1 else 0


def _moved(fields: list[str], width: int) -> bool:
    beyond = any(field.strip() for field in fields[width:])
    return beyond or any(field[:1] == " " and field.strip() for field in fields)


def _footer(match: Match) -> pl.Expr:
    """A footer, or a cell that says total, in a row that is no record: it lacks a value that a record needs, or the words
    stand in place of one. A row with most of its cells is a record that lacks one, whatever its first cell is called, and so is a
    cell with most of the cells in it, between other delimiters."""
    needed = [match.columns[name] for name in match.spec.needed if name in match.columns]
    values = [pl.col("fields").list.get(index, null_on_oob=True).str.strip_chars().replace("", None) for index in needed]
    lacks = pl.any_horizontal(*(value.is_null() for value in values), False)
    instead = pl.any_horizontal(*(value.eq_missing(pl.col("filled").list.first()) for value in values), False)
    total = pl.col("filled").list.eval(pl.element().str.contains(footers.TOTAL)).list.any()
    most = pl.col("filled").list.len() * 2 > len(match.columns)
    first = pl.col("filled").list.first()
    other = pl.any_horizontal(first.str.count_matches(sign, literal=True) * 2 >= len(match.columns) for sign in DELIMITERS)
    return (footers.said() & ~other & (instead | (lacks & ~most))) | (total & lacks)


def _ends(seen: pl.DataFrame, match: Match, name: str, lists: tuple[ListSpec, ...]) -> tuple[int, str] | None:
    """(the row that is the header of another list, that list's title), or None."""
    cells = pl.col("filled")
    worded = cells.list.eval(pl.element().str.contains("[A-Za-z]")).list.all() & (cells.list.len() > 1)
    named = cells.list.eval(pl.element().str.contains(NAMES)).list.any()
    days = (pl.col("fields").list.get(index, null_on_oob=True) for each, index in match.columns.items()
            if each in (match.spec.starts, *match.spec.event))  # fmt: skip
    dated = pl.any_horizontal(*(day.str.contains(DAY).fill_null(False) for day in days), False)
    for row, fields, *_ in seen.filter(worded & named & ~dated).iter_rows():
        found = None if _repeats(fields, match) else recognise([fields], name, lists)
        if found and not (found.spec.id == match.spec.id and found.columns.items() <= match.columns.items()):
            return row, found.spec.title
    return None


def _repeats(fields: list[str | None], match: Match) -> bool:
    """Whether a row repeats the header in its columns, with or without blanks."""
    at = {each: fields[index] for each, index in match.columns.items() if index < len(fields)}
    written = {each: (text or "").strip().lower() for each, text in at.items()}
    return any(written.values()) and all(text in ("", match.headers[each].lower()) for each, text in written.items())


def _refused(rows: pl.DataFrame, rule: str, reason: pl.Expr, mark: str) -> pl.DataFrame:
    received = pl.col("fields").list.eval(pl.element().fill_null("")).list.join(mark)
    return rows.select("row_number", reason=reason, received=received, rule=pl.lit(rule)).cast(pl.Schema(REFUSED))
