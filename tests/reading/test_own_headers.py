"""The authority's own headers are written into its settings once, checked, and the rest of the file stays as it was."""

import shutil

import pytest

from data import settings


@pytest.fixture
def file(tmp_path):
    """A copy of the shipped settings."""
    return shutil.copy(settings.FILE, tmp_path / "authority.toml")


def test_a_column_is_added_once_and_the_rest_of_the_file_stays(file):
    before = file.read_text(encoding="utf-8")
    for header, name, column in [
        ("CP End Date", "annex_a_list_7", "end_date"), ("CP End Date", "annex_a_list_7", "end_date"),
        ('A "day" of é', "annex_a_list_7", "start_date"), ('A "day" of é', "annex_a_list_6", "start_date"),
    ]:  # fmt: skip
        settings.add_column(header, name, column, file)
    after = file.read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    assert settings.load(file)["columns"] == settings.own_columns(file) == {
        "annex_a_list_7": {"CP End Date": "end_date", 'A "day" of é': "start_date"},
        "annex_a_list_6": {'A "day" of é': "start_date"},
    }  # fmt: skip
    assert list(file.parent.iterdir()) == [file]


def test_a_file_without_the_section_gets_it(file):
    text = file.read_text(encoding="utf-8").replace("[columns]\n", "")
    file.write_bytes(text.replace("\n", "\r\n").encode())
    settings.add_column("Off plan", "annex_a_list_7", "end_date", file)
    assert settings.load(file)["columns"] == {"annex_a_list_7": {"Off plan": "end_date"}}
    assert file.read_bytes().decode().startswith(text.replace("\n", "\r\n"))


@pytest.mark.parametrize(("header", "name", "column", "says"), [
    ("x", "annex_a_list_99", "end_date", "is not a list"), ("x", "annex_a_list_8", "child_id", "is not a list"),
    ("x", "annex_a_list_7", "ending", "is not a column"), ("", "annex_a_list_7", "end_date", "empty"),
    ("CP-end  date", "annex_a_list_7", "start_date", "'end_date' and 'start_date' in one list"),
])  # fmt: skip
def test_what_load_would_refuse_is_not_written(file, header, name, column, says):
    settings.add_column("CP End Date", "annex_a_list_7", "end_date", file)
    before = file.read_bytes()
    with pytest.raises(settings.SettingsError, match=says):
        settings.add_column(header, name, column, file)
    assert file.read_bytes() == before and list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(("line", "says"), [
    ('"x" = "annex_a_list_99.end_date"', "is not a list"), ('"x" = "annex_a_list_7.ending"', "is not a column"),
    ('"x" = 3', "not a list and a column"), ('"x" = []', "not a list and a column"),
    ('"x" = ["annex_a_list_7.end_date", "annex_a_list_7.start_date"]', "in one list"),
    ('"x y" = "annex_a_list_7.end_date"\n"X-Y" = "annex_a_list_7.start_date"', "in one list"),
])  # fmt: skip
def test_wrong_lines_are_refused_with_file_line_and_remedy(file, line, says):
    file.write_text(file.read_text(encoding="utf-8").replace("[columns]\n", f"[columns]\n{line}\n"), encoding="utf-8")
    with pytest.raises(settings.SettingsError, match=says) as refused:
        settings.load(file)
    assert f"{file}: line " in str(refused.value) and "[columns]" in str(refused.value)
