"""What people decide: kept apart from the figures, never lost, open to those who may, and obeyed by limits and alerts."""

from datetime import date

import pytest

from indicators import figures
from indicators.following import level_changes
from indicators.roles import NotAllowed, View
from queries.store import decisions
from tests.support.audience import BOARD, PERFORMANCE

SERIES = {"indicator": "no_further_action_at_referral", "breakdown": "all", "category": "All"}
MAY = date(2025, 5, 1)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_DECISIONS", f"sqlite:///{tmp_path}/decisions.sqlite")
    return tmp_path


@pytest.fixture
def chart(kept, warehouse):
    return View(PERFORMANCE, indicator=SERIES["indicator"], warehouse=warehouse)


def test_reading_creates_nothing_and_a_step_is_kept_until_it_is_taken_back(kept):
    assert decisions.steps(kept).is_empty() and not list(kept.iterdir())
    decisions.confirm_step(kept, SERIES, MAY, " Threshold moved ", "A Person")
    decisions.confirm_step(kept, SERIES | {"category": "North", "breakdown": "team"}, MAY, "New manager", "A Person")
    first, second = decisions.steps(kept).to_dicts()
    assert (first["starts_on"], first["note"], first["decided_by"]) == (MAY, "Threshold moved", "A Person")
    decisions.withdraw_step(kept, first["id"], "B Person")
    assert decisions.steps(kept)["id"].to_list() == [second["id"]]
    decisions.confirm_step(kept, SERIES, MAY, "It was the threshold after all", "B Person")
    assert decisions.steps(kept).height == 2


@pytest.mark.parametrize(("note", "by"), [("", "A"), ("  ", "A"), ("Why", " ")])
def test_a_step_without_a_note_or_a_name_is_refused(kept, note, by):
    with pytest.raises(decisions.Refused, match="your name"):
        decisions.confirm_step(kept, SERIES, MAY, note, by)
    assert decisions.steps(kept).is_empty()


def test_the_same_step_twice_is_refused_and_so_is_taking_back_without_a_name(kept):
    decisions.confirm_step(kept, SERIES, MAY, "Why", "A")
    with pytest.raises(decisions.Refused, match="already"):
        decisions.confirm_step(kept, SERIES, MAY, "Why again", "B")
    with pytest.raises(decisions.Refused, match="name"):
        decisions.withdraw_step(kept, 1, "")
    assert decisions.steps(kept).height == 1


def test_without_a_setting_decisions_lie_beside_the_warehouse_where_no_build_reaches(tmp_path, monkeypatch):
    monkeypatch.delenv("SIGHTLINE_DECISIONS", raising=False)
    folder = tmp_path / "warehouse"
    folder.mkdir()
    decisions.confirm_step(folder, SERIES, MAY, "Why", "A")
    assert not list(folder.iterdir()) and (tmp_path / "decisions" / "warehouse.sqlite").exists()


def test_a_confirmed_step_starts_the_limits_afresh_for_its_own_series_only(chart):
    before, found = figures.figures(chart), level_changes.proposed(moves_indicator(chart), figures.figures(chart))
    level_changes.confirm(chart, found["starts_on"], "The threshold moved", "A Person")
    after = figures.figures(chart)
    new = after["period_start"] >= found["starts_on"]
    assert after.filter(~new)["centre"].equals(before.filter(~new)["centre"])
    x, n = (after.filter(new, after["eligible"])[name].sum() for name in ("numerator", "denominator"))
    assert after.filter(new)["centre"].drop_nulls().unique().to_list() == [pytest.approx(100 * x / n)]
    teams = chart.of(breakdown="team")
    assert set(figures.figures(teams)["phase"]) == {0}
    (told,) = level_changes.told(chart, moves_indicator(chart), after)
    assert told["note"] == "The threshold moved" and told["by"] == "A Person" and told["difference"] > 5
    assert [mark.note for mark in level_changes.marks(chart, moves_indicator(chart))][-1] == "The threshold moved"
    assert level_changes.proposed(moves_indicator(chart), after) is None


def moves_indicator(view):
    from indicators import catalogue

    return catalogue.find(view)


@pytest.mark.slow
def test_an_alert_does_not_hold_the_new_level_against_the_old_one(chart):
    workers = chart.of(indicator="worker_supervision_on_time")
    fewer = level_changes.proposed(moves_indicator(workers), figures.figures(workers))
    assert figures.alerts(workers).filter(indicator=workers.indicator, breakdown="all").height == 1
    level_changes.confirm(workers, fewer["starts_on"], "Two managers left", "A Person")
    now = figures.alerts(workers).filter(indicator=workers.indicator)
    assert now.filter(breakdown="all").is_empty() and now.filter(breakdown="team").height


def test_the_board_reads_a_step_and_may_not_decide_one(chart, warehouse):
    level_changes.confirm(chart, MAY, "The threshold moved", "A Person")
    board = View(BOARD, indicator=chart.indicator, warehouse=warehouse)
    assert level_changes.told(board, moves_indicator(board), figures.figures(board))[0]["note"] == "The threshold moved"
    with pytest.raises(NotAllowed, match="performance team"):
        level_changes.confirm(board, MAY, "No", "B Person")
    with pytest.raises(NotAllowed, match="performance team"):
        level_changes.withdraw(board, 1, "B Person")
