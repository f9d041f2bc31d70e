"""The invented authority's truths, found again by counting its written files anew, and its likeness to a real one.

Nothing here uses the product's queries: rows are read back and counted in the plainest way, then held to truths.json,
which was counted from the authority's own life.
"""

import json
from collections import Counter
from datetime import date, timedelta
from statistics import correlation

import polars as pl
import pytest

from tests.support.extracts_of import all_of, csv_of, extract_days, list_of, without

# England's monthly index of referrals, January first (DfE, children in need, referrals by month).
ENGLAND = (1.03, 0.95, 1.06, 0.90, 1.05, 1.07, 1.06, 0.85, 1.01, 1.07, 1.07, 0.89)
FAR = date(9999, 12, 31)


@pytest.fixture(scope="module")
def truths(invented):
    return json.loads((invented / "truths.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def referrals(invented):
    """Every referral, with whether it follows and whether it is followed by another within 12 calendar months."""
    rows = all_of(invented, 3).unique(["child_id", "day"]).sort("child_id", "day")
    before, after = pl.col("day").shift(1).over("child_id"), pl.col("day").shift(-1).over("child_id")
    return rows.with_columns(
        shut=pl.col("closed") == "a) Yes",
        again=(before >= pl.col("day").dt.offset_by("-12mo")).fill_null(False),
        back=(pl.col("day") >= after.dt.offset_by("-12mo")).fill_null(False),
        month=pl.col("day").dt.strftime("%Y-%m"),
    )


@pytest.fixture(scope="module")
def plans(invented):
    rows = all_of(invented, 7).unique(["child_id", "start"], keep="last", maintain_order=True)
    first = date.fromisoformat("2020-06-01")
    return rows.filter(pl.col("start") >= first).with_columns(month=pl.col("start").dt.strftime("%Y-%m"))


def share(frame, of):
    return 100 * frame[of].sum() / frame.height


def by_month(frame, **what):
    return {row["month"]: row for row in frame.group_by("month").agg(pl.len(), **what).rows(named=True)}


def test_every_month_of_referrals_is_the_truth(truths, referrals):
    counts = by_month(referrals, shut=pl.col("shut").sum(), again=pl.col("again").sum())
    assert len(truths["months"]) == 77
    for month, told in truths["months"].items():
        assert counts[month]["len"] == told["referrals"]
        assert counts[month]["shut"] == told["referrals_no_further_action"]
        if month >= "2021-06":  # the files hold a year of history from then on
            assert counts[month]["again"] == told["re_referrals"]


def test_every_month_of_contacts_is_the_truth(truths, invented):
    contacts = csv_of(invented, "contact").with_columns(month=pl.col("contact_date").dt.strftime("%Y-%m"))
    counts = by_month(contacts, shut=(pl.col("outcome") == "NFA").sum())
    for month, told in truths["months"].items():
        assert (counts[month]["len"], counts[month]["shut"]) == (
            told["contacts"],
            told["contacts_no_further_action"],
        )


def test_every_plan_and_every_repeat_is_the_truth(truths, plans):
    counts = by_month(plans, repeats=(pl.col("previous") > 0).sum())
    for month, told in truths["months"].items():
        found = counts.get(month, {"len": 0, "repeats": 0})
        assert (found["len"], found["repeats"]) == (told["plans_started"], told["plans_second_or_subsequent"])
    repeats = plans.filter(pl.col("previous") > 0).select(
        "child_id", start=pl.col("start").cast(pl.String), previous=pl.col("previous").cast(pl.Int64)
    )
    planted = truths["planted"]["repeat_plans"]
    assert sorted(repeats.rows()) == sorted(tuple(r.values()) for r in planted["second_or_subsequent"])
    years = Counter(f"{d.year - (d.month < 4)}" for d in plans["start"])
    assert {year[:4]: told["started"] for year, told in planted["financial_years"].items()} == years


def test_plans_open_at_a_month_end_are_the_truth(truths, invented):
    for day in extract_days(invented)[5:66:12]:
        seen = [list_of(invented, 7, later) for later in extract_days(invented) if day <= later][:3]
        rows = pl.concat(seen, how="diagonal_relaxed").unique(["child_id", "start"], keep="last", maintain_order=True)
        opened = rows.filter(pl.col("start") <= day, pl.col("end").fill_null(FAR) > day)
        assert opened.height == truths["month_ends"][str(day)]["plans_open"]


def test_the_step_in_closures_is_in_the_files(truths, referrals):
    told = truths["planted"]["no_further_action_step"]
    for side, when, least, most in (("before", False, 4.5, 7.5), ("after", True, 10.5, 16)):
        rows = referrals.filter((pl.col("day") >= date.fromisoformat(told["from"])) == when)
        assert {"referrals": rows.height, "no_further_action": rows["shut"].sum()} == told[side]
        assert least < share(rows, "shut") < most
        for team in ("Duty and Assessment", "Domestic Abuse"):
            assert (share(rows.filter(team=team), "shut") > 9) == (when or team == "Domestic Abuse")


def test_the_returns_after_closure_are_in_the_files(truths, referrals):
    told = truths["planted"]["return_after_no_further_action"]
    shut = referrals.filter(pl.col("shut"), pl.col("day") <= date.fromisoformat(told["referred_to"]))
    sides = {told["team"]: shut.filter(team=told["team"]), "every other team": shut.filter(pl.col("team") != told["team"])}
    for name, rows in sides.items():
        counts = {"closed": rows.height, "referred_again_within_12_months": rows["back"].sum()}
        assert counts == told["counts"][name]
        assert abs(share(rows, "back") - told["designed_percent"][name]) < 8
    assert sides[told["team"]].height > 200


def away_days(absences, worker_id, since, day):
    spells = absences.filter(worker_id=worker_id).select("start_date", "end_date").rows()
    days = [since + timedelta(n) for n in range(1, (day - since).days + 1)]
    return sum(any(start <= d < (end or FAR) for start, end in spells) for d in days)


def on_time(invented, day):
    """Workers at work on a day by team, and those with no more than 31 days since supervision, absence left out."""
    workers, absences = csv_of(invented, "worker"), csv_of(invented, "worker_absence")
    sessions = csv_of(invented, "worker_supervision").filter(pl.col("supervision_date") <= day, status="HELD")
    last = dict(sessions.group_by("worker_id").agg(pl.col("supervision_date").max()).rows())
    counts = Counter()
    for row in workers.filter(pl.col("start_date") <= day, pl.col("end_date").fill_null(FAR) > day).rows(named=True):
        who = row["worker_id"]
        if absences.filter(pl.col("start_date") <= day, pl.col("end_date").fill_null(FAR) > day, worker_id=who).height:
            continue
        since = max(last.get(who, row["start_date"]), row["start_date"])
        within = (day - since).days - away_days(absences, who, since, day) <= 31
        counts.update({(row["team"], "at_work"): 1, (row["team"], "within_standard"): int(within)})
    return counts


def test_the_gap_in_workers_supervision_is_in_the_files(truths, invented):
    planted, sides = truths["planted"]["worker_supervision"], {False: Counter(), True: Counter()}
    for day in extract_days(invented)[8::6] + extract_days(invented)[-7:-1]:
        counts = on_time(invented, day)
        for team, told in truths["month_ends"][str(day)]["workers"].items():
            if team != "All":
                assert counts[team, "at_work"] == told["at_work"]
                assert counts[team, "within_standard"] == told["within_standard"]
        after = str(day) > planted["from"]
        sides[after].update({kind: counts[planted["team"], kind] for kind in ("at_work", "within_standard")})
    before, after = (100 * sides[s]["within_standard"] / sides[s]["at_work"] for s in (False, True))
    assert 86 < before < 96 and 50 < after < 72


def test_the_gap_in_one_localitys_cases_is_in_the_files(truths, invented):
    planted, allocations = truths["planted"]["case_supervision"], csv_of(invented, "allocation")
    held = csv_of(invented, "case_supervision").filter(status="HELD")
    for day in extract_days(invented)[4:68:7]:
        last = held.filter(pl.col("supervision_date") <= day).group_by("child_id").agg(pl.col("supervision_date").max())
        opened = allocations.filter(pl.col("start_date") <= day, pl.col("end_date").fill_null(FAR) > day)
        rows = opened.join(last, on="child_id", how="left")
        told = truths["month_ends"][str(day)]["children_open"]
        for team, each in rows.group_by("team"):
            assert abs(each.height - told[team[0]]["open"]) <= 0.04 * each.height + 2
        found = rows.filter(team=planted["team"]).select(
            ((pl.lit(day) - pl.col("supervision_date")).dt.total_days() <= 31).fill_null(True).mean()
        )
        assert 0.5 < found.item() < 0.75 if str(day) > planted["from"][:7] + "-31" else found.item() > 0.86


def test_the_authority_is_of_a_real_ones_size_and_habits(truths, invented, referrals, plans):
    years = 77 / 12
    contacts, steady = csv_of(invented, "contact"), referrals.filter(pl.col("day") >= date(2021, 6, 1))
    assert 2_450 < referrals.height / years < 2_850
    assert 7_900 < contacts.height / years < 9_100
    assert 270 < plans.height / years < 330
    assert 20 < share(steady, "again") < 25
    assert 21 < 100 * (plans["previous"] > 0).mean() < 29
    assert 32 < 100 * (contacts["outcome"] == "NFA").mean() < 38
    stood = [each["plans_open"] for each in truths["month_ends"].values()]
    assert 200 < sum(stood) / len(stood) < 270
    refused = all_of(invented, 6).filter(pl.col("reason").str.contains("^RC[89]")).unique(["child_id", "start"])
    assert 28 < 100 * refused.height / referrals.height < 37
    workers = [each["workers"]["All"]["in_post"] for each in truths["month_ends"].values()]
    assert min(workers) > 68 and max(workers) < 84


def test_referrals_follow_englands_seasons(referrals):
    months = Counter(d.month for d in referrals.filter(pl.col("day") >= date(2020, 11, 1))["day"])
    assert correlation([months[n] for n in range(1, 13)], ENGLAND) > 0.7
    assert min(months, key=months.get) in (4, 8, 12)


def test_brothers_and_sisters_are_referred_on_one_day(referrals):
    together = ["day", "source", "team", "worker_id", "Ethnicity"]
    sizes = referrals.group_by(together).len()["len"]
    in_groups = sizes.filter(sizes > 1).sum() / sizes.sum()
    apart = referrals.with_columns(pl.col("day").shuffle(seed=1)).group_by(together).len()["len"]
    assert in_groups > 0.5 and apart.filter(apart > 1).sum() / apart.sum() < 0.1


def test_a_few_things_are_missing_as_in_life(invented):
    rows = all_of(invented, 6).unique("child_id")
    unborn = all_of(invented, 3).filter(pl.col("Age of Child (Years)") == -1)
    assert unborn.height > 100 and (unborn["Gender"] == "c) Not stated/recorded").all()
    assert (unborn["Date of Birth"] > unborn["extract"]).mean() > 0.9
    for column, least, most in (
        ("Ethnicity", 0.003, 0.03),
        ("Does the Child have a Disability", 0.003, 0.04),
        ("Date of Birth", 0.001, 0.02),
    ):
        assert least < rows[column].null_count() / rows.height < most
    assert 0.02 < rows["Ethnicity"].is_in(["s) NOBT", "s) REFU"]).mean() < 0.1


def test_most_conferences_and_assessments_are_in_time(invented):
    enquiries = all_of(invented, 5).unique(["child_id", "start"], keep="last", maintain_order=True)
    held = without(enquiries, invented, "dates_out_of_order").filter(pl.col("conference").is_not_null())
    waits = held.select(
        pl.business_day_count("start", "conference")  # bank holidays aside
    ).to_series()
    assert 0.7 < (waits <= 15).mean() < 0.92 and waits.min() >= 3
    assert 0.75 < (held["led_to_plan"] == "a) Yes").mean() < 0.92
