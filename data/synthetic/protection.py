"""Child protection plans of the invented authority: their categories, reviews, ends and visits.

A plan ends at a review: the first within about three months of the conference, later ones within six.
Brothers and sisters mostly share their plan's course. Earlier plans of a child, those from before the first
extract included, are counted.
"""

from random import Random

from . import codes, dates
from .enquiries import Enquiry
from .history import Child, History, Plan
from .life import Life
from .settings import Settings

ENDS_AT = (0.27, 0.52, 0.58, 0.66, 0.75)  # chance that a plan ends at its first review, its second, and so on
APART = 75  # the fewest days between a child's plan and the next
ALONE_FROM = 4  # the age from which children are usually seen alone
VISIT_DAYS, VISIT_SPREAD, VISIT_MISSED = 12, 2.5, 0.07


def begin(life: Life, enquiry: Enquiry, reason: str, plans: dict[str, list[Plan]]) -> int:
    """Start plans for the children an enquiry named, adding each to its child's in `plans`; the last end."""
    chance, day = life.journey, enquiry.concluded
    shared = _course(chance, day)
    known, category = life.entered(day, enquiry.known), _category(chance, reason)
    for child in enquiry.planned:
        reviews, end = shared if chance.random() < 0.88 else _course(chance, day)
        end = min(end, dates.add_months(child.born, 216))
        changed = reviews[0] if chance.random() < 0.1 and reviews[0] < end else end
        plan = Plan(
            child,
            day,
            end,
            category,
            _category(chance, None) if changed < end else category,
            changed,
            len(child.plan_ends),
            tuple(r for r in reviews if r <= end),
            day - int(chance.random() * 30) if chance.random() < 0.06 else None,
            known,
            life.entered(end, known),
        )
        child.plan_ends.append(end)
        plans[child.child_id].append(plan)
        life.history.plans.append(plan)
    return max(plans[child.child_id][-1].end for child in enquiry.planned)


def visit(options: Settings, history: History) -> None:
    """Give every plan its visits, (day, seen, seen alone), about every 12 days and some missed."""
    chance = options.stream("visits")
    for plan in history.plans:
        day = plan.day + 2 + int(chance.random() * 6)
        while day < min(plan.end, options.end + 1):
            day = dates.next_working(day)
            seen = chance.random() > 0.04
            plan.visits.append((day, seen, _alone(chance, plan.child, day) if seen else codes.NO))
            day += max(3, round(chance.gauss(VISIT_DAYS, VISIT_SPREAD)))
            if chance.random() < VISIT_MISSED:
                day += 10 + int(chance.random() * 25)
        plan.visits = [v for v in plan.visits if v[0] < plan.end]


def _course(chance: Random, day: int) -> tuple[list[int], int]:
    # The days of a plan's reviews, the last of which ends it, whether as planned or a little later.
    reviews, held = [], day
    for place in range(12):
        months, slack = (91, 16) if place == 0 else (182, 30)
        late = chance.random() < 0.04
        held = dates.next_working(held + months - 4 - int(chance.random() * slack) + (25 if late else 0))
        reviews.append(held)
        if chance.random() < ENDS_AT[min(place, len(ENDS_AT) - 1)]:
            break
    return reviews, reviews[-1]


def _category(chance: Random, reason: str | None) -> str:
    if chance.random() < 0.04:
        return codes.MULTIPLE
    if chance.random() < 0.7 and reason in codes.CATEGORY:
        return codes.CATEGORY[reason]
    return codes.draw(chance, ((codes.NEGLECT, 62), (codes.EMOTIONAL, 25), (codes.PHYSICAL, 9), (codes.SEXUAL, 4)))


def _alone(chance: Random, child: Child, day: int) -> str:
    usual = 0.76 if dates.years_old(child.born, day) >= ALONE_FROM else 0.12
    point = chance.random()
    return codes.UNKNOWN if point > 0.95 else codes.YES if point < usual else codes.NO
