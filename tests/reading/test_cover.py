"""A list covers only the days that its own rows bear out: one that stops early or begins late covers less, and says so."""

from datetime import date, datetime, timedelta

import pytest

from data import belief, loading
from queries.store import engine
from tests.support.small_extracts import annex_a, csv, read, referral

pytestmark = pytest.mark.slow

TODAY, NAMED, OPENS = date(2026, 11, 28), date(2026, 10, 31), date(2026, 5, 1)
ENDS = {4: "Continuous Assessment Date of Authorisation", 6: "CIN Closure Date", 7: "Child Protection Plan End Date"}
STARTS = {4: "Continuous Assessment Start Date", 5: "Strategy discussion initiating Section 47 Enquiry Start Date",
          6: "CIN Start Date", 7: "Child Protection Plan Start Date"}  # fmt: skip
TABLES = {3: "referral", 4: "assessment", 5: "section_47", 6: "cin_episode", 7: "cp_plan"}


def days(first, last, every=1):
    """The working days from one to another, or every so many days."""
    found = [first + timedelta(n) for n in range(0, (last - first).days + 1, every)]
    return [datetime.combine(day, datetime.min.time()) for day in found if every > 1 or day.weekday() < 5]


def take(*paths):
    database = engine.memory()
    report = loading.take_in(database, [read(path) for path in paths], today=TODAY)
    return database, {(row["file"], row["list"]): row["note"] for row in report.to_dicts()}


def cover(database, table):
    return database.run(f"SELECT covered_from, covered_to FROM coverage WHERE model_table = '{table}'").rows()


def referrals(first=OPENS, last=NAMED, every=1, prefix="C"):
    return [referral(f"{prefix}{number}", day) for number, day in enumerate(days(first, last, every))]


def spells(number, first=OPENS, last=NAMED, every=1):
    return [{"Child Unique ID": f"C{n}", STARTS[number]: day} for n, day in enumerate(days(first, last, every))]


@pytest.mark.parametrize(("last", "every", "covered_to", "is_doubted"), [
    (NAMED, 1, NAMED, False),
    (date(2026, 10, 23), 1, NAMED, False),  # a week of half-term
    (date(2026, 10, 19), 1, date(2026, 10, 19), False),  # twelve days without a referral in a list that has one each day
    (date(2026, 10, 1), 1, date(2026, 10, 1), False),
    (date(2026, 9, 18), 1, None, True),  # six weeks
    (date(2026, 7, 31), 1, None, True),
    (date(2026, 10, 16), 7, NAMED, False),  # one a week: two weeks are nothing unusual
    (date(2026, 9, 11), 7, date(2026, 9, 11), False),
    (date(2026, 8, 7), 14, NAMED, False),  # fewer than ten days with referrals say nothing
])
def test_a_list_covers_to_its_last_event_if_the_silence_is_too_long(tmp_path, last, every, covered_to, is_doubted):
    path = annex_a(tmp_path / f"annex_a_{NAMED}.xlsx", list_3=referrals(OPENS, last, every))
    database, notes = take(path)
    reached = max(day for _, day in cover(database, "referral")) if not is_doubted else None
    ends = max(each.date() for each in days(OPENS, last, every))  # its last day with rows, which may not be whole
    expected = ends - timedelta(1) if covered_to and covered_to != NAMED else covered_to
    assert reached == expected
    note = notes[path.name, "Annex A list 3, referrals"]
    is_cut = reached is not None and reached < NAMED
    said = f"No rows after {ends:%d %B %Y}; this list covers to {ends - timedelta(1):%d %B %Y}, because its last day"
    assert said in note if is_cut else "No rows" not in note
    if is_doubted:
        with pytest.raises(belief.NotBelieved, match=f"no rows after .* 2026, although its date is {NAMED:%d %B %Y}"):
            belief.check(database)
    else:
        belief.check(database)


@pytest.mark.parametrize("number", [4, 5, 6, 7])
def test_one_list_of_a_workbook_that_stops_early_covers_less_and_the_others_do_not(tmp_path, number):
    path = annex_a(tmp_path / f"annex_a_{NAMED}.xlsx", list_3=referrals(),
                   **{f"list_{number}": spells(number, last=date(2026, 10, 9))})
    database, _ = take(path)
    assert cover(database, "referral") == [(OPENS, NAMED)]
    assert cover(database, TABLES[number]) == [(OPENS, date(2026, 10, 8))]


def test_the_first_conferences_of_a_list_of_enquiries_are_only_some(tmp_path):
    """Those of enquiries before the first day are not in it: it covers conferences 60 days later, and enquiries at once."""
    path = annex_a(tmp_path / f"annex_a_{NAMED}.xlsx", list_3=referrals(), list_5=spells(5))
    database, _ = take(path)
    assert cover(database, "section_47") == [(OPENS, NAMED)]
    assert cover(database, "conference") == [(OPENS + timedelta(60), NAMED)]


@pytest.mark.parametrize("number", [4, 5, 6, 7])
def test_a_list_whose_first_rows_are_missing_begins_later(tmp_path, number):
    path = annex_a(tmp_path / f"annex_a_{NAMED}.xlsx", list_3=referrals(),
                   **{f"list_{number}": spells(number, first=date(2026, 7, 1))})
    database, _ = take(path)
    assert cover(database, "referral") == [(OPENS, NAMED)]
    assert cover(database, TABLES[number]) == [(date(2026, 7, 1), NAMED)]


@pytest.fixture
def parts(tmp_path):
    """A function that makes a part of list 3 of one day from referrals, as a workbook."""
    def made(name, rows):
        return annex_a(tmp_path / f"annex_a_{name}_{NAMED}.xlsx", list_3=[row | {"Allocated Team": name} for row in rows])
    return made


def test_parts_for_periods_are_one_list(parts):
    """The first part has no rows after July, and the second none before August."""
    second = referrals(date(2026, 8, 1), prefix="D")
    database, notes = take(parts("first", referrals(last=date(2026, 7, 31))), parts("second", second))
    assert set(cover(database, "referral")) == {(OPENS, NAMED)}
    assert not any("No rows" in note for note in notes.values())


@pytest.mark.parametrize(("last", "reaches"), [(date(2026, 10, 9), date(2026, 10, 8)), (NAMED, NAMED)])
def test_parts_for_teams_cover_no_further_than_the_shortest(parts, last, reaches):
    database, _ = take(parts("north", referrals()), parts("south", referrals(last=last, prefix="D")))
    assert set(cover(database, "referral")) == {(OPENS, reaches)}


def test_a_part_that_begins_late_lets_no_part_cover_the_days_before(parts):
    database, _ = take(parts("north", referrals()), parts("south", referrals(date(2026, 7, 1), prefix="D")))
    assert set(cover(database, "referral")) == {(date(2026, 7, 1), NAMED)}


def test_of_parts_for_periods_the_middle_one_is_missing(parts):
    middle = (date(2026, 6, 12), date(2026, 9, 1))
    database, _ = take(parts("first", referrals(last=middle[0])), parts("third", referrals(middle[1], prefix="D")))
    assert cover(database, "referral") == [], "ten weeks without a referral are no weeks in which none came"


def test_a_part_that_gives_no_figures_leaves_none_to_the_others(parts):
    refused = [row | {"Date of referral": "not known"} for row in referrals(prefix="D")]
    database, _ = take(parts("north", referrals()), parts("south", refused))
    assert cover(database, "referral") == [] and database.run("SELECT * FROM referral").is_empty()
    with pytest.raises(belief.NotBelieved, match=r"(?s)the other rows of this list are in annex_a_south_.*131 of its 131 dates"):
        belief.check(database)


@pytest.mark.parametrize("first", [date(2026, 5, 13), date(2026, 7, 1)])
def test_arrivals_whose_first_rows_are_missing_begin_later(tmp_path, first):
    database, _ = take(annex_a(tmp_path / f"annex_a_{NAMED}.xlsx", list_3=referrals(first)))
    assert cover(database, "referral") == [(first, NAMED)]


def test_a_list_with_few_and_old_spells_covers_its_window(tmp_path):
    """Spells that began long ago and are still open do not show the window of a list."""
    path = annex_a(tmp_path / f"annex_a_{NAMED}.xlsx", list_3=referrals(), list_7=spells(7, date(2024, 1, 1), NAMED, 40))
    database, _ = take(path)
    assert cover(database, "cp_plan") == [(OPENS, NAMED)]


def test_one_mistyped_day_does_not_hide_a_list_that_was_cut_short(tmp_path):
    last = date(2026, 10, 9)
    rows = [*referrals(date(2026, 4, 1), last), *referrals(OPENS, last, prefix="D"), referral("X", "30/10/2026")]
    database, _ = take(annex_a(tmp_path / f"annex_a_{NAMED}.xlsx", list_3=rows))
    assert max(day for _, day in cover(database, "referral")) == date(2026, 10, 8)


def test_a_workbook_of_another_day_is_doubted_as_a_whole(tmp_path):
    """A list with few rows says nothing about the day; the other lists of its file do."""
    last = date(2026, 8, 31)
    path = annex_a(tmp_path / f"annex_a_{NAMED}.xlsx", list_3=referrals(OPENS, last), list_7=spells(7, OPENS, last, 40))
    database, _ = take(path)
    assert cover(database, "referral") == cover(database, "cp_plan") == []


@pytest.mark.parametrize(("number", "last", "covered_to"), [
    (9, date(2026, 6, 20), date(2026, 6, 19)), (5, date(2026, 6, 1), date(2026, 5, 31)), (5, date(2026, 7, 15), NAMED),
    (4, date(2026, 5, 13), NAMED), (2, date(2026, 5, 5), NAMED),  # fewer than five days say nothing
])
def test_a_thin_list_whose_few_events_are_all_early_covers_less(tmp_path, number, last, covered_to):
    """So few enquiries, all before a day: by chance that happens once in 1,000, or the list has lost its end."""
    rows = [{"Child Unique ID": f"C{n}", STARTS[5]: last - timedelta(3 * n)} for n in range(number)]
    database, _ = take(annex_a(tmp_path / f"annex_a_{NAMED}.xlsx", list_3=referrals(), list_5=rows))
    assert {day for _, day in cover(database, "section_47")} == {covered_to}


def test_audits_in_batches_may_be_silent_between_them(tmp_path):
    batch = [date(2024 + n // 4, 1 + 3 * (n % 4), 10 + m) for n in range(11) for m in range(3)]
    rows = [f"A{n},C{n},{day},{day}" for n, day in enumerate(batch)]
    database, _ = take(csv(tmp_path / f"audit_{NAMED}.csv", "Audit ID,Child ID,Due Date,Completed Date", *rows))
    assert cover(database, "audit") == [(date(2024, 1, 10), NAMED)]


def test_sessions_planned_for_later_do_not_hide_that_the_last_are_missing(tmp_path):
    held = [day.date() for day in days(date(2026, 1, 1), date(2026, 10, 9))]
    planned = [date(2026, 11, day) for day in range(1, 28)]
    rows = [f"S{n},C{n},{day},{'HELD' if day < NAMED else 'PLANNED'}" for n, day in enumerate([*held, *planned])]
    database, _ = take(csv(tmp_path / f"supervision_{NAMED}.csv", "Supervision ID,Child ID,Supervision Date,Status", *rows))
    assert [to for _, to in cover(database, "case_supervision")] == [date(2026, 10, 8)]
