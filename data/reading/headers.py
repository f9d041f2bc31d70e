"""Compares headers by their words, so that a header is read where only one meaning is possible.

`terms` makes one set of terms from "Child Protection Plan End Date", "CPPlanEndDate" and "CP plan ceased on": the words and
abbreviations are in `queries/staging/header_words.toml`. An alias of a list (`lists.toml`) is such a set too, with words that may
be missing between brackets. A header with any further term does not fit: "Planned end date" is another date.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from queries import FOLDER, QueryError, toml

FILE = FOLDER / "staging" / "header_words.toml"
LONGEST_HEADER = 300  # characters; Ofsted's longest header has 98
OWN = "="  # begins an alias that is the authority's own header ([columns] of data/authority.toml)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[0-9])(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z](?!s(?![a-z]))[a-z])")
DATE_TIME = re.compile(r"\bdate ?(?:and|&|/|\+)? ?time\b")
SECTION_47 = re.compile(r"\bs(?:ec|ect|ection)?[ .]*47s?")
COUNT = re.compile(r"\b(?:number|numbers|num|nbr|nr|no)\.? of\b|\bof (?:number|num|nbr|no\b)\.?|#|\b(?:num|no)\.(?! of)")
SYSTEM, NUMBERS = "system", {"number": "count"}
SHORTEST = 3  # letters of a word inside a header without spaces, but for SHORT
SHORT = {"id", "of", "cp", "dt"}


class Alias(NamedTuple):
    """The terms that a header must have, and all that it may have."""

    must: frozenset[str]
    may: frozenset[str]


@cache
def table() -> dict:
    """The keys of header_words.toml: `small`, `other`, `known` and `words`; raises QueryError if it cannot be read."""
    return toml.read(FILE, QueryError, "Mend the file, or take it fresh from the project.")


def plain(text: str | None) -> str:
    """A header for comparing: lower case, without apostrophes, with a space for every other sign."""
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’‘`´]", "", (text or "")[:LONGEST_HEADER].lower())).strip()


@lru_cache(100_000)  # other rows and the next workbook repeat the same headers
def terms(text: str) -> frozenset[str]:
    """The terms of a header, without the small words."""
    words = _words(text)
    found = [term for word in _placed(words) for term in _terms_of(word)]
    return frozenset(found) - frozenset(table()["small"])


def _words(text: str) -> list[str]:
    text = re.sub(r"['’‘`´]", "", text[:LONGEST_HEADER].strip().replace("_", " "))
    text = DATE_TIME.sub("date", re.sub(r"\s+", " ", CAMEL.sub(" ", text).lower()))
    text = SECTION_47.sub(" section 47 ", text)
    return re.findall("[a-z]+|[0-9]+", COUNT.sub(" count ", text))


def _placed(words: list[str]) -> list[str]:
    """The words, with those that have a meaning only at the end or before 'date': 'closed on', 'plan to', 'child no'."""
    if len(words) < 2:
        return words
    ends = {"on": "date", "to": "end", "from": "start"} | ({} if "further" in words else {"no": "number"})
    first = {"to": "end", "from": "start"}.get(words[0], words[0]) if words[1] == "date" else words[0]
    return [first, *words[1:-1], ends.get(words[-1], words[-1])]


@lru_cache(10_000)
def _terms_of(word: str) -> tuple[str, ...]:
    words = table()["words"]
    for form in (word, _singular(word)):
        if form in words:
            return tuple(words[form].split())
    parts = [] if _known(word) else _divided(word)
    return tuple(term for part in parts for term in _terms_of(part)) or (_singular(word),)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@cache
def _vocabulary() -> frozenset[str]:
    held = table()
    values = (term for value in held["words"].values() for term in value.split())
    every = {*held["small"], *held["other"], *held["known"], *held["words"], *values}
    return frozenset(word for word in every if len(word) >= SHORTEST or word in SHORT)


def _known(word: str) -> bool:
    return word in _vocabulary() or _singular(word) in _vocabulary()


def _divided(word: str) -> list[str]:
    """The words of a header without spaces, the longest first, or none if a part of it is not a word of the file."""
    for end in range(len(word), 1, -1):
        if _known(word[:end]):
            rest = _divided(word[end:]) if end < len(word) else []
            if rest or end == len(word):
                return [word[:end], *rest]
    return []


@cache
def alias(text: str) -> Alias:
    """An alias of a lists.toml: the words outside the brackets must be there, the words inside may be."""
    must = terms(re.sub(r"\([^)]*\)", " ", text))
    return Alias(must, must | terms(" ".join(re.findall(r"\(([^)]*)\)", text))))


@lru_cache(100_000)
def rank(header: str, text: str, official: bool) -> int | None:
    """How well a header fits an alias: 0 as the authority's own, 1 as the list's official wording, 2 by its words; None: not."""
    if text.startswith(OWN):
        return 0 if plain(header) == plain(text[1:]) else None
    if text.startswith("/"):
        return 2 if re.fullmatch(text.strip("/"), plain(header)) else None
    if official and sorted(plain(header).split()) == sorted(plain(text).split()):
        return 1
    return 2 if _fits(terms(header), alias(text)) else None


def _fits(found: frozenset[str], wanted: Alias) -> bool:
    """Whether all terms of a header are among those of an alias. A case system's name says nothing, unless the alias has it."""
    found = found if SYSTEM in wanted.may else found - {SYSTEM}
    if "count" in wanted.may:
        found = frozenset(NUMBERS.get(term, term) for term in found)
    return bool(found) and wanted.must <= found <= wanted.may


def official(aliases: Iterable[str]) -> str:
    """A column's official header: its first alias that is not the authority's own."""
    return next(text for text in aliases if not text.startswith(OWN)).strip("/")
