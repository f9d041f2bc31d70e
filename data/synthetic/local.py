"""The local extracts that no national format holds: a CSV of each, drawn on the last extract's day.

Spells are half-open: an end date is the first day after the spell, and an open spell has none. Dates are
ISO.
"""

import csv
from pathlib import Path
from typing import NamedTuple

from . import audits, dates, legal, meetings
from .audits import Audit
from .dates import iso
from .history import History
from .legal import Advice
from .meetings import Meeting
from .recording import Visit
from .settings import Settings
from .supervision import Session
from .workforce import Worker, Workforce

NAMES = (
    "case_supervision",
    "worker_supervision",
    "worker",
    "worker_absence",
    "allocation",
    "visit",
    "contact",
    "meeting",
    "audit",
    "legal_advice",
)
HEADERS = {
    "case_supervision": (
        "supervision_id",
        "child_id",
        "worker_id",
        "supervisor_id",
        "team",
        "supervision_date",
        "recorded_date",
        "supervision_type",
        "status",
    ),
    "worker_supervision": (
        "supervision_id",
        "worker_id",
        "supervisor_id",
        "team",
        "supervision_date",
        "recorded_date",
        "supervision_type",
        "status",
    ),
    "worker": (
        "worker_id",
        "team",
        "role",
        "start_date",
        "end_date",
        "newly_qualified_until",
        "full_time_equivalent",
        "agency",
    ),
    "worker_absence": ("worker_id", "start_date", "end_date", "absence_type"),
    "allocation": ("child_id", "worker_id", "team", "start_date", "end_date"),
    "visit": ("visit_id", "child_id", "visit_date", "recorded_date", "seen", "seen_alone"),
    "contact": ("contact_id", "child_id", "contact_date", "contact_source", "outcome", "reason", "team"),
    "meeting": ("meeting_id", "child_id", "meeting_type", "meeting_date", "agency", "attended", "report_received", "team"),
    "audit": ("audit_id", "child_id", "due_date", "completed_date", "grade", "response_due_date", "response_date", "team"),
    "legal_advice": ("legal_advice_id", "child_id", "advice_date", "advice_type"),
}


class Lived(NamedTuple):
    """What happened in the authority beside the children's own records, and what was put on record of it."""

    worker_sessions: list[Session]
    case_sessions: list[Session]
    meetings: list[Meeting]
    audits: list[Audit]
    advice: list[Advice]
    visits: list[Visit]


def file_name(name: str, options: Settings) -> str:
    """The name of a local extract's file."""
    return f"{name}_{dates.iso(options.end)}.csv"


def write_all(folder: Path, options: Settings, history: History, workforce: Workforce, lived: Lived) -> None:
    """Write the local extracts into a folder; `lived` holds what happened beside the history (see Lived)."""
    rows = {
        "case_supervision": _case_supervision(lived.case_sessions),
        "worker_supervision": _worker_supervision(lived.worker_sessions),
        "worker": _workers(options, workforce),
        "worker_absence": _absences(options, workforce),
        "allocation": _allocations(options, history),
        "visit": _visits(lived.visits),
        "contact": _contacts(options, history),
        "meeting": meetings.rows(lived.meetings),
        "audit": audits.rows(lived.audits),
        "legal_advice": legal.rows(lived.advice),
    }
    for name in NAMES:
        with open(folder / file_name(name, options), "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(HEADERS[name])
            out.writerows(rows[name])


def _case_supervision(sessions: list[Session]) -> list[tuple[str, ...]]:
    return [
        (
            f"CS{n:06d}",
            s.child_id,
            s.worker_id,
            s.supervisor_id,
            s.team,
            iso(s.day),
            iso(s.recorded),
            s.kind,
            s.status,
        )
        for n, s in enumerate(sessions, start=1)
    ]


def _worker_supervision(sessions: list[Session]) -> list[tuple[str, ...]]:
    return [
        (f"WS{n:06d}", s.worker_id, s.supervisor_id, s.team, iso(s.day), iso(s.recorded), s.kind, s.status)
        for n, s in enumerate(sessions, start=1)
    ]


def _workers(options: Settings, workforce: Workforce) -> list[tuple[str | float, ...]]:
    return [
        (
            w.worker_id,
            w.team,
            w.role,
            iso(w.start),
            _until(w.end, options),
            iso(w.newly_qualified_until),
            w.full_time_equivalent,
            "Yes" if w.agency else "No",
        )
        for w in _employed(options, workforce)
    ]


def _absences(options: Settings, workforce: Workforce) -> list[tuple[str, ...]]:
    return [
        (w.worker_id, iso(start), _until(end, options), kind)
        for w in _employed(options, workforce)
        for start, end, kind in w.absences
        if start <= options.end and end > options.history_start
    ]


def _allocations(options: Settings, history: History) -> list[tuple[str, ...]]:
    rows = []
    for case in history.cases:
        for start, end, team, worker_id in case.spells:
            for episode in case.episodes:
                last = min(end, episode.end)
                if start < last and start <= options.end and last > options.history_start:
                    rows.append((episode.child.child_id, worker_id, team, iso(start), _until(last, options)))
    return rows


def _visits(visits: list[Visit]) -> list[tuple[str, ...]]:
    return [
        (f"V{n:06d}", v.child_id, iso(v.day), iso(v.recorded), "Yes" if v.seen else "No", v.alone[3:])
        for n, v in enumerate(visits, start=1)
    ]


def _contacts(options: Settings, history: History) -> list[tuple[str | None, ...]]:
    seen = [c for c in history.contacts if c.day >= options.history_start and c.known <= options.end]
    return [
        (f"C{n:06d}", c.child.child_id, iso(c.day), c.source, c.outcome, c.reason, c.team) for n, c in enumerate(seen, start=1)
    ]


def _employed(options: Settings, workforce: Workforce) -> list[Worker]:
    return [w for w in workforce.all if w.start <= options.end and w.end > options.history_start]


def _until(end: int, options: Settings) -> str:
    return iso(end) if end <= options.end else ""
