"""The build as the pages start it: what it refuses is said in its own sentences, and what breaks it goes to the log alone."""

from pages import building


def test_why_a_build_refused_is_said(tmp_path):
    worked, said = building.run("--extracts", str(tmp_path / "missing"), "--warehouse", str(tmp_path / "warehouse"))
    assert not worked
    assert said.startswith(building.REFUSED) and str(tmp_path / "missing") in said


def test_what_breaks_a_build_is_told_to_the_log_and_not_to_the_reader(tmp_path, caplog):
    (tmp_path / "warehouse").write_text("a file where the folder should be")
    worked, said = building.run("--extracts", str(tmp_path), "--warehouse", str(tmp_path / "warehouse"))
    assert (worked, said) == (False, building.UNEXPECTED)
    assert "Traceback" in caplog.text and "FileExistsError" in caplog.text
