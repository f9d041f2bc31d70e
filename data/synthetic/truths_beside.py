"""What is true of what happened beside the children's own records: meetings, audits, legal advice and recording."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from . import audits, dates, legal, meetings, recording
from .audits import Audit
from .dates import iso
from .legal import Advice
from .local import Lived
from .meetings import Meeting
from .recording import Visit
from .settings import Settings


def planted(options: Settings, lived: Lived) -> dict[str, dict[str, object]]:
    """The truths planted in the later local extracts, by name."""
    return {
        "attendance": _attendance(lived.meetings),
        "board_attendance": _board(lived.meetings),
        "core_groups": {"team": meetings.CORE_GROUP_TEAM, "from": iso(options.core_group_from), "designed_percent": [95, 65],
                        "first_working_days": meetings.FIRST_DUE, "later_days": meetings.LATER_DUE},
        "audits": _audits(options, lived.audits),
        "legal_advice": _legal(options, lived.advice),
        "recording_of_visits": _recording(lived.visits),
    }  # fmt: skip


def answers_outstanding(options: Settings, asked: list[Audit]) -> dict[str, dict[str, int]]:
    """The answers to audits that were due and had not come at every extract's day, as ISO text."""
    return {
        iso(day): {"answers_outstanding": sum((a.response_due or day + 1) <= day < (a.response or day + 1) for a in asked)}
        for day in options.extract_days
    }


def _attendance(gatherings: list[Meeting]) -> dict[str, object]:
    counts = {"conferences": defaultdict(Counter), "core_groups": defaultdict(Counter)}
    for meeting in gatherings:
        for child in meeting.children:
            side = counts["core_groups" if meeting.kind == meetings.CORE_GROUP else "conferences"]
            for agency in meeting.asked(child):
                side[agency].update(asked=1, came=meeting.came[agency][0])
    designed = {"absent": [meetings.GP, meetings.PROBATION], "designed_percent": _percent(meetings.COMES)}
    return designed | {name: _plain(each) for name, each in counts.items()}


def _board(gatherings: list[Meeting]) -> dict[str, object]:
    counts = defaultdict(Counter)
    for meeting in gatherings:
        if meeting.kind == meetings.BOARD:
            for agency, (attended, _) in meeting.came.items():
                counts[agency].update(asked=1, came=attended)
    return {"absent": meetings.BOARD_POOR, "designed_percent": _percent(meetings.BOARD_COMES), "counts": _plain(counts)}


def _audits(options: Settings, asked: list[Audit]) -> dict[str, object]:
    months, graded, answers = defaultdict(Counter), defaultdict(Counter), defaultdict(Counter)
    for a in asked:
        in_time = a.completed is not None and a.completed <= a.due
        months[dates.month_name(a.due)].update(due=1, completed=a.completed is not None, completed_in_time=in_time)
        if a.completed is not None:
            graded[dates.month_name(a.completed)].update(graded=1, good_or_better=a.grade in audits.FINE)
            side = "before" if a.due < options.answers_until else "after"
            answers[side].update(asked=a.response_due is not None, answered=a.response is not None)
    quarter = [iso(options.audit_quarter), iso(dates.add_months(options.audit_quarter, 3) - 1)]
    percent = _percent({"usual": audits.DONE * (1 - audits.LATE), "quarter": audits.DONE_IN_QUARTER * (1 - audits.LATE)})
    return {"quarter": quarter, "designed_percent": percent, "months": _plain(months), "graded": _plain(graded),
            "answers": {"from": iso(options.answers_until), **_plain(answers)}}  # fmt: skip


def _legal(options: Settings, advice: list[Advice]) -> dict[str, object]:
    plans = [{"child_id": a.plan.child.child_id, "start": iso(a.plan.day), "days": a.day - a.plan.day}
             for a in advice if a.plan.previous]  # fmt: skip
    designed = {"before": legal.PROMPT[0] + legal.PROMPT[1] / 2, "after": legal.LATE[0] + legal.LATE[1] / 2}
    return {"from": iso(options.legal_advice_from), "designed_days": designed, "repeat_plans": plans}


def _recording(visits: list[Visit]) -> dict[str, object]:
    teams = defaultdict(Counter)
    for v in visits:
        if v.team:  # one under an id that nobody knows is with no team
            teams[v.team].update(visits=1, late=not 0 <= v.recorded - v.day <= recording.PROMPT_DAYS)
    designed = _percent({"team": recording.LATE_IN_TEAM, "elsewhere": recording.LATE})
    planted_in = {"team": recording.LATE_TEAM, "prompt_days": recording.PROMPT_DAYS, "designed_percent_late": designed}
    return planted_in | {"counts": _plain(teams)}


def _percent(shares: Mapping[str, float]) -> dict[str, int]:
    return {name: round(100 * share) for name, share in shares.items()}


def _plain(counters: Mapping[str, Counter[str]]) -> dict[str, dict[str, int]]:
    return {name: {key: int(count) for key, count in counters[name].items()} for name in sorted(counters)}
