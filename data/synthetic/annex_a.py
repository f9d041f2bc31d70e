"""Ofsted's Annex A, lists 1 to 7 in the layout of August 2019, as the invented authority would have drawn it on a day.

A list shows only what had been entered by that day: an end that lay ahead, or that nobody had entered yet, is blank. Dates
are ordinals here (a Day) and become true dates in the workbook; None is an empty cell.
"""

from bisect import bisect_left
from collections import defaultdict

from . import codes, dates, settings

FIVE = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
SIX = (*FIVE, "Does the Child have a Disability")
ALLOCATED = ("Allocated Team", "Allocated Worker")
LISTS = (
    ("List_1", "List 1: Contacts", (*FIVE, "Date of Contact", "Contact Source")),
    ("List_2", "List 2: Early Help",
     (*FIVE, "Assessment start date", "Assessment completion date", "Organisation completing assessment")),
    ("List_3", "List 3: Referral",
     (*FIVE, "Date of referral", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months",
      *ALLOCATED)),
    ("List_4", "List 4: Assessments",
     (*SIX, "Continuous Assessment Start Date", "Child Seen During Continuous Assessment",
      "Continuous Assessment Date of Authorisation",
      "Was the child assessed as requiring LA children’s social care support", *ALLOCATED)),
    ("List_5", "List 5: Section 47 enquiries and Initial Child Protection Conferences",
     (*SIX, "Strategy discussion initiating Section 47 Enquiry Start Date",
      "Was an Initial Child Protection Conference deemed unnecessary?",
      "Date of Initial Child Protection Conference",
      "Did the Initial Child Protection Conference Result in a Child Protection Plan",
      "Number of Section 47 Enquiries in the last 12 months", "Number of ICPCs in the last 12 months", *ALLOCATED)),
    ("List_6", "List 6: Children in Need",
     (*SIX, "CIN Start Date", "Primary Need Code", "Date Child Was Last Seen", "CIN Closure Date",
      "Reason for Closure", "Case status", *ALLOCATED)),
    ("List_7", "List 7: Child protection",
     (*SIX, "Child Protection Plan Start Date", "Initial Category of Abuse", "Latest Category of Abuse",
      "Date of the Last Statutory Visit", "Was the Child Seen Alone?", "Date of latest review conference",
      "Child Protection Plan End Date",
      "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
      "Number of Previous Child Protection Plans", *ALLOCATED)),
)  # fmt: skip


class Day(int):
    """An ordinal that is a date, to tell it from a number."""


def lists(history, day):
    """The rows of lists 1 to 7 as drawn on a day: a list of lists of tuples, in the order of LISTS."""
    since = settings.window_start(day)
    return [_contacts(history, since, day), _early_help(history, since, day), _referrals(history, since, day),
            _assessments(history, since, day), _section_47s(history, since, day), _children_in_need(history, since, day),
            _protection(history, since, day)]  # fmt: skip


def _contacts(history, since, day):
    return [(*_five(c.child, day), Day(c.day), c.source) for c in _received(history.contacts, since, day)]


def _early_help(history, since, day):
    return [(*_five(e.child, day), Day(e.day), _ended(e.end, day), e.organisation)
            for e in _entered(history.early_help, day) if e.day >= since or e.end > day]


def _referrals(history, since, day):
    earlier = _days_by_child(_received(history.referrals, dates.add_months(since, -12), day))
    return [(*_five(r.child, day), Day(r.day), r.source, codes.YES if r.no_further_action else codes.NO,
             _in_year_before_latest(earlier[r.child.child_id]), r.team, r.worker_id)
            for r in _received(history.referrals, since, day)]


def _assessments(history, since, day):
    rows = []
    for a in _entered(history.assessments, day):
        end = a.end if a.end <= day and a.end_known <= day else None
        if end is None or end >= since:
            needs = None if end is None else codes.YES if a.needs_support else codes.NO
            rows.append((*_six(a.child, day), Day(a.day), a.seen, end and Day(end), needs, a.team, a.worker_id))
    return rows


def _section_47s(history, since, day):
    known = [s for s in _entered(history.section_47s, day) if s.day >= dates.add_months(since, -14)]
    enquiries, conferences = _days_by_child(known), defaultdict(list)
    for s in known:
        if s.conference and s.conference <= day:
            conferences[s.child.child_id].append(s.conference)
    return [_section_47(s, enquiries[s.child.child_id], conferences[s.child.child_id], day)
            for s in known if s.day >= since or (s.conference or s.decided) > day]


def _section_47(s, enquiries, conferences, day):
    held = s.conference is not None and s.conference <= day
    unnecessary = None if s.decided > day else codes.YES if s.unnecessary else codes.NO
    led_to_plan = None if not held else codes.YES if s.led_to_plan else codes.NO
    latest = enquiries[-1]
    before = sum(dates.add_months(latest, -12) <= c < latest for c in conferences)
    return (*_six(s.child, day), Day(s.day), unnecessary, Day(s.conference) if held else None, led_to_plan,
            _in_year_before_latest(enquiries), before, s.team, s.worker_id)


def _children_in_need(history, since, day):
    rows = []
    for e in _latest(_entered(history.episodes, day)):
        end = e.end if e.end <= day and e.end_known <= day else None
        if end is None or end >= since:
            closed = (None, None) if end is None else (Day(end), e.reason)
            rows.append((*_six(e.child, day), Day(e.day), e.need, _last_seen(e, end or day), *closed,
                         _status(e, end, day), *e.case.allocated(min(end or day, day))))
    return rows


def _protection(history, since, day):
    rows = []
    teams = {}
    for e in _entered(history.episodes, day):
        for plan in e.plans:
            teams[id(plan)] = e.case
    for p in _latest(_entered(history.plans, day)):
        end = p.end if p.end <= day and p.end_known <= day else None
        if end is None or end >= since:
            rows.append(_plan(p, end, day, since, teams[id(p)]))
    return rows


def _plan(p, end, day, since, case):
    until = end or day
    visit = next((v for v in reversed(p.visits) if v[0] <= until and v[1]), None)
    review = max((r for r in p.reviews if r <= until), default=None)
    emergency = p.emergency is not None and since <= p.emergency <= day
    return (*_six(p.child, day), Day(p.day), p.category, p.latest_category if p.category_changed <= day else p.category,
            visit and Day(visit[0]), visit and visit[2], review and Day(review), end and Day(end),
            codes.YES if emergency else codes.NO, p.previous, *case.allocated(until))


def _status(e, end, day):
    if end is not None:
        return codes.CLOSED
    if e.care_from and e.care_from <= day:
        return codes.LOOKED_AFTER
    if any(p.day <= day < p.end and p.known <= day for p in e.plans):
        return codes.ON_PLAN
    return codes.IN_NEED if e.assessed <= day else codes.OPEN_ASSESSMENT


def _last_seen(e, until):
    # Seen within days of the referral, and every few weeks after; on a plan, at its visits.
    seen = e.day + 6 + (until - e.day - 6) // e.seen_every * e.seen_every
    visits = [v[0] for p in e.plans for v in p.visits if v[1] and v[0] <= until]
    seen = max([seen, *visits[-1:]])
    return Day(seen) if e.day <= seen <= until else None


def _five(child, day):
    born = child.born <= day
    birth = child.born if born else child.due
    if not child.birth_recorded:
        return child.child_id, child.sex if born else codes.NOT_STATED, child.ethnicity, None, None if born else -1
    return (child.child_id, child.sex if born else codes.NOT_STATED, child.ethnicity, Day(birth),
            dates.years_old(birth, day) if born else -1)


def _six(child, day):
    return *_five(child, day), child.disability


def _received(records, since, day):
    # Those that happened from a day to the extract and had been entered by then; records are in order of day.
    low = bisect_left(records, since, key=lambda r: r.day)
    high = bisect_left(records, day + 1, key=lambda r: r.day)
    return [r for r in records[low:high] if r.known <= day]


def _entered(records, day):
    return _received(records, 0, day)


def _ended(end, day):
    return Day(end) if end <= day else None


def _latest(records):
    # One record a child, the latest; records are in order of day.
    return sorted({r.child.child_id: r for r in records}.values(), key=lambda r: (r.day, r.child.child_id))


def _days_by_child(records):
    days = defaultdict(list)
    for r in records:
        days[r.child.child_id].append(r.day)
    return days


def _in_year_before_latest(days):
    since = dates.add_months(days[-1], -12)
    return sum(since <= day < days[-1] for day in days)
