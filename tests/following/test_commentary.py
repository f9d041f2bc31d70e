"""Commentary: beside its figure, for whom its author chose, in its latest version only, with the earlier ones kept."""

import sqlite3
from datetime import date

import pytest

from indicators.following import commentary
from indicators.roles import ROLES, NotAllowed, View
from queries.store import decisions
from tests.following.test_actions import HOSTILE, kept  # noqa: F401
from tests.pages.test_pages import button, field, text, visit  # noqa: F401
from tests.support.audience import BOARD, PERFORMANCE, SCRUTINY

FIGURE = {"indicator": "re_referrals", "breakdown": "all", "category": "All", "grain": "month", "period_start": date(2026, 9, 1),
          "period_end": date(2026, 9, 30)}
QUARTER = FIGURE | {"grain": "quarter", "period_start": date(2026, 7, 1)}
TEAM = {"breakdown": "team", "category": "Duty and Assessment"}
BOTH = ("board", "scrutiny")


def read(kept, role):  # noqa: F811
    return decisions.comments(kept, role)["text"].to_list()


def test_a_comment_is_for_the_performance_team_unless_its_author_says_otherwise(kept):  # noqa: F811
    assert decisions.comments(kept, "performance").is_empty() and not list(kept.iterdir())
    decisions.write_comment(kept, FIGURE, "own", "A Person")
    decisions.write_comment(kept, FIGURE, "board's", "A Person", ("board",))
    decisions.write_comment(kept, FIGURE, "all's", "A Person", BOTH)
    decisions.write_comment(kept, FIGURE | TEAM, "team's", "A Person", BOTH)
    decisions.write_comment(kept, FIGURE | {"breakdown": "sex", "category": "Female"}, "group's", "A Person", BOTH)
    assert {role: set(read(kept, role)) for role in (*ROLES, "nobody")} == {
        "performance": {"own", "board's", "all's", "team's", "group's"}, "board": {"board's", "all's", "team's"},
        "scrutiny": {"all's"}, "nobody": set(),
    }


@pytest.mark.parametrize(("said", "by", "says"), [(" ", "A", "what there is"), ("x", "", "your name"), ("", "", "and your")])
def test_a_comment_without_words_or_a_name_is_refused(kept, said, by, says):  # noqa: F811
    with pytest.raises(decisions.Refused, match=says):
        decisions.write_comment(kept, FIGURE, said, by)
    assert not read(kept, "performance")


def test_a_correction_takes_the_place_of_what_it_corrects_which_stays_in_the_database(kept):  # noqa: F811
    decisions.write_comment(kept, FIGURE, "Names somebody", "A Person", BOTH)
    decisions.write_comment(kept, QUARTER, "Names nobody", "B Person", ("board",), replaces=1)
    assert read(kept, "performance") == read(kept, "board") == ["Names nobody"]
    assert read(kept, "scrutiny") == []  # and not the version before, which it was once allowed to read
    (row,) = decisions.comments(kept, "board").to_dicts()
    assert (row["period_start"], row["grain"], row["written_by"]) == (date(2026, 9, 1), "month", "B Person")
    decisions.withdraw_comment(kept, 2, "C Person")
    assert read(kept, "performance") == []
    with sqlite3.connect(kept / "decisions.sqlite") as database:
        held = database.execute("SELECT text, withdrawn_by FROM comment ORDER BY id").fetchall()
    assert held == [("Names somebody", None), ("Names nobody", "C Person")]


def test_of_two_who_correct_the_same_comment_the_second_is_told(kept):  # noqa: F811
    decisions.write_comment(kept, FIGURE, "First", "A Person")
    decisions.write_comment(kept, FIGURE, "Second", "B Person", replaces=1)
    with pytest.raises(decisions.Refused, match="meanwhile"):
        decisions.write_comment(kept, FIGURE, "Also second", "C Person", replaces=1)
    decisions.withdraw_comment(kept, 2, "A Person")
    with pytest.raises(decisions.Refused, match="meanwhile"):
        decisions.write_comment(kept, FIGURE, "Third", "C Person", replaces=2)
    assert read(kept, "performance") == []


def test_words_about_a_figure_are_read_where_that_figure_is_held(kept, warehouse):  # noqa: F811
    decisions.write_comment(kept, FIGURE, "month", "A Person", BOTH)
    decisions.write_comment(kept, QUARTER, "quarter", "A Person", BOTH)
    decisions.write_comment(kept, FIGURE | TEAM, "team month", "A Person", BOTH)
    decisions.write_comment(kept, QUARTER | TEAM, "team quarter", "A Person", BOTH)
    decisions.write_comment(kept, QUARTER | TEAM | {"category": "No such team"}, "nowhere", "A Person", BOTH)
    views = {role.id: View(role, warehouse=warehouse) for role in (PERFORMANCE, BOARD, SCRUTINY)}
    seen = {name: set(commentary.readable(view)["text"]) for name, view in views.items()}
    assert seen == {
        "performance": {"month", "quarter", "team month", "team quarter"}, "board": {"month", "quarter", "team quarter"},
        "scrutiny": {"quarter"},
    }


@pytest.mark.parametrize("role", [BOARD, SCRUTINY], ids=lambda role: role.id)
def test_who_only_reads_may_not_write_or_take_back(kept, warehouse, role):  # noqa: F811
    view = View(role, warehouse=warehouse)
    with pytest.raises(NotAllowed, match="performance team"):
        commentary.write(view, FIGURE, "x", "A")
    with pytest.raises(NotAllowed, match="performance team"):
        commentary.withdraw(view, 1, "A")


@pytest.mark.slow
def test_a_comment_is_written_beside_its_figure_corrected_and_taken_back(visit, kept):  # noqa: F811
    where = {"indicator": "worker_supervision_on_time", "role": "performance"}
    app = visit("indicator", **where)
    assert "name no child" in text(app)
    app.text_area[0].set_value(HOSTILE + "\n\n- two managers left")
    button(app, "Keep what I wrote").click().run()
    assert "your name" in app.error[0].value and app.text_area[0].value.startswith("Look *again*")
    next(box for box in app.checkbox if box.label == "The safeguarding board").check()
    field(app, "Your name").set_value("A *Person*")
    button(app, "Keep what I wrote").click().run()
    assert not app.error and not app.exception
    assert app.text[0].value == HOSTILE + "\n\n- two managers left" and "<b>" not in text(app)
    assert "ritten by A \\*Person\\* on" in text(app) and "and the safeguarding board" in text(app)
    board = visit("indicator", **where | {"role": "board"})
    assert [each.value for each in board.text] == [app.text[0].value] and not board.text_area
    assert not visit("indicator", **where | {"role": "scrutiny"}).text
    assert visit("alerts", role="board").text[0].value == app.text[0].value
    box = next(each for each in app.text_area if each.value)
    box.set_value("Two managers left in May")
    field(app, "Your name").set_value("B Person")
    button(app, "Keep the correction").click().run()
    assert [each.value for each in app.text] == ["Two managers left in May"] and "Corrected by B Person" in text(app)
    field(app, "Your name").set_value("B Person")
    button(app, "Take it back").click().run()
    assert not app.text
