"""How often the list of alerts would speak if nothing had changed, in words: beside every alert stands how far to trust it."""

from collections.abc import Iterable

from indicators import alerts
from indicators.sentences import NUMBERS

PLACES = {"all": "of the authority", "team": "of its teams", "category": "of its groups"}
WEAK = (
    "Of changes to act on, at most about one in ten is chance. One to watch is weak, at most about one in five is chance: by "
    "itself it is a reason to look again next time, not to act."
)
OFTEN = 0.75  # a year; what is rarer is said in years


def asked(levels: Iterable[tuple[str, str, int]]) -> str:
    """The question that is asked of the figures of the levels `figures.watched` looked at, in the periods each is looked at by.

    'Each figure of the authority is asked one question: are its latest quarters like the two years before them?' ...
    """
    whole, *others = [level[:2] for level in levels]
    same = [breakdown for breakdown, grain in others if grain == whole[1]]
    whose = " and ".join(PLACES[breakdown] for breakdown in (whole[0], *same))
    said = [f"Each figure {whose} is asked one question: are its latest {whole[1]}s like the two years before them?"]
    said += [f"Each figure {PLACES[breakdown]} is asked the same of its latest {grain}s." for breakdown, grain in others
             if grain != whole[1]]
    return " ".join(said)


def sentence(levels: Iterable[tuple[str, str, int]]) -> str:
    """What would be listed if nothing changed, for the levels `figures.watched` looked at, and how weak watching is.

    'If nothing at all changed, chance would still list about two changes to act on a year, and about two more to watch a
    year. ...'
    """
    levels = [level for level in levels if level[2]]
    if not levels:
        return "Nothing can be tested yet: a year of figures is needed, and a period after it."
    rate = alerts.by_chance(levels)
    rates = _rate(rate["act"], "to act on"), _rate(rate["watch"] - rate["act"], "to watch", "more ")
    looked = " and ".join(f"{series} figures {PLACES[breakdown]} by {grain}" for breakdown, grain, series in levels)
    return (
        f"If nothing at all changed, chance would still list {rates[0]}, and {rates[1]}. {looked} are looked at; how many hardly "
        f"matters, because they are judged together. {WEAK}"
    )


def _rate(rate, what, more=""):
    count, often = (round(rate), "a year") if rate >= OFTEN else (1, f"every {_number(round(1 / rate))} years")
    return f"about {_number(count)} {more}{'change' if count == 1 else 'changes'} {what} {often}"


def _number(count):
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
