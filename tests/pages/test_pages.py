"""Pages as roles ask for them, drawn by Streamlit's own test runner on the invented authority: nobody reaches a page that is not
theirs, and what the address says is what is shown. That every page is drawn: `tests/wording/test_sentences.py`.
"""

import shutil

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from indicators import figures
from indicators.children import records
from indicators.roles import ROLES, NotAllowed, View
from pages import children
from pages import figures as figure_pages
from pages.children import load
from pages.frame import display, header, problems
from pages.loading import received
from queries import spreadsheets
from queries.store import engine
from queries.store import warehouse as warehouses
from tests.support.audience import BOARD, PERFORMANCE, SCRUTINY


@pytest.fixture
def visit(warehouse, monkeypatch):
    """Open a page by its address, as a browser would: visit("alerts", role="board")."""
    monkeypatch.delenv("SIGHTLINE_AUDIENCE", raising=False)
    monkeypatch.setattr(warehouses, "FOLDER", warehouse)

    def open_page(address: str, **query: str) -> AppTest:
        app = AppTest.from_file("../../pages/main.py", default_timeout=60)
        app.query_params.update(query)
        app._page_hash = calc_hash(address)  # the runner's own switch_page knows pages that are files only
        return app.run()

    return open_page


@pytest.fixture(scope="session")
def real(warehouse, tmp_path_factory):
    """The same figures in a build that does not say it is invented."""
    folder = tmp_path_factory.mktemp("real")
    shutil.copytree(warehouse, folder, dirs_exist_ok=True)
    for audience in ROLES:
        with engine.create(warehouses.current(folder) / f"{audience}.duckdb") as database:
            database.execute("UPDATE build SET invented = false")
    return folder


def choice(app: AppTest, label: str):
    """The select box of that label, or None."""
    return next((box for box in app.selectbox if box.label == label), None)


def text(app: AppTest) -> str:
    """All words on the page."""
    kinds = (app.title, app.header, app.markdown, app.caption, app.info, app.warning, app.error, app.success)
    return "\n".join(element.value for kind in kinds for element in kind)


@pytest.mark.parametrize("role", [BOARD, SCRUTINY], ids=lambda role: role.id)
@pytest.mark.parametrize("page", children.PAGES, ids=lambda page: page.ADDRESS)
def test_a_page_of_records_refuses_a_role_without_them_even_when_called_directly(warehouse, role, page):
    with pytest.raises(NotAllowed):
        page.show(View(role=role, warehouse=warehouse))


@pytest.mark.parametrize("audience", ROLES)
def test_a_process_started_for_one_audience_offers_no_other(visit, monkeypatch, audience):
    monkeypatch.setenv("SIGHTLINE_AUDIENCE", audience)
    app = visit("indicator", role="performance" if audience != "performance" else "board")
    assert choice(app, "Looking as") is None
    grains = {"performance": "Month", "board": "Quarter", "scrutiny": "Quarter"}
    assert choice(app, "Period").value == {"Month": "month", "Quarter": "quarter"}[grains[audience]]
    assert (choice(app, "Team") is None) == (audience == "scrutiny")


@pytest.mark.slow
def test_real_data_with_nobody_named_open_as_the_scrutiny_committee(visit, real, monkeypatch):
    monkeypatch.setattr(warehouses, "FOLDER", real)
    app = visit("overview", role="performance")
    assert choice(app, "Looking as") is None
    assert choice(app, "Team") is None
    assert choice(app, "Period").options == ["Quarter", "Year (April to March)"]
    assert header.INVENTED not in text(app)
    first = figure_pages.ordered("scrutiny")[0].ADDRESS
    assert visit("load", role="performance").title[0].value == visit(first).title[0].value


def test_what_the_address_says_is_what_is_shown(visit, view):
    team = figures.figures(view.of(indicator="re_referrals", breakdown="team", grain="quarter"))["category"][0]
    app = visit("indicator", indicator="re_referrals", team=team, grain="quarter")
    assert app.title[0].value.startswith(f"Re-referrals within 12 months, {team}:")
    assert "quarter" in app.caption[0].value
    assert {box.label: box.value for box in app.selectbox} == {
        "Looking as": "performance", "Indicator": "re_referrals", "Team": team, "Period": "quarter",
        "Broken down by": "team", "And at once by": "none", "Save charts as": "png", "Figure for": 0,
    }


def in_vain(app: AppTest) -> list[str]:
    """The lines that say what the address asks for and the page does not hold."""
    return [line.value for line in app.caption if line.value.startswith("The address asks for ")]


def test_what_the_address_may_not_say_is_not_followed_and_said(visit):
    plain = visit("indicator", role="board")
    assert not in_vain(plain)
    forged = visit("indicator", role="board", indicator="' OR 1=1 --", team="Nobody", grain="second", by="hat")
    assert [box.value for box in forged.selectbox] == [box.value for box in plain.selectbox]
    box = choice(plain, "Indicator")
    title = box.options[box.index]
    assert in_vain(forged) == [
        f"The address asks for the indicator “' OR 1=1 --”, which is not in these figures; “{title}” is shown.",
        "The address asks for the team “Nobody”, which is not in these figures; all teams are shown.",
        "The address asks for the period “second”, which is not in these figures; “Quarter” is shown.",
        "The address asks for the breakdown “hat”, which is not in these figures; “Team” is shown.",
    ]
    assert visit("indicator", role="nobody").title[0].value == visit("indicator").title[0].value
    assert in_vain(visit("indicator", role="nobody")) == ["The address asks for a role that is not open to you."]


def test_what_is_said_back_of_an_address_is_short_and_plain(visit):
    (said,) = in_vain(visit("indicator", team="[x](http://y.example) <b>" + "long\n# " * 30))
    back = said.split("“")[1].split("”")[0]
    assert "\n" not in said and "\\[x\\]" in back and "\\<b\\>" in back and "://" not in back
    assert len(back.replace("\\", "").replace(":color[:]", ":")) == 60 and back.endswith("…")


def test_who_sees_no_teams_is_told_that_the_whole_is_shown_and_who_then_chooses_is_left_alone(visit):
    app = visit("indicator", role="scrutiny", team="Locality North")
    assert in_vain(app) == [
        "The address asks for the team “Locality North”, which is not in these figures; the whole authority is shown."]
    assert not in_vain(visit("indicator", role="scrutiny", team="all"))
    assert not in_vain(choice(app, "Period").select("year").run())


@pytest.mark.parametrize(("page", "asked", "said"), [
    ("compare", {"area": "999"}, "the authority “999”, which is not in these figures; our own authority is shown"),
    ("journey", {"period": "1999-03-31"}, "the period “1999-03-31”, which is not in these figures; “"),
    ("behind", {"period": "1999-03-31", "only": "hat"}, "the breakdown “hat”, which is not in these figures; everyone is shown"),
])
def test_every_row_of_filters_says_what_is_asked_of_it_in_vain(visit, page, asked, said):
    lines = in_vain(visit(page, role="performance", **asked))
    assert len(lines) == len(asked) and said in lines[0]


def test_a_choice_is_kept_in_the_address(visit):
    app = visit("indicator")
    choice(app, "Period").select("year").run()
    assert app.query_params["grain"] == "year"
    assert "year" in app.caption[0].value


def test_a_page_says_why_it_has_nothing(visit):
    app = visit("indicator", indicator="worker_supervision_on_time", grain="rolling")
    assert "no rolling 12 months" in app.info[0].value
    assert "no published figure" in visit("compare", indicator="worker_supervision_on_time").title[0].value


def test_a_number_is_out_of_nothing_and_a_percentage_says_of_what(visit):
    assert "Out of: All referrals received" in text(visit("indicator", indicator="re_referrals"))
    for indicator in ("referrals", "children_on_plans"):
        said = text(visit("indicator", indicator=indicator))
        assert "**What is counted**" in said and "Out of" not in said and "Denominator" not in said


def test_another_authority_is_shown_by_its_published_figures_alone(visit, view):
    app = visit("compare", indicator="re_referrals", area="301")
    assert "Barking and Dagenham" in app.title[0].value
    assert "none of our own extracts" in text(app)
    assert "is invented" in text(visit("compare", indicator="re_referrals"))


@pytest.mark.parametrize("indicator", ["re_referrals", "worker_supervision_on_time", "second_or_subsequent_plans"])
@pytest.mark.parametrize("grain", ["month", "quarter", "year"])
def test_the_records_behind_a_figure_add_up_to_it(view, indicator, grain):
    looked = view.of(indicator=indicator, grain=grain)
    for row in figures.read_series(looked).filter(pl.col("value").is_not_null()).tail(3).to_dicts():
        found = records.behind(looked, row["period_start"], row["period_end"])
        assert (found["numerator"].sum(), found["denominator"].sum()) == (row["numerator"], row["denominator"])


def test_the_page_lists_the_very_records_of_its_figure(visit):
    every = visit("behind", indicator="re_referrals", period="2026-09-30")
    some = visit("behind", indicator="re_referrals", period="2026-09-30", records="counted")
    numerator, denominator = len(some.dataframe[0].value), len(every.dataframe[0].value)
    assert 0 < numerator < denominator
    assert f"({numerator} of {denominator})" in every.title[0].value
    assert "in September 2026" in every.title[0].value


def test_an_unforeseen_failure_is_advice_and_never_the_inside_of_the_program(visit, warehouse, tmp_path, monkeypatch):
    broken = tmp_path / "warehouse"
    shutil.copytree(warehouse, broken)
    with engine.create(warehouses.current(broken) / "scrutiny.duckdb") as database:
        database.execute("UPDATE indicator SET header = '{'")
    monkeypatch.setattr(warehouses, "FOLDER", broken)
    app = visit("overview", role="scrutiny")
    assert [error.value for error in app.error] == [problems.UNEXPECTED]
    assert "header" not in text(app) and "JSON" not in text(app)
    assert not app.exception


def test_no_address_names_a_child(view):
    """What links and filters can put into an address are ids of indicators, teams, areas, periods: nothing from a record."""
    row = figures.alerts(view).row(0, named=True)
    assert set(display.place_in_address(row)) == {"indicator", "team", "grain"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_download_runs_no_formula(start):
    written = spreadsheets.csv_file(pl.DataFrame({"Team": [f"{start}cmd|' /C calc'!A0"], "Value": [-1.5]}))
    assert f"'{start}cmd" in written
    assert ",-1.5" in written


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("annex_a_2026-10-31.xlsx", "annex_a_2026-10-31.xlsx"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\me\\Annex A October.XLSX", "Annex A October.XLSX"),
        (".hidden.csv", "hidden.csv"),
        ("a;rm -rf é.csv", "a_rm -rf _.csv"),
    ],
)
def test_a_file_handed_in_gets_a_harmless_name(tmp_path, name, kept):
    assert received.keep(tmp_path, name, b"x")[0].relative_to(tmp_path).as_posix() == kept


@pytest.mark.parametrize("name", ["invented.toml", "macro.xlsm", "..", ".csv", "", "/.xlsx"])
def test_what_is_no_extract_is_not_kept(tmp_path, name):
    with pytest.raises(received.NotKept):
        received.keep(tmp_path, name, b"x")
    assert not list(tmp_path.iterdir())


def test_an_extract_is_never_overwritten_by_another(tmp_path):
    received.keep(tmp_path, "a.csv", b"first")
    received.keep(tmp_path, "a.csv", b"first")
    with pytest.raises(received.NotKept):
        received.keep(tmp_path, "a.csv", b"second")
    assert (tmp_path / "a.csv").read_bytes() == b"first"


@pytest.fixture
def loading(visit, warehouse, tmp_path, monkeypatch):
    """The page Load on a warehouse and a drop folder of its own: (folder of extracts, a function that hands files in)."""
    own, extracts = tmp_path / "warehouse", tmp_path / "extracts"
    shutil.copytree(warehouse, own)
    extracts.mkdir()
    monkeypatch.setattr(warehouses, "FOLDER", own)
    monkeypatch.setattr(load, "EXTRACTS", extracts)
    monkeypatch.setenv("SIGHTLINE_AUTHORITY", "420")

    def hand_in(*files: tuple[str, bytes]) -> AppTest:
        app = visit("load", role="performance")
        app.file_uploader[0].set_value([(name, content, "application/octet-stream") for name, content in files])
        return app.button[0].click().run(timeout=300)

    return extracts, hand_in


@pytest.mark.slow
def test_a_file_that_cannot_be_built_from_changes_nothing(loading):
    extracts, hand_in = loading
    before = warehouses.current(warehouses.FOLDER)
    app = hand_in(("cats_2026-10-31.csv", b"name,colour\nTom,grey\n"))
    assert "last good ones stay in use" in app.error[0].value
    assert "cats_2026-10-31.csv" in app.code[0].value
    assert not list(extracts.iterdir())
    assert warehouses.current(warehouses.FOLDER) == before


@pytest.mark.slow
def test_after_a_real_extract_is_built_nobody_sees_records_without_saying_who_they_are(loading, invented, visit):
    extracts, hand_in = loading
    before = warehouses.current(warehouses.FOLDER)
    name = "annex_a_2026-10-31.xlsx"
    app = hand_in((name, (invented / name).read_bytes()))
    assert not app.error and warehouses.current(warehouses.FOLDER) == before
    app = next(button for button in app.button if button.label == load.USE).click().run(timeout=300)
    assert app.success[0].value == load.IN_USE
    assert [file.name for file in extracts.iterdir()] == [name]
    assert warehouses.current(warehouses.FOLDER) != before
    assert choice(visit("load", role="performance"), "Looking as") is None


def test_the_performance_team_alone_has_pages_of_records():
    assert [role.id for role in ROLES.values() if role.children] == [PERFORMANCE.id]


@pytest.mark.slow
def test_a_person_confirms_a_proposed_step_on_the_page_and_takes_it_back(visit, tmp_path, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_DECISIONS", f"sqlite:///{tmp_path}/decisions.sqlite")
    address = {"role": "performance", "indicator": "no_further_action_at_referral"}
    app = visit("indicator", **address)
    assert "seems to have moved in" in text(app) and "95% interval" in text(app)
    button(app, "Confirm the change").click().run()
    assert "Write what changed" in app.error[0].value
    field(app, "What changed then?").set_value("Threshold *raised* [x](y)")
    field(app, "Who confirms it?").set_value("A Person")
    button(app, "Confirm the change").click().run()
    assert not app.error and "seems to have moved" not in text(app)
    assert "Threshold \\*raised\\* \\[x\\](y)" in text(app) and "Confirmed by A Person" in text(app)
    board = visit("indicator", role="board", indicator=address["indicator"])
    assert "Confirmed by A Person" in text(board) and not board.text_input
    app = visit("indicator", **address)
    field(app, "Who withdraws it?").set_value("B Person")
    button(app, "Withdraw").click().run()
    assert "seems to have moved in" in text(app) and "Confirmed by" not in text(app)


def test_the_board_reads_of_a_proposed_step_and_cannot_confirm_it(visit):
    app = visit("indicator", role="board", indicator="no_further_action_at_referral")
    assert "this is not yet confirmed" in text(app)
    assert not app.text_input


def button(app: AppTest, label: str):
    """The button whose label begins so."""
    return next(each for each in app.button if each.label.startswith(label))


def field(app: AppTest, label: str):
    """The text field of that label."""
    return next(each for each in app.text_input if each.label == label)
