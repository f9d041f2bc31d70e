"""The families of the invented authority: who lives there, how old they are, how often they are heard of.

Children are born evenly over the years, some of them after the story begins, so that a child may be
referred unborn. A few families are heard of much more often than the rest (a gamma-distributed weight),
which is why the same children come back.
"""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from . import codes, dates, settings
from .history import Child
from .settings import Settings

SIZES = ((1, 40), (2, 36), (3, 15), (4, 6), (5, 3))
MEAN_SIZE = 1.96
YEAR = 365.25
UNBORN_DAYS = 170  # how long before birth a child can be referred
LAST_MONTHS = 210  # younger than 17 and a half, so that an assessment is done before 18
IDENTIFIER_PRIME, IDENTIFIER_STEP = 1_999_993, 48_271  # scatters the identifiers without repeating one


@dataclass(slots=True)
class Family:
    """Brothers and sisters, where they live, how often they are heard of, and their case's last day."""

    number: int
    children: list[Child]
    locality: str
    weight: float
    reason: str
    open_until: int = 0
    heard_on: int = 0

    def heard_of(self, day: int) -> list[Child]:
        """The children who may be referred on a day: from the months before birth to seventeen and a half."""
        return [child for child in self.children if child.due - UNBORN_DAYS <= day < dates.add_months(child.born, LAST_MONTHS)]


class Families:
    """All the families, and a way to draw one in proportion to how often it is heard of."""

    def __init__(self, options: Settings) -> None:
        chance = options.stream("families")
        first = options.life_start - int(20 * YEAR)
        span = options.end + 270 - first
        count = round(options.children / 20 / MEAN_SIZE * span / YEAR)
        self.all = [_family(chance, number, first + int(chance.random() * span), options.life_start) for number in range(count)]
        self.reach = list(accumulate(family.weight for family in self.all))

    def draw(self, chance: Random, day: int) -> Family:
        """A family that may be heard of on a day and has no open case, drawn by weight."""
        while True:
            family = self.all[bisect_left(self.reach, chance.random() * self.reach[-1])]
            if family.open_until <= day and family.heard_on != day and family.heard_of(day):
                return family


def _family(chance: Random, number: int, first_birth: int, life_start: int) -> Family:
    weight = chance.gammavariate(0.8, 1.0) + 0.03
    ethnicity = codes.draw(chance, codes.ETHNICITY)
    family = Family(number, [], settings.LOCALITIES[int(chance.random() * 3)], weight, codes.draw(chance, codes.REASONS))
    due = first_birth
    for place in range(codes.draw(chance, SIZES)):
        child = _child(chance, number * 5 + place + 1, due, ethnicity)
        child.plan_ends = _plans_before(chance, child, weight, life_start)
        family.children.append(child)
        due += 420 + int(chance.random() * 1100)
    return family


def _child(chance: Random, number: int, due: int, ethnicity: str | None) -> Child:
    born = due + round(chance.gauss(-3, 9))
    sex = codes.MALE if chance.random() < 0.512 else codes.FEMALE
    if chance.random() < 0.004:
        sex = codes.NOT_STATED if chance.random() < 0.7 else codes.NEITHER
    own = ethnicity if chance.random() < 0.96 else codes.draw(chance, codes.ETHNICITY)
    return Child(
        f"{number * IDENTIFIER_STEP % IDENTIFIER_PRIME:08d}",
        born,
        due,
        sex,
        own,
        codes.draw(chance, codes.DISABILITY),
        chance.random() > 0.006,
    )


def _plans_before(chance: Random, child: Child, weight: float, life_start: int) -> list[int]:
    # Plans the child had before the story begins: the families heard of most had most of them.
    age = (life_start - child.born) / YEAR
    if age < 1 or chance.random() > min(0.5, 0.013 * age * weight):
        return []
    return [life_start - int(chance.random() * age * 300) - 80]
