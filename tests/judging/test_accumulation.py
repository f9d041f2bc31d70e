"""Month after month of extracts: late entry comes in, corrections and withdrawals go out, and nothing is counted twice."""

from datetime import date, datetime, timedelta

import pytest

from tests.support.small_extracts import annex_a, csv, plan, referral, taken_in

pytestmark = pytest.mark.slow

OPEN = date(9999, 12, 31)
MONTHS = ("2026-08-31", "2026-09-30", "2026-10-31")
# Other children's plans, so that every extract has its six months and shows that it names ended plans too.
OTHERS = [plan("X", "01/05/2026", "01/08/2026"), plan("Y", "01/03/2025")]


def around(day: str) -> list[dict]:
    """A referral of another child on the first day of the six months before an extract's day."""
    last = datetime.fromisoformat(day)
    return [referral("X", datetime(last.year, last.month - 5, 1))]


def months(folder, **lists):
    """An extract per month, each list given as three lists of rows; every one has the referrals around it."""
    files = []
    for number, day in enumerate(MONTHS):
        rows = {name: months[number] for name, months in lists.items()}
        rows["list_3"] = around(day) + rows.get("list_3", [])
        files.append(annex_a(folder / f"annex_a_{day}.xlsx", **rows))
    return files


def of(database, table, *columns):
    """Chosen columns of child A's rows, in order."""
    return database.run(f"SELECT {', '.join(columns)} FROM {table} WHERE child_id = 'A' ORDER BY ALL").rows()


def plans(database):
    """When child A's plans began and ended."""
    return of(database, "cp_plan", "start_date", "end_date")


def test_a_referral_entered_late_comes_in_with_the_extract_that_has_it(tmp_path):
    late = [[], [], [referral("A", "05/08/2026")]]
    database, _ = taken_in(*months(tmp_path, list_3=late))
    assert of(database, "referral", "referral_date", "file") == [(date(2026, 8, 5), "annex_a_2026-10-31.xlsx")]


def test_the_latest_extract_says_how_a_record_is(tmp_path):
    versions = [[referral("A", "05/08/2026", closed)] for closed in ("a) Yes", None, "b) No")]
    database, report = taken_in(*months(tmp_path, list_3=versions))
    assert of(database, "referral", "referral_date", "no_further_action") == [(date(2026, 8, 5), False)]
    assert [(row["loaded"], row["rejected"]) for row in report] == [(2, 0)] * 3


def test_a_referral_whose_day_was_corrected_is_counted_once_and_one_withdrawn_not_at_all(tmp_path):
    others = [referral(f"C{number}", "10/07/2026") for number in range(40)]  # two of 42 is within the share that may be missing
    corrected = [
        [*others, referral("A", "05/07/2026"), referral("B", "06/07/2026")],
        [*others, referral("A", "06/07/2026")],
        [*others, referral("A", "06/07/2026")],
    ]
    database, report = taken_in(*months(tmp_path, list_3=corrected))
    assert of(database, "referral", "referral_date") == [(date(2026, 7, 6),)]
    assert database.run("SELECT * FROM referral WHERE child_id = 'B'").is_empty()
    gone = database.run("SELECT record_id, missed_on FROM received.withdrawn ORDER BY 1").rows()
    assert gone == [("A 2026-07-05", date(2026, 9, 30)), ("B 2026-07-06", date(2026, 9, 30))]
    assert "Records corrected or withdrawn since: 2." in report[0]["note"]


def test_a_referral_that_has_left_the_window_stays(tmp_path):
    database, _ = taken_in(*months(tmp_path, list_3=[[referral("A", "05/03/2026")], [], []]))
    assert of(database, "referral", "referral_date") == [(date(2026, 3, 5),)]


def test_an_extract_that_ends_before_a_record_does_not_withdraw_it(tmp_path):
    """The second extract was cut at its end: it has no rows after August and so says nothing of a referral in September."""
    daily = [[referral(f"C{n}", datetime(2026, 5, 1) + timedelta(n)) for n in range(until)] for until in (150, 105, 180)]
    late = referral("A", "20/09/2026")
    days = ("2026-09-30", "2026-10-01", "2026-10-31")
    for whole, is_there in (([*daily[2], late], True), (daily[2], False)):
        folder = tmp_path / f"{is_there}"
        folder.mkdir()
        rows = ([*daily[0], late], daily[1], whole)
        files = [annex_a(folder / f"annex_a_{day}.xlsx", list_3=each) for day, each in zip(days, rows, strict=True)]
        assert (of(taken_in(*files[:2])[0], "referral", "referral_date") == [(date(2026, 9, 20),)])
        assert (of(taken_in(*files)[0], "referral", "referral_date") == [(date(2026, 9, 20),)]) is is_there


def test_a_referral_missing_once_and_back_again_stays(tmp_path):
    database, _ = taken_in(*months(tmp_path, list_3=[[referral("A", "05/08/2026")], [], [referral("A", "05/08/2026")]]))
    assert of(database, "referral", "referral_date") == [(date(2026, 8, 5),)]


def test_the_number_of_earlier_referrals_belongs_to_the_childs_latest(tmp_path):
    first, second, third = "05/07/2026", "05/09/2026", "06/10/2026"
    rows = [
        [referral("A", first, earlier=1)],
        [referral("A", first, earlier=2), referral("A", second, earlier=2)],
        [referral("A", day, earlier=4) for day in (first, second, third)],
    ]
    database, _ = taken_in(*months(tmp_path, list_3=rows))
    assert of(database, "referral", "referral_date", "recorded_previous_referrals") == [
        (date(2026, 7, 5), 1),
        (date(2026, 9, 5), 2),
        (date(2026, 10, 6), 4),
    ]
    alone, _ = taken_in(tmp_path / "annex_a_2026-10-31.xlsx")
    assert [number for _, number in of(alone, "referral", "referral_date", "recorded_previous_referrals")] == [None, None, 4]


# What each month's list 7 says of child A's plans, and what the plans then are.
STORIES = {
    "it ends": (
        [[("01/06/2026", None)], [("01/06/2026", "20/09/2026")], [("01/06/2026", "20/09/2026")]],
        [(date(2026, 6, 1), date(2026, 9, 20))],
    ),
    "it ends unseen, and another begins": (
        [[("01/06/2026", None)], [("10/09/2026", None)], [("10/09/2026", None)]],
        [(date(2026, 6, 1), date(2026, 9, 10)), (date(2026, 9, 10), OPEN)],
    ),
    "it ends, and another begins": (
        [[("01/06/2026", "01/08/2026")], [("10/09/2026", None)], [("10/09/2026", None)]],
        [(date(2026, 6, 1), date(2026, 8, 1)), (date(2026, 9, 10), OPEN)],
    ),
    "its start was corrected to a later day": (
        [[("01/06/2026", None)], [("03/06/2026", None)], [("03/06/2026", None)]],
        [(date(2026, 6, 3), OPEN)],
    ),
    "its start was corrected to an earlier day": (
        [[("03/06/2026", None)], [("01/06/2026", None)], [("01/06/2026", None)]],
        [(date(2026, 6, 1), OPEN)],
    ),
    "an old one's start was corrected": (
        [[("01/06/2025", None)], [("03/06/2025", None)], [("03/06/2025", None)]],
        [(date(2025, 6, 3), OPEN)],
    ),
    "a closed one's start was corrected": ([[("01/06/2026", "01/08/2026")], [("03/06/2026", "01/08/2026")], []], []),
    "it was withdrawn": ([[("01/06/2026", None)], [], []], []),
    "it ended long ago, and somebody only now said so": (
        [[("01/06/2025", None)], [], []],
        [(date(2025, 6, 1), date(2026, 9, 1))],
    ),
    "it left the window": ([[("01/06/2025", "02/03/2026")], [], []], [(date(2025, 6, 1), date(2026, 3, 2))]),
    "it runs": ([[("01/06/2025", None)]] * 3, [(date(2025, 6, 1), OPEN)]),
}


@pytest.mark.parametrize("story", STORIES)
def test_what_became_of_a_plan(tmp_path, story):
    said, became = STORIES[story]
    rows = [OTHERS + [plan("A", start, end) for start, end in month] for month in said]
    database, _ = taken_in(*months(tmp_path, list_7=rows))
    assert plans(database) == became


def test_a_plan_not_seen_for_over_six_months_has_ended(tmp_path):
    files = [
        annex_a(tmp_path / f"annex_a_{day}.xlsx", list_3=around(day), list_7=[*OTHERS, *rows])
        for day, rows in (("2025-08-31", [plan("A", "01/06/2025")]), ("2026-10-31", []))
    ]
    assert plans(taken_in(*files)[0]) == [(date(2025, 6, 1), date(2025, 9, 1))]


def test_an_episode_that_closed_after_assessment_may_leave_list_6_without_a_word(tmp_path):
    def episode(child, start, status, end=None):
        return {"Child Unique ID": child, "CIN Start Date": start, "Case status": status, "CIN Closure Date": end}

    others = [episode("X", "01/03/2025", "e) Closed episode", "01/08/2026")]
    said = [[*others, episode("A", "10/08/2026", "d) Open assessment")], others, others]
    database, _ = taken_in(*months(tmp_path, list_6=said))
    assert of(database, "cin_episode", "start_date", "end_date") == [(date(2026, 8, 10), date(2026, 9, 1))]


def test_visits_accumulate_and_a_slip_in_one_is_put_right(tmp_path):
    visited = ["20/07/2026", "28/09/2026", "08/09/2026"]
    rows = [[*OTHERS, plan("A", "01/06/2026", **{"Date of the Last Statutory Visit": day})] for day in visited]
    database, _ = taken_in(*months(tmp_path, list_7=rows))
    assert of(database, "cp_visit", "visit_date") == [(date(2026, 7, 20),), (date(2026, 9, 8),)]


def test_an_extract_that_lacks_most_of_what_it_should_hold_withdraws_nothing(tmp_path):
    many = [referral(f"C{number}", "05/08/2026") for number in range(20)]
    database, report = taken_in(*months(tmp_path, list_3=[many, many, []]))
    assert len(database.run("SELECT * FROM referral WHERE child_id LIKE 'C%'")) == 20
    assert "20 of the 20 records that it should have are missing" in report[2]["note"]
    database, _ = taken_in(*months(tmp_path, list_3=[many, many, many[:19]]))
    assert len(database.run("SELECT * FROM referral WHERE child_id LIKE 'C%'")) == 19


def model(database) -> dict:
    """Every table of the model but coverage, sorted, without where its rows came from."""
    tables = ("child", "referral", "cp_plan", "cp_visit")
    frames = {name: database.run(f"SELECT * FROM {name}").drop("file", "row_number") for name in tables}
    return {name: frame.sort(frame.columns).rows() for name, frame in frames.items()}


def test_the_same_extract_again_or_in_two_parts_or_shuffled_gives_the_same_model(tmp_path):
    def rows(shift):
        first = datetime(2026, 5, 1)
        return [referral(f"C{n}", first + timedelta(days=n * 4 + shift), earlier=n % 3) for n in range(40)]

    def write(name, *lists):
        (tmp_path / name).mkdir()
        return [
            annex_a(tmp_path / name / f"annex_a_{part}2026-10-31.xlsx", list_3=listed, list_7=plans_of_those)
            for part, listed in zip(("", "b_"), lists, strict=False)
        ]

    plans_of_those = [plan("C1", "01/05/2026", "01/08/2026"), plan("C2", "01/03/2025"), plan("C3", "01/06/2026")]
    whole = model(taken_in(*write("whole", rows(0)))[0])
    assert len(whole["referral"]) == 40 and len(whole["cp_plan"]) == 3
    assert model(taken_in(*write("again", rows(0), rows(0)))[0]) == whole
    assert model(taken_in(*write("shuffled", rows(0)[::-1]))[0]) == whole
    assert model(taken_in(*write("parts", rows(0)[:17], rows(0)[17:]))[0]) == whole


def test_a_local_record_that_a_later_extract_lacks_is_withdrawn_but_a_spell_has_ended(tmp_path):
    header = "child_id,worker_id,team,start_date,end_date"
    sessions = "supervision_id,child_id,worker_id,supervisor_id,team,supervision_date,recorded_date,supervision_type,status"
    held = [f"S{n},A,W1,M1,Duty,2026-09-{n:02d},,CASE,HELD" for n in range(1, 11)]
    files = [
        csv(
            tmp_path / "allocation_2026-09-30.csv",
            header,
            "A,W1,Duty,2026-01-01,",
            "A,W9,Duty,2026-08-01,",
            "B,W1,Duty,2025-01-01,2025-02-01",
        ),
        csv(tmp_path / "allocation_2026-10-31.csv", header, "A,W1,Duty,2026-01-01,2026-10-10", "B,W1,Duty,2025-01-01,2025-02-01"),
        csv(tmp_path / "case_supervision_2026-09-30.csv", sessions, *held),
        csv(tmp_path / "case_supervision_2026-10-31.csv", sessions, *held[:4], *held[5:]),
    ]
    database, _ = taken_in(*files)
    assert of(database, "allocation", "worker_id", "end_date") == [("W1", date(2026, 10, 10)), ("W9", date(2026, 10, 1))]
    assert len(of(database, "case_supervision", "supervision_id")) == 9


CUT_SHORT = [plan("C0", "02/06/2025"), plan("X", "01/05/2026", "01/08/2026")]


@pytest.mark.parametrize("held", [[], CUT_SHORT], ids=["blank", "cut short"])
def test_a_list_of_plans_that_lost_most_of_its_rows_ends_none_of_them(tmp_path, held):
    everyone = [plan(f"C{number}", f"{number + 2:02}/06/2025") for number in range(20)]
    database, report = taken_in(*months(tmp_path, list_7=[everyone + OTHERS, everyone + OTHERS, held]))
    still_open = database.run("SELECT COUNT(*) AS n FROM cp_plan WHERE end_date = DATE '9999-12-31'")["n"].item()
    assert still_open >= 20
    assert any("records that it should have are missing" in row["note"] or "no row was loaded" in row["note"] for row in report)


def test_no_plan_ends_before_the_last_extract_that_saw_it_open(tmp_path):
    one = [plan("A", "01/06/2025")]
    database, report = taken_in(*months(tmp_path, list_7=[one + OTHERS, one + OTHERS, OTHERS]))
    assert plans(database) == [(date(2025, 6, 1), date(2026, 10, 1))]
    assert any("Open spells of the extract before that are missing: 1." in row["note"] for row in report)


def test_a_worker_who_left_stays_in_the_months_before(tmp_path):
    header = "worker_id,team,role,start_date,end_date,newly_qualified_until,full_time_equivalent,agency"
    stays = "W1,Duty,Social worker,2020-01-01,,,1,No"
    files = [
        csv(tmp_path / "worker_2026-05-31.csv", header, stays, "W2,Duty,Social worker,2020-01-01,2026-04-10,,1,No"),
        csv(tmp_path / "worker_2026-10-31.csv", header, stays),
    ]
    database, _ = taken_in(*files)
    assert database.run("SELECT worker_id, end_date FROM worker ORDER BY 1").rows() == [("W1", OPEN), ("W2", date(2026, 4, 10))]
