"""A chart in a real browser: a point that is pressed opens its records, and the toolbar saves it, by keyboard as well."""

from pathlib import Path

import pytest

from indicators import catalogue, figures
from indicators.row_types import Figure
from indicators.wording import words
from tests.support.browser import Watched

pytestmark = pytest.mark.slow

POINTS = """() => [...document.querySelector('.stPlotlyChart').querySelectorAll('.trace')].map(
    trace => [...trace.querySelectorAll('.points path')]).find(points => points.length).map(point => {
        const box = point.getBoundingClientRect();
        return {x: box.x + box.width / 2, y: box.y + box.height / 2};
    })"""
ON_CAMERA = "() => document.activeElement.classList.contains('modebar-btn')"
SEEN = "() => getComputedStyle(document.activeElement).outlineColor === getComputedStyle(document.body).color"
FIFTH = -5  # a point from the end, whose neighbours are not it


def test_a_point_that_is_pressed_opens_the_records_of_its_period(contexts, address, view):
    held = figures.figures(view).filter(category="All").drop_nulls("value")
    row, indicator = Figure.rows(held)[FIFTH], catalogue.find(view)
    with Watched(contexts["light"]) as watched:
        page = watched.page
        watched.open(f"{address}/indicator?indicator={view.indicator}&grain=month&role=performance")
        points = page.evaluate(POINTS)
        assert len(points) == held.height
        page.mouse.move(**points[FIFTH])
        page.mouse.click(**points[FIFTH])
        page.wait_for_url(f"**/behind?*period={row.period_end}*")
        page.get_by_text("records listed").wait_for()
        said = page.locator("h1").first.inner_text()
    assert said.startswith(f"{indicator.title}: ") and said.endswith(words.when(row, indicator))


@pytest.mark.parametrize(("scheme", "kind", "begins"), [("light", "png", b"\x89PNG"), ("dark", "svg", b"<svg")])
def test_the_camera_is_reached_by_keyboard_and_saves_the_chart_under_its_title(contexts, address, scheme, kind, begins):
    with Watched(contexts[scheme]) as watched:
        page = watched.page
        watched.open(f"{address}/indicator?indicator=re_referrals&grain=quarter&role=board&picture={kind}")
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(ON_CAMERA):
                break
        assert page.evaluate(SEEN)
        with page.expect_download() as taken:
            page.keyboard.press("Enter")
        name = taken.value.suggested_filename
        assert Path(taken.value.path()).read_bytes().startswith(begins)
    assert name.startswith("Re-referrals within 12 months, all teams, quarter by quarter, ")
    assert name.endswith(f", Saltmere (invented), safeguarding board.{kind}") and "_" not in name
