"""The first paragraph for councillors and the public: how many indicators are worse here, better or alike, and which changed.

It takes the blocks of `public` and counts them. The page calls an indicator a number.
"""

from indicators.wording.public import ALIKE, BETTER, CONCERN, DIFFERENT, GROUPS, LIKE_US, UNKNOWN, WORSE, Block


def summary(blocks: list[Block]) -> tuple[str, str, list[tuple[str, list[Block]]]]:
    """(title, paragraph, [(title of a group, its blocks)] in order of concern, without empty groups)."""
    groups = {name: [each for each in blocks if each.against == name] for name in CONCERN}
    count = {name: len(group) for name, group in groups.items()}
    known = len(blocks) - count[UNKNOWN]
    worse = f"{_of(count[WORSE], known, len(blocks))} clearly worse here than in {LIKE_US}"
    title = worse if known else "None of our numbers can be compared with other places"
    looked = "We look at one number." if len(blocks) == 1 else f"We look at {len(blocks)} numbers."
    said = [f"{looked} Of these, {known} can be compared with {LIKE_US}." if len(blocks) > 1 else looked] if known else []
    said += [_counted_groups(count)] if known else []
    return title, " ".join([*said, _our_past(blocks)]), [(GROUPS[name], group) for name, group in groups.items() if group]


def _of(count: int, known: int, every: int) -> str:
    """'3 of 9 numbers are'; 'None of the 9 numbers we can compare is' where `known` is fewer than `every`."""
    if count == 0 and known < every:
        return f"None of the {known} numbers we can compare is" if known > 1 else "The one number we can compare is not"
    if count == 0:
        return "None of our numbers is" if known > 1 else "Our number is not"
    return f"{count} of {known} numbers {'is' if count == 1 else 'are'}" if known > 1 else "The one number we can compare is"


def _counted_groups(count: dict[str, int]) -> str:
    worse, better = count[WORSE], count[BETTER]
    parts = [f"{worse or 'None'} {_be(worse)} clearly worse here", f"{better or 'none'} {_be(better)} clearly better"]
    alike = f"For {count[ALIKE]} there is no clear difference." if count[ALIKE] else ""
    two = count[DIFFERENT]
    other = f"{two} {_be(two)} clearly higher or lower, which may be good or bad." if two else ""
    return " ".join(each for each in (f"{' and '.join(parts)}.", other, alike) if each)


def _our_past(blocks: list[Block]) -> str:
    """How many numbers changed against our own past, of those tested; the others are only counted."""
    count = {name: sum(each.lately == name for each in blocks) for name in ("worse", "better", "neither", "usual")}
    tested = sum(count.values())
    if not tested:
        return "We cannot tell if any has changed: our own counts are too small or too coarse, or there is no test for them."
    changed = [f"{count[name]} {_look(count[name], name)}" for name in ("worse", "better", "neither") if count[name]]
    said = _listed(changed) if changed else f"none of the {tested} we could test has clearly changed"
    left = len(blocks) - tested
    rest = f" For {left} we cannot tell: our counts are too small or too coarse, or there is no test for them." if left else ""
    return f"Compared with our own past, {said}.{rest}"


def _listed(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def _look(count: int, name: str) -> str:
    if name == "neither":
        return f"{'has' if count == 1 else 'have'} changed"
    return f"{'looks' if count == 1 else 'look'} {name}"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"
