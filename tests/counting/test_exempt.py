"""What counts nobody's case is exact for every audience; what counts children or workers cannot claim to."""

import polars as pl
import pytest

from data import counting, settings
from data.publishing import disclosure
from indicators import figures, levels
from indicators.judging import alerts
from indicators.roles import View
from queries import FOLDER, QueryError, read
from queries import __main__ as command
from queries.definitions import header
from queries.store import warehouse as built
from tests.publishing.test_disclosure import RULE, UNITS, figure
from tests.support.audience import BOARD, PERFORMANCE, SCRUTINY

BOARDS = FOLDER / "indicators" / "governance" / "board_attendance.sql"
CONFERENCES = FOLDER / "indicators" / "child_protection" / "attendance_at_conferences.sql"
CHOSEN = settings.parameters(settings.load())
CLAIM = 'counts        = "agencies at meetings"\n'


def of_the_file(audience, warehouse) -> pl.DataFrame:
    with built.read(audience, warehouse) as database:
        return database.run("SELECT * FROM series")


@pytest.mark.parametrize("role", [BOARD, SCRUTINY], ids=lambda role: role.id)
def test_attendance_at_the_board_is_exact_in_every_file_and_nothing_else_is(warehouse, role):
    held, whole = of_the_file(role.id, warehouse), of_the_file("performance", warehouse)
    free = held.filter(rounded_to=1)
    assert free["indicator"].unique().to_list() == ["board_attendance"] and free["symbol"].ne_missing("c").all()
    exact = whole.filter(indicator="board_attendance").join(free, on=["grain", "breakdown"], how="semi")
    assert free.drop("rounded_to").sort(pl.all()).equals(exact.sort(pl.all()))
    assert (free["denominator"].drop_nulls() % 5 != 0).any(), "a number that rounding would have moved"
    assert held.filter(pl.col("indicator").str.contains("attendance_at"))["rounded_to"].unique().to_list() == [5]


def test_an_exact_figure_is_drawn_without_the_rounding_of_its_neighbours(warehouse):
    view = View(BOARD, "board_attendance", grain="quarter", warehouse=warehouse)
    reasons = {indicator: figures.figures(view.of(indicator=indicator))["chart_reason"].to_list()[-1]
               for indicator in ("board_attendance", "re_referrals")}
    assert "ounded" in reasons["re_referrals"] and "ounded" not in reasons["board_attendance"]


def test_protect_leaves_alone_what_it_is_told_to_and_keeps_the_order():
    rows = [figure(3, 4), figure(3, 4) | {"indicator": "number"}, figure(84, 269)]
    schema = {"numerator": pl.Int64, "denominator": pl.Int64, "value": pl.Float64, "symbol": pl.String}
    held = disclosure.protect(pl.DataFrame(rows, schema_overrides=schema), UNITS, RULE, exact=["number"])
    assert held["numerator"].to_list() == [None, 3, 85] and held["rounded_to"].to_list() == [5, 1, 5]


def changed(tmp_path, source, *pairs):
    """A copy of an indicator file with some of its words replaced."""
    text = source.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    file = tmp_path / source.parent.name / source.name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.slow
def test_what_returns_a_child_or_rests_on_rows_about_one_is_refused(tmp_path):
    assert command.problems(BOARDS, CHOSEN) == []
    named = changed(tmp_path, CONFERENCES, ('groups        = "Agency"\n', 'groups        = "Agency"\n' + CLAIM))
    said = command.problems(named, CHOSEN)[0]
    assert "the SELECT returns child_id" in said and "take `counts` out" in said
    hidden = changed(tmp_path, BOARDS, ("meeting_type = 'BOARD'", "meeting_type <> 'BOARD'"),
                     ('meeting_id = "M2", ', 'meeting_id = "M2", child_id = "A", '))
    said = " ".join(command.problems(hidden, CHOSEN))
    assert "uses rows about children or workers (1 records)" in said
    with pytest.raises(QueryError, match=r"counts.*Write a text"):
        header.check(read(changed(tmp_path, BOARDS, ('"agencies at meetings of the board"', '""'))))


def test_a_build_leaves_out_what_claims_to_be_nobodys_and_is_not(tmp_path, warehouse):
    """The same check on real rows: every conference is about a child, though the SELECT does not say which."""
    file = header.check(read(changed(tmp_path, BOARDS, ("meeting_type = 'BOARD'", "meeting_type = 'INITIAL CONFERENCE'"))))
    with built.read("performance", warehouse) as database:
        with pytest.raises(QueryError, match="uses rows about children"):
            counting._complete(database, file, settings.parameters(settings.load()))
        assert "numerator" in counting._complete(database, header.check(read(BOARDS)), {})


def test_an_alert_of_an_exact_figure_is_not_tempered_by_the_rounding_of_others(warehouse):
    view = View(PERFORMANCE, warehouse=warehouse)
    known = levels.known(view)
    level = levels.watched(view.of(grain="month"), "all")
    exact, rounded = level.with_columns(rounded_to=1), level.with_columns(rounded_to=5)
    phi = {way: dict(alerts.tested(frame, known).select("indicator", "phi").iter_rows())
           for way, frame in (("exact", exact), ("rounded", rounded))}
    name = max(phi["rounded"], key=lambda each: phi["rounded"][each] - phi["exact"][each])
    mixed = pl.concat([rounded.filter(pl.col("indicator") != name), exact.filter(indicator=name)])
    found = dict(alerts.tested(mixed, known).select("indicator", "phi").iter_rows())
    # Series learn from each other how much months differ, so the rounding of the others tells a little.
    assert found[name] == pytest.approx(phi["exact"][name], rel=0.03) and found[name] < phi["rounded"][name]
    assert found == pytest.approx(phi["rounded"] | {name: found[name]}, rel=0.03)
