"""The lists Sightline reads, and how one is told from another: by its headers, whatever its sheet or file is called.

The lists and the headers they come under are data, in `queries/staging/<source>/lists.toml`. A sheet is the list whose
columns it matches best; the header row is wherever in the first rows that match is found, so a title above it does no
harm. The name of the sheet decides only between two lists that match equally well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from queries import sources
from queries.sources import ListSpec

HEADER_WITHIN = 15  # rows: a title, a blank line and a note or two stand above the headers, never a page
HAS_LETTER = re.compile("[A-Za-z]")
LONGEST_HEADER = 300  # characters; Ofsted's longest header has 98


@dataclass(frozen=True)
class Match:
    """Where a list's headers were found: row (0-based), column and header of each name, and what did not fit."""

    spec: ListSpec
    row: int
    columns: dict[str, int]
    headers: dict[str, str]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    doubled: tuple[str, ...]


def load() -> tuple[ListSpec, ...]:
    """Every list of every source, in the order of the sources' names and as written; raises QueryError where one is wrong."""
    return tuple(spec for source in sorted(sources.every(), key=lambda source: source.id) for spec in source.lists)


def recognise(rows: Sequence[Sequence[str | None]], name: str, lists: tuple[ListSpec, ...]) -> Match | None:
    """The best match of a list's headers in the first rows of a sheet, or None where nothing resembles a list.

    A match may lack needed columns (`missing`): then the sheet resembles that list and must be refused, not ignored. The
    first row that lacks none is the header; the rows below it are data.
    """
    likely = []
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        headers = {index: plain(text) for index, text in enumerate(row) if HAS_LETTER.search(text or "")}
        matches = [_match(spec, number, row, headers) for spec in lists] if len(headers) > 1 else []
        likely += [match for match in matches if _resembles(match)]
        if any(not match.missing for match in matches):
            break
    return max(likely, key=lambda match: _rank(match, name)) if likely else None


def plain(text: str | None) -> str:
    """A header as it is compared: lower case, apostrophes dropped, every other sign a space."""
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’‘`´]", "", (text or "")[:LONGEST_HEADER].lower())).strip()


def _match(spec: ListSpec, number: int, row: Sequence[str | None], headers: dict[int, str]) -> Match:
    columns, doubled = {}, []
    for column, aliases in spec.columns.items():
        free = {index: header for index, header in headers.items() if index not in columns.values()}
        fits = ([index for index, header in free.items() if _is(header, alias)] for alias in aliases)
        hits = next(filter(None, fits), [])
        columns |= {column: hits[0]} if hits else {}
        doubled += [column] if len(hits) > 1 else []
    unknown = tuple(str(row[index]).strip() for index in headers if index not in columns.values())
    missing = tuple(column for column in spec.needed if column not in columns)
    written = {column: str(row[index]).strip() for column, index in columns.items()}
    return Match(spec, number, columns, written, unknown, missing, tuple(doubled))


@lru_cache(100_000)  # the rows below the headers, and the next month's workbook, ask the same again
def _is(header: str, alias: str) -> bool:
    if alias.startswith("/"):
        return bool(re.fullmatch(alias.strip("/"), header))
    return sorted(header.split()) == sorted(alias.split())


def _resembles(match: Match) -> bool:
    """Whether a row is a list's headers, perhaps lacking one: some needed column, and two of the list's own."""
    own = match.columns.keys() - match.spec.shared
    partly = match.spec.used and len(match.missing) < len(match.spec.needed) and len(own) >= 2
    return not match.missing or partly


def _rank(match: Match, name: str) -> tuple[bool, int, int, int]:
    titled = len(set(plain(name).split()) & set(plain(f"{match.spec.id} {match.spec.title}").split()))
    return (not match.missing, len(match.columns), titled, -match.row)
