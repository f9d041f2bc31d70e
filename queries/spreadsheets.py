"""Text for files that a spreadsheet opens, in which it finds no formula: an apostrophe stands before what would begin one.

`csv` is for files that people read. `kept_as_text` and `as_received` are for files that are loaded again: a number with its sign
stays a number there.
"""

import re

import polars as pl

SIGNS = r"[=+\-@＝＋－＠﹢﹣﹦﹫]"  # begin a formula; the full-width and small forms too
# A spreadsheet takes a cell for a formula if it begins with a sign, also after invisible characters, or with a tab or line end.
FORMULA = rf"^(?:[\s\p{{C}}]*{SIGNS}|[\t\r\n\x00])"
# A formula can begin inside a cell: many spreadsheets split cells at semicolons or tabs and ignore our quotation marks there.
GAP = r'[\s\p{C}"]*'
INSIDE = rf"(;{GAP}|[^\s\p{{C}}]{GAP}[\t\r\n]{GAP})({SIGNS})"
# A number with its sign, or a lone sign for "nothing", is no formula.
NOT_A_NUMBER = re.compile(rf"^\s*(?:[=@＝＠﹦﹫]|(?={SIGNS}).(?=.*[A-Za-z(]))")
ADDED = rf"^'({SIGNS})"


def csv(frame: pl.DataFrame) -> str:
    """CSV text in which a spreadsheet finds no formula: not in a cell, not in a heading, not after a semicolon inside one.

    An apostrophe is put before each sign that would begin a formula, and at the start of every changed cell.
    """
    text = pl.col(pl.String, pl.Categorical, pl.Enum).cast(pl.String)
    heads = pl.DataFrame({"name": frame.columns}, schema={"name": pl.String}).select(_harmless(pl.col("name"))).to_series()
    named = dict(zip(frame.columns, heads, strict=True))
    return frame.with_columns(_harmless(text).name.keep()).rename(named).write_csv()


def csv_file(frame: pl.DataFrame) -> str:
    """The content of a CSV file: `csv` after the UTF-8 mark that spreadsheets need."""
    return f"\ufeff{csv(frame)}"


def kept_as_text(cell: str) -> str:
    """A cell with an apostrophe before its formula, if a spreadsheet would run it."""
    return f"'{cell}" if NOT_A_NUMBER.match(cell) else cell


def as_received(cell: pl.Expr) -> pl.Expr:
    """Cells without the apostrophe of `kept_as_text`."""
    return cell.str.replace(ADDED, "$1")


def _harmless(text: pl.Expr) -> pl.Expr:
    inside = text
    for _ in range(2):  # matches do not overlap, so the sign after a match is found in the second round
        inside = inside.str.replace_all(INSIDE, "$1'$2")
    return pl.when(text.str.contains(FORMULA) | (inside != text)).then("'" + inside).otherwise(text)
