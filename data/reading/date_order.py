"""Decides once for a column of a file whether day or month comes first, from all its filled cells; otherwise says why not.

A cell alone cannot show it: 03/04/2026 is a day in both orders. So the cells with one meaning decide for the others, and then
the other columns of the same list that are written in the same way. A column that cannot be told is refused as a whole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from data.reading import date_form

MOST_UNREAD, FEWEST_UNREAD = 0.05, 2  # a share of cells above this, and so many, is a form and not a typing error
LATE = {timedelta(hours=hour) for hour in (21, 22, 23)}  # midnight in zones up to three hours east of UTC, written in UTC
FEWEST_LATE = 3  # so many whole late hours, and fewer other times, are a zone: real times of day are seldom whole hours at night
DAY_BEFORE_MONTH = "year, day, month"
NAMED = {"since 1970": "are numbers, such as seconds since 1970", DAY_BEFORE_MONTH: "have the day before the month"}
ADVICE = "Export the dates as 2026-09-01 (year, month, day)"
PLAINLY_DAY, PLAINLY_MONTH, MIXED, EITHER, NONE = "day first", "month first", "mixed", "either", "none"


@dataclass
class Column:
    """The cells of one column of one file: numbers of cells by what they show, and examples (at most three of each)."""

    count: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    shapes: set[str] = field(default_factory=set)
    late: int = 0  # cells with a time of day in LATE, and no zone
    timed: int = 0  # cells with another time of day than these and midnight
    years: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))  # first and third of two-digit years

    def add(self, cell: str, n: int = 1) -> None:
        """Count a text that stands in n cells."""
        form = date_form.of(cell)
        shown = _shown(form)
        self.count[shown] = self.count.get(shown, 0) + n
        if len(told := self.examples.setdefault(shown, [])) < 3:
            told.append(cell)
        if form.clock in LATE:
            self.late += n
            self.examples.setdefault("late", []).append(cell)
        elif form.clock:
            self.timed += n
        if form.kind == "either":
            self.shapes.add(form.shape)
            if form.shape.endswith("2"):
                self.years[0].add(form.parts[0])
                self.years[1].add(form.parts[2])

    def of(self, *shown: str) -> int:
        """The number of cells that show one of these."""
        return sum(self.count.get(each, 0) for each in shown)

    def order(self) -> str:
        """What its own cells show: 'day first', 'month first', 'mixed', 'either' (they cannot show it) or 'none' (no need)."""
        if self.of("only day first") and self.of("only month first"):
            return MIXED
        for order in (PLAINLY_DAY, PLAINLY_MONTH):
            if self.of(f"only {order}"):
                return order
        return EITHER if self.of("either") else NONE


def column(cells: Iterable[tuple[str, int]]) -> Column:
    """The column of (text, number of cells with it)."""
    made = Column()
    for cell, n in cells:
        made.add(cell, n)
    return made


def refusals(columns: Mapping[str, Column]) -> dict[str, str]:
    """{field: why it is refused, in sentences}, for the columns of one list in one file."""
    return {name: why for name, each in columns.items() if (why := _refused(each, [o for n, o in columns.items() if n != name]))}


def day(cell: str) -> date | None:
    """The day of a text in a column that is not refused: day first; None if it cannot be read."""
    form = date_form.of(cell)
    return form.day if form.kind in ("day", "either") else None


def _shown(form: date_form.Form) -> str:
    if form.kind == "day":
        return "day up to 12" if form.day and form.day.day <= 12 else "day"
    if form.kind != "either":
        return form.kind
    if form.day == form.month_first:
        return "same"
    return "only month first" if form.day is None else "only day first" if form.month_first is None else "either"


def _refused(own: Column, others: list[Column]) -> str | None:
    return _unread(own) or _late(own) or _year_first(own) or _swapped(own) or _order(own, others)


def _order(own: Column, others: list[Column]) -> str | None:
    order, month_first = own.order(), f"{_share(own, 'only month first')} can only be month first"
    if order == PLAINLY_MONTH:
        return _why(own, month_first, "only month first")
    if order == MIXED:
        only_day = f"{own.of('only day first'):,} only day first"
        return _why(own, f"{month_first} and {only_day}", "only month first", "only day first")
    alike = {each.order() for each in others if each.shapes & own.shapes} - {EITHER, NONE}
    if order == EITHER and alike != {PLAINLY_DAY}:
        no_cell = "no cell shows whether day or month comes first"
        return _why(own, f"{no_cell}: {_share(own, 'either')} are days in both orders", "either")
    return None


def _unread(own: Column) -> str | None:
    """Why too many cells are in a form that cannot be read."""
    whole, bad = sum(own.count.values()), own.of("unread", *NAMED)
    kind = next((each for each in NAMED if own.of(each) * 2 > bad), None)
    unlike = own.of(DAY_BEFORE_MONTH) and not own.of("day")  # then 2026-04-05 may be of May
    if not unlike and (bad < FEWEST_UNREAD or bad <= MOST_UNREAD * whole):
        return None
    shown = (kind,) if kind else ("unread", *NAMED)
    return _why(own, f"{_share(own, 'unread', *NAMED)} {NAMED[kind] if kind else 'cannot be read'}", *shown)


def _late(own: Column) -> str | None:
    """Why days may be those before the right ones: midnight in London is 23:00 of the day before in UTC, in British Summer Time.

    If as many cells have other times of day, the column has times, and 23:00 may be one of them.
    """
    if own.late < FEWEST_LATE or own.late <= own.timed:
        return None
    what = f"{own.late:,} of its {sum(own.count.values()):,} dates have a whole hour late in the evening, and few another time"
    return _why(own, f"{what}, as midnight is written in the time of another zone, on the day before", "late")


def _swapped(own: Column) -> str | None:
    """Why a spreadsheet may have read some cells month first: it leaves as text only those that are no days in its order."""
    made, left = own.of("day up to 12"), own.of("only day first")
    if not (left and made) or own.of("either", "same", "day"):
        return None
    as_left = "as a spreadsheet leaves them that has taken day for month"
    what = f"{made:,} of its cells are dates with a day up to 12 and {left:,} are texts with a day over 12, {as_left}"
    return _why(own, what, "only day first")


def _share(own: Column, *shown: str) -> str:
    return f"{own.of(*shown):,} of its {sum(own.count.values()):,} dates"


def _year_first(own: Column) -> str | None:
    """Why years of two digits may stand first, as in 26/09/01: the place of the year has fewer numbers than that of the day."""
    first, last = own.years
    now = date.today().year % 100
    if not first or max(first) > now + 1 or max(last) > 31 or min(last) == 0 or len(last) < len(first):
        return None
    if len(last) == len(first) and (now in last or now not in first):
        return None
    return _why(own, "it cannot be told which of the two digits are the year", "only day first", "either", "same")


def _why(own: Column, what: str, *shown: str) -> str:
    examples = [each for name in shown for each in own.examples.get(name, [])[:3]][:4]
    return f"{what} ({', '.join(examples)}). {ADVICE} and build again."
