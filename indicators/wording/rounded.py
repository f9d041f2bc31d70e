"""Counts that are rounded to protect children, in words that say so: a rounded 0 is 'fewer than 3', because it may be 1 or 2.

Two rounded figures are compared only where `apart` finds that their ranges of true values do not overlap.
"""

from collections.abc import Sequence

from indicators.row_types import Counted, Figure
from indicators.statistics import rounding
from indicators.wording import words
from queries.definitions.header import AVERAGES

WHOLE = 0.5  # the largest error of a number rounded to a whole one
NOT_APART = "; rounding hides whether it has changed in a year"


def ends(row: Counted, shown_as: str) -> tuple[float, float]:
    """(lowest, highest) value that the true counts of a row can make, in shown units; the value twice where counts are exact.

    Rounding turns an average into a whole number, so a whole average is taken to be rounded. The row has a value.
    """
    base, value = row.rounded_to, row.known
    if shown_as in AVERAGES:
        off = WHOLE if value == round(value) else 0.0
        return value - off, value + off
    if base == 1:
        return value, value
    if shown_as == "percentage":
        least, most = rounding.share(*row.counts, base)
        return 100 * least, 100 * most
    least, most = rounding.behind(int(row.numerator or 0), base)
    per = 10_000 / row.denominator if row.denominator else 1.0
    return least * per, most * per


def coarse(rows: list[Figure], shown_as: str) -> list[tuple[Figure, tuple[float, float]]]:
    """(row, its `ends`) of every rounded percentage if one of them may be more than five points off; else an empty list."""
    known = [row for row in rows if shown_as == "percentage" and row.value is not None and row.rounded_to > 1]
    found = [(row, ends(row, shown_as)) for row in known]
    off = (max(row.known - least, most - row.known) for row, (least, most) in found)
    return found if any(each > words.ROUGHLY for each in off) else []


def apart(row: Counted, other: Counted, shown_as: str) -> bool:
    """Whether two rows of one figure can be compared: both are exact, or their ranges do not overlap."""
    exact = row.rounded_to == other.rounded_to == 1
    whole = shown_as in AVERAGES and all(each.known == round(each.known) for each in (row, other))
    return (exact and not whole) or rounding.apart(ends(row, shown_as), ends(other, shown_as))


def blocks(rows: Sequence[Counted]) -> list[int]:
    """The number of each row's block, 0 for the largest shares: the range of each row lies above those of every later block."""
    return rounding.ordered([rounding.share(*row.counts, row.rounded_to) for row in rows])


def ranked(rows: Sequence[Counted], shown_as: str) -> list[int | None]:
    """The number of each row's block by value, in any unit, 0 for the highest (see `blocks`); None for a row without a value."""
    known = [place for place, row in enumerate(rows) if row.value is not None]
    reach = [(row.known, row.known) if row.rounded_to == 1 else ends(row, shown_as) for row in rows if row.value is not None]
    found = dict(zip(known, rounding.ordered(reach), strict=True))
    return [found.get(place) for place in range(len(rows))]


def unordered(places: Sequence[int | None], base: int) -> str:
    """A sentence where rounding leaves the order of rows open, so that they are sorted by name; empty where it does not."""
    known = [place for place in places if place is not None]
    if base == 1 or len(set(known)) == len(known):
        return ""
    which = "These" if len(set(known)) == 1 else "Some"
    return f"{which} cannot be put in order, because the counts are rounded: they are sorted by name."


def count(number: int | None, base: int = 1, added: int = 1) -> str:
    """'1,234'; 'hidden' for None; 'fewer than 3' for a rounded 0, which may be 1 or 2.

    `added` is the number of rounded counts that were summed.
    """
    if number is None:
        return "hidden"
    return f"fewer than {rounding.behind(0, base, added)[1] + 1}" if base > 1 and number == 0 else f"{number:,}"


def about(number: int | None, base: int = 1, added: int = 1) -> str:
    """As `count`, inside a sentence: 'about 5'."""
    return f"about {number:,}" if base > 1 and number else count(number, base, added)


def of(number: int, whole: int, base: int = 1, added: int = 1) -> str:
    """'5 of 70', 'about 5 of 70', 'fewer than 3 out of 60'; `added` as in `count`."""
    return f"{about(number, base, added)} {'of' if number or base == 1 else 'out of'} {whole:,}"


def share(row: Counted, decimals: int = 1) -> str:
    """'9.7%'; 'about 7%' from rounded counts, and a range such as '0 to 10%' where the rounded count is none or all."""
    said = words.told(row, "percentage", decimals)
    return said if row.rounded_to == 1 or " " in said else f"about {said}"


def of_every(row: Counted, shown_as: str, every: int) -> str:
    """'0 to 2' (of `every` 100 or 1,000) for a percentage whose rounded count is none or all; else empty."""
    if shown_as != "percentage" or row.rounded_to == 1 or row.numerator not in (0, row.denominator) or not row.denominator:
        return ""
    low, high = (words.number(end * every / 100, 0) for end in ends(row, shown_as))
    return low if low == high else f"{low} to {high}"


def note(base: int) -> str:
    """The sentence under a table of rounded counts, of children or workers: '... a 5 may be 3 to 7.'; empty for exact counts."""
    least, most = rounding.behind(base, base)
    return (f"Counts are rounded to the nearest {base}, so that no person can be recognised: a {base} may be {least} to "
            f"{most}.") if base > 1 else ""
