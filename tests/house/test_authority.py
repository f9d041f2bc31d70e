"""What is kept between runs is made anew as soon as anything that makes it changes."""

import pytest

from tests.support import authority

pytestmark = pytest.mark.slow


@pytest.fixture
def copy(tree, monkeypatch):
    """A copy of the project whose authority is named."""
    monkeypatch.setattr(authority, "PROJECT", tree)
    return tree


@pytest.mark.parametrize("name", [
    "queries/model/series.sql", "queries/staging/details.toml", "data/reading/readers.py", "data/synthetic/dates.py",
    "data/authority.toml", "data/publishing/disclosure.py", "indicators/statistics/survival.py",
])
def test_a_change_of_what_makes_it_makes_it_anew(copy, name):
    before = authority.digest()
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert authority.digest() != before


@pytest.mark.parametrize("name", ["pages/text.py", "indicators/wording/words.py", "data/README.md"])
def test_a_change_of_what_does_not_make_it_keeps_it(copy, name):
    before = authority.digest()
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert authority.digest() == before


def test_it_is_made_once_and_each_run_has_a_copy_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(authority, "KEPT", tmp_path / "kept")
    made = []

    def make(folder):
        made.append(folder)
        folder.mkdir()
        (folder / "file").write_text("as made")

    authority.kept("it", make, tmp_path / "first")
    (tmp_path / "first" / "file").write_text("changed by a test")
    authority.kept("it", make, tmp_path / "second")
    assert len(made) == 1 and (tmp_path / "second" / "file").read_text() == "as made"
