"""The build as a program: what it prints, what it refuses, and that the last good figures stay in use whatever happens."""

import re
import shutil
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from filelock import FileLock

from data import build, settings, synthetic
from indicators import figures
from indicators.roles import View
from queries import FOLDER, QueryError, indicator_files, read
from queries.definitions import header
from queries.store import warehouse as built
from tests.support.audience import PERFORMANCE

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """A small invented authority of two years, quick to build."""
    folder = tmp_path_factory.mktemp("small")
    synthetic.write(folder, years=2, children=2_000)
    return folder


@pytest.fixture
def extracts(small, tmp_path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "extracts"))


def run(extracts, warehouse, *more) -> int:
    return build.main(["--extracts", str(extracts), "--warehouse", str(warehouse), *more])


def test_every_file_and_list_is_accounted_for(extracts, tmp_path, capsys):
    assert run(extracts, tmp_path / "warehouse", "--progress") == 0
    lines = capsys.readouterr().out.splitlines()
    shares = [float(line.split("\t")[1]) for line in lines if line.startswith("progress\t")]
    assert shares == sorted(shares) and shares[-1] == 1.0
    told = [line for line in lines if "rows read =" in line]
    assert len(told) == 24 * 7 + 10
    for line in told:
        read_, loaded, rejected = map(int, re.search(r"(\d+) rows read = (\d+) loaded \+ (\d+) rejected", line).groups())
        assert read_ == loaded + rejected


def test_a_file_that_cannot_be_read_changes_nothing_and_says_which(extracts, tmp_path, capsys):
    warehouse = tmp_path / "warehouse"
    assert run(extracts, warehouse) == 0
    before = built.current(warehouse)
    (extracts / "annex_a_2026-11-30.xlsx").write_bytes(b"this is no workbook")
    assert run(extracts, warehouse) == 1
    said = capsys.readouterr().err
    assert "annex_a_2026-11-30.xlsx" in said and "Nothing was changed" in said
    assert built.current(warehouse) == before and not list(warehouse.glob("*.making"))


def test_the_same_extract_twice_changes_nothing(extracts, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    assert run(extracts, first) == 0
    workbook = extracts / "annex_a_2026-10-31.xlsx"
    shutil.copy(workbook, extracts / "annex_a_2026-10-31 copy.xlsx")
    assert run(extracts, second) == 0
    for name in ("series", "counted"):
        one, two = (_table(folder, name) for folder in (first, second))
        in_files = pl.col("indicator").is_in(["rows_given_twice", "answers_not_read"])  # these name a row's place in a file
        ids = pl.when(~in_files).then("record_id").alias("record_id") if name == "counted" else pl.col("indicator")
        one, two = (frame.with_columns(ids).sort(frame.columns) for frame in (one, two))
        assert one.equals(two), name


def _table(warehouse, name) -> pl.DataFrame:
    with built.read("performance", warehouse) as database:
        frame = database.run(f"SELECT * FROM {name}")
    return frame.sort(frame.columns)


def test_a_month_nobody_delivered_is_not_available_and_never_low(extracts, tmp_path):
    """Six months of extracts taken away leave months that no window covers."""
    for workbook in sorted(extracts.glob("annex_a_*.xlsx"))[6:18]:
        workbook.unlink()
    warehouse = tmp_path / "warehouse"
    assert run(extracts, warehouse) == 0
    view = View(PERFORMANCE, "no_further_action_at_referral", warehouse=warehouse)
    series = figures.figures(view)
    missing = series.filter(symbol="x")
    assert missing.height >= 6
    assert missing.select(pl.col("numerator", "denominator", "value").is_null().all()).row(0) == (True, True, True)
    assert series["period_start"].diff().drop_nulls().dt.total_days().max() <= 31, "every month is there"


def test_a_column_that_is_not_there_is_not_available_and_never_nought(extracts, tmp_path):
    """Every workbook loses two columns: what rests on them is marked, and is not 0%."""
    for path in extracts.glob("annex_a_*.xlsx"):
        book = openpyxl.load_workbook(path)
        for sheet, title in (("List_3", "Referral NFA?"), ("List_7", "Number of Previous Child Protection Plans")):
            column = next(cell.column for cell in book[sheet][2] if cell.value == title)
            book[sheet].delete_cols(column)
        book.save(path)
    for path in sorted(extracts.glob("annex_a_*.xlsx"))[:-3]:
        path.unlink()
    assert run(extracts, tmp_path / "warehouse") == 0
    series = _table(tmp_path / "warehouse", "series")
    for indicator in ("no_further_action_at_referral", "second_or_subsequent_plans"):
        assert series.filter(pl.col("indicator") == indicator)["value"].drop_nulls().is_empty()
    assert series.filter(pl.col("indicator") == "re_referrals")["value"].drop_nulls().len() > 0


def test_one_build_at_a_time(extracts, tmp_path, capsys):
    warehouse = tmp_path / "warehouse"
    warehouse.mkdir()
    with FileLock(warehouse / "building"):
        assert run(extracts, warehouse) == 1
    assert "Another build is running" in capsys.readouterr().err
    assert run(extracts, warehouse) == 0


def test_what_a_killed_build_left_is_cleared_and_old_builds_go(small, tmp_path):
    warehouse = tmp_path / "warehouse"
    (warehouse / "20000101T000000000000.making").mkdir(parents=True)
    for day in range(1, 5):
        (warehouse / f"2000010{day}T000000000000").mkdir()
    assert run(small, warehouse) == 0
    kept = sorted(path.name for path in warehouse.iterdir() if path.is_dir())
    assert len(kept) == 3 and kept[:2] == ["20000103T000000000000", "20000104T000000000000"]


def test_an_empty_or_missing_folder_gets_a_sentence(tmp_path, capsys):
    assert run(tmp_path / "nowhere", tmp_path / "warehouse") == 1
    assert "no such folder" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / "empty", tmp_path / "warehouse") == 1
    assert "o extract could be read" in capsys.readouterr().err


@pytest.mark.parametrize(("old", "new", "said"), [
    ("worker_days = 31", "worker_days = -1", "[supervision] worker_days = -1"),
    ("case_days = 31", "", "case_days is missing"),
    ("months = 12", "months = 12\nweeks = 3", "weeks is not a key of this table"),
    ("[authority]", "[authority", "Mend the file"),
    ("# worker_supervision_on_time = 95", 'worker_supervision_on_time = "95"', "[targets] worker_supervision_on_time = '95'"),
])
def test_a_wrong_setting_is_named(tmp_path, old, new, said):
    file = tmp_path / "authority.toml"
    file.write_text(settings.FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(settings.SettingsError) as error:
        settings.load(file)
    assert said in str(error.value)


def test_a_target_reaches_its_indicator_and_one_of_no_indicator_is_named():
    indicators = [header.check(file) for file in indicator_files()]
    aimed = {each.id: each for each in settings.with_targets(indicators, {"re_referrals": 20})}
    assert aimed["re_referrals"].target == 20 and aimed["worker_supervision_gap"].target is None
    assert all(header.Indicator.from_json(each.to_json()) == each for each in aimed.values())
    with pytest.raises(settings.SettingsError, match="rereferrals is not an indicator"):
        settings.with_targets(indicators, {"rereferrals": 20})


@pytest.mark.parametrize(("old", "new", "said"), [
    ('timing        = "during"', 'timing        = "sometimes"', "`timing` is 'sometimes'. Write one of: during, at end"),
    ('needs_history = "12 months"', 'needs_history = "a year"', 'such as "12 months"'),
    ('polarity      = "low is good"', "", "the header has no `polarity`"),
    ('title         =', 'titel         =', ": `titel` is not a field of the header. Fields: "),
    ('shown_as      = "percentage"', 'shown_as      = percentage', "line 14: Invalid value"),
    ("/*\n[[example]]", "[[example]]", "worked examples"),
])
def test_a_wrong_indicator_file_is_named_with_its_line_and_remedy(tmp_path, old, new, said):
    source = FOLDER / "indicators" / "front_door" / "re_referrals.sql"
    text = source.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "front_door" / "mine.sql"
    file.parent.mkdir()
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(QueryError) as error:
        header.check(read(file))
    assert said in str(error.value) and "mine.sql" in str(error.value)
