"""Downloads of tables as CSV files that describe themselves.

The file's name and six columns at the end of every row say what it contains (see `described`). Excel, R and other readers would
have to skip lines of comment above the table, and such lines are lost when two files are joined.
"""

import re
import unicodedata
from functools import partial

import polars as pl
import streamlit as st

from indicators import catalogue
from indicators.roles import View
from pages.access import exports, log
from queries import spreadsheets

LONGEST = 150  # characters of a name; some systems allow a path of at most 260
NOT_IN_A_NAME = r'[<>:"/\\|?*–—-]+'
EXACT = "exact; a small count may tell who a child is"
ROUNDED = "rounded to the nearest {}; small groups are hidden"
PUBLISHED = "as published; of our own counts, as this audience's pages have them"
A_ROW_EACH = "a row for each record"


def download(label: str, frame: pl.DataFrame, about: str, *more: str, unit: str = "", counts: str | None = None) -> None:
    """A button that downloads these rows as a CSV file and writes the download into the audit log.

    `about` is the subject, such as an indicator's title, and `more` are its period and place; they make the file's name. `unit`
    is the unit of the values; `counts` says how exact they are, if that differs from the audience's other figures.
    """
    view = st.session_state[log.PRESENT]
    whole = described(frame, view, about, unit, counts)
    exports.button(label, partial(spreadsheets.csv_file, whole), f"{name(view, about, *more)}.csv", "text/csv", frame.height)


def described(frame: pl.DataFrame, view: View, about: str, unit: str, counts: str | None = None) -> pl.DataFrame:
    """The frame with six constant columns at its end: authority, about, unit, counts, audience, built_on."""
    built_on = catalogue.build(view)["built_at"].date()
    said = {"authority": authority(view), "about": about, "unit": unit, "counts": counts or _counts(view),
            "audience": view.role.title, "built_on": built_on}
    return frame.with_columns(pl.lit(text).alias(column) for column, text in said.items())


def authority(view: View) -> str:
    """The authority's name: 'Saltmere (invented)'."""
    build = catalogue.build(view)
    return f"{build['authority']}{' (invented)' if build['invented'] else ''}"


def _counts(view: View) -> str:
    return EXACT if view.role.exact else ROUNDED.format(catalogue.rounded_to(view))


def of_chart(title: str) -> str:
    """The file name of a chart's picture, without ending."""
    return name(st.session_state[log.PRESENT], title)


def name(view: View, *parts: str) -> str:
    """A readable file name, without ending, that every system allows; it ends with the authority and the audience."""
    whose = _plain(authority(view), view.role.title.lower())
    return f"{_plain(*parts)[:LONGEST - len(whose) - 2].strip(' .,-')}, {whose}"


def _plain(*parts: str) -> str:
    said = ", ".join(" ".join(part.replace("_", " ").split()) for part in parts if part)
    return re.sub(NOT_IN_A_NAME, "-", "".join(each for each in said if unicodedata.category(each)[0] != "C"))
