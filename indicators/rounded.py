"""A count that is rounded to protect children, in words: never as if it were exact, and its nought never as if it were none."""

from indicators import words


def base_of(row: dict) -> int:
    """What the counts of a row are rounded to; 1 where they are exact."""
    return row.get("rounded_to") or 1


def count(number: int | None, base: int = 1) -> str:
    """'1,234'; 'hidden' of None; a nought that is rounded is 'fewer than 3', for it may be one or two."""
    if number is None:
        return "hidden"
    return f"fewer than {base - base // 2}" if base > 1 and number == 0 else f"{number:,}"


def about(number: int | None, base: int = 1) -> str:
    """As `count`, inside a sentence: 'about 5'."""
    return f"about {number:,}" if base > 1 and number else count(number, base)


def of(number: int, whole: int, base: int = 1) -> str:
    """'5 of 70', 'about 5 of 70', 'fewer than 3 out of 60'."""
    return f"{about(number, base)} {'of' if number or base == 1 else 'out of'} {whole:,}"


def share(percent: float, base: int = 1, decimals: int = 1) -> str:
    """'9.7%'; of rounded counts 'about 7%' or 'near 0%'."""
    said = words.amount(percent, "percentage", decimals)
    return said if base == 1 else f"{'about' if percent else 'near'} {said}"


def note(base: int) -> str:
    """What rounding means for the reader of a table: '... a 5 may be 3 to 7.'; empty of exact counts"""
    least = base - base // 2
    return (f"Counts are rounded to the nearest {base}, so that nobody can be recognised: a {base} may be {least} to "
            f"{base + least - 1}.") if base > 1 else ""
