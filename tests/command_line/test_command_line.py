"""The figures on the command line are the figures of the pages, for every audience, and refuse what an audience may not see."""

import csv
import io
import json

import pytest

from indicators import __main__ as command
from indicators import catalogue, figures
from indicators.roles import ROLES
from tests.support import hostile

WANTED = {"period_start", "period_end", "breakdown", "category", "numerator", "denominator", "value", "symbol", "provisional",
          "centre", "lower", "upper", "signal"}


@pytest.fixture
def say(warehouse, tmp_path, capsys, monkeypatch):
    """Run a command; its exit code, what it printed and what it complained of."""
    monkeypatch.delenv("SIGHTLINE_AUDIENCE", raising=False)
    monkeypatch.setenv("SIGHTLINE_AUDIT", str(tmp_path / "audit.jsonl"))

    def run(*arguments):
        code = command.main([*arguments, "--warehouse", str(warehouse)])
        return code, *capsys.readouterr()

    return run


def test_list_names_every_indicator_a_line_each_id_first(say, view):
    code, out, _ = say("list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [each.id for each in catalogue.indicators(view)]
    assert "re_referrals  Re-referrals within 12 months (category: referral source)" in out
    assert "audits_completed  " in out and "(category: )" not in out


@pytest.mark.parametrize("grain", ["month", "quarter", "year", "rolling"])
def test_figures_are_the_pages_figures(say, view, grain):
    code, out, _ = say("figures", "re_referrals", "--grain", grain)
    rows = list(csv.DictReader(io.StringIO(out)))
    shown = figures.figures(view.of(indicator="re_referrals", grain=grain))
    assert code == 0 and rows[0].keys() >= WANTED and len(rows) == shown.height
    for row, figure in zip(rows, shown.rows(named=True), strict=True):
        assert row["period_end"] == figure["period_end"].isoformat()
        assert row["numerator"] == str(figure["numerator"] if figure["numerator"] is not None else "")


def test_json_and_by_team(say):
    code, out, _ = say("figures", "worker_supervision_on_time", "--by", "team", "--format", "json")
    rows = json.loads(out)
    assert code == 0 and len({row["category"] for row in rows}) >= 6 and {row["breakdown"] for row in rows} == {"team"}


def test_an_audience_gets_what_its_file_holds_and_a_sentence_otherwise(say):
    code, out, _ = say("figures", "re_referrals", "--grain", "quarter", "--role", "scrutiny")
    assert code == 0 and all(int(row["numerator"] or 0) % 5 == 0 for row in csv.DictReader(io.StringIO(out)))
    code, out, complaint = say("figures", "re_referrals", "--by", "team", "--role", "scrutiny")
    assert code == 1 and out == "" and "no figures for months by team for the scrutiny committee" in complaint


def test_alerts_for_every_audience(say):
    for role in ROLES:
        code, out, _ = say("alerts", "--role", role, "--format", "json")
        assert code == 0 and json.loads(out)
        assert all(row["evidence"] > 3 and row["level"] in ("act", "watch") for row in json.loads(out))


def test_a_process_for_one_audience_reads_no_other(say, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_AUDIENCE", "scrutiny")
    code, out, complaint = say("figures", "re_referrals", "--role", "performance")
    assert code == 1 and out == "" and "no other audience" in complaint
    assert say("list")[0] == 0


def test_a_wrong_id_or_an_empty_warehouse_gets_a_sentence(say, tmp_path, capsys):
    code, _, complaint = say("figures", "rereferals")
    assert code == 1 and "There is no indicator 'rereferals'" in complaint
    assert command.main(["list", "--warehouse", str(tmp_path)]) == 1
    assert "python -m data build" in capsys.readouterr().err


@pytest.mark.slow
def test_what_is_taken_away_holds_no_formula_and_leaves_a_line(strangely_named, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_AUDIT", str(tmp_path / "audit.jsonl"))
    asked = ["figures", "worker_supervision_on_time", "--grain", "quarter", "--by", "team", "--warehouse", str(strangely_named)]
    assert command.main(asked) == 0
    teams = {row["category"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert f"'{hostile.FORMULA}" in teams and hostile.FORMULA not in teams
    assert command.main([*asked, "--format", "json"]) == 0
    assert hostile.FORMULA in {row["category"] for row in json.loads(capsys.readouterr().out)}
    assert command.main(["alerts", "--role", "board", "--warehouse", str(strangely_named)]) == 0
    lines = [json.loads(line) for line in (tmp_path / "audit.jsonl").read_text().splitlines()]
    assert [line["role"] for line in lines] == ["performance", "performance", "board"]
    assert {line["kind"] for line in lines} == {"export"}
    assert all(line["who"] and line["what"]["rows"] >= 0 for line in lines)
    assert lines[0]["what"] | {"rows": 0} == {"at": "the command line", "command": "figures", "id": "worker_supervision_on_time",
                                              "grain": "quarter", "by": "team", "format": "csv", "rows": 0}
    assert lines[2]["what"]["command"] == "alerts"


def test_nothing_is_taken_away_where_nobody_could_be_asked_about_it(say, tmp_path, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_AUDIT", str(tmp_path))  # a folder, which no line can be added to
    for asked in (["figures", "re_referrals"], ["alerts"], ["figures", "re_referrals", "--format", "json"]):
        code, out, complaint = say(*asked)
        assert code == 1 and out == "" and "the audit log" in complaint
    assert say("list")[0] == 0
