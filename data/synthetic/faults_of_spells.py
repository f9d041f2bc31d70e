"""Faults in the days of the invented authority's records: ends, conferences and counts mistyped, left blank or to come."""

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from . import codes, dates
from .annex_a import Day
from .faults_of_activity import entered
from .history import Plan, Spell

if TYPE_CHECKING:  # that module imports this one
    from .faults import Faults

ASSESSMENTS, ENQUIRIES, EPISODES, PLANS = 4, 5, 6, 7  # numbers of lists
ASSESSMENT_SEEN, ASSESSMENT_END = 7, 8  # columns, list by list
CONFERENCE, LED_TO_PLAN = 8, 9
NEED, LAST_SEEN, EPISODE_END, REASON = 7, 8, 9, 10
SEEN_ALONE, REVIEW, PLAN_END = 10, 11, 12
Lasting = TypeVar("Lasting", bound=Spell)
UNREAD = "Seen at school"


def plant(faults: "Faults") -> None:
    """Plant faults in assessments, enquiries, episodes and plans; those that change a plan's own story come first."""
    for each in (_overlapping_plans, _previous_plans, _conferences, _reviews, _overlapping_episodes, _closures, _to_come,
                 _out_of_order, _not_read):  # fmt: skip
        each(faults)


def _overlapping_plans(faults: "Faults") -> None:
    # The end of the first is typed as a day after the second began, in the weeks when it was the latest. It is true of
    # the record from then on, so the plan's own end moves; no month ends while both run.
    for first, second in _in_turn(faults, faults.history.plans, 3):
        faults.slip(PLANS, first, {PLAN_END: Day(second.day + 4)}, _known(first))
        first.end = second.day + 4
        faults.tell("overlapping_plans", second.child.child_id, second.day)


def _overlapping_episodes(faults: "Faults") -> None:
    for first, second in _in_turn(faults, faults.history.episodes, 5):
        faults.slip(EPISODES, first, {EPISODE_END: Day(second.day + 20)}, _known(first))
        faults.tell("overlapping_episodes", second.child.child_id, second.day)


def _in_turn(faults: "Faults", records: list[Lasting], count: int) -> list[tuple[Lasting, Lasting]]:
    # Pairs of a child's records, the second begun after an extract that showed the first as ended.
    by_child: dict[str, list[Lasting]] = {}
    for record in records:
        by_child.setdefault(record.child.child_id, []).append(record)
    pairs = {id(second): (first, second) for each in by_child.values() for first, second in pairwise(each)
             if dates.month_end(_known(first)) < second.day == second.known and second.day < first.end + 150
             and dates.month_end(second.day) > second.day + 4}  # fmt: skip
    return [pairs[id(r)] for r in faults.choose([r for r in records if id(r) in pairs], count, 1)]


def _known(spell: Spell) -> int:
    return max(spell.end, spell.end_known)


def _previous_plans(faults: "Faults") -> None:
    held: dict[str, list[Plan]] = {}
    for p in faults.history.plans:
        if p.end >= faults.options.extract_days[0]:
            held.setdefault(p.child.child_id, []).append(p)
    latest = [each[-1] for each in held.values() if len(each) > 1 and each[-1].previous]
    for p in faults.choose([p for p in latest if p.known == p.day], 4, 2):
        p.previous = len(held[p.child.child_id]) - 2
        faults.tell("previous_plans_disagree", p.child.child_id, p.day)


def _conferences(faults: "Faults") -> None:
    check, last = "plan_without_conference", faults.options.end
    starts = {(p.child.child_id, p.day) for p in faults.once(faults.history.plans) if p.known == p.day <= last}
    made = [s for s in faults.once(faults.history.section_47s) if (s.child.child_id, s.conference) in starts]
    made = [s for s in made if dates.month_end(s.concluded) >= s.concluded + 6]
    for s in faults.choose(made, 3, 1):
        faults.slip(ENQUIRIES, s, {CONFERENCE: Day(s.concluded + 6)}, s.concluded + 6)
        faults.tell(check, s.child.child_id, s.concluded)
    for s in faults.choose(made, 2, 1):
        faults.slip(ENQUIRIES, s, {CONFERENCE: None, LED_TO_PLAN: None})
        faults.tell(check, s.child.child_id, s.concluded)
    for s in faults.choose(made, 1, 0):
        faults.slip(ENQUIRIES, s, {CONFERENCE: Day(s.concluded + 6)}, s.concluded + 6, faults.after(s.concluded + 6))
        faults.tell(check, s.child.child_id, s.concluded, fate="put_right")


def _reviews(faults: "Faults") -> None:
    # The conference that made the plan, typed as its review.
    begun = [p for p in faults.history.plans if p.end > faults.options.end and not _reviewed(p, faults.options.end)]
    for p in faults.choose(begun, 2, 2):
        faults.slip(PLANS, p, {REVIEW: Day(p.day)}, p.known)
        faults.tell("dates_out_of_order", p.child.child_id, p.day, "Review not after the plan began")


def _reviewed(plan: Plan, day: int) -> bool:
    return any(review <= day for review in plan.reviews)


def _closures(faults: "Faults") -> None:
    check = "closure_reason_and_date"
    closed = [e for e in faults.once(faults.history.episodes) if e.reason == codes.RC7 and entered(faults, e)]
    for e in faults.choose(closed, 6, on=lambda e: e.end):
        faults.slip(EPISODES, e, {REASON: None})
        faults.tell(check, e.child.child_id, e.end)
    for e in faults.choose(closed, 2, 2, on=lambda e: e.end):  # while the list still names it
        faults.slip(EPISODES, e, {EPISODE_END: None})
        faults.tell(check, e.child.child_id, e.day)
    for e in faults.choose(closed, 2, 0, on=lambda e: e.end):
        faults.slip(EPISODES, e, {REASON: None}, 0, faults.after(_known(e)))
        faults.tell(check, e.child.child_id, e.end, fate="put_right")


def _to_come(faults: "Faults") -> None:
    check, last = "dates_in_the_future", faults.options.end
    done = [a for a in faults.history.assessments if entered(faults, a)]
    for a in faults.choose(done, 3, 3):
        faults.slip(ASSESSMENTS, a, {ASSESSMENT_END: _year_on(a)}, _known(a))
        faults.tell(check, a.child.child_id, a.day, "Assessment")
    for a in faults.choose([a for a in done if a.day < last - 150], 1, 0):
        faults.slip(ASSESSMENTS, a, {ASSESSMENT_END: _year_on(a)}, _known(a), faults.after(_known(a)))
        faults.tell(check, a.child.child_id, a.day, "Assessment", "put_right")
    for e in faults.choose([e for e in faults.history.episodes if e.end > last >= e.day + 10], 2, 2):
        faults.slip(EPISODES, e, {LAST_SEEN: Day(dates.add_months(e.day + 6, 12))}, e.day + 6)
        faults.tell(check, e.child.child_id, e.day, "Episode of need")
    booked = [s for s in faults.history.section_47s if s.conference and s.conference > last >= s.decided]
    for s in faults.choose(booked, 2, 2):
        faults.slip(ENQUIRIES, s, {CONFERENCE: Day(s.concluded)}, s.decided)
        faults.tell(check, s.child.child_id, last, "Conference")


def _year_on(spell: Spell) -> Day:
    return Day(dates.add_months(spell.end, 12))


def _out_of_order(faults: "Faults") -> None:
    check, kind = "dates_out_of_order", "Assessment ends before it starts"
    done = [a for a in faults.history.assessments if entered(faults, a)]
    for a in faults.choose(done, 5):
        faults.slip(ASSESSMENTS, a, {ASSESSMENT_END: Day(a.day - 3)}, _known(a))
        faults.tell(check, a.child.child_id, a.day, kind)
    for a in faults.choose([a for a in done if a.day < faults.lately], 2, 0):
        faults.slip(ASSESSMENTS, a, {ASSESSMENT_END: Day(a.day - 3)}, _known(a), faults.after(_known(a)))
        faults.tell(check, a.child.child_id, a.day, kind, "put_right")
    closed = [e for e in faults.once(faults.history.episodes) if e.reason == codes.RC7 and entered(faults, e)]
    for e in faults.choose(closed, 1, 1, on=lambda e: e.end):
        faults.slip(EPISODES, e, {EPISODE_END: Day(e.day - 30)}, _known(e))
        faults.tell(check, e.child.child_id, e.day, "Episode closes before it begins")
        faults.tell("closure_reason_and_date", e.child.child_id, e.day)  # it reads as open, with a reason
    held = [s for s in faults.once(faults.history.section_47s) if s.conference and not s.led_to_plan]
    for s in faults.choose([s for s in held if s.concluded <= faults.options.end], 2, 1):
        faults.slip(ENQUIRIES, s, {CONFERENCE: Day(s.day - 4)}, s.concluded)
        faults.tell(check, s.child.child_id, s.day - 4, "Conference before its enquiry")


def _not_read(faults: "Faults") -> None:
    check = "answers_not_read"
    for records, number, cells, field, count in (
        (faults.history.assessments, ASSESSMENTS, {ASSESSMENT_SEEN: UNREAD}, "child_seen", 3),
        (faults.history.episodes, EPISODES, {NEED: "Abuse"}, "primary_need", 2),
        (faults.history.episodes, EPISODES, {LAST_SEEN: "31/09/2026"}, "last_seen_date", 1),
        (faults.once(faults.history.plans), PLANS, {SEEN_ALONE: "Twice"}, "last_visit_seen_alone", 1),
    ):
        for record in faults.choose(records, count):
            faults.slip(number, record, cells)
            faults.tell(check, record.child.child_id, record.day, field)
    for a in faults.choose([a for a in faults.history.assessments if a.day < faults.lately], 1, 0):
        faults.slip(ASSESSMENTS, a, {ASSESSMENT_SEEN: UNREAD}, 0, faults.after(a.known))
        faults.tell(check, a.child.child_id, a.day, "child_seen", "put_right")
