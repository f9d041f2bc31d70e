"""What councillors and the public read first: of how many things we are worse, better or no different, and what changed.

Takes the blocks that `plain` made; every number in it is a count of them.
"""

from indicators.plain import ALIKE, BETTER, CONCERN, DIFFERENT, GROUPS, LIKE_US, UNKNOWN, WORSE, Block


def summary(blocks: list[Block]) -> tuple[str, str, list[tuple[str, list[Block]]]]:
    """(the title, a paragraph, and the groups in order of concern, each with its things)."""
    groups = {name: [each for each in blocks if each.against == name] for name in CONCERN}
    count = {name: len(group) for name, group in groups.items()}
    known = len(blocks) - count[UNKNOWN]
    worse = f"{_of(count[WORSE], known)} clearly worse here than in {LIKE_US}"
    title = worse if known else "Nothing can be set beside other places"
    said = [f"We look at {len(blocks)} things. Of these, {known} can be set beside {LIKE_US}."] if known else []
    said += [_counted_groups(count)] if known else []
    return title, " ".join([*said, _our_past(blocks)]), [(GROUPS[name], group) for name, group in groups.items() if group]


def _of(count, known):
    if count == 0:
        return "Nothing is" if known > 1 else "It is not"
    return f"{count} of {known} things {'is' if count == 1 else 'are'}"


def _counted_groups(count):
    worse, better = count[WORSE], count[BETTER]
    parts = [f"{worse or 'None'} {_be(worse)} clearly worse here", f"{better or 'none'} {_be(better)} clearly better"]
    alike = f"For {count[ALIKE]} there is no clear difference." if count[ALIKE] else ""
    two = count[DIFFERENT]
    other = f"{two} {_be(two)} clearly higher or lower, which may be good or bad." if two else ""
    return " ".join(each for each in (f"{' and '.join(parts)}.", other, alike) if each)


def _our_past(blocks):
    count = {name: sum(each.lately == name for each in blocks) for name in ("worse", "better", "neither")}
    if not any(count.values()):
        return "Set beside our own past, none has clearly changed."
    said = [f"{count[name]} {_look(count[name], name)}" for name in count if count[name]]
    return f"Set beside our own past, {_listed(said)}."


def _listed(parts):
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def _look(count, name):
    if name == "neither":
        return f"{'has' if count == 1 else 'have'} changed"
    return f"{'looks' if count == 1 else 'look'} {name}"


def _be(count):
    return "is" if count == 1 else "are"
