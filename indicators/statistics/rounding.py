"""What true numbers may lie behind rounded ones: the one place that says how far rounding alone can move a count or a share.

Two rounded figures differ for certain only where no true figures behind them could be equal. Half a base each way is not that:
a share of few children moves by much more than its count.
"""

Ends = tuple[float, float]


def behind(count: int, base: int, added: int = 1) -> tuple[int, int]:
    """(lowest, highest) of the counts that are rounded to this one, none below 0; twice the count itself where `base` is 1.

    Formula: c − ⌊b/2⌋ to c + b − 1 − ⌊b/2⌋, because a count is rounded to ⌊(c + ⌊b/2⌋)/b⌋·b, halves up; k times as far each way
    where the count is the sum of k = `added` that were each rounded. A missing count may not be given. Source:
    `disclosure.rounded`, whose inverse this is.
    """
    return max(0, count - added * (base // 2)), count + added * (base - 1 - base // 2)


def nearest(count: float, base: int) -> int:
    """The multiple of `base` nearest to a count.

    Formula: ⌊(c + ⌊b/2⌋)/b⌋·b, halves up. A missing count may not be given. Source: `disclosure.rounded`, for one number.
    """
    return (round(count) + base // 2) // base * base


def share(numerator: int, denominator: int, base: int, added: int = 1) -> Ends:
    """(lowest, highest) share, 0 to 1, of any two counts behind these, the numerator at most the denominator.

    Formula: lowest numerator over highest denominator, and the other way round, at most 1; 0 to 1 where the denominator may be 0.
    `added` as in `behind`. A missing count may not be given. Each end is reached by possible counts. Source: Moore, 1966,
    Interval Analysis.
    """
    (least, most), (fewest, largest) = (behind(each, base, added) for each in (numerator, denominator))
    return least / largest if largest else 0.0, min(1.0, most / fewest) if fewest else 1.0


def apart(one: Ends, other: Ends) -> bool:
    """Whether two figures differ whatever was rounded: their (lowest, highest) have nothing in common.

    Formula: the higher lowest end is above the lower highest one. A missing end may not be given. Source: Moore, 1966, Interval
    Analysis.
    """
    return max(one[0], other[0]) > min(one[1], other[1])


def ordered(ends: list[Ends]) -> list[int]:
    """For each figure the place of its block, 0 the highest: all of one block are above all of the next, whatever was rounded.

    Figures of one block cannot all be put in order. Formula: in order of the highest ends, a block closes where its lowest end is
    above every highest end that follows. A missing end may not be given. Source: Fishburn, 1970, Journal of Mathematical
    Psychology 7, 144-149, on interval orders.
    """
    found, block, least = [0] * len(ends), 0, 0.0
    for nth, place in enumerate(sorted(range(len(ends)), key=lambda each: ends[each][1], reverse=True)):
        closes = nth > 0 and least > ends[place][1]
        block, least = block + closes, ends[place][0] if closes or not nth else min(least, ends[place][0])
        found[place] = block
    return found
