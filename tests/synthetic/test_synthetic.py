"""The invented authority's files: the same every time, in Ofsted's layout, as at their date, and consistent."""

import os
import subprocess
import sys
import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from data import synthetic
from data.synthetic import dates, folder
from tests.support.extracts_of import all_of, csv_of, extract_days, list_of, without

pytestmark = pytest.mark.slow

HERE = Path(__file__).parents[2]
SMALL = {"years": 1, "children": 2_000}


def run(to, *extra, hash_seed="0"):
    """The command itself, in a process of its own."""
    command = [sys.executable, "-m", "data.synthetic", "--to", str(to), "--quiet", *extra]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    return subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True)


def contents(of):
    return {file.name: file.read_bytes() for file in of.iterdir()}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    written = tmp_path_factory.mktemp("small") / "new" / "folder"
    done = run(written, "--years", "1", "--children", "2000", hash_seed="1")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return written


def test_the_same_options_give_the_same_bytes_in_any_process(small, tmp_path):
    done = run(tmp_path, "--years", "1", "--children", "2000", hash_seed="2")
    assert done.returncode == 0
    assert contents(tmp_path) == contents(small) and len(contents(small)) == 12 + 10 + 2


def test_another_seed_gives_another_authority(small, tmp_path):
    synthetic.write(tmp_path, seed=7, **SMALL)
    same = {name for name, held in contents(tmp_path).items() if held == contents(small)[name]}
    assert not same


def test_progress_is_told_for_every_workbook(tmp_path):
    told = []
    synthetic.write(tmp_path, progress=lambda fraction, text: told.append((fraction, text)), **SMALL)
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions) and fractions[-1] == 1
    assert sum(text.endswith(".xlsx") for _, text in told) == 12


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ({"until": date(2026, 10, 30)}, "last day of a month"),
        ({"until": date(1999, 12, 31)}, "until must be a date from"),
        ({"until": "2026-10-31"}, "until must be a date"),
        ({"years": 0}, "years must be"),
        ({"years": 1.5}, "years must be"),
        ({"seed": "x"}, "seed must be"),
        ({"children": 10}, "children must be"),
    ],
)
def test_an_option_that_cannot_be_met_is_refused_and_nothing_is_written(tmp_path, option, says):
    with pytest.raises(synthetic.BadOption, match=says):
        synthetic.write(tmp_path / "new", **option)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("extra", "says"), [(["--until", "soon"], "--until must be a date"), (["--years", "99"], "years must be")]
)
def test_the_command_refuses_in_words(tmp_path, extra, says):
    done = run(tmp_path, *extra)
    assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr


def test_a_folder_that_may_hold_real_extracts_is_left_alone(tmp_path):
    kept = tmp_path / "annex_a_2026-10-31.xlsx"
    kept.write_bytes(b"real")
    done = run(tmp_path, "--years", "1")
    assert done.returncode == 2 and "not empty" in done.stderr
    assert contents(tmp_path) == {kept.name: b"real"}


def test_an_earlier_run_is_cleared_and_other_files_stay(tmp_path):
    synthetic.write(tmp_path, until=date(2024, 2, 29), **SMALL)
    (tmp_path / "notes.txt").write_text("mine")
    assert (tmp_path / "annex_a_2024-02-29.xlsx").exists()
    synthetic.write(tmp_path, until=date(2026, 10, 31), **SMALL)
    left = {file.name for file in tmp_path.iterdir()}
    assert "notes.txt" in left and not any("2024-02" in name for name in left)
    assert len(left) == 12 + 10 + 2 + 1


def test_the_mark_says_it_is_invented(small):
    mark = tomllib.loads((small / folder.MARK).read_text(encoding="utf-8"))
    assert mark["borrows"] == 890 and mark["until"] == date(2026, 10, 31) and "invented" in mark["text"]
    names = pl.read_csv(HERE / "data/reference/population.csv", infer_schema_length=0)["area_name"]
    assert mark["name"] not in set(names)


def test_the_layout_is_ofsteds(small, shared):
    ofsted = openpyxl.load_workbook(shared / "reference/extracts/ofsted_annex_a_template_aug2019.xlsx")
    ours = openpyxl.load_workbook(small / "annex_a_2026-10-31.xlsx")
    assert ours.sheetnames == [f"List_{n}" for n in range(1, 8)]
    for name in ours.sheetnames:
        for theirs, mine in zip(ofsted[name].iter_rows(max_row=2), ours[name].iter_rows(max_row=2), strict=True):
            assert [c.value for c in mine if c.value] == [c.value for c in theirs if c.value]


def test_a_workbook_holds_text_ids_true_dates_and_one_date_of_creation(small):
    book = openpyxl.load_workbook(small / "annex_a_2026-10-31.xlsx")
    assert book.properties.created.date() == date(2026, 10, 31)
    rows = list(book["List_3"].iter_rows(min_row=3))
    assert len(rows) > 20
    for row in rows:
        assert isinstance(row[0].value, str) and len(row[0].value) == 8
        assert row[5].is_date and row[5].number_format == "dd/mm/yyyy"
        assert isinstance(row[8].value, int)
    assert any(row[0].value.startswith("0") for row in rows)


def six_months(day):
    return date.fromordinal(dates.add_months(day.replace(day=1).toordinal(), -5))


def test_each_list_holds_its_own_six_months(invented):
    day = extract_days(invented)[40]
    since = six_months(day)
    for number in (1, 3):
        assert list_of(invented, number, day)["day"].is_between(since, day).all()
    for number in (4, 6, 7):
        rows = list_of(invented, number, day)
        assert rows["start"].max() <= day
        assert rows["end"].drop_nulls().is_between(since, day).all() and rows["end"].null_count() > 50
    for number in (6, 7):
        assert list_of(invented, number, day)["child_id"].is_unique().all()
    enquiries = list_of(invented, 5, day)
    old = enquiries.filter(pl.col("start") < since)
    assert enquiries["conference"].drop_nulls().is_between(since, day).all()
    assert old.select((pl.col("conference").is_null()).all()).item()


def test_a_child_is_referred_once_a_day(invented):
    rows = list_of(invented, 3, extract_days(invented)[-1])
    assert rows.select("child_id", "day").is_unique().all()


def test_the_order_of_days_holds_but_for_the_planted_faults(invented):
    referrals = all_of(invented, 3).unique(["child_id", "day"])
    accepted = referrals.filter(closed="b) No").select("child_id", "day")
    episodes = all_of(invented, 6).unique(["child_id", "start"], keep="last", maintain_order=True)
    begun = episodes.filter(pl.col("start") >= referrals["day"].min())
    assert begun.join(accepted, left_on=["child_id", "start"], right_on=["child_id", "day"], how="anti").is_empty()
    latest, mistyped = {"subset": ["child_id", "start"], "keep": "last", "maintain_order": True}, "dates_out_of_order"
    assessed = without(all_of(invented, 4), invented, mistyped).unique(**latest)
    after = assessed.sort("start").join_asof(
        accepted.sort("day"), left_on="start", right_on="day", by="child_id", check_sortedness=False
    )
    waits = after.filter(pl.col("day").is_not_null()).select((pl.col("start") - pl.col("day")).dt.total_days())
    assert 0 <= waits.to_series().quantile(0.99) <= 10
    assert (assessed["end"] >= assessed["start"]).all()
    enquiries = without(all_of(invented, 5), invented, mistyped, "plan_without_conference").unique(**latest)
    assert (enquiries["conference"] >= enquiries["start"]).all()
    plans = without(all_of(invented, 7), invented, mistyped, "plan_without_conference").unique(**latest)
    made = enquiries.filter(led_to_plan="a) Yes")
    first = six_months(extract_days(invented)[0])
    held = plans.filter(pl.col("start") > first + timedelta(60))
    assert held.height > 1000
    assert held.join(made, left_on=["child_id", "start"], right_on=["child_id", "conference"], how="anti").is_empty()
    assert (plans["end"] > plans["start"]).all() and (plans["visited"] >= plans["start"]).all()


def test_a_case_closed_after_assessment_was_assessed_as_not_needing_support(invented):
    assessments = all_of(invented, 4).unique(["child_id", "start"], keep="last", maintain_order=True)
    begun = pl.col("start") >= six_months(extract_days(invented)[0])
    named = without(all_of(invented, 6), invented, "closed_after_no_assessment", "dates_out_of_order", "dates_in_the_future")
    closed = named.filter(begun, pl.col("reason").str.slice(0, 3).is_in(["RC8", "RC9"]))
    asked = closed.unique(["child_id", "start"]).sort("start")
    found = asked.join_asof(
        assessments.sort("start"),
        on="start",
        by="child_id",
        strategy="forward",
        suffix="_assessed",
        check_sortedness=False,
    )
    assert found.height > 1000 and set(found["needs_support"]) == {"b) No"}
    assert (found["end_assessed"] <= found["end"]).all()


def test_an_extract_shows_only_what_its_date_could_know(invented):
    days = extract_days(invented)
    for earlier, later in pairwise(days[30:37]):
        then, now = list_of(invented, 7, earlier), list_of(invented, 7, later)
        ended = then.filter(pl.col("end").is_null()).join(now, on=["child_id", "start"], suffix="_now")
        assert ended["end_now"].drop_nulls().len() > 0
        # An end entered late may lie in the month before, never further back.
        assert (ended["end_now"].drop_nulls() > earlier - timedelta(45)).all()
        gone = then.filter(pl.col("end").is_not_null()).join(now, on=["child_id", "start"], suffix="_now")
        assert (gone["end"] == gone["end_now"]).all()


def test_a_few_events_are_entered_late(invented):
    days = extract_days(invented)
    late = every = 0
    for first, second in pairwise(days[20:33]):
        month = pl.col("day") >= first.replace(day=1)
        then = list_of(invented, 3, first).filter(month)
        now = list_of(invented, 3, second).filter(month & (pl.col("day") <= first))
        assert then.join(now, on=["child_id", "day"], how="anti").is_empty()
        late, every = late + now.height - then.height, every + now.height
    assert 0.003 < late / every < 0.04


def test_contacts_agree_with_list_1_and_referrals_with_contacts(invented):
    last = extract_days(invented)[-1]
    contacts, key = csv_of(invented, "contact"), ["child_id", "contact_date", "contact_source"]
    listed = list_of(invented, 1, last).select("child_id", "day", "source")
    window = contacts.filter(pl.col("contact_date") >= six_months(last)).select(key)
    assert sorted(window.rows()) == sorted(listed.rows()) and len(window) > 3000
    referrals = all_of(invented, 3).unique(["child_id", "day"]).select("child_id", "day", "source")
    assert sorted(contacts.filter(outcome="REFERRAL").select(key).rows()) == sorted(referrals.rows())
    assert set(contacts["outcome"]) == {"NFA", "REFERRAL", "EARLY HELP", "ADVICE"}


def test_recorded_counts_follow_ofsteds_rules(invented):
    last, referrals = extract_days(invented)[-1], all_of(invented, 3).unique(["child_id", "day"])
    latest = referrals.group_by("child_id").agg(latest=pl.col("day").max())
    since = latest.with_columns(since=pl.col("latest").dt.offset_by("-12mo"))
    before = referrals.join(since, on="child_id").filter(pl.col("day") < pl.col("latest"), pl.col("day") >= pl.col("since"))
    counts = before.group_by("child_id").len()
    rows = list_of(invented, 3, last).join(counts, on="child_id", how="left")
    assert (rows["earlier"] == rows["len"].fill_null(0)).all() and rows["earlier"].max() >= 2
    plans = without(all_of(invented, 7), invented, "previous_plans_disagree").unique(["child_id", "start"])
    plans = plans.sort("child_id", "start")
    rise = plans.select(pl.col("previous").diff().over("child_id")).to_series().drop_nulls()
    assert len(rise) > 50 and (rise == 1).all() and (plans["previous"] >= 0).all()


def test_spells_of_workers_and_children_fit_together(invented):
    workers, allocations = csv_of(invented, "worker"), csv_of(invented, "allocation")
    assert workers["worker_id"].str.contains(r"^W\d{4}$").all() and workers["worker_id"].is_unique().all()
    far = date(9999, 12, 31)
    held = allocations.join(workers, on="worker_id", how="inner", suffix="_post")
    outside = held.filter(
        (pl.col("start_date") < pl.col("start_date_post"))
        | (pl.col("end_date").fill_null(far) > pl.col("end_date_post").fill_null(far))
    )
    assert len(outside) / len(allocations) < 0.02 and (held["team"] == held["team_post"]).all()
    spells = allocations.sort("child_id", "start_date")
    ends = spells.with_columns(then=pl.col("end_date").fill_null(far).shift(1).over("child_id"))
    assert (ends["start_date"] >= ends["then"]).all()
    assert (allocations["end_date"] > allocations["start_date"]).all()
