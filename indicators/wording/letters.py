"""Escapes text for the markup of a chart and for a CSV file that a spreadsheet opens.

Names come from extracts and comments from users. A browser or Plotly may read a part of them as a tag or an entity, and a
spreadsheet as a formula. `pages/text.py` escapes text for Markdown.
"""

import html
import unicodedata

import polars as pl

UNSEEN = ("Cc", "Cf", "Co", "Cs")  # categories of invisible characters, such as marks that reverse the direction of a line
SIGNS = r"[=+\-@＝＋－＠﹢﹣﹦﹫]"  # begin a formula; the full-width and small forms too
# A spreadsheet takes a cell for a formula if it begins with a sign, also after invisible characters, or with a tab or line end.
FORMULA = rf"^(?:[\s\p{{C}}]*{SIGNS}|[\t\r\n\x00])"
# A formula can begin inside a cell: many spreadsheets split cells at semicolons or tabs and ignore our quotation marks there.
GAP = r'[\s\p{C}"]*'
INSIDE = rf"(;{GAP}|[^\s\p{{C}}]{GAP}[\t\r\n]{GAP})({SIGNS})"


def seen(text: str) -> str:
    """The visible characters on one line, without control characters and marks that reverse the direction of text."""
    kept = (each for each in text if each.isspace() or unicodedata.category(each) not in UNSEEN)
    return " ".join("".join(kept).split())


def in_markup(text: str) -> str:
    """Text for HTML, SVG or Plotly, with tags, entities and Plotly's templates (`%{…}`) escaped."""
    return html.escape(seen(text), quote=False).replace("%{", "&#37;{")


def csv(frame: pl.DataFrame) -> str:
    """CSV text in which a spreadsheet finds no formula: not in a cell, not in a heading, not after a semicolon inside one.

    An apostrophe is put before each sign that would begin a formula, and at the start of every changed cell.
    """
    text = pl.col(pl.String, pl.Categorical, pl.Enum).cast(pl.String)
    heads = pl.DataFrame({"name": frame.columns}, schema={"name": pl.String}).select(_harmless(pl.col("name"))).to_series()
    named = dict(zip(frame.columns, heads, strict=True))
    return frame.with_columns(_harmless(text).name.keep()).rename(named).write_csv()


def _harmless(text: pl.Expr) -> pl.Expr:
    inside = text
    for _ in range(2):  # matches do not overlap, so the sign after a match is found in the second round
        inside = inside.str.replace_all(INSIDE, "$1'$2")
    return pl.when(text.str.contains(FORMULA) | (inside != text)).then("'" + inside).otherwise(text)
