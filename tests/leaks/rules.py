"""What a page told that its audience may not know: the rules the leak tests hold every byte against.

1. No identifier of a child, a worker or a record of the performance team's file, in any text, address, table or raw frame.
2. "k of n": a pair that the audience's own file or the published figures hold, or both multiples of what it rounds to.
3. A whole number of a table, a chart or a file that could be a count of ours: a multiple of what the file rounds to, or a value
   (days, whole percent) the file holds, or on pages of published figures a published number. A count of a figure that the file
   itself holds exact (`rounded_to` 1, because it counts nobody's case) only where the page's message is about that figure.
4. A percentage of our own has no decimal: one with a decimal stands only beside a published figure, a chance, or a target, or is
   a step of an axis.

Rules 2 to 4 know nothing of where a number came from, so a count may pass them by chance. What none of them can miss is told by
comparison: a process that has nothing but the audience's own file must send the very same (`beyond`).
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from queries.store import warehouse as built
from tests.support.visitor import CHOICE_OF_ROLE

IDENTIFIER = re.compile(r"(?<![0-9A-Za-z.,])(?:\d{8}|[A-Z]{1,2}\d{4,6})(?![0-9A-Za-z])")
# "9 of 13 years" counts years, and nobody; "on average" is worked out from many rounded counts, and counts nobody either.
NOBODY = "on average|checks|lists?|years|points|numbers|councils|places|authorities|months"
PAIR = re.compile(rf"(?<![\d.,])(\d[\d,]*) of (\d[\d,]*)(?![\d%]|\.\d| (?:{NOBODY}))")
STEP = re.compile(r"axis\.ticktext=(<span [^>]*>)?\d+\.\d+%(</span>)?$")  # nothing but a round number along an axis
DECIMAL = re.compile(r"(?<![\d.])\d+\.\d+%")
PUBLISHED = re.compile(r"neighbour|England|region|North West|places like us|councils|authorit|published|chance|target", re.I)
PUBLISHED_PAGES = ("compare", "plain")
# Numbers that are dates, sizes or places in an order, by the name of what they stand in.
NO_COUNT = re.compile(r"year|period|date|config|layout|rank|position|line|marker|size|width|height|colou?r|day|month|centre"
                      r"|lower|upper|median|mean|region|england|percent|share|selected|axis|level|default|step|code|neighbour")
# What names an element of one session and says nothing; that something takes long (a spinner), which two processes on one machine
# seldom have at the same moment; the choice of role stands only where one process serves several.
VOLATILE = re.compile(rf"\.(id|url|deferred_file_id|fragment_id)$|new_transient\.|^download\.headers|^{CHOICE_OF_ROLE}")


@dataclass(frozen=True)
class Held:
    """What an audience's file holds, and the identifiers that no audience but the performance team may meet."""

    base: int
    pairs: frozenset
    values: frozenset
    days: frozenset
    published: frozenset
    identifiers: frozenset
    exact: dict  # the counts of each figure that the file does not round, by its title


def held(audience: str, warehouse: Path) -> Held:
    """Read what a protected audience holds."""
    with built.read(audience, warehouse) as file:
        series, published = (file.run(f"SELECT * FROM {table}") for table in ("series", "published"))
        waiting, population = file.run("SELECT * FROM waiting"), file.run("SELECT children FROM population")
        days = file.run("SELECT DISTINCT day FROM waiting_curve")["day"]
        titles = {row[0]: json.loads(row[1])["title"] for row in file.run("SELECT indicator, header FROM indicator").iter_rows()}
    ours, theirs = (frame.select(pl.col("numerator", "denominator").round().cast(pl.Int64)) for frame in (series, published))
    rounded = ours.filter(series["rounded_to"] > 1)
    counts = {*rounded["numerator"].drop_nulls(), *rounded["denominator"].drop_nulls()}  # a rate's denominator is public
    values = counts | {*series["value"].drop_nulls(), *(each for name in ("median", "median_lower", "median_upper", "share_over",
              "share_lower", "share_upper") for each in waiting[name].drop_nulls())}
    numbers = {*theirs["numerator"].drop_nulls(), *theirs["denominator"].drop_nulls(), *population["children"]}
    return Held(series["rounded_to"].max(), frozenset({*ours.rows(), *theirs.rows()}), frozenset(values), frozenset(days),
                frozenset(numbers), identifiers(warehouse), _exact(series, titles))


def _exact(series: pl.DataFrame, titles: dict[str, str]) -> dict[str, frozenset]:
    free = series.filter(pl.col("rounded_to") == 1)
    return {titles[name]: frozenset({*part["numerator"].drop_nulls(), *part["denominator"].drop_nulls()})
            for (name,), part in free.partition_by("indicator", as_dict=True).items()}


def identifiers(warehouse: Path) -> frozenset[str]:
    """Every identifier of a child, a worker or a thing that happened to one, from every table of the performance team's file."""
    found = set()
    with built.read("performance", warehouse) as file:
        for table in file.tables():
            for name in file.run(f"SELECT * FROM {table} LIMIT 0").columns:
                if name.endswith("_id"):
                    rows = file.run(f"SELECT DISTINCT CAST({name} AS VARCHAR) AS it FROM {table} WHERE {name} IS NOT NULL")
                    found |= {part for each in rows["it"] for part in IDENTIFIER.findall(each)}
    return frozenset(found)


class Told:
    """Everything one session was told, page by page, and what of it is too much."""

    def __init__(self, holds: Held):
        self.holds, self.wrong, self.free = holds, [], frozenset()

    def hear(self, seen, page: str, asked: str = "") -> None:
        """Hold one run of a page against the rules."""
        where, about = f"{page}?{asked}", [text for place, text in seen.leaves if place.endswith("heading.body")]
        self.free = frozenset().union(*(counts for title, counts in self.holds.exact.items()
                                        if any(str(each).startswith(f"{title}, ") for each in about)))
        for frame in seen.raw:
            self._named(frame.decode("latin-1"), f"{where} raw")
        for place, value in seen.leaves:
            for fault in self.faults(page, place, value):
                self.wrong.append(f"{where} {place}: {fault}")

    def _named(self, text: str, where: str) -> None:
        if named := self.holds.identifiers.intersection(IDENTIFIER.findall(text)):
            self.wrong.append(f"{where}: identifiers {sorted(named)[:3]}")

    def faults(self, page: str, place: str, value) -> Iterator[str]:
        """What is wrong with one leaf."""
        published = page in PUBLISHED_PAGES
        if isinstance(value, str):
            if named := self.holds.identifiers.intersection(IDENTIFIER.findall(value)):
                yield f"identifiers {sorted(named)[:3]}"
            yield from (f"{k} of {n}" for k, n in _pairs(value) if not self._pair(k, n))
            told = DECIMAL.search(value) and not PUBLISHED.search(value) and not STEP.search(f"{place}={value}")
            if not published and told:
                yield f"a decimal in {value[:80]!r}"
        elif _counts(place) and not self._number(place, value, published):
            yield f"the number {value!r}"

    def _pair(self, k: int, n: int) -> bool:
        return (k, n) in self.holds.pairs or k % self.holds.base == n % self.holds.base == 0

    def _number(self, place: str, value, published: bool) -> bool:
        """Whether a number of a table or chart may be told; what has decimals is worked out and no count."""
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value):
            return True
        ours = value in self.holds.values or value in self.free
        known = value % self.holds.base == 0 or ours or (published and int(value) in self.holds.published)
        grid = place.endswith(".spec.data.x") and (published or value in self.holds.days)  # sizes of a funnel, days of a curve
        return known or grid or NO_COUNT.search(place.lower()) is not None


def _counts(place: str) -> bool:
    """Whether a number in this place could be a count: in a chart's data, a table or a file."""
    return ".spec.data." in place or ".arrow_data." in place or place.startswith("download.")


def beyond(shared, alone) -> list[tuple[str, object]]:
    """What a session was sent that a process without anything but the audience's own file did not send it."""
    more = _kept(shared) - _kept(alone)
    return list(more.elements())


def _kept(seen) -> Counter:
    return Counter(leaf for leaf in seen.leaves if not VOLATILE.search(leaf[0]))


def _pairs(text: str):
    for k, n in PAIR.findall(text):
        yield int(k.replace(",", "")), int(n.replace(",", ""))
