"""Recognises the lists in a sheet or file by their headers, whatever its name is.

The lists and their headers are in `queries/staging/<source>/lists.toml`; `headers.py` compares the headers. A sheet is the list
whose columns it matches best. The header row is the one of the first rows that matches, so a title above it is allowed. One
familiar date beside a child's id is not a list: a match needs several of the columns that only this list has. The name of the
sheet decides only between two lists that match equally well.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.reading import corrections, headers, naming
from queries import sources
from queries.sources import ListSpec

HEADER_WITHIN = 40  # first rows in which the headers must be, below a title or notes
HAS_LETTER = re.compile("[A-Za-z]")
MOST_OWN, FEW_OWN, FEW_IN_ALL = 3, 2, 5  # columns that only this list has, and in all: so many are enough
OwnHeaders = Mapping[str, Mapping[str, str]]  # {list: {header: column}}


@dataclass(frozen=True)
class Match:
    """A list's headers in a sheet: the row (from 0), {name: column} and {name: header}, and the headers that do not fit.

    `rivals` are the titles of other lists that match as well.
    """

    spec: ListSpec
    row: int
    columns: dict[str, int]
    headers: dict[str, str]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    doubled: tuple[str, ...]
    rivals: tuple[str, ...] = ()

    @property
    def own(self) -> list[str]:
        """The columns found that only this list has."""
        return [column for column in own_columns(self.spec) if column in self.columns]

    @property
    def enough(self) -> bool:
        """Whether the columns found are this list and no other with the same date."""
        if not self.spec.shared or not corrections.KEYS.keys().isdisjoint(self.columns):  # a file of corrections says which list
            return True
        wanted = min(MOST_OWN, max(FEW_OWN, _half(self.spec)))
        return len(self.own) >= wanted or (len(self.own) >= FEW_OWN and len(self.columns) >= FEW_IN_ALL)


def load(own: OwnHeaders | None = None) -> tuple[ListSpec, ...]:
    """All lists of all sources, in order of the sources' ids; raises QueryError if one is wrong.

    `own` are the authority's own headers ([columns] of data/authority.toml); they win over all others.
    """
    every = (spec for source in sorted(sources.every(), key=lambda source: source.id) for spec in source.lists)
    return tuple(_with_own(spec, (own or {}).get(spec.id, {})) for spec in every)


def _with_own(spec: ListSpec, own: Mapping[str, str]) -> ListSpec:
    columns = {
        column: [*(f"{headers.OWN}{header}" for header, meant in own.items() if meant == column), *aliases]
        for column, aliases in spec.columns.items()
    }
    return replace(spec, columns=columns)


def own_columns(spec: ListSpec) -> list[str]:
    """The columns that an export of this list has and others lack: without shared ones and those it may do without."""
    seldom = {*corrections.KEYS, *(spec.says[detail] for detail in spec.may_lack if detail in spec.says)}
    return [column for column in spec.columns if column not in spec.shared and column not in seldom]


def _half(spec: ListSpec) -> int:
    return (len(own_columns(spec)) + 1) // 2


def recognise(rows: Sequence[Sequence[str | None]], name: str, lists: tuple[ListSpec, ...]) -> Match | None:
    """The best match of a list's headers in the first rows of a sheet, or None if no row resembles a list.

    A match may lack needed columns (`missing`) or most of the list (`enough`): then the sheet resembles that list and must be
    refused, not ignored. The first row that is a list's headers is the header; the rows below it are data.
    """
    likely = []
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        written = {index: text.strip() for index, text in enumerate(row) if text and HAS_LETTER.search(text)}
        matches = [_match(spec, number, written) for spec in lists] if len(written) > 1 else []
        likely += [match for match in matches if _resembles(match)]
        if any(_is_list(match) for match in matches):
            break
    best = max(likely, key=lambda match: _rank(match, name)) if likely else None
    return best and replace(best, rivals=tuple(_rivals(best, likely, name)))


def _match(spec: ListSpec, number: int, written: dict[int, str]) -> Match:
    fits: dict[str, dict[int, int]] = {}
    for index, header in written.items():
        if found := _column(spec, header):
            fits.setdefault(found[1], {})[index] = found[0]
    best = {column: [at for at, rank in hits.items() if rank == min(hits.values())] for column, hits in fits.items()}
    columns = {column: best[column][0] for column in spec.columns if column in best}
    unknown = tuple(header for index, header in written.items() if index not in columns.values())
    missing = tuple(column for column in spec.needed if column not in columns)
    doubled = tuple(column for column in columns if len(best[column]) > 1)
    return Match(spec, number, columns, {column: written[at] for column, at in columns.items()}, unknown, missing, doubled)


def _column(spec: ListSpec, header: str) -> tuple[int, str] | None:
    """(how well, column) of the one column of a list that a header means, or None if it means none or could mean several."""
    bare = naming.without_table(header, spec)
    ranked = [
        (rank, column)
        for column, aliases in spec.columns.items()
        for number, text in enumerate(aliases)
        for written in ([header] if text.startswith(headers.OWN) else [bare])
        if (rank := headers.rank(written, text, number == _official(aliases))) is not None
    ]
    best = {column for rank, column in ranked if rank == min(ranked)[0]}
    return (min(ranked)[0], best.pop()) if len(best) == 1 else None


def _official(aliases: list[str]) -> int:
    return sum(text.startswith(headers.OWN) for text in aliases)


def _is_list(match: Match) -> bool:
    return not match.missing and match.enough


def _resembles(match: Match) -> bool:
    """Whether a row looks like a list's headers: all needed columns, or some of them and columns that only this list has."""
    partly = match.spec.used and len(match.missing) < len(match.spec.needed) and len(match.own) >= min(FEW_OWN, _half(match.spec))
    return not match.missing or partly or (match.spec.used and len(match.own) >= MOST_OWN)


def _rank(match: Match, name: str) -> tuple[bool, int, int, bool, int]:
    titled = len(set(headers.plain(name).split()) & set(headers.plain(f"{match.spec.id} {match.spec.title}").split()))
    return (_is_list(match), len(match.columns), titled, not match.missing, -match.row)


def _rivals(best: Match, likely: list[Match], name: str) -> list[str]:
    rank = _rank(best, name) if best.spec.used and _is_list(best) else None
    return [match.spec.title for match in likely if match.spec.id != best.spec.id and _rank(match, name) == rank]
