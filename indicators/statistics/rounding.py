"""The range of true counts and shares that a rounded count or share can stand for.

Two rounded figures differ for certain only where their ranges do not overlap. Half a rounding step each way is not enough for a
share: rounding moves a share of few children by much more than its count.
"""

Ends = tuple[float, float]


def behind(count: int, base: int, added: int = 1) -> tuple[int, int]:
    """(lowest, highest) of the counts that are rounded to this one, at least 0; the count twice where `base` is 1.

    Formula: c − ⌊b/2⌋ to c + b − 1 − ⌊b/2⌋, because a count is rounded to ⌊(c + ⌊b/2⌋)/b⌋·b, halves up; k times as far each way
    where the count is the sum of k = `added` rounded counts. A missing count may not be given. Source: the inverse of
    `disclosure.rounded`.
    """
    return max(0, count - added * (base // 2)), count + added * (base - 1 - base // 2)


def nearest(count: float, base: int) -> int:
    """The multiple of `base` nearest to a count.

    Formula: ⌊(c + ⌊b/2⌋)/b⌋·b, halves up. A missing count may not be given. Source: `disclosure.rounded`, for one number.
    """
    return (round(count) + base // 2) // base * base


def share(numerator: int, denominator: int, base: int, added: int = 1) -> Ends:
    """(lowest, highest) share, 0 to 1, of the true counts that these can stand for, the numerator at most the denominator.

    Formula: lowest numerator over highest denominator, and the other way round, at most 1; 0 to 1 where the denominator may be 0.
    `added` as in `behind`. A missing count may not be given. Each end is reached by possible counts. Source: Moore, 1966,
    Interval Analysis.
    """
    (least, most), (fewest, largest) = (behind(each, base, added) for each in (numerator, denominator))
    return least / largest if largest else 0.0, min(1.0, most / fewest) if fewest else 1.0


def apart(one: Ends, other: Ends) -> bool:
    """Whether the ranges (lowest, highest) of two figures do not overlap, so that the true figures differ.

    Formula: the larger of the lowest ends is above the smaller of the highest ends. A missing end may not be given. Source:
    Moore, 1966, Interval Analysis.
    """
    return max(one[0], other[0]) > min(one[1], other[1])


def ordered(ends: list[Ends]) -> list[int]:
    """The number of each figure's block, 0 for the highest: the range of every figure lies above those of all later blocks.

    Rounding leaves the order within a block open. Formula: in order of the highest ends, a block closes where its lowest end is
    above every highest end that follows. A missing end may not be given. Source: Fishburn, 1970, Journal of Mathematical
    Psychology 7, 144-149, on interval orders.
    """
    found, block, least = [0] * len(ends), 0, 0.0
    for nth, place in enumerate(sorted(range(len(ends)), key=lambda each: ends[each][1], reverse=True)):
        closes = nth > 0 and least > ends[place][1]
        block, least = block + closes, ends[place][0] if closes or not nth else min(least, ends[place][0])
        found[place] = block
    return found
