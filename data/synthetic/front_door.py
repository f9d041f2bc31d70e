"""The front door of the invented authority: families are heard of day by day, and some are referred.

Every referral begins with a contact on the same day for the same children, brothers and sisters together.
Three of the planted truths lie here: the summers in which more contacts are closed, the step in closures at referral,
and the returns after them in the domestic abuse team.
"""

from functools import lru_cache
from math import exp
from random import Random

from . import codes, dates, journeys, settings
from .families import Families, Family
from .history import Child, Contact, History, Referral
from .life import Life, season
from .settings import Settings
from .workforce import Workforce

FAMILIES_A_YEAR = 4_930  # heard of afresh; returning families come on top
WEEKEND_SHARE = 0.12  # of a working day's contacts
OUTCOMES = (
    (codes.REFERRAL, 270),
    (codes.NO_FURTHER_ACTION, 376),
    (codes.EARLY_HELP, 155),
    (codes.ADVICE, 207),
)
# While schools are closed others fill the front door, and more of what they bring is closed: the planted season.
OUTCOMES_IN_SUMMER = ((codes.REFERRAL, 270), (codes.NO_FURTHER_ACTION, 456), (codes.EARLY_HELP, 155), (codes.ADVICE, 127))
HEARD_AGAIN = 0.16  # chance that a family closed at contact is heard of again
NO_FURTHER_ACTION = {settings.DUTY: 0.050, settings.DOMESTIC_ABUSE: 0.100, settings.EXPLOITATION: 0.050}
STEP = 13 / 6  # how many times as many are closed at referral after the planted step
RETURN = {settings.DOMESTIC_ABUSE: 0.37}  # chance of return within 12 months after no further action, by team
RETURN_ELSEWHERE = 0.06
ASSESSED_WITHIN = 160  # days for which a worker is found when a referral comes in


def live(options: Settings, families: Families, workforce: Workforce) -> History:
    """The history of the authority, from before the first extract's window to the last extract's day."""
    life = Life(options, families, workforce)
    for day in range(options.life_start, options.end + 1):
        for family, children, referral in life.returns(day):
            _return(life, family, children, day, referral)
        for _ in range(_poisson(life.chance, _expected(day) * options.size)):
            family = families.draw(life.chance, day)
            children = _together(life.chance, family.heard_of(day))
            _heard(life, family, children, day, codes.draw(life.chance, _outcomes(day)))
    life.history.sort()
    return life.history


def _return(life: Life, family: Family, children: list[Child], day: int, referral: bool) -> None:
    able = [child for child in family.heard_of(day) if child in children]
    if able and family.open_until <= day and family.heard_on != day:
        outcome = codes.REFERRAL if referral else codes.draw(life.chance, _outcomes(day))
        _heard(life, family, able, day, outcome)


def _outcomes(day: int) -> tuple[tuple[str, int], ...]:
    return OUTCOMES_IN_SUMMER if int(dates.month_name(day)[5:]) in settings.SUMMER else OUTCOMES


def _heard(life: Life, family: Family, children: list[Child], day: int, outcome: str) -> None:
    chance, family.heard_on = life.chance, day
    reason = family.reason if chance.random() < 0.7 else codes.draw(chance, codes.REASONS)
    police = reason == codes.DOMESTIC_ABUSE and chance.random() < 0.62
    source = codes.POLICE if police else codes.draw(chance, codes.SOURCES)
    team, known = _team(chance, reason), life.entered(day)
    life.history.contacts += [Contact(c, day, source, outcome, reason, team, known) for c in children]
    if outcome == codes.REFERRAL:
        _refer(life, family, children, day, source, reason, team, known)
    elif outcome == codes.EARLY_HELP:
        life.offer_early_help(children, day)
    elif outcome == codes.NO_FURTHER_ACTION:
        life.come_back(family, children, day, HEARD_AGAIN, referral=False)


def _refer(life: Life, family: Family, children: list[Child], day: int, source: str, reason: str, team: str, known: int) -> None:
    step = STEP if day >= life.options.no_further_action_step else 1
    closed = life.chance.random() < NO_FURTHER_ACTION[team] * step
    spells = life.workforce.cover(life.chance, team, day, day + ASSESSED_WITHIN)
    worker_id = spells[0][3] if life.chance.random() > 0.006 else None
    life.history.referrals += [Referral(c, day, source, closed, team, worker_id, known) for c in children]
    if closed:
        life.come_back(family, children, day, RETURN.get(team, RETURN_ELSEWHERE))
    else:
        journeys.accept(life, family, children, day, reason, spells, known)


def _team(chance: Random, reason: str) -> str:
    if reason == codes.DOMESTIC_ABUSE and chance.random() < 0.62:
        return settings.DOMESTIC_ABUSE
    if reason in (codes.EXPLOITATION, "Sexual abuse") and chance.random() < 0.75:
        return settings.EXPLOITATION
    return settings.DUTY


def _together(chance: Random, children: list[Child]) -> list[Child]:
    if len(children) == 1 or chance.random() < 0.68:
        return children
    if chance.random() < 0.75:
        return [children[int(chance.random() * len(children))]]
    return [child for child in children if chance.random() < 0.6] or children[:1]


def _expected(day: int) -> float:
    working, others = _days_of_month(dates.month_start(day))
    share = 1.0 if dates.is_working(day) else WEEKEND_SHARE
    return FAMILIES_A_YEAR / 12 * season(day) * share / (working + WEEKEND_SHARE * others)


@lru_cache(maxsize=1000)
def _days_of_month(first: int) -> tuple[int, int]:
    month = range(first, dates.month_end(first) + 1)
    working = sum(map(dates.is_working, month))
    return working, len(month) - working


def _poisson(chance: Random, mean: float) -> int:
    floor, product, drawn = exp(-mean), chance.random(), 0
    while product > floor:
        product *= chance.random()
        drawn += 1
    return drawn
