"""Random histories for the second count of every indicator: rows of the model's tables, of few children in a short time, so that
things fall on the same day, overlap, end before they begin to matter, and are missing.
"""

from datetime import date, timedelta

from hypothesis import strategies as st

import queries
from data import settings
from queries.definitions import examples

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
OPEN = date(9999, 12, 31)
CHILDREN, WORKERS, TEAMS = ("A", "B", "C", "D"), ("W1", "W2", "W3"), ("Duty", "North", None)
CODES = {
    "contact": {"outcome": ("no further action", "referral", "early help", "advice", "other", None),
                "reason": ("Neglect", "Violence", None)},
    "referral": {"referral_source": ("6", "2A", None)},
    "assessment": {"child_seen": ("Yes", "No", None)},
    "cin_episode": {"closure_reason": ("RC1", "RC5", "RC7", "RC8", "RC9", None), "primary_need": ("N1", "N2", None)},
    "cp_plan": {"initial_category": ("Neglect", "Multiple", None), "latest_category": ("Neglect", "Emotional abuse", None),
                "previous_plans": (0, 1, 2, None), "last_visit_seen_alone": ("Yes", "No", None)},
    "cp_visit": {"seen_alone": ("Yes", "No", None)},
    "conference": {"section_47_id": ("section_470", "section_471", None)},
    "worker": {"role": ("Social worker",), "full_time_equivalent": (1.0, 0.6, None)},
    "worker_absence": {"absence_type": ("Sickness",)},
    "case_supervision": {"supervision_type": ("CASE", "OVERSIGHT", "GROUP", None), "status": ("HELD", "CANCELLED", "PLANNED")},
    "worker_supervision": {"supervision_type": ("PROFESSIONAL", "GROUP"), "status": ("HELD", "CANCELLED")},
    "meeting": {"meeting_type": ("INITIAL CONFERENCE", "REVIEW CONFERENCE", "CORE GROUP", "BOARD"),
                "agency": ("Police", "GP", "School")},
    "audit": {"grade": ("Outstanding", "Good", "Requires improvement", "Inadequate", None)},
    "legal_advice": {"advice_type": ("Legal planning meeting", "Advice")},
    "child": {"sex": ("M", "F", None), "ethnicity": ("WBRI", "APKN", "NOBT", None), "disability": ("NONE", "LD", None)},
    "early_help": {"organisation": ("Early help team",)},
}
ALWAYS = {"child_id": CHILDREN, "worker_id": WORKERS, "supervisor_id": ("M1",), "team": TEAMS, "source": ("made",),
          "file": ("f",)}
NEEDED = ("referral_date", "contact_date", "visit_date", "supervision_date", "conference_date", "meeting_date", "due_date",
          "advice_date", "start_date", "review_date", "seen_date", "stated_on")
days = st.integers(0, (LAST - FIRST).days).map(lambda n: FIRST + timedelta(n))


def columns() -> dict[str, dict[str, str]]:
    """Every table of the model with its columns and their types, read from model.sql itself."""
    with queries.store.engine.memory() as database:
        database.execute(queries.text("model/model"))
        rows = database.run("SELECT table_name, column_name, data_type FROM information_schema.columns ORDER BY ordinal_position")
    found = {}
    for table, name, kind in rows.rows():
        found.setdefault(table, {})[name] = kind
    return {table: each for table, each in found.items() if table not in ("coverage", "rejected")}


COLUMNS = columns()


def cell(table: str, name: str, kind: str):
    """A strategy for one cell; what a source always gives is always there."""
    if name in CODES.get(table, {}):
        return st.sampled_from(CODES[table][name])
    if name in ALWAYS:
        return st.sampled_from(ALWAYS[name])
    if kind == "DATE":
        return days if name in NEEDED else st.one_of(st.none(), days)
    return st.sampled_from((True, False, None)) if kind == "BOOLEAN" else st.none()


@st.composite
def rows(draw, table: str, most: int = 10) -> list[dict]:
    """Rows of one table, each with an id of its own; a spell ends after it starts, or is open."""
    made = []
    for place in range(draw(st.integers(0, most))):
        row = {name: draw(cell(table, name, kind)) for name, kind in COLUMNS[table].items()}
        own = f"{table}_id" if f"{table}_id" in row and table not in ("child", "worker") else "supervision_id"
        if own in row:
            row[own] = f"{table}{place}"
        if "end_date" in row and table != "assessment":
            row["end_date"] = OPEN if draw(st.booleans()) else row["start_date"] + timedelta(draw(st.integers(1, 400)))
        elif table == "assessment":
            length = draw(st.one_of(st.none(), st.integers(0, 90)))
            row["end_date"] = None if length is None else row["start_date"] + timedelta(length)
        if "end_is_inferred" in row:
            row["end_is_inferred"] = row["end_date"] not in (None, OPEN) and draw(st.sampled_from((False, False, True)))
        made.append(row)
    return made


def ended(row: dict) -> bool:
    """Whether somebody recorded the end of a spell; one that is open, or that only left the lists, has not ended on any day."""
    return row["end_date"] not in (None, OPEN) and not row["end_is_inferred"]


def history(*tables: str, most: int = 10):
    """A strategy for the named tables, all covered from FIRST to LAST unless the test adds `coverage`."""
    return st.fixed_dictionaries({table: rows(table, most) for table in tables})


def count(ids: list[str], made: dict, **own_settings) -> dict[str, list[dict]]:
    """What each indicator counts of a history by its own SQL: indicator → rows (record_id, event_date, numerator, ...)."""
    files = {file.id: file for file in queries.indicator_files()}
    coverage = [{"model_table": table, "file": "f", "covered_from": FIRST, "covered_to": LAST} for table in COLUMNS]
    chosen = settings.parameters(settings.load()) | own_settings
    found = examples.counted([files[name] for name in ids], {"coverage": coverage, **made}, chosen)
    return {name: frame.to_dicts() for name, frame in zip(ids, found, strict=True)}


def month_ends() -> list[date]:
    """The last day of each month between FIRST and LAST."""
    every = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
    return [day for day in every if (day + timedelta(1)).day == 1]
