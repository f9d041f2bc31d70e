"""Text as its letters and nothing else, wherever it is read: in the markup of a chart, or in a file that a spreadsheet opens.

Names come from extracts and words from people, and a program that draws or opens them may take a part of them for an order:
Plotly and a browser a tag or an entity, a spreadsheet a formula. What pages do for Markdown stands in pages/text.py.
"""

import html
import unicodedata

import polars as pl

UNSEEN = ("Cc", "Cf", "Co", "Cs")  # what controls a line and is not seen, such as marks that make it read backwards
SIGNS = r"[=+\-@＝＋－＠﹢﹣﹦﹫]"  # what begins a formula, also full-width or small
# What a spreadsheet takes for a formula: a sign after anything unseen; or a tab or line end.
FORMULA = rf"^(?:[\s\p{{C}}]*{SIGNS}|[\t\r\n\x00])"
# Where one begins inside a cell: many spreadsheets part cells by semicolons or tabs, and then know no quotes of ours.
GAP = r'[\s\p{C}"]*'
INSIDE = rf"(;{GAP}|[^\s\p{{C}}]{GAP}[\t\r\n]{GAP})({SIGNS})"


def seen(text: str) -> str:
    """The letters that can be seen, on one line: marks that turn a line round or hide in it are left out."""
    kept = (each for each in text if each.isspace() or unicodedata.category(each) not in UNSEEN)
    return " ".join("".join(kept).split())


def in_markup(text: str) -> str:
    """Text for HTML, SVG or a chart of Plotly: no tag, no entity and none of Plotly's templates, `%{…}`, in it is acted on."""
    return html.escape(seen(text), quote=False).replace("%{", "&#37;{")


def csv(frame: pl.DataFrame) -> str:
    """CSV text in which no cell or heading, nor a part of one after a semicolon, runs as a formula when a spreadsheet opens it.

    An apostrophe stands before each sign that would begin one, and at the start of every cell that was changed.
    """
    text = pl.col(pl.String, pl.Categorical, pl.Enum).cast(pl.String)
    heads = pl.DataFrame({"name": frame.columns}, schema={"name": pl.String}).select(_harmless(pl.col("name"))).to_series()
    named = dict(zip(frame.columns, heads, strict=True))
    return frame.with_columns(_harmless(text).name.keep()).rename(named).write_csv()


def _harmless(text: pl.Expr) -> pl.Expr:
    inside = text
    for _ in range(2):  # what ends one place begins the next, and is met the second time
        inside = inside.str.replace_all(INSIDE, "$1'$2")
    return pl.when(text.str.contains(FORMULA) | (inside != text)).then("'" + inside).otherwise(text)
