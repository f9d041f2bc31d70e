"""What the product writes can be read by the account that runs it and by no other."""

import os
import stat
from datetime import date

import pytest

from data import build
from pages.loading import received
from queries.store import audit, decisions

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights; there a file has those of its folder")
ALERT = {"indicator": "a", "breakdown": "all", "category": "All", "grain": "month", "direction": "above",
         "window_start": date(2026, 9, 1), "window_end": date(2026, 10, 31)}


@pytest.fixture
def careless():
    """An account that gives everything it makes to everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.slow
@posix
def test_nobody_else_reads_what_is_built_decided_logged_or_handed_in(careless, tmp_path, monkeypatch):
    for name in ("SIGHTLINE_AUDIT", "SIGHTLINE_DECISIONS"):
        monkeypatch.delenv(name, raising=False)
    warehouse = tmp_path / "data" / "warehouse"
    build.build(None, warehouse, code="890")
    decisions.note_action(warehouse, ALERT, "Look", "Ann", date(2099, 1, 1), "Bo")
    audit.append(warehouse, "export", "user:a", "board", {})
    received.keep(warehouse, "visit.csv", b"x")
    assert mine(tmp_path / "data") == {
        "warehouse": 0o700, "warehouse/BUILD": 0o700, "warehouse/current": 0o600, "warehouse/building": 0o600,
        "warehouse/visit.csv": 0o600,
        **{f"warehouse/BUILD/{name}.duckdb": 0o600 for name in ("performance", "board", "scrutiny")},
        "decisions": 0o700, "decisions/warehouse.sqlite": 0o600, "decisions/warehouse.audit.jsonl": 0o600,
        "decisions/warehouse.audit.jsonl.lock": 0o600,
    }


def mine(folder) -> dict[str, int]:
    """The rights of everything below a folder; the build's own name is different each time."""
    (name,) = [path.name for path in (folder / "warehouse").iterdir() if path.is_dir()]
    return {str(path.relative_to(folder)).replace(name, "BUILD"): stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}


@posix
def test_rights_that_somebody_gave_are_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_AUDIT", str(tmp_path / "audit.jsonl"))
    audit.append(tmp_path, "export", "user:a", "board", {})
    (tmp_path / "audit.jsonl").chmod(0o640)
    audit.append(tmp_path, "export", "user:a", "board", {})
    assert stat.S_IMODE((tmp_path / "audit.jsonl").stat().st_mode) == 0o640


def test_where_nothing_can_be_written_a_decision_is_refused_in_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "decisions.sqlite").mkdir()
    monkeypatch.setenv("SIGHTLINE_DECISIONS", f"sqlite:///{tmp_path / 'decisions.sqlite'}")
    with pytest.raises(decisions.Unreachable):
        decisions.note_action(tmp_path, ALERT, "Look", "Ann", date(2099, 1, 1), "Bo")
