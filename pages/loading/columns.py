"""Asks which header of a file holds a column that was not found, and writes the answer into [columns] of data/authority.toml.

A list's preview has in `missing` the columns it lacks, with `field` (the column), `what` (its meaning), `choices` (the headers
that mean no column) and `proposed` (the nearest of them, or None); see data/preview.py. A list that is not read for lack of a
needed column has no preview: then the proposals that stand in the message are asked about.
"""

import json
import re
from typing import Any, NamedTuple

import streamlit as st

from pages import text
from pages.loading import building
from pages.loading.checking import Check
from queries import sources

Answer = tuple[str, str, str]  # a header, the list and its column
FEW = 4  # questions that are shown at once; more are folded away
QUESTION = "Which column of {} holds {}?"
PROPOSED = "Did you mean ‘{}’?"
OTHERS = "Other columns that were not found: {}"
SAYS_ONCE = "From then on it is read: the answer is written into [columns] of data/authority.toml, where you can change it."
LINE = re.compile(r'("(?:[^"\\]|\\.)*") = "(\w+)\.(\w+)"')  # as data/reading/refusals.py writes it


class Question(NamedTuple):
    """One column that a check asks about: its list and column, its meaning, the headers to choose from, and the nearest one."""

    title: str
    list_name: str
    field: str
    what: str
    choices: tuple[str, ...]
    proposed: str | None


def draw(check: Check) -> list[Answer]:
    """Draw a choice for each column that a check asks about; returns an Answer for each that was chosen."""
    every = questions(check)
    found = [answer for each in every[:FEW] if (answer := _answer(each))]
    if every[FEW:]:
        with text.expander(OTHERS.format(len(every) - FEW)):
            found += [answer for each in every[FEW:] if (answer := _answer(each))]
    if every:
        text.caption(SAYS_ONCE)
    return found


def _answer(each: Question) -> Answer | None:
    near = PROPOSED.format(each.proposed) if each.proposed else None
    with st.container():
        chosen = text.selectbox(QUESTION.format(each.title, each.what), each.choices, index=None, placeholder="None of them",
                                key=f"column {each.list_name} {each.field}")  # fmt: skip
        if near:
            text.caption(near)
    return (str(chosen), each.list_name, each.field) if chosen else None


def questions(check: Check) -> list[Question]:
    """The columns that a check asks about, once each: those with a proposal first, then those that cost most figures."""
    lacking = [(each, lack) for each in check.preview.get("lists", ()) if not check.names or each["file"] in check.names
               for lack in each["missing"] if lack.get("choices")]  # fmt: skip
    lacking.sort(key=lambda pair: (pair[1]["proposed"] is None, -len(pair[1]["costs"])))
    asked = [_question(each, lack) for each, lack in lacking] + _of_message(check.problem)
    return list({(each.list_name, each.field): each for each in reversed(asked)}.values())[::-1]


def _question(each: dict[str, Any], lack: dict[str, Any]) -> Question:
    choices = sorted(lack["choices"], key=lambda header: header != lack["proposed"])
    return Question(each["title"], each["list"], lack["field"], lack["what"], tuple(choices), lack["proposed"])


def _of_message(problem: str) -> list[Question]:
    """The columns for which the message of a refused file proposes headers."""
    offered: dict[tuple[str, str], list[str]] = {}
    for header, name, field in LINE.findall(problem):
        offered.setdefault((name, field), []).append(json.loads(header))
    specs = {each.id: each for each in sources.used()}
    return [Question(specs[name].title, name, field, f"‘{specs[name].columns[field][0].strip('/')}’", tuple(headers), headers[0])
            for (name, field), headers in offered.items() if name in specs]  # fmt: skip


def write(chosen: list[Answer]) -> str:
    """Write the answers into the settings; returns "", or why one could not be written."""
    for header, list_name, column in chosen:
        worked, said = building.program("column", list_name, column, header)
        if not worked:
            return said
    return ""
