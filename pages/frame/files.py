"""The tables that somebody takes away, as CSV that says by itself what it is, whoever opens it a year from now.

What a file is of stands in its name and in the same six columns at the end of every row (see `described`). Lines of comment above
the table would have to be skipped by Excel, R and everything else that reads it, and are lost when two files are put together.
"""

import re
import unicodedata
from functools import partial

import polars as pl
import streamlit as st

from indicators import catalogue
from indicators.roles import View
from indicators.wording import letters
from pages.access import exports, log

LONGEST = 150  # characters of a name; some systems take no path of more than 260
NOT_IN_A_NAME = r'[<>:"/\\|?*–—-]+'
EXACT = "exact; a small count may tell who a child is"
ROUNDED = "rounded to the nearest {}; small groups are hidden"
PUBLISHED = "as published; of our own counts, as this audience's pages have them"
A_ROW_EACH = "a row for each record"


def download(label: str, frame: pl.DataFrame, about: str, *more: str, unit: str = "", counts: str | None = None) -> None:
    """A CSV of exactly these rows, written into the audit log when somebody takes it.

    `about` says what it is of, such as an indicator's title, and `more` its period and place; they name the file. `unit` is of
    the values, if there are any; `counts` says how exact they are where that is not as this audience's file has them.
    """
    view = st.session_state[log.PRESENT]
    whole = described(frame, view, about, unit, counts)
    exports.button(label, partial(csv, whole), f"{name(view, about, *more)}.csv", "text/csv", frame.height)


def described(frame: pl.DataFrame, view: View, about: str, unit: str, counts: str | None = None) -> pl.DataFrame:
    """The frame with what it is in its last columns: authority, about, unit, counts, audience, built_on."""
    built_on = catalogue.build(view)["built_at"].date()
    said = {"authority": authority(view), "about": about, "unit": unit, "counts": counts or _counts(view),
            "audience": view.role.title, "built_on": built_on}
    return frame.with_columns(pl.lit(text).alias(column) for column, text in said.items())


def authority(view: View) -> str:
    """Whose figures these are: 'Saltmere (invented)'."""
    build = catalogue.build(view)
    return f"{build['authority']}{' (invented)' if build['invented'] else ''}"


def _counts(view: View) -> str:
    return EXACT if view.role.exact else ROUNDED.format(catalogue.rounded_to(view))


def of_chart(title: str) -> str:
    """What the picture of a chart is called: the chart's title and whose figures it shows."""
    return name(st.session_state[log.PRESENT], title)


def name(view: View, *parts: str) -> str:
    """A file's name that a person can read and every system takes; at its end, whose figures it holds, and for whom."""
    whose = _plain(authority(view), view.role.title.lower())
    return f"{_plain(*parts)[:LONGEST - len(whose) - 2].strip(' .,-')}, {whose}"


def _plain(*parts: str) -> str:
    said = ", ".join(" ".join(part.replace("_", " ").split()) for part in parts if part)
    return re.sub(NOT_IN_A_NAME, "-", "".join(each for each in said if unicodedata.category(each)[0] != "C"))


def csv(frame: pl.DataFrame) -> str:
    """CSV text as spreadsheets know it for UTF-8, in which no cell or heading can run as a formula."""
    return "\ufeff" + letters.csv(frame)
