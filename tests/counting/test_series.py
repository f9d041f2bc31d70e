"""The figures, counted a second time the slow way: a loop over periods in plain Python, with none of the product's SQL."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest

import queries
from data import counting, settings
from indicators import catalogue, figures
from indicators.roles import NotAllowed
from queries.definitions import header
from queries.model import breakdowns
from queries.store import engine
from queries.store import warehouse as built
from tests.support.audience import BOARD, SCRUTINY

DETAILS = {
    "contact_outcome": ("contact", "outcome"),
    "referral_no_further_action": ("referral", "no_further_action"),
    "cp_plan_previous_plans": ("cp_plan", "previous_plans"),
    "contact_reason": ("contact", "reason"),
    "assessment_child_seen": ("assessment", "child_seen"),
    "cp_review": ("meeting", "meeting_type"),
    "cp_visit_recorded_date": ("cp_visit", "recorded_date"),
    "case_supervision_recorded_date": ("case_supervision", "recorded_date"),
    "worker_supervision_recorded_date": ("worker_supervision", "recorded_date"),
}
MODEL = ("contact", "referral", "cp_plan", "assessment", "cp_visit", "case_supervision", "worker_supervision", "child",
         "population", "meeting", "stated")
BORROWED = "890"  # the authority that lends the invented one its population
UNITS = {"percentage": 100, "rate per 10,000": 10_000, "average days": 1, "average": 1, "number": 1}
RATE = "rate per 10,000"
BANDS = ((1, "Under 1 or unborn"), (5, "1 to 4"), (10, "5 to 9"), (16, "10 to 15"), (18, "16 and 17"), (999, "18 and over"))
LETTERS = {"W": "White", "M": "Mixed", "A": "Asian", "B": "Black"}  # how the census codes begin, but for these
EXCEPT = {"CHNE": "Asian", "OOTH": "Other", "REFU": "Not recorded", "NOBT": "Not recorded",
          "WEEU": "Not recorded"}  # the last is a code of the authority's own, planted: it is in no list


@pytest.fixture(scope="module")
def held(warehouse):
    """The tables a second count starts from."""
    with built.read("performance", warehouse) as database:
        return {name: database.run(f"SELECT * FROM {name}") for name in ("counted", "series", "coverage", *MODEL)}


def month_ends(first: date, last: date) -> list[date]:
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return [day for day in days if (day + timedelta(1)).day == 1]


def start_of(end: date, months: int) -> date:
    """The first day of the period of so many months that ends on `end`."""
    month = end.year * 12 + end.month - months
    return date(month // 12, month % 12 + 1, 1)


def periods(first: date, last: date) -> list[tuple[str, date, date]]:
    kinds = [("month", 1, range(1, 13)), ("quarter", 3, (3, 6, 9, 12)), ("year", 12, (3,)), ("rolling", 12, range(1, 13))]
    ends = month_ends(first, last)
    return [(grain, start_of(end, months), end) for grain, months, at in kinds for end in ends if end.month in at]


def covered_days(held, tables, at_end: bool) -> set[date]:
    """The days on which every one of the tables is covered by some extract, or its state of that day is named by one."""
    said = {name: set(held[table].filter(pl.col(column).is_not_null())["file"]) for name, (table, column) in DETAILS.items()}
    days = defaultdict(set)
    for row in held["coverage"].iter_rows(named=True):
        names = [row["model_table"]]
        names += [name for name, (table, _) in DETAILS.items() if names == [table] and row["file"] in said[name]]
        for name in names:
            length = (row["covered_to"] - row["covered_from"]).days + 1
            days[name] |= {row["covered_from"] + timedelta(n) for n in range(length)}
    for name, day in held["stated"].select("model_table", "stated_on").rows() if at_end else ():
        days[name].add(day)
    others = {name: entry["of"] for name, entry in queries.details().items() if name not in DETAILS}  # no extract lacks these
    return set.intersection(*(days[others.get(name, name)] for name in tables))


def age(born: date, day: date) -> int:
    """Birthdays had by a day; one on 29 February falls on 1 March of other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def groups(child: dict, day: date) -> dict[str, str]:
    """The groups a child belongs to on a day."""
    band = next(name for below, name in BANDS if age(child["birth_date"], day) < below) if child["birth_date"] else None
    code = child["ethnicity"] or "NOBT"
    return {
        "age_band": band or "Not recorded", "sex": child["sex"] or "Not recorded",
        "ethnicity": EXCEPT.get(code) or LETTERS[code[0]],
        "disability": child["disability"] if child["disability"] in ("Yes", "No") else "Not recorded",
    }


def parts(record: dict, children: dict, about_children: bool) -> list[tuple[str, str]]:
    """(breakdown, category) of every figure a record counts in."""
    found = [("all", "All"), ("team", record["team"]), ("category", record["category"])]
    unknown = dict.fromkeys(("birth_date", "sex", "ethnicity", "disability"))
    own = groups(children.get(record["child_id"], unknown), record["event_date"])
    return found + list(own.items()) if about_children else found


def has_history(days: set[date], needed_from: date, months: int) -> bool:
    """Whether every day of so many months before a day is covered."""
    month = needed_from.year * 12 + needed_from.month - 1 - months
    first = date(month // 12, month % 12 + 1, 1)
    lasts = [day for day in (first + timedelta(n) for n in range(31)) if day.month == first.month]
    since = lasts[min(needed_from.day, len(lasts)) - 1]
    return all(since + timedelta(n) in days for n in range((needed_from - since).days))


def add(pair: list[int], numerator: int, denominator: int) -> None:
    pair[0] += numerator
    pair[1] += denominator


def unknown(days: set[date], by_day: dict, first: date, months: int) -> bool:
    """Whether nothing was counted in the month that begins on a day, and its history is not held: then nobody knows of it."""
    month = [day for day in (first + timedelta(n) for n in range(31)) if day.month == first.month]
    counted = sum(by_day[day]["all", "All"][1] for day in month if day in by_day)
    return counted == 0 and not has_history(days, first, months)


def expected(held, indicator) -> dict:
    """(grain, end, breakdown, category) → (numerator, denominator) for each period that is wholly covered."""
    records = held["counted"].filter(indicator=indicator.id).rows(named=True)
    children = {row["child_id"]: row for row in held["child"].rows(named=True)}
    about_children = any(record["child_id"] for record in records)
    by_day = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for record in records:
        for key in parts(record, children, about_children):
            add(by_day[record["event_date"]][key], record["numerator"], record["denominator"])
    at_end = indicator.timing == "at end"
    days, sums = covered_days(held, indicator.counts_from, at_end), defaultdict(lambda: [0, 0])
    for grain, start, end in periods(min(days), max(days)) if days else ():
        inside = [end] if at_end else [start + timedelta(n) for n in range((end - start).days + 1)]
        too_recent = indicator.settles > 31 and end > max(days) - timedelta(indicator.settles)
        if (at_end and grain == "rolling") or too_recent or not days.issuperset(inside):
            continue
        if not at_end and any(day.day == 1 and unknown(days, by_day, day, indicator.needs_history) for day in inside):
            continue
        if has_history(days, end if at_end else start, indicator.needs_history):
            sums[grain, end, "all", "All"][0] += 0  # there was somebody to look for, and nobody was found
        for key, pair in (each for day in inside if day in by_day for each in by_day[day].items()):
            add(sums[(grain, end, *key)], *pair)
    return {key: tuple(pair) for key, pair in sums.items()}


def residents(held, end: date) -> int | None:
    """Children who live here, by the estimate for the financial year a day lies in or the latest before it."""
    known = {row["year"]: row["children"] for row in held["population"].filter(area_code=BORROWED).rows(named=True)}
    year = end.year - 1 if end.month <= 3 else end.year
    return next((known[each] for each in range(year, 1990, -1) if known.get(each)), None)


def divided(held, indicator, key: tuple, pair: tuple) -> tuple:
    """Both numbers as the series has them: a number has no denominator, a rate the children who live here, or none."""
    if indicator.shown_as not in ("number", RATE):
        return pair
    return (pair[0], residents(held, key[1]) if indicator.shown_as == RATE and key[2] == "all" else None)


@pytest.mark.slow
def test_series_counted_again_agrees_row_for_row(held, view):
    indicators = catalogue.indicators(view)
    assert len(indicators) >= 8
    for indicator in indicators:
        rows = held["series"].filter(indicator=indicator.id).filter(pl.col("numerator").is_not_null()).rows(named=True)
        found = {(r["grain"], r["period_end"], r["breakdown"], r["category"]): (r["numerator"], r["denominator"]) for r in rows}
        again = {key: divided(held, indicator, key, pair) for key, pair in expected(held, indicator).items()}
        nothing = {(0, 0), (0, None)}
        assert {key: pair for key, pair in found.items() if key[2] == "all" or pair not in nothing} == {
            key: pair for key, pair in again.items() if key[2] == "all" or pair not in nothing
        }, indicator.id


@pytest.mark.slow
def test_values_and_symbols_follow_from_the_two_numbers(held, view):
    shown = {each.id: each.shown_as for each in catalogue.indicators(view)}
    for row in held["series"].iter_rows(named=True):
        unit = shown[row["indicator"]]
        if row["symbol"] == "x":
            assert row["numerator"] is None and row["denominator"] is None and row["value"] is None
        elif unit == "number":
            assert row["symbol"] is None and row["denominator"] is None and row["value"] == row["numerator"]
        elif unit == RATE and row["breakdown"] != "all":
            assert row["symbol"] == "z" and row["denominator"] is None and row["value"] is None
            assert row["numerator"] is not None
        elif row["denominator"] == 0:
            assert row["symbol"] == "z" and row["value"] is None
        else:
            assert row["symbol"] is None
            assert row["value"] == pytest.approx(UNITS[unit] * row["numerator"] / row["denominator"])


def test_parts_add_up_to_the_whole(held, view):
    rates = [each.id for each in catalogue.indicators(view) if each.shown_as == RATE]
    known = held["series"].filter(pl.col("numerator").is_not_null()).with_columns(
        denominator=pl.when(~pl.col("indicator").is_in(rates)).then(pl.col("denominator"))
    )
    sums = known.group_by("indicator", "grain", "period_end", "breakdown").agg(pl.col("numerator", "denominator").sum())
    whole = sums.filter(breakdown="all").drop("breakdown")
    parts = sums.filter(pl.col("breakdown") != "all")
    joined = parts.join(whole, on=["indicator", "grain", "period_end"], how="left", suffix="_whole")
    assert set(joined["breakdown"]) == set(breakdowns.every())
    assert joined.height > 1000
    assert joined.filter((pl.col("numerator") != pl.col("numerator_whole"))
                         | (pl.col("denominator") != pl.col("denominator_whole"))).is_empty()


def test_ages_are_in_the_catalogues_order(held):
    found = catalogue.ordered(held["counted"]["age_band"].unique().to_list())
    assert found == [name for _, name in BANDS if name in found] + ["Not recorded"]


def test_workers_are_not_broken_down_as_children(held):
    of_workers = held["counted"].group_by("indicator").agg(pl.col("child_id").count()).filter(child_id=0)["indicator"].to_list()
    assert "worker_supervision_on_time" in of_workers
    of_them = held["series"].filter(pl.col("indicator").is_in(of_workers))
    assert set(of_them["breakdown"]) == {"all", "team", "category"}


def test_counted_doubles_nothing_and_leaves_no_breakdown_empty(held):
    counted = held["counted"]
    assert counted.group_by("indicator", "record_id").len().filter(pl.col("len") > 1).is_empty()
    assert set(counted.select(pl.col(*breakdowns.every(), "basis", "event_date").null_count()).row(0)) == {0}


@pytest.fixture(scope="module")
def rates():
    """The referrals of a made-up place as a rate: three of January 2025, one of April, of children with and without a team."""
    (file,) = [file for file in queries.indicator_files() if file.id == "referrals"]
    days = [date(2025, 1, 3), date(2025, 1, 20), date(2025, 1, 31), date(2025, 4, 1)]
    rows = [{"referral_id": f"R{n}", "child_id": f"C{n}", "referral_date": day, "team": "Duty" if n else None}
            for n, day in enumerate(days)]
    people = [("890", 2022, 20_000), ("890", 2023, 30_000), ("890", 2024, 40_000), ("891", 2025, 70_000)]
    with engine.memory() as database:
        database.execute("CREATE TABLE bank_holiday (day DATE)")
        for name in ("model/model", "model/calendar"):
            database.execute(queries.text(name))
        database.execute("INSERT INTO coverage VALUES ('referral', 'f', DATE '2023-04-01', DATE '2025-09-30')")
        database.execute("INSERT INTO child (child_id, birth_date, sex) VALUES ('C1', DATE '2024-02-29', 'Female')")
        for row in rows:
            database.execute("INSERT INTO referral (referral_id, child_id, referral_date, team)"
                             " VALUES ($referral_id, $child_id, $referral_date, $team)", **row)
        database.load("population", pl.DataFrame(people, schema=["area_code", "year", "children"], orient="row"))
        chosen = settings.parameters(settings.load()) | {"authority_code": "890"}
        counting.count(database, [replace(header.check(file), shown_as=RATE)], chosen)
        return database.run("SELECT * FROM series")


def test_a_rate_is_per_10_000_of_the_children_of_its_year_or_the_latest_known(rates):
    whole = {(r["grain"], r["period_end"]): r for r in rates.filter(breakdown="all").rows(named=True)}
    by_hand = {  # mid-2024 goes with the year to March 2025; nobody has estimated mid-2025 yet
        ("month", date(2025, 1, 31)): (3, 40_000, 0.75), ("quarter", date(2025, 3, 31)): (3, 40_000, 0.75),
        ("year", date(2025, 3, 31)): (3, 40_000, 0.75), ("month", date(2025, 4, 30)): (1, 40_000, 0.25),
        ("rolling", date(2025, 4, 30)): (4, 40_000, 1.0), ("year", date(2024, 3, 31)): (0, 30_000, 0.0),
        ("month", date(2024, 3, 31)): (0, 30_000, 0.0), ("month", date(2024, 4, 30)): (0, 40_000, 0.0),
    }
    for key, numbers in by_hand.items():
        assert tuple(whole[key][name] for name in ("numerator", "denominator", "value")) == numbers, key
        assert whole[key]["symbol"] is None


def test_a_group_has_its_part_of_a_rates_numerator_and_no_rate(rates):
    january = rates.filter(pl.col("breakdown") != "all", grain="month", period_end=date(2025, 1, 31))
    found = {(r["breakdown"], r["category"]): r["numerator"] for r in january.rows(named=True)}
    assert found == {
        ("team", "Duty"): 2, ("team", "Not allocated"): 1, ("category", "Not recorded"): 3,
        ("age_band", "Under 1 or unborn"): 1, ("age_band", "Not recorded"): 2, ("sex", "Female"): 1, ("sex", "Not recorded"): 2,
        ("ethnicity", "Not recorded"): 3, ("disability", "Not recorded"): 3,
    }
    assert set(january["symbol"]) == {"z"}
    assert january["value"].null_count() == january["denominator"].null_count() == len(january)


def ends_of(held, indicator, grain: str) -> tuple[date, date]:
    """The latest final period of a grain."""
    rows = held["series"].filter(~pl.col("provisional"), indicator=indicator.id, grain=grain, breakdown="all")
    return rows.sort("period_end").row(-1, named=True)["period_start"], rows["period_end"].max()


@pytest.mark.parametrize("id_of", ["re_referrals", "children_on_plans", "case_supervision_on_time", "case_supervision_gap"])
@pytest.mark.parametrize("by", [("team", "category"), ("age_band", "sex"), ("disability", "ethnicity")])
def test_two_breakdowns_at_once_counted_again_agree(held, view, id_of, by):
    indicator = catalogue.find(view.of(indicator=id_of))
    start, end = ends_of(held, indicator, "quarter")
    children, sums = {row["child_id"]: row for row in held["child"].rows(named=True)}, defaultdict(lambda: [0, 0])
    for record in held["counted"].filter(indicator=id_of).rows(named=True):
        inside = record["event_date"] == end if indicator.timing == "at end" else start <= record["event_date"] <= end
        if inside:
            own = dict(parts(record, children, True))
            add(sums[own[by[0]], own[by[1]]], record["numerator"], record["denominator"])
    found = {(row["first_group"], row["second_group"]): row
             for row in figures.crossed(view.of(indicator=id_of), *by, (start, end)).rows(named=True)}
    assert len(sums) > 2
    divides = indicator.shown_as != "number"
    assert {key: (row["numerator"], row["denominator"]) for key, row in found.items()} == {
        key: (n, d if divides else None) for key, (n, d) in sums.items()}
    for row in found.values():  # Wilson's limits solve (p − x/n)² = z²p(1 − p)/n
        assert row["too_few"] == (divides and row["denominator"] < 10)
        if indicator.shown_as == "percentage" and not row["too_few"]:
            x, n, z2 = row["numerator"], row["denominator"], 1.959963984540054**2
            for end_of, sign in (("interval_lower", -1), ("interval_upper", 1)):
                p = row[end_of] / 100
                assert (p - x / n) ** 2 == pytest.approx(z2 * p * (1 - p) / n, abs=1e-12)
                assert sign * (p - x / n) >= 0
            assert row["value"] == pytest.approx(100 * x / n)


@pytest.mark.slow
def test_groups_of_a_page_are_those_of_the_latest_final_quarter_highest_first(held, view):
    (indicator,) = [each for each in catalogue.indicators(view) if each.id == "re_referrals"]
    start, end = ends_of(held, indicator, "quarter")
    for by in breakdowns.every():
        groups = figures.by_group(view, by)
        again = {key[3]: pair for key, pair in expected(held, indicator).items() if key[:3] == ("quarter", end, by)}
        assert dict(zip(groups["category"], groups.select("numerator", "denominator").rows(), strict=True)) == again
        said = groups["value"].drop_nulls().to_list()
        assert said == sorted(said, reverse=True)
        assert groups["value"].is_null().to_list() == [size < 10 for size in groups["denominator"]] == groups["too_few"].to_list()
        whole = figures.whole_of(view, groups)
        assert (whole.period_start, whole.numerator) == (start, sum(pair[0] for pair in again.values()))


def test_nobody_else_crosses_breakdowns_or_sees_one_their_file_does_not_hold(held, view):
    period = (date(2026, 7, 1), date(2026, 9, 30))
    for role in (BOARD, SCRUTINY):
        asked = view.of(role=role)
        with pytest.raises(NotAllowed, match="performance team"):
            figures.crossed(asked, "team", "sex", period)
        with pytest.raises(NotAllowed, match="no figures by sex"):
            figures.by_group(asked, "sex")
    of_workers = view.of(indicator="worker_supervision_on_time")
    for refused in (("team", "sex"), ("nothing", "team")):
        with pytest.raises(NotAllowed):
            figures.crossed(of_workers, *refused, period)
