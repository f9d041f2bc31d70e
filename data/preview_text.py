"""The preview of a build as text: a line for each list, and what would change against the build in use."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

HEADINGS = ("file", "list", "day", "covers", "rows", "refused", "new", "withdrawn")


def of(preview: dict[str, Any]) -> str:
    """The text of a preview (`data.preview`); empty if it has no lists, files or changes."""
    found = [*_table([HEADINGS, *map(_cells, preview["lists"])] if preview["lists"] else ())]
    return "\n".join(found + _missing(preview) + (_changes(preview) if found and not preview["problem"] else []))


def _missing(preview: dict[str, Any]) -> list[str]:
    """A line for each column that a list lacks, with the files that lack it and the figures that it costs."""
    files: dict[tuple, list[str]] = {}
    for each in preview["lists"]:
        for lack in each["missing"]:
            files.setdefault((each["title"], lack["column"], lack["why"], *lack["costs"]), []).append(each["file"])
    return [f"{title}: the column '{column}' {why} in {', '.join(named)}. Figures that need it: {', '.join(costs)}."
            for (title, column, why, *costs), named in files.items()]  # fmt: skip


def _cells(each: dict[str, Any]) -> tuple[str, ...]:
    covers = f"{_day(each['covered_from'])} to {_day(each['covered_to'])}" if each["covered_to"] else "no days"
    shares = (f"{each[key]:,} ({each[f'{key}_share']:.1%})" for key in ("refused", "new", "withdrawn"))
    return each["file"], each["title"], _day(each["extract_date"]), covers, f"{each['read']:,}", *shares


def _day(text: str | None) -> str:
    return f"{date.fromisoformat(text):%d %B %Y}".lstrip("0") if text else "unknown"


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The rows as lines, in columns of the same width."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _changes(preview: dict[str, Any]) -> list[str]:
    found = ["What would change against the build in use:"]
    if preview["compared"]:
        return [*found, preview["compared"]]
    moves = [(each["title"], each["period"], f"{_figure(each, 'before')} now", f"{_figure(each, 'after')} with this build")
             for each in preview["moves"]]  # fmt: skip
    nothing = [] if moves else ["No settled figure of the last 12 months or years would change."]
    return [*found, *nothing, *_table(moves), *map(_lost, preview["lost"])]


def _lost(each: dict[str, Any]) -> str:
    left = ", and none would be left" if each["none_left"] else ""
    periods = f"{each['periods']:,} {'period' if each['periods'] == 1 else 'periods'}"
    return f"{each['title']}: {periods} would lose the figure{left}. {each['reason']}"


def _figure(move: dict[str, Any], when: str) -> str:
    """A figure as text: '12.5 of 40', or '31' without a denominator."""
    value, of = move[when], move[f"{when}_of"]
    return f"{value:,.0f}" if of is None else f"{value:,.1f} (of {of:,})"
