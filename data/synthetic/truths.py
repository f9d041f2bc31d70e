"""What is true of the invented authority, counted from its own history and not from its files, for tests to recover.

Everything counted here had been entered by the last extract's day. A re-referral is a referral with an earlier one of the
same child on an earlier day no more than 12 calendar months before. A worker or a child is within standard when no more than
31 days lie between the last session held (or the start in post, or of the plan or episode) and the month's end.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict

from . import codes, dates, settings, supervision
from .dates import iso


def told(options, history, workforce, worker_sessions, case_sessions):
    """The truths as one JSON-ready dictionary: definitions, what was planted, months, month ends and financial years."""
    shown = _Shown(options, history)
    return {
        "authority": settings.NAME, "invented": True, "seed": options.seed, "until": iso(options.end),
        "years": options.years, "children": options.children, "standard_days": settings.STANDARD_DAYS,
        "history_from": iso(options.history_start), "extract_dates": [iso(d) for d in options.extract_days],
        "planted": {
            "worker_supervision": {"team": supervision.WORKER_GAP_TEAM, "from": iso(options.worker_gap_from),
                                   "designed_percent_before": 90, "designed_percent_after": 60},
            "case_supervision": {"team": supervision.CASE_GAP_TEAM, "from": iso(options.case_gap_from),
                                 "designed_percent_before": 90, "designed_percent_after": 62},
            "no_further_action_step": {"from": iso(options.no_further_action_step), **_step(options, shown)},
            "return_after_no_further_action": _returns(options, shown),
            "repeat_plans": _repeat_plans(shown),
        },
        "months": _months(options, shown),
        "month_ends": _month_ends(options, shown, workforce, worker_sessions, case_sessions),
    }  # fmt: skip


class _Shown:
    # What of the history the extracts hold between them.
    def __init__(self, options, history):
        def seen(records):
            return [r for r in records if options.history_start <= r.day <= options.end and r.known <= options.end]

        self.contacts, self.referrals, self.plans = seen(history.contacts), seen(history.referrals), seen(history.plans)
        self.assessments = seen(history.assessments)
        self.open_plans = [p for p in history.plans if p.day <= options.end and p.known <= options.end]
        self.open_episodes = [e for e in history.episodes if e.day <= options.end and e.known <= options.end
                              and max(e.end, e.end_known) > options.history_start]
        self.days = defaultdict(list)
        for r in history.referrals:
            if r.known <= options.end:
                self.days[r.child.child_id].append(r.day)
        self.end = options.end

    def re_referred(self, referral):
        """Whether a referral follows another of the same child within 12 calendar months."""
        days = self.days[referral.child.child_id]
        return bisect_left(days, dates.add_months(referral.day, -12)) < bisect_left(days, referral.day)

    def came_back(self, referral):
        """Whether another referral of the same child follows within 12 calendar months."""
        days = self.days[referral.child.child_id]
        return any(dates.add_months(day, -12) <= referral.day for day in days[bisect_right(days, referral.day):])

    def ended(self, record):
        """The day a plan or episode ended as far as the extracts know; a day far ahead while it is open."""
        return record.end if record.end <= self.end and record.end_known <= self.end else 10**9


def _months(options, shown):
    counts = defaultdict(Counter)
    for c in shown.contacts:
        counts[dates.month_name(c.day)].update(contacts=1, contacts_no_further_action=c.outcome == codes.NO_FURTHER_ACTION)
    for r in shown.referrals:
        counts[dates.month_name(r.day)].update(referrals=1, re_referrals=shown.re_referred(r),
                                               referrals_no_further_action=r.no_further_action)
    for p in shown.plans:
        counts[dates.month_name(p.day)].update(plans_started=1, plans_second_or_subsequent=p.previous > 0)
    names = ("contacts", "contacts_no_further_action", "referrals", "re_referrals", "referrals_no_further_action",
             "plans_started", "plans_second_or_subsequent")
    return {month: {name: counts[month][name] for name in names} for month in _month_names(options)}


def _month_names(options):
    day, names = options.history_start, []
    while day <= options.end:
        names.append(dates.month_name(day))
        day = dates.add_months(day, 1)
    return names


def _step(options, shown):
    before, after = Counter(), Counter()
    for r in shown.referrals:
        side = before if r.day < options.no_further_action_step else after
        side.update(referrals=1, no_further_action=r.no_further_action)
    return {"before": dict(before), "after": dict(after)}


def _returns(options, shown):
    sides = {settings.DOMESTIC_ABUSE: Counter(), "every other team": Counter()}
    last = dates.add_months(options.end, -12)
    for r in shown.referrals:
        if r.no_further_action and r.day <= last:
            side = r.team if r.team in sides else "every other team"
            sides[side].update(closed=1, referred_again_within_12_months=shown.came_back(r))
    return {"team": settings.DOMESTIC_ABUSE, "designed_percent": 45, "designed_percent_elsewhere": 20,
            "referred_from": iso(options.history_start), "referred_to": iso(last),
            "counts": {name: dict(side) for name, side in sides.items()}}


def _repeat_plans(shown):
    years, repeats = defaultdict(Counter), []
    for p in shown.plans:
        years[_financial_year(p.day)].update(started=1, second_or_subsequent=p.previous > 0)
        if p.previous:
            repeats.append({"child_id": p.child.child_id, "start": iso(p.day), "previous": p.previous})
    return {"financial_years": {year: dict(years[year]) for year in sorted(years)}, "second_or_subsequent": repeats}


def _financial_year(day):
    year = int(iso(dates.add_months(day, -3))[:4])
    return f"{year}-{(year + 1) % 100:02d}"


def _month_ends(options, shown, workforce, worker_sessions, case_sessions):
    by_worker, by_child = _held(worker_sessions, "worker_id"), _held(case_sessions, "child_id")
    return {iso(day): {
        "plans_open": sum(p.day <= day < shown.ended(p) for p in shown.open_plans),
        "episodes_open": sum(e.day <= day < shown.ended(e) for e in shown.open_episodes),
        "workers": _workers_within(workforce, by_worker, day),
        "children_open": _children_within(shown, by_child, day),
        "children_on_plan": _plans_within(shown, by_child, day),
    } for day in options.extract_days}  # fmt: skip


def _held(sessions, key):
    days = defaultdict(list)
    for s in sessions:
        if s.status == supervision.HELD:
            days[getattr(s, key)].append(s.day)
    return days


def _workers_within(workforce, held, day):
    teams = defaultdict(Counter)
    for w in workforce.all:
        if w.in_post(day):
            since = max(_last(held[w.worker_id], day), w.start)
            absent = sum(max(0, min(end, day + 1) - max(start, since)) for start, end, _ in w.absences)
            teams[w.team].update(in_post=1, within_standard=day - since <= settings.STANDARD_DAYS,
                                 within_standard_less_absence=day - since - absent <= settings.STANDARD_DAYS)
    return _with_all(teams)


def _children_within(shown, held, day):
    teams = defaultdict(Counter)
    for e in shown.open_episodes:
        if e.day <= day < shown.ended(e):
            since = max(_last(held[e.child.child_id], day), e.day)
            teams[e.case.allocated(day)[0]].update(open=1, within_standard=day - since <= settings.STANDARD_DAYS)
    return _with_all(teams)


def _plans_within(shown, held, day):
    teams = defaultdict(Counter)
    for e in shown.open_episodes:
        for p in e.plans:
            if p.known <= shown.end and p.day <= day < shown.ended(p):
                since = max(_last(held[e.child.child_id], day), p.day)
                teams[e.case.allocated(day)[0]].update(open=1, within_standard=day - since <= settings.STANDARD_DAYS)
    return _with_all(teams)


def _last(days, day):
    at = bisect_right(days, day)
    return days[at - 1] if at else 0


def _with_all(teams):
    total = sum(teams.values(), Counter())
    return {"All": dict(total), **{team: dict(teams[team]) for team in sorted(teams)}}
