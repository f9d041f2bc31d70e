"""Asks which header of a file holds a column that was not found, and writes the answer into [columns] of data/authority.toml.

A list's preview has in `missing` the columns it lacks. One that can be asked about has `field` (the column), `what` (its
meaning), `choices` (the headers that were not used) and `proposed` (the nearest of them, or None).
"""

from collections.abc import Iterator
from typing import Any

from pages import text
from pages.loading import building
from pages.loading.checking import Check

Answer = tuple[str, str, str]  # a header, the list and its column
QUESTION = "Which column of {} holds {}?"
PROPOSED = "Did you mean ‘{}’?"
SAYS_ONCE = "From then on it is read: the answer is written into [columns] of data/authority.toml, where you can change it."


def ask(check: Check) -> list[Answer]:
    """Draw a choice for each column that a check asks about; returns (header, list, column) for each that was chosen."""
    found = []
    for each, lack in asked(check):
        choices = sorted(lack["choices"], key=lambda header: header != lack.get("proposed"))
        label = QUESTION.format(each["title"], lack["what"])
        near = PROPOSED.format(lack["proposed"]) if lack.get("proposed") else None
        chosen = text.selectbox(label, choices, index=None, placeholder="None of them", help=near,
                                key=f"column {each['list']} {lack['field']}")  # fmt: skip
        found += [(str(chosen), str(each["list"]), str(lack["field"]))] if chosen else []
    if asked(check):
        text.caption(SAYS_ONCE)
    return found


def asked(check: Check) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(list, lacking column) for each column that a check asks about, once for each list and column."""
    return list({(each["list"], lack["field"]): (each, lack) for each, lack in _lacking(check)}.values())


def _lacking(check: Check) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for each in check.preview.get("lists", ()):
        if not check.names or each["file"] in check.names:
            yield from ((each, lack) for lack in each["missing"] if lack.get("choices"))


def write(chosen: list[Answer]) -> str:
    """Write the answers into the settings; returns "", or why one could not be written."""
    for header, list_name, column in chosen:
        worked, said = building.program("column", list_name, column, header)
        if not worked:
            return said
    return ""
