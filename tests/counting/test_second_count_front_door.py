"""The front door counted a second time in plain Python from the definitions in words, record by record.

Rows are moved so that they meet: two children, and days that stand a month, three, six or twelve from each other, give or take
a day, where the definitions turn.
"""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.counting.test_second_count import LOOSE, compare
from tests.support import histories

pytestmark = pytest.mark.slow

NOTHING = "no further action"
MANY = settings(LOOSE, max_examples=40)  # an edge is met in a few of them
STARTS = {"contact": "contact_date", "referral": "referral_date", "cp_plan": "start_date", "cin_episode": "start_date"}
LONG = [{"model_table": "referral", "file": "f", "covered_from": date(2022, 6, 1), "covered_to": histories.LAST}]


def months_before(day, months):
    """So many calendar months before a day; the last of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def within(earlier, later, months):
    """Whether one day comes after another and at most so many months after it, counted back from the later day."""
    return months_before(later, months) <= earlier < later


def known(day, months, first=histories.FIRST):
    """Whether so many months before the month of a day are covered, and the day itself."""
    return first <= months_before(day.replace(day=1), months) and day <= histories.LAST


def two(rows):
    """The same rows with two children instead of four."""
    return [row | {"child_id": "A" if row["child_id"] in "AB" else "B"} for row in rows]


def moved(rows, table, anchors, months):
    """Two rows of three go to the child and day of an anchor, or about so many months after it; their length stays."""
    field, made = STARTS[table], []
    for place, row in enumerate(two(rows)):
        child, anchor = anchors[place % len(anchors)] if anchors else (None, None)
        if anchors and place % 3:
            apart = 0 if row[field].day % 4 == 1 else months
            length = months_before(anchor, -apart) + timedelta((0, 0, 1, -1)[row[field].month % 4]) - row[field]
            row |= {"child_id": child, field: row[field] + length}
            if row.get("end_date", histories.OPEN) != histories.OPEN:
                row["end_date"] += length
        made.append(row)
    return made


def meeting(made, table, months, anchor=None):
    """A history in which rows of `table` come about so many months after the start, or the end, of rows of the anchor table."""
    made = {name: two(rows) for name, rows in made.items()}
    anchor = anchor or table
    field = "end_date" if anchor in ("cin_episode", "cp_plan") else STARTS[anchor]
    stay = made[anchor][::3] if anchor == table else made[anchor]
    anchors = [(row["child_id"], row[field]) for row in stay if row[field] != histories.OPEN]
    return made | {table: moved(made[table], table, anchors, months)}


def own(rows, child, **cells):
    """The rows of a child that hold these cells."""
    return [row for row in rows if row["child_id"] == child and all(row[name] == cell for name, cell in cells.items())]


@LOOSE
@given(histories.history("contact"))
def test_contacts_and_how_they_were_closed(made):
    ids = ["contacts", "no_further_action_at_contact", "no_further_action_without_reason"]
    found, contacts = histories.count(ids, made), made["contact"]
    compare(found["contacts"], {c["contact_id"]: (c["contact_date"], 1, 1) for c in contacts})
    compare(found["no_further_action_at_contact"],
            {c["contact_id"]: (c["contact_date"], int(c["outcome"] == NOTHING), 1) for c in contacts if c["outcome"]})
    compare(found["no_further_action_without_reason"],
            {c["contact_id"]: (c["contact_date"], int(not c["reason"]), 1) for c in contacts if c["outcome"] == NOTHING})


@MANY
@given(histories.history("contact", most=14), st.integers(1, 4))
def test_repeat_contacts(made, months):
    made = meeting(made, "contact", months)
    contacts = [contact | {"outcome": contact["outcome"] if contact["contact_date"].day % 3 == 0 else NOTHING}
                for contact in made["contact"]]
    found = histories.count(["repeat_contacts_no_further_action"], {"contact": contacts}, contact_repeat_months=months)
    expected = {}
    for contact in contacts:
        day = contact["contact_date"]
        if contact["outcome"] == NOTHING and contact["reason"] and known(day, months):
            same = own(contacts, contact["child_id"], outcome=NOTHING, reason=contact["reason"])
            repeat = any(within(other["contact_date"], day, months) for other in same)
            expected[contact["contact_id"]] = (day, int(repeat), 1)
    compare(found["repeat_contacts_no_further_action"], expected)


@LOOSE
@given(histories.history("referral"))
def test_the_rate_and_referrals_closed_at_once(made):
    found = histories.count(["referral_rate", "no_further_action_at_referral"], made)
    compare(found["referral_rate"], {r["referral_id"]: (r["referral_date"], 1, 1) for r in made["referral"]})
    compare(found["no_further_action_at_referral"],
            {r["referral_id"]: (r["referral_date"], 1 if r["no_further_action"] else 0, 1) for r in made["referral"]})


def came_before(referral, referrals, months, after_nothing):
    """Whether the child had been referred in the months before; a setting says if one closed with no further action counts."""
    return any(within(other["referral_date"], referral["referral_date"], months)
               for other in own(referrals, referral["child_id"]) if after_nothing or not other["no_further_action"])


@MANY
@given(histories.history("referral", most=14), st.booleans(), st.sampled_from((6, 12)))
def test_re_referrals(made, after_nothing, apart):
    referrals = [row | {"recorded_previous_referrals": (None, 0, 1, 2)[row["referral_date"].day % 4]}
                 for row in meeting(made, "referral", apart)["referral"]]
    found = histories.count(["re_referrals", "re_referrals_6_months"], {"referral": referrals},
                            re_referral_after_no_further_action=after_nothing)
    year, half = {}, {}
    for referral in referrals:
        day, recorded = referral["referral_date"], referral["recorded_previous_referrals"]
        if known(day, 12):
            year[referral["referral_id"]] = (day, int(came_before(referral, referrals, 12, after_nothing)), 1)
        elif recorded is not None:
            year[referral["referral_id"]] = (day, int(recorded > 0), 1)
        if known(day, 6):
            half[referral["referral_id"]] = (day, int(came_before(referral, referrals, 6, after_nothing)), 1)
    compare(found["re_referrals"], year)
    compare(found["re_referrals_6_months"], half)
    assert {row["record_id"]: row["basis"] for row in found["re_referrals"]} == {
        r["referral_id"]: "counted" if known(r["referral_date"], 12) else "recorded"
        for r in referrals if r["referral_id"] in year}


@MANY
@given(histories.history("referral", "cin_episode", most=14), st.booleans())
def test_re_referrals_after_closure(made, after_nothing):
    made = meeting(made, "referral", 12, "cin_episode")
    found = histories.count(["re_referrals_after_closure"], made, re_referral_after_no_further_action=after_nothing)
    expected = {}
    for referral in made["referral"]:
        child, day = referral["child_id"], referral["referral_date"]
        ends = [episode["end_date"] for episode in own(made["cin_episode"], child) if histories.ended(episode)]
        if after_nothing:
            ends += [other["referral_date"] for other in own(made["referral"], child, no_further_action=True)]
        if known(day, 12):
            expected[referral["referral_id"]] = (day, int(any(within(end, day, 12) for end in ends)), 1)
    compare(found["re_referrals_after_closure"], expected)


@MANY
@given(histories.history("referral", most=14), st.booleans())
def test_children_re_referred(made, after_nothing):
    referrals = meeting(made, "referral", 12)["referral"]
    referrals = [row | {"referral_date": row["referral_date"].replace(day=1)} if row["referral_id"][-1] in "147" else row
                 for row in referrals]
    found = histories.count(["children_re_referred"], {"referral": referrals, "coverage": LONG},
                            re_referral_after_no_further_action=after_nothing)
    expected = {}
    for last in histories.month_ends():
        first = months_before(last + timedelta(1), 12)
        if months_before(first, 12) < LONG[0]["covered_from"]:
            continue
        for child in ("A", "B"):
            year = [r for r in own(referrals, child) if first <= r["referral_date"] <= last]
            if year:
                back = any(came_before(referral, referrals, 12, after_nothing) for referral in year)
                expected[f"{child} {last}"] = (last, int(back), 1)
    compare(found["children_re_referred"], expected)


@MANY
@pytest.mark.parametrize(("name", "months"), [("referred_again_after_no_further_action_3_months", 3),
                                              ("referred_again_after_no_further_action_6_months", 6),
                                              ("referred_again_after_no_further_action", 12)])
@given(histories.history("referral", most=14))
def test_closed_and_referred_again(name, months, made):
    referrals = meeting(made, "referral", months)["referral"]
    found = histories.count([name], {"referral": referrals})
    expected = {}
    for closed in referrals:
        if closed["no_further_action"]:
            day = closed["referral_date"]
            back = any(within(day, other["referral_date"], months) for other in own(referrals, closed["child_id"]))
            expected[closed["referral_id"]] = (day, int(back), 1)
    compare(found[name], expected)


@MANY
@given(histories.history("referral", "cp_plan", most=14))
def test_closed_and_then_on_a_plan(made):
    made = meeting(made, "cp_plan", 12, "referral")
    found = histories.count(["plan_after_no_further_action"], made)
    expected = {}
    for closed in made["referral"]:
        if closed["no_further_action"]:
            day = closed["referral_date"]
            planned = any(within(day, plan["start_date"], 12) for plan in own(made["cp_plan"], closed["child_id"]))
            expected[closed["referral_id"]] = (day, int(planned), 1)
    compare(found["plan_after_no_further_action"], expected)


def belongs_to(assessment, referrals, link_days=45):
    """The child's latest referral on or before the assessment's start, if it is not too long before; or none."""
    before = [r for r in own(referrals, assessment["child_id"]) if r["referral_date"] <= assessment["start_date"]]
    latest = max(before, key=lambda r: (r["referral_date"], r["referral_id"]), default=None)
    return latest if latest and (assessment["start_date"] - latest["referral_date"]).days <= link_days else None


def assessed_soon(made):
    """A history in which most assessments start within about 45 days of a referral of the child."""
    referrals, assessments = two(made["referral"]), two(made["assessment"])
    for place, row in enumerate(assessments):
        if referrals and row["start_date"].day % 5:
            referral = referrals[place % len(referrals)]
            start = referral["referral_date"] + timedelta((0, 1, 20, 44, 45, 46)[row["start_date"].month % 6])
            end = start + (row["end_date"] - row["start_date"]) if row["end_date"] else None
            row |= {"child_id": referral["child_id"], "start_date": start, "end_date": end}
    return made | {"referral": referrals, "assessment": assessments}


@MANY
@given(histories.history("referral", "assessment", "cin_episode", most=14))
def test_closed_after_assessment(made):
    made = assessed_soon(made)
    episodes = [row | {"start_date": made["referral"][place]["referral_date"]} if place < len(made["referral"]) else row
                for place, row in enumerate(two(made["cin_episode"]))]
    found = histories.count(["no_further_action_after_assessment"], made | {"cin_episode": episodes})
    no_need = [belongs_to(each, made["referral"]) for each in made["assessment"] if each["needs_support"] is False]
    expected = {}
    for referral in made["referral"]:
        closed = any(episode["closure_reason"] in ("RC8", "RC9")
                     for episode in own(episodes, referral["child_id"], start_date=referral["referral_date"]))
        expected[referral["referral_id"]] = (referral["referral_date"], int(closed or referral in no_need), 1)
    compare(found["no_further_action_after_assessment"], expected)
