"""The invented authority while it lives: its people, its record, and the families due to be heard of again.

How likely a closed family is to come back within 12 months depends on how it was closed; the days until it
does follow the shape re-referrals have in England (a quarter within a month, half within three), moved a
little to keep the seasons.
"""

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count, pairwise
from random import Random

from . import codes, dates
from .families import Families, Family
from .history import Child, EarlyHelp, History
from .settings import Settings
from .workforce import Workforce

# England's monthly referral index, January first (DfE, children in need: referrals by month, 2013 to 2024).
SEASON = (1.03, 0.95, 1.06, 0.90, 1.05, 1.07, 1.06, 0.85, 1.01, 1.07, 1.07, 0.89)
DELAYS = (
    (0.0, 8),
    (0.25, 30),
    (0.47, 91),
    (0.69, 182),
    (0.86, 273),
    (1.0, 352),
)  # (share back by then, days)
LATE, LATE_LEAST, LATE_MOST = 0.025, 5, 40  # the share entered late, and by how many days
EARLY_HELP_TAKEN = 0.5


class Life:
    """People, records, chances and returns, shared by everything that happens in the authority."""

    def __init__(self, options: Settings, families: Families, workforce: Workforce) -> None:
        self.options, self.families, self.workforce = options, families, workforce
        self.history = History()
        self.chance, self.journey = options.stream("front door"), options.stream("journeys")
        self._returns: list[tuple[int, int, Family, list[Child], bool]] = []
        self._serial = count()

    def entered(self, day: int, not_before: int = 0) -> int:
        """The day something was entered on the system: nearly always the day itself."""
        late = 0
        if self.chance.random() < LATE:
            late = LATE_LEAST + int(self.chance.random() * (LATE_MOST - LATE_LEAST + 1))
        return max(day + late, not_before)

    def come_back(self, family: Family, children: list[Child], day: int, likely: float, referral: bool = True) -> None:
        """Let a family be heard of again after a day, with a likelihood of its happening within 12 months."""
        if self.chance.random() < likely:
            back = day + _delay(self.chance)
            while self.chance.random() > season(back) / max(SEASON):
                back = day + _delay(self.chance)
            if self.chance.random() < 0.95:
                back = min(dates.next_working(back), day + 363)
            heappush(self._returns, (back, next(self._serial), family, children, referral))

    def returns(self, day: int) -> Iterator[tuple[Family, list[Child], bool]]:
        """The families due to be heard of again by a day, as (family, children, whether as a referral)."""
        while self._returns and self._returns[0][0] <= day:
            yield heappop(self._returns)[2:]

    def offer_early_help(self, children: list[Child], day: int) -> None:
        """Offer a family early help: half take up an assessment, whose help runs for some weeks or months."""
        if self.chance.random() < EARLY_HELP_TAKEN:
            start = dates.next_working(day + 3 + int(self.chance.random() * 18))
            end = start + 20 + int(self.chance.gammavariate(1.6, 55))
            organisation, known = codes.draw(self.chance, codes.ORGANISATIONS), self.entered(start)
            self.history.early_help += [EarlyHelp(c, start, end, organisation, known) for c in children]


def season(day: int) -> float:
    """England's index for a day's month: 1 is an average month."""
    return SEASON[int(dates.month_name(day)[5:]) - 1]


def _delay(chance: Random) -> int:
    point = chance.random()
    (low, early), (high, late) = next(pair for pair in pairwise(DELAYS) if point <= pair[1][0])
    return round(early + (late - early) * (point - low) / (high - low))
