"""Which number stands where in a sentence about gaps or waits, and who is told which; its words are in the file of sentences."""

from indicators.children import gaps, waits
from tests.support import rows
from tests.support.situations import GAP, RETURN, SOONER, YOUNG

VISIT = gaps.KINDS["visit"]


def test_only_who_sees_exact_counts_reads_how_long_the_longest_gap_is():
    exact = gaps.headline(rows.gaps(), VISIT, True, GAP)
    assert exact.startswith("23 of 236 ") and "more than 28 days" in exact and "71 days" in exact
    assert "71" not in gaps.headline(rows.gaps(), VISIT, False, None)
    assert "in Duty and Assessment" in exact
    assert "Duty" not in gaps.headline(rows.gaps(category="North"), VISIT, True, GAP)  # a team's own page names no team again
    assert "28 days" in gaps.headline(rows.gaps(past=0), VISIT, True) and "236" in gaps.headline(rows.gaps(past=0), VISIT, True)


def test_what_is_due_next_is_due_within_a_week_of_the_day_of_the_data():
    assert gaps.due_next(rows.gaps(), VISIT).startswith("12 of 236 ")
    for changes in ({}, {"due": 0, "rounded_to": 5}, {"due": None}):
        assert "28 days by 7 November 2026" in gaps.due_next(rows.gaps(**changes), VISIT)  # 31 October and seven days
    assert gaps.due_next(rows.gaps(due=0, rounded_to=5), VISIT).startswith("Fewer than 3 ")
    assert gaps.most(rows.gaps(category="North")).endswith("North: 23 of 236.") and gaps.most(None) == ""


def test_one_gap_has_its_length_its_start_and_the_days_past_its_due_day():
    name, length, start, due = gaps.of_person(GAP, VISIT).split("<br>")
    assert (name, length[-7:], start[-14:]) == ("C1, Duty and Assessment", "71 days", "21 August 2026")
    assert due.startswith("43 days") and due.endswith("18 September 2026")
    assert gaps.of_person(YOUNG, VISIT).split("<br>")[1].endswith(" 1 day")


def test_of_a_wait_the_median_the_share_and_what_is_open_keep_their_places():
    half, share = waits.headline([rows.wait()], waits.KINDS["visit"], 1).split(";")
    assert "13 days (13 to 14)" in half and "5.0% (3.9% to 6.3%)" in share and share.endswith("longer than 28 days.")
    assert "13" not in waits.headline([rows.wait(median=None)], waits.KINDS["visit"], 1)
    every, still = waits.counted(rows.wait(), waits.KINDS["visit"]).split(". ")
    assert every.startswith("1,513 ") and "248 children" in every and "1,269" in every and " 7 " in still


def test_of_returns_the_whole_year_comes_first():
    said = waits.headline([SOONER, RETURN], waits.KINDS["closure"], 0)
    assert said.index("27% (23% to 30%)") < said.index("within 12 months") < said.index("9% (7% to 12%)") < said.index("3 months")
    counted = waits.counted(RETURN, waits.KINDS["closure"])
    assert counted.startswith("588 closures in Jul–Sep 2026; 156 ") and counted.endswith("within 12 months.")
