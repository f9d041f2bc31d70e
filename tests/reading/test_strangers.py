"""The lists of one extract share their children: a list of children whom no other list knows has ids of another system."""

import hashlib
from datetime import date, datetime, timedelta

import pytest

from data import belief, loading
from queries import sources
from queries.store import engine
from tests.support.small_extracts import annex_a, csv, read, referral

pytestmark = pytest.mark.slow

NAMED, OPENS = date(2026, 10, 31), datetime(2026, 5, 1)
STARTS = {1: "Date of Contact", 3: "Date of referral", 4: "Continuous Assessment Start Date",
          5: "Strategy discussion initiating Section 47 Enquiry Start Date", 6: "CIN Start Date",
          7: "Child Protection Plan Start Date"}  # fmt: skip


def rows(number, ids):
    more = referral(None, None) if number == 3 else {}
    return [more | {"Child Unique ID": child, STARTS[number]: OPENS + timedelta(4 * n % 180)} for n, child in enumerate(ids)]


def ids(first, count=40, form="{}"):
    return [form.format(1000 + n) for n in range(first, first + count)]


def doubted(*paths):
    """{list: doubt} and the notes of the report."""
    database = engine.memory()
    report = loading.take_in(database, [read(path) for path in paths], today=date(2026, 11, 28))
    return dict(database.run("SELECT list, doubt FROM doubted").rows()), report["note"].to_list(), database


@pytest.mark.parametrize(("lists", "strange"), [
    ({3: ids(0), 4: ids(0), 6: ids(0), 7: ids(0)}, set()),
    ({6: ids(0), 7: ids(0, form="P{}")}, {7}),  # plans under the ids of another system
    ({6: ids(0), 7: ids(0, form="00{}")}, set()),  # zeros lost in one list are put back before
    ({6: ids(0), 7: ids(28)}, {7}),  # 12 of 40 known
    ({6: ids(0), 7: ids(24)}, set()),  # 16 of 40: some systems leave children on plans out of list 6
    ({3: ids(0), 4: ids(0), 6: ids(0, form="P{}")}, {6}),
    ({3: ids(0, form="P{}"), 4: ids(0), 6: ids(0)}, {3}),
    ({3: ids(0), 4: ids(0, form="P{}"), 6: ids(0)}, {4}),
    ({3: ids(0), 5: ids(0, form="P{}"), 6: ids(0)}, {5}),
    ({1: ids(0, 200), 3: ids(0, form="P{}")}, {3}),
    ({1: ids(0, form="P{}"), 3: ids(0), 6: ids(0)}, set()),  # most contacts lead to nothing: list 1 is not judged by the others
    ({3: ids(0), 7: ids(200)}, {7}),
    ({3: ids(0), 7: ids(34)}, set()),  # of children on plans few were referred in the last six months
    ({6: ids(0), 7: ids(100, 9)}, set()),  # fewer than ten children say nothing
    ({6: ids(0, 9), 7: ids(100)}, set()),
    ({7: ids(0)}, set()),  # nothing to compare with
])
def test_lists_of_one_extract_share_their_children(tmp_path, lists, strange):
    path = annex_a(tmp_path / f"annex_a_{NAMED}.xlsx", **{f"list_{number}": rows(number, held) for number, held in lists.items()})
    found, _, database = doubted(path)
    whose = {name.removeprefix("annex_a_list_"): doubt for name, doubt in found.items()}
    assert {str(number) for number in strange} <= whose.keys() and set(whose.values()) <= {"strangers"}
    if not strange:
        assert not whose
    else:
        with pytest.raises(belief.NotBelieved, match="children of the last six months are not in"):
            belief.check(database)


def test_a_few_strangers_are_said_and_the_list_counts(tmp_path):
    path = annex_a(tmp_path / f"annex_a_{NAMED}.xlsx", list_6=rows(6, ids(0)), list_7=rows(7, ids(3)))
    found, notes, _ = doubted(path)
    assert not found and any("3 of its 40 children of the last six months are not in" in note for note in notes)


@pytest.mark.parametrize(("form", "is_doubted"), [("{}", False), ("X{}", True)])
def test_visits_are_to_children_of_another_list(tmp_path, form, is_doubted):
    book = annex_a(tmp_path / "annex_a_2026-09-30.xlsx", list_6=rows(6, ids(0))[:35])
    visits = [f"V{n},{child},{date(2026, 6, 1) + timedelta(3 * n)},Yes" for n, child in enumerate(ids(0, form=form))]
    path = csv(tmp_path / f"visit_{NAMED}.csv", "Visit ID,Child ID,Visit Date,Seen", *visits)
    found, _, _ = doubted(book, path)
    assert ("local_visit" in found) is is_doubted


def test_older_records_may_be_of_children_whose_work_has_ended(tmp_path):
    book = annex_a(tmp_path / f"annex_a_{NAMED}.xlsx", list_6=rows(6, ids(0)))
    visits = [f"V{n},{child},{date(2023, 6, 1) + timedelta(n)},Yes" for n, child in enumerate(ids(500, 300))]
    visits += [f"W{n},{child},{date(2026, 6, 20) + timedelta(3 * n)},Yes" for n, child in enumerate(ids(0))]
    path = csv(tmp_path / f"visit_{NAMED}.csv", "Visit ID,Child ID,Visit Date,Seen", *visits)
    assert doubted(book, path)[0] == {}


def test_each_list_is_compared_with_lists_that_there_are():
    known = {each.id for each in sources.used()}
    assert all(other in known and 0 <= least <= 100 and other != each.id
               for each in sources.used() for other, least in each.known_in.items())


@pytest.mark.parametrize(("header", "count", "known", "is_doubted"), [
    ("Visit ID,Child ID", 4, 4, False),
    ("Child ID,Visit ID", 4, 4, True),  # four rows are too few for a share, and no chance
    ("Child ID,Visit ID", 4, 2, False),
    ("Child ID,Visit ID", 9, 5, True),
    ("Child ID,Visit ID", 9, 4, False),  # numbers of visits can be numbers of children
])
def test_columns_of_identifiers_under_each_others_headers_are_seen_in_a_few_rows(tmp_path, header, count, known, is_doubted):
    book = annex_a(tmp_path / "annex_a_2026-09-30.xlsx", list_6=rows(6, ids(0)))
    under = [f"V{n},{child if n < known else f'X{n}'}" for n, child in enumerate(ids(0, count))]
    visits = [f"{cells},{date(2026, 9, 1) + timedelta(6 * n)},Yes" for n, cells in enumerate(under)]
    found, _, database = doubted(book, csv(tmp_path / f"visit_{NAMED}.csv", f"{header},Visit Date,Seen", *visits))
    assert (found.get("local_visit") == "exchanged ids") is is_doubted
    if is_doubted:
        said = f"the column 'visit id' has identifiers of children in {known} of its {count} rows"
        with pytest.raises(belief.NotBelieved, match=said):
            belief.check(database)


def coded(first, count=40):
    return [hashlib.sha256(child.encode()).hexdigest()[:16] for child in ids(first, count)]


def mixed(count, number, form="P{}"):
    """So many children, of whom `number` have another form, spread over the list."""
    return [form.format(child) if (n + 1) * number // count != n * number // count else child
            for n, child in enumerate(ids(0, count))]  # fmt: skip


ADVICE = {  # the children of list 6, those with legal advice from the oldest on, and whether legal advice is doubted
    "all are known": (ids(0), ids(0, 9), False),
    "a prefix": (ids(0), ids(0, 9, "P{}"), True),
    "three children with a prefix": (ids(0), ids(0, 3, "P{}"), True),
    "two children with a prefix": (ids(0), ids(0, 2, "P{}"), False),
    "letters in one list": (ids(0, form="A{}"), ids(0, 9), True),
    "letters in all lists": (ids(0, form="A{}"), ids(0, 9, "A{}"), False),
    "other signs": (ids(0), ids(0, 9, "1/{}"), True),
    "shortened": (ids(1_000_000), ids(0, 9), True),
    "shortened, and one in forty has lost a figure": ([*ids(1_000_000), "999"], ids(0, 9), True),
    "all shortened by a figure": ([*ids(1_000_000), "999"], ids(100_000, 9), True),
    "longer than any before": ([*ids(-904, 40), *ids(9)], ids(9000, 9), False),  # from 96 on, and then 10000
    "longer than the others, which are of one length": (ids(0), ids(9000, 9), True),
    "shorter than the others, and known": ([*ids(1_000_000, 100), *ids(0, 4)], ids(0, 4), False),
    "coded": (ids(0), coded(0, 9), True),
    "coded in all lists": (coded(0), coded(0, 9), False),
    "coded in all lists, and in no other list": (coded(0), coded(100, 9), False),
    "a third with a prefix": (ids(0), mixed(9, 3), True),
    "a quarter with a prefix": (ids(0), mixed(12, 3), True),
    "less than a quarter": (ids(0), mixed(13, 3), False),
    "two of nine": (ids(0), mixed(9, 2), False),
    "in no other list, in the same form": (ids(0), ids(100, 9), False),
    "of before a change of system": (ids(0), [*ids(100, 4, "P{}"), *ids(0, 6)], False),
    "of before a change of system, and two since": (ids(0), [*ids(100, 4, "P{}"), *ids(0, 6), *ids(50, 2, "P{}")], True),
    "few children to compare with": (ids(0, 9), ids(0, 9, "P{}"), False),
}  # fmt: skip


@pytest.mark.parametrize("case", ADVICE)
def test_a_short_list_with_identifiers_of_another_form_is_doubted(tmp_path, case):
    need, advised, is_doubted = ADVICE[case]
    book = annex_a(tmp_path / "annex_a_2026-09-30.xlsx", list_6=rows(6, need))
    lines = [f"L{n},{child},{NAMED - timedelta(50 * (len(advised) - n))},Legal advice" for n, child in enumerate(advised)]
    header = "Legal Advice ID,Child ID,Advice Date,Advice Type"
    found, _, database = doubted(book, csv(tmp_path / f"legal_advice_{NAMED}.csv", header, *lines))
    assert found == ({"local_legal_advice": "foreign"} if is_doubted else {})
    if is_doubted:
        with pytest.raises(belief.NotBelieved, match="children have identifiers of a form that none has in"):
            belief.check(database)


@pytest.mark.parametrize(("number", "form", "is_doubted"), [
    (40, "P{}", False), (13, "P{}", True), (9, "P{}", False), (13, "{}", False)])
def test_of_a_long_list_the_last_six_months_are_judged(tmp_path, number, form, is_doubted):
    """Sessions of many years, some under identifiers of the system before; of the last 40 children so many are."""
    book = annex_a(tmp_path / "annex_a_2026-09-30.xlsx", list_6=rows(6, ids(0, 200)))
    old = [*ids(500, 60, "P{}"), *ids(600, 60)]
    held = [*old, *(mixed(40, number, form) if number < 40 else ids(0))]
    lines = [f"S{n},{child},{NAMED - timedelta(4 * (len(held) - 1 - n))},HELD" for n, child in enumerate(held)]
    header = "Supervision ID,Child ID,Supervision Date,Status"
    found, _, _ = doubted(book, csv(tmp_path / f"case_supervision_{NAMED}.csv", header, *lines))
    assert found == ({"local_case_supervision": "foreign"} if is_doubted else {})


@pytest.mark.parametrize(("agency", "is_doubted"), [(0, False), (4, False), (8, False), (9, True)])
def test_absences_may_be_of_workers_who_are_in_no_list(tmp_path, agency, is_doubted):
    header = "Worker ID,Team,Role,Start Date,End Date,Newly Qualified Until"
    began = [NAMED - timedelta(40 * n) for n in range(20)]
    posts = csv(tmp_path / f"worker_{NAMED}.csv", header, *(f"W{n},North,Social worker,{day},," for n, day in enumerate(began)))
    away = [f"{f'AG-{n}' if n < agency else f'W{n}'},{date(2026, 1, 1) + timedelta(9 * n)},,SICKNESS" for n in range(9)]
    absent = csv(tmp_path / f"worker_absence_{NAMED}.csv", "Worker ID,Start Date,End Date,Absence Type", *away)
    assert doubted(posts, absent)[0] == ({"local_worker_absence": "foreign"} if is_doubted else {})
