"""Reads a published cell, which is either a number or a symbol.

The department marks figures that it cannot give with letters (`c` suppressed, `x` not available, `z` not
applicable, `u` low reliability, `k` and the older `low` or `~` rounds to zero, the older `:` and `-` not
available). A symbol that is read as a number can put a suppressed figure on a chart as -100, so a cell that
is neither a plain number nor a known symbol stops the import. A blank cell becomes `x`, not available, and
never 0.
"""

import polars as pl

from data.published.downloads import Download, DownloadError

SYMBOLS = ("c", "x", "z", "u", "k", ":", "low", "~", "-")
NUMBER = r"^\d+(\.\d+)?$"  # without a sign: every published count, percentage and estimate is 0 or more


def number(column: str) -> pl.Expr:
    """The column's numbers as the shortest equal text (29.0 is 29); null for a symbol."""
    shortest = pl.col(column).str.replace(r"\.0+$", "").str.replace(r"(\.\d*[1-9])0+$", "${1}")
    return pl.when(pl.col(column).str.contains(NUMBER)).then(shortest)


def symbol(column: str) -> pl.Expr:
    """The column's symbols in lower case, `x` for a blank; null for a number."""
    text = pl.col(column).str.to_lowercase().replace({"": "x"})
    return pl.when(~pl.col(column).str.contains(NUMBER)).then(text)


def check(download: Download, columns: list[str]) -> None:
    """Raise DownloadError for the first cell of the columns that is neither a number nor a known symbol."""
    for column in columns:
        odd = download.rows.filter(~symbol(column).is_in(SYMBOLS))  # a number gives null: not kept
        if odd.height:
            line, cell = odd.select("line", column).row(0)
            raise DownloadError(f"{download.file} line {line}: {column} is {cell!r}, neither a number nor a "
                                f"symbol ({' '.join(SYMBOLS)}). Download the table again; if the symbol is "
                                "new, add it to SYMBOLS in data/published/cells.py.")


def check_whole(download: Download, columns: list[str]) -> None:
    """Raise DownloadError for the first number of the columns that is not whole, because these columns are counts."""
    for column in columns:
        odd = download.rows.filter(number(column).str.contains(".", literal=True))
        if odd.height:
            line, cell = odd.select("line", column).row(0)
            raise DownloadError(f"{download.file} line {line}: {column} is {cell}, and a count is a whole number. Download the "
                                "table again.")
