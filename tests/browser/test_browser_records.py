"""From a figure to its records to one child's timeline, in a real browser: the child is never named in an address."""

from datetime import date

import pytest

from indicators.children import records
from tests.support.browser import Watched

pytestmark = pytest.mark.slow

FIRST_ROW = {"x": 20, "y": 52}  # where a row is chosen, below the names of the columns


def test_a_record_that_is_chosen_leads_to_its_childs_timeline_and_no_address_names_the_child(contexts, address, view):
    with Watched(contexts["light"]) as watched:
        page = watched.page
        watched.open(f"{address}/behind?indicator=re_referrals&grain=month&period=2026-09-30&role=performance")
        assert not page.get_by_role("link", name="This child's timeline").count()
        page.locator('[data-testid="stDataFrame"]').first.click(position=FIRST_ROW, force=True)  # cells are painted, not elements
        link = page.get_by_role("link", name="This child's timeline")
        link.wait_for()
        link.click()
        page.wait_for_url("**/timeline?*")
        watched.rest()
        child = page.get_by_label("Child's identifier").input_value()
        assert child in page.locator("h1").inner_text() and child not in page.url
    listed = records.behind(view.of(indicator="re_referrals"), date(2026, 9, 1), date(2026, 9, 30))
    assert child == listed["child_id"][0]
