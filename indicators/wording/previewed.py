"""What a check of extracts found, in tables and sentences, from the preview of `python -m data build --check --format json`.

Nothing of a preview is in use yet. A preview has `lists`, `files`, `moves`, `lost`, `compared` and `problem` (data/preview.py).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from indicators.wording import words

Preview = Mapping[str, Any]
LISTS = {"File": pl.String, "List": pl.String, "Day": pl.String, "Covers": pl.String, "Rows": pl.Int64, "Refused": pl.String,
         "New": pl.String, "Withdrawn": pl.String, "Note": pl.String}  # fmt: skip
MOVES = ("Figure", "Period", "In use now", "With these files")
NO_DAYS = "no days"
MOST_NAMED = 4  # figures named in a sentence; the number of the others follows


def headline(found: Preview, brought: Sequence[str]) -> str:
    """The message above a check: what was read, and that nothing of it counts yet."""
    mine = of_files(found["lists"], brought) if found else []
    rows, refused = (sum(each[name] for each in mine) for name in ("read", "refused"))
    share = _share(refused / rows if rows else 0.0)
    lists = f"{len(mine)} {'list' if len(mine) == 1 else 'lists'} with {rows:,} {'row' if rows == 1 else 'rows'}"
    return f"Checked, not in use yet: {lists}, {share} refused"


def of_files(lists: Sequence[Mapping[str, Any]], names: Sequence[str], others: bool = False) -> list[Mapping[str, Any]]:
    """The lists in files of these names, or those in all the other files; without names every list is in the first."""
    return [each for each in lists if ((not names or each["file"] in names) != others)]


def refused(lists: Sequence[Mapping[str, Any]]) -> int:
    """The number of rows refused in these lists."""
    return sum(each["refused"] for each in lists)


def table(lists: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """A row for each list: file, list, day taken for, days covered, rows, and those refused, new and withdrawn."""
    return pl.DataFrame([_row(each) for each in lists], schema=LISTS, orient="row")


def _row(each: Mapping[str, Any]) -> tuple[object, ...]:
    covers = f"{_day(each['covered_from'])} to {_day(each['covered_to'])}" if each["covered_to"] else NO_DAYS
    shares = (f"{_share(each[f'{name}_share'])} ({each[name]:,})" for name in ("refused", "new", "withdrawn"))
    return each["file"], each["title"], _day(each["extract_date"]), covers, each["read"], *shares, each["note"]


def _share(share: float) -> str:
    return words.amount(100 * share, "percentage")


def _day(text: str | None) -> str:
    return words.day(date.fromisoformat(text)) if text else "unknown"


def lacking(lists: Sequence[Mapping[str, Any]]) -> list[str]:
    """A sentence for each list that covers no day, and for each column that a list lacks, with the figures it costs."""
    without = [f"{each['file']}, {each['title']}: it covers no day, so it gives no figures. {each['note']}".rstrip()
               for each in lists if not each["covered_to"]]  # fmt: skip
    return without + [f"{each['file']}, {each['title']}: the column ‘{words.capital(lack['column'])}’ {lack['why']}. "
            f"Not available without it: {_named(lack['costs'])}." for each in lists for lack in each["missing"]]  # fmt: skip


def _named(titles: Sequence[str]) -> str:
    more = len(titles) - MOST_NAMED
    return "; ".join(titles[:MOST_NAMED]) + (f"; and {more} {'other' if more == 1 else 'others'}" if more > 0 else "")


def moves(found: Preview, units: Mapping[str, str]) -> pl.DataFrame:
    """The largest changes against the build in use; `units` is {indicator: shown_as}."""
    rows = [(each["title"], each["period"], *(_figure(each, when, units.get(each["indicator"], "number"))
                                              for when in ("before", "after"))) for each in found["moves"]]  # fmt: skip
    return pl.DataFrame(rows, schema=dict.fromkeys(MOVES, pl.String), orient="row")


def _figure(move: Mapping[str, Any], when: str, shown_as: str) -> str:
    of = move[f"{when}_of"]
    return words.amount(move[when], shown_as) + (f" (of {of:,})" if of is not None else "")


def lost(found: Preview) -> list[str]:
    """A sentence for each indicator that would lose figures."""
    return [f"{each['title']}: {each['periods']:,} {'period' if each['periods'] == 1 else 'periods'} would lose the figure"
            f"{', and none would be left' if each['none_left'] else ''}. {each['reason']}" for each in found["lost"]]  # fmt: skip
