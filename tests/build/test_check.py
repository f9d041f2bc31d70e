"""A build is seen before it counts: a check switches nothing, says what would change, and is put in use only while it is true."""

import json
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest

from data import build, checked, preview_text
from data.__main__ import main
from data.publishing import kept_builds
from queries.store import builds, warehouse
from tests.support.small_extracts import annex_a, referral

LIST = {"file", "list", "title", "extract_date", "covered_from", "covered_to", "read", "loaded", "refused", "refused_share",
        "new", "new_share", "withdrawn", "withdrawn_share", "missing", "note"}  # fmt: skip
MOVE = {"indicator", "title", "period", "breakdown", "category", "before", "after", "before_of", "after_of"}
FIRST, SECOND = "annex_a_2026-10-31.xlsx", "annex_a_2026-11-15.xlsx"
SOURCE = {"Referral Source": "6: Police"}
ROWS = [referral(f"C{n}", date(2026, 5, 1) + timedelta(days=3 * n), **SOURCE) for n in range(61)]  # the last on 28 October
NEWER = [*(row for n, row in enumerate(ROWS) if n not in (0, 20)),
         *(referral(f"D{n}", date(2026, 6, 3), **SOURCE) for n in range(40)),
         *(referral(f"E{n}", date(2026, 11, 3 + 3 * n), **SOURCE) for n in range(4)), referral("F", None, **SOURCE)]  # fmt: skip


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    """`python -m data` in this process: (exit code, output, errors)."""
    code = main([str(each) for each in arguments])
    return code, *capsys.readouterr()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """(extracts, warehouse) with one build in use."""
    extracts, held = tmp_path_factory.mktemp("extracts"), tmp_path_factory.mktemp("warehouse")
    annex_a(extracts / FIRST, list_3=ROWS)
    build.build(extracts, held, code="420")
    return extracts, held


@pytest.fixture(scope="module")
def looked_at(made, tmp_path_factory):
    """(extracts, warehouse, preview) after a check of a second extract."""
    extracts, held = (shutil.copytree(each, tmp_path_factory.mktemp("second") / each.name) for each in made)
    annex_a(extracts / SECOND, list_3=NEWER)
    shown = []
    build.build(extracts, held, code="420", check=True, shown=shown.append)
    return extracts, held, *shown


@pytest.fixture
def waiting(looked_at, tmp_path):
    """(extracts, warehouse, name of the checked build), copies to change."""
    extracts, held, preview = looked_at
    extracts_too, held_too = shutil.copytree(extracts, tmp_path / "extracts"), shutil.copytree(held, tmp_path / "held")
    mark = held_too / f"{preview['build']}{builds.CHECKED}" / checked.MARK
    mark.write_text(json.dumps(json.loads(mark.read_text()) | {"extracts": str(extracts_too)}))
    return extracts_too, held_too, preview["build"]


def test_a_check_switches_nothing_and_the_build_waits(looked_at, made):
    _, held, preview = looked_at
    assert warehouse.current(held).name == warehouse.current(made[1]).name
    assert [path.stem for path in kept_builds.checked(held)] == [preview["build"]]
    assert preview["build"] not in {path.name for path in builds.present(held)}


def test_the_preview_says_of_each_list_what_it_brings(looked_at):
    """The first extract lacks so many of the second's records that it is not believed, and nothing is withdrawn from it."""
    first, second = looked_at[2]["lists"]
    assert set(first) == set(second) == LIST
    keys = ("file", "list", "extract_date", "covered_to", "read", "loaded", "refused", "new", "withdrawn")
    told = {key: second[key] for key in keys}
    assert told == {"file": SECOND, "list": "annex_a_list_3", "extract_date": "2026-11-15", "covered_to": "2026-11-15",
                    "read": 104, "loaded": 103, "refused": 1, "new": 44, "withdrawn": 0}  # fmt: skip
    assert second["refused_share"] == pytest.approx(1 / 104) and second["new_share"] == pytest.approx(44 / 103)
    assert second["withdrawn_share"] == 0 and first["new_share"] == 1 and first["withdrawn"] == 0
    assert "gives no figures" in first["note"]


def test_the_moves_are_the_settled_figures_that_differ_most_from_the_build_in_use(looked_at):
    preview = looked_at[2]
    assert preview["against"] == warehouse.current(looked_at[1]).name and preview["authority"] == "420"
    moves = {each["indicator"]: each for each in preview["moves"]}
    assert set(moves["referrals"]) >= MOVE and len(preview["moves"]) <= 10
    told = moves["referrals"]
    assert (told["period"], told["before"], told["after"], told["before_of"]) == ("June 2026", 10, 49, None)
    assert [each["moved"] for each in preview["moves"]] == sorted((each["moved"] for each in preview["moves"]), reverse=True)


def test_the_preview_can_be_written_as_json_and_as_text(looked_at):
    preview = looked_at[2]
    assert json.loads(json.dumps(preview)) == preview
    said = preview_text.of(preview)
    assert "What would change against the build in use:" in said and "June 2026  10 now" in said
    lines = [line for line in said.splitlines() if line.startswith("annex_a")]
    assert len(lines) == 2 and len({line.index("Annex A list 3") for line in lines}) == 1
    assert "4 May 2026 to 15 November 2026" in lines[1] and "1 (1.0%)" in lines[1] and "44 (42.7%)" in lines[1]


def test_the_preview_of_a_build_that_waits_is_kept(looked_at, tmp_path):
    _, held, preview = looked_at
    assert checked.previews(held) == [preview] and checked.previews(tmp_path / "nowhere") == []


def test_a_checked_build_that_lost_its_mark_is_refused(waiting, capsys):
    _, held, name = waiting
    (held / f"{name}{builds.CHECKED}" / checked.MARK).write_text("{")
    code, _, errors = run(capsys, "use", name, "--warehouse", held)
    assert code == 1 and "does not say what it was made from" in errors and checked.previews(held) == []


def test_a_folder_that_is_not_there_is_told(tmp_path, capsys):
    code, _, errors = run(capsys, "use", "20200101T000000000000", "--warehouse", tmp_path / "nowhere")
    assert code == 1 and "is not a folder of builds" in errors


def test_a_checked_build_is_put_in_use(waiting, capsys):
    _, held, name = waiting
    code, said, _ = run(capsys, "use", name, "--warehouse", held)
    assert (code, said) == (0, f"The build {name} is in use.\n")
    assert warehouse.current(held).name == name and not kept_builds.checked(held)
    assert run(capsys, "use", name, "--warehouse", held)[0] == 1


CHANGED = {
    "an extract changed": (lambda extracts, held: annex_a(extracts / SECOND, list_3=ROWS), SECOND),
    "an extract added": (lambda extracts, held: shutil.copy(extracts / SECOND, extracts / "more.xlsx"), "more.xlsx"),
    "an extract removed": (lambda extracts, held: (extracts / SECOND).unlink(), SECOND),
    "the folder removed": (lambda extracts, held: shutil.rmtree(extracts), FIRST),
    "a newer build": (lambda extracts, held: (held / "29990101T000000000000").mkdir(), "the build 29990101T000000000000 was"),
    "another build in use": (lambda extracts, held: (held / "current").write_text("20200101T000000000000"), "another build was"),
}


@pytest.mark.parametrize("change", CHANGED)
def test_a_checked_build_is_refused_after_a_change(waiting, capsys, change):
    extracts, held, name = waiting
    made, why = CHANGED[change]
    made(extracts, held)
    before = (held / "current").read_text()
    code, said, _ = run(capsys, "use", name, "--warehouse", held, "--format", "json")
    assert code == 1 and why in json.loads(said)["problem"] and "--check" in json.loads(said)["problem"]
    assert (held / "current").read_text() == before and len(kept_builds.checked(held)) == 1


@pytest.mark.parametrize("name", [".DS_Store", "~$annex_a_2026-11-15.xlsx", "Thumbs.db"])
def test_what_an_open_workbook_or_the_system_leaves_is_no_change(waiting, capsys, name):
    extracts, held, build_name = waiting
    (extracts / name).touch()
    assert run(capsys, "use", build_name, "--warehouse", held)[0] == 0


@pytest.mark.parametrize("name", ["20200101T000000000000", "../elsewhere", "", "current"])
def test_only_a_build_that_waits_is_put_in_use(waiting, capsys, name):
    assert run(capsys, "use", name, "--warehouse", waiting[1])[0] == 1


def test_a_build_that_cannot_be_switched_to_goes_on_waiting(waiting, monkeypatch):
    _, held, name = waiting
    (held / "current").unlink()
    (held / "current.next").mkdir()
    mark = held / f"{name}{builds.CHECKED}" / checked.MARK
    mark.write_text(json.dumps(json.loads(mark.read_text()) | {"in_use": None}))
    with pytest.raises(OSError):
        checked.use(held, name)
    assert [path.stem for path in kept_builds.checked(held)] == [name]


def test_a_check_waits_for_a_day_unless_a_newer_check_takes_its_place(tmp_path):
    now = datetime.now(UTC)
    names = [(now - timedelta(hours=hours)).strftime(kept_builds.STAMP) + builds.CHECKED for hours in (25, 23, 1)]
    for name in names:
        (tmp_path / name).mkdir()
    kept_builds.clear(tmp_path)
    assert [path.name for path in kept_builds.checked(tmp_path)] == names[1:]
    kept_builds.forget(tmp_path, tmp_path / "20990101T000000000000")
    assert len(kept_builds.checked(tmp_path)) == 2
    kept_builds.forget_checked(tmp_path, tmp_path / names[2])
    assert [path.name for path in kept_builds.checked(tmp_path)] == names[2:]
    assert builds.never_built(tmp_path)


def test_a_check_that_the_extracts_stop_shows_the_lists_and_cannot_be_used(made, tmp_path, capsys):
    held, extracts = shutil.copytree(made[1], tmp_path / "held"), tmp_path / "extracts"
    extracts.mkdir()
    annex_a(extracts / FIRST, list_3=[*ROWS[:20], *(referral(None, date(2026, 7, 1)) for _ in range(40))])
    code, said, errors = run(capsys, "build", "--extracts", extracts, "--warehouse", held, "--authority", "420", "--check",
                             "--format", "json")  # fmt: skip
    told = json.loads(said)
    assert code == 1 and "cannot be believed" in told["problem"] and errors.startswith("Nothing was changed.")
    assert told["lists"][0]["refused"] == 40 and told["lists"][0]["covered_to"] is None and told["moves"] == []
    assert "refused FOLDER" not in errors
    code, said, errors = run(capsys, "use", told["build"], "--warehouse", held)
    assert code == 1 and "cannot be used" in errors and warehouse.current(held).name == warehouse.current(made[1]).name


@pytest.mark.slow
def test_a_check_from_the_command_line_says_what_is_next(made, tmp_path, capsys):
    held, extracts = shutil.copytree(made[1], tmp_path / "held"), tmp_path / "extracts"
    extracts.mkdir()
    annex_a(extracts / FIRST, list_3=[*ROWS, referral("X", "soon")])
    ask = ("build", "--extracts", extracts, "--warehouse", held, "--authority", "420", "--check")
    code, said, _ = run(capsys, *ask)
    (name,) = (path.stem for path in kept_builds.checked(held))
    assert code == 0 and f"python -m data refused FOLDER --build {name}" in said and f"python -m data use {name}" in said
    annex_a(extracts / FIRST, list_3=[*ROWS, *(referral("X", "soon") for _ in range(40))])
    code, said, errors = run(capsys, *ask)
    (later,) = (path.stem for path in kept_builds.checked(held))
    assert code == 1 and later != name and f"python -m data refused FOLDER --build {later}" in errors and "no days" in said


@pytest.mark.slow
def test_a_yes_to_withdrawals_counts_from_the_use_of_the_build_and_the_preview_says_how_many(made, tmp_path, capsys):
    held, extracts = shutil.copytree(made[1], tmp_path / "held"), shutil.copytree(made[0], tmp_path / "extracts")
    annex_a(extracts / SECOND, list_3=[*ROWS[:30], *NEWER[-5:-1]])
    ask = ("build", "--extracts", extracts, "--warehouse", held, "--authority", "420", "--check", "--format", "json")
    code, said, _ = run(capsys, *ask)
    stopped = json.loads(said)["lists"][1]
    assert code == 1 and stopped["withdrawn"] == 31 and stopped["withdrawn_share"] > 0.5
    code, said, _ = run(capsys, *ask, "--accept-withdrawn")
    told = json.loads(said)
    assert code == 0 and told["lists"][1]["withdrawn"] == 31 and not (held / "accepted_withdrawals.json").exists()
    assert run(capsys, "use", told["build"], "--warehouse", held)[0] == 0 and (held / "accepted_withdrawals.json").exists()


@pytest.mark.slow
def test_a_missing_column_is_named_with_the_figures_it_costs(made, tmp_path):
    extracts, held = shutil.copytree(made[0], tmp_path / "extracts"), shutil.copytree(made[1], tmp_path / "held")
    fewer = [{**row, "Referral Source": None, "Number of Referrals in Last 12 Months": None} for row in ROWS]
    annex_a(extracts / SECOND, list_3=fewer)
    shown = []
    build.build(extracts, held, code="420", check=True, shown=shown.append)
    missing = {each["column"]: each for each in shown[0]["lists"][1]["missing"]}
    assert "Re-referrals within 12 months" in missing["number of referrals in last 12 months"]["costs"]
    lost = {each["indicator"]: each for each in shown[0]["lost"]}
    assert "number of referrals in last 12 months" in lost["re_referrals"]["reason"]
    assert f"{lost['re_referrals']['title']}: " in preview_text.of(shown[0])


@pytest.mark.slow
def test_a_first_build_and_another_authority_are_compared_with_nothing(made, tmp_path, capsys):
    extracts, held = made[0], tmp_path / "held"
    code, said, _ = run(capsys, "build", "--extracts", extracts, "--warehouse", held, "--authority", "420", "--format", "json")
    told = json.loads(said)
    assert code == 0 and told["in_use"] and told["against"] is None and "no build in use" in told["compared"]
    code, said, _ = run(capsys, "build", "--extracts", extracts, "--warehouse", held, "--authority", "352", "--accept")
    assert code == 0 and "another authority" in said and said.index("another authority") < said.index("is in use.")
