"""Says in words why a list cannot be read: a column is missing or doubled, most of the list is missing, or its name disagrees.

`nearest` proposes the unused header that most probably is the missing column, and `line` is what an authority writes once to say
so ([columns] of data/authority.toml).
"""

import difflib
import json
from collections.abc import Collection, Iterable, Sequence

from data.reading import headers, naming
from data.reading.lists import HEADER_WITHIN, Match, own_columns
from queries.sources import ListSpec

SAME_WORDS, SAME_LETTERS = 0.5, 0.75  # a proposal shares at least this part of its terms, or of its letters, with an alias


def of(match: Match) -> str | None:
    """Why a match cannot be taken in, or None."""
    if match.rivals:
        return f"its headers fit {' and '.join(match.rivals)} as well. Give the sheet or the file the name of the list."
    if match.missing:
        mend = f"Mend the headers in row {match.row + 1} and save again."
        return f"it has no column {_wanted(match, match.missing)}. {_proposals(match)}{mend}"
    if not match.enough:
        return _too_few(match)
    if match.doubled:
        two = _wanted(match, match.doubled)
        return f"it has two columns {two}. Keep one and save again, or say which it is: {_choices(match)}."
    return None


def not_understood(names: Iterable[str], found: Collection[str], lists: Sequence[ListSpec]) -> str | None:
    """Why a workbook is refused that has a sheet with the name of a list, and no such list; None if there is no such sheet."""
    for name in names:
        spec = naming.called(name, lists)
        if spec and spec.id not in found:
            rows = f"none of its first {HEADER_WITHIN} rows has that list's headers"
            return (f"the sheet '{name}' has the name of {spec.title}, and {rows}. Put the headers directly above the rows, or "
                    "remove or rename the sheet.")  # fmt: skip
    return None


def nearest(spec: ListSpec, column: str, unused: Iterable[str]) -> str | None:
    """The unused header that most probably is a column, by their words and then their letters, or None."""
    scored = [(max(_likeness(header, text) for text in spec.columns[column]), header) for header in unused]
    best = max(scored, default=((0, 0.0), ""))
    return best[1] if best[0] > (0, 0.0) else None


def line(spec: ListSpec, column: str, header: str) -> str:
    """What to write below [columns] of data/authority.toml, so that a header is read as a column."""
    return f'{json.dumps(header, ensure_ascii=False)} = "{spec.id}.{column}"'


def proposal(spec: ListSpec, column: str, unused: Iterable[str]) -> str:
    """'Did you mean ...? ' with the line to write, or an empty text."""
    header = nearest(spec, column, unused)
    written = f"Then write below [columns] in data/authority.toml: {line(spec, column, header)}" if header else ""
    return f"Did you mean '{header}'? {written}. " if header else ""


def _likeness(header: str, alias: str) -> tuple[int, float]:
    """(how well words agree, in tenths; how well letters agree), or zeros if the header names another day or person."""
    found, wanted = headers.terms(header), headers.alias(alias.strip("/=")).must
    if not found or not wanted or (found - wanted) & set(headers.table()["other"]):
        return 0, 0.0
    words = len(found & wanted) / len(found | wanted)
    letters = difflib.SequenceMatcher(None, headers.plain(header), headers.plain(alias)).ratio()
    near = words >= SAME_WORDS or letters >= SAME_LETTERS
    return (round(words * 10), letters) if near else (0, 0.0)


def _wanted(match: Match, columns: Iterable[str]) -> str:
    return " or ".join(f"'{headers.official(match.spec.columns[name])}'" for name in columns)


def _proposals(match: Match) -> str:
    return "".join(proposal(match.spec, column, match.unknown) for column in match.missing)


def _choices(match: Match) -> str:
    lines = " and ".join(line(match.spec, column, match.headers[column]) for column in match.doubled)
    return f"write below [columns] in data/authority.toml {lines}"


def _too_few(match: Match) -> str:
    every = own_columns(match.spec)
    lacks = ", ".join(f"'{headers.official(match.spec.columns[name])}'" for name in every if name not in match.columns)
    return (f"this looks like {match.spec.title}, but has only {len(match.own)} of its {len(every)} columns. An export of this "
            f"list also has {lacks}. Export the whole list; if it is another list, remove it.")  # fmt: skip
