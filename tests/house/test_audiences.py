"""The list of audiences: what describes one wrongly is refused in words, by the build, the app and the command line."""

import re
import subprocess
from dataclasses import replace

import pytest
from msgspec import structs

from data import build, settings
from indicators.roles import ROLES, NotAllowed, View, open_to
from pages import start
from queries.store import audiences, warehouse
from queries.store.audience import AudienceError
from tests.house.test_adding_an_audience import LEADERS, REGION, described, run

pytestmark = pytest.mark.slow

LIST, RULES = audiences.FILE.read_text(encoding="utf-8"), audiences.SETTINGS.read_text(encoding="utf-8")
WRONG = {  # what is put in place of what, and what is said of it
    "a key is missing": (
        'grain = "month"\n', "",
        '[test_directors] grain is missing. Write: grain = "month", "quarter" or "year".'),
    "no title": ('title = "Directors of a test"', 'title = " "', "[test_directors] title = ' ' cannot be used. Write: title = "),
    "no tour": (LEADERS[LEADERS.index("tour = ["):], "", "[test_directors] tour is missing. Write: tour = [["),
    "a tour of three": ('    ["gaps", "Who waits", "How many wait longest."],\n', "", "cannot be used. Write: tour = [["),
    "a step of one word": (
        '"Who waits", "How many wait longest."', '"Who waits"',
        "tour contains ['gaps', 'Who waits'], which cannot be used"),
    "an unknown key": (
        "teams = true\n", "teams = true\nrecords = true\n",
        "[test_directors] records is not a key of this table. Its keys are: title, disclosure"),
    "a word for yes": (
        "teams = true\n", 'teams = "yes"\n',
        "[test_directors] teams = 'yes' cannot be used. Write: teams = true or false."),
    "an unknown grain": ('"month"\n', '"week"\n', "[test_directors] grain = 'week' cannot be used"),
    "an unknown disclosure": ('"exact"', '"strict"', "and {settings} has no table [disclosure.strict]"),
    "a disclosure of nothing": ('"exact"', "5", "[test_directors] disclosure = 5 cannot be used"),
    "teams that its rule leaves out": (
        '"exact"', '"scrutiny"',
        "[disclosure.scrutiny] in {settings} has no figures by team"),
    "a rule's teams that it lacks": (
        '"exact"\nteams = true', '"board"\nteams = false',
        "[disclosure.board] in {settings} has figures by"),
    "named twice": ("[test_directors]", "[board]", "Each table is written once: mend the file."),
    "one title for two": ("Directors of a test", "safeguarding BOARD", "is another audience's title too. Write a different one."),
    "an id that names no file": ("[test_directors]", '["../test_directors"]', "cannot be an audience's id. Write small letters"),
    "a second with records": (
        "teams = true", "teams = true\nchildren = true",
        "2 audiences have children = true (performance, test_directors)"),
    "a second that decides": ("teams = true", "teams = true\ndecides = true", "2 audiences have decides = true"),
    "a second for whoever comes": (
        '"exact"\nteams = true', '"scrutiny"\nteams = false\nunless_said = true',
        "2 audiences have unless_said"),
    "exact figures in public": ("teams = true", "teams = true\npublic = true", "so its figures must be protected"),
    "records that are protected": (
        '"exact"', '"board"\nchildren = true',
        'its figures are exact. Write: disclosure = "exact".'),
    "no TOML": ("[test_directors]", "[test_directors", "mend the file."),
}


def loaded(tmp_path, listed: str, rules: str = RULES):
    file, settings_file = tmp_path / "audiences.toml", tmp_path / "authority.toml"
    file.write_text(listed, encoding="utf-8")
    settings_file.write_text(rules, encoding="utf-8")
    return audiences.load(file, settings_file)


def test_two_more_are_described_by_a_table_each(tmp_path):
    found = loaded(tmp_path, LIST + LEADERS + REGION)
    assert list(found) == [*ROLES, "test_directors", "region"] and {name: found[name] for name in ROLES} == ROLES
    leaders, region = found["test_directors"], found["region"]
    assert leaders.exact and leaders.teams and not (leaders.children or leaders.decides or leaders.public or leaders.unless_said)
    assert not region.exact and region.tour[0].page == "compare" and leaders.tour[1].filters[0] == ("indicator", "re_referrals")


@pytest.mark.parametrize(("old", "new", "said"), WRONG.values(), ids=WRONG)
def test_an_audience_that_is_described_wrongly_is_refused_in_words(tmp_path, old, new, said):
    assert old in LEADERS
    with pytest.raises(AudienceError) as refusal:
        loaded(tmp_path, LIST + LEADERS.replace(old, new, 1))
    assert said.format(settings=tmp_path / "authority.toml") in str(refusal.value)
    assert str(tmp_path / "audiences.toml") in str(refusal.value)


def test_a_line_that_stands_in_no_table_is_refused(tmp_path):
    with pytest.raises(AudienceError, match=r"title is not in an audience's table\. Write it below a line such as .leaders."):
        loaded(tmp_path, 'title = "Directors of a test"\n' + LIST)


@pytest.mark.parametrize("key", ["children", "decides", "unless_said"])
def test_one_audience_opens_records_one_decides_and_one_is_for_whoever_comes(tmp_path, key):
    with pytest.raises(AudienceError, match=f"0 audiences have {key} = true \\(none\\)"):
        loaded(tmp_path, LIST.replace(f"\n{key} = true", ""))


def test_a_rule_that_protects_nobody_is_refused_by_the_list_and_by_the_settings(tmp_path):
    more = RULES + RULES[RULES.index("[disclosure.scrutiny]"):].replace("scrutiny", "test_directors")
    said = r"\[disclosure.test_directors\] protects no audience. Write disclosure = \"test_directors\""
    with pytest.raises(AudienceError, match=said):
        loaded(tmp_path, LIST, more)
    with pytest.raises(settings.SettingsError, match=said):
        settings.load(tmp_path / "authority.toml")


def test_the_build_and_the_command_line_and_the_app_say_it_and_end(tree):
    described(tree, LEADERS.replace('disclosure = "exact"', ""))
    said = "[test_directors] disclosure is missing. Write: disclosure = "
    built = run(tree, "-m", "data.build", "--published", "--authority", "890")
    asked, served = run(tree, "-m", "indicators", "list"), run(tree, "-c", "import app")
    stopped = "Sightline does not start. "
    for done, begins in ((built, "Nothing was changed. "), (asked, stopped), (served, stopped)):
        assert done.returncode == 1 and done.stderr.startswith(begins) and said in done.stderr, done.stderr
        assert "Traceback" not in done.stderr


def test_the_app_does_not_start_for_an_audience_that_is_not_described_or_a_page_that_is_not_there(tree):
    unknown = run(tree, "-c", "import app", SIGHTLINE_AUDIENCE="test_directors")
    assert unknown.returncode == 1 and "Traceback" not in unknown.stderr
    assert f"SIGHTLINE_AUDIENCE is 'test_directors'; write one of {', '.join(ROLES)}." in unknown.stderr
    described(tree, LEADERS.replace('first_page = "gaps"', 'first_page = "home"'))
    nowhere = run(tree, "-c", "import app", SIGHTLINE_AUDIENCE="test_directors")
    assert nowhere.returncode == 1
    assert "[test_directors] first_page names the page 'home'. Write one of: overview, " in nowhere.stderr
    assert run(tree, "-c", "import app", SIGHTLINE_AUDIENCE="board").returncode == 1  # it is wrong for everybody


def test_a_tour_leads_to_pages_of_records_only_who_may_open_them(monkeypatch):
    start.every_page_is_there()
    monkeypatch.setitem(ROLES, "board", replace(ROLES["board"], tour=ROLES["performance"].tour))
    with pytest.raises(AudienceError, match=r"\[board\] tour names the page 'behind'"):
        start.every_page_is_there()


def test_a_tour_names_only_indicators_there_are(monkeypatch):
    start.every_indicator_is_there()
    misspelt = structs.replace(ROLES["board"].tour[0], indicator="re_referral")
    monkeypatch.setitem(ROLES, "board", replace(ROLES["board"], tour=(misspelt,)))
    said = r"\[board\] tour names the indicator 're_referral', which has no file; did you mean 're_referrals'\?"
    with pytest.raises(AudienceError, match=said):
        start.every_indicator_is_there()


def test_an_unknown_audience_is_refused_before_a_file_is_looked_for(warehouse_of_nothing):
    with pytest.raises(ValueError, match=f"'test_directors' is not an audience; the audiences are {', '.join(ROLES)}"):
        warehouse.read("test_directors", warehouse_of_nothing)
    with pytest.raises(ValueError, match="is not an audience"):
        warehouse.recalled("../performance", warehouse.current(warehouse_of_nothing), "build", ())
    with pytest.raises(ValueError, match="SIGHTLINE_AUDIENCE is 'test_directors'"):
        open_to("test_directors", invented=True)


def test_a_build_from_before_an_audience_was_described_says_what_to_do(warehouse_of_nothing):
    (warehouse.current(warehouse_of_nothing) / "board.duckdb").unlink()
    view = View(ROLES["board"], warehouse=warehouse_of_nothing)
    for read in (lambda: view.recall("build"), lambda: view.ask("build")):
        with pytest.raises(warehouse.BuiltWithout, match=r"no figures for the safeguarding board\. Build again: python"):
            read()
    with pytest.raises(NotAllowed):
        view.records("records")


@pytest.fixture
def warehouse_of_nothing(tmp_path):
    """A build of published figures."""
    assert build.main(["--published", "--authority", "890", "--warehouse", str(tmp_path)]) == 0
    return tmp_path


def test_no_module_of_the_product_names_an_audience():
    """In code, that is: ids in quotation marks. The board's meetings are no audience; a migration names those of its day."""
    told = subprocess.run(["git", "grep", "-nE", f"[\"']({'|'.join(ROLES)})[\"']", "--", "*.py"], cwd=settings.FILE.parents[1],
                          capture_output=True, text=True, check=True).stdout.splitlines()
    named = {re.split(":", line)[0] for line in told if not line.startswith("tests/")}
    assert named == {"queries/store/decisions/migrations/versions/0002_readers_are_rows.py", "data/synthetic/meetings.py"}, named
