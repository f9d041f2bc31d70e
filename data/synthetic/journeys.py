"""What follows an accepted referral in the invented authority: assessment, enquiry, plan and closure.

A family's children travel together and are mostly decided together. The order of days always holds:
referral, assessment begun, enquiry begun, conference, plan; a plan starts on the day of its conference;
every accepted referral begins an episode of need that closes with a reason.
"""

from dataclasses import dataclass, field

from . import codes, dates, enquiries, protection, settings
from .enquiries import Enquiry
from .families import Family
from .history import Allocation, Assessment, Case, Child, Episode, Plan
from .life import Life

ASSESSMENT = (
    ((1, 10), 11),
    ((11, 20), 14),
    ((21, 30), 18),
    ((31, 40), 22),
    ((41, 45), 19),
    ((46, 50), 6),
    ((51, 60), 4),
    ((61, 95), 6),
)  # working days from referral to authorisation, and how often
ENQUIRY, ENQUIRY_KNOWN = 0.275, 0.42  # chance of an enquiry; of one where a child was on a plan before
NOT_IN_NEED, NOT_IN_NEED_ENQUIRED = 0.455, 0.26
STEP_UP, STEP_UP_AGAIN = 0.12, 0.06  # chance of an enquiry later in an episode of need; and soon after a plan
CARE = 0.07  # chance that children leave a plan for care
RETURN_ASSESSED, RETURN_SERVED = 0.28, 0.22  # chance of return within 12 months of closure
SEEN = ((codes.YES, 930), (codes.NO, 40), (codes.UNKNOWN, 20), (None, 10))
ADULT_CLOSURE = ((codes.RC7, 70), (codes.RC6, 30))  # at 18


@dataclass(slots=True)
class Journey:
    """A family's way from an accepted referral (`day`, entered `known`) to closure on `end`."""

    life: Life
    family: Family
    children: list[Child]
    day: int
    reason: str
    known: int
    start: int = 0
    authorised: int = 0
    end: int = 0
    in_need: bool = True
    closure: str = codes.RC7
    care_from: int | None = None
    enquiries: list[Enquiry] = field(default_factory=list)
    plans: dict[str, list[Plan]] = field(default_factory=dict)

    def younger(self, day: int) -> list[Child]:
        """The children who could still be on a plan for some months after a day."""
        return [child for child in self.children if day < dates.add_months(child.born, 212)]


def accept(
    life: Life, family: Family, children: list[Child], day: int, reason: str, spells: list[Allocation], known: int
) -> None:
    """Carry an accepted referral through to closure, adding every record it leaves to the history."""
    journey = Journey(life, family, children, day, reason, known, plans={c.child_id: [] for c in children})
    enquiry = _assess(journey)
    if enquiry and enquiry.planned:
        _protect(journey, enquiry)
    elif life.journey.random() < (NOT_IN_NEED_ENQUIRED if enquiry else NOT_IN_NEED):
        _close_assessed(journey, enquiry)
    else:
        _support(journey, enquiry)
    case = _case(journey, spells)
    _record(journey, case)
    _leave(journey, case)


def _assess(journey: Journey) -> Enquiry | None:
    # The assessment's days, and the enquiry made in it if there is one.
    life, chance = journey.life, journey.life.journey
    journey.start = dates.next_working(journey.day + int(chance.random() * 4))
    journey.authorised = max(enquiries.working_days(chance, journey.day, ASSESSMENT), journey.start + 1)
    known_before = any(child.plan_ends for child in journey.children)
    if chance.random() >= (ENQUIRY_KNOWN if known_before else ENQUIRY):
        return None
    day = dates.next_working(journey.start + int(chance.random() * 6))
    enquiry = enquiries.begin(life, journey.children, day, journey.known)
    journey.enquiries.append(enquiry)
    journey.authorised = max(journey.authorised, day + 3)
    if enquiry.conference:
        journey.authorised = min(journey.authorised, enquiry.conference)
    return enquiry


def _close_assessed(journey: Journey, enquiry: Enquiry | None) -> None:
    chance, journey.in_need = journey.life.journey, False
    journey.end = max(journey.authorised, enquiry.concluded if enquiry else 0) + int(chance.random() * 3)
    helped = journey.end >= codes.RC9_FROM and chance.random() < 0.27
    journey.closure = codes.RC9 if helped else codes.RC8
    if helped:
        journey.life.offer_early_help(journey.children, journey.end)


def _support(journey: Journey, enquiry: Enquiry | None) -> None:
    # Support as children in need; in some families the risk grows and a conference follows.
    chance = journey.life.journey
    start = max(journey.authorised, enquiry.concluded if enquiry else 0)
    journey.end = start + 28 + int(chance.gammavariate(1.7, 75))
    journey.closure = codes.draw(chance, codes.CLOSURE)
    if chance.random() < STEP_UP:
        _enquire_again(journey, start + 15 + int(chance.random() * (journey.end - start - 15)))


def _protect(journey: Journey, enquiry: Enquiry) -> None:
    # Plans for the children named, then care or a time of support, in which a few return to a plan.
    life, chance = journey.life, journey.life.journey
    last = protection.begin(life, enquiry, journey.reason, journey.plans)
    journey.end = last + 60 + int(chance.gammavariate(2, 35))
    journey.closure = codes.draw(chance, codes.CLOSURE)
    if chance.random() < CARE:
        journey.care_from = last
        journey.end = last + 150 + int(chance.gammavariate(2, 160))
        journey.closure = codes.draw(chance, codes.CARE_CLOSURE)
    elif chance.random() < STEP_UP_AGAIN:
        _enquire_again(journey, last + protection.APART + int(chance.random() * 60))


def _enquire_again(journey: Journey, day: int) -> None:
    day = dates.next_working(day)
    children = journey.younger(day)
    if children:
        enquiry = enquiries.begin(journey.life, children, day, journey.known)
        journey.enquiries.append(enquiry)
        journey.end = max(journey.end, enquiry.concluded + 10)
        if enquiry.planned:
            _protect(journey, enquiry)


def _case(journey: Journey, spells: list[Allocation]) -> Case:
    # Who held the case: the assessing team, then a locality; exploitation keeps its own.
    moved = journey.authorised if journey.in_need else journey.end
    held = [(start, min(end, moved), team, worker) for start, end, team, worker in spells if start < moved]
    team = spells[0][2] if spells[0][2] == settings.EXPLOITATION else journey.family.locality
    held += journey.life.workforce.cover(journey.life.journey, team, moved, journey.end)
    if held[-1][1] < journey.end:
        held[-1] = (held[-1][0], journey.end, *held[-1][2:])
    return Case(journey.day, journey.end, held)


def _record(journey: Journey, case: Case) -> None:
    # Nothing is entered before what it follows: the closure not before the assessment's end, nor before a plan's.
    authorised_known = _record_assessment(journey, case)
    ends = [plan.end_known for plans in journey.plans.values() for plan in plans]
    end_known = journey.life.entered(journey.end, max([authorised_known, *ends]))
    _record_episodes(journey, case, end_known)
    for enquiry in journey.enquiries:
        enquiries.record(journey.life, enquiry, case)
    journey.life.history.cases.append(case)


def _record_assessment(journey: Journey, case: Case) -> int:
    life, (team, worker_id) = journey.life, case.allocated(journey.start)
    known = life.entered(journey.start, journey.known)
    end_known = life.entered(journey.authorised, known)
    needs, days = journey.in_need, (journey.start, journey.authorised)
    life.history.assessments += [
        Assessment(c, *days, codes.draw(life.journey, SEEN), needs, team, worker_id, known, end_known) for c in journey.children
    ]
    return end_known


def _record_episodes(journey: Journey, case: Case, end_known: int) -> None:
    chance = journey.life.journey
    need = codes.NEED.get(journey.reason, codes.ABUSE if chance.random() < 0.93 else codes.OTHER_NEED)
    seen_every = 12 + int(chance.random() * 22)
    for child in journey.children:
        plans, adult = journey.plans[child.child_id], dates.add_months(child.born, 216)
        reason = journey.closure if journey.end <= adult else codes.draw(chance, ADULT_CLOSURE)
        case.episodes.append(
            Episode(
                child=child,
                case=case,
                day=journey.day,
                end=min(journey.end, adult),
                assessed=journey.authorised,
                need=need,
                reason=reason,
                care_from=journey.care_from if plans else None,
                seen_every=seen_every,
                known=journey.known,
                end_known=end_known,
                plans=plans,
            )
        )
        for plan in plans:
            plan.case = case
    journey.life.history.episodes += case.episodes


def _leave(journey: Journey, case: Case) -> None:
    journey.family.open_until = case.end + 1
    if journey.closure not in (codes.RC1, codes.RC5):
        likely = RETURN_SERVED if journey.in_need else RETURN_ASSESSED
        journey.life.come_back(journey.family, journey.children, case.end, likely)
