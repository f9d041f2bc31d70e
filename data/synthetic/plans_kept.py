"""How the plans open at each month's end were kept: whether the core group still met, every review was on time, and the
child had been seen. Plans from before the extracts begin are counted apart, because their earlier meetings are in none.
"""

from bisect import bisect_right
from collections import Counter, defaultdict

from . import dates, meetings, month_ends
from .dates import iso
from .history import History, Plan
from .meetings import Meeting
from .settings import Settings

SEEN_DAYS = 28
Kept = dict[str, dict[str, int] | int]  # counts by team, and the number of older plans
FIRST_REVIEW, LATER_REVIEW = 3, 6  # months


def told(options: Settings, history: History, gatherings: list[Meeting]) -> dict[str, dict[str, Kept]]:
    """For every extract's day, as ISO text: the plans open by team, and those kept in time; `older` began before the extracts."""
    plans = [p for p in history.plans if p.day <= options.end >= p.known]
    groups, ends = _core_groups(gatherings), {}
    for day in options.extract_days:
        opened = [p for p in plans if p.day <= day < month_ends.ended(p, options)]
        teams = defaultdict(Counter)
        for plan in opened:
            teams[plan.case.allocated(day)[0]].update(_kept(plan, groups[plan.child.child_id], day))
        older = sum(p.day < options.history_start for p in opened)
        ends[iso(day)] = {"plans_kept": {**month_ends.with_all(teams), "older": older}}
    return ends


def _kept(plan: Plan, groups: list[int], day: int) -> dict[str, int]:
    reviewed = dates.add_months(plan.day, FIRST_REVIEW) <= day
    kept = {"core_group_up_to_date": _met(plan, groups, day), "seen": _seen(plan, day),
            "open_three_months": reviewed, "every_review_on_time": reviewed and _reviewed(plan, day)}  # fmt: skip
    return {"open": 1, **{name: int(each) for name, each in kept.items()}}


def _met(plan: Plan, groups: list[int], day: int) -> bool:
    at = bisect_right(groups, day)
    if at and groups[at - 1] >= plan.day:
        return day - groups[at - 1] <= meetings.LATER_DUE
    return day < dates.add_working(plan.day, meetings.FIRST_DUE + 1)


def _seen(plan: Plan, day: int) -> bool:
    last = max((on for on, seen, _ in plan.visits if seen and on <= day), default=plan.day)
    return day - last <= SEEN_DAYS


def _reviewed(plan: Plan, day: int) -> bool:
    due = dates.add_months(plan.day, FIRST_REVIEW)
    for held in sorted(r for r in plan.reviews if r <= day):
        if held > due:
            return False
        due = dates.add_months(held, LATER_REVIEW)
    return day <= due


def _core_groups(gatherings: list[Meeting]) -> defaultdict[str, list[int]]:
    days = defaultdict(list)
    for meeting in gatherings:
        if meeting.kind == meetings.CORE_GROUP:
            for child in meeting.children:
                days[child.child_id].append(meeting.day)
    return days
