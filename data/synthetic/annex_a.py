"""Ofsted's Annex A, lists 1 to 7, as the invented authority would have drawn it on a day.

A list shows only what had been entered by that day: an end that lay ahead, or that nobody had entered yet,
is blank. The history's slips are shown with it. Dates are ordinals here (a Day) and become true dates in the
workbook; None is an empty cell.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from . import codes, dates, settings
from .history import Child, Episode, History, Plan, Record, Section47, Spell
from .slips import Row

Recorded = TypeVar("Recorded", bound=Record)
Lasting = TypeVar("Lasting", bound=Spell)
Latest = TypeVar("Latest", Plan, Episode)


class Day(int):
    """An ordinal that is a date, to tell it from a number."""


def lists(history: History, day: int) -> list[list[Row]]:
    """The rows of lists 1 to 7 as drawn on a day: seven lists of tuples, in the order of layout.LISTS."""
    drawn = Extract(history, day)
    rows = [drawn.contacts(), drawn.early_help(), drawn.referrals(), drawn.assessments(), drawn.section_47s(),
            drawn.children_in_need(), drawn.protection()]  # fmt: skip
    return history.slips.shown(rows, day)


class Extract:
    """What had happened and been entered by a day, list by list; `since` is the six months' first day."""

    def __init__(self, history: History, day: int) -> None:
        self.history, self.day, self.since = history, day, settings.window_start(day)
        self.children: dict[str, Row] = {}

    def contacts(self) -> list[Row]:
        """List 1: contacts received in the six months, a row a child."""
        return [(*self._five(c.child), Day(c.day), c.source) for c in self._received(self.history.contacts)]

    def early_help(self) -> list[Row]:
        """List 2: early help assessments in the six months, and help still going on."""
        return [
            (*self._five(e.child), Day(e.day), Day(e.end) if e.end <= self.day else None, e.organisation)
            for e in self._received(self.history.early_help, since=0)
            if e.day >= self.since or e.end > self.day
        ]

    def referrals(self) -> list[Row]:
        """List 3: referrals received in the six months; the count is that of the child's latest."""
        days = _days_by_child(self._received(self.history.referrals, dates.add_months(self.since, -12)))
        counts = {child_id: _in_year_before(days_of[-1], days_of) for child_id, days_of in days.items()}
        return [
            (
                *self._five(r.child),
                Day(r.day),
                r.source,
                codes.YES if r.no_further_action else codes.NO,
                counts[r.child.child_id],
                r.team,
                r.worker_id,
            )
            for r in self._received(self.history.referrals)
        ]

    def assessments(self) -> list[Row]:
        """List 4: assessments open, or authorised in the six months."""
        rows = []
        for a in self._entered(self.history.assessments, reach=self.since):
            end = self._ended(a)
            if end is None or end >= self.since:
                needs = None if end is None else codes.YES if a.needs_support else codes.NO
                rows.append((*self._six(a.child), Day(a.day), a.seen, end, needs, a.team, a.worker_id))
        return rows

    def section_47s(self) -> list[Row]:
        """List 5: enquiries begun in the six months, or not yet concluded."""
        known = self._received(self.history.section_47s, dates.add_months(self.since, -14))
        enquiries = _days_by_child(known)
        conferences = defaultdict(list)
        for s in known:
            if s.conference and s.conference <= self.day:
                conferences[s.child.child_id].append(s.conference)
        return [
            self._section_47(s, enquiries[s.child.child_id], conferences[s.child.child_id])
            for s in known
            if s.day >= self.since or s.concluded > self.day
        ]

    def children_in_need(self) -> list[Row]:
        """List 6: a row a child, the latest episode of need, if it is open or closed in the six months."""
        rows = []
        for e in _latest(self._entered(self.history.episodes, reach=self.since)):
            end = self._ended(e)
            if end is None or end >= self.since:
                until = self.day if end is None else end
                rows.append(
                    (
                        *self._six(e.child),
                        Day(e.day),
                        e.need,
                        _last_seen(e, until),
                        end,
                        None if end is None else e.reason,
                        self._status(e, end),
                        *e.case.allocated(until),
                    )
                )
        return rows

    def protection(self) -> list[Row]:
        """List 7: a row a child, the latest plan, if it is open or ended in the six months."""
        rows = []
        for p in _latest(self._entered(self.history.plans, reach=self.since)):
            end = self._ended(p)
            if end is None or end >= self.since:
                rows.append(self._plan(p, end))
        return rows

    def _section_47(self, s: Section47, enquiries: list[int], conferences: list[int]) -> Row:
        held = s.conference is not None and s.conference <= self.day
        unnecessary = None if s.decided > self.day else codes.YES if s.unnecessary else codes.NO
        led_to_plan = None if not held else codes.YES if s.led_to_plan else codes.NO
        return (
            *self._six(s.child),
            Day(s.day),
            unnecessary,
            Day(s.conference) if held else None,
            led_to_plan,
            _in_year_before(enquiries[-1], enquiries),
            _in_year_before(enquiries[-1], conferences),
            s.team,
            s.worker_id,
        )

    def _plan(self, p: Plan, end: Day | None) -> Row:
        until = self.day if end is None else end
        visit = next((v for v in reversed(p.visits) if v[0] <= until and v[1]), (None, None, None))
        review = max((r for r in p.reviews if r <= until), default=None)
        emergency = p.emergency is not None and self.since <= p.emergency <= self.day
        latest = p.latest_category if p.category_changed <= self.day else p.category
        return (
            *self._six(p.child),
            Day(p.day),
            p.category,
            latest,
            visit[0] and Day(visit[0]),
            visit[2],
            review and Day(review),
            end,
            codes.YES if emergency else codes.NO,
            p.previous,
            *p.case.allocated(until),
        )

    def _status(self, e: Episode, end: Day | None) -> str:
        # The first that applies, as the guidance asks.
        if end is not None:
            return codes.CLOSED
        if e.care_from and e.care_from <= self.day:
            return codes.LOOKED_AFTER
        if any(p.day <= self.day < p.end and p.known <= self.day for p in e.plans):
            return codes.ON_PLAN
        return codes.IN_NEED if e.assessed <= self.day else codes.OPEN_ASSESSMENT

    def _five(self, child: Child) -> Row:
        return self._six(child)[:5]

    def _six(self, child: Child) -> Row:
        row = self.children.get(child.child_id)
        if row is None:
            born = child.born <= self.day
            birth = child.born if born else child.due
            age = -1 if not born else dates.years_old(birth, self.day) if child.birth_recorded else None
            row = (
                child.child_id,
                child.sex if born else codes.NOT_STATED,
                child.ethnicity,
                Day(birth) if child.birth_recorded else None,
                age,
                child.disability,
            )
            row = self.children[child.child_id] = self.history.slips.described(row, self.day)
        return row

    def _ended(self, record: Spell) -> Day | None:
        # The day a spell ended, if that had come and been entered.
        return Day(record.end) if record.end <= self.day and record.end_known <= self.day else None

    def _received(self, records: list[Recorded], since: int | None = None) -> list[Recorded]:
        # What happened from a day (by default the six months' first) and had been entered; in order of day.
        low = bisect_left(records, self.since if since is None else since, key=_day)
        high = bisect_left(records, self.day + 1, key=_day)
        return [r for r in records[low:high] if r.known <= self.day]

    def _entered(self, records: list[Lasting], reach: int) -> list[Lasting]:
        # Everything entered, less spells that had ended, and been entered as ended, before a day.
        day, high = self.day, bisect_left(records, self.day + 1, key=_day)
        return [r for r in records[:high] if r.known <= day and (r.end >= reach or r.end_known > day)]


def _last_seen(e: Episode, until: int) -> Day | None:
    # Seen within days of the referral, and every few weeks after; on a plan, at its visits.
    seen = e.day + 6 + (until - e.day - 6) // e.seen_every * e.seen_every
    for plan in e.plans:
        seen = max([seen, *(day for day, met, _ in plan.visits if met and day <= until)])
    return Day(seen) if e.day <= seen <= until else None


def _day(record: Record) -> int:
    return record.day


def _latest(records: list[Latest]) -> list[Latest]:
    # One record a child, the latest; records are in order of day.
    return sorted({r.child.child_id: r for r in records}.values(), key=lambda r: (r.day, r.child.child_id))


def _days_by_child(records: Sequence[Record]) -> defaultdict[str, list[int]]:
    days = defaultdict(list)
    for r in records:
        days[r.child.child_id].append(r.day)
    return days


def _in_year_before(latest: int, days: list[int]) -> int:
    since = dates.add_months(latest, -12)
    return sum(since <= day < latest for day in days)
