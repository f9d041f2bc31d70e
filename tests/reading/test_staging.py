"""From rows of text to the model: which rows count, what each table holds, and what is said about the rest."""

from datetime import date, datetime

import pytest

from tests.support.small_extracts import LISTS, annex_a, csv, plan, read, referral, taken_in

OPEN = date(9999, 12, 31)


def rejected(database, scope):
    """What was rejected, as (row, field, rule, received)."""
    rows = database.run("SELECT * FROM rejected ORDER BY file, list, row_number, field").filter(scope=scope)
    return [(row["row_number"], row["field"], row["rule"], row["received"]) for row in rows.iter_rows(named=True)]


@pytest.mark.slow
def test_the_shared_sample_goes_in_whole(shared):
    database, report = taken_in(shared / "reference" / "extracts" / "liia_annex_a_sample_2024.xlsx")
    counts = {
        name: len(database.run(f"SELECT * FROM {name}"))
        for name in (
            "contact",
            "early_help",
            "referral",
            "assessment",
            "section_47",
            "conference",
            "cin_episode",
            "cp_plan",
            "cp_visit",
        )
    }
    assert counts == {
        "contact": 5,
        "early_help": 5,
        "referral": 6,
        "assessment": 5,
        "section_47": 5,
        "conference": 3,
        "cin_episode": 5,
        "cp_plan": 7,
        "cp_visit": 7,
    }
    assert [row[3] for row in rejected(database, "cell")] == ["CS Assessment Updated"] * 5 + [
        "PSRMEM - Support with memory and cognition"
    ]
    assert rejected(database, "row") == []
    assert sum(row["read"] for row in report) == 38 == sum(row["loaded"] for row in report)
    plans = database.run("SELECT * FROM cp_plan ORDER BY start_date, child_id")
    assert plans["end_date"].to_list().count(OPEN) == 2 and plans["previous_plans"].to_list().count(1) == 2
    assert database.run("SELECT worker_id FROM referral ORDER BY row_number")["worker_id"][0] == "Dustin Hazlett"
    covered = database.run("SELECT DISTINCT covered_from, covered_to FROM coverage WHERE model_table <> 'conference'").rows()
    assert covered == [(date(2020, 9, 16), date(2021, 3, 15))]


def test_rows_that_cannot_be_placed_are_rejected_and_say_why(tmp_path):
    rows = [
        referral("A", "03/10/2026"),
        referral(None, "03/10/2026"),
        referral("#N/A", "03/10/2026"),
        referral("B", None),
        referral("C", "31/02/2026"),
        referral("A", "03/10/2026"),
        referral("A", datetime(2026, 10, 3), "a) Yes"),
        referral("a", "03/10/2026"),
        referral("0A", "03/10/2026"),
    ]
    database, (report, *_) = taken_in(annex_a(tmp_path / "annex_a_2026-10-31.xlsx", list_3=rows))
    assert [(row, field, rule) for row, field, rule, _ in rejected(database, "row")] == [
        (3, "child_id", "needed"),
        (4, "child_id", "needed"),
        (5, "referral_date", "needed"),
        (6, "referral_date", "readable"),
        (7, None, "once"),
        (8, None, "once"),
        (9, None, "once"),
    ]
    reasons = database.run("SELECT reason FROM rejected ORDER BY row_number")["reason"].to_list()
    assert "31/02/2026" in reasons[3] and reasons[4].startswith("The same as row 2") and "other details" in reasons[5]
    kept = database.run("SELECT subject, row_number FROM staging.version ORDER BY row_number")
    assert kept.rows() == [("A", 2), ("0A", 10)]
    assert database.run("SELECT * FROM referral").is_empty(), "so many rows were refused that the list is not believed"
    assert (report["read"], report["loaded"], report["rejected"]) == (9, 2, 7)


def test_cells_that_cannot_be_read_are_blank_in_the_model_and_kept_as_they_came(tmp_path):
    file = annex_a(
        tmp_path / "annex_a_2026-10-31.xlsx",
        list_3=[referral("A", "03/10/2026", "maybe", "x"), referral("B", "03/10/2026", "c) Unknown", None)],
        list_7=[
            plan("A", "01/09/2026", "31/02/2026", **{"Number of Previous Child Protection Plans": "x"}),
            plan("B", "01/09/2026", "01/08/2026"),
            plan("C", "01/09/2026", "31/12/9999"),
            plan("D", "01/09/2026", "01/09/2026"),
            plan("E", "01/09/2026", None, **{"Date of Birth": "soon", "Latest Category of Abuse": "YNNN"}),
        ],
    )
    database, _ = taken_in(file)
    assert rejected(database, "cell") == [
        (2, "no_further_action", "readable", "maybe"),
        (2, "previous_referrals", "readable", "x"),
        (2, "end_date", "readable", "31/02/2026"),
        (2, "previous_plans", "readable", "x"),
        (3, "end_date", "in order", "2026-08-01"),
        (6, "birth_date", "readable", "soon"),
        (6, "latest_category", "readable", "YNNN"),
    ]
    assert database.run("SELECT no_further_action FROM referral ORDER BY child_id")["no_further_action"].to_list() == [None] * 2
    plans = database.run("SELECT end_date, previous_plans, latest_category FROM cp_plan ORDER BY child_id")
    assert plans["end_date"].to_list() == [OPEN, OPEN, OPEN, date(2026, 9, 1), OPEN]
    assert plans["previous_plans"].to_list() == [None] * 5 and plans["latest_category"].to_list() == [None] * 5


@pytest.mark.slow
def test_an_unborn_child_keeps_the_date_it_is_expected_until_it_is_born(tmp_path):
    def extract(month, born, age, sex):
        who = {"Date of Birth": born, "Age of Child (Years)": age, "Gender": sex, "Ethnicity": "s) NOBT"}
        return annex_a(tmp_path / f"annex_a_2026-{month}.xlsx", list_3=[referral("A", "03/09/2026", **who)])

    database, _ = taken_in(extract("09", datetime(2026, 12, 1), -1, "c) Not stated/recorded"))
    assert database.run("SELECT birth_date, sex FROM child").rows() == [(date(2026, 12, 1), "Not recorded")]
    database, _ = taken_in(tmp_path / "annex_a_2026-09.xlsx", extract("10", "20/10/2026", "0.03", "Female"))
    assert database.run("SELECT birth_date, sex, ethnicity FROM child").rows() == [(date(2026, 10, 20), "Female", "NOBT")]


def test_an_enquiry_gives_a_conference_only_where_one_has_a_day(tmp_path):
    start, held = "Strategy discussion initiating Section 47 Enquiry Start Date", "Date of Initial Child Protection Conference"
    led = "Did the Initial Child Protection Conference Result in a Child Protection Plan"
    file = annex_a(
        tmp_path / "annex_a_2026-10-31.xlsx",
        list_5=[
            {"Child Unique ID": "A", start: "01/10/2026", held: "14/10/2026", led: "a) Yes"},
            {"Child Unique ID": "A", start: "03/10/2026", held: "14/10/2026", led: "a) Yes"},
            {"Child Unique ID": "B", start: "01/10/2026"},
            {"Child Unique ID": "C", start: "01/10/2026", held: "31/09/2026"},
        ],
    )
    database, _ = taken_in(file)
    assert len(database.run("SELECT * FROM section_47")) == 4
    (conference,) = database.run("SELECT * FROM conference").to_dicts()
    assert (conference["conference_id"], conference["section_47_id"]) == ("A 2026-10-14", "A 2026-10-03")
    assert conference["led_to_plan"] is True
    assert rejected(database, "cell") == [(5, "conference_date", "readable", "31/09/2026")]


def test_the_authoritys_own_contacts_and_visits_go_before_annex_a(tmp_path):
    def contact(child, source):
        return {"Child Unique ID": child, "Date of Contact": "03/10/2026", "Contact Source": source}

    seen = {"Date of the Last Statutory Visit": "12/10/2026", "Was the Child Seen Alone?": "a) Yes"}
    files = [
        annex_a(
            tmp_path / "annex_a_2026-10-31.xlsx",
            list_1=[contact("A", "q) 6: Police"), contact("A", "e) 2A: Schools")],
            list_7=[plan("A", "01/09/2026", **seen), plan("B", "01/09/2026", **seen)],
        ),
        csv(
            tmp_path / "contact_2026-10-31.csv",
            "contact_id,child_id,contact_date,contact_source,outcome,reason,team",
            "C1,A,03/10/2026,Police,NFA,Domestic abuse,Front Door",
            "C2,B,2026-10-04,Police,Referral,,Front Door",
        ),
        csv(tmp_path / "visit_2026-10-31.csv", "visit_id,child_id,visit_date,seen,seen_alone", "V1,A,2026-10-12,Yes,No"),
    ]
    database, _ = taken_in(*files)
    contacts = database.run("SELECT contact_id, outcome, reason FROM contact ORDER BY contact_id").rows()
    assert contacts == [
        ("A 2026-10-03 2A: Schools", None, None),
        ("C1", "no further action", "Domestic abuse"),
        ("C2", "referral", None),
    ]
    visits = database.run("SELECT cp_visit_id, seen, seen_alone FROM cp_visit ORDER BY child_id").rows()
    assert visits == [("V1", True, "No"), ("B 2026-10-12", True, "Yes")]


LOCAL = {  # a file of each list: the first line is its header
    "case_supervision": (
        "supervision_id,child_id,worker_id,supervisor_id,team,supervision_date,recorded_date,supervision_type,status",
        "S1,A,W1,M1,Duty,2026-10-01,2026-10-03,CASE,HELD", "S1,B,W1,M1,Duty,2026-10-01,,chat,Held"),
    "worker_supervision": ("supervision_id,worker_id,supervisor_id,team,supervision_date,recorded_date,supervision_type,status",
                           "S9,W1,M1,Duty,13/10/2026,,PERSONAL,CANCELLED"),
    "worker": ("worker_id,team,role,start_date,end_date,newly_qualified_until,full_time_equivalent,agency",
               "W1,Duty,Social worker,2020-01-01,,2021-01-01,0.6,No", "W2,Duty,Social worker,2020-01-01,2026-01-01,,1,Yes"),
    "worker_absence": ("worker_id,start_date,end_date,absence_type", "W1,2026-12-24,2027-01-02,LEAVE"),
    "allocation": ("child_id,worker_id,team,start_date,end_date", "A,W1,Duty,2026-01-01,", "A,W2,Duty,2026-01-01,2026-02-01"),
}
WITH_A_FAULT = {
    "case_supervision": (*LOCAL["case_supervision"], "S1,A,W1,M1,Duty,2026-10-01,,CASE,HELD"),
    "worker_supervision": (*LOCAL["worker_supervision"], ",W1,M1,Duty,13/10/2026,,PERSONAL,HELD"),
}


@pytest.mark.parametrize("name", WITH_A_FAULT)
def test_a_local_row_without_its_own_id_or_given_twice_is_rejected(tmp_path, name):
    database, (report,) = taken_in(csv(tmp_path / f"{name}_2026-10-31.csv", *WITH_A_FAULT[name]))
    assert report["rejected"] == 1 and report["loaded"] == len(LOCAL[name]) - 1
    assert database.run("SELECT * FROM coverage").is_empty(), "so many rows were refused that the list is not believed"


def test_every_local_extract_fills_its_table(tmp_path):
    database, report = taken_in(*(csv(tmp_path / f"{name}_2026-10-31.csv", *lines) for name, lines in LOCAL.items()))
    assert [(row["file"][:-15], row["loaded"], row["rejected"]) for row in report] == [
        ("allocation", 2, 0), ("case_supervision", 2, 0), ("worker", 2, 0), ("worker_absence", 1, 0),
        ("worker_supervision", 1, 0)]
    sessions = database.run("SELECT child_id, recorded_date, supervision_type, status FROM case_supervision ORDER BY child_id")
    assert sessions.rows() == [("A", date(2026, 10, 3), "CASE", "HELD"), ("B", None, None, "HELD")]
    workers = database.run("SELECT end_date, full_time_equivalent, agency FROM worker ORDER BY worker_id")
    assert workers.rows() == [(OPEN, 0.6, False), (date(2026, 1, 1), 1.0, True)]
    allocated = database.run("SELECT worker_id, end_date FROM allocation ORDER BY 1")
    assert allocated.rows() == [("W1", OPEN), ("W2", date(2026, 2, 1))]
    assert database.run("SELECT start_date FROM worker_absence").rows() == [(date(2026, 12, 24),)]
    covered = dict(database.run("SELECT model_table, covered_from FROM coverage").rows())
    assert covered["allocation"] == date(2026, 1, 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    "first, covered_from, plans_from",
    [
        (date(2026, 5, 1), date(2026, 5, 1), date(2026, 5, 1)),  # six months to the day
        (date(2026, 5, 12), date(2026, 5, 1), date(2026, 5, 1)),  # nothing came on the first days
        (date(2026, 5, 16), date(2026, 5, 16), date(2026, 5, 16)),  # too far in for that: a shorter window
        (date(2025, 11, 1), date(2025, 11, 1), date(2026, 5, 1)),  # a year of referrals; plans reach back six months
    ],
)
def test_an_extract_covers_its_window(tmp_path, first, covered_from, plans_from):
    rows = [referral("A", datetime.combine(first, datetime.min.time())), referral("B", "20/10/2026")]
    database, _ = taken_in(annex_a(tmp_path / "annex_a_2026-10-31.xlsx", list_3=rows, list_7=[plan("A", "01/06/2026")]))
    assert database.run("SELECT * FROM coverage ORDER BY model_table").rows() == [
        ("cp_plan", "annex_a_2026-10-31.xlsx", plans_from, date(2026, 10, 31)),
        ("referral", "annex_a_2026-10-31.xlsx", covered_from, date(2026, 10, 31)),
    ]


@pytest.mark.slow
def test_one_odd_date_does_not_stretch_what_an_extract_covers(tmp_path):
    days = [datetime(2026, 5 + number % 6, 1 + number % 28) for number in range(400)]
    rows = [referral(f"C{number}", day) for number, day in enumerate(days)] + [referral("X", "03/10/2016")]
    database, _ = taken_in(annex_a(tmp_path / "annex_a_2026-10-31.xlsx", list_3=rows))
    assert database.run("SELECT covered_from FROM coverage").rows() == [(date(2026, 5, 1),)]


@pytest.mark.slow
def test_a_workbook_and_csvs_of_the_same_lists_give_the_same_model(tmp_path, shared):
    sample = shared / "reference" / "extracts" / "liia_annex_a_sample_2024.xlsx"
    split = []
    for table in read(sample).tables:
        (spec,) = [spec for spec in LISTS if spec.id == table.list]
        rows = table.rows.drop("row_number").rename({name: aliases[0] for name, aliases in spec.columns.items()}, strict=False)
        split.append(tmp_path / f"{table.list}_2021-03-15.csv")
        rows.write_csv(split[-1])
    whole, parts = taken_in(sample)[0], taken_in(*split)[0]
    for name in (
        "child",
        "contact",
        "early_help",
        "referral",
        "assessment",
        "section_47",
        "conference",
        "cin_episode",
        "cp_plan",
    ):
        one, other = (database.run(f"SELECT * FROM {name}").drop("file", "row_number") for database in (whole, parts))
        assert one.sort(one.columns).equals(other.sort(other.columns)), name
