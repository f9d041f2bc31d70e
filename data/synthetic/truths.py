"""What is true of the invented authority, counted from its history and not from its files, for tests to find.

Everything counted here had been entered by the last extract's day. A re-referral is a referral with an
earlier one of the same child on an earlier day, no more than 12 calendar months before.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Literal, TypeVar

from . import codes, dates, month_ends, plans_kept, settings, supervision, truths_beside
from .dates import iso
from .history import Contact, History, Plan, Referral
from .local import Lived
from .month_ends import MonthEnd
from .settings import Settings
from .workforce import Workforce

Counted = TypeVar("Counted", Contact, Referral, Plan)
ELSEWHERE = "every other team"
FLOWS = (
    "contacts",
    "contacts_no_further_action",
    "referrals",
    "re_referrals",
    "referrals_no_further_action",
    "plans_started",
    "plans_second_or_subsequent",
)


def told(options: Settings, history: History, workforce: Workforce, lived: Lived) -> dict[str, object]:
    """The truths as one dictionary for JSON: what was planted, and every month and month end counted."""
    shown = Shown(options, history)
    ends = month_ends.told(options, history, workforce, lived.worker_sessions, lived.case_sessions)
    kept, late = plans_kept.told(options, history, lived.meetings), truths_beside.answers_outstanding(options, lived.audits)
    return {
        "authority": settings.NAME,
        "invented": True,
        "seed": options.seed,
        "until": iso(options.end),
        "years": options.years,
        "children": options.children,
        "history_from": iso(options.history_start),
        "extract_dates": [iso(day) for day in options.extract_days],
        "standard_days": settings.STANDARD_DAYS,
        "planted": _planted(options, shown, ends) | truths_beside.planted(options, lived),
        "months": _months(options, shown),
        "month_ends": {day: {**ends[day], **kept[day], **late[day]} for day in ends},
    }


class Shown:
    """What of the history the extracts hold between them."""

    def __init__(self, options: Settings, history: History) -> None:
        def held(records: list[Counted]) -> list[Counted]:
            return [r for r in records if options.history_start <= r.day <= options.end >= r.known]

        self.contacts, self.referrals, self.plans = (
            held(history.contacts),
            held(history.referrals),
            held(history.plans),
        )
        self.days = defaultdict(list)
        for r in history.referrals:
            if r.known <= options.end:
                self.days[r.child.child_id].append(r.day)

    def re_referred(self, referral: Referral) -> bool:
        """Whether a referral follows another of the same child within 12 calendar months."""
        days = self.days[referral.child.child_id]
        return bisect_left(days, dates.add_months(referral.day, -12)) < bisect_left(days, referral.day)

    def came_back(self, referral: Referral) -> bool:
        """Whether another referral of the same child follows within 12 calendar months."""
        days = self.days[referral.child.child_id]
        later = days[bisect_right(days, referral.day) :]
        return bool(later) and dates.add_months(later[0], -12) <= referral.day


def _planted(options: Settings, shown: Shown, ends: dict[str, MonthEnd]) -> dict[str, dict[str, object]]:
    return {
        "worker_supervision": _gap(ends, supervision.WORKER_GAP_TEAM, options.worker_gap_from, "workers", "at_work"),
        "case_supervision": _gap(ends, supervision.CASE_GAP_TEAM, options.case_gap_from, "children_open", "open"),
        "contact_season": _season(shown),
        "no_further_action_step": _step(options, shown),
        "return_after_no_further_action": _returns(options, shown),
        "repeat_plans": _repeat_plans(shown),
    }


def _gap(
    ends: dict[str, MonthEnd], team: str, planted: int, subject: Literal["workers", "children_open"], whole: str
) -> dict[str, object]:
    # The first month end after a gap opens still looks like the months before.
    told: dict[str, object] = {
        "team": team,
        "from": iso(planted),
        "standard_days": settings.STANDARD_DAYS,
        "designed_percent": [90, 60],
    }
    later = dates.iso(dates.add_months(planted, 1))
    for name, wanted in (("before", lambda day: day < iso(planted)), ("after", lambda day: day >= later)):
        counts = [ends[day][subject].get(team, {}) for day in ends if wanted(day)]
        told[name] = {key: sum(c.get(key, 0) for c in counts) for key in (whole, "within_standard")}
    return told


def _season(shown: Shown) -> dict[str, object]:
    sides = {"summer": Counter(), "rest": Counter()}
    for c in shown.contacts:
        side = "summer" if int(dates.month_name(c.day)[5:]) in settings.SUMMER else "rest"
        sides[side].update(contacts=1, no_further_action=c.outcome == codes.NO_FURTHER_ACTION)
    return {"months": list(settings.SUMMER), "designed_percent": {"summer": 45, "rest": 37}, **_plain(sides)}


def _step(options: Settings, shown: Shown) -> dict[str, object]:
    sides = {"before": Counter(), "after": Counter()}
    for r in shown.referrals:
        side = "before" if r.day < options.no_further_action_step else "after"
        sides[side].update(referrals=1, no_further_action=r.no_further_action)
    return {"from": iso(options.no_further_action_step), "designed_percent": [6, 13], **_plain(sides)}


def _returns(options: Settings, shown: Shown) -> dict[str, object]:
    sides = {settings.DOMESTIC_ABUSE: Counter(), ELSEWHERE: Counter()}
    last = dates.add_months(options.end, -12)
    for r in shown.referrals:
        if r.no_further_action and r.day <= last:
            side = r.team if r.team in sides else ELSEWHERE
            sides[side].update(closed=1, referred_again_within_12_months=shown.came_back(r))
    return {
        "team": settings.DOMESTIC_ABUSE,
        "designed_percent": {settings.DOMESTIC_ABUSE: 45, ELSEWHERE: 20},
        "referred_from": iso(options.history_start),
        "referred_to": iso(last),
        "counts": _plain(sides),
    }


def _repeat_plans(shown: Shown) -> dict[str, object]:
    years = defaultdict(Counter)
    for p in shown.plans:
        years[_financial_year(p.day)].update(started=1, second_or_subsequent=p.previous > 0)
    repeats = [{"child_id": p.child.child_id, "start": iso(p.day), "previous": p.previous} for p in shown.plans if p.previous]
    return {"financial_years": _plain(years), "second_or_subsequent": repeats}


def _months(options: Settings, shown: Shown) -> dict[str, dict[str, int]]:
    counts = defaultdict(Counter)
    for c in shown.contacts:
        closed = c.outcome == codes.NO_FURTHER_ACTION
        counts[dates.month_name(c.day)].update(contacts=1, contacts_no_further_action=closed)
    for r in shown.referrals:
        counts[dates.month_name(r.day)].update(
            referrals=1, re_referrals=shown.re_referred(r), referrals_no_further_action=r.no_further_action
        )
    for p in shown.plans:
        counts[dates.month_name(p.day)].update(plans_started=1, plans_second_or_subsequent=p.previous > 0)
    return {month: {name: counts[month][name] for name in FLOWS} for month in _month_names(options)}


def _month_names(options: Settings) -> list[str]:
    day, names = options.history_start, []
    while day <= options.end:
        names.append(dates.month_name(day))
        day = dates.add_months(day, 1)
    return names


def _financial_year(day: int) -> str:
    year = int(iso(dates.add_months(day, -3))[:4])
    return f"{year}-{(year + 1) % 100:02d}"


def _plain(counters: Mapping[str, Counter[str]]) -> dict[str, dict[str, int]]:
    return {name: dict(counters[name]) for name in sorted(counters)}
