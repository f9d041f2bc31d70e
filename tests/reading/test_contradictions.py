"""A column whose content contradicts its records has the header of another one: it is not read; a few mistakes do not count."""

from datetime import date, timedelta

import pytest

from queries.store.engine import Database
from tests.support.small_extracts import annex_a, csv, referral, taken_in

pytestmark = pytest.mark.slow

DAY, LATER = date(2026, 10, 31), date(2026, 11, 10)
START = {3: "Date of referral", 4: "Continuous Assessment Start Date",
         5: "Strategy discussion initiating Section 47 Enquiry Start Date", 6: "CIN Start Date",
         7: "Child Protection Plan Start Date"}  # fmt: skip
ALONE, SUPPORT = "Was the Child Seen Alone?", "Was the child assessed as requiring LA children’s social care support"
SEX, DISABILITY, STATUS = "Gender", "Does the Child have a Disability", "Case status"
BIRTH, AGE = "Date of Birth", "Age of Child (Years)"
END, REVIEW = "Child Protection Plan End Date", "Date of latest review conference"
ETHNICITY, LED = "Ethnicity", "Did the Initial Child Protection Conference Result in a Child Protection Plan"
SEEN, CLOSED = "Date Child Was Last Seen", "CIN Closure Date"
REFERRALS, PLANS = "Number of Referrals in Last 12 Months", "Number of Previous Child Protection Plans"
ICPC, AUTHORISED = "Date of Initial Child Protection Conference", "Continuous Assessment Date of Authorisation"


def start(n: int) -> date:
    return date(2026, 5, 1) + timedelta(7 * n % 183)


def born(n: int) -> date:
    return start(n) - timedelta(365 * (n % 17) + 30)


def soon(n: int) -> date:
    return start(n) + timedelta(5)


def long_ago(n: int) -> date:
    return start(n) - timedelta(500)


def ahead(n: int) -> date:
    return DAY + timedelta(60 + n)


def few(wrong, right, number):
    """The wrong value in the first `number` rows."""
    return lambda n: wrong(n) if n < number else right(n)


def book(folder, number: int, day: date = DAY, count: int = 40, **cells):
    """A workbook with one list of `count` rows; `cells` are {header: value by number of row}."""
    rows = [{"Child Unique ID": f"C{n}", START[number]: start(n), **({"Referral NFA?": "b) No"} if number == 3 else {}),
             **{header: cell(n) for header, cell in cells.items()}} for n in range(count)]  # fmt: skip
    beside = {} if number == 3 else {"list_3": [referral(f"C{n}", start(n)) for n in range(100)]}  # its days date the workbook
    return annex_a(folder / f"annex_a_{day}.xlsx", **{f"list_{number}": rows}, **beside)


def notes(report) -> str:
    return " ".join(row["note"] for row in report)


def refused(database: Database) -> set[tuple]:
    return set(database.run("SELECT field, is_needed FROM staging.column_refused").rows())


CASES = {
    "all is right": (6, {BIRTH: born, SEEN: soon, CLOSED: soon}, set()),
    "born <-> last seen": (6, {BIRTH: soon, SEEN: born, CLOSED: soon}, {"birth_date", "last_seen_date"}),
    "closed <-> born": (6, {BIRTH: soon, CLOSED: born}, {"birth_date", "end_date"}),
    "born <-> conference": (5, {BIRTH: soon, ICPC: born}, {"birth_date", "conference_date"}),
    "authorised <-> born": (4, {BIRTH: soon, AUTHORISED: born}, {"birth_date", "end_date"}),
    "end <-> born": (7, {BIRTH: soon, END: born}, {"birth_date", "end_date"}),
    "last seen in the year before": (6, {SEEN: lambda n: start(n) - timedelta(360)}, set()),
    "last seen long before": (6, {SEEN: long_ago}, {"last_seen_date"}),
    "four of forty long before": (6, {SEEN: few(long_ago, soon, 4)}, set()),
    "five of forty long before": (6, {SEEN: few(long_ago, soon, 5)}, {"last_seen_date"}),
    "seen in days to come": (6, {SEEN: few(ahead, soon, 6)}, {"last_seen_date"}),
    "conferences in days to come": (5, {ICPC: ahead}, set()),
    "9999 for open": (6, {CLOSED: lambda n: "31/12/9999"}, set()),
    "2099 for open": (6, {CLOSED: few(lambda n: date(2099, 12, 31), soon, 6)}, set()),
    "unborn at the start, a few": (6, {BIRTH: few(soon, born, 8)}, set()),
    "unborn at the start, most": (6, {BIRTH: few(soon, born, 25)}, {"birth_date"}),
    "born a year and more after the start": (6, {BIRTH: few(lambda n: start(n) + timedelta(400), born, 5)}, {"birth_date"}),
    "born 27 years before": (6, {BIRTH: lambda n: start(n) - timedelta(27 * 366)}, {"birth_date"}),
    "born 25 years before": (6, {BIRTH: lambda n: start(n) - timedelta(25 * 365)}, set()),
    "counts": (3, {REFERRALS: lambda n: n % 5, AGE: lambda n: n % 17}, set()),
    "counts without a 0": (3, {REFERRALS: lambda n: 1 + n % 3}, {"previous_referrals"}),
    "one 0 in forty": (3, {REFERRALS: few(lambda n: 0, lambda n: 1 + n % 3, 1)}, set()),
    "twenty counts without a 0, and as many blank": (7, {PLANS: lambda n: 1 + n % 3 if n % 2 else None}, set()),
    "counts <-> ages": (3, {REFERRALS: lambda n: n % 17, AGE: lambda n: n % 17}, {"previous_referrals"}),
    "ages under 13": (3, {REFERRALS: lambda n: n % 12, AGE: lambda n: n % 12}, {"previous_referrals"}),
    "ages, without the age": (7, {PLANS: lambda n: n % 17}, {"previous_plans"}),
    "no count and no age": (3, {REFERRALS: lambda n: 0, AGE: lambda n: 0}, set()),
    "ethnicities by code": (3, {ETHNICITY: lambda n: ("WBRI", "a) APKN", "NOBT", "REFU", "b) MWBC")[n % 5]}, set()),
    "ethnicities in words": (6, {ETHNICITY: lambda n: ("White - British", "Any other Asian background", "Not obtained")[n % 3]},
                             set()),
    "ethnicities, some of the authority's own": (6, {ETHNICITY: few(lambda n: "Kashmiri", lambda n: "White British", 20)}, set()),
    "ethnicities <-> born": (3, {ETHNICITY: born}, {"ethnicity"}),
    "ethnicities <-> teams": (7, {ETHNICITY: lambda n: f"Locality {'NSEW'[n % 4]}"}, {"ethnicity"}),
    "ethnicities <-> sexes": (
        3, {ETHNICITY: lambda n: ("a) Male", "Female")[n % 2], SEX: lambda n: ("a) WBRI", "MWBA")[n % 2]}, {"ethnicity", "sex"}),
    "counts <-> seen alone": (
        7, {ALONE: lambda n: n % 2, PLANS: lambda n: ("a) Yes", "b) No", "Unknown")[n % 3]}, {"last_visit_seen_alone"}),
    "counts as words": (7, {ALONE: lambda n: "a) Yes", PLANS: lambda n: "none"}, set()),
    "half unknown": (7, {ALONE: lambda n: "Unknown" if n % 2 else "a) Yes"}, set()),
    "four statuses are errors": (6, {STATUS: few(lambda n: "#REF!", lambda n: "c) Child in need plan", 4)}, set()),
    "five statuses are errors": (6, {STATUS: few(lambda n: "#REF!", lambda n: "c) Child in need plan", 5)}, {"case_status"}),
    "five statuses are formulas": (6, {STATUS: few(lambda n: "=A1", lambda n: "c) Child in need plan", 5)}, {"case_status"}),
    "ethnicities <-> ages": (3, {ETHNICITY: lambda n: n % 17, BIRTH: lambda n: date(2026 - n % 17, 1, 15)}, {"ethnicity"}),
    "ethnicities by number": (3, {ETHNICITY: lambda n: 1 + n % 5, BIRTH: lambda n: date(2026 - n % 17, 1, 15)}, set()),
    "sexes by number": (3, {SEX: lambda n: (1, 2, 9)[n % 3]}, set()),
    "sexes, most of them unknown": (3, {SEX: lambda n: "Female" if n % 3 else "Unknown"}, set()),
    "four ethnicities, all unknown words": (3, {ETHNICITY: lambda n: "Duty" if n < 4 else None}, set()),
    "four counts over 12": (7, {PLANS: few(lambda n: 13, lambda n: 0, 4)}, set()),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_column_that_contradicts_its_records_is_not_read(tmp_path, case):
    number, cells, wrong = CASES[case]
    database, report = taken_in(book(tmp_path, number, **cells))
    assert refused(database) == {(field, False) for field in wrong}
    said = {field for (field,) in database.run("SELECT field FROM unsaid WHERE has_column").rows()}
    assert wrong - {"sex"} <= said and ("is not read" in notes(report)) is bool(wrong)


@pytest.mark.parametrize(("rows", "wrong", "is_refused"), [
    (40, 0, False), (40, 4, False), (40, 5, True), (200, 10, False), (200, 11, True)])
def test_a_child_who_was_seen_alone_was_seen(tmp_path, rows, wrong, is_refused):
    """Of so many children seen alone, the column beside says of some that they were not seen."""
    lines = [f"V{n},C{n},{start(n)},{'No' if n < wrong else 'Yes'},Yes" for n in range(rows)]
    lines += [f"W{n},C{n},{start(n)},No,No" for n in range(20)]  # neither seen nor seen alone, as is right
    header = "visit_id,child_id,visit_date,seen,seen_alone"
    database, report = taken_in(csv(tmp_path / f"visit_{DAY}.csv", header, *lines))
    assert refused(database) == ({("seen", False), ("seen_alone", False)} if is_refused else set())
    assert ("children seen alone were not seen" in notes(report)) is is_refused


@pytest.mark.parametrize(("wrong", "is_refused"), [(0, False), (10, False), (11, True), (40, True)])
def test_lists_agree_on_their_children(tmp_path, wrong, is_refused):
    """Of 40 children, so many have another disability in list 4 than in list 6; then its other answers are not read either."""
    both = [f"C{n}" for n in range(40)]
    four = [{"Child Unique ID": child, START[4]: start(n), DISABILITY: "a) Yes" if n < wrong else "b) No", SUPPORT: "a) Yes"}
            for n, child in enumerate(both)]  # fmt: skip
    six = [{"Child Unique ID": child, START[6]: start(n), DISABILITY: "b) No"} for n, child in enumerate(both)]
    three = [referral(child, start(n)) for n, child in enumerate(both)]
    database, report = taken_in(annex_a(tmp_path / f"annex_a_{DAY}.xlsx", list_3=three, list_4=four, list_6=six))
    found = database.run("SELECT list, field FROM staging.column_refused ORDER BY 1, 2").rows()
    refused_with = {"disability", "needs_support", "child_seen"}
    assert {field for name, field in found if name == "annex_a_list_4"} == (refused_with if is_refused else set())
    assert ("other lists have for the same children" in notes(report)) is is_refused


def test_numbers_are_no_disabilities_of_children(tmp_path):
    """A column of numbers such as earlier plans says nothing of a disability, not even where a cell is 0 or 1."""
    told = "SELECT COUNT(disability) AS n FROM child"
    for top, known in ((2, 40), (4, 0)):
        (tmp_path / str(top)).mkdir()
        database, _ = taken_in(book(tmp_path / str(top), 7, **{DISABILITY: lambda n, top=top: n % top}))
        assert database.run(told)["n"][0] == known


def test_a_list_that_began_before_its_children_were_born_is_not_believed(tmp_path):
    database, _ = taken_in(book(tmp_path, 6, **{BIRTH: lambda n: start(n) + timedelta(400 + 30 * n)}))
    assert refused(database) == {("birth_date", True)}
    assert database.run("SELECT doubt FROM doubted").rows() == [("form",)]


def test_a_post_may_begin_after_its_first_year(tmp_path):
    rows = [f"W{n},Duty,Social worker,{start(n)},,{long_ago(n)},1,No" for n in range(40)]
    header = "worker_id,team,role,start_date,end_date,newly_qualified_until,full_time_equivalent,agency"
    database, _ = taken_in(csv(tmp_path / f"worker_{DAY}.csv", header, *rows))
    assert refused(database) == set()


@pytest.mark.parametrize(("sessions", "workers", "supervisors", "is_refused"), [
    (40, 10, 3, False), (40, 3, 10, True), (40, 4, 4, False), (19, 3, 10, False), (40, 3, 4, True)])
def test_supervisors_are_fewer_than_those_they_supervise(tmp_path, sessions, workers, supervisors, is_refused):
    rows = [f"S{n},W{n % workers},M{n % supervisors},Duty,{DAY - timedelta(n)},PERSONAL,HELD" for n in range(sessions)]
    header = "supervision_id,worker_id,supervisor_id,team,supervision_date,supervision_type,status"
    database, report = taken_in(csv(tmp_path / f"worker_supervision_{DAY}.csv", header, *rows))
    assert refused(database) == ({("worker_id", True)} if is_refused else set())
    said = f"its {workers} different workers have {supervisors} different supervisors"
    assert (said in notes(report)) is is_refused


REWRITTEN = {  # list, column, what the older extract says, what the newer says, and the column that is refused
    "an answer turned round": (3, "Referral NFA?", lambda n: "b) No", lambda n: "a) Yes", "no_further_action"),
    "a quarter corrected": (3, "Referral NFA?", lambda n: "b) No", few(lambda n: "a) Yes", lambda n: "b) No", 9), None),
    "answered since": (3, "Referral NFA?", few(lambda n: None, lambda n: "b) No", 13), lambda n: "b) No", None),
    "in other words": (3, "Referral NFA?", lambda n: "b) No", lambda n: "N", None),
    "another count each": (7, PLANS, lambda n: n % 3, lambda n: (n + 1) % 3, "previous_plans"),
    "earlier referrals, which change": (3, REFERRALS, lambda n: n % 3, lambda n: (n + 1) % 3, None),
    "dates of birth sorted": (6, BIRTH, born, lambda n: born(39 - n), "birth_date"),
    "authorised, moved by a row": (4, AUTHORISED, soon, lambda n: soon(n + 1), "end_date"),
    "conferences turned round": (5, LED, lambda n: "a) Yes", lambda n: "b) No", "led_to_plan"),
    "the latest visit, which changes": (7, "Date of the Last Statutory Visit", soon, lambda n: soon(n) + timedelta(1), None),
}


@pytest.mark.parametrize("case", REWRITTEN)
def test_answers_to_the_same_records_last(tmp_path, case):
    number, column, before, now, wrong = REWRITTEN[case]
    more = {5: {ICPC: soon}}.get(number, {})
    older, newer = (book(tmp_path, number, day, **{column: cell} | more) for day, cell in ((DAY, before), (LATER, now)))
    database, report = taken_in(older, newer)
    assert refused(database) == ({(wrong, False)} if wrong else set())
    assert ("answers differ from those that the extract before has" in notes(report)) is bool(wrong)
    files = database.run("SELECT DISTINCT file FROM staging.column_refused")["file"].to_list()
    assert files == ([newer.name] if wrong else [])


def test_an_older_extract_that_was_wrong_does_not_spoil_the_next_one(tmp_path):
    days = (date(2026, 10, 20), DAY, LATER)
    files = [book(tmp_path, 3, day, **{"Referral NFA?": lambda n, day=day: "a) Yes" if day == DAY else "b) No"}) for day in days]
    database, _ = taken_in(*files)
    assert database.run("SELECT file, field FROM staging.column_refused").rows() == [(files[1].name, "no_further_action")]


@pytest.mark.parametrize(("number", "ends", "on_the_day", "is_refused"), [
    (7, END, 40, True), (6, CLOSED, 30, True), (4, AUTHORISED, 9, True), (4, AUTHORISED, 8, False), (7, END, 4, False)])
def test_ends_that_are_the_day_of_the_extract_are_not_read(tmp_path, number, ends, on_the_day, is_refused):
    database, report = taken_in(book(tmp_path, number, **{ends: few(lambda n: DAY, soon, on_the_day)}))
    assert refused(database) == ({("end_date", False)} if is_refused else set())
    assert ("ends are the day of the extract" in notes(report)) is is_refused


@pytest.mark.parametrize("not_yet", ["31/12/2099", "2099-12-31", "31/12/9999", "2999-12-31"])
def test_a_day_that_stands_for_not_yet_is_no_day(tmp_path, not_yet):
    cells = {ICPC: lambda n: soon(n) if n % 2 else not_yet}
    database, _ = taken_in(book(tmp_path, 5, **cells))
    assert database.run("SELECT COUNT(*) AS n, MAX(conference_date) AS last FROM conference").rows() == [
        (20, max(soon(n) for n in range(1, 40, 2)))]
    assert refused(database) == set() and database.run("SELECT * FROM rejected").is_empty()


@pytest.mark.parametrize(("ended", "recorded_late", "is_refused"), [
    (20, 0, False), (20, 10, False), (20, 11, True), (20, 20, True), (4, 4, False), (5, 5, True), (0, 0, False)])
def test_ends_before_the_extract_before_which_had_those_spells_open(tmp_path, ended, recorded_late, is_refused):
    def end(n):
        return None if n >= ended else DAY - timedelta(3) if n < recorded_late else DAY + timedelta(9)

    older = book(tmp_path, 7, **{REVIEW: soon, END: lambda n: None if n < 38 else soon(n)})
    newer = book(tmp_path, 7, LATER, **{REVIEW: lambda n: LATER - timedelta(n), END: lambda n: end(n) if n < 38 else soon(n)})
    database, report = taken_in(older, newer)
    assert refused(database) == ({("end_date", False)} if is_refused else set())
    assert ("new ends are before the day of the extract before" in notes(report)) is is_refused
    if is_refused:
        assert database.run("SELECT file FROM unsaid WHERE detail = 'cp_plan_end_date'").rows() == [(newer.name,)]
