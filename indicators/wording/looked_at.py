"""How many figures were tested for change, why the others were not, and from when they can be, in sentences.

'Nothing new' always comes with the number of figures tested. Where none could be tested, the sentence gives the reason and the
first period that can be. Rounded or quarterly counts show less than exact months, so a level of them without alerts is 'too
coarse to tell'. How often chance alone lists a figure: see `how_often`.
"""

from collections.abc import Iterable

from indicators.judging import phases
from indicators.judging.untested import Looked, first_testable
from indicators.row_types import Figure
from indicators.statistics.detector import OLDEST
from indicators.wording import words

PLACES = {"all": "of the authority", "team": "of its teams", "category": "of its groups"}
NOTHING_COUNTED = "Only figures by month or quarter can be tested for change, and there are none here"
COARSE = f"{words.COARSE} whether anything has changed"
MEANWHILE = (
    "So this page cannot say whether anything has changed. Meanwhile, each figure can be compared by eye with its own past and, "
    "where it is published, with authorities like ours."
)
RULE = (
    "A figure is listed to act on where the evidence of a lasting change is strong. It stays listed until the periods since then "
    "show that the figure has gone back, or that the change did not last, or until somebody confirms a new level. A figure worth "
    "watching has weaker evidence: it is a reason to look again next time, not to act."
)
REASONS = {
    "unfit": ("is a number, a rate or an average, which this test does not fit",
              "are numbers, rates or averages, which this test does not fit"),
    "few": ("has too few {grain}s", "have too few {grain}s"),
    "coarse": ("is too coarse once rounded", "are too coarse once rounded"),
    "again": ("counts mostly the same children at the end of each {grain}, so those who start and end say more",
              "count mostly the same children at the end of each {grain}, so those who start and end say more"),
    "broken": ("has no figure in one of the latest {grain}s", "have no figure in one of the latest {grain}s"),
}


def asked(levels: Iterable[tuple]) -> str:
    """The question that alerts ask of the figures of each level, with the level's periods; a level is (breakdown, grain, ...).

    'Each figure of the authority is asked one question: did a lasting change begin in one of its latest 8 quarters?' ...
    """
    whole, *others = [level[:2] for level in levels]
    same = [breakdown for breakdown, grain in others if grain == whole[1]]
    whose = " and ".join(PLACES[breakdown] for breakdown in (whole[0], *same))
    said = [f"Each figure {whose} is asked one question: did a lasting change begin in one of its latest {_asked(whole[1])}?"]
    said += [f"Each figure {PLACES[breakdown]} is asked the same of its latest {_asked(grain)}." for breakdown, grain in others
             if grain != whole[1]]
    return " ".join(said)


def how_many(levels: list[Looked]) -> str:
    """How many figures of each level were tested, and why the others were not.

    '44 of the 59 figures of the authority by month were tested; of the others, 15 are numbers, rates or averages, which ...'
    """
    if not levels:
        return f"{NOTHING_COUNTED}."
    return " ".join(f"{_share(level)} by {level.grain} {_were(level.tested)} tested{_others(level)}." for level in levels)


def nothing_new(levels: list[Looked], listed: int = 0) -> str:
    """The message where no change is listed to act on; `listed` is how many are worth watching.

    'Nothing new stands out: 44 of the 59 figures of the authority could be tested.'
    """
    if not levels:
        return f"{NOTHING_COUNTED}."
    whole = levels[0]
    if not whole.tested:
        return _cannot(whole)
    could = f"{_share(whole)} could be tested"
    if blunt(whole):
        said = "Nothing stands out enough to act on, but the figures are coarse" if listed else COARSE
        return f"{said}: {could}, {_blunted(whole)}."
    if 2 * whole.tested < whole.held:
        found = "and none is sure enough to act on" if listed else "and nothing new stands out among them"
        return f"Most figures cannot be tested for change: {could}, {found}{_others(whole)}."
    stands_out = "Nothing stands out enough to act on" if listed else "Nothing new stands out"
    return f"{stands_out}: {could}."


def none_listed(levels: list[Looked]) -> str:
    """The meaning of an empty list of alerts, in a sentence or two."""
    if not any(level.tested for level in levels):
        return MEANWHILE
    tested = [level for level in levels if level.tested]
    said = " and ".join(f"{_figures(level.tested)} {PLACES[level.breakdown]}" for level in tested)
    one = sum(level.tested for level in tested) == 1
    none = f"No alert is listed{': only' if one else ' among the'} {said}{' ' if one else ' that '}could be tested."
    if blunt(levels[0]):
        return f"{none} Exact monthly counts could show a change that these counts hide."
    return none if all(level.tested == level.held for level in levels) else f"{none} That says nothing about the others."


def blunt(level: Looked) -> bool:
    """Whether a level is rounded or not monthly, so that a level without alerts may still have changed."""
    return level.rounded_to > 1 or level.grain != "month"


def too_soon(rows: list[Figure], history: int = 0) -> str:
    """Why one series cannot be tested yet: how many periods it has of how many, and the first period that can be tested.

    'Too few months since the level moved to say whether this has changed: 3 of the 12 months needed for limits. Testing can begin
    with July 2027 at the earliest.' `history` is how many months a figure needs before it.
    """
    moved = " since the level moved" if rows[-1].phase > 0 else ""
    too_few = f"Too few {rows[-1].grain}s{moved} to say whether this has changed"
    return f"{too_few}: {so_far(rows)} needed for limits.{until(rows, history)}"


def so_far(rows: list[Figure]) -> str:
    """The periods one series has of those that limits need: '3 of the 12 months'."""
    known = sum(map(words.comparable, words.of_latest_phase(rows)))
    return f"{known or 'none'} of the {phases.FEWEST} {rows[-1].grain}s"


def until(rows: list[Figure], history: int = 0) -> str:
    """The first period that can be tested: ' Testing can begin with July 2027 at the earliest.'; empty where there is enough."""
    first = first_testable(words.of_latest_phase(rows), phases.FEWEST, history)
    return f" Testing can begin with {words.begun(first, rows[-1].grain)} at the earliest." if first else ""


def _asked(grain: str) -> str:
    return f"{OLDEST // phases.MONTHS[grain]} {grain}s"


def _share(level: Looked) -> str:
    return f"{level.tested} of the {_figures(level.held)} {PLACES[level.breakdown]}"


def _figures(count: int) -> str:
    return f"{count} figure{'' if count == 1 else 's'}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _others(level: Looked) -> str:
    counts = {name: getattr(level, name) for name in REASONS if getattr(level, name)}
    said = [f"{count} {REASONS[name][count > 1].format(grain=level.grain)}" for name, count in counts.items()]
    return f"; of the others, {', '.join(said)}" if said else ""


def _cannot(level: Looked) -> str:
    """Why no figure of a level could be tested, and the first period that can be."""
    if not level.held:
        return f"{NOTHING_COUNTED}."
    if level.first:
        there = "there is" if level.most == 1 else "there are"
        held = f"{there} {level.most or 'none'} of the {level.needed} {level.grain}s that a test needs"
        return (
            f"Nothing can be tested for change yet: {held}."
            f" Testing can begin with {words.begun(level.first, level.grain)} at the earliest."
        )
    if level.coarse:
        return f"{COARSE}: {_share(level)} could be tested, {_blunted(level)}."
    return f"Nothing can be tested for change now: {_share(level)} could be{_others(level)}."


def _blunted(level: Looked) -> str:
    how = ["taken by quarter"] * (level.grain == "quarter")
    how += [f"rounded to the nearest {level.rounded_to}"] * (level.rounded_to > 1)
    return f"from counts {' and '.join(how)}, which may hide a change"
