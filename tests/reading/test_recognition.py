"""A file is a list if it has most of it; what only resembles a list, or is called one, is refused in words."""

import polars as pl
import pytest

from data import loading, suggestions
from data.reading import folder, lists, refusals
from data.reading.readers import Unreadable
from queries.store import engine
from tests.support.small_extracts import FIVE, HEADERS, csv, plan, read, workbook

CHILD = ("Person ID", "Date of Birth", "Gender", "Ethnicity")
NOT_A_LIST = {
    "a list of plans for children in need": (*CHILD, "Date of Referral", "CIN Plan Start Date", "CIN Plan End Date", "Team"),
    "a visit log": (*CHILD, "Date of Contact", "Visit Type", "Seen", "Worker", "Team"),
    "periods of being looked after": (*CHILD, "Referral Date", "Period Start", "Period End", "Legal Status", "Placement"),
    "list 6 with another start": (*HEADERS[6][:6], "Date of referral", *HEADERS[6][7:]),
    "a child and a date": ("Child Unique ID", "Date of referral"),
    "a child and a contact": ("Child Unique ID", "Date of Contact"),
    "two columns of a plan": ("Child Unique ID", "Child Protection Plan Start Date"),
    "a plan without its end": ("Person ID", "CP Plan Start Date", "Core Group Date", "Core Group Type"),
    "a plan's visits": ("Person ID", "Name", "CP Plan Start Date", "Visit Date", "Visit Type"),
    "missing episodes": (*CHILD, "Date of Contact", "Missing From", "Missing To", "Return Interview"),
    "strategy meetings": ("Child ID", "Strategy Discussion Date", "Chair", "Agencies"),
    "assessments due": ("Child ID", "Assessment Start Date", "Assessment Due Date", "Days Open"),
    "contacts without a source": (*FIVE, "Date of Contact", "Contact Outcome", "Team"),
}
FEW_BUT_A_LIST = {
    "annex_a_list_7": ("Child Unique ID", "CP Plan Start Date", "CP Plan End Date", "Latest Category", "Last Visit Date"),
    "annex_a_list_3": ("Child ID", "Referral Date", "Referral Source", "NFA"),
    "annex_a_list_1": ("Child ID", "Contact Date", "Contact Source"),
    "annex_a_list_6": ("Person ID", "CIN Start Date", "CIN Closure Date", "Primary Need"),
    "annex_a_list_5": ("Person ID", "S47 Start Date", "ICPC Date", "ICPC led to CP plan"),
    "annex_a_list_4": ("Person ID", "Single Assessment Start Date", "Date Single Assessment Authorised"),
    "annex_a_list_2": ("CHILD_ID", "EHA_START_DATE", "EHA_END_DATE", "EHA_COMPLETED_BY_TEAM"),
    "local_visit": ("Visit ID", "Child ID", "Visit Date", "Seen"),
}
SSD = {  # the two published wordings of the standard dataset's Annex A queries
    "annex_a_list_1": ("ChildUniqueID Gender Ethnicity DateOfBirth Age DateOfContact ContactSource",
                       "CHILD_ID GENDER ETHNICITY DATE_OF_BIRTH AGE DATE_OF_CONTACT CONTACT_SOURCE"),
    "annex_a_list_2": ("ChildUniqueID Gender Ethnicity DateOfBirth Age AssessmentStartDate AssessmentCompletionDate "
                       "OrganisationCompletingAssessment",
                       "CHILD_ID GENDER ETHNICITY DATE_OF_BIRTH AGE EHA_START_DATE EHA_END_DATE EHA_COMPLETED_BY_TEAM"),
    "annex_a_list_3": ("ChildUniqueID Gender Ethnicity DateOfBirth Age DateOfReferral ReferralSource ReferralNFA "
                       "ReferralsLast12Months AllocatedTeam AllocatedWorker",
                       "CHILD_ID GENDER ETHNICITY DATE_OF_BIRTH AGE REFERRAL_DATE REFERRAL_SOURCE NFA ALLOCATED_TEAM "
                       "ALLOCATED_WORKER NUMBER_REFERRALS_LAST12MTHS"),
    "annex_a_list_4": ("ChildUniqueID Gender Ethnicity DateOfBirth Age HasDisability ContinuousAssessmentStart "
                       "ContinuousAssessmentChildSeen ContinuousAssessmentAuthDate CSCSupportRequired AllocatedTeam "
                       "AllocatedWorker",),
    "annex_a_list_6": ("ChildUniqueID Gender Ethnicity DateOfBirth Age HasDisability CINStartDate PrimaryNeedCode "
                       "DateChildLastSeen CINClosureDate ReasonForClosure CaseStatus AllocatedTeam AllocatedWorker",),
    "annex_a_list_7": ("ChildUniqueID Gender Ethnicity DateOfBirth Age HasDisability ChildProtectionPlanStartDate "
                       "InitialCategoryOfAbuse LatestCategoryOfAbuse DateOfLastStatutoryVisit ChildSeenAlone "
                       "DateOfLatestReviewConf ChildProtectionPlanEndDate ProtectionLastSixMonths "
                       "NumberOfPreviousChildProtectionPlans AllocatedTeam AllocatedWorker",),
}  # fmt: skip


def match(headers, name="Sheet1", own=None):
    """The best match of one row of headers."""
    return lists.recognise([headers], name, lists.load(own))


def refusal(path):
    """The message of a file that cannot be read."""
    with pytest.raises(Unreadable) as refused:
        read(path)
    return str(refused.value)


def row(headers):
    """A row that fills every column: dates, and 'A' for the rest."""
    return tuple("01/10/2026" if "date" in header.lower() else "A" for header in headers)


@pytest.mark.parametrize("kind", NOT_A_LIST)
def test_one_familiar_date_beside_a_child_is_no_list(tmp_path, kind):
    headers = NOT_A_LIST[kind]
    said = refusal(csv(tmp_path / "x_2026-10-31.csv", ",".join(headers), ",".join(row(headers))))
    assert "x_2026-10-31.csv" in said
    assert "columns" in said or "has no column" in said or "do not match any list" in said
    found = match(headers)
    assert found is None or refusals.of(found)


def test_what_is_missing_of_a_list_is_said_by_name(tmp_path):
    said = refusal(csv(tmp_path / "x_2026-10-31.csv", "Child Unique ID,Date of referral", "A,01/10/2026"))
    assert "looks like Annex A list 3, referrals, but has only 1 of its 4 columns" in said
    assert "'referral source'" in said and "'referral nfa'" in said


@pytest.mark.parametrize("name", FEW_BUT_A_LIST)
def test_a_short_list_with_what_only_it_has_is_read(name):
    found = match(FEW_BUT_A_LIST[name])
    assert found.spec.id == name and refusals.of(found) is None and not found.unknown


@pytest.mark.parametrize(("name", "written"), [(name, each) for name, every in SSD.items() for each in every])
def test_the_standard_datasets_own_queries_are_read_whole(name, written):
    found = match(tuple(written.split()))
    assert found.spec.id == name and refusals.of(found) is None and not found.unknown


def test_every_list_short_of_one_column_is_still_that_list():
    for number, headers in HEADERS.items():
        for left_out in headers:
            found = match([header for header in headers if header != left_out])
            assert found.spec.id == f"annex_a_list_{number}", (number, left_out)


def test_the_five_renamed_headers_of_a_council_are_read():
    renamed = {
        "Child Protection Plan End Date": "CP End Date", "Date of Initial Child Protection Conference": "ICPC Date",
        "CIN Closure Date": "Closure Date",
        "Continuous Assessment Date of Authorisation": "Continuous Assessment Authorisation Date",
        "Number of Referrals in Last 12 Months": "No. of Referrals in last 12 months",
    }  # fmt: skip
    for headers in HEADERS.values():
        before, after = match(headers), match([renamed.get(header, header) for header in headers])
        assert (after.spec.id, after.columns, after.unknown) == (before.spec.id, before.columns, ())


@pytest.mark.parametrize("called", ["List_3", "List 3", "Referrals", "referrals Oct 2026", "List3 extract"])
@pytest.mark.parametrize("rows", [[], [("Title",)], [("a", "b"), ("1", "2")], [*[("note",)] * 45, HEADERS[3], row(HEADERS[3])]])
def test_a_sheet_called_a_list_that_is_not_understood_stops_the_build(tmp_path, called, rows):
    good = [HEADERS[1], row(HEADERS[1])]
    said = refusal(workbook(tmp_path / "a_2026-10-31.xlsx", {"Contacts": good, called: rows}))
    assert f"'{called}'" in said and "list 3" in said


def test_a_sheet_about_a_list_beside_the_list_itself_is_passed_over(tmp_path):
    about = {"Referrals": [("Month", "Count"), ("May", 3)], "Referrals by team": [("x",)]}
    sheets = {"List_3": [HEADERS[3], row(HEADERS[3])], **about}
    assert [table.list for table in read(workbook(tmp_path / "a_2026-10-31.xlsx", sheets)).tables] == ["annex_a_list_3"]


def test_sixteen_rows_of_titles_above_the_headers_do_no_harm(tmp_path):
    rows = [("Referrals of the authority",), *[("note", "more")] * 15, HEADERS[3], row(HEADERS[3])]
    (table,) = read(workbook(tmp_path / "a_2026-10-31.xlsx", {"List_3": rows})).tables
    assert table.rows["row_number"].to_list() == [18]


@pytest.mark.parametrize(("name", "number"), [
    ("list1_2026-10-31", 3), ("referrals_2026-10-31", 1), ("children in need 2026-10-31", 3), ("visit_2026-10-31", 7),
])  # fmt: skip
def test_a_file_called_after_one_list_with_the_headers_of_another_is_refused(tmp_path, name, number):
    said = refusal(csv(tmp_path / f"{name}.csv", ",".join(HEADERS[number]), ",".join(row(HEADERS[number]))))
    assert "says that it is" in said and f"list {number}" in said


def test_a_sheet_called_after_another_list_is_refused(tmp_path):
    said = refusal(workbook(tmp_path / "a_2026-10-31.xlsx", {"List_1": [HEADERS[3], row(HEADERS[3])]}))
    assert "'List_1'" in said and "list 1" in said


def test_a_lacking_column_is_proposed_with_the_line_to_write(tmp_path):
    headers = ["Date referral came in" if header == "Date of referral" else header for header in HEADERS[3]]
    said = refusal(csv(tmp_path / "list3_2026-10-31.csv", ",".join(headers), ",".join(row(headers))))
    assert "Did you mean 'Date referral came in'?" in said and '"Date referral came in" = "annex_a_list_3.referral_date"' in said


@pytest.mark.parametrize(("column", "unused", "nearest"), [
    ("end_date", ["CP Plan Finalised Date", "Comments"], "CP Plan Finalised Date"),
    ("end_date", ["Planned end date", "Date plan end recorded", "Comments"], None),
    ("end_date", [], None),
    ("last_review_date", ["Latest Review Conference", "Notes"], "Latest Review Conference"),
    ("start_date", ["Chld Protection Plan Strt Date"], "Chld Protection Plan Strt Date"),
])  # fmt: skip
def test_the_nearest_header_is_proposed_and_never_one_of_another_day(column, unused, nearest):
    spec = next(spec for spec in lists.load() if spec.id == "annex_a_list_7")
    assert refusals.nearest(spec, column, unused) == nearest


def test_an_authoritys_own_header_wins_over_everything():
    headers = ["Off plan" if header == "Child Protection Plan Start Date" else header for header in HEADERS[7]]
    own = {"annex_a_list_7": {"off  PLAN": "start_date"}}
    assert "start_date" in match(headers).missing
    assert match(headers, own=own).headers["start_date"] == "Off plan"
    both = match([*HEADERS[7], "Off plan"], own=own)
    assert both.headers["start_date"] == "Off plan" and "Child Protection Plan Start Date" in both.unknown and not both.doubled


def test_the_reading_child_knows_the_own_headers_and_hands_back_the_unused_ones(tmp_path):
    headers = ["Off plan" if header == "Child Protection Plan End Date" else header for header in HEADERS[7]]
    csv(tmp_path / "list7_2026-10-31.csv", ",".join([*headers, "Notes"]), ",".join([*row(headers), "n"]))
    (done,) = folder.read_folder(tmp_path)
    assert done.tables[0].unused == ("Off plan", "Notes") and "end_date" not in done.tables[0].rows.columns
    (done,) = folder.read_folder(tmp_path, own={"annex_a_list_7": {"Off plan": "end_date"}})
    assert done.tables[0].unused == ("Notes",) and done.tables[0].rows["end_date"].to_list() == ["A"]


@pytest.mark.slow
def test_a_build_says_which_columns_are_lacking_and_what_each_probably_is(tmp_path):
    headers = ["CP Plan Finalised Date" if header == "Child Protection Plan End Date" else header for header in HEADERS[7]]
    rows = [tuple(plan("A", "01/06/2026").get(header) for header in HEADERS[7])]
    path = workbook(tmp_path / "annex_a_2026-10-31.xlsx", {"List_7": [headers, *rows]})
    with engine.memory() as database:
        (report,) = loading.load(database, path.parent).filter(pl.col("list").is_not_null()).to_dicts()
        (lacks,) = suggestions.lacking_columns(database).filter(pl.col("column") == "end_date").to_dicts()
    assert (lacks["header"], lacks["nearest"]) == ("child protection plan end date", "CP Plan Finalised Date")
    assert lacks["unused"] == ["CP Plan Finalised Date"] and lacks["list"] == "annex_a_list_7"
    assert "Did you mean 'CP Plan Finalised Date'?" in report["note"]
