"""What would give an indicator its figures: the file to load, the column to add, or the days to cover.

An indicator names in its header the tables and details that it counts from. The build knows which days its extracts cover of
each, and the sources know which list fills a table and which column says a detail. So what an indicator lacks follows from these
facts, and a new list or indicator needs no word here.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import polars as pl

from indicators.roles import View
from indicators.wording import words
from queries import details, sources
from queries.sources import ListSpec

FILE, BELIEF, COLUMN, DAY = KINDS = ("file", "belief", "column", "day")
IN_ANOTHER = {"cp_review": "meeting"}  # the reviews of plans are covered by meetings (queries/model/covered.sql)
WHAT = "What extracts can tell is"


class Want(NamedTuple):
    """One thing that an indicator lacks: its kind (of KINDS), what to bring in a few words, and the same at length."""

    kind: str
    short: str
    says: str


class Lack(NamedTuple):
    """A table or detail that an indicator counts from, and the last day on which extracts cover it; None if none does."""

    name: str
    is_detail: bool
    first_day: date | None
    last_day: date | None


class Held(NamedTuple):
    """What the build read: the lists with their files, the columns that files lack, and each indicator's tables and details."""

    lists: pl.DataFrame
    columns: pl.DataFrame
    needs: dict[str, list[Lack]]


def held(view: View) -> Held:
    """What the extracts of this build hold; raises NotAllowed for an audience that may not open records."""
    rows = view.records("sources_held", WHAT).rows()
    needs: dict[str, list[Lack]] = {name: [] for name, *_ in rows}
    for name, *rest in rows:
        needs[name].append(Lack(*rest))
    return Held(view.records("lists_read", WHAT), view.records("columns_lacking", WHAT), needs)


def of(indicator: str, found: Held, until: date | None) -> list[Want]:
    """What an indicator lacks for figures up to a day, or (None) for any figure; empty if its extracts cover everything."""
    lacking = [each for each in found.needs.get(indicator, []) if each.last_day is None or (until and each.last_day < until)]
    tables = {each.name for each in lacking if not each.is_detail}
    wants = [_of_table(each, found) for each in lacking if not each.is_detail]
    wants += [want for each in lacking if each.is_detail and details()[each.name]["of"] not in tables
              for want in _of_detail(each.name, found)]
    return list({(each.kind, each.short): each for each in wants}.values())


def shared_days(indicator: str, found: Held) -> tuple[date, date] | None:
    """The first and last day that all tables and details of an indicator can share; None if one of them is never covered."""
    days = [(each.first_day, each.last_day) for each in found.needs.get(indicator, [])]
    known = [(first, last) for first, last in days if first is not None and last is not None]
    if not known or len(known) < len(days):
        return None
    return max(first for first, _ in known), min(last for _, last in known)


def _of_table(lack: Lack, found: Held) -> Want:
    """What would cover a table: a list that fills it, a newer extract, or one that is believed."""
    name = IN_ANOTHER.get(lack.name, lack.name)
    whole = [each for each in sources.used() if name in each.fills]
    able = whole or [each for each in sources.used() if lack.name in each.names]
    read = found.lists.filter(pl.col("list").is_in([each.id for each in able]))
    day = "" if whole else ", for the last day of a month"
    if read.is_empty():
        return Want(FILE, _short(able[0]), f"{_names(able)}{day}")
    title = _titled(read["list"][0])
    if lack.last_day is not None or not whole:
        return Want(DAY, title, f"a newer extract of {title}{day}")
    return Want(BELIEF, read["file"][0], f"{read['file'][0]}, because {title} in it covers no day: the page Load says why")


def _of_detail(detail: str, found: Held) -> Iterator[Want]:
    """What would say a detail: the column of a list that was read, otherwise a list that has it."""
    lacking = found.columns.filter(~pl.col("field").str.starts_with("("), detail=detail)
    for (name, field), files in lacking.group_by("list", "field", maintain_order=True):
        header, where = f"‘{_header(str(name), str(field))}’", f"{_titled(str(name))}, in {_files(files['file'].to_list())}"
        blank = files["has_column"][0]
        yield Want(COLUMN, f"{header} of {_titled(str(name))}",
                   f"the column {header} of {where}{', which is blank or cannot be read' if blank else ''}")
    if lacking.is_empty():
        able = [each for each in sources.used() if detail in each.says and each.id not in set(found.lists["list"])]
        yield from [Want(FILE, _short(able[0]), _names(able))] if able else []


def _spec(name: str) -> ListSpec:
    return next(each for each in sources.used() if each.id == name)


def _titled(name: str) -> str:
    return _spec(name).title


def _header(name: str, field: str) -> str:
    """The usual header of a column; one that is written as a pattern is called by the column's own name."""
    plain = [each for each in _spec(name).columns[field] if not each.startswith("/")]
    return words.capital(plain[0] if plain else field.replace("_", " "))


def _short(spec: ListSpec) -> str:
    """A list in a few words: the usual name of its file if its source has a file for each list, otherwise its title."""
    own = next(source for source in sources.every() if source.id == spec.source).files[0] == "csv"
    return f"{spec.id.removeprefix(f'{spec.source}_')}.csv" if own else spec.title


def _names(specs: list[ListSpec]) -> str:
    said = [each.title if _short(each) == each.title else f"{_short(each)} ({each.title})" for each in specs]
    return " or ".join(said)


def _files(names: list[str]) -> str:
    more = len(set(names)) - 1
    return names[0] if not more else f"{names[0]} and {more} other {'file' if more == 1 else 'files'}"
