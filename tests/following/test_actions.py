"""Actions: kept and never lost, read by whom they are for, noted and taken back on the page, written by many people at once."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from indicators import figures
from indicators.catalogue import find
from indicators.following import actions, level_changes, progress
from indicators.roles import ROLES, NotAllowed, View
from pages.frame import display
from queries.store import decisions
from tests.pages.test_pages import button, field, text, visit  # noqa: F401
from tests.support.audience import BOARD, PERFORMANCE, SCRUTINY

ALERT = {"indicator": "re_referrals", "breakdown": "all", "category": "All", "grain": "month", "direction": "above",
         "window_start": date(2025, 8, 1), "window_end": date(2025, 10, 31)}
TEAM = ALERT | {"breakdown": "team", "category": "Duty and Assessment"}
SOON = date.today() + timedelta(days=30)
HOSTILE = "Look *again* [here](http://x.invalid) <b>now</b> :red[x]"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_DECISIONS", f"sqlite:///{tmp_path}/decisions.sqlite")
    return tmp_path


def noted(kept, alert=ALERT, what="Audit 20 files", **changes):
    decisions.note_action(kept, alert, **{"what": what, "owner": "Head of Duty", "due_on": SOON, "by": "A Person"} | changes)


def test_reading_creates_nothing_and_an_action_is_kept_with_all_that_was_said(kept):
    assert decisions.actions(kept, "performance").is_empty() and not list(kept.iterdir())
    noted(kept, what="  Audit 20 files ")
    (row,) = decisions.actions(kept, "performance").to_dicts()
    assert {name: row[name] for name in ("indicator", "breakdown", "category", "grain", "direction")}.items() <= ALERT.items()
    assert (row["found_from"], row["found_on"], row["due_on"]) == (ALERT["window_start"], ALERT["window_end"], SOON)
    assert (row["what"], row["owner"], row["noted_by"], row["done_on"]) == ("Audit 20 files", "Head of Duty", "A Person", None)


@pytest.mark.parametrize(("changes", "says"), [
    ({"what": " "}, "what is to be done"), ({"owner": ""}, "who does it"), ({"by": " "}, "your name"),
    ({"due_on": None}, "by when"),
    ({"what": "", "owner": ""}, "what is to be done, who"), ({"due_on": date(2020, 1, 1)}, "has passed"),
])
def test_an_action_that_lacks_something_is_refused_and_told_what(kept, changes, says):
    with pytest.raises(decisions.Refused, match=says):
        noted(kept, **changes)
    assert decisions.actions(kept, "performance").is_empty()


def test_the_same_action_twice_is_noted_once(kept):
    noted(kept)
    with pytest.raises(decisions.Refused, match="already noted"):
        noted(kept, by="B Person")
    assert decisions.actions(kept, "performance").height == 1


def test_an_action_is_done_once_and_what_is_taken_back_stays_with_who_and_when(kept):
    noted(kept)
    with pytest.raises(decisions.Refused, match="today or earlier"):
        decisions.finish_action(kept, 1, SOON, "B Person")
    with pytest.raises(decisions.Refused, match="your name"):
        decisions.finish_action(kept, 1, date.today(), " ")
    decisions.finish_action(kept, 1, date(2026, 1, 5), "B Person")
    with pytest.raises(decisions.Refused, match="already"):
        decisions.finish_action(kept, 1, date(2026, 1, 6), "C Person")
    (row,) = decisions.actions(kept, "performance").to_dicts()
    assert (row["done_on"], row["done_by"]) == (date(2026, 1, 5), "B Person")
    decisions.withdraw_action(kept, 1, "C Person")
    assert decisions.actions(kept, "performance").is_empty()
    with sqlite3.connect(kept / "decisions.sqlite") as database:
        ((what, by, at),) = database.execute("SELECT what, withdrawn_by, withdrawn_at FROM action").fetchall()
    assert (what, by) == ("Audit 20 files", "C Person") and at


def test_each_audience_reads_what_is_for_it(kept):
    noted(kept, what="for all", readers=("scrutiny",))
    noted(kept, what="not for members")
    noted(kept, TEAM, what="a team's", readers=("scrutiny",))
    noted(kept, ALERT | {"breakdown": "ethnicity", "category": "White"}, what="a group's", readers=("scrutiny",))
    read = {role: set(decisions.actions(kept, role)["what"]) for role in (*ROLES, "nobody")}
    assert read["performance"] == {"for all", "not for members", "a team's", "a group's"}
    assert read["board"] == {"for all", "not for members", "a team's"}
    assert read["scrutiny"] == {"for all"} and read["nobody"] == set()


def test_a_team_that_an_audience_has_no_figures_of_is_not_read_about(kept, warehouse):
    noted(kept, TEAM)
    noted(kept, TEAM | {"category": "A team nobody has heard of"})
    noted(kept, ALERT | {"indicator": "no_such_indicator"}, readers=("scrutiny",))
    views = {role.id: View(role, warehouse=warehouse) for role in (PERFORMANCE, BOARD, SCRUTINY)}
    seen = {name: actions.readable(view)["category"].to_list() for name, view in views.items()}
    assert seen == {"performance": ["Duty and Assessment"], "board": ["Duty and Assessment"], "scrutiny": []}


@pytest.mark.parametrize("role", [BOARD, SCRUTINY], ids=lambda role: role.id)
def test_who_only_reads_may_not_note_finish_or_take_back(kept, warehouse, role):
    view = View(role, warehouse=warehouse)
    for decision in (lambda: actions.note(view, ALERT, "x", "y", SOON, "A"), lambda: actions.finish(view, 1, SOON, "A"),
                     lambda: actions.withdraw(view, 1, "A")):
        with pytest.raises(NotAllowed, match="performance team"):
            decision()


def test_what_became_of_an_action_is_worked_out_from_what_each_audience_holds(kept, warehouse):
    view = View(PERFORMANCE, indicator="worker_supervision_on_time", warehouse=warehouse)
    alert = figures.alerts(view).filter(indicator=view.indicator, breakdown="all").row(0, named=True)
    actions.note(view, alert, "Cover for two managers", "Head of service", SOON, "A Person", readers=("scrutiny",))
    for role, decimals, grain in ((PERFORMANCE, 1, "month"), (BOARD, 0, "month"), (SCRUTINY, 0, "quarter")):
        seen = View(role, warehouse=warehouse)
        (became,) = actions.followed(seen, actions.readable(seen))
        assert (became["state"], became["judgement"], became["grain_seen"]) == ("identified", "worse", grain)
        assert progress.sentence(became, find(view), decimals).startswith("Too early to say more: it takes")
        held = figures.read_series(view.of(role=role, grain=grain))
        assert became["before_denominator"] in set(held["denominator"].rolling_sum(24 if grain == "month" else 8).drop_nulls())


def test_an_action_is_a_mark_on_the_chart_of_its_own_series(kept, warehouse):
    view = View(PERFORMANCE, indicator="re_referrals", warehouse=warehouse)
    noted(kept, what="A long action of more than forty letters in all, with\na new line")
    (mark,) = actions.marks(view, find(view))
    assert mark.on == date.today() and mark.note.startswith("Action: A long action") and len(mark.note) <= 48 and not mark.rebase
    assert not actions.marks(view.of(breakdown="team", category="Duty and Assessment"), find(view))
    decisions.finish_action(kept, 1, date(2026, 1, 5), "B Person")
    assert actions.marks(view, find(view))[0].on == date(2026, 1, 5)
    assert not [mark for mark in level_changes.marks(view, find(view)) if mark.rebase]


def test_twenty_sessions_that_write_at_once_lose_nothing(kept):
    with ThreadPoolExecutor(20) as sessions:
        list(sessions.map(lambda at: noted(kept, what=f"Action {at}"), range(20)))
    assert set(decisions.actions(kept, "performance")["what"]) == {f"Action {at}" for at in range(20)}


def test_twenty_sessions_that_note_the_same_action_at_once_note_it_once(kept):
    def one(_):
        try:
            noted(kept)
        except decisions.Refused:
            return 0
        return 1

    with ThreadPoolExecutor(20) as sessions:
        assert sum(sessions.map(one, range(20))) == 1


def test_a_database_that_is_in_use_says_so_and_keeps_what_was_there(kept, monkeypatch):
    noted(kept)
    monkeypatch.setattr(decisions.opening, "WAIT", 0.2)
    other = sqlite3.connect(kept / "decisions.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(decisions.Unreachable, match="still here"):
        noted(kept, what="Another")
    with pytest.raises(decisions.Unreachable, match="Load the page again"):
        decisions.actions(kept, "board")
    other.execute("ROLLBACK")
    assert decisions.actions(kept, "board")["what"].to_list() == ["Audit 20 files"]


def test_an_action_is_noted_on_the_page_done_and_taken_back(visit, kept):  # noqa: F811
    app = visit("alerts", role="performance")
    form = field(app, "What is to be done")
    form.set_value(HOSTILE)
    button(app, "Note the action").click().run()
    assert "Please add: who does it, your name." in app.error[0].value
    assert field(app, "What is to be done").value == HOSTILE
    field(app, "Who does it").set_value("Head of Duty")
    field(app, "Your name").set_value("A Person")
    button(app, "Note the action").click().run()
    assert not app.error and not app.exception
    assert text(app).count(display.plain(HOSTILE)) == 2  # under its alert, and in the list
    assert "Identified" in text(app) and "Due " in text(app) and "Noted by A Person" in text(app)
    assert field(app, "What is to be done").value == ""
    board = visit("alerts", role="board")
    assert "Noted by A Person" in text(board) and not board.text_input
    assert "Noted by" not in text(visit("alerts", role="scrutiny"))
    last = [box for box in app.text_input if box.label == "Your name"][-1]
    last.set_value("B Person")
    button(app, "It was done").click().run()
    assert "says B Person" in text(app)
    [box for box in app.text_input if box.label == "Your name"][-1].set_value("B Person")
    button(app, "Withdraw the action").click().run()
    assert "There are no actions yet" in text(app)


def test_an_overdue_action_says_so_in_words(visit, kept):  # noqa: F811
    noted(kept)
    with sqlite3.connect(kept / "decisions.sqlite") as database:
        database.execute("UPDATE action SET due_on = '2026-01-05'")
    assert "Overdue since 5 January 2026" in text(visit("alerts", role="board"))
