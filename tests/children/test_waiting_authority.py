"""Every wait of the invented authority, worked out again in plain Python from the model, and the truths planted in it."""

import bisect
import json
from collections import defaultdict
from datetime import date, timedelta

import polars as pl
import pytest

from data.publishing import waiting_times as leaf
from data.publishing import waits
from queries.model import waits as followed
from queries.store import warehouse as built

ONE = timedelta(days=1)


@pytest.fixture(scope="module")
def model(warehouse):
    """Tables of the invented authority."""
    names = ("spell", "covered", "cp_plan", "cp_visit", "case_supervision", "worker_supervision", "worker", "worker_absence",
             "referral", "cin_episode", "case_gap", "worker_gap", "waiting", "counted", "series")
    with built.read("performance", warehouse) as database:
        return {name: database.run(f"SELECT * FROM {name}") for name in names}


def closings(model, kind):
    """The days that end a wait, by child or worker, in order; in plain Python from the model."""
    table, who, when = {"visit": ("cp_visit", "child_id", "visit_date"),
                        "case_supervision": ("case_supervision", "child_id", "supervision_date"),
                        "worker_supervision": ("worker_supervision", "worker_id", "supervision_date")}[kind]
    found = defaultdict(set)
    for row in model[table].rows(named=True):
        ends = row["seen"] if kind == "visit" else row["status"] == "HELD" and row["supervision_type"] != "OVERSIGHT"
        if ends:
            found[row[who]].add(row[when])
    return {subject: sorted(days) for subject, days in found.items()}


def bounds(model, table):
    (row,) = model["covered"].filter(model_table=table).rows(named=True)
    return row["covered_from"], row["covered_to"]


def joined(model, kind, who):
    """The waits of a kind with their pieces put together: (who, first day, last day watched, ended, days watched)."""
    pieces = model["spell"].filter(kind=kind).sort(who, "start_date", "spell_id")
    waits = []
    for row in pieces.rows(named=True):
        last = row["end_date"] if row["ended"] else row["end_date"] - ONE
        if row["days_before"]:
            waits[-1][2:] = [last, row["ended"], row["days_before"] + (last - row["start_date"]).days]
        else:
            waits.append([row[who], row["start_date"], last, row["ended"], (last - row["start_date"]).days])
    return waits


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "table"), [("visit", "cp_visit"), ("case_supervision", "case_supervision")])
def test_every_wait_of_every_child_again_in_plain_python(model, kind, table):
    first, to = bounds(model, table)
    ends, expected = closings(model, kind), []
    for plan in model["cp_plan"].rows(named=True):
        began, until = max(plan["start_date"], first), min(plan["end_date"], to + ONE)
        days = [day for day in ends.get(plan["child_id"], ()) if began < day < until]
        starts = [began, *days]
        for start, end in zip(starts, [*days, None], strict=True):
            last = end or until - ONE
            if last > start:
                expected.append((plan["child_id"], start, last, end is not None))
    waits = joined(model, kind, "child_id")
    assert len(expected) > 10_000 and sorted(tuple(wait[:4]) for wait in waits) == sorted(expected)
    assert all(wait[4] == (wait[2] - wait[1]).days for wait in waits), "no day of a child's clock is left out"


def test_every_day_of_every_worker_again_in_plain_python(model):
    """A day at a time: how long the worker has gone unsupervised, days absent left out, and whether a session ended it."""
    first, to = bounds(model, "worker_supervision")
    ends, away = closings(model, "worker_supervision"), defaultdict(set)
    for row in model["worker_absence"].rows(named=True):
        day = max(row["start_date"], first)
        while day < row["end_date"] and day <= to:
            away[row["worker_id"]].add(day)
            day += ONE
    expected = {}
    for row in model["worker"].rows(named=True):
        held, gone = set(ends.get(row["worker_id"], ())), away[row["worker_id"]]
        day, lasted = max(row["start_date"], first), 0
        until = min(row["end_date"], to + ONE)
        day += ONE
        while day < until:
            if day not in gone:
                lasted += 1
                expected[row["worker_id"], day] = (lasted, day in held)
            if day in held:
                lasted = 0
            day += ONE
    found = {}
    for row in model["spell"].filter(kind="worker_supervision").rows(named=True):
        last = row["end_date"] if row["ended"] else row["end_date"] - ONE
        for number in range(1, (last - row["start_date"]).days + 1):
            key = row["worker_id"], row["start_date"] + number * ONE
            assert key not in found
            found[key] = (row["days_before"] + number, row["ended"] and key[1] == last)
    assert len(expected) > 50_000 and found == expected


@pytest.mark.parametrize("kind", ["no_further_action", "closure"])
def test_every_return_again_in_plain_python(model, kind):
    first, to = bounds(model, "referral")
    dates = defaultdict(list)
    for row in model["referral"].sort("referral_date").rows(named=True):
        dates[row["child_id"]].append(row["referral_date"])
    closed = [(r["referral_id"], r["child_id"], r["referral_date"]) for r in model["referral"].rows(named=True)
              if r["no_further_action"]]
    if kind == "closure":
        closed = [(r["cin_episode_id"], r["child_id"], r["end_date"]) for r in model["cin_episode"].rows(named=True)
                  if r["end_date"].year < 9999 and not r["end_is_inferred"] and r["closure_reason"] not in ("RC2", "RC5", "RC6")]
    expected = set()
    for record, child, start in closed:
        if first <= start < to:
            later = dates[child][bisect.bisect_right(dates[child], start):]
            expected.add((record, start, later[0] if later else to + ONE, bool(later)))
    rows = model["spell"].filter(kind=kind).select("spell_id", "start_date", "end_date", "ended").rows()
    assert len(rows) == len(expected) > 1000 and set(rows) == expected


@pytest.mark.parametrize(("kind", "who"), [("case_supervision", "child_id"), ("worker_supervision", "worker_id")])
def test_a_spell_is_as_old_at_a_month_end_as_the_gap_the_indicators_count(model, kind, who):
    gaps = model["case_gap" if who == "child_id" else "worker_gap"]
    open_gaps = [row for row in gaps.rows(named=True) if date(2020, 7, 1) < row["month_end"] <= date(2026, 10, 31)]
    lasted = defaultdict(set)
    for row in model["spell"].filter(kind=kind).rows(named=True):
        last = row["end_date"] if row["ended"] else row["end_date"] - ONE
        lasted[row[who]].add((row["start_date"], last, row["ended"], row["days_before"]))
    checked = 0
    for gap in open_gaps:
        ages = {0 if ended and last == gap["month_end"] else before + (gap["month_end"] - start).days
                for start, last, ended, before in lasted[gap[who]] if start < gap["month_end"] <= last}
        checked += 1
        assert gap["gap_days"] in ages or (gap["gap_days"] == 0 and not ages), gap
    assert checked > 5000


@pytest.mark.parametrize("kind", ["case_supervision", "worker_supervision"])
def test_gaps_open_past_the_standard_are_those_the_month_end_indicator_counts(model, kind):
    held = model["waiting"].filter(kind=kind)
    late = model["series"].filter(indicator=f"{kind}_on_time").with_columns(late=pl.col("denominator") - pl.col("numerator"))
    both = held.join(late, on=["grain", "period_end", "breakdown", "category"])
    assert both.height > 100 and both.filter(pl.col("open_over") != pl.col("late")).is_empty()


def test_within_twelve_months_is_what_the_indicator_counts_but_for_leap_days(model):
    counted = model["counted"].filter(indicator="referred_again_after_no_further_action")
    checked = 0
    told = model["waiting"].filter(kind="no_further_action", standard_days=365, breakdown="all", grain="year")
    for row in told.rows(named=True):
        same = counted.filter(pl.col("event_date").is_between(row["period_start"], row["period_end"]))
        assert row["spells"] == same.height
        assert abs(row["events"] - same["numerator"].sum()) <= 1
        assert row["share_over"] == pytest.approx(100 * (1 - row["events"] / row["spells"]))
        checked += 1
    assert checked >= 4


def product_limit(rows, standard):
    """S(standard) and the median of (entry, time, ended), by loops; where exactly half remain, midway to the next event."""
    share, over, median, half = 1.0, 1.0, None, None
    for t in sorted({time for _, time, ended in rows if ended}):
        risk = sum(entry < t <= time for entry, time, _ in rows)
        share *= 1 - sum(ended and time == t for _, time, ended in rows) / risk
        if median is None and share < 0.5 - 1e-9:
            median = t if half is None else (half + t) / 2
        half = t if half is None and abs(share - 0.5) <= 1e-9 else half
        over = share if t <= standard else over
    return over, median


def test_a_row_of_the_table_follows_from_the_spells_in_the_same_file(model):
    """Worked out again for every fortieth row, by loops over the spells."""
    told = model["waiting"].filter(pl.col("share_over").is_not_null()).sort(leaf.FIGURES).gather_every(40)
    assert told.height > 25
    to = bounds(model, "referral")[1]
    for row in told.rows(named=True):
        first, last, watched, people = row["period_start"], row["period_end"], [], set()
        for spell in model["spell"].filter(kind=row["kind"]).rows(named=True):
            if row["breakdown"] == "team" and spell["team"] != row["category"]:
                continue
            end = spell["end_date"] if spell["ended"] else spell["end_date"] - ONE
            if row["kind"] in followed.returns():
                if not first <= spell["start_date"] <= last:
                    continue
                entry, until = 0, min(to, spell["start_date"] + row["standard_days"] * ONE)
            else:
                entry, until = spell["days_before"] + max(0, (first - ONE - spell["start_date"]).days), last
            time = spell["days_before"] + (min(end, until) - spell["start_date"]).days
            if time > entry:
                watched.append((entry, time, spell["ended"] and end <= until))
                people.add(spell["child_id"] or spell["worker_id"])
        assert (row["spells"], row["people"]) == (len(watched), len(people))
        assert row["events"] == sum(ended for *_, ended in watched)
        over, median = product_limit(watched, row["standard_days"])
        assert row["share_over"] == pytest.approx(100 * over, abs=1e-6)
        assert row["median"] is None or row["median"] == pytest.approx(median)


@pytest.mark.parametrize("kind", ["worker_supervision", "case_supervision"])
def test_the_team_whose_gaps_open_up_stands_out_from_the_quarter_they_do(model, invented, kind):
    planted = json.loads((invented / "truths.json").read_text(encoding="utf-8"))["planted"][kind]
    began = date.fromisoformat(planted["from"])
    teams = model["waiting"].filter(kind=kind, grain="quarter", breakdown="team").filter(pl.col("symbol").is_null())
    after = teams.filter(pl.col("period_start") >= began)
    own, others = (after.filter(side) for side in (pl.col("category") == planted["team"], pl.col("category") != planted["team"]))
    assert own.height >= 3 and own["share_lower"].min() > others["share_over"].max()
    before = teams.filter(pl.col("period_end") < began, category=planted["team"])
    assert own["share_lower"].min() > before["share_upper"].median()
    assert before["share_over"].mean() < 25 < 60 < own["share_over"].mean()


def test_only_periods_that_are_covered_settled_and_old_enough_are_told(model):
    to = bounds(model, "referral")[1]
    assert waits.SETTLES == 14
    returns = model["waiting"].filter(pl.col("kind").is_in(followed.returns()))
    for (days,), part in returns.partition_by("standard_days", as_dict=True).items():
        latest = part["period_end"].max()
        assert latest + days * ONE <= to, "everybody has been followed for as long"
        assert latest + (days + 95) * ONE > to, "and no period is held back"
    gaps = model["waiting"].filter(~pl.col("kind").is_in(followed.returns()))
    assert gaps["period_start"].min() >= date(2020, 9, 1), "three months of sessions come first"
    assert gaps["period_end"].max() + waits.SETTLES * ONE <= to
