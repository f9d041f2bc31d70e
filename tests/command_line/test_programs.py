"""The programs are asked in one way, by the new spelling or by the old, and whoever asks wrongly is told what to write."""

import re

import pytest

from data import __main__ as data
from indicators import __main__ as indicators
from pages import __main__ as pages
from queries import __main__ as queries
from tests.command_line.test_printed import run
from tests.house.test_readme import HERE, READMES

GROUPS = {"data": data.COMMANDS, "queries": queries.COMMANDS, "indicators": indicators.commands, "pages": pages.COMMANDS}
OLD = {"data.build": "data build", "data.templates": "data templates", "data.published": "data published",
       "data.synthetic": "data synthetic"}
TOLD = "".join((HERE / name).read_text(encoding="utf-8") for name in READMES)


@pytest.mark.slow
@pytest.mark.parametrize("old", OLD)
def test_the_old_spelling_is_the_same_program(old):
    asked, older = run(*OLD[old].split(), "--help"), run(old, "--help")
    assert asked.returncode == older.returncode == 0 and b"--help" in asked.stdout
    assert older.stdout.decode().replace(f"python -m {old}", f"python -m {OLD[old]}") == asked.stdout.decode()


@pytest.mark.parametrize(("asked", "told"), [
    ("data", "Missing command. There are: build, use, refused, withdrawn, column, templates, published, synthetic. For help: "),
    ("data bild", "No such command 'bild'. Did you mean 'build'?"),
    ("data build --extract x", "No such option '--extract'. Did you mean '--extracts'?"),
    ("data.build x", "Got unexpected extra argument (x). For help: python -m data.build --help"),
    ("data templates", "Missing argument 'DIR'."),
    ("data synthetic --until x", "--until must be a date such as 2026-10-31, not x."),
    ("queries", "There are: check, audit."),
    ("queries audit", "Missing argument 'FILE'."),
    ("indicators", "There are: list, figures, alerts."),
    ("indicators figures re_referrals --grain day", "'day' is not one of 'month', 'quarter', 'year', 'rolling'."),
    ("indicators figures re_referrals --by day", "'day' is not one of all, team, category, age_band"),
    ("indicators list --role king", "'king' is not one of 'performance', 'board', 'scrutiny'."),
])
def test_wrong_arguments_get_one_line_and_exit_code_2(asked, told):
    done = run(*asked.split())
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"") and told in said and said.count("\n") == 1, said


NAMED = sorted(set(re.findall(r"python -m (data|queries|indicators|pages) ([a-z]+)", TOLD)))


@pytest.mark.parametrize(("program", "command"), NAMED)
def test_every_command_a_readme_names_is_there(program, command):
    assert command in GROUPS[program].commands


def test_the_readmes_use_one_spelling():
    assert not [old for old in OLD if f"python -m {old}" in TOLD]
