"""The page Journey and the page Timeline: what they say adds up, is the same in chart, table and words, and names nobody in an
address; the small parts a sentence or a drawing is made from.
"""

from datetime import date
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from indicators.charts import flow, history
from indicators.charts.style import Look
from indicators.children import journey, timeline
from indicators.children.row_types import Ending
from indicators.roles import NotAllowed, View
from queries.store import warehouse as built
from tests.support.audience import BOARD, PERFORMANCE, SCRUTINY

PERIOD = {"grain": "year", "period_start": date(2024, 4, 1), "period_end": date(2025, 3, 31), "months": 12}
HELD = [{"covered_from": date(2025, 1, 1), "told_from": date(2025, 1, 1), "covered_to": date(2026, 6, 30)}]


def rows(cohort="all", **counts):
    """Rows of the flow from stage__ending=number."""
    return [Ending(cohort=cohort, **PERIOD, stage=stage.replace("_", " "), ending=ending.replace("_", " "), journeys=number)
            for (stage, ending), number in ((key.split("__"), number) for key, number in counts.items())]


EVERY = rows(contact__advice=60, referral__no_further_action=10, referral__no_assessment=5, assessment__support=20,
             section_47__no_conference=8, conference__no_plan=2, plan__first_plan=12, plan__repeat_plan=3)


@pytest.fixture
def visit(warehouse, monkeypatch):
    monkeypatch.delenv("SIGHTLINE_AUDIENCE", raising=False)
    monkeypatch.setattr(built, "FOLDER", warehouse)

    def open_page(address, **query):
        app = AppTest.from_file("../../pages/main.py", default_timeout=60)
        app.query_params.update(query)
        app._page_hash = calc_hash(address)
        return app.run()

    return open_page


def test_each_stage_holds_all_who_went_that_far():
    steps = {step.key: step.journeys for step in journey.steps(EVERY)}
    assert [steps[stage, ""] for stage in journey.STAGES] == [120, 60, 45, 25, 17, 15]


def test_the_message_is_made_from_the_numbers():
    assert journey.headline(EVERY) == (
        "Of 60 referrals in 2024–25, 15 led to a child protection plan; 15 (1 in 4) ended without an assessment")
    closed = rows("closed", contact__nothing=80, contact__referred=15, referral__plan=5)
    assert journey.headline(closed) == (
        "Of 100 contacts and referrals closed with no further action in 2024–25, 20 were followed by a referral or a plan within "
        "12 months, 5 of them by a plan")


def test_the_message_gives_no_total_of_which_a_part_is_hidden():
    hidden = rows(referral__no_further_action=100, referral__no_assessment=50, assessment__other_or_hidden=20,
                  plan__first_plan=30)
    assert journey.headline(hidden) == "Of 200 referrals in 2024–25, 150 (75%) ended without an assessment"
    same_stage = rows(assessment__support=170, plan__other_or_hidden=30)
    assert journey.headline(same_stage) == "Of 200 referrals in 2024–25, 30 led to a child protection plan"
    closed = rows("closed", contact__nothing=80, contact__other_or_hidden=20, contact__plan=10)
    assert "at least 10 were followed" in journey.headline(closed)


def test_a_share_as_a_person_says_it():
    assert [journey.one_in(*each) for each in ((1, 8), (179, 2693), (1, 2), (2, 3), (9, 10))] == [
        "1 in 8", "1 in 15", "1 in 2", "1 in 2", "90%"]


def test_the_list_gives_both_numbers_of_every_percentage():
    lines = {line["What happened"].strip("* \u2003"): (line["Number"], line["Share"]) for line in journey.table(EVERY).to_dicts()}
    assert lines["Contacts and referrals"] == ("120", "")
    assert lines["Referrals"] == ("60 of 120", "50.0%")
    assert lines["Second or subsequent plan"] == ("3 of 15", "20.0%")
    assert lines["Enquiry, no conference"] == ("8 of 25", "32.0%")


@pytest.mark.parametrize("told", [EVERY, rows("closed", contact__nothing=80, referral__plan=6),
                                  rows(assessment__other_or_hidden=15, plan__first_plan=40)])
def test_the_drawing_loses_nobody_and_sets_no_box_on_another(told):
    steps = journey.steps(told)
    (drawn,) = flow.figure(steps, Look("A title")).data
    into = dict(zip(drawn.link.target, drawn.link.value, strict=True))
    out = {place: sum(v for s, v in zip(drawn.link.source, drawn.link.value, strict=True) if s == place)
           for place in set(drawn.link.source)}
    assert all(into[place] == out[place] for place in into if place in out)
    assert sum(value for place, value in into.items() if place not in out) == sum(row.journeys for row in told)
    room = flow._room(steps)
    thick = flow.BANDS / sum(row.journeys for row in told)
    places = flow._places(steps)
    for column in {step.column for step in steps}:
        boxes = sorted((places[s.key][1] * room, s.journeys * thick / 2) for s in steps if s.column == column)
        assert all(low + half <= high - other + 1e-6 for (low, half), (high, other) in pairwise(boxes))
        assert boxes[0][0] - boxes[0][1] >= -1e-6
        assert boxes[-1][0] + boxes[-1][1] <= room + 1e-6


def test_four_colours_and_words_for_each():
    steps = journey.steps(EVERY)
    for look in (Look("A title"), Look("A title", dark=True)):
        assert len({flow.colour(step, look.ink) for step in steps}) == 4
        key = flow.figure(steps, look).layout.annotations[1].text
        assert all(word in key for word in flow.KINDS.values())


def test_the_text_alternative_tells_every_number():
    said = flow.words(journey.steps(EVERY), Look("A title"))
    for row in EVERY:
        assert f" {row.journeys} (" in said
    assert "Second or subsequent plan 3 (20.0%)" in said


@pytest.mark.parametrize("role", ["performance", "board", "scrutiny"])
@pytest.mark.parametrize("cohort", journey.COHORTS)
def test_the_page_tells_each_cohort_to_each_audience(visit, role, cohort):
    app = visit("journey", role=role, journeys=cohort)
    assert not app.exception
    assert not app.error
    assert " in 2024–25" in app.title[0].value
    assert ("%" in app.table[0].value.to_csv()) and len(app.table) == 1
    assert ("is rounded" in app.markdown[-1].value) == (role != "performance")


def test_the_records_of_an_ending_are_the_ones_counted(view):
    held = journey.flow(view).filter(period_end=date(2025, 3, 31))
    assert set(held["cohort"]) == set(journey.COHORTS)
    for row in Ending.rows(held):
        found = journey.records(view, row, (row.stage, row.ending))
        assert found.height == row.journeys
        assert found["record_id"].n_unique() == found.height


@pytest.mark.parametrize("role", [BOARD, SCRUTINY], ids=lambda role: role.id)
def test_records_and_histories_are_refused(warehouse, role):
    view = View(role=role, warehouse=warehouse)
    with pytest.raises(NotAllowed):
        journey.records(view, Ending.rows(journey.flow(view))[0], ("plan", "first plan"))
    with pytest.raises(NotAllowed):
        timeline.of_child(view, "1", date(2026, 10, 31))


def test_a_child_named_on_the_page_is_shown_and_not_named_in_the_address(visit, view):
    (child,) = journey.records(view, EVERY[0], ("plan", "repeat plan"))["child_id"].head(1)
    app = visit("timeline")
    app.text_input[0].input(child).run()
    assert not app.exception
    assert app.title[0].value.startswith(f"Child {child}: ")
    assert child not in str(app.query_params)
    app.text_input[0].input("nobody' OR 1=1 --").run()
    assert app.title[0].value == "One child's history"
    assert app.info[0].value == "The extracts have no child with this identifier."


def test_everything_held_of_a_child_is_on_the_timeline(view):
    with built.read(view.role.id, view.warehouse) as database:
        child = database.run("SELECT child_id FROM cp_visit GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 1").item()
        tables = ("contact", "referral", "assessment", "section_47", "conference", "cin_episode", "cp_plan", "cp_visit",
                  "allocation", "case_supervision", "legal_advice", "audit", "early_help")
        held = sum(database.run(f"SELECT COUNT(*) FROM {table} WHERE child_id = $child", child=child).item() for table in tables)
        held += database.run("SELECT COUNT(DISTINCT meeting_id) FROM meeting WHERE child_id = $child", child=child).item()
    events, _, _ = timeline.of_child(view, child, date(2026, 10, 31))
    assert events.height == held
    assert events["start_date"].is_sorted()


def event(kind, start, end=None, seen=None):
    return {"kind": kind, "start_date": start, "end_date": end, "seen": seen}


def test_time_unseen_runs_from_the_last_visit_that_saw_the_child_while_on_a_plan():
    plan = event("Child protection plan", date(2026, 1, 1), date(2026, 4, 1))
    story = [plan, event("Visit", date(2026, 1, 11), seen=True), event("Visit", date(2026, 2, 1), seen=False)]
    assert timeline.unseen(date(2026, 1, 11), story, HELD) == 10
    assert timeline.unseen(date(2026, 2, 20), story, HELD) == 40
    assert timeline.unseen(date(2026, 3, 31), story, HELD) == 79
    assert timeline.unseen(date(2026, 4, 1), story, HELD) is None


def test_time_of_which_no_visits_were_delivered_is_no_time_unseen():
    plan = event("Child protection plan", date(2024, 12, 1))
    assert timeline.unseen(date(2025, 1, 20), [plan], HELD) is None
    assert timeline.unseen(date(2025, 1, 20), [plan, event("Visit", date(2025, 1, 5), seen=True)], HELD) == 15
    assert timeline.unseen(date(2026, 7, 1), [plan, event("Visit", date(2026, 6, 5), seen=True)], HELD) is None


def test_a_day_on_which_an_extract_names_the_last_visit_tells_how_long_the_child_was_unseen_and_no_other_day_does():
    stated = [{"covered_from": date(1900, 1, 1), "told_from": date(2026, 7, 31), "covered_to": date(2026, 7, 31)}]
    story = [event("Child protection plan", date(2024, 1, 1)), event("Visit", date(2026, 6, 5), seen=True)]
    assert timeline.unseen(date(2026, 7, 31), story, stated) == 56
    assert timeline.unseen(date(2026, 7, 30), story, stated) is None


def test_the_timeline_marks_a_long_wait_by_shape_and_says_it(view):
    with built.read(view.role.id, view.warehouse) as database:
        children = database.run("SELECT DISTINCT child_id FROM cp_visit ORDER BY 1")["child_id"].to_list()[:25]
    for child in children:
        events, standard, _ = timeline.of_child(view, child, date(2026, 10, 31))
        late = [row for row in events.to_dicts() if (row["unseen_days"] or 0) > standard]
        drawn = history.figure(events, standard, date(2026, 10, 31), Look("A title")).data[-1]
        assert list(drawn.marker.symbol).count("triangle-up") == len(late)
        said = history.words(events, standard, Look("A title"))
        assert all(f"{row['unseen_days']} days to" in said for row in late)
    assert view.role == PERFORMANCE
