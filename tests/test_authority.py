"""Whose records these are is asked of a person: no authority is the one that ships, and an unknown code is refused in words."""

import pytest

from data import authority, build, settings
from pages import building
from tests.small_extracts import annex_a, referral


@pytest.fixture(autouse=True)
def nobody_said(monkeypatch):
    monkeypatch.delenv(authority.VARIABLE, raising=False)


@pytest.fixture
def extracts(tmp_path):
    """A folder with one real extract."""
    (tmp_path / "extracts").mkdir()
    annex_a(tmp_path / "extracts" / "annex_a_2026-10-31.xlsx", list_3=[referral("A", "03/10/2026")])
    return tmp_path / "extracts"


def test_no_authority_ships():
    assert settings.load()["authority"]["code"] == ""


@pytest.mark.parametrize("source", ["extracts", "published"])
def test_a_build_asks_in_words_whose_records_these_are(extracts, tmp_path, capsys, source):
    given = ["--published"] if source == "published" else ["--extracts", str(extracts)]
    assert build.main([*given, "--warehouse", str(tmp_path / "warehouse")]) == 1
    said = capsys.readouterr().err
    for words in ("Nothing was changed.", "which authority", "authority.toml", "--authority 890", "SIGHTLINE_AUTHORITY=890"):
        assert words in said


def test_the_page_that_builds_says_the_same_and_hands_the_environment_on(extracts, tmp_path, monkeypatch):
    asked = ("--extracts", str(extracts), "--warehouse", str(tmp_path / "warehouse"))
    assert building.run(*asked)[0] is False and "which authority this is" in building.run(*asked)[1]
    monkeypatch.setenv(authority.VARIABLE, "999")
    worked, said = building.run(*asked)
    assert not worked and "'999' is not the three-figure code of an English authority" in said


def test_the_command_line_goes_before_the_environment_and_that_before_the_settings(monkeypatch):
    shipped = settings.load()
    own = shipped | {"authority": {"code": "301"}}
    assert authority.chosen(own)["authority"]["code"] == "301"
    monkeypatch.setenv(authority.VARIABLE, " 302 ")
    assert authority.chosen(own)["authority"]["code"] == "302"
    assert authority.chosen(own, "890")["authority"]["code"] == "890"
    assert settings.parameters(authority.chosen(own, "890"))["authority_code"] == "890"


def test_an_invented_authority_needs_no_code_and_keeps_one_that_was_said(monkeypatch):
    assert authority.chosen(settings.load(), borrowed="890")["authority"]["code"] == "890"
    assert authority.chosen(settings.load(), "301", "890")["authority"]["code"] == "301"


@pytest.mark.parametrize("code", ["999", "Blackpool", "E06000009", "89", "0890"])
def test_a_code_of_no_authority_is_refused_in_words(code):
    with pytest.raises(settings.SettingsError, match="is not the three-figure code of an English authority"):
        authority.chosen(settings.load(), code)


def test_a_code_without_quotation_marks_is_asked_for_with_them(tmp_path):
    file = tmp_path / "authority.toml"
    file.write_text(settings.FILE.read_text(encoding="utf-8").replace('code = ""', "code = 890"), encoding="utf-8")
    with pytest.raises(settings.SettingsError, match="in quotation marks"):
        settings.load(file)
