"""The main tasks of each audience, done in a real browser as a person does them: by what stands on the page."""

import csv

import pytest

from pages import children
from tests.support.browser import Watched, choose

pytestmark = pytest.mark.slow


@pytest.fixture
def visit(contexts, address):
    """A visitor who has just opened the product, as one of the audiences."""
    with Watched(contexts["light"]) as watched:

        def as_(role: str) -> Watched:
            watched.open(f"{address}/?role={role}")
            return watched

        yield as_


def follow(watched: Watched, link, to: str) -> None:
    """Click a link and wait until the page it leads to is drawn."""
    link.click()
    watched.page.wait_for_url(f"**/{to}?*")
    watched.page.wait_for_timeout(500)
    watched.rest()


def menu(watched: Watched, name: str):
    """The link of the menu that begins so; the page of alerts says how many there are after its name."""
    return watched.page.locator(".st-key-menu a").filter(has_text=name).first


def heading(watched: Watched) -> str:
    """What the page says first."""
    return watched.page.locator("h1").first.inner_text()


def write(place, label: str, text: str) -> None:
    """Write into the first field of that name."""
    place.get_by_role("textbox", name=label).first.fill(text)


def test_the_performance_team_finds_what_changed_and_the_records_behind_it(visit, tmp_path):
    watched = visit("performance")
    page = watched.page
    assert "stand out" in heading(watched)
    follow(watched, menu(watched, "Alerts"), "alerts")
    alert = page.locator('[class*="st-key-alert_"]').first
    subject = alert.get_by_role("link").first.inner_text().lstrip("▲▼● ")
    follow(watched, alert.get_by_role("link").first, "indicator")
    assert heading(watched).startswith(subject.split(",")[0])
    page.go_back()
    page.wait_for_url("**/alerts?*")
    watched.rest()
    follow(watched, page.get_by_role("link", name="The records", exact=True).first, "behind")
    said = page.get_by_text("records listed").inner_text()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download this list (CSV)").click()
    taken.value.save_as(tmp_path / "records.csv")
    with (tmp_path / "records.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert said.startswith(f"{len(rows):,} records listed")
    assert {"Child", "Worker"} & rows[0].keys()


def test_the_performance_team_notes_an_action_and_sees_it_listed(visit):
    watched = visit("performance")
    page = watched.page
    follow(watched, menu(watched, "Alerts"), "alerts")
    alert = page.locator('[class*="st-key-alert_"]').first
    alert.locator("summary").filter(has_text="Note an action").first.click()
    write(alert, "What is to be done", "Read every closed referral again before it is signed off")
    write(alert, "Who does it", "Head of Duty and Assessment")
    write(alert, "Your name", "A. Analyst")
    alert.get_by_role("button", name="Note the action").first.click()
    listed = page.locator('[class*="st-key-action_"]').filter(has_text="Read every closed referral again")
    listed.first.wait_for()
    assert "Head of Duty and Assessment" in listed.first.inner_text()
    assert "Noted by A. Analyst" in listed.first.inner_text()
    page.reload()
    watched.rest()
    assert listed.count() == 1  # it is kept, and once


def test_a_board_member_prepares_for_a_meeting(visit):
    watched = visit("board")
    page = watched.page
    assert "stand out" in heading(watched)
    follow(watched, page.locator(".st-key-lead a").first, "indicator")
    questions = page.get_by_role("heading", name="Questions")
    assert questions.first.is_visible()
    assert page.locator(".stPlotlyChart").first.is_visible()
    follow(watched, menu(watched, "Compare"), "compare")
    choose(page, "Indicator", "Re-referrals within 12 months")
    page.wait_for_url("**indicator=re_referrals*")
    watched.rest()
    assert page.get_by_role("heading", name="What is compared, and how").is_visible()
    assert page.get_by_role("table", name="Every authority compared").is_visible()
    for name in ("The records", *(each.TITLE for each in children.PAGES)):
        assert not page.get_by_role("link", name=name, exact=True).count()


def test_what_the_team_writes_about_a_figure_the_board_reads_beside_it(visit, address):
    page = (watched := visit("performance")).page
    watched.open(f"{address}/indicator?role=performance&indicator=re_referrals&grain=quarter")
    page.locator("summary").filter(has_text="Write about a figure").click()
    form = page.get_by_test_id("stForm").filter(has=page.get_by_role("button", name="Save the comment"))
    write(form, "Your comment", "A new form asks for the reason of every closure.")
    form.get_by_text("The safeguarding board", exact=True).click()
    write(form, "Your name", "A. Analyst")
    form.get_by_role("button", name="Save the comment").click()
    page.locator('[class*="st-key-comment_"]').first.wait_for()
    watched.open(f"{address}/indicator?role=board&indicator=re_referrals&grain=quarter")
    assert "A new form asks for the reason of every closure." in page.locator('[class*="st-key-comment_"]').inner_text()
    watched.open(f"{address}/indicator?role=scrutiny&indicator=re_referrals&grain=quarter")
    assert not page.get_by_text("A new form asks").count()


def test_a_board_member_is_shown_no_records_by_any_address(visit, address):
    watched = visit("board")
    watched.expected = "does not seem to exist"
    for page in children.PAGES:
        watched.open(f"{address}/{page.ADDRESS}?role=board&indicator=re_referrals")
        assert not watched.page.locator('[data-testid="stDataFrame"]').count()


def test_a_councillor_sees_whether_we_are_worse_than_places_like_us_and_prints_it(visit):
    watched = visit("scrutiny")
    page = watched.page
    assert "places like us" in heading(watched)
    follow(watched, menu(watched, "Compare"), "compare")
    assert page.get_by_text("In the funnel").first.is_visible() or page.get_by_role("table").first.is_visible()
    follow(watched, menu(watched, "Indicator"), "indicator")
    assert page.get_by_role("heading", name="What this is").is_visible()  # with the words explained
    follow(watched, page.locator(".st-key-menu a").first, "plain")
    page.emulate_media(media="print")
    for bar in (".st-key-menu", ".stAppHeader", ".stDownloadButton >> nth=0", ".st-key-filters"):
        assert not page.locator(bar).first.is_visible()
    assert page.locator("h1").first.is_visible() and page.locator(".sightline-picture").first.is_visible()
